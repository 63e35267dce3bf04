//! An edition of the whole: its documents, its surface, its version.

use super::finding::Class;
use super::report::{Report, Verdict};
use super::surface::{Surface, surfaces};
use super::version::Version;
use super::{document_only, documents, sort};
use crate::document::Document;

/// What one revision of the repository holds.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// What it is called: `v0.1.0`.
    pub name: String,
    /// Its documents by the paths of their files: `spec/useapi.yaml`.
    pub documents: Vec<(String, Document)>,
    /// The list of public items, if there is one.
    pub surface: Option<Surface>,
    /// The version of the crates, if there is one.
    pub version: Option<Version>,
}

impl Edition {
    /// Whether it has nothing that could be compared.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.surface.is_none()
    }

    /// The document of the same API: that of the same path, or else of the same
    /// `info.title`, or else of the same file name.
    pub fn counterpart(&self, path: &str, document: &Document) -> Option<&(String, Document)> {
        let file = |path: &str| path.rsplit('/').next().map(str::to_owned);
        let same_path = self.documents.iter().find(|(other, _)| other == path);
        let same_title = || {
            let title = title(document)?;
            let mut documents = self.documents.iter();
            documents.find(|(_, other)| self::title(other) == Some(title))
        };
        let same_file = || {
            let mut documents = self.documents.iter();
            documents.find(|(other, _)| file(other) == file(path))
        };
        same_path.or_else(same_title).or_else(same_file)
    }
}

/// `info.title`.
pub fn title(document: &Document) -> Option<&str> {
    document.value().pointer("/info/title")?.as_str()
}

/// Whether a document describes an API, and is not some other YAML.
pub fn describes_an_api(document: &Document) -> bool {
    document.value().get("openapi").is_some()
}

/// Everything that changed from one edition to the next, and the version it asks for.
pub fn compare(older: &Edition, newer: &Edition) -> Report {
    let mut findings = Vec::new();
    let mut left_out = Vec::new();
    let mut met = Vec::new();
    for (path, document) in &older.documents {
        match newer.counterpart(path, document) {
            Some((path, now)) if !met.contains(&path) => {
                met.push(path);
                findings.extend(documents(document, now));
            }
            _ => findings.push(document_only(document, Class::Breaking)),
        }
    }
    for (path, document) in &newer.documents {
        if !met.contains(&path) {
            findings.push(document_only(document, Class::Additive));
        }
    }
    match (&older.surface, &newer.surface) {
        (Some(before), Some(now)) => findings.extend(surfaces(before, now)),
        (None, Some(_)) => left_out.push(format!("the public items: {} has no list", older.name)),
        (Some(_), None) => left_out.push(format!("the public items: {} has no list", newer.name)),
        (None, None) => {}
    }
    sort(&mut findings);
    let mut report = Report {
        older: older.name.clone(),
        newer: newer.name.clone(),
        findings,
        left_out,
        version: None,
    };
    match (&older.version, &newer.version) {
        (Some(before), Some(now)) => {
            report.version = Some(Verdict::of(before, now, report.class()));
        }
        (None, Some(_)) => {
            let message = format!("the version: {} has none", older.name);
            report.left_out.push(message);
        }
        _ => {}
    }
    report
}
