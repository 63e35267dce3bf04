//! The editions of the vendors' documentation that stand beside the repository, where
//! they do. Only names, figures and counts are kept of them here.
#![cfg(feature = "drift")]

use std::fmt::Write as _;
use std::path::Path;

use mureka_gen::Document;
use mureka_gen::reference::{Page, Reference, Shape, read};

/// A file of the vendors' documentation.
fn edition(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/docs")
        .join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("{} is not there: nothing is tested", path.display());
    }
    text
}

fn reference(name: &str, text: &str) -> Reference {
    read(name, text.as_bytes()).expect("pages are found")
}

/// Methods and paths of a document of ours, as the reader writes them.
fn operations(document: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../spec")
        .join(document);
    let document = Document::load(&path).expect("the document is read");
    let paths = document.value()["paths"].as_object().expect("paths");
    let mut operations = Vec::new();
    for (path, item) in paths {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item.get(method).is_some() {
                let path = path.trim_end_matches('/').to_owned();
                operations.push((method.to_uppercase(), path));
            }
        }
    }
    operations.sort();
    operations
}

fn calls(reference: &Reference) -> Vec<(String, String)> {
    let endpoints = reference
        .pages
        .iter()
        .filter_map(|page| page.endpoint.as_ref());
    let mut calls: Vec<_> = endpoints
        .map(|e| (e.method.clone(), e.path.clone()))
        .collect();
    calls.sort();
    calls
}

fn count(shape: &Shape) -> usize {
    match shape {
        Shape::Object(fields) => fields.iter().map(|field| 1 + count(&field.shape)).sum(),
        Shape::List(inner) | Shape::Map(inner) => count(inner),
        Shape::Union(shapes) => shapes.iter().map(count).sum(),
        _ => 0,
    }
}

/// The facts of a page, a line each.
fn facts(page: &Page) -> String {
    let mut out = format!(
        "{} {}\n",
        page.name,
        page.date.as_deref().unwrap_or("undated")
    );
    for note in &page.notes {
        let payload = note.name == "payload" || note.name.starts_with("example of ");
        let value = if payload { "…" } else { &note.value };
        let _ = writeln!(out, "  {}: {value}", note.name);
    }
    for doubt in &page.repaired {
        let _ = writeln!(out, "  repaired {}: {}", doubt.what, doubt.why);
    }
    for doubt in &page.unread {
        let _ = writeln!(out, "  UNREAD {}: {}", doubt.what, doubt.why);
    }
    let Some(endpoint) = &page.endpoint else {
        return out;
    };
    let _ = writeln!(
        out,
        "  {} {} {}",
        endpoint.method,
        endpoint.path,
        endpoint.content_types.join(", ")
    );
    let conditions = [
        ("spacing", endpoint.spacing),
        ("slots", endpoint.slots),
        ("retention", endpoint.retention),
        ("bytes", endpoint.upload_bytes),
    ];
    for (name, value) in conditions {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name} {value}");
        }
    }
    if !endpoint.upload_formats.is_empty() {
        let _ = writeln!(out, "  formats {}", endpoint.upload_formats.join(", "));
    }
    for p in &endpoint.parameters {
        let mut line = format!("  {:?} {}", p.place, p.name);
        if let Some(need) = p.required {
            let _ = write!(line, " {need:?}");
        }
        if let Some(kind) = p.kind {
            let _ = write!(line, " {kind:?}");
        }
        for (name, value) in [
            ("min", p.min_length),
            ("max", p.max_length),
            ("total", p.total_length),
        ] {
            if let Some(value) = value {
                let _ = write!(line, ", {name} {value} characters");
            }
        }
        if p.minimum.is_some() || p.maximum.is_some() {
            let _ = write!(line, ", from {:?} to {:?}", p.minimum, p.maximum);
        }
        for (name, values) in [
            ("one of", &p.values),
            ("retired", &p.retired),
            ("not with", &p.excludes),
        ] {
            if !values.is_empty() {
                let _ = write!(line, ", {name} {}", values.join(" "));
            }
        }
        if let Some(default) = &p.default {
            let _ = write!(line, ", default {default}");
        }
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "  requests: {}", endpoint.requests.len());
    for status in &endpoint.statuses {
        let stated = if status.stated { "" } else { " (concluded)" };
        let codes = if status.codes.is_empty() {
            String::new()
        } else {
            format!(", {}", status.codes.join(" "))
        };
        let _ = writeln!(
            out,
            "  {}{stated}: {} payloads{codes}",
            status.code,
            status.payloads.len()
        );
    }
    for model in &endpoint.models {
        let failure = if model.failure { " of failures" } else { "" };
        let _ = writeln!(
            out,
            "  model {:?}{failure}: {} fields",
            model.statuses,
            count(&model.shape)
        );
    }
    out
}

fn all_facts(reference: &Reference) -> String {
    reference.pages.iter().map(facts).collect()
}

#[test]
fn all_pages_of_the_current_edition_are_read() {
    let Some(text) = edition("useapi-mureka-v1.txt") else {
        return;
    };
    let reference = reference("useapi-mureka-v1.txt", &text);
    assert_eq!(reference.generated.as_deref(), Some("2026-05-20"));
    assert_eq!(reference.pages.len(), 37);
    for page in &reference.pages {
        assert_eq!(page.unread, [], "{}", page.name);
    }
    assert_eq!(calls(&reference), operations("useapi.yaml"));
}

#[test]
fn the_page_of_cloudsway_is_read() {
    let Some(text) = edition("cloudsway-maas-mureka.txt") else {
        return;
    };
    let reference = reference("cloudsway-maas-mureka.txt", &text);
    for page in &reference.pages {
        assert_eq!(
            (&page.unread[..], &page.repaired[..]),
            (&[][..], &[][..]),
            "{}",
            page.name
        );
    }
    assert_eq!(calls(&reference), operations("cloudsway.yaml"));
}

#[test]
fn the_facts_of_the_editions_are_these() {
    for (name, file) in [
        ("useapi", "useapi-mureka-v1.txt"),
        ("cloudsway", "cloudsway-maas-mureka.txt"),
        ("older_create", "useapi-music-create.older-page.txt"),
        ("older_video", "useapi-video-generate.older-page.txt"),
    ] {
        if let Some(text) = edition(file) {
            insta::assert_snapshot!(name, all_facts(&reference(file, &text)));
        }
    }
}

/// The one-file reference with ends of lines where its form must have had them.
fn with_lines(text: &str) -> String {
    let mut out = String::new();
    for (index, piece) in text.split("```").enumerate() {
        if index % 2 == 1 {
            let piece = piece.trim_start();
            let (language, code) = piece.split_once(' ').unwrap_or((piece, ""));
            if language.chars().all(|c| c.is_ascii_lowercase()) {
                let _ = write!(out, "\n\n```{language}\n{}\n```\n\n", code.trim());
            } else {
                let _ = write!(out, "\n\n```\n{}\n```\n\n", piece.trim());
            }
            continue;
        }
        let piece = piece
            .replace(" ##", "\n\n##")
            .replace(" - `", "\n- `")
            .replace(" * ", "\n* ")
            .replace(" > ", "\n\n> ")
            .replace(" | | ", " |\n| ")
            .replace(" |---", " |\n|---")
            .replace("=== URL:", "\n\n=== URL:")
            .replace(" Document URL:", "\n\nDocument URL:")
            .replace(" **", "\n\n**");
        let mut lines = piece.trim().to_owned();
        for heading in [
            "Request Headers",
            "Request Body",
            "Query Parameters",
            "Path Parameters",
            "Responses",
            "Model",
            "Examples",
        ] {
            lines = lines.replace(&format!("##### {heading}"), &format!("##### {heading}\n\n"));
        }
        // Emphasis within a sentence is no paragraph.
        for word in [
            "required",
            "near",
            "10 ",
            "must",
            "automatic",
            "free",
            "shared",
        ] {
            lines = lines.replace(&format!("\n\n**{word}"), &format!(" **{word}"));
        }
        out.push_str(&lines);
    }
    out
}

#[test]
fn the_current_edition_tells_the_same_with_ends_of_lines() {
    let Some(text) = edition("useapi-mureka-v1.txt") else {
        return;
    };
    let packed = reference("packed", &text);
    let lines = reference("lines", &with_lines(&text));
    for (packed, lines) in packed.pages.iter().zip(&lines.pages) {
        if packed.endpoint.is_some() {
            assert_eq!(facts(lines), facts(packed));
        }
    }
    assert_eq!(packed.pages.len(), lines.pages.len());
}

#[test]
fn a_page_cut_out_of_the_edition_tells_the_same() {
    let Some(text) = edition("useapi-mureka-v1.txt") else {
        return;
    };
    let whole = reference("whole", &text);
    let starts: Vec<usize> = text.match_indices("=== URL:").map(|(at, _)| at).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let alone = reference("alone", &text[*start..end]);
        assert_eq!(facts(&alone.pages[0]), facts(&whole.pages[index]));
    }
}
