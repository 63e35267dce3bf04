//! One thing that is wrong with a request, and how several are told.

use std::borrow::Cow;
use std::fmt;

/// A field of a request that breaks a rule of the docs.
///
/// ```
/// use mureka_api::Check;
/// use mureka_api::useapi::types::CreateSong;
///
/// let error = CreateSong::new().prompt("é".repeat(3001)).check().unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!(problem.field(), "prompt");
/// assert_eq!(problem.rule(), "3001 characters, at most 3000 are allowed");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(super) field: Cow<'static, str>,
    pub(super) rule: String,
}

impl Problem {
    /// Where, by the names of the API: `replyUrl`, `conversation[2].text`; `body` for
    /// the request as a whole.
    pub fn field(&self) -> &str {
        if self.field.is_empty() {
            "body"
        } else {
            &self.field
        }
    }

    /// What is there, and what is allowed: `5312 characters, at most 5000 are allowed`.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// Puts what the field stands in before it: `conversation[2]` before `text`.
    pub(super) fn within(&mut self, place: &str) {
        if place.is_empty() {
            return;
        }
        let dot = if self.field.is_empty() || self.field.starts_with('[') {
            ""
        } else {
            "."
        };
        self.field = format!("{place}{dot}{}", self.field).into();
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field(), self.rule)
    }
}

/// Problems that are kept, and how many there were: on one line, or with `{:#}` each on a
/// line of its own.
pub(crate) struct Told<'a>(pub &'a [Problem], pub usize);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(problems, count) = *self;
        let plural = if count == 1 { "" } else { "s" };
        write!(f, "{count} problem{plural}")?;
        let (first, between) = if f.alternate() {
            (".\n  ", "\n  ")
        } else {
            (": ", "; ")
        };
        for (index, problem) in problems.iter().enumerate() {
            f.write_str(if index == 0 { first } else { between })?;
            write!(f, "{problem}")?;
        }
        match count - problems.len() {
            0 => Ok(()),
            more => write!(f, "{between}and {more} more"),
        }
    }
}
