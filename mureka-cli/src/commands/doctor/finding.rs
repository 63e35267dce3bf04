//! What a check came to, and how it is told.

use anstyle::AnsiColor;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{Listed, Output};
use crate::shown::one_line;

/// How something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In order.
    Ok,
    /// It works, but not for long, or not as it should.
    Warning,
    /// It does not work.
    Broken,
}

/// One line of the report.
#[derive(Serialize, Debug, PartialEq)]
pub struct Finding {
    check: String,
    pub state: State,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

impl Finding {
    fn new(check: &str, state: State, message: String, remedy: Option<String>) -> Self {
        Self {
            check: check.to_owned(),
            state,
            message,
            remedy,
        }
    }

    pub fn ok(check: &str, message: impl Into<String>) -> Self {
        Self::new(check, State::Ok, message.into(), None)
    }

    pub fn warning(check: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        let (message, remedy) = (message.into(), remedy.into());
        Self::new(check, State::Warning, message, Some(remedy))
    }

    pub fn broken(check: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        let (message, remedy) = (message.into(), remedy.into());
        Self::new(check, State::Broken, message, Some(remedy))
    }

    /// Of several things about one subject: all are told, the worst says how it is, and what to
    /// do about it.
    pub fn of_several(check: &str, parts: Vec<Self>) -> Self {
        let worst = parts.iter().map(|part| part.state).max();
        let state = worst.unwrap_or(State::Ok);
        let messages: Vec<&str> = parts.iter().map(|part| part.message.as_str()).collect();
        let message = messages.join(", ");
        let mut remedies: Vec<String> = Vec::new();
        for remedy in parts.into_iter().filter_map(|part| part.remedy) {
            if !remedies.contains(&remedy) {
                remedies.push(remedy);
            }
        }
        let remedy = (!remedies.is_empty()).then(|| remedies.join("; "));
        Self::new(check, state, message, remedy)
    }
}

/// Everything that was found.
#[derive(Serialize)]
pub struct Report {
    state: State,
    checks: Vec<Finding>,
}

impl Report {
    pub fn of(checks: Vec<Finding>) -> Self {
        let worst = checks.iter().map(|check| check.state).max();
        let state = worst.unwrap_or(State::Ok);
        Self { state, checks }
    }

    /// Prints it: as a whole, or for `--jsonl` check by check.
    pub fn show(&self, output: &Output) -> Result<(), Failure> {
        if output.format() == crate::output::Format::Jsonl {
            let mut listed = Listed::new(output);
            for check in &self.checks {
                listed.add(check)?;
            }
            return listed.end();
        }
        output.show(self, |output| {
            let length = |check: &Finding| check.check.chars().count();
            let width = self.checks.iter().map(length).max().unwrap_or_default();
            for check in &self.checks {
                let mark = match check.state {
                    State::Ok => output.paint("✓", AnsiColor::Green),
                    State::Warning => output.paint("!", AnsiColor::Yellow),
                    State::Broken => output.paint("✗", AnsiColor::Red),
                };
                let (name, message) = (one_line(&check.check), one_line(&check.message));
                let remedy = match &check.remedy {
                    Some(remedy) => format!(": {}", one_line(remedy)),
                    None => String::new(),
                };
                output.line(&format!("{mark} {name:width$}  {message}{remedy}"))?;
            }
            Ok(())
        })
    }

    /// The end of the command: a failure if something is broken, with `strict` also if something
    /// is about to be.
    pub fn verdict(&self, strict: bool) -> Result<(), Failure> {
        let least = if strict {
            State::Warning
        } else {
            State::Broken
        };
        let bad = self.checks.iter().filter(|check| check.state >= least);
        match bad.count() {
            0 => Ok(()),
            count => Err(Failure::Broken(format!(
                "{count} of {} checks not in order",
                self.checks.len()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_several_counts_and_all_are_told() {
        let finding = Finding::of_several(
            "account 1",
            vec![
                Finding::ok("", "session good for 9 days"),
                Finding::broken("", "no credits", "buy credits"),
                Finding::warning("", "10 of 10 slots in use", "wait"),
                Finding::warning("", "cookie old", "wait"),
            ],
        );
        assert_eq!(finding.state, State::Broken);
        assert_eq!(
            finding.message,
            "session good for 9 days, no credits, 10 of 10 slots in use, cookie old"
        );
        assert_eq!(finding.remedy.as_deref(), Some("buy credits; wait"));
    }

    #[test]
    fn warnings_fail_only_if_asked() {
        for (state, usual, strict) in [
            (State::Ok, true, true),
            (State::Warning, true, false),
            (State::Broken, false, false),
        ] {
            let check = Finding::new("x", state, String::new(), None);
            let report = Report::of(vec![Finding::ok("y", ""), check]);
            assert_eq!(report.verdict(false).is_ok(), usual, "{state:?}");
            assert_eq!(report.verdict(true).is_ok(), strict, "{state:?}");
        }
    }
}
