//! Changes of pages made of tables: of an invented one, and of the vendor's.

use super::Row;

const WEAVE: &str = "Weave Cloth";
const QUERY: &str = "Query Cloth";

/// Changes of the invented page.
pub const TABLES: &[Row] = &[
    (
        "a row gone",
        |e| {
            e.table(
                WEAVE,
                "| soft | boolean | No | Whether it is washed at the end |\n",
                "",
            );
        },
        &["POST /cloth/weave | parameter-removed | soft"],
    ),
    (
        "a new row",
        |e| {
            e.table(
                WEAVE,
                "| soft |",
                "| loose | boolean | No | Whether it is loose |\n| soft |",
            );
        },
        &["POST /cloth/weave | parameter-added | loose"],
    ),
    (
        "now required",
        |e| {
            e.table(WEAVE, "| pattern | string | No", "| pattern | string | Yes");
        },
        &["POST /cloth/weave | parameter-required | pattern"],
    ),
    (
        "no longer required",
        |e| {
            e.table(WEAVE, "| thread | string | Yes", "| thread | string | No");
        },
        &["POST /cloth/weave | parameter-optional | thread"],
    ),
    (
        "another type",
        |e| {
            e.table(WEAVE, "| soft | boolean", "| soft | int");
        },
        &["POST /cloth/weave | parameter-retyped | soft"],
    ),
    (
        "another limit",
        |e| {
            e.table(WEAVE, "maximum 200", "maximum 300");
        },
        &["POST /cloth/weave | limit | thread"],
    ),
    (
        "another greatest value",
        |e| {
            e.table(WEAVE, "maximum 40", "maximum 44");
        },
        &["POST /cloth/weave | limit | rows"],
    ),
    (
        "another default",
        |e| {
            e.table(WEAVE, "default is 8", "default is 9");
        },
        &["POST /cloth/weave | default | rows"],
    ),
    (
        "a new value",
        |e| {
            e.table(WEAVE, "twill, satin", "twill, satin, gauze");
        },
        &["POST /cloth/weave | value-added | pattern"],
    ),
    (
        "a value gone",
        |e| {
            e.table(WEAVE, "plain, twill", "plain");
        },
        &["POST /cloth/weave | value-removed | pattern"],
    ),
    (
        "another request",
        |e| {
            e.table(WEAVE, "red wool", "blue wool");
        },
        &["POST /cloth/weave | payload-changed | request payload"],
    ),
    (
        "a field more in a request",
        |e| {
            e.table(WEAVE, "\"rows\": 4\n", "\"rows\": 4,\n\"fringe\": 1\n");
        },
        &["POST /cloth/weave | payload-field | request payload | unknown field fringe"],
    ),
    (
        "a field more in an answer",
        |e| {
            e.table(QUERY, "\"id\": \"77\",", "\"id\": \"77\",\n\"price\": 3,");
        },
        &[
            "GET /cloth/query/{task_id} | payload-field | 200 payload | unknown field data.choices[].price",
        ],
    ),
    (
        "another type in an answer",
        |e| {
            e.table(QUERY, "\"length\": 12", "\"length\": \"12\"");
        },
        &[
            "GET /cloth/query/{task_id} | payload-invalid | 200 payload | not valid: data.choices[].rows[].length",
        ],
    ),
    (
        "a new row of an answer",
        |e| {
            e.table(
                QUERY,
                "| choices.url |",
                "| choices.weight | integer | How heavy it is. |\n| choices.url |",
            );
        },
        &["GET /cloth/query/{task_id} | model-field | model 200 data.choices[].weight"],
    ),
    (
        "another type of a row",
        |e| {
            e.table(
                QUERY,
                "| choices.rows.length | integer",
                "| choices.rows.length | string",
            );
        },
        &["GET /cloth/query/{task_id} | model-type | model 200 data.choices[].rows[].length"],
    ),
    (
        "another address",
        |e| {
            e.table(WEAVE, "/mureka/cloth/weave\n", "/mureka/cloth/knit\n");
        },
        &[
            "POST /cloth/knit | endpoint-added | endpoint",
            "POST /cloth/weave | endpoint-removed | endpoint",
        ],
    ),
    (
        "another method",
        |e| {
            e.table(WEAVE, "POST\n", "PUT\n");
        },
        &[
            "PUT /cloth/weave | endpoint-added | endpoint",
            "POST /cloth/weave | endpoint-removed | endpoint",
        ],
    ),
];

/// Changes of the other vendor's page.
pub const CLOUDSWAY: &[Row] = &[
    ("nothing", |_| {}, &[]),
    (
        "a row gone",
        |e| {
            e.table("Extend Songs", "| upload_audio_id |", "| upload audio |");
        },
        &["POST /song/extend | parameter-removed | upload_audio_id"],
    ),
    (
        "now required",
        |e| {
            e.table(
                "Generate Songs",
                "| prompt | string | No",
                "| prompt | string | Yes",
            );
        },
        &["POST /song/generate | parameter-required | prompt"],
    ),
    (
        "another limit",
        |e| {
            e.table("Generate Songs", "1024", "2048");
        },
        &["POST /song/generate | limit | prompt"],
    ),
    (
        "another greatest number",
        |e| {
            e.table("Generate Songs", "maximum 3", "maximum 4");
        },
        &["POST /song/generate | limit | n"],
    ),
    (
        "another default",
        |e| {
            e.table("Generate Songs", "default is 2", "default is 1");
        },
        &["POST /song/generate | default | n"],
    ),
    (
        "another range",
        |e| {
            e.table("Extend Songs", "[8000, 420000]", "[8000, 480000]");
        },
        &["POST /song/extend | limit | extend_at"],
    ),
    (
        "another type",
        |e| {
            e.table("Generate Songs", "| stream | boolean", "| stream | string");
        },
        &["POST /song/generate | parameter-retyped | stream"],
    ),
    (
        "a new value",
        |e| {
            e.table("Upload Files", "vocal, melody,", "vocal, hum, melody,");
        },
        &["POST /files/upload | value-added | purpose"],
    ),
    (
        "a field more in an answer",
        |e| {
            e.table(
                "Query Task (Song)",
                "\"duration\": 41540,",
                "\"duration\": 41540,\n\"bpm\": 90,",
            );
        },
        &[
            "GET /song/query/{task_id} | payload-field | 200 payload | unknown field data.choices[].bpm",
        ],
    ),
];
