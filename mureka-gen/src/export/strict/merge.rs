//! Several schemas as the one that allows what any of them allows.

use super::plain::Plain;
use super::schema_name;
use crate::export::tree::{Map, Tree};

/// One schema for all of these plain ones, called `name` where it is an object. An object
/// of several is given in full.
pub fn whole(plain: &mut Plain, name: &str, parts: Vec<Tree>) -> Tree {
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else {
        return Tree::empty();
    };
    parts.fold(first, |whole, part| two(plain, name, &whole, &part))
}

/// One named object for two, or whatever else they have in common.
pub fn named(plain: &mut Plain, name: &str, one: &Tree, other: &Tree) -> Tree {
    let words = match (told(plain, one), told(plain, other)) {
        (Some(one), Some(other)) => Some(format!(
            "One of two, of which the fields tell. {one} Or: {other}"
        )),
        _ => None,
    };
    let mut both = two(plain, name, one, other);
    if both.text_of("type") != Some("object") {
        return both;
    }
    if let (Some(words), Some(both)) = (words, both.map_mut()) {
        both.insert("description".into(), words.into());
    }
    plain.add(name, both)
}

/// The name of a schema that is referred to.
pub fn title(tree: &Tree) -> Option<String> {
    tree.text_of("$ref").and_then(schema_name)
}

/// The first paragraph on a named object.
fn told(plain: &mut Plain, tree: &Tree) -> Option<String> {
    let object = plain.object(&title(tree)?)?;
    let text = object.get("description").and_then(Tree::text)?;
    text.split("\n\n").next().map(str::to_owned)
}

fn two(plain: &mut Plain, name: &str, one: &Tree, other: &Tree) -> Tree {
    if one == other {
        return one.clone();
    }
    if let (Some(a), Some(b)) = (object(plain, one), object(plain, other)) {
        return Tree::Map(objects(plain, name, &a, &b));
    }
    let (Some(a), Some(b)) = (one.map(), other.map()) else {
        return Tree::empty();
    };
    let kind = |map: &Map| map.get("type").and_then(Tree::text).map(str::to_owned);
    if kind(a).is_none() || kind(a) != kind(b) {
        // Of no type, so anything; null among it.
        let words = a.get("description").or(b.get("description"));
        let words = words.map(|words| ("description".to_owned(), words.clone()));
        return Tree::Map(words.into_iter().collect());
    }
    let mut out = alike(a, b);
    if let (Some(x), Some(y)) = (a.get("items"), b.get("items")) {
        let items = named(plain, name, x, y);
        out.insert("items".into(), items);
    }
    Tree::Map(out)
}

/// Two of one type: what they share, null if either has it.
fn alike(a: &Map, b: &Map) -> Map {
    let mut out: Map = a
        .iter()
        .filter(|(key, value)| b.get(*key) == Some(*value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if let Some(words) = a.get("description").or(b.get("description")) {
        out.insert("description".into(), words.clone());
    }
    if is_nullable(a) || is_nullable(b) {
        out.insert("nullable".into(), true.into());
    }
    out
}

fn is_nullable(map: &Map) -> bool {
    map.get("nullable").is_some_and(Tree::is_true)
}

/// The object that this is or refers to.
fn object(plain: &mut Plain, tree: &Tree) -> Option<Map> {
    if let Some(name) = tree.text_of("$ref").and_then(schema_name) {
        return plain.object(&name);
    }
    let is_object = tree.text_of("type") == Some("object");
    tree.map().filter(|_| is_object).cloned()
}

/// All fields of both, none of them required unless both say so.
fn objects(plain: &mut Plain, name: &str, a: &Map, b: &Map) -> Map {
    let required = |map: &Map| -> Vec<Tree> {
        let list = map.get("required").map(Tree::items);
        list.unwrap_or_default().to_vec()
    };
    let needed: Vec<Tree> = required(a)
        .into_iter()
        .filter(|field| required(b).contains(field))
        .collect();
    let more = match (a.get("additionalProperties"), b.get("additionalProperties")) {
        (Some(x), Some(y)) if x == y => x.clone(),
        _ => true.into(),
    };
    let fields_of = |map: &Map| {
        let fields = map.get("properties").and_then(Tree::map);
        fields.cloned().unwrap_or_default()
    };
    let mut fields = fields_of(a);
    for (field, there) in fields_of(b) {
        let merged = match fields.get(&field).cloned() {
            None => there,
            Some(here) => named(plain, &format!("{name}{}", pascal(&field)), &here, &there),
        };
        fields.insert(field, merged);
    }
    let mut out = Map::from([("type".to_owned(), Tree::from("object"))]);
    if let Some(words) = a.get("description") {
        out.insert("description".into(), words.clone());
    }
    if is_nullable(a) || is_nullable(b) {
        out.insert("nullable".into(), true.into());
    }
    if !needed.is_empty() {
        out.insert("required".into(), Tree::List(needed));
    }
    if !fields.is_empty() {
        out.insert("properties".into(), Tree::Map(fields));
    }
    out.insert("additionalProperties".into(), more);
    out
}

/// `song_id` and `songId` as `SongId`.
fn pascal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            first.unwrap_or_default() + letters.as_str()
        })
        .collect()
}
