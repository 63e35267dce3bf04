//! Bodies for which the document has no example.

use mureka_gen::Api;
use mureka_gen::api::Shape;
use serde_json::{Map, Value, json};

/// Names under which the APIs say what went wrong, the usual first.
const MESSAGES: [&str; 3] = ["error", "message", "msg"];
/// Name under which they give the number that goes with it.
const CODE: &str = "code";

/// What a body looks like, as far as needed to make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// No body is documented.
    Empty,
    /// A list.
    List,
    /// An object of a success.
    Object,
    /// An object that says what went wrong.
    Refusal {
        /// The field for the message.
        message: Option<&'static str>,
        /// Whether there is a field for the status.
        code: bool,
    },
}

impl Form {
    /// The form of a named schema, of a success or of an error.
    pub(crate) fn of(api: &Api, schema: Option<&str>, success: bool) -> Self {
        match schema.map(|name| api.shapes.get(name)) {
            None => Self::Empty,
            Some(Some(Shape::List { .. })) => Self::List,
            Some(_) if success => Self::Object,
            Some(Some(Shape::Struct { fields, .. })) => {
                let has = |name: &str| fields.iter().any(|field| field.name == name);
                Self::Refusal {
                    message: MESSAGES.into_iter().find(|name| has(name)),
                    code: has(CODE),
                }
            }
            Some(_) => Self::default(),
        }
    }

    /// A body of this form; `None` where there is to be none.
    pub(crate) fn body(&self, status: u16, text: &str) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::List => Some(json!([])),
            Self::Object => Some(json!({})),
            Self::Refusal { message, code } => {
                let mut body = Map::new();
                if let Some(message) = message {
                    body.insert((*message).to_owned(), text.into());
                }
                if *code {
                    body.insert(CODE.to_owned(), status.into());
                }
                Some(Value::Object(body))
            }
        }
    }
}

/// `{"error": …, "code": …}`.
impl Default for Form {
    fn default() -> Self {
        Self::Refusal {
            message: Some(MESSAGES[0]),
            code: true,
        }
    }
}
