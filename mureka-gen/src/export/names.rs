//! Names of schemas that are good names of types in every language.

use std::collections::BTreeMap;

use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

/// Types that a program in one of these languages has at hand, or that generators write
/// beside the models: a model of that name hides them, or is renamed.
const TAKEN: [(&str, &[&str]); 4] = [
    (
        "TypeScript",
        &[
            "Array",
            "Blob",
            "Boolean",
            "Configuration",
            "Date",
            "Error",
            "Event",
            "Exclude",
            "Extract",
            "File",
            "FormData",
            "Function",
            "Headers",
            "JSON",
            "Map",
            "Middleware",
            "Number",
            "Object",
            "Omit",
            "Partial",
            "Pick",
            "Promise",
            "Readonly",
            "Record",
            "Request",
            "Required",
            "Response",
            "Set",
            "String",
            "Symbol",
            "URL",
        ],
    ),
    (
        "Java",
        &[
            "ApiClient",
            "ApiException",
            "ApiResponse",
            "Boolean",
            "Byte",
            "Character",
            "Class",
            "Collection",
            "Comparable",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "File",
            "Float",
            "Integer",
            "Iterable",
            "Iterator",
            "List",
            "Long",
            "Map",
            "Math",
            "Module",
            "Number",
            "Object",
            "Optional",
            "Override",
            "Package",
            "Pair",
            "Process",
            "Record",
            "Runtime",
            "Set",
            "Short",
            "String",
            "System",
            "Thread",
            "Throwable",
            "URI",
            "UUID",
            "Void",
        ],
    ),
    (
        "Python",
        &[
            "Annotated",
            "Any",
            "BaseModel",
            "ClassVar",
            "Dict",
            "Enum",
            "Exception",
            "False",
            "Field",
            "List",
            "Literal",
            "None",
            "Optional",
            "Self",
            "Set",
            "True",
            "Tuple",
            "Type",
            "Union",
        ],
    ),
    (
        "Go",
        &[
            "APIClient",
            "APIKey",
            "APIResponse",
            "BasicAuth",
            "Configuration",
            "GenericOpenAPIError",
            "MappedNullable",
            "ServerConfiguration",
            "ServerVariable",
        ],
    ),
];

/// Checks the named schemas of a document.
pub fn check(document: &Document) -> Result<(), Diagnostics> {
    check_names(document, &Tree::of(document.root()))
}

/// Checks the named schemas of the plainest export of the document.
pub fn check_plainest(document: &Document, made: &Tree) -> Result<(), Diagnostics> {
    check_names(document, made)
}

fn check_names(document: &Document, made: &Tree) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::of(document);
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let requests = requests(made);
    let schemas = made.at("/components/schemas");
    for (name, _) in schemas.into_iter().flat_map(Tree::entries) {
        let pointer = format!("/components/schemas/{}", escape(name));
        let same = same(name);
        let languages: Vec<&str> = TAKEN
            .iter()
            .filter(|(_, types)| types.contains(&name.as_str()))
            .map(|(language, _)| *language)
            .collect();
        if !languages.is_empty() {
            let message = format!(
                "the schema `{name}` has the name of a type that is always there in {}",
                languages.join(", ")
            );
            let remedy =
                format!("put in front what it belongs to, as in `Song{name}` or `Api{name}`");
            diagnostics.push(
                document,
                Diagnostic::new("taken-name", &pointer, message, remedy),
            );
        }
        // Go has a constructor for each object, and a type for each that may be null.
        for before in ["New", "Nullable"] {
            let other = format!("{before}{name}");
            if schemas.is_some_and(|schemas| schemas.get(&other).is_some()) {
                let message = format!(
                    "the schema `{other}` has the name of a function or type that Go makes of \
                     the schema `{name}`"
                );
                diagnostics.push(
                    document,
                    Diagnostic::new("name-clash", &pointer, message, "rename one of the two"),
                );
            }
        }
        if let Some(operation) = requests.get(&same) {
            let message = format!(
                "the schema `{name}` has the name that TypeScript gives to the parameters of \
                 the operation `{operation}`"
            );
            let remedy = "rename the schema";
            diagnostics.push(
                document,
                Diagnostic::new("name-clash", &pointer, message, remedy),
            );
        }
        if let Some(other) = seen.insert(same, name) {
            let message = format!(
                "the schemas `{other}` and `{name}` differ only in case, in `_` or in `-`: \
                 some languages take them for one type or write them into one file"
            );
            diagnostics.push(
                document,
                Diagnostic::new("name-clash", &pointer, message, "rename one of the two"),
            );
        }
    }
    diagnostics.into_result()
}

/// What generators call the parameters of each operation, and the operation.
fn requests(document: &Tree) -> BTreeMap<String, &str> {
    let items = document.get("paths").into_iter().flat_map(Tree::entries);
    items
        .flat_map(|(_, item)| item.entries())
        .filter_map(|(_, operation)| operation.text_of("operationId"))
        .map(|id| (format!("{}request", same(id)), id))
        .collect()
}

/// What is left of a name where case and separators do not count.
fn same(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
