//! The file with the limits: read as TOML, changed line by line, so that its comments stay.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The limits, and the text they stand in.
#[derive(Debug, Clone)]
pub struct Limits {
    text: String,
    tables: Tables,
}

/// What is held against a limit, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The same on every machine.
    Exact,
    /// Bytes of a program: compilers and linkers have a part in it.
    Program,
    /// Anything up to the limit is fine.
    Bound,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    rustc: String,
    exact: BTreeMap<String, u64>,
    programs: BTreeMap<String, u64>,
    bounds: BTreeMap<String, u64>,
}

impl Limits {
    /// Reads the text of the file.
    pub fn read(text: &str) -> Result<Self, String> {
        let tables = toml::from_str(text).map_err(|error| error.to_string())?;
        Ok(Self {
            text: text.to_owned(),
            tables,
        })
    }

    /// The rustc that the sizes of programs were measured with: `1.95.0`.
    pub fn rustc(&self) -> &str {
        &self.tables.rustc
    }

    /// Name, kind and limit of each figure, in the order of the tables.
    pub fn all(&self) -> impl Iterator<Item = (&str, Kind, u64)> {
        let Tables {
            exact,
            programs,
            bounds,
            ..
        } = &self.tables;
        [
            (Kind::Exact, exact),
            (Kind::Program, programs),
            (Kind::Bound, bounds),
        ]
        .into_iter()
        .flat_map(|(kind, table)| {
            let limits = table.iter();
            limits.map(move |(name, limit)| (name.as_str(), kind, *limit))
        })
    }

    /// Sets a limit that is there.
    pub fn set(&mut self, name: &str, limit: u64) -> Result<(), String> {
        self.replace(name, &grouped(limit))
    }

    /// Sets the rustc.
    pub fn set_rustc(&mut self, version: &str) -> Result<(), String> {
        self.replace("rustc", &format!("\"{version}\""))
    }

    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn replace(&mut self, name: &str, value: &str) -> Result<(), String> {
        let mut found = false;
        let lines: Vec<String> = self
            .text
            .lines()
            .map(|line| match line.split_once('=') {
                Some((key, rest)) if key.trim() == name => {
                    found = true;
                    let comment = rest.find('#').map(|at| format!("  {}", &rest[at..]));
                    format!("{name} = {value}{}", comment.unwrap_or_default())
                }
                _ => line.to_owned(),
            })
            .collect();
        if !found {
            return Err(format!("{name}: there is no such limit"));
        }
        *self = Self::read(&(lines.join("\n") + "\n"))?;
        Ok(())
    }
}

/// A number as it is written in the file: `12_000_000`.
fn grouped(number: u64) -> String {
    super::grouped(number, '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# What may be.
rustc = \"1.95.0\"

[exact]
# Not many.
crates = 104
lines = 9_917  # of code

[programs]
it = 5_000_000

[bounds]
peak = 32_768
";

    #[test]
    fn a_limit_is_set_and_everything_else_stays_as_it_is() {
        let mut limits = Limits::read(TEXT).unwrap();
        limits.set("lines", 10_001).unwrap();
        limits.set("it", 4_999_999).unwrap();
        limits.set_rustc("1.96.0").unwrap();
        let expected = TEXT
            .replace("9_917", "10_001")
            .replace("5_000_000", "4_999_999")
            .replace("1.95.0", "1.96.0");
        assert_eq!(limits.text(), expected);
        let all: Vec<_> = limits.all().collect();
        assert_eq!(
            all,
            [
                ("crates", Kind::Exact, 104),
                ("lines", Kind::Exact, 10_001),
                ("it", Kind::Program, 4_999_999),
                ("peak", Kind::Bound, 32_768),
            ]
        );
    }

    #[test]
    fn what_is_not_there_is_not_set() {
        let mut limits = Limits::read(TEXT).unwrap();
        let error = limits.set("crate", 1).unwrap_err();
        assert_eq!(error, "crate: there is no such limit");
        assert_eq!(limits.text(), TEXT);
    }

    #[test]
    fn a_table_that_nobody_knows_is_an_error() {
        assert!(Limits::read(&format!("{TEXT}[more]\n")).is_err());
        assert!(Limits::read("rustc = \"1.95.0\"\n").is_err());
    }
}
