//! Parameters and fields of the body: new, gone, and what they take.

use std::collections::BTreeSet;

use crate::reference::{Endpoint, Kind as Holds, Need, Parameter, Place};

use super::exclusions;
use super::facts::{described, kind_word, need_word, parameter_subject, word};
use super::finding::{Finding, Kind};
use super::ours::{Facets, Given, Ours};

/// Parameters whose need depends on things outside of the call.
const ABOUT_THE_CALLER: [&str; 1] = ["account"];

/// Compares all parameters of a page with those of the document.
pub fn compare(endpoint: &Endpoint, ours: &Ours, findings: &mut Vec<Finding>) {
    let mut matched = BTreeSet::new();
    for documented in &endpoint.parameters {
        let same = |place: Option<Place>| {
            ours.parameters.iter().position(|given| {
                given.name == documented.name && place.is_none_or(|place| given.place == place)
            })
        };
        let found = same(Some(documented.place))
            .or_else(|| in_path(documented, endpoint, ours))
            .or_else(|| same(None));
        match found {
            Some(at) => {
                matched.insert(at);
                let given = &ours.parameters[at];
                one(documented, given, ours, findings);
            }
            None if is_file_itself(documented, ours) => {}
            None => findings.push(added(documented, ours)),
        }
    }
    for (at, given) in ours.parameters.iter().enumerate() {
        // The place of a path parameter is told by the path alone.
        let in_path = given.place == Place::Path && endpoint.path.contains('{');
        if !matched.contains(&at) && !in_path {
            findings.push(removed(given, ours));
        }
    }
    exclusions::compare(endpoint, ours, findings);
}

/// The parameter at the same place of the path, whatever it is called there.
fn in_path(documented: &Parameter, endpoint: &Endpoint, ours: &Ours) -> Option<usize> {
    if documented.place != Place::Path {
        return None;
    }
    let segment = format!("{{{}}}", documented.name);
    let at = endpoint.path.split('/').position(|it| it == segment)?;
    let segment = ours.operation.path.split('/').nth(at)?;
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    ours.parameters
        .iter()
        .position(|given| given.place == Place::Path && given.name == name)
}

/// Whether it is the file that is all of the body.
fn is_file_itself(documented: &Parameter, ours: &Ours) -> bool {
    documented.kind == Some(Holds::File) && ours.operation.body.has_file()
}

fn added(documented: &Parameter, ours: &Ours) -> Finding {
    let described = described(documented);
    let joint = if described.is_empty() { "" } else { ": " };
    let change = format!("new in the {}{joint}{described}", word(documented.place));
    let list = match documented.place {
        Place::Body => match &ours.body {
            Some(body) => format!("{body}/properties"),
            None => format!("{}/requestBody", ours.operation.pointer),
        },
        Place::Path | Place::Query => format!("{}/parameters", ours.operation.pointer),
    };
    Finding::new(Kind::ParameterAdded, &*documented.name, change)
        .values(Some(described), None)
        .at(ours.place(&list))
        .covers(parameter_subject(documented.place, &documented.name))
}

fn removed(given: &Given, ours: &Ours) -> Finding {
    let change = format!("no longer in the {}", word(given.place));
    Finding::new(Kind::ParameterRemoved, &*given.name, change)
        .values(None, Some(word(given.place).into()))
        .at(ours.place(&given.pointer))
        .covers(parameter_subject(given.place, &given.name))
}

/// Compares what one parameter takes.
fn one(documented: &Parameter, given: &Given, ours: &Ours, findings: &mut Vec<Finding>) {
    let mut both = Both {
        documented,
        given,
        ours,
        findings,
    };
    both.place();
    both.need();
    if both.kind() {
        both.limits();
        both.values();
        both.default();
        both.retired();
    }
}

struct Both<'a, 'b> {
    documented: &'a Parameter,
    given: &'a Given,
    ours: &'a Ours<'a>,
    findings: &'b mut Vec<Finding>,
}

impl Both<'_, '_> {
    fn tell(
        &mut self,
        kind: Kind,
        change: String,
        documented: Option<String>,
        ours: Option<String>,
        at: Option<&str>,
    ) {
        let (page, name) = (self.documented, &self.given.name);
        let place = self.ours.place(at.unwrap_or(&self.given.pointer));
        let finding = Finding::new(kind, &**name, change)
            .values(documented, ours)
            .at(place)
            .covers(parameter_subject(page.place, name))
            .covers(parameter_subject(self.given.place, name));
        self.findings.push(finding);
    }

    fn facets(&self) -> &Facets {
        &self.given.facets
    }

    fn place(&mut self) {
        let (now, was) = (word(self.documented.place), word(self.given.place));
        if now != was {
            let change = format!("now in the {now} (was in the {was})");
            let (now, was) = (Some(now.into()), Some(was.into()));
            self.tell(Kind::ParameterMoved, change, now, was, None);
        }
    }

    fn need(&mut self) {
        let Some(now) = self.documented.required else {
            return;
        };
        let was = self.given.need;
        let kind = match (now, was) {
            (Need::Required, Need::Optional | Need::Sometimes) => Kind::ParameterRequired,
            (Need::Optional | Need::Sometimes, Need::Required) => Kind::ParameterOptional,
            // "Sometimes" may be a condition that no schema can say, and "optional" may
            // be said of one of several ways to fill in a request.
            _ => return,
        };
        if ABOUT_THE_CALLER.contains(&self.given.name.as_str()) {
            return;
        }
        let change = match kind {
            Kind::ParameterRequired => format!("now required (was {})", need_word(was)),
            _ if now == Need::Sometimes => "now only sometimes required (was required)".into(),
            _ => "no longer required".into(),
        };
        let (now, was) = (
            Some(need_word(now).to_owned()),
            Some(need_word(was).to_owned()),
        );
        self.tell(kind, change, now, was, None);
    }

    /// True if the kinds fit.
    fn kind(&mut self) -> bool {
        let Some(now) = documented_kind(self.documented) else {
            return true;
        };
        let kinds = &self.facets().kinds;
        if fits(now, kinds) {
            return true;
        }
        let mut words: Vec<&str> = kinds.iter().map(|kind| kind_word(*kind)).collect();
        words.dedup();
        let was = words.join(" or ");
        let change = format!("now {} (was {was})", kind_word(now));
        self.tell(
            Kind::ParameterRetyped,
            change,
            Some(kind_word(now).into()),
            Some(was),
            None,
        );
        false
    }

    fn limits(&mut self) {
        let mut facets = self.facets().clone();
        let page = self.documented;
        // That a part of a path is not empty goes without saying.
        if self.given.place == Place::Path && page.min_length.is_none() {
            facets.min_length = facets.min_length.filter(|(least, _)| *least != 1);
        }
        let lengths = [
            (
                page.min_length,
                facets.min_length,
                "at least",
                " characters",
            ),
            (page.max_length, facets.max_length, "at most", " characters"),
            (
                page.total_length,
                facets.total_length,
                "at most",
                " characters together",
            ),
        ];
        for (now, was, bound, unit) in lengths {
            let at = was.as_ref().map(|(_, at)| at.clone());
            let figure = |figure: u64| format!("{bound} {figure}{unit}");
            let both = (now.map(figure), was.map(|(was, _)| figure(was)));
            self.limit(both, at.as_deref());
        }
        let ranges = [
            (page.minimum, facets.minimum, "at least"),
            (page.maximum, facets.maximum, "at most"),
        ];
        for (now, was, bound) in ranges {
            let at = was.as_ref().map(|(_, at)| at.clone());
            let figure = |figure: f64| format!("{bound} {figure}");
            let both = (now.map(figure), was.map(|(was, _)| figure(was)));
            self.limit(both, at.as_deref());
        }
    }

    fn limit(&mut self, (now, was): (Option<String>, Option<String>), at: Option<&str>) {
        if now == was {
            return;
        }
        let change = match (&now, &was) {
            (Some(now), Some(was)) => format!("{now} (was {was})"),
            (Some(now), None) => format!("{now} (was without)"),
            (None, was) => format!(
                "no longer limited (was {})",
                was.as_deref().unwrap_or_default()
            ),
        };
        self.tell(Kind::Limit, change, now, was, at);
    }

    fn values(&mut self) {
        if self.facets().kinds.contains(&Holds::Boolean) && is_boolean(&self.documented.values) {
            return;
        }
        let (page, facets) = (self.documented, self.facets().clone());
        let at = facets.values_at.as_deref();
        if page.values.is_empty() {
            if !facets.values.is_empty() {
                let was = facets.values.join(" ");
                let change = format!("no values listed any longer (was {was})");
                self.tell(Kind::ValueRemoved, change, None, Some(was), at);
            }
            return;
        }
        if facets.values.is_empty() {
            let listed = page.values.join(" ");
            let change = format!("now one of {listed} (was any)");
            self.tell(Kind::ValueAdded, change, Some(listed), None, at);
            return;
        }
        let new = |value: &&String| !facets.values.contains(value);
        let gone = |value: &&String| !page.values.contains(value) && !page.retired.contains(value);
        let added: Vec<&String> = page.values.iter().filter(new).collect();
        // A retired value that is no longer mentioned is told by `retired`.
        let removed: Vec<&String> = facets
            .values
            .iter()
            .filter(gone)
            .filter(|value| !facets.retired.contains(value))
            .collect();
        for value in added {
            let change = format!("new value {value}");
            self.tell(Kind::ValueAdded, change, Some(value.clone()), None, at);
        }
        for value in removed {
            let change = format!("value {value} gone");
            self.tell(Kind::ValueRemoved, change, None, Some(value.clone()), at);
        }
    }

    fn default(&mut self) {
        let was = self.facets().default.clone();
        let at = was.as_ref().map(|(_, at)| at.clone());
        let (now, was) = (self.documented.default.clone(), was.map(|(was, _)| was));
        let change = match (&now, &was) {
            (Some(now), Some(was)) if same_value(now, was) => return,
            (None, None) => return,
            (Some(now), Some(was)) => format!("new default {now} (was {was})"),
            (Some(now), None) => format!("new default {now} (was none)"),
            (None, was) => format!(
                "no default any longer (was {})",
                was.as_deref().unwrap_or_default()
            ),
        };
        self.tell(Kind::Default, change, now, was, at.as_deref());
    }

    fn retired(&mut self) {
        let (page, facets) = (self.documented, self.facets().clone());
        let at = facets.values_at.as_deref();
        for value in page
            .retired
            .iter()
            .filter(|value| !facets.retired.contains(value))
        {
            let change = format!("{value} is retired now");
            self.tell(Kind::Retired, change, Some(value.clone()), None, at);
        }
        // A page may list current values only; then nothing is said of the others.
        let listed = |value: &&String| page.values.contains(value);
        let back = facets
            .retired
            .iter()
            .filter(|value| !page.retired.contains(value));
        for value in back {
            let change = if listed(&value) {
                format!("{value} is no longer retired")
            } else {
                format!("retired value {value} gone")
            };
            self.tell(Kind::Retired, change, None, Some(value.clone()), at);
        }
    }
}

/// A list of `true` and `false` says boolean as well as the word does.
fn documented_kind(documented: &Parameter) -> Option<Holds> {
    documented.kind.or_else(|| {
        (!documented.values.is_empty() && is_boolean(&documented.values)).then_some(Holds::Boolean)
    })
}

fn is_boolean(values: &[String]) -> bool {
    values
        .iter()
        .all(|value| value == "true" || value == "false")
}

fn fits(now: Holds, kinds: &[Holds]) -> bool {
    let has = |kind| kinds.contains(&kind);
    kinds.is_empty()
        || match now {
            // JSON in a text is a text.
            Holds::Text => has(Holds::Text) || has(Holds::JsonText),
            Holds::Number => has(Holds::Number) || has(Holds::Integer),
            kind => has(kind),
        }
}

fn same_value(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    one == other || number(one).is_some_and(|one| number(other) == Some(one))
}
