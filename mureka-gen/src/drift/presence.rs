//! Which fields of a request have to be there, and which cannot be there together.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::reference::Need;

/// With more fields than this in rules, what they allow is not tried out.
const MAX_FIELDS: usize = 12;

/// The rules of an object about which of its fields are there.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    schemas: Vec<Value>,
    /// The fields that rules speak of.
    fields: Vec<String>,
    /// Sets of fields that are allowed, a bit for each of `fields`.
    allowed: Vec<u32>,
    /// Fields that are always there.
    required: BTreeSet<String>,
}

impl Rules {
    /// The rules of the schemas that make up an object.
    pub fn of<'a>(schemas: impl Iterator<Item = &'a Value>) -> Self {
        let mut rules = Self::default();
        for schema in schemas {
            let kept: Map<String, Value> = ["required", "not", "anyOf", "oneOf"]
                .iter()
                .filter_map(|key| Some(((*key).to_owned(), schema.get(*key)?.clone())))
                .collect();
            rules.required.extend(names(schema).map(str::to_owned));
            rules.schemas.push(Value::Object(kept));
        }
        let mut fields = BTreeSet::new();
        for rule in &rules.schemas {
            collect(rule, &mut fields);
        }
        rules.fields = fields.into_iter().collect();
        if rules.fields.len() <= MAX_FIELDS {
            rules.allowed = (0..1_u32 << rules.fields.len())
                .filter(|set| {
                    let there = |name: &str| rules.bit(name).is_some_and(|bit| set & bit != 0);
                    rules.schemas.iter().all(|rule| holds(rule, &there))
                })
                .collect();
        }
        rules
    }

    fn bit(&self, name: &str) -> Option<u32> {
        let at = self.fields.iter().position(|field| field == name)?;
        Some(1 << at)
    }

    /// Whether a field has to be there.
    pub fn need(&self, name: &str) -> Need {
        if self.required.contains(name) {
            return Need::Required;
        }
        let sometimes = self.bit(name).is_some_and(|bit| {
            let needed = |set: &&u32| *set & bit != 0 && !self.allowed.contains(&(*set & !bit));
            self.allowed.iter().any(|set| needed(&set))
        });
        if sometimes {
            Need::Sometimes
        } else {
            Need::Optional
        }
    }

    /// Whether two fields cannot be there together.
    pub fn exclude(&self, one: &str, other: &str) -> bool {
        let (Some(one), Some(other)) = (self.bit(one), self.bit(other)) else {
            return false;
        };
        let both = one | other;
        !self.allowed.is_empty() && !self.allowed.iter().any(|set| set & both == both)
    }
}

fn names(schema: &Value) -> impl Iterator<Item = &str> {
    let list = schema.get("required").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

fn collect(rule: &Value, fields: &mut BTreeSet<String>) {
    fields.extend(names(rule).map(str::to_owned));
    for key in ["not", "anyOf", "oneOf", "allOf"] {
        match rule.get(key) {
            Some(Value::Array(rules)) => rules.iter().for_each(|rule| collect(rule, fields)),
            Some(rule) => collect(rule, fields),
            None => {}
        }
    }
}

/// Whether a rule allows the fields that are there.
fn holds(rule: &Value, there: &impl Fn(&str) -> bool) -> bool {
    let list = |key: &str| rule.get(key).and_then(Value::as_array);
    let fits = |rules: &Vec<Value>| rules.iter().filter(|rule| holds(rule, there)).count();
    names(rule).all(there)
        && rule.get("not").is_none_or(|rule| !holds(rule, there))
        && list("anyOf").is_none_or(|rules| fits(rules) > 0)
        && list("oneOf").is_none_or(|rules| fits(rules) == 1)
        && list("allOf").is_none_or(|rules| fits(rules) == rules.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ways_to_fill_in_an_object_make_fields_needed_sometimes_and_exclude_others() {
        let schema = json!({"required": ["id"], "oneOf": [
            {"required": ["text", "voice"], "not": {"required": ["talk"]}},
            {"required": ["talk"], "not": {"anyOf": [{"required": ["text"]}, {"required": ["voice"]}]}},
        ]});
        let rules = Rules::of([&schema].into_iter());
        assert_eq!(rules.need("id"), Need::Required);
        assert_eq!(rules.need("text"), Need::Sometimes);
        assert_eq!(rules.need("title"), Need::Optional);
        assert!(rules.exclude("talk", "text") && rules.exclude("voice", "talk"));
        assert!(!rules.exclude("text", "voice") && !rules.exclude("id", "talk"));
    }

    #[test]
    fn fields_that_exclude_each_other_are_not_needed() {
        let schema =
            json!({"not": {"anyOf": [{"required": ["a", "b"]}, {"required": ["a", "c"]}]}});
        let rules = Rules::of([&schema].into_iter());
        assert_eq!(rules.need("a"), Need::Optional);
        assert!(rules.exclude("b", "a") && !rules.exclude("b", "c"));
    }
}
