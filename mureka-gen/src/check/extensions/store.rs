//! `x-mureka-store`: what an operation does with records, as far as its own words go.
//! Whether they fit the operation is seen when all operations are read.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Reader, plain};
use crate::api::{Store, StoreAction};
use crate::check::idents::is_snake;
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::escape;

const STORE: &str = "x-mureka-store";
const KEYS: [&str; 6] = ["name", "action", "id", "by", "own", "sets"];
const ACTIONS: [(&str, StoreAction); 5] = [
    ("add", StoreAction::Add),
    ("list", StoreAction::List),
    ("get", StoreAction::Get),
    ("remove", StoreAction::Remove),
    ("use", StoreAction::Use),
];

/// What a key is to an action.
#[derive(PartialEq)]
enum Need {
    Needed,
    Allowed,
    Meaningless,
}

impl Reader<'_> {
    pub(super) fn store(&mut self) -> Option<Store> {
        let value = self.get(STORE)?;
        let before = self.diagnostics.len();
        let Some(map) = value.as_object() else {
            self.refuse(
                STORE,
                format!("{} is not a mapping", plain(value)),
                "`{name: songs, action: get, id: song_id, by: song_id}`",
            );
            return None;
        };
        self.known_keys(map);
        let name = self.store_name(map);
        let action = self.store_action(map);
        if let Some((word, action)) = action {
            self.fitting_keys(map, word, action, name.as_deref());
        }
        let [id, by, own] = ["id", "by", "own"].map(|key| self.word(map, key));
        let id = id.map(|id| id.split('.').map(str::to_owned).collect::<Vec<_>>());
        if id.iter().flatten().any(String::is_empty) {
            self.refuse_in(
                "id",
                format!("{} is no way to an id", plain(&map["id"])),
                "names of fields with a dot between levels: `songs.song_id`",
            );
        }
        let sets = self.sets(map);
        let (name, (_, action)) = (name?, action?);
        (self.diagnostics.len() == before).then_some(Store {
            name,
            action,
            id,
            by,
            own,
            sets,
        })
    }

    fn known_keys(&mut self, map: &Map<String, Value>) {
        for key in map.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            let mut diagnostic = Diagnostic::new(
                "invalid-extension",
                format!("{}/{STORE}/{}", self.pointer, escape(key)),
                format!("`{STORE}` has no `{key}`"),
                "name, action, id, by, own or sets",
            );
            if let Some(known) = nearest(key, KEYS) {
                diagnostic = diagnostic.label(format!("did you mean `{known}`?"));
            }
            self.diagnostics.push(self.document, diagnostic);
        }
    }

    fn store_name(&mut self, map: &Map<String, Value>) -> Option<String> {
        let name = map.get("name").and_then(Value::as_str);
        let good = name.filter(|name| is_snake(name)).map(str::to_owned);
        if good.is_none() {
            let found = map.get("name").map_or("missing".to_owned(), plain);
            self.refuse_in(
                "name",
                format!("the `name` of the collection is {found}"),
                "a name in snake_case, the same in all operations on these records: `songs`",
            );
        }
        good
    }

    fn store_action(&mut self, map: &Map<String, Value>) -> Option<(&'static str, StoreAction)> {
        let action = map.get("action").and_then(Value::as_str);
        let known = ACTIONS.into_iter().find(|(word, _)| Some(*word) == action);
        if known.is_none() {
            let found = map.get("action").map_or("missing".to_owned(), plain);
            self.refuse_in(
                "action",
                format!("the `action` on the collection is {found}"),
                "add, list, get, remove or use",
            );
        }
        known
    }

    /// Every key that the action needs is there, and none that means nothing to it.
    fn fitting_keys(
        &mut self,
        map: &Map<String, Value>,
        word: &str,
        action: StoreAction,
        name: Option<&str>,
    ) {
        for (key, remedy) in [
            (
                "id",
                "where the answer has the ids: `songs.song_id`, dots between levels",
            ),
            (
                "by",
                "the parameter or the field of the request that names the record: `song_id`",
            ),
            ("own", ""),
            ("sets", ""),
        ] {
            match (need(action, key, name), map.contains_key(key)) {
                (Need::Needed, false) => {
                    self.refuse_in(key, format!("`action: {word}` needs `{key}`"), remedy);
                }
                (Need::Meaningless, true) => self.refuse_in(
                    key,
                    format!("`{key}` means nothing beside `action: {word}`"),
                    "take it out, or correct the action",
                ),
                _ => {}
            }
        }
    }

    /// A text that is not empty, if the key is there at all.
    fn word(&mut self, map: &Map<String, Value>, key: &str) -> Option<String> {
        let value = map.get(key)?;
        let word = value.as_str().filter(|word| !word.is_empty());
        if word.is_none() {
            self.refuse_in(
                key,
                format!("{} is no name", plain(value)),
                "one name, as it stands in the request or the answer",
            );
        }
        word.map(str::to_owned)
    }

    fn sets(&mut self, map: &Map<String, Value>) -> BTreeMap<String, String> {
        let Some(value) = map.get("sets") else {
            return BTreeMap::new();
        };
        let pairs = value.as_object().filter(|pairs| !pairs.is_empty());
        let pairs: Option<BTreeMap<String, String>> = pairs.and_then(|pairs| {
            pairs
                .iter()
                .map(|(field, from)| Some((field.clone(), from.as_str()?.to_owned())))
                .collect()
        });
        if pairs.is_none() {
            self.refuse_in(
                "sets",
                format!("{} does not say what is taken from where", plain(value)),
                "`{description: desc}`: a field of the answer and the parameter or field of the request with its value",
            );
        }
        pairs.unwrap_or_default()
    }

    /// At a key of the extension, or at the whole where the key is missing.
    fn refuse_in(&mut self, key: &str, message: String, remedy: &str) {
        let there = self.get(STORE).and_then(|store| store.get(key)).is_some();
        let at = if there {
            format!("{STORE}/{key}")
        } else {
            STORE.to_owned()
        };
        let pointer = format!("{}/{at}", self.pointer);
        let diagnostic = Diagnostic::new("invalid-extension", pointer, message, remedy);
        self.diagnostics.push(self.document, diagnostic);
    }
}

fn need(action: StoreAction, key: &str, name: Option<&str>) -> Need {
    use StoreAction::{Add, Get, List, Remove, Use};
    match (key, action) {
        // What is listed of jobs is in no form that all lists have.
        ("id", List) if name == Some(Store::JOBS) => Need::Allowed,
        ("id", Add | List | Get) | ("by", Get | Remove | Use) => Need::Needed,
        ("by" | "sets", Add) | ("own", List) => Need::Allowed,
        _ => Need::Meaningless,
    }
}
