//! Rules about which fields of an object go together.

use super::Problems;

/// The rules that generated code asks for.
#[allow(
    dead_code,
    reason = "what the documents exclude today is not all that they may exclude"
)]
impl Problems {
    /// Fields that exclude each other, or one that is not allowed at all.
    pub(crate) fn exclusive(&mut self, fields: &[&'static str], all_there: bool) {
        match fields {
            [first, others @ ..] if all_there => {
                if others.is_empty() {
                    self.add(*first, "not allowed here");
                } else {
                    let others = listed(others, "and");
                    self.add(*first, format_args!("not together with {others}"));
                }
            }
            _ => {}
        }
    }

    /// A field that is needed for a reason of its own.
    pub(crate) fn needed(&mut self, field: &'static str, there: bool) {
        if !there {
            self.add(field, "required, and missing");
        }
    }

    /// Any other rule about which fields are there, in words.
    pub(crate) fn holds(&mut self, rule: &'static str, holds: bool) {
        if !holds {
            self.add("", rule);
        }
    }

    /// An object that is filled in one of several ways, or in `several` at once.
    pub(crate) fn ways(&mut self, several: bool, ways: &[Way<'_>]) {
        let fit = ways.iter().filter(|way| way.fits());
        match fit.clone().count() {
            1 => {}
            0 => self.none_fits(ways),
            _ if several => {}
            _ => {
                let ways: Vec<String> = fit.map(Way::named).collect();
                let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
                let rule = format!("{} at once, one of them is allowed", listed(&ways, "and"));
                self.add("", rule);
            }
        }
    }

    /// Says what is missing, or too much, in the way that was probably meant.
    fn none_fits(&mut self, ways: &[Way<'_>]) {
        let begun = ways.iter().filter(|way| way.with.is_empty() || way.begun());
        let Some(nearest) = begun.min_by_key(|way| way.missed()) else {
            let ways: Vec<String> = ways.iter().map(Way::named).collect();
            return self.add("", format_args!("one of {} is required", ways.join(", ")));
        };
        let there: Vec<&str> = names(nearest.with, true).collect();
        let there = listed(&there, "and");
        for name in names(nearest.with, false) {
            if there.is_empty() {
                self.add(name, "required, and missing");
            } else {
                self.add(
                    name,
                    format_args!("required together with {there}, and missing"),
                );
            }
        }
        for name in names(nearest.without, true) {
            if there.is_empty() {
                self.add(name, "not allowed here");
            } else {
                self.add(name, format_args!("not together with {there}"));
            }
        }
    }
}

/// One way to fill in an object: fields by name, and whether they are there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way<'a> {
    /// Those that have to be.
    pub with: &'a [(&'static str, bool)],
    /// Those that must not be.
    pub without: &'a [(&'static str, bool)],
}

impl Way<'_> {
    fn fits(&self) -> bool {
        self.missed() == 0
    }

    fn begun(&self) -> bool {
        names(self.with, true).next().is_some()
    }

    fn missed(&self) -> usize {
        names(self.with, false).count() + names(self.without, true).count()
    }

    /// `text with voice_id`.
    fn named(&self) -> String {
        let names: Vec<&str> = self.with.iter().map(|(name, _)| *name).collect();
        match names.as_slice() {
            [] => {
                let names: Vec<&str> = self.without.iter().map(|(name, _)| *name).collect();
                format!("none of {}", listed(&names, "and"))
            }
            names => listed(names, "with"),
        }
    }
}

fn names<'a>(
    fields: &'a [(&'static str, bool)],
    there: bool,
) -> impl Iterator<Item = &'static str> + 'a {
    let fields = fields
        .iter()
        .filter(move |(_, is_there)| *is_there == there);
    fields.map(|(name, _)| *name)
}

/// `a, b and c`.
fn listed(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
