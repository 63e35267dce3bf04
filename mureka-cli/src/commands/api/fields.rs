//! Fields of a call as they are typed.

use serde_json::Value;

use crate::failure::Failure;
use crate::given;

/// `key=value` is text, `key=@FILE` the text of a file, `key:=json` anything else.
pub fn read(typed: &str) -> Result<(String, Value), Failure> {
    let Some((key, value)) = typed.split_once('=') else {
        // Not the whole of it: it may be a value without its name, and a secret.
        return Err(Failure::Usage(
            "--field: no `=` in it; KEY=VALUE or KEY:=JSON is needed".into(),
        ));
    };
    let (key, is_json) = match key.strip_suffix(':') {
        Some(key) => (key, true),
        None => (key, false),
    };
    if key.is_empty() {
        return Err(Failure::Usage("--field: no name before the `=`".into()));
    }
    // A field may be empty where somebody says so by its name.
    let text = if value.trim().is_empty() {
        value.to_owned()
    } else {
        given::text(key, value.to_owned())?
    };
    let value = if is_json {
        json(key, &text)?
    } else {
        Value::String(text)
    };
    Ok((key.to_owned(), value))
}

/// A JSON text under a name.
pub fn json(name: &str, text: &str) -> Result<Value, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::Usage(format!("{name}: no JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_is_text_or_json() {
        for (typed, key, value) in [
            ("prompt=Rain", "prompt", json!("Rain")),
            ("prompt=", "prompt", json!("")),
            ("prompt=a=b", "prompt", json!("a=b")),
            ("id=123", "id", json!("123")),
            ("id:=123", "id", json!(123)),
            ("async:=true", "async", json!(true)),
            ("tags:=[\"a=b\"]", "tags", json!(["a=b"])),
            ("title:=null", "title", json!(null)),
        ] {
            assert_eq!(read(typed).unwrap(), (key.to_owned(), value), "{typed}");
        }
    }

    #[test]
    fn what_is_no_field_is_told_without_its_value() {
        for (typed, message) in [
            (
                "hunter2",
                "--field: no `=` in it; KEY=VALUE or KEY:=JSON is needed",
            ),
            ("=hunter2", "--field: no name before the `=`"),
            (":=hunter2", "--field: no name before the `=`"),
            (
                "n:=hunter2",
                "n: no JSON: expected value at line 1 column 1",
            ),
        ] {
            let failure = read(typed).unwrap_err();
            assert_eq!(failure.to_string(), message);
            assert_eq!(failure.code(), 2);
        }
    }
}
