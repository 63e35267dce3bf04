//! Documents with one thing wrong, and the rule that must say so: the whole, its operations, its examples.

/// What is replaced by what in the small document, and the rule.
pub const CALLS: &[(&str, &str, &str)] = &[
    // The document as a whole.
    ("openapi: 3.0.3", "openapi: 3.1.0", "unsupported-version"),
    ("openapi: 3.0.3", "openapi: 2", "unsupported-version"),
    ("openapi: 3.0.3", "swagger: '2.0'", "not-openapi"),
    (
        "info: {title: Small API, version: '1'}",
        "info: {title: Small API}",
        "invalid-openapi",
    ),
    (
        "info: {title: Small API, version: '1'}",
        "info: &a {title: Small API, version: '1'}\nx: *a",
        "alias",
    ),
    ("tags:\n", "tags: []\ntags:\n", "duplicate-key"),
    ("paths:\n", "paths: {\n", "not-yaml"),
    // References.
    ("schemas/SongPage'}", "schemas/SongPag'}", "unresolved-ref"),
    (
        "schemas/SongPage'}",
        "schemas/SongPage', description: x}",
        "ref-with-siblings",
    ),
    (
        "{$ref: '#/components/schemas/SongPage'}",
        "{$ref: 'other.yaml#/X'}",
        "external-ref",
    ),
    (
        "{$ref: '#/components/schemas/SongPage'}",
        "{$ref: 5}",
        "invalid-ref",
    ),
    (
        "    ApiError:\n",
        "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    ApiError:\n",
        "circular-ref",
    ),
    // Operations.
    (
        "      operationId: list_songs\n",
        "",
        "missing-operation-id",
    ),
    (
        "operationId: list_songs",
        "operationId: listSongs",
        "invalid-operation-id",
    ),
    (
        "operationId: list_songs",
        "operationId: create_song",
        "duplicate-operation-id",
    ),
    (
        "x-mureka-method: list",
        "x-mureka-method: create",
        "duplicate-method",
    ),
    (
        "x-mureka-method: list",
        "x-mureka-method: type",
        "invalid-extension",
    ),
    ("      x-mureka-cost: paid\n", "", "invalid-extension"),
    (
        "x-mureka-cost: paid\n      x-mureka-repeat: unsafe",
        "x-mureka-cost: paid\n      x-mureka-repeat: safe",
        "invalid-extension",
    ),
    (
        "x-mureka-cost: paid",
        "x-mureka-cost: cheap",
        "invalid-extension",
    ),
    (
        "x-mureka-page-date: \"2026-04-04\"",
        "x-mureka-page-date: April",
        "invalid-extension",
    ),
    (
        "x-mureka-cost: paid",
        "x-mureka-costs: paid\n      x-mureka-cost: paid",
        "unknown-extension",
    ),
    (
        "x-mureka-slots: 10",
        "x-mureka-slots: 0",
        "invalid-extension",
    ),
    (
        "x-mureka-slots: 10",
        "x-mureka-slots: true",
        "invalid-extension",
    ),
    (
        "x-mureka-slots: 10",
        "x-mureka-slots: 1001",
        "invalid-extension",
    ),
    (
        "x-mureka-slots: 10",
        "x-mureka-slot: true",
        "unknown-extension",
    ),
    (
        "x-mureka-retention: 604800",
        "x-mureka-retention: 0",
        "invalid-extension",
    ),
    (
        "x-mureka-retention: 604800",
        "x-mureka-retention: 7 days",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: [], bytes: 1000}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: [mp4]}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: [mp3, mp3]}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: mp3}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {bytes: 1000}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: [mp3], bytes: 0}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: [mp3], bytes: 1 GB}",
        "invalid-extension",
    ),
    (
        "x-mureka-upload: {formats: [mp3], bytes: 1000}",
        "x-mureka-upload: {formats: [mp3], size: 1000}",
        "invalid-extension",
    ),
    (
        "x-mureka-slots: 10",
        "x-mureka-upload: {formats: [mp3]}",
        "invalid-extension",
    ),
    ("poll: get_job", "poll: get_jobs", "unknown-operation"),
    (
        "{parameter: last_id, field",
        "{parameter: last, field",
        "unknown-cursor",
    ),
    (
        "last_id, field: last_id, more",
        "last_id, field: list, more",
        "unsupported-cursor",
    ),
    (
        "more: more, items",
        "more: last_id, items",
        "unsupported-cursor",
    ),
    (
        "more: more, items: list",
        "items: last_id",
        "unsupported-cursor",
    ),
    (
        "more: more, items: list",
        "items: more",
        "unsupported-cursor",
    ),
    (
        "{parameter: last_id, field",
        "{parameter: mine, field",
        "unsupported-cursor",
    ),
    (
        "/songs/:\n    get:",
        "/songs/:\n    put:",
        "unsupported-cursor",
    ),
    (
        "x-mureka-cursor: {",
        "x-mureka-job: {poll: get_job, id: last_id}\n      x-mureka-cursor: {",
        "unsupported-cursor",
    ),
    (
        "'200':\n          description: A page.",
        "'204': {description: None.}\n        '200':\n          description: A page.",
        "unsupported-cursor",
    ),
    (
        "{parameter: last_id, field",
        "{parameters: last_id, field",
        "invalid-extension",
    ),
    (
        "tags: [songs]\n      summary: List",
        "tags: [songs, jobs]\n      summary: List",
        "one-tag",
    ),
    (
        "tags: [songs]\n      summary: List",
        "tags: [song]\n      summary: List",
        "unknown-tag",
    ),
    ("      summary: List songs\n", "", "missing-text"),
    (
        "      externalDocs: {url: 'https://example.com/list'}\n",
        "",
        "missing-text",
    ),
    // Parameters and paths.
    (
        "- {name: last_id, in: query,",
        "- {name: lastId, in: query, schema: {type: string}}\n        - {name: last_id, in: query,",
        "parameter-collision",
    ),
    (
        "- {name: last_id, in: query,",
        "- {name: X-Key, in: header, schema: {type: string}}\n        - {name: last_id, in: query,",
        "unsupported-parameter",
    ),
    (
        "- {name: last_id, in: query,",
        "- {name: last_id, in: query, style: form,",
        "unsupported-parameter",
    ),
    (
        "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}",
        "- {name: last_id, in: query, schema: {type: string, enum: [a]}}",
        "inline-enum",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/{id}/audio",
        "undeclared-path-parameter",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/audio",
        "unused-path-parameter",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/x{song_id}/audio",
        "invalid-path",
    ),
    // Bodies.
    (
        "audio/mpeg: {schema: {type: string, format: binary}}",
        "text/xml: {schema: {type: string}}",
        "unsupported-body",
    ),
    (
        "audio/mpeg: {schema: {type: string, format: binary}}",
        "'*/*': {schema: {type: string, format: binary}}",
        "unsupported-body",
    ),
    (
        "audio/mpeg: {schema: {type: string, format: binary}}",
        "multipart/form-data: {schema: {$ref: '#/components/schemas/CreateSong'}}",
        "unsupported-body",
    ),
    (
        "schema: {$ref: '#/components/schemas/CreateSong'}",
        "schema: {type: object, properties: {a: {type: string}}}",
        "inline-object",
    ),
    (
        "schema: {$ref: '#/components/schemas/CreateSong'}",
        "schema: {$ref: '#/components/schemas/Song'}",
        "open-in-request",
    ),
    // Answers.
    (
        "'400': {$ref: '#/components/responses/BadRequest'}\n  /songs/{song_id}",
        "default: {$ref: '#/components/responses/BadRequest'}\n  /songs/{song_id}",
        "unsupported-status",
    ),
    (
        "'204': {description: Taken.}",
        "'302': {description: Elsewhere.}",
        "unsupported-status",
    ),
    (
        "'204': {description: Taken.}",
        "'400': {description: Wrong.}",
        "no-success",
    ),
    (
        "'204': {description: Taken.}",
        "'200': {description: Audio., content: {audio/mpeg: {schema: {type: string, format: binary}}}}",
        "unsupported-response",
    ),
    (
        "'204': {description: Taken.}",
        "'200': {description: Strict., content: {application/json: {schema: {$ref: '#/components/schemas/CreateSong'}}}}",
        "strict-in-response",
    ),
    (
        "'204': {description: Taken.}",
        "'200': {description: Text., content: {application/json: {schema: {$ref: '#/components/schemas/Model'}}}}",
        "unsupported-response",
    ),
    // Examples.
    (
        "{value: {prompt: Silly, model: V9}}",
        "{value: {prompt: Silly, model: V10}}",
        "invalid-example",
    ),
    (
        "{value: {prompt: Silly, model: V9}}",
        "{value: {prompt: Silly, title: a, ref_id: 1}}",
        "invalid-example",
    ),
    (
        "{value: {prompt: Silly, model: V9}}",
        "{value: {model: V9}}",
        "invalid-example",
    ),
    (
        "{value: {list: [{id: 1, title: One}]",
        "{value: {list: [{id: [], title: One}]",
        "invalid-example",
    ),
];
