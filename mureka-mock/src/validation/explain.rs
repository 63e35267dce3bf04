//! From the errors of a validator to words that name field, value and rule.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::finding::{Base, Finding, Sort};
use super::place::{Place, Step, steps};
use super::schema::{JSON_TEXT, Schema, TOTAL, TotalLength};
use super::together::{alternatives, excluded};
use super::wording::{self, nearest, quoted};
use super::{MOST, json};

/// Errors that are looked at: the first in the order of the document may not come first.
const LOOKED_AT: usize = 100;

/// Puts into words what is wrong with a value that a schema does not take.
pub(super) fn explain(schema: &Schema, value: &Value, base: &Base, found: &mut Vec<Finding>) {
    let mut teller = Teller {
        schema,
        value,
        base,
        found: Vec::new(),
    };
    for error in schema.errors(value).take(LOOKED_AT) {
        teller.tell(&error);
    }
    if teller.found.is_empty() {
        teller.say(Vec::new(), wording::OTHERWISE.into(), Sort::Presence);
    }
    found.append(&mut teller.found);
}

struct Teller<'a> {
    schema: &'a Schema,
    value: &'a Value,
    base: &'a Base,
    found: Vec<Finding>,
}

impl Teller<'_> {
    fn say(&mut self, path: Vec<Step>, rule: String, sort: Sort) {
        let finding = self.base.finding(self.schema, path, rule, sort);
        self.found.push(finding);
    }

    /// About a field of an object, or the object.
    fn say_of(&mut self, mut path: Vec<Step>, field: Option<&str>, rule: String) {
        path.extend(field.map(Step::key));
        self.say(path, rule, Sort::Presence);
    }

    fn tell(&mut self, error: &ValidationError) {
        let path = steps(error.instance_path().as_str(), self.value);
        let place = Place::of(self.schema.root(), &path);
        let secret = self.base.secret() || place.secret;
        let instance: &Value = error.instance();
        match error.kind() {
            ValidationErrorKind::Type { kind } => {
                let types = match kind {
                    TypeKind::Single(only) => vec![*only],
                    TypeKind::Multiple(types) => types.iter().collect(),
                };
                self.mistyped(path, &types, instance);
            }
            ValidationErrorKind::Required { property } => {
                let field = property.as_str();
                self.say_of(path, field, wording::MISSING.into());
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                self.unknown(&path, unexpected, instance);
            }
            ValidationErrorKind::Not { schema } => {
                let said = instance
                    .as_object()
                    .and_then(|object| excluded(schema, object));
                let said = said.unwrap_or_else(|| vec![(None, wording::OTHERWISE.into())]);
                for (field, rule) in said {
                    self.say_of(path.clone(), field, rule);
                }
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => {
                self.none_fits(error, path, context);
            }
            ValidationErrorKind::OneOfMultipleValid { .. } => {
                let said = self.fields_of_branches(error, true);
                let said = said.unwrap_or_else(|| vec![(None, wording::SEVERAL.into())]);
                for (field, rule) in said {
                    self.say_of(path.clone(), field.as_deref(), rule);
                }
            }
            ValidationErrorKind::Custom { keyword, .. } if keyword == JSON_TEXT => {
                self.text(error, path);
            }
            ValidationErrorKind::Custom { keyword, .. } if keyword == TOTAL => {
                let total = self.schema.root().pointer(error.schema_path().as_str());
                if let Some(total) = total.and_then(TotalLength::of) {
                    let what = format!("characters of {} in all", total.field);
                    let count = usize::try_from(total.count(instance)).unwrap_or(usize::MAX);
                    let rule = wording::at_most(count, [&what, &what], total.max);
                    self.say(path, rule, Sort::Value);
                }
            }
            // With no field known at all, the validator tells of the first one's value, but
            // at the object.
            ValidationErrorKind::FalseSchema
                if error
                    .schema_path()
                    .as_str()
                    .ends_with("/additionalProperties") =>
            {
                let object = self.value.pointer(error.instance_path().as_str());
                let object = object.unwrap_or(&Value::Null);
                let fields = object.as_object().into_iter().flatten();
                let names: Vec<String> = fields.map(|(name, _)| name.clone()).collect();
                self.unknown(&path, &names, object);
            }
            kind => self.say(path, of_value(kind, instance, secret), Sort::Value),
        }
    }

    fn mistyped(&mut self, path: Vec<Step>, types: &[JsonType], instance: &Value) {
        let place = Place::of(self.schema.root(), &path);
        let secret = self.base.secret() || place.secret;
        let inside = path.is_empty() && !self.base.is_whole();
        let got = wording::of_type(instance, secret, path.is_empty());
        let got = if inside {
            format!("{got} in the text")
        } else {
            got
        };
        let rule = wording::wanted(types, instance, place.holds_json());
        self.say(path, format!("{got}, {rule}"), Sort::Type);
    }

    fn unknown(&mut self, path: &[Step], names: &[String], instance: &Value) {
        let place = Place::of(self.schema.root(), path);
        let secret = self.base.secret() || place.secret;
        let given = |name: &&str| instance.get(*name).is_none();
        for name in names.iter().take(MOST) {
            let rule = match (secret, path) {
                (true, _) => "a secret with a field that is not known",
                (false, []) if self.base.is_whole() => "not a field of this call",
                (false, _) => "not a field here",
            };
            let hint = nearest(name, place.fields().filter(given));
            let hint = hint.map(|near| format!("; did you mean {near}?"));
            let mut at = path.to_vec();
            at.push(Step::key(name));
            let rule = format!("{rule}{}", hint.unwrap_or_default());
            self.say(at, rule, Sort::Presence);
        }
    }

    /// JSON in a text that is none, or not the one that was asked for.
    fn text(&mut self, error: &ValidationError, path: Vec<Step>) {
        let reference = self.schema.root().pointer(error.schema_path().as_str());
        let held = reference.and_then(Value::as_str);
        let held = held.and_then(|reference| self.schema.held(reference));
        let (Some(held), Some(text)) = (held, error.instance().as_str()) else {
            return;
        };
        let parsed = match json::parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                return self.say(path, format!("not JSON: {error}"), Sort::Value);
            }
        };
        let base = self.base.inside(self.schema, &path);
        for path in parsed.twice {
            let finding = base.finding(held, path, wording::TWICE.into(), Sort::Presence);
            self.found.push(finding);
        }
        if !held.is_valid(&parsed.value) {
            explain(held, &parsed.value, &base, &mut self.found);
        }
    }

    /// A value that fits none of the alternatives.
    fn none_fits(
        &mut self,
        error: &ValidationError,
        path: Vec<Step>,
        context: &[Vec<ValidationError<'static>>],
    ) {
        if let Some(said) = self.fields_of_branches(error, false) {
            for (field, rule) in said {
                self.say_of(path.clone(), field.as_deref(), rule);
            }
            return;
        }
        let at = error.instance_path().as_str();
        let of_its_type = context.iter().filter(|branch| !mistyped(branch, at));
        // Of those that may be meant, the one that is missed least.
        if let Some(nearest) = of_its_type.min_by_key(|branch| branch.len()) {
            for error in nearest {
                self.tell(error);
            }
        } else {
            let mut types = Vec::new();
            types_at(context, at, &mut types);
            self.mistyped(path, &types, error.instance());
        }
    }

    /// What alternatives say that are about fields alone.
    fn fields_of_branches(
        &self,
        error: &ValidationError,
        several: bool,
    ) -> Option<Vec<(Option<String>, String)>> {
        let branches = self.schema.root().pointer(error.schema_path().as_str())?;
        let object = error.instance().as_object()?;
        let said = alternatives(branches.as_array()?, object, several)?;
        let said = said.into_iter();
        Some(
            said.map(|(field, rule)| (field.map(str::to_owned), rule))
                .collect(),
        )
    }
}

/// Whether an alternative is one for values of another type.
fn mistyped(branch: &[ValidationError], at: &str) -> bool {
    branch.iter().any(|error| {
        error.instance_path().as_str() == at
            && match error.kind() {
                ValidationErrorKind::Type { .. } => true,
                ValidationErrorKind::AnyOf { context }
                | ValidationErrorKind::OneOfNotValid { context } => {
                    context.iter().all(|branch| mistyped(branch, at))
                }
                _ => false,
            }
    })
}

/// The types that alternatives ask for, in the order of the document.
fn types_at(context: &[Vec<ValidationError>], at: &str, types: &mut Vec<JsonType>) {
    for error in context.iter().flatten() {
        if error.instance_path().as_str() != at {
            continue;
        }
        match error.kind() {
            ValidationErrorKind::Type { kind } => {
                let wanted = match kind {
                    TypeKind::Single(only) => vec![*only],
                    TypeKind::Multiple(several) => several.iter().collect(),
                };
                for name in wanted {
                    if !types.contains(&name) {
                        types.push(name);
                    }
                }
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => types_at(context, at, types),
            _ => {}
        }
    }
}

/// The rule that a value of the right type breaks.
fn of_value(kind: &ValidationErrorKind, instance: &Value, secret: bool) -> String {
    const CHARACTERS: [&str; 2] = ["character", "characters"];
    const ITEMS: [&str; 2] = ["item", "items"];
    const FIELDS: [&str; 2] = ["field", "fields"];
    let length = || instance.as_str().map_or(0, |text| text.chars().count());
    let items = || instance.as_array().map_or(0, Vec::len);
    let fields = || instance.as_object().map_or(0, serde_json::Map::len);
    let value = || quoted(instance, secret);
    match kind {
        ValidationErrorKind::MaxLength { limit } => wording::at_most(length(), CHARACTERS, *limit),
        ValidationErrorKind::MinLength { limit } => wording::at_least(length(), CHARACTERS, *limit),
        ValidationErrorKind::MaxItems { limit } => wording::at_most(items(), ITEMS, *limit),
        ValidationErrorKind::MinItems { limit } => wording::at_least(items(), ITEMS, *limit),
        ValidationErrorKind::MaxProperties { limit } => wording::at_most(fields(), FIELDS, *limit),
        ValidationErrorKind::MinProperties { limit } => wording::at_least(fields(), FIELDS, *limit),
        ValidationErrorKind::Maximum { limit } => {
            format!("{}, at most {limit} is allowed", value())
        }
        ValidationErrorKind::Minimum { limit } => {
            format!("{}, at least {limit} is required", value())
        }
        ValidationErrorKind::ExclusiveMaximum { limit } => {
            format!("{}, less than {limit} is required", value())
        }
        ValidationErrorKind::ExclusiveMinimum { limit } => {
            format!("{}, more than {limit} is required", value())
        }
        ValidationErrorKind::MultipleOf { multiple_of } => {
            format!("{}, a multiple of {multiple_of} is required", value())
        }
        ValidationErrorKind::Enum { options } => {
            format!("{}, {}", value(), wording::one_of(options))
        }
        ValidationErrorKind::Constant { expected_value } => {
            format!("{}, {} is required", value(), quoted(expected_value, false))
        }
        ValidationErrorKind::Pattern { pattern } => {
            format!("{}, text that matches {pattern} is required", value())
        }
        ValidationErrorKind::Format { format } => {
            format!("{}, {}", value(), wording::format(format))
        }
        ValidationErrorKind::UniqueItems => "an item twice, each is allowed once".to_owned(),
        ValidationErrorKind::FalseSchema => "not allowed here".to_owned(),
        other => {
            format!("{}: {}", wording::OTHERWISE, other.keyword())
        }
    }
}
