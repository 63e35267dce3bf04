//! What the documents say about each operation, as constant tables.

use std::fmt;
use std::time::Duration;

/// One operation of an API and the facts its document states about it.
///
/// The generated tables hold one of these per operation; an
/// [`Error`](crate::Error) and a [`Response`](crate::Response) name theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// Name in the document: `create_song`.
    pub id: &'static str,
    /// Group of the client it belongs to: `songs`.
    pub resource: &'static str,
    /// HTTP method: `POST`.
    pub method: &'static str,
    /// Path template: `/v1/mureka/music/{song_id}`.
    pub path: &'static str,
    /// Name of the method in its group: `create`.
    pub rust_method: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Address of the vendor's page.
    pub docs: &'static str,
    /// Date of that page: `2026-04-04`.
    pub page_date: Option<&'static str>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Whether a call is charged.
    pub cost: Cost,
    /// Whether a call may be sent twice.
    pub repeat: Repeat,
    /// Time to leave between two calls.
    pub spacing: Option<Duration>,
    /// How many slots the account has, of which a running call takes one.
    pub slots: Option<u32>,
    /// For how long after its creation what is read is kept; afterwards the answer is 404.
    pub retention: Option<Duration>,
    /// The job it starts.
    pub job: Option<JobClass>,
    /// How the job that it reads tells how far it is.
    pub states: Option<JobStates>,
    /// How its pages follow one another.
    pub cursor: Option<Cursor>,
    /// Which files it takes.
    pub upload: Option<UploadLimits>,
    /// Documented statuses of success.
    pub success: &'static [StatusClass],
    /// What a success says if it is one.
    pub accepted: Option<Accepted>,
    /// Documented statuses of failure.
    pub errors: &'static [StatusClass],
    /// What is sent.
    pub body: Body,
    /// Path and query parameters.
    pub parameters: &'static [Parameter],
    /// Fields of the body, without the file of a form.
    pub fields: &'static [Field],
    /// Fields of the request, wherever in it they stand, that must not be shown.
    pub secrets: &'static [&'static str],
}

impl Operation {
    /// The operation of that name in a table: `Operation::find(useapi::operations::ALL, "get_job")`.
    pub fn find(all: &[&'static Self], id: &str) -> Option<&'static Self> {
        all.iter().find(|operation| operation.id == id).copied()
    }

    /// Whether the body takes a field of that name, for all that the document says.
    pub fn has_field(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// The path or query parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }
}

/// Whether a call is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cost {
    /// It is not.
    Free,
    /// It is.
    Paid,
    /// The docs do not say; take it for paid.
    Undocumented,
}

/// Whether a call may be sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Repeat {
    /// The second call changes and costs nothing.
    Safe,
    /// Only if the first was surely not accepted.
    Unsafe,
}

/// The job that an operation starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobClass {
    /// Operation that tells how far it is.
    pub poll: &'static Operation,
    /// Field of the answer with the id to ask for: `data.taskId`.
    pub id: &'static str,
    /// Operation that lists the jobs that run now.
    pub list: Option<&'static Operation>,
}

/// How an answer tells how far a job is. Fields are named with dots between levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobStates {
    /// Field with the state.
    pub status: &'static str,
    /// States in which there is a result.
    pub completed: &'static [&'static str],
    /// States in which there will be none.
    pub failed: &'static [&'static str],
    /// Field with the result; `None` if it is the whole answer.
    pub result: Option<&'static str>,
    /// Fields with the reason of a failure, the clearest first.
    pub errors: &'static [&'static str],
    /// Field with the code of a failure.
    pub code: Option<&'static str>,
    /// Field with the caller's own reference.
    pub reference: Option<&'static str>,
    /// Field with the account.
    pub account: Option<&'static str>,
    /// Field, perhaps in a list, with what is of use before the end.
    pub early: Option<&'static str>,
}

/// How the pages of a list follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cursor {
    /// Query parameter that asks for the next page.
    pub parameter: &'static str,
    /// Field of a page with the parameter's next value.
    pub field: &'static str,
    /// Field that tells whether there is a next page.
    pub more: Option<&'static str>,
    /// Field with the items.
    pub items: &'static str,
}

/// Which files an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadLimits {
    /// Formats by the usual ending of their names: `mp3`.
    pub formats: &'static [&'static str],
    /// Most bytes of a file.
    pub bytes: Option<u64>,
}

/// A field of an answer that tells a success from a refusal of the same status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// Name of the field.
    pub field: &'static str,
    /// Its value in a success.
    pub value: i64,
}

/// A documented status, or a hundred of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusClass {
    /// This one.
    Code(u16),
    /// All that start so: 4 stands for 400 to 499.
    Hundred(u16),
}

impl StatusClass {
    /// Whether a status is of this class.
    pub fn contains(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Hundred(hundred) => hundred == status / 100,
        }
    }
}

impl fmt::Display for StatusClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Hundred(hundred) => write!(f, "{hundred}XX"),
        }
    }
}

/// What an operation sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json,
    /// A form with a file under this name.
    Multipart(&'static str),
    /// A file of this media type.
    Binary(&'static str),
}

/// A field of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Name in the document.
    pub name: &'static str,
    /// Whether it must be given.
    pub required: bool,
}

/// A path or query parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Name in the document.
    pub name: &'static str,
    /// Where it stands.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
}
