//! Changes of an invented edition in its host, its codes, and the words and marks it uses.

use super::Row;

const SING: &str = "post-mureka-choir-sing";

pub const MARKS: &[Row] = &[
    // The host, and what else the page as a whole says.
    (
        "another host",
        |e| {
            e.page(SING, "> **https://api.useapi", "> **https://api7.useapi");
        },
        &["POST /v1/mureka/choir/sing | endpoint-moved | server"],
    ),
    (
        "another scheme",
        |e| {
            e.page(SING, "> **https://api", "> **http://api");
        },
        &["POST /v1/mureka/choir/sing | endpoint-moved | server"],
    ),
    (
        "a second page of a call",
        |e| {
            e.copy(
                SING,
                "post-mureka-choir-sing-along",
                "choir/hum",
                "choir/hum",
            );
        },
        &["POST /v1/mureka/choir/sing | endpoint-added | page"],
    ),
    // Codes in other letters.
    (
        "a code in one word",
        |e| {
            e.page(
                SING,
                "- `COOKIE_EXPIRED`",
                "- `HOARSE` - No voice - `COOKIE_EXPIRED`",
            );
        },
        &["POST /v1/mureka/choir/sing | error-code | 596 code | new HOARSE"],
    ),
    (
        "a code in small letters",
        |e| {
            e.page(
                SING,
                "- `COOKIE_EXPIRED`",
                "- `too-hoarse` - No voice - `COOKIE_EXPIRED`",
            );
        },
        &["POST /v1/mureka/choir/sing | error-code | 596 code | new too-hoarse"],
    ),
    // Other words and marks.
    (
        "must be given",
        |e| {
            e.bullet(SING, "title", "is optional.", "must be given.");
        },
        &["POST /v1/mureka/choir/sing | parameter-required | title"],
    ),
    (
        "may be left out",
        |e| {
            e.bullet(SING, "title", "is optional.", "may be left out.");
        },
        &[],
    ),
    (
        "a name in bold",
        |e| {
            e.beside(SING, "title", "**echo** is an optional string.");
        },
        &["POST /v1/mureka/choir/sing | parameter-added | echo"],
    ),
    (
        "longer dashes as marks",
        |e| {
            e.text = e.text.replace(" - `", " – `");
        },
        &[],
    ),
];
