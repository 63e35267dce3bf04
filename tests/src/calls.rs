//! What the generated tables call: arguments out of JSON, results into JSON.

use std::collections::BTreeMap;
use std::fmt::Debug;

use mureka_api::{Check, Error, Response, Upload};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The arguments of a call.
#[derive(Debug, Default, Clone)]
pub struct Input {
    /// Path arguments by name.
    pub path: BTreeMap<String, Value>,
    /// Query arguments.
    pub query: Value,
    /// The JSON body, or a form's fields without its file.
    pub body: Value,
    /// The file.
    pub upload: Vec<u8>,
}

impl Input {
    /// A path argument.
    pub fn path<T: DeserializeOwned>(&self, name: &str) -> T {
        let value = self.path.get(name).cloned().unwrap_or_default();
        read(&value, name)
    }

    /// The struct of query arguments.
    pub fn query<T: DeserializeOwned>(&self) -> T {
        read(&self.query, "query")
    }

    /// The body.
    pub fn body<T: DeserializeOwned>(&self) -> T {
        read(&self.body, "body")
    }

    /// The file.
    pub fn upload(&self) -> Upload {
        Upload::bytes(self.upload.clone())
    }
}

fn read<T: DeserializeOwned>(value: &Value, what: &str) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{what} {value}: {error}"))
}

/// What a successful call gave.
#[derive(Debug)]
pub struct Outcome {
    /// The status that the variant of the result stands for.
    pub variant: u16,
    /// The status that came.
    pub status: u16,
    /// The typed value, written back.
    pub value: Value,
    /// The body as it came.
    pub raw: Vec<u8>,
}

impl Outcome {
    /// Of a typed response.
    pub fn new<T>(variant: u16, response: &Response<T>, value: &impl Serialize) -> Self {
        Self {
            variant,
            status: response.status().as_u16(),
            value: serde_json::to_value(value).unwrap_or_default(),
            raw: response.body().to_vec(),
        }
    }
}

/// What became of a JSON text that went through a type.
#[derive(Debug)]
pub struct RoundTrip {
    /// The typed value as `{:#?}` shows it.
    pub debug: String,
    /// The typed value, written back.
    pub json: Value,
}

/// What a request finds wrong with itself.
pub fn problems<T: DeserializeOwned + Check>(json: &[u8]) -> Result<Vec<String>, String> {
    let request: T = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let error = request.check().err();
    let problems = error.iter().flat_map(Error::problems);
    Ok(problems.map(ToString::to_string).collect())
}

/// The JSON Schema of a type.
pub fn schema<T: schemars::JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

/// JSON into a type and back.
pub fn round_trip<T: DeserializeOwned + Serialize + Debug>(
    json: &[u8],
) -> Result<RoundTrip, String> {
    let value: T = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let json = serde_json::to_value(&value).map_err(|error| error.to_string())?;
    Ok(RoundTrip {
        debug: compact(&format!("{value:#?}")),
        json,
    })
}

/// Only what is set, and a `Some(…)` of one line on that line.
fn compact(debug: &str) -> String {
    let lines: Vec<&str> = debug
        .lines()
        .filter(|line| !line.ends_with(": None,"))
        .collect();
    let mut out = String::new();
    let mut index = 0;
    while index < lines.len() {
        let line = lines[index];
        let value = lines.get(index + 1).map(|line| line.trim());
        let end = lines.get(index + 2).map(|line| line.trim());
        match (line.strip_suffix("Some("), value, end) {
            (Some(start), Some(value), Some("),")) => {
                out.push_str(start);
                out.push_str(value);
                index += 3;
            }
            _ => {
                out.push_str(line);
                index += 1;
            }
        }
        out.push('\n');
    }
    out
}
