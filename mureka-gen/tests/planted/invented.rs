//! Changes of pages of an invented edition.

use super::Row;

const SING: &str = "post-mureka-choir-sing";
const LIST: &str = "get-mureka-choir";
const LOOK: &str = "get-mureka-choir-piece_id";
const TAKE: &str = "del-mureka-choir-piece_id";
const SCORE: &str = "post-mureka-choir-score";

pub const INVENTED: &[Row] = &[
    ("nothing", |_| {}, &[]),
    // Calls.
    (
        "a new page",
        |e| {
            e.copy(SING, "post-mureka-choir-hum", "choir/sing", "choir/hum");
        },
        &["POST /v1/mureka/choir/hum | endpoint-added | endpoint"],
    ),
    (
        "a page gone",
        |e| {
            e.without_page(TAKE);
        },
        &["DELETE /v1/mureka/choir/{piece_id} | endpoint-removed | endpoint"],
    ),
    (
        "another path",
        |e| {
            e.page(SING, "/v1/mureka/choir/sing**", "/v1/mureka/choir/chant**");
        },
        &["POST /v1/mureka/choir/sing | endpoint-moved | endpoint"],
    ),
    (
        "another version",
        |e| {
            e.page(
                SING,
                "**https://api.useapi.net/v1",
                "**https://api.useapi.net/v2",
            );
        },
        &["POST /v1/mureka/choir/sing | endpoint-moved | endpoint"],
    ),
    // Parameters.
    (
        "a new field of a body",
        |e| {
            e.beside(SING, "title", "`echo` is optional. How much of it.");
        },
        &["POST /v1/mureka/choir/sing | parameter-added | echo"],
    ),
    (
        "a new parameter of a query",
        |e| {
            e.beside(LIST, "mine", "`since` is optional. Nothing older.");
        },
        &["GET /v1/mureka/choir | parameter-added | since"],
    ),
    (
        "a field gone",
        |e| {
            e.without(SING, "tempo");
        },
        &["POST /v1/mureka/choir/sing | parameter-removed | tempo"],
    ),
    (
        "a parameter of a query gone",
        |e| {
            e.without(LIST, "limit");
        },
        &["GET /v1/mureka/choir | parameter-removed | limit"],
    ),
    (
        "a field renamed",
        |e| {
            e.bullet(SING, "tempo", "`tempo`", "`pace`");
        },
        &[
            "POST /v1/mureka/choir/sing | parameter-added | pace",
            "POST /v1/mureka/choir/sing | parameter-removed | tempo",
        ],
    ),
    (
        "now required",
        |e| {
            e.bullet(SING, "title", "optional", "**required**");
        },
        &["POST /v1/mureka/choir/sing | parameter-required | title"],
    ),
    (
        "no longer required",
        |e| {
            e.bullet(SING, "words", "**required**", "optional");
        },
        &["POST /v1/mureka/choir/sing | parameter-optional | words"],
    ),
    (
        "required in a query",
        |e| {
            e.bullet(LIST, "mine", "optional", "**required**");
        },
        &["GET /v1/mureka/choir | parameter-required | mine"],
    ),
    (
        "another kind of value",
        |e| {
            e.bullet(SING, "replyRef", "optional", "an optional number");
        },
        &["POST /v1/mureka/choir/sing | parameter-retyped | replyRef"],
    ),
    // Limits.
    (
        "another maximum length",
        |e| {
            e.bullet(SING, "words", "4000", "2500");
        },
        &["POST /v1/mureka/choir/sing | limit | words"],
    ),
    (
        "a maximum length gone",
        |e| {
            e.bullet(SING, "words", "Maximum length: 4000 characters.", "");
        },
        &["POST /v1/mureka/choir/sing | limit | words"],
    ),
    (
        "a new maximum length",
        |e| {
            e.say(SING, "replyRef", "Maximum length: 90 characters.");
        },
        &["POST /v1/mureka/choir/sing | limit | replyRef"],
    ),
    (
        "another minimum length",
        |e| {
            e.bullet(SING, "title", "length: 2 ", "length: 5 ");
        },
        &["POST /v1/mureka/choir/sing | limit | title"],
    ),
    (
        "another range",
        |e| {
            e.bullet(SING, "tempo", "208", "240");
        },
        &["POST /v1/mureka/choir/sing | limit | tempo"],
    ),
    (
        "another least value",
        |e| {
            e.bullet(SING, "tempo", "40", "30");
        },
        &["POST /v1/mureka/choir/sing | limit | tempo"],
    ),
    (
        "another limit in a query",
        |e| {
            e.bullet(LIST, "limit", "50", "80");
        },
        &["GET /v1/mureka/choir | limit | limit"],
    ),
    (
        "another length in a query",
        |e| {
            e.bullet(SCORE, "title", "40", "45");
        },
        &["POST /v1/mureka/choir/score | limit | title"],
    ),
    // Values.
    (
        "a new value",
        |e| {
            e.bullet(SING, "mode", "`solemn`", "`solemn`, `wild`");
        },
        &["POST /v1/mureka/choir/sing | value-added | mode"],
    ),
    (
        "a value gone",
        |e| {
            e.bullet(SING, "mode", ", `solemn`", "");
        },
        &["POST /v1/mureka/choir/sing | value-removed | mode"],
    ),
    (
        "a value renamed",
        |e| {
            e.bullet(SING, "key", "`minor`", "`dorian`");
        },
        &[
            "POST /v1/mureka/choir/sing | value-added | key",
            "POST /v1/mureka/choir/sing | value-removed | key",
        ],
    ),
    (
        "another default value",
        |e| {
            e.bullet(
                SING,
                "mode",
                "`slow` (default), `quick`",
                "`slow`, `quick` (default)",
            );
        },
        &["POST /v1/mureka/choir/sing | default | mode"],
    ),
    (
        "another default number",
        |e| {
            e.bullet(SING, "tempo", "`90`", "`100`");
        },
        &["POST /v1/mureka/choir/sing | default | tempo"],
    ),
    (
        "another default flag",
        |e| {
            e.bullet(LIST, "mine", "`false`", "`true`");
        },
        &["GET /v1/mureka/choir | default | mine"],
    ),
    (
        "a default gone",
        |e| {
            e.bullet(SING, "async", " (default: `false`)", "");
        },
        &["POST /v1/mureka/choir/sing | default | async"],
    ),
    (
        "a value retired",
        |e| {
            e.bullet(SING, "mode", "`lively` and", "`lively`, `solemn` and")
                .bullet(SING, "mode", ", `solemn`. Note", ". Note");
        },
        &["POST /v1/mureka/choir/sing | retired | mode"],
    ),
    (
        "a retired value gone",
        |e| {
            e.bullet(
                SING,
                "mode",
                "`lively` and `grave` are retired, and redirect",
                "`lively` is retired, and redirects",
            );
        },
        &["POST /v1/mureka/choir/sing | retired | mode"],
    ),
    (
        "an exclusion gone",
        |e| {
            e.bullet(SING, "motif_id", "Cannot be used together with `key`.", "");
        },
        &["POST /v1/mureka/choir/sing | exclusion | key | may stand with motif_id"],
    ),
    (
        "a new exclusion",
        |e| {
            e.say(SING, "title", "Cannot be used together with `tempo`.");
        },
        &["POST /v1/mureka/choir/sing | exclusion | tempo | no longer together with title"],
    ),
    // Bodies.
    (
        "a media type gone",
        |e| {
            e.page(
                SING,
                "# Or as a form # Content-Type: multipart/form-data",
                "",
            );
        },
        &["POST /v1/mureka/choir/sing | content-type-removed | multipart/form-data"],
    ),
    (
        "another media type",
        |e| {
            e.page(SCORE, "Content-Type: audio/mpeg", "Content-Type: audio/wav");
        },
        &[
            "POST /v1/mureka/choir/score | content-type-added | audio/wav",
            "POST /v1/mureka/choir/score | content-type-removed | audio/mpeg",
            "POST /v1/mureka/choir/score | upload-formats | upload | new format wav",
        ],
    ),
    (
        "another request",
        |e| {
            e.page(SING, "\"Required words\"", "\"Words, please\"");
        },
        &["POST /v1/mureka/choir/sing | payload-changed | request payload"],
    ),
    (
        "a field more in a request",
        |e| {
            e.page(
                SING,
                "\"mode\": \"slow\" }",
                "\"mode\": \"slow\", \"choirs\": 2 }",
            );
        },
        &["POST /v1/mureka/choir/sing | payload-field | request payload | unknown field choirs"],
    ),
    // Statuses.
    (
        "a new status",
        |e| {
            e.beside_status(SING, 401, "**402** **402 Payment Required** ```json { \"error\": \"Nothing left\", \"code\": 402 } ```");
        },
        &["POST /v1/mureka/choir/sing | status-added | 402"],
    ),
    (
        "a new status without a payload",
        |e| {
            e.beside_status(SING, 401, "**403** **403 Forbidden** Not this one.");
        },
        &["POST /v1/mureka/choir/sing | status-added | 403"],
    ),
    (
        "a status gone",
        |e| {
            e.without_status(SCORE, 400);
        },
        &["POST /v1/mureka/choir/score | status-removed | 400"],
    ),
    (
        "another status",
        |e| {
            e.status(
                LOOK,
                404,
                "**404** **404 Not Found**",
                "**410** **410 Gone**",
            );
        },
        &[
            "GET /v1/mureka/choir/{piece_id} | status-added | 410",
            "GET /v1/mureka/choir/{piece_id} | status-removed | 404",
        ],
    ),
    // Payloads.
    (
        "a field less in a payload",
        |e| {
            e.status(
                LOOK,
                200,
                "\"owner\": { \"id\": 5, \"name\": \"Ada\" }",
                "\"owner\": { \"id\": 5 }",
            );
        },
        &["GET /v1/mureka/choir/{piece_id} | payload-changed | 200 payload"],
    ),
    (
        "a field more in a payload",
        |e| {
            e.status(LOOK, 200, "\"id\": 5,", "\"id\": 5, \"age\": 36,");
        },
        &[
            "GET /v1/mureka/choir/{piece_id} | payload-field | 200 payload | unknown field owner.age",
        ],
    ),
    (
        "a field more in a list",
        |e| {
            e.status(
                LIST,
                200,
                "\"title\": \"Dawn\"",
                "\"title\": \"Dawn\", \"likes\": 3",
            );
        },
        &["GET /v1/mureka/choir | payload-field | 200 payload | unknown field list[].likes"],
    ),
    (
        "another type of a value",
        |e| {
            e.status(LOOK, 200, "\"start\": 0", "\"start\": \"0\"");
        },
        &[
            "GET /v1/mureka/choir/{piece_id} | payload-invalid | 200 payload | not valid: lines[].start",
        ],
    ),
    (
        "another value",
        |e| {
            e.status(LOOK, 200, "\"end\": 900", "\"end\": 950");
        },
        &["GET /v1/mureka/choir/{piece_id} | payload-changed | 200 payload"],
    ),
    (
        "another error",
        |e| {
            e.status(LOOK, 404, "No such piece", "Piece not found");
        },
        &["GET /v1/mureka/choir/{piece_id} | payload-changed | 404 payload"],
    ),
    (
        "a second payload",
        |e| {
            e.status(
                LOOK,
                404,
                "```json",
                "```json { \"error\": \"It was taken away\" } ``` ```json",
            );
        },
        &["GET /v1/mureka/choir/{piece_id} | payload-changed | 404 payload"],
    ),
    (
        "a payload gone",
        |e| {
            e.status(
                SING,
                429,
                "```json { \"error\": \"No stand is free (6323)\" } ```",
                "",
            );
        },
        &["POST /v1/mureka/choir/sing | payload-removed | 429 payload"],
    ),
    // Models.
    (
        "a field more in a model",
        |e| {
            e.model(LOOK, "name: string", "name: string age: number");
        },
        &["GET /v1/mureka/choir/{piece_id} | model-field | model owner.age"],
    ),
    (
        "another type in a model",
        |e| {
            e.model(LOOK, "end: number", "end: string");
        },
        &["GET /v1/mureka/choir/{piece_id} | model-type | model lines[].end"],
    ),
    (
        "a list in a model",
        |e| {
            e.model(LOOK, "name: string", "name: string[]");
        },
        &["GET /v1/mureka/choir/{piece_id} | model-type | model owner.name"],
    ),
    // What is paced and kept.
    (
        "another spacing",
        |e| {
            e.status(SING, 429, "4 seconds", "6 seconds");
        },
        &["POST /v1/mureka/choir/sing | spacing | spacing"],
    ),
    (
        "another number of slots",
        |e| {
            e.status(SING, 429, "typically 6", "typically 8");
        },
        &["POST /v1/mureka/choir/sing | slots | slots"],
    ),
    (
        "another retention",
        |e| {
            e.page(LOOK, "5 days", "9 days");
        },
        &["GET /v1/mureka/choir/{piece_id} | retention | retention"],
    ),
    (
        "another size of uploads",
        |e| {
            e.page(SCORE, "60 MB", "90 MB");
        },
        &["POST /v1/mureka/choir/score | upload-size | upload size"],
    ),
    (
        "another code of errors",
        |e| {
            e.status(
                SING,
                596,
                "- `COOKIE_EXPIRED`",
                "- `ON_LEAVE` - For now - `COOKIE_EXPIRED`",
            );
        },
        &["POST /v1/mureka/choir/sing | error-code | 596 code | new ON_LEAVE"],
    ),
    (
        "a newer page",
        |e| {
            e.page(LIST, "May 4, 2026", "June 1, 2026");
        },
        &["GET /v1/mureka/choir | page-date | page"],
    ),
    // Several at once, and what changes nothing.
    (
        "two changes of two calls",
        |e| {
            e.bullet(SING, "words", "4000", "2500")
                .model(LOOK, "end: number", "end: string");
        },
        &[
            "GET /v1/mureka/choir/{piece_id} | model-type | model lines[].end",
            "POST /v1/mureka/choir/sing | limit | words",
        ],
    ),
    (
        "two changes of one parameter",
        |e| {
            e.bullet(SING, "mode", "`solemn`", "`solemn`, `wild` (default)")
                .bullet(SING, "mode", "`slow` (default)", "`slow`");
        },
        &[
            "POST /v1/mureka/choir/sing | default | mode",
            "POST /v1/mureka/choir/sing | value-added | mode",
        ],
    ),
    (
        "a payload and its model",
        |e| {
            e.model(LOOK, "name: string", "name: string age: number")
                .status(LOOK, 200, "\"id\": 5,", "\"id\": 5, \"age\": 36,");
        },
        &[
            "GET /v1/mureka/choir/{piece_id} | model-field | model owner.age",
            "GET /v1/mureka/choir/{piece_id} | payload-field | 200 payload | unknown field owner.age",
        ],
    ),
    (
        "other words",
        |e| {
            e.page(
                SING,
                "Two pieces come of one call.",
                "A call gives a pair of pieces.",
            )
            .bullet(SING, "words", "What is sung.", "The text, as it is sung.");
        },
        &[],
    ),
    (
        "other program code",
        |e| {
            e.code(
                SING,
                "{\"words\": \"…\"}",
                "{\"words\": \"…\", \"loud\": true}",
            );
        },
        &[],
    ),
    (
        "another comment in a model",
        |e| {
            e.model(SING, "// The job ", "// Which job it is ");
        },
        &[],
    ),
    (
        "other white space",
        |e| {
            e.text = e.text.replace(" ##### ", "  #####  ");
        },
        &[],
    ),
];
