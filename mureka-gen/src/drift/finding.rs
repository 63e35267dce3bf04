//! One thing that the vendor's documentation says and the document does not, or the
//! other way round.

use std::fmt;

use serde::Serialize;

/// A difference between a page and the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of difference it is.
    pub kind: Kind,
    /// What it is about: a parameter, `200 payload`, `model 200 songs[].title`.
    pub subject: String,
    /// What changed: `new value V9.5`.
    pub change: String,
    /// What the page says, where it says something.
    pub documented: Option<String>,
    /// What the document says, where it says something.
    pub ours: Option<String>,
    /// Where to edit; `None` where there is no place for it yet.
    pub at: Option<Place>,
    /// The subjects of the page's facts that this tells of.
    #[serde(skip)]
    pub covers: Vec<String>,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// JSON pointer.
    pub pointer: String,
}

impl Finding {
    /// A difference without a place.
    pub fn new(kind: Kind, subject: impl Into<String>, change: impl Into<String>) -> Self {
        Self {
            kind,
            subject: subject.into(),
            change: change.into(),
            documented: None,
            ours: None,
            at: None,
            covers: Vec::new(),
        }
    }

    /// Adds what the page says and what the document says.
    pub fn values(mut self, documented: Option<String>, ours: Option<String>) -> Self {
        self.documented = documented;
        self.ours = ours;
        self
    }

    /// Adds the place to edit.
    pub fn at(mut self, place: Place) -> Self {
        self.at = Some(place);
        self
    }

    /// Adds a subject of facts that this tells of.
    pub fn covers(mut self, subject: impl Into<String>) -> Self {
        self.covers.push(subject.into());
        self
    }

    /// Subject and change, as the report prints them and `spec/drift.toml` names them.
    pub fn what(&self) -> String {
        format!("{} {}", self.subject, self.change)
    }

    /// How serious it is.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// The kinds of differences, the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A call that is no longer documented.
    EndpointRemoved,
    /// A call that the document does not have.
    EndpointAdded,
    /// A call under another method, path or server.
    EndpointMoved,
    /// A parameter that is no longer documented.
    ParameterRemoved,
    /// A parameter that the document does not have.
    ParameterAdded,
    /// A parameter that takes another kind of value.
    ParameterRetyped,
    /// A parameter that has to be given now.
    ParameterRequired,
    /// A parameter that no longer has to be given.
    ParameterOptional,
    /// A parameter in another place of the request.
    ParameterMoved,
    /// Another limit of length or value.
    Limit,
    /// A value that the document does not list.
    ValueAdded,
    /// A value that is no longer listed.
    ValueRemoved,
    /// Another value that is taken when none is given.
    Default,
    /// Other values that are only taken for the sake of old callers.
    Retired,
    /// Parameters that exclude each other, or no longer do.
    Exclusion,
    /// A media type that requests may have now.
    ContentTypeAdded,
    /// A media type that requests may no longer have.
    ContentTypeRemoved,
    /// A status that the document does not have.
    StatusAdded,
    /// A status that is no longer documented.
    StatusRemoved,
    /// A payload that its schema does not allow.
    PayloadInvalid,
    /// A payload with a field that its schema does not know.
    PayloadField,
    /// A payload that is not among the examples.
    PayloadChanged,
    /// An example that the page does not show.
    PayloadRemoved,
    /// A field of a model that the schema does not know.
    ModelField,
    /// A field of a model with another type.
    ModelType,
    /// A word that a model names and the schema does not.
    ModelValue,
    /// Other codes of errors.
    ErrorCode,
    /// Another least time between calls.
    Spacing,
    /// Another number of calls at once.
    Slots,
    /// Another time for which records are kept.
    Retention,
    /// Another size of uploads.
    UploadSize,
    /// Other formats of uploads.
    UploadFormats,
    /// A page that is newer than the document, or has a date that the document has not.
    PageDate,
    /// Facts that changed since the lock was written, and that nothing above tells of.
    SinceLock,
    /// A decision that has nothing to decide, or that has run out.
    Decision,
}

impl Kind {
    /// How serious differences of this kind are.
    pub fn severity(self) -> Severity {
        match self {
            kind if kind <= Self::PayloadInvalid => Severity::Error,
            kind if kind < Self::PageDate => Severity::Warning,
            _ => Severity::Notice,
        }
    }

    /// Its fixed name: `parameter-added`.
    pub fn name(self) -> &'static str {
        match self {
            Self::EndpointRemoved => "endpoint-removed",
            Self::EndpointAdded => "endpoint-added",
            Self::EndpointMoved => "endpoint-moved",
            Self::ParameterRemoved => "parameter-removed",
            Self::ParameterAdded => "parameter-added",
            Self::ParameterRetyped => "parameter-retyped",
            Self::ParameterRequired => "parameter-required",
            Self::ParameterOptional => "parameter-optional",
            Self::ParameterMoved => "parameter-moved",
            Self::Limit => "limit",
            Self::ValueAdded => "value-added",
            Self::ValueRemoved => "value-removed",
            Self::Default => "default",
            Self::Retired => "retired",
            Self::Exclusion => "exclusion",
            Self::ContentTypeAdded => "content-type-added",
            Self::ContentTypeRemoved => "content-type-removed",
            Self::StatusAdded => "status-added",
            Self::StatusRemoved => "status-removed",
            Self::PayloadInvalid => "payload-invalid",
            Self::PayloadField => "payload-field",
            Self::PayloadChanged => "payload-changed",
            Self::PayloadRemoved => "payload-removed",
            Self::ModelField => "model-field",
            Self::ModelType => "model-type",
            Self::ModelValue => "model-value",
            Self::ErrorCode => "error-code",
            Self::Spacing => "spacing",
            Self::Slots => "slots",
            Self::Retention => "retention",
            Self::UploadSize => "upload-size",
            Self::UploadFormats => "upload-formats",
            Self::PageDate => "page-date",
            Self::SinceLock => "since-lock",
            Self::Decision => "decision",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How serious a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Calls are refused, or refused by the client without need.
    Error,
    /// Something in an answer or a limit is not known.
    Warning,
    /// Something to look at.
    Notice,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        })
    }
}
