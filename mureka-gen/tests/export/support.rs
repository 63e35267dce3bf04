//! Documents to export, and the exports to look at.

use std::path::Path;
use std::sync::LazyLock;

use mureka_gen::export::{File, Format, Profile, export};
use mureka_gen::{Api, Diagnostics, Document, check};
use serde_json::Value;

/// Both documents of this project.
pub const APIS: [&str; 2] = ["useapi", "cloudsway"];

/// Every shape that a document may hold, under awkward names; those that are taken in other
/// languages are changed.
fn everything() -> String {
    let text = include_str!("../../../tests/fixtures/everything.yaml").to_owned();
    let taken = ["Error", "Response", "Iterator", "Union", "Map", "Request"];
    taken.iter().fold(text, |text, name| {
        text.replace(&format!("schemas/{name}'"), &format!("schemas/Odd{name}'"))
            .replace(&format!("\n    {name}:"), &format!("\n    Odd{name}:"))
    })
}

static ALL: LazyLock<Vec<Exported>> = LazyLock::new(|| {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../spec/{name}.yaml"));
        Exported::of(name, &std::fs::read_to_string(path).unwrap())
    };
    let mut all: Vec<Exported> = APIS.into_iter().map(read).collect();
    all.push(Exported::of("everything", &everything()));
    all
});

/// A checked document with all its exports.
pub struct Exported {
    pub name: String,
    pub document: Document,
    pub api: Api,
    pub files: Vec<File>,
}

impl Exported {
    pub fn api(name: &str) -> &'static Self {
        let found = ALL.iter().find(|exported| exported.name == name);
        found.unwrap_or_else(|| panic!("no document {name}"))
    }

    /// Both documents of this project, and the one with every shape.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    pub fn small(change: impl Fn(&str) -> String) -> Self {
        Self::of("small", &change(include_str!("../../fixtures/small.yaml")))
    }

    pub fn of(name: &str, text: &str) -> Self {
        Self::try_of(name, text).unwrap_or_else(|error| panic!("{}", error.render(false)))
    }

    pub fn try_of(name: &str, text: &str) -> Result<Self, Diagnostics> {
        let document = Document::parse(&format!("{name}.yaml"), text)?;
        let api = check(&document)?;
        let mut files = Vec::new();
        for profile in [Profile::Full, Profile::StrictTools] {
            files.extend(export(name, &document, &api, profile, &Format::ALL)?);
        }
        Ok(Self {
            name: name.to_owned(),
            document,
            api,
            files,
        })
    }

    pub fn text(&self, kind: &str) -> &str {
        let name = format!("{}.{kind}", self.name);
        let file = self.files.iter().find(|file| file.name == name);
        &file.unwrap_or_else(|| panic!("no {name}")).text
    }

    pub fn json(&self, kind: &str) -> Value {
        serde_json::from_str(self.text(&format!("{kind}.json"))).unwrap()
    }
}

/// Every object below that has words of OpenAPI for keys; nothing in payloads and extensions.
pub fn objects(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, visit)),
        Value::Object(map) => {
            visit(map);
            for (key, value) in map {
                let data = ["example", "examples", "value", "default", "enum"];
                if key == "properties" {
                    let fields = value.as_object().into_iter().flatten();
                    fields.for_each(|(_, field)| objects(field, visit));
                } else if !data.contains(&key.as_str()) && !key.starts_with("x-") {
                    objects(value, visit);
                }
            }
        }
        _ => {}
    }
}
