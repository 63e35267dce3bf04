//! The calls of the steps, and what is read from their answers.

use serde_json::{Value, json};

use super::wire::Ask;
use super::world::Kind;

/// The account of an id such as `user:1-mureka:2-song:3`, and the number at its end.
pub fn parts(id: &str) -> (&str, &str) {
    let account = id.split_once("mureka:").unwrap().1;
    (
        account.split_once('-').unwrap().0,
        id.rsplit_once(':').unwrap().1,
    )
}

/// An id as text, whichever way it is written.
pub fn text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The ids of a record as a list or an answer shows it.
pub fn ids(kind: Kind, shown: &Value) -> Vec<String> {
    match kind {
        Kind::Song => {
            let songs = shown["songs"].as_array().unwrap();
            songs.iter().map(|song| text(&song["song_id"])).collect()
        }
        _ => vec![text(&shown["id"])],
    }
}

/// `?account=…&a=b`.
fn query(account: Option<&str>, others: &[(&str, &str)]) -> String {
    let account = account.map(|account| ("account", account));
    let pairs: Vec<String> = account
        .iter()
        .chain(others)
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("?{}", pairs.join("&"))
}

/// The operation that adds a file or a voice, and its call.
pub fn upload(kind: Kind, account: Option<&str>) -> (&'static str, Ask) {
    let (operation, path, others): (_, _, &[_]) = match kind {
        Kind::Track => (
            "upload_track",
            "files/",
            &[("title", "T"), ("genre", "rock"), ("mood", "calm")],
        ),
        Kind::Vocal => ("upload_vocal", "files/vocal/", &[("title", "V")]),
        Kind::Motif => ("upload_motif", "files/motif/", &[]),
        _ => (
            "clone_voice",
            "speech/voice",
            &[("title", "V"), ("desc", "D"), ("lang", "en")],
        ),
    };
    let query = query(account, others);
    (operation, Ask::upload(format!("/v1/mureka/{path}{query}")))
}

/// The operation that lists a kind, and the call for a page.
pub fn page(
    kind: Kind,
    account: Option<&str>,
    own: Option<bool>,
    cursor: Option<&str>,
) -> (&'static str, Ask) {
    let (operation, path, filter) = match kind {
        Kind::Vocal => ("list_vocals", "music/vocals/", Some("mine")),
        Kind::Voice => ("list_voices", "speech/voices/", Some("cloned")),
        Kind::Song => ("list_songs", "music/", None),
        Kind::Speech => ("list_speech", "speech/", None),
        _ => ("list_tracks", "files/", None),
    };
    let own = own.map(|own| if own { "true" } else { "false" });
    let others = [("last_id", cursor)].into_iter();
    let others: Vec<(&str, &str)> = others
        .chain(filter.map(|filter| (filter, own)))
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    let query = query(account, &others);
    (operation, Ask::get(format!("/v1/mureka/{path}{query}")))
}

/// The operation that deletes from a list, and its call.
pub fn remove(kind: Kind, account: Option<&str>, id: &str) -> (&'static str, Ask) {
    let (operation, path, name) = match kind {
        Kind::Vocal => ("delete_vocal", "files/vocal/", "id"),
        Kind::Voice => ("delete_voice", "speech/voice", "voice_id"),
        Kind::Speech => ("delete_speech", "speech/", "id"),
        _ => ("delete_track", "files/", "id"),
    };
    let query = query(account, &[(name, id)]);
    (operation, Ask::delete(format!("/v1/mureka/{path}{query}")))
}

/// A generation: its operation, the verb of its job, and the call.
pub fn generate(
    kind: Kind,
    account: Option<&str>,
    motif: Option<&str>,
    wait: bool,
) -> (&'static str, &'static str, Ask) {
    let (operation, verb, mut body) = match (kind, motif) {
        (Kind::Speech, _) => (
            "create_speech",
            "speech",
            json!({"text": "A", "voice_id": 1}),
        ),
        (_, Some(motif)) => (
            "create_song_advanced",
            "music/create-advanced",
            json!({"lyrics": "La", "motif_id": motif}),
        ),
        _ => ("create_song", "music/create", json!({"prompt": "A"})),
    };
    if let Some(account) = account {
        body["account"] = account.into();
    }
    if !wait {
        body["async"] = true.into();
    }
    let path = format!("/v1/mureka/{verb}");
    (operation, verb, Ask::post(path, &body))
}
