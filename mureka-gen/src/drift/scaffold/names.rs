//! Names of what is new: made of paths and fields, and none of them taken.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Api;
use crate::check::{is_keyword, is_snake, is_usable, type_name, words};
use crate::reference::Endpoint;

/// What an operation is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// The resource it belongs to.
    pub tag: String,
    /// Whether the document has that resource.
    pub known: bool,
    /// Its name within the resource.
    pub method: String,
    /// `operationId`.
    pub id: String,
    /// What it is about, in the singular: `song`.
    pub noun: String,
}

/// Names of types and operations that are taken.
#[derive(Debug, Clone, Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// Those of a document, and those that other languages or the generator keep.
    pub fn of(api: &Api) -> Self {
        const KEPT: [&str; 24] = [
            "Option", "Some", "None", "Result", "Ok", "Err", "String", "Vec", "Box", "Default",
            "Into", "Extra", "List", "Secret", "Self", "File", "Error", "Object", "Map", "Set",
            "Date", "Array", "Type", "Any",
        ];
        let mut taken: BTreeSet<String> = KEPT.iter().map(|name| name.to_lowercase()).collect();
        taken.extend(api.shapes.keys().map(|name| name.to_lowercase()));
        for operation in &api.operations {
            let name = type_name(&operation.id).to_lowercase();
            taken.insert(format!("{name}params"));
            taken.insert(format!("{name}response"));
        }
        Self(taken)
    }

    /// The first of some names that is free, or the last with a number.
    pub fn free(&mut self, names: &[String]) -> String {
        let usable = |name: &&String| is_usable(name) && name.is_ascii();
        let mut names = names.iter().filter(usable);
        let mut last = "New".to_owned();
        let first = names.find(|name| {
            last.clone_from(name);
            !self.0.contains(&name.to_lowercase())
        });
        let name = first.cloned().unwrap_or_else(|| {
            (2_u32..10_000)
                .map(|number| format!("{last}{number}"))
                .find(|name| !self.0.contains(&name.to_lowercase()))
                .unwrap_or_else(|| last.clone())
        });
        self.0.insert(name.to_lowercase());
        name
    }

    /// Keeps a name from being given to something else.
    pub fn keep(&mut self, name: &str) {
        self.0.insert(name.to_lowercase());
    }
}

/// The literal segments of a path behind the version that all paths begin with.
pub fn segments(api: &Api, path: &str) -> Vec<String> {
    let split = |path: &str| -> Vec<String> {
        path.split('/')
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let own = split(path);
    let others: Vec<Vec<String>> = api
        .operations
        .iter()
        .map(|operation| split(&operation.path))
        .collect();
    // `v1/mureka`: a version and what it is of. More is never taken away, even where the
    // few calls of a document have more in common.
    let version = own.first().and_then(|first| first.strip_prefix('v'));
    let versioned = version.is_some_and(|rest| rest.parse::<u32>().is_ok());
    let most = if versioned { 2 } else { 0 };
    let common = (0..own.len().saturating_sub(1).min(most))
        .take_while(|&at| others.iter().all(|other| other.get(at) == own.get(at)))
        .count();
    let rest = own.get(common..).unwrap_or_default();
    rest.iter()
        .filter(|segment| !segment.starts_with('{'))
        .cloned()
        .collect()
}

/// What a new operation may be called.
pub fn title(api: &Api, endpoint: &Endpoint, sends_file: bool, is_list: bool) -> Title {
    let segments = segments(api, &endpoint.path);
    let (tag, known, own) = tag(api, &segments);
    let noun = words(&singular(&tag));
    let rest: Vec<String> = segments.iter().skip(own).map(|word| words(word)).collect();
    let rest: Vec<&str> = rest
        .iter()
        .map(String::as_str)
        .filter(|w| !w.is_empty())
        .collect();
    // `GET /accounts` is all of them, whether or not there are pages.
    let all = rest.is_empty() && !endpoint.path.ends_with('}') && singular(&tag) != tag;
    let is_list = is_list || endpoint.method == "GET" && all;
    let by_one = endpoint.path.trim_end_matches('/').ends_with('}');
    let verb = match endpoint.method.as_str() {
        "GET" if is_list => "list",
        "GET" => "get",
        "DELETE" => "delete",
        "PUT" => "replace",
        "PATCH" => "change",
        _ if sends_file => "upload",
        _ if by_one => "set",
        _ => "create",
    };
    let thing = rest.join("_");
    let posts = endpoint.method == "POST" && !sends_file;
    let mut methods: Vec<String> = Vec::new();
    if thing.is_empty() || thing == noun || thing == verb {
        methods.push(verb.to_owned());
    } else if posts {
        methods.push(thing.clone());
    }
    let about = if thing.is_empty() || thing == verb {
        &noun
    } else {
        &thing
    };
    methods.push(format!("{verb}_{about}"));
    let is_method = |name: &String| {
        is_snake(name) && !is_keyword(name) && !matches!(name.as_str(), "clone" | "drop" | "new")
    };
    let taken = |name: &String| {
        api.operations
            .iter()
            .any(|operation| operation.resource == tag && operation.rust_method == *name)
    };
    let method = methods
        .iter()
        .find(|name| is_method(name) && !taken(name))
        .cloned()
        .unwrap_or_else(|| numbered(&format!("{verb}_{noun}"), taken));
    let used = |name: &String| api.operations.iter().any(|operation| operation.id == *name);
    let tail = if is_list { words(&tag) } else { noun.clone() };
    let id = if method.ends_with(&tail) {
        method.clone()
    } else {
        format!("{method}_{tail}")
    };
    let id = if is_snake(&id) && !used(&id) {
        id
    } else {
        let fallback = [
            verb,
            &segments
                .iter()
                .map(|s| words(s))
                .collect::<Vec<_>>()
                .join("_"),
        ];
        numbered(&fallback.join("_"), used)
    };
    Title {
        tag,
        known,
        method,
        id,
        noun,
    }
}

fn numbered(name: &str, taken: impl Fn(&String) -> bool) -> String {
    let name = name.trim_end_matches('_');
    let name = if is_snake(name) { name } else { "call" };
    let plain = name.to_owned();
    if !taken(&plain) {
        return plain;
    }
    (2_u32..10_000)
        .map(|number| format!("{name}{number}"))
        .find(|name| !taken(name))
        .unwrap_or(plain)
}

/// The resource of a path: one that a segment is called after; else the one that most
/// operations on the longest common path belong to. With it, how many segments it takes.
fn tag(api: &Api, segments: &[String]) -> (String, bool, usize) {
    for (at, segment) in segments.iter().enumerate().rev() {
        let word = words(segment);
        let found = api.resources.iter().find(|resource| {
            resource.name == word
                || singular(&resource.name) == word
                || resource.name == singular(&word)
        });
        if let Some(resource) = found {
            return (resource.name.clone(), true, at + 1);
        }
    }
    let mut best: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for operation in &api.operations {
        let other = self::segments(api, &operation.path);
        let common = segments
            .iter()
            .zip(&other)
            .take_while(|(a, b)| a == b)
            .count();
        let tags = best.entry(common).or_default();
        *tags.entry(&operation.resource).or_default() += 1;
    }
    if let Some((common, tags)) = best.last_key_value()
        && *common > 0
        && let Some((tag, _)) = tags.iter().max_by_key(|(_, count)| **count)
    {
        return ((*tag).to_owned(), true, *common);
    }
    let word = segments.first().map(|word| words(word)).unwrap_or_default();
    if is_snake(&word) && !is_keyword(&word) {
        (word, false, 1)
    } else {
        ("calls".into(), false, 0)
    }
}

/// One of several: `songs` → `song`, `voices` → `voice`; good enough for a name.
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// The words of a name, for a sentence: `cutStart` → `cut start`.
pub fn spoken(name: &str) -> String {
    words(name).replace('_', " ")
}

/// A sentence with a capital.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

/// What a field of that name may be, as far as the name says.
pub fn meaning(name: &str) -> String {
    let spoken = spoken(name);
    let rest = |end: &str| {
        spoken
            .strip_suffix(end)
            .map(str::trim)
            .filter(|rest| !rest.is_empty())
            .map(str::to_owned)
    };
    if spoken.is_empty() {
        return "A value that has no readable name.".into();
    }
    let text = if spoken == "id" {
        "Its id".to_owned()
    } else if let Some(rest) = rest(" id") {
        format!("Id of the {rest}")
    } else if let Some(rest) = rest(" ids") {
        format!("Ids of the {rest}")
    } else if let Some(rest) = rest(" url") {
        format!("Link to the {rest}")
    } else if let Some(rest) = rest(" milliseconds") {
        format!("{}, in milliseconds", sentence(&rest))
    } else if let Some(rest) = rest(" seconds") {
        format!("{}, in seconds", sentence(&rest))
    } else if let Some(rest) = spoken.strip_prefix("is ").or(spoken.strip_prefix("has ")) {
        format!("Whether this holds: {rest}")
    } else {
        sentence(&spoken)
    };
    format!("{text}.")
}

/// Whether code can have a field of that name, and a reader see all of it.
pub fn is_readable(name: &str) -> bool {
    is_usable(&words(name)) && name.len() <= 200 && !name.chars().any(char::is_control)
}

/// Whether a field of that name holds an id of Mureka: a number here and a text there.
pub fn is_id(name: &str) -> bool {
    let spoken = words(name);
    spoken == "id" || spoken.ends_with("_id")
}

/// Whether a field of that name is not to be shown.
pub fn is_secret(name: &str) -> bool {
    let spoken = words(name);
    let last = spoken.rsplit('_').next().unwrap_or_default();
    matches!(last, "token" | "cookie" | "password" | "secret") || spoken == "reply_url"
}
