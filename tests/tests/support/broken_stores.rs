//! Documents with one thing wrong in an `x-mureka-store`, and the rule that must say so.

const LIST: &str = "{name: songs, action: list, id: id, own: mine}";
const ADD: &str = "{name: songs, action: add, id: id, by: ref_id, sets: {title: prompt}}";
const USE: &str = "{name: songs, action: use, by: song_id}";

/// What is replaced by what in the small document, and the rule.
pub const STORES: &[(&str, &str, &str)] = &[
    // Its own words.
    (USE, "songs", "invalid-extension"),
    (
        USE,
        "{name: songs, action: use, bye: song_id, by: song_id}",
        "invalid-extension",
    ),
    (USE, "{action: use, by: song_id}", "invalid-extension"),
    (
        USE,
        "{name: Songs, action: use, by: song_id}",
        "invalid-extension",
    ),
    (USE, "{name: songs, by: song_id}", "invalid-extension"),
    (
        USE,
        "{name: songs, action: take, by: song_id}",
        "invalid-extension",
    ),
    (
        USE,
        "{name: songs, action: use, by: [song_id]}",
        "invalid-extension",
    ),
    (
        ADD,
        "{name: songs, action: add, id: .id}",
        "invalid-extension",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id, sets: prompt}",
        "invalid-extension",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id, sets: {title: 5}}",
        "invalid-extension",
    ),
    // What an action needs, and what means nothing to it.
    (ADD, "{name: songs, action: add}", "invalid-extension"),
    (LIST, "{name: songs, action: list}", "invalid-extension"),
    (
        ADD,
        "{name: songs, action: get, by: ref_id}",
        "invalid-extension",
    ),
    (
        ADD,
        "{name: songs, action: get, id: id}",
        "invalid-extension",
    ),
    (USE, "{name: songs, action: remove}", "invalid-extension"),
    (USE, "{name: songs, action: use}", "invalid-extension"),
    (
        USE,
        "{name: songs, action: use, id: id, by: song_id}",
        "invalid-extension",
    ),
    (
        LIST,
        "{name: songs, action: list, id: id, by: last_id}",
        "invalid-extension",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id, own: title}",
        "invalid-extension",
    ),
    (
        LIST,
        "{name: songs, action: list, id: id, sets: {title: last_id}}",
        "invalid-extension",
    ),
    // What the operation takes.
    (
        USE,
        "{name: songs, action: use, by: id}",
        "unknown-parameter",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id, by: song_id}",
        "unknown-parameter",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id, sets: {title: name}}",
        "unknown-parameter",
    ),
    (
        LIST,
        "{name: songs, action: list, id: id, own: yours}",
        "unknown-parameter",
    ),
    (
        LIST,
        "{name: songs, action: list, id: id, own: last_id}",
        "unknown-parameter",
    ),
    // What it answers: the result and not the job, the item and not the page.
    (
        ADD,
        "{name: songs, action: add, id: jobid}",
        "unknown-field",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id.id}",
        "unknown-field",
    ),
    (
        ADD,
        "{name: songs, action: add, id: id, sets: {name: prompt}}",
        "unknown-field",
    ),
    (USE, "{name: songs, action: add, id: id}", "unknown-field"),
    (
        LIST,
        "{name: songs, action: list, id: list.id}",
        "unknown-field",
    ),
    (
        "x-mureka-cursor: {parameter: last_id, field: last_id, more: more, items: list}\n      ",
        "",
        "unknown-list",
    ),
];
