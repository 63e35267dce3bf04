//! Documents with one thing wrong, and the rule that must say so: its schemas.

/// What is replaced by what in the small document, and the rule.
pub const SCHEMAS: &[(&str, &str, &str)] = &[
    // Schemas.
    (
        "more: {type: boolean, nullable: true}",
        "more: {type: boolean}",
        "not-nullable-in-response",
    ),
    (
        "    SongPage:\n      type: object\n      nullable: true\n      additionalProperties: true\n",
        "    SongPage:\n      type: object\n      nullable: true\n      additionalProperties: true\n      required: [more]\n",
        "required-in-response",
    ),
    (
        "    SongPage:\n      type: object\n      nullable: true\n      additionalProperties: true\n",
        "    SongPage:\n      type: object\n      nullable: true\n",
        "additional-properties",
    ),
    (
        "required: [prompt]",
        "required: [promt]",
        "unknown-required",
    ),
    (
        "not: {required: [title, ref_id]}",
        "not: {required: [titel, ref_id]}",
        "unknown-required",
    ),
    (
        "not: {required: [title, ref_id]}",
        "not: {minProperties: 2}",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, minWords: 3}\n",
        "unknown-keyword",
    ),
    (
        "title: {type: string}\n",
        "title: {type: text}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, enum: [a, b]}\n",
        "inline-enum",
    ),
    (
        "title: {type: string}\n",
        "title: {type: object, properties: {a: {type: string}}}\n",
        "inline-object",
    ),
    (
        "title: {type: string}\n",
        "title: {oneOf: [{type: string}, {type: integer}]}\n",
        "inline-union",
    ),
    (
        "title: {type: string}\n",
        "title: {type: array}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: object, additionalProperties: {type: string}}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string}\n        Title: {type: string}\n",
        "name-collision",
    ),
    (
        "title: {type: string, nullable: true}",
        "extra: {type: string, nullable: true}",
        "name-collision",
    ),
    (
        "title: {type: string, nullable: true}",
        "'123': {type: string, nullable: true}",
        "no-name",
    ),
    ("enum: [V9, V7.6]", "enum: [V7.6, V7_6]", "name-collision"),
    ("enum: [V9, V7.6]", "enum: [V9, 7]", "invalid-enum"),
    ("enum: [V9, V7.6]", "enum: []", "invalid-enum"),
    (
        "mapping: {music: '#/components/schemas/MusicJob'}}",
        "mapping: {}}",
        "incomplete-union",
    ),
    (
        "mapping: {music: '#/components/schemas/MusicJob'}}",
        "mapping: {music: '#/components/schemas/Song'}}",
        "unresolved-ref",
    ),
    (
        "      x-mureka-union: {property: jobType, mapping: {music: '#/components/schemas/MusicJob'}}\n",
        "",
        "ambiguous-union",
    ),
    (
        "    Id:\n      oneOf: [{type: integer, format: int64}, {type: string, nullable: true}]",
        "    Id:\n      oneOf: [{$ref: '#/components/schemas/Song'}, {$ref: '#/components/schemas/SongPage'}]",
        "ambiguous-union",
    ),
    (
        "song: {$ref: '#/components/schemas/Song'}",
        "song: {$ref: '#/components/schemas/MusicJob'}",
        "recursive-schema",
    ),
    (
        "    ApiError:\n",
        "    Loop: {type: array, items: {$ref: '#/components/schemas/Loop'}}\n    ApiError:\n",
        "recursive-schema",
    ),
    (
        "    ApiError:\n",
        "    api-problem: {type: string}\n    ApiError:\n",
        "type-name",
    ),
    (
        "    ApiError:\n",
        "    Option: {type: string}\n    ApiError:\n",
        "type-name",
    ),
    (
        "    ApiError:\n",
        "    ListSongs: {type: string}\n    ApiError:\n",
        "type-collision",
    ),
    (
        "    ApiError:\n",
        "    CreateSongResponse: {type: string}\n    ApiError:\n",
        "type-collision",
    ),
    // More of schemas: what would be dropped without a word.
    (
        "title: {type: string}\n",
        "title: {enum: [a, b]}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {properties: {a: {type: string}}}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: integer, enum: [1, 2]}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: [string, integer]}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {allOf: [{$ref: '#/components/schemas/GivenId'}], maxLength: 5}\n",
        "unsupported-schema",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, nullable: true}\n",
        "nullable-in-request",
    ),
    (
        "title: {type: string}\n",
        "title: {type: array, items: {type: string, nullable: true}}\n",
        "nullable-in-request",
    ),
    (
        "title: {type: string}\n",
        "title: {$ref: '#/components/schemas/Id/oneOf/0'}\n",
        "unsupported-schema",
    ),
    // References under names that are words of OpenAPI elsewhere.
    (
        "title: {type: string}\n",
        "properties: {$ref: '#/components/schemas/Nothing'}\n",
        "unresolved-ref",
    ),
    (
        "title: {type: string}\n",
        "example: {$ref: '#/components/schemas/Nothing'}\n",
        "unresolved-ref",
    ),
    (
        "title: {type: string}\n",
        "x-title: {$ref: '#/components/schemas/Nothing'}\n",
        "unresolved-ref",
    ),
    (
        "title: {type: string}\n",
        "value: {type: string, x-mureka-cots: free}\n",
        "unknown-extension",
    ),
    // Names.
    (
        "title: {type: string}\n",
        "type: {type: string}\n        type_: {type: string}\n",
        "name-collision",
    ),
    (
        "title: {type: string}\n",
        "accountId: {type: string}\n        account_id: {type: string}\n",
        "name-collision",
    ),
    ("enum: [V9, V7.6]", "enum: [self, Self_]", "name-collision"),
    ("enum: [V9, V7.6]", "enum: [V9, other]", "name-collision"),
    ("enum: [V9, V7.6]", "enum: [V9, '5']", "no-name"),
    ("mapping: {music:", "mapping: {other:", "name-collision"),
    ("mapping: {music:", "mapping: {'16:9':", "no-name"),
    (
        "    ApiError:\n",
        "    Secret: {type: string}\n    ApiError:\n",
        "type-name",
    ),
    (
        "    ApiError:\n",
        "    List: {type: string}\n    ApiError:\n",
        "type-name",
    ),
    (
        "    ApiError:\n",
        "    IntoIterator: {type: string}\n    ApiError:\n",
        "type-name",
    ),
    // Kinds in places where they do not fit.
    (
        "mapping: {music: '#/components/schemas/MusicJob'}",
        "mapping: {music: '#/components/schemas/MusicJob', song: '#/components/schemas/MusicJob'}",
        "ambiguous-union",
    ),
    (
        "      anyOf: [{$ref: '#/components/schemas/MusicJob'}, {$ref: '#/components/schemas/OtherJob'}]",
        "      anyOf: [{$ref: '#/components/schemas/MusicJob'}, {$ref: '#/components/schemas/Id'}]",
        "unsupported-union",
    ),
    (
        "    ApiError:\n",
        "    Both: {oneOf: [{type: string}, {type: boolean}]}\n    ApiError:\n",
        "ambiguous-union",
    ),
    (
        "    ApiError:\n",
        "    Both: {oneOf: [{type: string}, {$ref: '#/components/schemas/Id'}]}\n    ApiError:\n",
        "ambiguous-union",
    ),
    (
        "    ApiError:\n",
        "    Text: {type: object, nullable: true, additionalProperties: true}\n    Both: {oneOf: [{type: string}, {$ref: '#/components/schemas/Text'}]}\n    ApiError:\n",
        "name-collision",
    ),
    (
        "      oneOf: [{type: integer, format: int64}, {type: string, minLength: 1}]",
        "      oneOf: [{type: integer, format: int64}, {type: string, format: password}]",
        "ambiguous-union",
    ),
    (
        "    ApiError:\n",
        "    Keyed: {type: object, additionalProperties: true, x-mureka-keyed: '#/components/schemas/Id'}\n    ApiError:\n",
        "unsupported-map",
    ),
    (
        "    ApiError:\n",
        "    Keyed: {type: array, items: {}, x-mureka-keyed: '#/components/schemas/Song'}\n    ApiError:\n",
        "invalid-extension",
    ),
    (
        "x-mureka-same-as: '#/components/schemas/Id'",
        "x-mureka-same-as: '#/components/schemas/GivenId'",
        "unsupported-twin",
    ),
    (
        "x-mureka-same-as: '#/components/schemas/Id'",
        "x-mureka-same-as: '#/components/schemas/Model'",
        "unsupported-twin",
    ),
    (
        "song: {$ref: '#/components/schemas/Song'}",
        "song: {$ref: '#/components/schemas/Strict'}\n    Strict: {type: object, nullable: true, additionalProperties: false}",
        "strict-in-response",
    ),
    (
        "title: {type: string}\n",
        "job: {$ref: '#/components/schemas/Job'}\n",
        "union-in-request",
    ),
    (
        "    ApiError:\n",
        "    Loop: {type: array, items: {$ref: '#/components/schemas/Text'}}\n    Text: {type: string, x-mureka-json-string: '#/components/schemas/Loop'}\n    ApiError:\n",
        "recursive-schema",
    ),
    // Limits that the client could not check.
    (
        "title: {type: string}\n",
        "title: {type: string, pattern: '^[a-z]+$'}\n",
        "unchecked-limit",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, pattern: '^[1-9]$', x-mureka-digits: {minimum: 1, maximum: 10}}\n",
        "unchecked-limit",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, pattern: '^0*[1-9]$', x-mureka-digits: {minimum: 1, maximum: 9}}\n",
        "unchecked-limit",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, pattern: '[1-9]', x-mureka-digits: {minimum: 1, maximum: 9}}\n",
        "unchecked-limit",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, pattern: '^[1-9]$', x-mureka-digits: {min: 1, max: 9}}\n",
        "unchecked-limit",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, pattern: '^[1-9]$', x-mureka-digits: [1, 9]}\n",
        "unchecked-limit",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, x-mureka-digits: {minimum: 1, maximum: 9}}\n",
        "misplaced-extension",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "turns: {$ref: '#/components/schemas/Turns'}\n    Turns: {type: string, maxLength: 9, x-mureka-json-string: '#/components/schemas/SongPage'}\n",
        "unchecked-limit",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "song: {$ref: '#/components/schemas/Limited'}\n    Limited: {type: object, nullable: true, additionalProperties: true, properties: {a: {type: string, nullable: true, maxLength: 5}}}\n",
        "unchecked-limit",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "either: {$ref: '#/components/schemas/Either'}\n    Either: {oneOf: [{type: string, maxLength: 5}, {type: array, items: {type: string}}]}\n",
        "unchecked-limit",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "kind: {$ref: '#/components/schemas/Kind'}\n    Kind: {anyOf: [{type: string, enum: [a]}, {type: string, maxLength: 5}]}\n",
        "unchecked-limit",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "turns: {$ref: '#/components/schemas/Turns'}\n    Turns: {type: array, items: {type: string}, x-mureka-total-length: {field: text, max: 5}}\n",
        "invalid-extension",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "turns: {$ref: '#/components/schemas/Turns'}\n    Turns: {type: array, items: {$ref: '#/components/schemas/Turn'}, x-mureka-total-length: {field: texts, max: 5}}\n    Turn: {type: object, additionalProperties: false, properties: {text: {type: string}}}\n",
        "invalid-extension",
    ),
    (
        "title: {type: string}\n",
        "title: {type: string, x-mureka-total-length: {field: text, max: 5}}\n",
        "misplaced-extension",
    ),
    (
        "last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}",
        "last_id, in: query, schema: {type: string, pattern: '^a'}}",
        "unchecked-limit",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "kind: {$ref: '#/components/schemas/Kind'}\n    Kind: {type: string, enum: [a, b], x-mureka-retired: [c]}\n",
        "invalid-extension",
    ),
    (
        "model: {$ref: '#/components/schemas/SupportedModel'}\n",
        "kind: {$ref: '#/components/schemas/Kind'}\n    Kind: {type: string, x-mureka-retired: [c]}\n",
        "invalid-extension",
    ),
];
