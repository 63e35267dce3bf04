//! What went wrong, and the exit code that says so.

use std::fmt;
use std::io;
use std::process::ExitCode;

use mureka_api::{Charged, Error, ErrorKind};
use serde_json::{Value, json};

use crate::arguments::program;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// A call failed, or was not sent.
    Api(Box<Error>),
    /// The arguments do not fit together, or a value is of no use.
    Usage(String),
    /// Nothing says who is calling.
    NoCredentials(String),
    /// Something with a file, or the terminal.
    File(String),
    /// The user interrupted; what goes on, and how to come back to it.
    Interrupted {
        /// What happened.
        message: String,
        /// The command that goes on.
        resume: Option<String>,
    },
    /// Time is up; the job goes on.
    Deadline {
        /// What happened.
        message: String,
        /// The command that goes on.
        resume: String,
    },
    /// Some of several things failed, and were told one by one.
    Some(String),
    /// A job did not come to a good end.
    Job(String),
    /// A check found something broken.
    Broken(String),
}

impl Failure {
    /// The exit code, as `mureka --help` lists them.
    pub fn code(&self) -> u8 {
        match self {
            Self::Api(error) => code(error),
            Self::Broken(_) => 1,
            Self::Usage(_) => 2,
            Self::NoCredentials(_) => 3,
            Self::Job(_) => 8,
            Self::Deadline { .. } => 10,
            Self::File(_) => 11,
            Self::Some(_) => 12,
            Self::Interrupted { .. } => 130,
        }
    }

    /// The same as [`code`](Self::code), for the end of the program.
    pub fn exit(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    /// The command to type next, if there is one.
    pub fn resume(&self) -> Option<String> {
        match self {
            Self::Interrupted { resume, .. } => resume.clone(),
            Self::Deadline { resume, .. } => Some(resume.clone()),
            Self::Api(error) if error.kind() == ErrorKind::Unauthorized => {
                Some(format!("{} login", program()))
            }
            Self::Api(error) => error
                .ticket()
                .filter(|_| !has_ended(error))
                .map(|ticket| resume_with(&ticket.id, ticket.poll.as_deref())),
            _ => None,
        }
    }

    /// For machines.
    pub fn to_json(&self) -> Value {
        let mut told = json!({
            "kind": self.kind(),
            "message": self.to_string(),
            "exit_code": self.code(),
        });
        if let Self::Api(error) = self {
            told["charged"] = charged(error.charged()).into();
            told["status"] = error.status().map(|status| status.as_u16()).into();
            told["code"] = error.code().into();
            told["operation"] = error.operation().map(|operation| operation.id).into();
            told["account"] = error.account().into();
            told["jobid"] = error.jobid().into();
            let problems = error.problems().iter().map(ToString::to_string);
            let problems: Vec<_> = problems.collect();
            told["problems"] = (!problems.is_empty()).then_some(problems).into();
            told["retry_after"] = error.retry_after().map(|wait| wait.as_secs_f64()).into();
        }
        told["resume"] = self.resume().into();
        if let Value::Object(fields) = &mut told {
            fields.retain(|_, value| !value.is_null());
        }
        json!({ "error": told })
    }

    /// The kind of an error as machines are told it.
    pub fn kind_of(error: &Error) -> String {
        words(&format!("{:?}", error.kind()))
    }

    fn kind(&self) -> String {
        match self {
            Self::Api(error) => Self::kind_of(error),
            Self::Usage(_) => "usage".into(),
            Self::NoCredentials(_) => "no_credentials".into(),
            Self::File(_) => "file".into(),
            Self::Interrupted { .. } => "interrupted".into(),
            Self::Deadline { .. } => "deadline".into(),
            Self::Some(_) => "some_failed".into(),
            Self::Job(_) => "job_failed".into(),
            Self::Broken(_) => "broken".into(),
        }
    }
}

/// What became of several things that were told one by one: those that failed are named.
pub fn of_several(
    mut failed: Vec<(String, Failure)>,
    count: usize,
    verb: &str,
) -> Result<(), Failure> {
    match failed.len() {
        0 => Ok(()),
        1 if count == 1 => failed.pop().map_or(Ok(()), |(_, failure)| Err(failure)),
        some => {
            let names: Vec<_> = failed.iter().map(|(name, _)| name.as_str()).collect();
            let names = names.join(", ");
            Err(Failure::Some(format!("{some} of {count} {verb}: {names}")))
        }
    }
}

/// Whether the job is over: there is nothing to wait for any more.
fn has_ended(error: &Error) -> bool {
    // A look that was refused has a status; the end of a job has none.
    let refused = error.status().is_some();
    match error.kind() {
        ErrorKind::JobFailed | ErrorKind::Moderated => true,
        ErrorKind::NoCredits
        | ErrorKind::PlanTooLow
        | ErrorKind::RateLimited
        | ErrorKind::SlotsFull
        | ErrorKind::AccountBroken => !refused,
        ErrorKind::NotFound | ErrorKind::Expired | ErrorKind::Api => refused,
        _ => false,
    }
}

/// What the client says to programs, and what it is at the prompt; of tickets, the command to go
/// on with tells more.
const WORDS: [(&str, &str); 2] = [
    ("; the ticket of this error leads to the job", ""),
    ("`overwrite(true)`", "`--force`"),
];

fn at_the_prompt(error: &Error, several_lines: bool) -> String {
    let told = if several_lines {
        format!("{error:#}")
    } else {
        error.to_string()
    };
    let replace = |told: String, (from, to): &(&str, &str)| told.replace(from, to);
    WORDS.iter().fold(told, replace)
}

/// The command that waits for a job that was submitted before.
pub fn resume_with(id: &str, poll: Option<&str>) -> String {
    if poll == Some("get_task") {
        format!("{} cloudsway query {id} --wait", program())
    } else {
        format!("{} job wait {id}", program())
    }
}

/// `no`, `unknown` or `yes`.
pub fn charged(charged: Charged) -> &'static str {
    match charged {
        Charged::No => "no",
        Charged::Yes => "yes",
        _ => "unknown",
    }
}

/// `NotFound` as `not_found`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

fn code(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::InvalidRequest => 2,
        ErrorKind::Unauthorized | ErrorKind::Forbidden | ErrorKind::Config => 3,
        ErrorKind::AccountBroken | ErrorKind::PlanTooLow => 4,
        ErrorKind::NotFound | ErrorKind::Expired => 5,
        ErrorKind::RateLimited | ErrorKind::SlotsFull | ErrorKind::NotReady => 6,
        ErrorKind::NoCredits => 7,
        ErrorKind::JobFailed | ErrorKind::Moderated => 8,
        ErrorKind::Connection | ErrorKind::Timeout => 9,
        ErrorKind::Deadline => 10,
        ErrorKind::File | ErrorKind::Upload | ErrorKind::TooLarge => 11,
        _ => 1,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => f.write_str(&at_the_prompt(error, f.alternate())),
            Self::Usage(message)
            | Self::NoCredentials(message)
            | Self::File(message)
            | Self::Interrupted { message, .. }
            | Self::Deadline { message, .. }
            | Self::Some(message)
            | Self::Job(message)
            | Self::Broken(message) => f.write_str(message),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::File(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_errors_are_written_in_snake_case() {
        assert_eq!(words("NotFound"), "not_found");
        assert_eq!(words("Api"), "api");
    }
}
