use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The fields of an answer that its type does not declare, and the declared ones that came as `null`.
///
/// They are kept as they came, so that writing a decoded answer back gives the
/// same JSON. A declared field that is set wins over an entry of its name.
///
/// `Debug` shows the names only: nobody knows whether an unknown value is a secret.
///
/// ```
/// # use mureka_api::Extra;
/// let extra: Extra = serde_json::from_str(r#"{"mood": "calm"}"#)?;
/// assert_eq!(extra["mood"], "calm");
/// assert_eq!(format!("{extra:?}"), r#"{"mood"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(pub Map<String, Value>);

impl Deref for Extra {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Extra {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl From<Map<String, Value>> for Extra {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields)
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Extra {
    // Flattened into the struct that holds it, never a definition of its own.
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Extra".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_names_and_no_values() {
        let extra: Extra = serde_json::from_str(r#"{"a": "hunter2", "b": [1]}"#).unwrap();
        assert_eq!(format!("{extra:?}"), r#"{"a", "b"}"#);
        assert_eq!(format!("{:?}", Extra::default()), "{}");
    }
}
