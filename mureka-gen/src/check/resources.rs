//! Tags: the resources of a client, `client.songs()`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::idents::{is_keyword, is_snake, pascal};
use crate::api::Resource;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;

/// What a client has by hand or of its own: a resource beside it would be the second
/// method of that name.
const METHODS: [&str; 14] = [
    "new",
    "from_env",
    "builder",
    "base_url",
    "call",
    "raw",
    "transport",
    "clone",
    "drop",
    "http",
    "download",
    "files_of",
    "pool",
    "with",
];

/// Types that stand beside those of the resources, and names that every module has.
const TYPES: [&str; 16] = [
    "Raw", "Client", "Error", "Upload", "Option", "Some", "None", "Result", "Ok", "Err", "String",
    "Vec", "Box", "Into", "AsRef", "Self",
];

/// The document's tags.
pub fn collect(document: &Document, diagnostics: &mut Diagnostics) -> Vec<Resource> {
    let mut resources = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let tags = document.value().get("tags").and_then(Value::as_array);
    for (index, tag) in tags.into_iter().flatten().enumerate() {
        let text = |key: &str| {
            let text = tag.get(key).and_then(Value::as_str);
            text.unwrap_or_default().trim().to_owned()
        };
        let name = tag.get("name").and_then(Value::as_str).unwrap_or_default();
        let mut refuse = |message: String, remedy: &str| {
            let pointer = format!("/tags/{index}/name");
            let diagnostic = Diagnostic::new("resource-name", pointer, message, remedy);
            diagnostics.push(document, diagnostic);
        };
        let ty = pascal(name);
        if !is_snake(name) || is_keyword(name) {
            refuse(
                format!("`{name}` cannot be a method of a client"),
                "small letters, digits and `_`, first a letter, no keyword: `songs`",
            );
        } else if METHODS.contains(&name) || TYPES.contains(&ty.as_str()) {
            refuse(
                format!("a client has a `{name}` or a `{ty}` that is something else"),
                "name the resource after what it holds: `songs`",
            );
        } else if let Some(other) = seen.insert(ty.clone(), name) {
            refuse(
                format!("`{name}` and `{other}` would both be the type `{ty}`"),
                "list every tag once, under a name of its own",
            );
        }
        resources.push(Resource {
            name: name.to_owned(),
            description: text("description"),
        });
    }
    resources
}
