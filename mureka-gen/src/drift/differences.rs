//! What differs between two JSON values, place by place.

use std::fmt;

use serde_json::Value;

/// More differences than this are not looked for: the two have nothing in common.
const MAX: usize = 200;

/// One place that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// `songs[0].title`.
    pub path: String,
    /// What the page shows there.
    pub now: Option<Value>,
    /// What the example has there.
    pub was: Option<Value>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "whole"
        } else {
            &self.path
        };
        match (&self.now, &self.was) {
            (Some(now), Some(was)) => write!(f, "{path} {} (was {})", shown(now), shown(was)),
            (Some(now), None) => write!(f, "{path} new: {}", shown(now)),
            (None, _) => write!(f, "{path} gone"),
        }
    }
}

/// All places where two values differ.
pub fn differences(now: &Value, was: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(Some(now), Some(was), &mut String::new(), &mut found);
    found
}

fn walk(now: Option<&Value>, was: Option<&Value>, path: &mut String, found: &mut Vec<Difference>) {
    if now == was || found.len() >= MAX {
        return;
    }
    let length = path.len();
    match (now, was) {
        (Some(Value::Object(now)), Some(Value::Object(was))) => {
            let names = now
                .keys()
                .chain(was.keys().filter(|name| !now.contains_key(*name)));
            for name in names {
                if length > 0 {
                    path.push('.');
                }
                path.push_str(name);
                walk(now.get(name), was.get(name), path, found);
                path.truncate(length);
            }
        }
        (Some(Value::Array(now)), Some(Value::Array(was))) => {
            for at in 0..now.len().max(was.len()) {
                *path += &format!("[{at}]");
                walk(now.get(at), was.get(at), path, found);
                path.truncate(length);
            }
        }
        _ => found.push(Difference {
            path: path.clone(),
            now: now.cloned(),
            was: was.cloned(),
        }),
    }
}

/// A path without the numbers of items: `songs[].title`.
pub fn generic(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, inside)) = rest.split_once('[') {
        out.push_str(before);
        let end = inside.find(']').filter(|end| {
            inside
                .get(..*end)
                .is_some_and(|index| index.bytes().all(|b| b.is_ascii_digit()))
        });
        if let Some(after) = end.and_then(|end| inside.get(end + 1..)) {
            out.push_str("[]");
            rest = after;
        } else {
            out.push('[');
            rest = inside;
        }
    }
    out + rest
}

/// A value in at most 60 characters.
pub fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(58).collect::<String>() + " …"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_place_that_differs_is_named_once() {
        let now = json!({"a": 1, "list": [{"t": "x"}, {"t": "y"}], "new": true});
        let was = json!({"a": 1, "list": [{"t": "x"}, {"t": "z"}], "old": null});
        let told: Vec<String> = differences(&now, &was)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            told,
            [r#"list[1].t "y" (was "z")"#, "new new: true", "old gone"]
        );
    }

    #[test]
    fn paths_lose_the_numbers_of_items_and_nothing_else() {
        assert_eq!(generic("songs[12].rows[0].[x]"), "songs[].rows[].[x]");
    }
}
