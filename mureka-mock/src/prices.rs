//! What calls cost, as far as the documented payloads tell.

use std::collections::HashMap;

use serde_json::Value;

/// Names of a model and of its price, in the answers that list the models.
const MODEL: &str = "display_name";
const CREDITS: &str = "required_credits";

/// Credits by model.
#[derive(Debug, Default)]
pub(crate) struct Prices(HashMap<String, u64>);

impl Prices {
    /// Reads every price that stands in a payload.
    pub(crate) fn read(&mut self, payload: &Value) {
        match payload {
            Value::Array(items) => items.iter().for_each(|item| self.read(item)),
            Value::Object(fields) => {
                if let (Some(model), Some(credits)) = (
                    fields.get(MODEL).and_then(Value::as_str),
                    fields.get(CREDITS).and_then(Value::as_u64),
                ) {
                    self.0.entry(model.to_owned()).or_insert(credits);
                }
                fields.values().for_each(|value| self.read(value));
            }
            _ => {}
        }
    }

    /// The credits for a song of a model.
    pub(crate) fn of(&self, model: Option<&str>) -> Option<u64> {
        self.0.get(model?).copied()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prices_are_found_wherever_they_stand() {
        let mut prices = Prices::default();
        prices.read(&json!({"models": {"a": [
            {"display_name": "V9", "required_credits": 12},
            {"display_name": "V8", "required_credits": "many"},
        ]}}));
        assert_eq!(prices.of(Some("V9")), Some(12));
        assert_eq!(prices.of(Some("V8")), None);
        assert_eq!(prices.of(None), None);
    }
}
