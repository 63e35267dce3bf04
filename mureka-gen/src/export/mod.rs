//! Writes a document for other tools and languages: OpenAPI 3.0 and 3.1, JSON Schema,
//! Postman.
//!
//! Each export is the whole document in one file, and the same bytes for the same
//! document. In which order things stand is said in `layout.rs`.

mod files;
mod layout;
mod models;
mod names;
mod postman;
mod strict;
mod tree;
mod v3_1;
mod yaml;

use crate::api::Api;
use crate::check::cases;
use crate::diagnostic::Diagnostics;
use crate::document::Document;

pub use files::write;
pub use names::check as check_names;

use layout::{Kind, arrange};
use tree::Tree;

/// For whom an export is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// For tools that read all of OpenAPI: nothing is left out.
    #[default]
    Full,
    /// For generators that stumble over richer schemas: OpenAPI 3.0 without exclusions,
    /// unions, closed sets in answers and extensions.
    StrictTools,
}

/// A kind of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OpenAPI 3.0, as JSON and as YAML.
    OpenApi3_0,
    /// OpenAPI 3.1, as JSON and as YAML.
    OpenApi3_1,
    /// The models as JSON Schema 2020-12.
    Models,
    /// A collection of Postman, v2.1.
    Postman,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::OpenApi3_0,
        Self::OpenApi3_1,
        Self::Models,
        Self::Postman,
    ];
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name: `useapi.openapi-3.1.json`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Makes the exports of a checked document; `name` is what their files begin with. The
/// profile [`Profile::StrictTools`] is one of OpenAPI 3.0 alone and has no other format.
pub fn export(
    name: &str,
    document: &Document,
    api: &Api,
    profile: Profile,
    formats: &[Format],
) -> Result<Vec<File>, Diagnostics> {
    names::check(document)?;
    let source = Tree::of(document.root());
    let mut files = Vec::new();
    if profile == Profile::StrictTools {
        let plain = strict::convert(source);
        names::check_plainest(document, &plain)?;
        both(
            &format!("{name}.openapi-3.0.strict-tools"),
            plain,
            &mut files,
        );
        return Ok(files);
    }
    let has = |format| formats.contains(&format);
    if has(Format::OpenApi3_0) {
        let name = format!("{name}.openapi-3.0");
        both(&name, source.clone(), &mut files);
    }
    let json = |kind: &str, tree: &Tree| File {
        name: format!("{name}.{kind}.json"),
        text: tree.to_json(),
    };
    let cases = cases(document, api);
    if has(Format::OpenApi3_1) || has(Format::Models) {
        let newer = v3_1::convert(source.clone());
        let mut models = models::models(name, document, &newer, &cases);
        if has(Format::OpenApi3_1) {
            both(&format!("{name}.openapi-3.1"), newer, &mut files);
        }
        if has(Format::Models) {
            arrange(&mut models, Kind::Schema);
            files.push(json("models.schema", &models));
        }
    }
    if has(Format::Postman) {
        files.push(json("postman", &postman::collection(&source, api)));
    }
    Ok(files)
}

/// A document as JSON and as YAML.
fn both(name: &str, mut document: Tree, files: &mut Vec<File>) {
    arrange(&mut document, Kind::Document);
    files.push(File {
        name: format!("{name}.json"),
        text: document.to_json(),
    });
    files.push(File {
        name: format!("{name}.yaml"),
        text: yaml::to_yaml(&document),
    });
}
