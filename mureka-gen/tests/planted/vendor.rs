//! Changes of the pages of the current edition.

use super::Row;

const CREATE: &str = "post-mureka-music-create";
const ADVANCED: &str = "post-mureka-music-create-advanced";
const EXTEND: &str = "post-mureka-music-extend";
const SPEECH: &str = "post-mureka-speech";
const VOICE: &str = "post-mureka-speech-voice";
const TRACK: &str = "post-mureka-files";
const SONG: &str = "get-mureka-music-song_id";
const SONGS: &str = "get-mureka-music";
const VOCALS: &str = "get-mureka-music-vocals";
const JOB: &str = "get-mureka-jobs-jobid";
const JOBS: &str = "get-mureka-jobs";
const PROFILE: &str = "get-mureka-profile";
const DELETE: &str = "del-mureka-music-song_id";
const LYRICS: &str = "post-mureka-music-lyrics-generate";

/// Changes of the vendor's own pages. What is looked for are names, figures and data.
pub const USEAPI: &[Row] = &[
    ("nothing", |_| {}, &[]),
    (
        "a new page",
        |e| {
            e.copy(
                EXTEND,
                "post-mureka-music-edit",
                "music/extend",
                "music/edit",
            );
        },
        &["POST /v1/mureka/music/edit | endpoint-added | endpoint"],
    ),
    (
        "a page gone",
        |e| {
            e.without_page(DELETE);
        },
        &["DELETE /v1/mureka/music/{song_id} | endpoint-removed | endpoint"],
    ),
    (
        "another path",
        |e| {
            e.page(
                LYRICS,
                "/v1/mureka/music/lyrics-generate**",
                "/v1/mureka/music/lyrics**",
            );
        },
        &["POST /v1/mureka/music/lyrics-generate | endpoint-moved | endpoint"],
    ),
    (
        "a field gone",
        |e| {
            e.without(ADVANCED, "title");
        },
        &["POST /v1/mureka/music/create-advanced | parameter-removed | title"],
    ),
    (
        "a new field",
        |e| {
            e.beside(ADVANCED, "title", "`subtitle` is optional.");
        },
        &["POST /v1/mureka/music/create-advanced | parameter-added | subtitle"],
    ),
    (
        "a field renamed",
        |e| {
            e.bullet(ADVANCED, "title", "`title`", "`heading`");
        },
        &[
            "POST /v1/mureka/music/create-advanced | parameter-added | heading",
            "POST /v1/mureka/music/create-advanced | parameter-removed | title",
        ],
    ),
    (
        "a new parameter of a query",
        |e| {
            e.beside(VOCALS, "mine", "`mood` is optional.");
        },
        &["GET /v1/mureka/music/vocals | parameter-added | mood"],
    ),
    (
        "a parameter of a query gone",
        |e| {
            e.without(VOCALS, "mine");
        },
        &["GET /v1/mureka/music/vocals | parameter-removed | mine"],
    ),
    (
        "now required",
        |e| {
            e.bullet(CREATE, "prompt", "optional", "**required**");
        },
        &["POST /v1/mureka/music/create | parameter-required | prompt"],
    ),
    (
        "no longer required",
        |e| {
            e.bullet(EXTEND, "lyrics", "required", "optional");
        },
        &["POST /v1/mureka/music/extend | parameter-optional | lyrics"],
    ),
    (
        "another maximum length",
        |e| {
            e.bullet(CREATE, "prompt", "3000", "4000");
        },
        &["POST /v1/mureka/music/create | limit | prompt"],
    ),
    (
        "another maximum length of lyrics",
        |e| {
            e.bullet(ADVANCED, "lyrics", "5000", "6000");
        },
        &["POST /v1/mureka/music/create-advanced | limit | lyrics"],
    ),
    (
        "another maximum length of a title",
        |e| {
            e.bullet(SPEECH, "title", "500", "400");
        },
        &["POST /v1/mureka/speech | limit | title"],
    ),
    (
        "a new model",
        |e| {
            e.bullet(CREATE, "model", "`V8`", "`V8`, `V8.5`");
        },
        &["POST /v1/mureka/music/create | value-added | model"],
    ),
    (
        "a model gone",
        |e| {
            e.bullet(CREATE, "model", ", `O2`", "");
        },
        &["POST /v1/mureka/music/create | value-removed | model"],
    ),
    (
        "a new default model",
        |e| {
            e.bullet(
                CREATE,
                "model",
                "`V9` (default), `V8`",
                "`V9`, `V8` (default)",
            );
        },
        &["POST /v1/mureka/music/create | default | model"],
    ),
    (
        "a new model that is the default",
        |e| {
            e.bullet(
                ADVANCED,
                "model",
                "`V9` (default)",
                "`V9.5` (default), `V9`",
            );
        },
        &[
            "POST /v1/mureka/music/create-advanced | value-added | model",
            "POST /v1/mureka/music/create-advanced | default | model",
        ],
    ),
    (
        "another default flag",
        |e| {
            e.bullet(CREATE, "async", "`false`", "`true`");
        },
        &["POST /v1/mureka/music/create | default | async"],
    ),
    (
        "another length",
        |e| {
            e.bullet(VOICE, "title", "1-50", "1-80");
        },
        &["POST /v1/mureka/speech/voice | limit | title"],
    ),
    (
        "a new language",
        |e| {
            e.bullet(VOICE, "lang", "`en`", "`pl`, `en`");
        },
        &["POST /v1/mureka/speech/voice | value-added | lang"],
    ),
    (
        "a media type gone",
        |e| {
            e.page(CREATE, "# Content-Type: multipart/form-data", "")
                .page(CREATE, "multipart/form-data", "");
        },
        &["POST /v1/mureka/music/create | content-type-removed | multipart/form-data"],
    ),
    (
        "another request",
        |e| {
            e.page(EXTEND, "\"song_id\": 123456789", "\"song_id\": 987654321");
        },
        &["POST /v1/mureka/music/extend | payload-changed | request payload"],
    ),
    (
        "a new status",
        |e| {
            e.beside_status(
                CREATE,
                401,
                "**402** **402 Payment Required** ```json { \"error\": \"x\", \"code\": 402 } ```",
            );
        },
        &["POST /v1/mureka/music/create | status-added | 402"],
    ),
    (
        "a status gone",
        |e| {
            e.without_status(PROFILE, 596);
        },
        &["GET /v1/mureka/profile | status-removed | 596"],
    ),
    (
        "a field less in a payload",
        |e| {
            e.status(CREATE, 200, "\"recall\": true, ", "");
        },
        &["POST /v1/mureka/music/create | payload-changed | 200 payload"],
    ),
    (
        "a field more in a payload",
        |e| {
            e.status(
                CREATE,
                200,
                "\"recall\": true,",
                "\"recall\": true, \"bpm\": 120,",
            );
        },
        &["POST /v1/mureka/music/create | payload-field | 200 payload | unknown field songs[].bpm"],
    ),
    (
        "another type of a value",
        |e| {
            e.status(
                CREATE,
                200,
                "\"duration_milliseconds\": 234567",
                "\"duration_milliseconds\": \"3:54\"",
            );
        },
        &[
            "POST /v1/mureka/music/create | payload-invalid | 200 payload | not valid: songs[].duration_milliseconds",
        ],
    ),
    (
        "an id as a number",
        |e| {
            e.status(
                CREATE,
                200,
                "\"song_id\": \"user:777-mureka:123456789-song:33445566\"",
                "\"song_id\": 33445566",
            );
        },
        &["POST /v1/mureka/music/create | payload-changed | 200 payload"],
    ),
    (
        "another value",
        |e| {
            e.status(VOCALS, 200, "\"gender\": 2", "\"gender\": 1");
        },
        &["GET /v1/mureka/music/vocals | payload-changed | 200 payload"],
    ),
    (
        "a field more, deep inside",
        |e| {
            e.status(
                JOBS,
                200,
                "\"elapsed\": \"00:24\"",
                "\"elapsed\": \"00:24\", \"queue\": 1",
            );
        },
        &[
            "GET /v1/mureka/jobs | payload-field | 200 payload | unknown field accounts.12345678901234.jobs[].queue",
        ],
    ),
    (
        "another error",
        |e| {
            e.status(
                JOB,
                404,
                "\"error\": \"Job not found\"",
                "\"error\": \"Job is gone\"",
            );
        },
        &["GET /v1/mureka/jobs/{jobid} | payload-changed | 404 payload"],
    ),
    (
        "a shared error",
        |e| {
            e.status(
                SONGS,
                401,
                "\"error\": \"Unauthorized\"",
                "\"error\": \"Not authorized\"",
            );
        },
        &["GET /v1/mureka/music | payload-changed | 401 payload"],
    ),
    (
        "a payload gone",
        |e| {
            e.status(
                CREATE,
                429,
                "```json { \"error\": \"Generate multiple task exceed limit. (6323)\" } ```",
                "",
            );
        },
        &["POST /v1/mureka/music/create | payload-removed | 429 payload"],
    ),
    (
        "a field more in a model",
        |e| {
            e.model(
                SONG,
                "seg_type: number",
                "seg_type: number loudness: number",
            );
        },
        &["GET /v1/mureka/music/{song_id} | model-field | model song.lyrics[].loudness"],
    ),
    (
        "another type in a model",
        |e| {
            e.model(CREATE, "version: string", "version: number");
        },
        &["POST /v1/mureka/music/create | model-type | model 200 songs[].version"],
    ),
    (
        "a new verb in a model",
        |e| {
            e.model(JOBS, "'music/extend'", "'music/extend' | 'music/edit'");
        },
        &[
            "GET /v1/mureka/jobs | model-value | model accounts{}.jobs[].verb | unknown value music/edit",
        ],
    ),
    (
        "another spacing",
        |e| {
            e.status(CREATE, 429, "3 seconds", "5 seconds");
        },
        &["POST /v1/mureka/music/create | spacing | spacing"],
    ),
    (
        "other slots",
        |e| {
            e.status(CREATE, 429, "typically 10", "typically 12");
        },
        &[
            "POST /v1/mureka/music/create | slots | slots",
            // The opening still says the old figure.
            "post-mureka-music-create | unread | slots",
        ],
    ),
    (
        "another retention",
        |e| {
            e.everywhere(JOB, "7 days", "14 days");
        },
        &["GET /v1/mureka/jobs/{jobid} | retention | retention"],
    ),
    (
        "another size of uploads",
        |e| {
            e.page(TRACK, "5GB", "8GB");
        },
        &["POST /v1/mureka/files | upload-size | upload size"],
    ),
    (
        "another code of errors",
        |e| {
            e.status(
                CREATE,
                596,
                "- `COOKIE_EXPIRED`",
                "- `ACCOUNT_PAUSED` - x - `COOKIE_EXPIRED`",
            );
        },
        &["POST /v1/mureka/music/create | error-code | 596 code"],
    ),
    (
        "a code of errors gone",
        |e| {
            e.status(CREATE, 596, "`COOKIE_EXPIRED`", "It");
        },
        &["POST /v1/mureka/music/create | error-code | 596 code"],
    ),
    (
        "a newer page",
        |e| {
            e.page(CREATE, "(April 4, 2026)", "(August 14, 2026)");
        },
        &["POST /v1/mureka/music/create | page-date | page"],
    ),
    (
        "two changes of two calls",
        |e| {
            e.bullet(CREATE, "prompt", "3000", "4000").model(
                SONG,
                "seg_type: number",
                "seg_type: string",
            );
        },
        &[
            "POST /v1/mureka/music/create | limit | prompt",
            "GET /v1/mureka/music/{song_id} | model-type | model song.lyrics[].seg_type",
        ],
    ),
    (
        "other program code",
        |e| {
            e.code(CREATE, "\"prompt\"", "\"promptly\"");
        },
        &[],
    ),
    (
        "other white space",
        |e| {
            e.text = e.text.replace(" ##### ", "   #####   ");
        },
        &[],
    ),
];
