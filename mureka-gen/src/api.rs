//! What a checked document says, in the terms that generators, the mock server
//! and tests need. Everything here was verified by [`crate::check`].

use std::collections::{BTreeMap, BTreeSet};

mod limits;

pub use limits::{Limit, Limits, Presence, Range, Together, Way};

/// One API: its operations and its named shapes.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// The first server's URL, with `{variables}` as they stand.
    pub server: String,
    /// Tags in the order of the document: the resources.
    pub resources: Vec<Resource>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Everything under `components/schemas`, by name.
    pub shapes: BTreeMap<String, Shape>,
    /// What the document says of each of them.
    pub descriptions: BTreeMap<String, String>,
    /// Schemas that are another one in code: their name to the other's.
    pub same_as: BTreeMap<String, String>,
    /// What the objects of requests keep, by the name of their schema; only those that
    /// have something to keep.
    pub limits: BTreeMap<String, Limits>,
    /// Values that the documented payloads show, for examples.
    pub samples: Samples,
}

/// What the documented payloads hold.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    /// The operations whose first success has a payload.
    pub answered: BTreeSet<String>,
    /// operationId → the fields of a request.
    pub requests: BTreeMap<String, serde_json::Map<String, serde_json::Value>>,
    /// Name of a field in `snake_case` → the first number or text seen under it.
    pub fields: BTreeMap<String, serde_json::Value>,
}

/// A group of operations: a tag of the document.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The tag: `songs`.
    pub name: String,
    /// The tag's description.
    pub description: String,
}

/// One call of the API.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// JSON pointer of the operation.
    pub pointer: String,
    /// The tag it belongs to.
    pub resource: String,
    /// Its name inside the resource.
    pub rust_method: String,
    /// Upper-case HTTP method.
    pub method: String,
    /// Path template, as the document has it.
    pub path: String,
    /// One line.
    pub summary: String,
    /// The rest.
    pub description: String,
    /// The vendor's page.
    pub docs: String,
    /// Date of that page, where it has one.
    pub page_date: Option<String>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// What it costs.
    pub cost: Cost,
    /// Whether it may be sent again without knowing what became of the first.
    pub repeat: Repeat,
    /// Least seconds between two calls on one account.
    pub spacing: Option<u64>,
    /// How many slots the account has, of which it takes one while it runs.
    pub slots: Option<u64>,
    /// For how many seconds what it reads is kept.
    pub retention: Option<u64>,
    /// How its job is followed.
    pub job: Option<Job>,
    /// How the job that it reads tells how far it is.
    pub states: Option<States>,
    /// How its pages are followed.
    pub cursor: Option<Cursor>,
    /// Which files it takes.
    pub upload: Option<Upload>,
    /// Which records it adds, shows, removes or uses.
    pub store: Option<Store>,
    /// Path parameters, in the order of the path.
    pub path_parameters: Vec<Parameter>,
    /// Query parameters, in the order of the document.
    pub query: Vec<Parameter>,
    /// What it sends.
    pub body: Body,
    /// Success statuses with the schema of their JSON body, if they have one.
    pub success: Vec<Answer>,
    /// Error statuses likewise.
    pub errors: Vec<Answer>,
}

/// What a call costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// Nothing.
    Free,
    /// Credits.
    Paid,
    /// The vendor does not say; to be treated as paid.
    Undocumented,
}

/// Whether a call may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// At any time.
    Safe,
    /// Only when the first was surely not accepted.
    Unsafe,
}

/// How the job that an operation starts is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// operationId that reads the job.
    pub poll: String,
    /// Where the answer has the job's id, dots between levels.
    pub id: String,
}

/// How an answer tells how far a job is. Fields are named with dots between levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States {
    /// Field with the state.
    pub status: String,
    /// States in which there is a result.
    pub completed: Vec<String>,
    /// States in which there will be none.
    pub failed: Vec<String>,
    /// Field with the result; `None` if it is the whole answer.
    pub result: Option<String>,
    /// Fields with the reason of a failure, the clearest first.
    pub errors: Vec<String>,
    /// Field with the code of a failure.
    pub code: Option<String>,
    /// Field with the caller's own reference.
    pub reference: Option<String>,
    /// Field with the account.
    pub account: Option<String>,
    /// Field, through lists, with what is of use before the end.
    pub early: Option<String>,
}

/// How pages are followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Query parameter that takes the cursor.
    pub parameter: String,
    /// Field of the answer that holds the next cursor.
    pub field: String,
    /// Field that says whether there is more.
    pub more: Option<String>,
    /// Field that holds the items.
    pub items: String,
}

/// Which files an operation takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Formats by the usual ending of their names: `mp3`.
    pub formats: Vec<String>,
    /// Most bytes of a file.
    pub bytes: Option<u64>,
}

impl Upload {
    /// The formats that the client can tell from others.
    pub const FORMATS: [&str; 5] = ["mp3", "m4a", "mid", "wav", "flac"];
}

/// What an operation does with the records of a collection. The client needs none of
/// it; a server that remembers does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// The collection: `songs`.
    pub name: String,
    /// What is done with it.
    pub action: StoreAction,
    /// The way to the ids of records in the answer, level by level and through lists.
    /// It starts in an item of the list, in a value of an object keyed by ids, or else
    /// at the whole answer; of an operation that starts a job, the one with the result.
    /// The object that an id stands in is the record. `None` where nothing is shown, and
    /// for a list of running jobs.
    pub id: Option<Vec<String>>,
    /// Parameter of the path or the query, or field of the request, that names a
    /// record. One of the path that stands beside [`StoreAction::Add`] is the id of the
    /// record itself, new or known; any other record has to be there already.
    pub by: Option<String>,
    /// Query parameter that limits a list to what the account added itself. False
    /// limits it to the rest; where that is the default, it shows all.
    pub own: Option<String>,
    /// Field of the new record → the parameter or field of the request that it takes
    /// its value from, where the two have different names.
    pub sets: BTreeMap<String, String>,
}

/// What is done with the records of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreAction {
    /// New ones are put into it.
    Add,
    /// All are shown, page by page.
    List,
    /// One is shown.
    Get,
    /// One is taken out of it.
    Remove,
    /// One has to be there.
    Use,
}

impl Store {
    /// Name of the collection of all jobs: those that an operation with a [`Job`]
    /// started are in it without a word.
    pub const JOBS: &str = "jobs";
}

/// A path or query parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Whether it must be given.
    pub required: bool,
    /// Its schema, as it stands.
    pub schema: serde_json::Value,
    /// The Rust type of its value, without `Option`.
    pub rust: String,
    /// What its value keeps.
    pub limits: Vec<Limit>,
}

/// What a call sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON of a named schema.
    Json {
        /// Name of the schema.
        schema: String,
        /// Whether the vendor takes the same fields as multipart/form-data too.
        or_multipart: bool,
    },
    /// multipart/form-data of a named schema with one binary field.
    Multipart {
        /// Name of the schema.
        schema: String,
        /// The binary field.
        file: String,
    },
    /// Bytes of one media type.
    Binary {
        /// `audio/mpeg`.
        media_type: String,
    },
}

impl Body {
    /// Whether a file is sent.
    pub fn has_file(&self) -> bool {
        matches!(self, Self::Multipart { .. } | Self::Binary { .. })
    }
}

/// One documented status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200, or a whole class: `4XX`.
    pub status: Status,
    /// Name of the schema of the JSON body; `None` where no body is documented.
    pub schema: Option<String>,
    /// The field of the body that says whether the call was accepted, and its
    /// value then.
    pub accepted_if: Option<(String, i64)>,
    /// What the answer means.
    pub description: String,
}

/// A status or a class of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One code.
    Code(u16),
    /// All of one hundred: 4 is 400 to 499.
    Class(u16),
}

impl Status {
    /// `200` or `4XX`.
    pub fn parse(key: &str) -> Option<Self> {
        if let Some(class) = key.strip_suffix("XX") {
            return class
                .parse()
                .ok()
                .filter(|c| (1..=5).contains(c))
                .map(Self::Class);
        }
        (key.len() == 3 && key.bytes().all(|b| b.is_ascii_digit()))
            .then(|| key.parse().ok().filter(|code| (100..=999).contains(code)))
            .flatten()
            .map(Self::Code)
    }

    /// Whether a success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Class(2))
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}XX"),
        }
    }
}

/// What kind of thing a named schema is.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An object with named fields.
    Struct {
        /// No unknown fields: a request.
        strict: bool,
        /// Its fields in the order of the document.
        fields: Vec<Field>,
    },
    /// Texts, and no others.
    ClosedEnum {
        /// The texts.
        values: Vec<String>,
    },
    /// Known texts, and whatever comes.
    OpenEnum {
        /// The known texts.
        values: Vec<String>,
        /// The closed enum it lists, if it has a name of its own.
        twin: Option<String>,
    },
    /// An id or code that comes as a number or as text.
    NumberOrText,
    /// One of several objects, told apart by a field.
    Union {
        /// The field.
        tag: String,
        /// Value of the field and the object's schema.
        variants: Vec<(String, String)>,
        /// The schema for any other value.
        fallback: String,
    },
    /// Text, or something else.
    TextOr {
        /// Rust type of the text.
        text: String,
        /// Rust type of the other.
        other: String,
        /// Name of the other's variant.
        other_name: String,
    },
    /// An object whose keys are ids, beside a few declared fields.
    Keyed {
        /// Schema of the values.
        of: String,
        /// The declared fields.
        fields: Vec<Field>,
    },
    /// Text that holds JSON.
    JsonText {
        /// Rust type of what it holds.
        of: String,
    },
    /// A list.
    List {
        /// Rust type of the items.
        items: String,
    },
    /// Text that must not be shown.
    Secret,
    /// Anything else that is a type of its own only by name; its Rust type.
    Alias {
        /// The Rust type.
        rust: String,
    },
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its Rust type, without `Option`.
    pub rust: String,
}

impl Api {
    /// The operation of that id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }
}
