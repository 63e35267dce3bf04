//! Documents with one thing wrong, and the rule that must say so: what would be
//! ignored, or would be code that does not compile.

/// What is replaced by what in the small document, and the rule.
pub const CALLS_TOO: &[(&str, &str, &str)] = &[
    // Texts and names.
    (
        "description: Songs.",
        "description: 'See [Songs].'",
        "prose",
    ),
    (
        "description: Takes a while.",
        "description: \"So:\\n\\n```json\\n{}\\n```\"",
        "prose",
    ),
    (
        "description: Takes a while.",
        "description: \"So:\\n\\n    let it = run();\"",
        "prose",
    ),
    (
        "description: Takes a while.",
        "description: 'A `backtick.'",
        "prose",
    ),
    (
        "description: Takes a while.",
        "description: 'A <b>tag</b>.'",
        "prose",
    ),
    (
        "description: Takes a while.",
        "description: 'At https://example.com.'",
        "prose",
    ),
    (
        "description: Takes a while.",
        "description: \"A\\rB\"",
        "control-character",
    ),
    (
        "summary: List songs",
        "summary: \"List\\nsongs\"",
        "control-character",
    ),
    (
        "enum: [V9, V7.6]",
        "enum: [V9, \"V7\\u202E\"]",
        "control-character",
    ),
    (
        "title: {type: string}\n",
        "\"ti\\ntle\": {type: string}\n",
        "control-character",
    ),
    (
        "{property: jobType,",
        "{property: \"job\\nType\",",
        "control-character",
    ),
    (
        "url: 'https://example.com/list'",
        "url: 'https://example.com/list (old)'",
        "invalid-url",
    ),
    // Resources.
    ("- {name: jobs,", "- {name: Jobs,", "resource-name"),
    ("- {name: jobs,", "- {name: raw,", "resource-name"),
    ("- {name: jobs,", "- {name: match,", "resource-name"),
    ("- {name: jobs,", "- {name: client,", "resource-name"),
    ("- {name: jobs,", "- {name: songs,", "resource-name"),
    // More of operations.
    (
        "x-mureka-method: list",
        "x-mureka-method: super",
        "invalid-extension",
    ),
    (
        "x-mureka-method: list",
        "x-mureka-method: new",
        "invalid-extension",
    ),
    (
        "x-mureka-cost: paid",
        "x-mureka-union: {}\n      x-mureka-cost: paid",
        "misplaced-extension",
    ),
    (
        "last_id: {$ref: '#/components/schemas/Id'}",
        "last_id: {type: string, nullable: true, x-mureka-json-string: '#/components/schemas/Song'}",
        "misplaced-extension",
    ),
    (
        "poll: get_job, id: jobid}",
        "poll: get_job, id: job.id}",
        "unknown-field",
    ),
    // A way through a text, and one through a list.
    (
        "poll: get_job, id: jobid}",
        "poll: get_job, id: jobid.id}",
        "unknown-field",
    ),
    (
        "field: last_id, more: more",
        "field: list.id, more: more",
        "unknown-field",
    ),
    (
        "field: last_id, more: more",
        "field: last_id, more: mor",
        "unknown-field",
    ),
    ("    get:\n", "    head:\n", "unsupported-operation"),
    (
        "    get:\n",
        "    servers: [{url: 'https://b.example'}]\n    get:\n",
        "unsupported-operation",
    ),
    (
        "operationId: list_songs",
        "operationId: list_songs\n      servers: [{url: 'https://b.example'}]",
        "unsupported-operation",
    ),
    (
        "operationId: list_songs",
        "operationId: option",
        "type-name",
    ),
    // More of parameters and paths.
    (
        "- {name: last_id, in: query,",
        "- {name: '1st', in: query, schema: {type: string}}\n        - {name: last_id, in: query,",
        "no-name",
    ),
    (
        "- {name: last_id, in: query,",
        "- {name: last_id, in: query, explode: false,",
        "unsupported-parameter",
    ),
    (
        "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}",
        "- {name: last_id, in: query, schema: {type: string, format: password}}",
        "secret-in-url",
    ),
    (
        "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}",
        "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/CreateSong'}}",
        "unsupported-parameter",
    ),
    (
        "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}",
        "- {name: last_id, in: query, schema: {}}",
        "unsupported-parameter",
    ),
    (
        "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}",
        "- {name: last_id, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}",
        "unsupported-parameter",
    ),
    (
        "- {name: song_id, in: path, required: true, schema: {$ref: '#/components/schemas/GivenId'}}",
        "- {name: song_id, in: path, required: true, schema: {type: array, items: {type: string}}}",
        "unsupported-parameter",
    ),
    (
        "- {name: song_id, in: path, required: true,",
        "- {name: song_id, in: path,",
        "unsupported-parameter",
    ),
    (
        "- {name: last_id, in: query,",
        "- {$ref: '#/components/schemas/Id'}\n        - {name: last_id, in: query,",
        "wrong-ref",
    ),
    (
        "  /jobs/{jobid}:\n",
        "  /songs/{id}/audio: {}\n  /jobs/{jobid}:\n",
        "duplicate-path",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/{song_id}/../audio",
        "invalid-path",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/{song_id}//audio",
        "invalid-path",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/{song_id}/audio?x=1",
        "invalid-path",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/{song_id}/{song_id}",
        "invalid-path",
    ),
    (
        "/songs/{song_id}/audio",
        "/songs/{song_id}/ü",
        "invalid-path",
    ),
    // More of bodies.
    (
        "      x-mureka-cursor:",
        "      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/CreateSong'}}}}\n      x-mureka-cursor:",
        "unsupported-body",
    ),
    (
        "audio/mpeg: {schema: {type: string, format: binary}}",
        "'audio/mpeg, x': {schema: {type: string, format: binary}}",
        "unsupported-body",
    ),
    (
        "application/json:\n            schema: {$ref: '#/components/schemas/CreateSong'}",
        "multipart/form-data:\n            schema: {$ref: '#/components/schemas/Song'}",
        "open-in-request",
    ),
    (
        "audio/mpeg: {schema: {type: string, format: binary}}",
        "multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}",
        "unresolved-ref",
    ),
    // More of answers.
    (
        "'400': {$ref: '#/components/responses/BadRequest'}\n  /songs/{song_id}",
        "'400': {$ref: '#/components/schemas/ApiError'}\n  /songs/{song_id}",
        "wrong-ref",
    ),
    (
        "'400': {$ref: '#/components/responses/BadRequest'}\n  /songs/{song_id}",
        "4xx: {$ref: '#/components/responses/BadRequest'}\n  /songs/{song_id}",
        "unsupported-status",
    ),
    (
        "    ApiError:\n      type: object\n",
        "    ApiError:\n      x-mureka-accepted-if: {error: 0}\n      type: object\n",
        "misplaced-extension",
    ),
    (
        "    SongPage:\n      type: object\n",
        "    SongPage:\n      x-mureka-accepted-if: {more: 0}\n      type: object\n",
        "invalid-extension",
    ),
];
