//! Schemas: what is sent and what comes back are judged apart.

use super::{SMALL, check, edited, found, told};

#[test]
fn limits_and_types_of_what_is_sent() {
    let prompt = "prompt: {type: string, maxLength: 100}";
    check(
        &[],
        &[
            (
                &[(prompt, "prompt: {type: string, maxLength: 50}")],
                &["breaking CreateSong.prompt: most characters: `50`, was `100`"],
            ),
            (
                &[(prompt, "prompt: {type: string, maxLength: 200}")],
                &["additive CreateSong.prompt: most characters: `200`, was `100`"],
            ),
            (
                &[(prompt, "prompt: {type: string}")],
                &["additive CreateSong.prompt: most characters: nothing, was `100`"],
            ),
            (
                &[(
                    prompt,
                    "prompt: {type: string, maxLength: 100, minLength: 2}",
                )],
                &["breaking CreateSong.prompt: least characters: `2`, was nothing"],
            ),
            (
                &[(
                    prompt,
                    "prompt: {type: string, maxLength: 100, pattern: '^a'}",
                )],
                &["breaking CreateSong.prompt: the pattern is `^a`, was nothing"],
            ),
            (
                &[(prompt, "prompt: {type: integer}")],
                &["breaking CreateSong.prompt: it is a whole number, was a text"],
            ),
            (
                &[(
                    prompt,
                    "prompt: {type: string, maxLength: 100, format: password}",
                )],
                &["breaking CreateSong.prompt: its format is `password`, was nothing"],
            ),
            (
                &[(
                    prompt,
                    "prompt: {type: string, maxLength: 100, nullable: true}",
                )],
                &["additive CreateSong.prompt: it may be null now"],
            ),
            (
                &[(prompt, "prompt: {type: string, maxLength: 100, default: x}")],
                &["additive CreateSong.prompt: where it is left out it is `x`, was nothing"],
            ),
            (
                &[(
                    prompt,
                    "prompt: {type: string, maxLength: 100, deprecated: true}",
                )],
                &["additive CreateSong.prompt: it is deprecated now"],
            ),
        ],
    );
}

#[test]
fn fields_that_are_sent() {
    let prompt = "prompt: {type: string, maxLength: 100}";
    check(
        &[],
        &[
            (
                &[("required: [prompt]", "required: [prompt, title]")],
                &["breaking CreateSong.title: it is required now"],
            ),
            (
                &[("      required: [prompt]\n", "")],
                &[
                    "breaking CreateSong.prompt: it is optional now: in code it leaves the constructor, and its type becomes an `Option`",
                ],
            ),
            (
                &[(
                    prompt,
                    "prompt: {type: string, maxLength: 100}\n        mood: {type: string}",
                )],
                &["additive CreateSong.mood: the field is new"],
            ),
            (
                &[
                    (
                        prompt,
                        "prompt: {type: string, maxLength: 100}\n        mood: {type: string}",
                    ),
                    ("required: [prompt]", "required: [prompt, mood]"),
                ],
                &["breaking CreateSong.mood: the field is new and required"],
            ),
            (
                &[(
                    "        model: {$ref: '#/components/schemas/SupportedModel'}\n",
                    "",
                )],
                &["breaking CreateSong.model: the field is gone"],
            ),
        ],
    );
}

#[test]
fn values_and_rules_of_what_is_sent() {
    check(
        &[],
        &[
            (
                &[("enum: [V9, V7.6]", "enum: [V9, V7.6, V9.5]")],
                &["additive SupportedModel: the value `V9.5` is new"],
            ),
            (
                &[("enum: [V9, V7.6]", "enum: [V9]")],
                &["breaking SupportedModel: the value `V7.6` is gone"],
            ),
            (&[("enum: [V9, V7.6]", "enum: [V7.6, V9]")], &[]),
            (
                &[(
                    "not: {required: [title, ref_id]}",
                    "not: {anyOf: [{required: [ref_id, title]}, {required: [title, model]}]}",
                )],
                &["breaking CreateSong: a rule came: not {\"required\":[\"model\",\"title\"]}"],
            ),
            (
                &[("      not: {required: [title, ref_id]}\n", "")],
                &["additive CreateSong: a rule went: not {\"required\":[\"ref_id\",\"title\"]}"],
            ),
            (
                &[(
                    "not: {required: [title, ref_id]}",
                    "not: {required: [ref_id, title]}",
                )],
                &[],
            ),
            (
                &[(
                    "additionalProperties: false\n      required",
                    "additionalProperties: true\n      required",
                )],
                &["additive CreateSong: other fields than the listed ones are allowed now"],
            ),
            // In code, a named enum and the open one that lists it are one type.
            (
                &[(
                    "model: {$ref: '#/components/schemas/SupportedModel'}",
                    "model: {$ref: '#/components/schemas/Model'}",
                )],
                &["additive SupportedModel: other texts than the listed ones are allowed"],
            ),
            // With words of its own, a reference is the same reference.
            (
                &[(
                    "ref_id: {$ref: '#/components/schemas/GivenId'}",
                    "ref_id: {allOf: [{$ref: '#/components/schemas/GivenId'}], description: Which.}",
                )],
                &["cosmetic CreateSong.ref_id: `description` is new"],
            ),
        ],
    );
}

#[test]
fn a_default_that_was_stated() {
    let prompt = "prompt: {type: string, maxLength: 100}";
    check(
        &[(prompt, "prompt: {type: string, default: x}")],
        &[
            (
                &[("default: x", "default: y")],
                &["breaking CreateSong.prompt: where it is left out it is `y`, was `x`"],
            ),
            (
                &[(", default: x", "")],
                &["breaking CreateSong.prompt: where it is left out it is nothing, was `x`"],
            ),
        ],
    );
}

#[test]
fn what_comes_back() {
    let title = "title: {type: string, nullable: true}";
    check(
        &[],
        &[
            (
                &[(title, "name: {type: string, nullable: true}")],
                &[
                    "breaking Song.title: the field is gone",
                    "additive Song.name: the field is new",
                ],
            ),
            (
                &[(title, "title: {type: string}")],
                &["additive Song.title: it is never null now"],
            ),
            (
                &[(title, "title: {type: string, nullable: true, maxLength: 9}")],
                &["additive Song.title: most characters: `9`, was nothing"],
            ),
            (
                &[(title, "title: {type: integer, nullable: true}")],
                &["breaking Song.title: it is a whole number, was a text"],
            ),
            (
                &[(title, "title: {type: string, nullable: true, default: x}")],
                &["cosmetic Song.title: where it is left out it is `x`, was nothing"],
            ),
            (
                &[(
                    "more: {type: boolean, nullable: true}",
                    "more: {type: boolean, nullable: true, enum: [true]}",
                )],
                &[
                    "breaking SongPage.more: it is `[true]`, was nothing; no rule knows what that means, so it is taken as breaking",
                ],
            ),
            (
                &[(
                    "items: {$ref: '#/components/schemas/Song'}",
                    "items: {$ref: '#/components/schemas/Id'}",
                )],
                &["breaking SongPage.list[]: its type is `Id`, was `Song`"],
            ),
            (
                &[(
                    "      anyOf: [{$ref: '#/components/schemas/SupportedModel'}, {type",
                    "      anyOf: [{type: string, enum: [V9, V7.6]}, {type",
                )],
                &["breaking SupportedModel: in code it is `SupportedModel`, was `Model`"],
            ),
            (
                &[(
                    "      anyOf: [{$ref: '#/components/schemas/SupportedModel'}, {type",
                    "      anyOf: [{type: string, enum: [V9, V6]}, {type",
                )],
                &[
                    "breaking SupportedModel: in code it is `SupportedModel`, was `Model`",
                    "breaking Model: the value `V7.6` is gone",
                    "additive Model: the value `V6` is new",
                ],
            ),
            (
                &[(
                    "mapping: {music: '#/components/schemas/MusicJob'}",
                    "mapping: {music: '#/components/schemas/MusicJob', speech: '#/components/schemas/MusicJob'}",
                )],
                &["additive Job: `speech` has a variant of its own"],
            ),
            (
                &[("property: jobType", "property: kind")],
                &["breaking Job: `property` is `kind`, was `jobType`"],
            ),
            (
                &[
                    (
                        "mapping: {music: '#/components/schemas/MusicJob'}",
                        "mapping: {music: '#/components/schemas/Song'}",
                    ),
                    (
                        "anyOf: [{$ref: '#/components/schemas/MusicJob'}",
                        "anyOf: [{$ref: '#/components/schemas/Song'}",
                    ),
                ],
                &["breaking Job: `music` is `Song`, was `MusicJob`"],
            ),
            (
                &[(
                    "      oneOf: [{type: integer, format: int64}, {type: string, nullable: true}]",
                    "      oneOf: [{type: integer, format: int64}, {type: boolean}]",
                )],
                &["breaking Id: it is one of others than before"],
            ),
            (
                &[("      x-mureka-same-as: '#/components/schemas/Id'\n", "")],
                &["breaking GivenId: in code it is `GivenId`, was `Id`"],
            ),
        ],
    );
}

#[test]
fn an_object_that_gets_a_name_is_another_type() {
    check(
        &[(
            "        title: {type: string, nullable: true}",
            "        title: {type: object, nullable: true}",
        )],
        &[
            (
                &[(
                    "title: {type: object, nullable: true}",
                    "title: {$ref: '#/components/schemas/OtherJob'}",
                )],
                &["breaking Song.title: its type is `OtherJob`, was an object without a name"],
            ),
            (
                &[(
                    "title: {type: object, nullable: true}",
                    "title: {$ref: '#/components/schemas/Id'}",
                )],
                &["breaking Song.title: it is one of several, was an object"],
            ),
        ],
    );
}

#[test]
fn what_is_met_on_both_sides_is_judged_by_the_worse() {
    // Sent by its name, and received where the name was not used before.
    check(
        &[
            (
                "    GivenId:",
                "    Word: {type: string, maxLength: 5}\n    GivenId:",
            ),
            (
                "        title: {type: string}\n",
                "        title: {$ref: '#/components/schemas/Word'}\n",
            ),
            (
                "        title: {type: string, nullable: true}",
                "        title: {type: string, maxLength: 5}",
            ),
        ],
        &[(
            &[
                (
                    "Word: {type: string, maxLength: 5}",
                    "Word: {type: string, maxLength: 6}",
                ),
                (
                    "title: {type: string, maxLength: 5}",
                    "title: {$ref: '#/components/schemas/Word'}",
                ),
            ],
            &[
                "breaking Song.title: most characters: `6`, was `5`",
                "additive Word: most characters: `6`, was `5`",
            ],
        )],
    );
}

#[test]
fn an_answer_with_listed_texts_only_may_not_get_a_new_one() {
    check(
        &[(
            "        title: {type: string, nullable: true}",
            "        title: {type: string, enum: [a, b]}",
        )],
        &[
            (
                &[("enum: [a, b]", "enum: [a, b, c]")],
                &["breaking Song.title: the value `c` is new"],
            ),
            (
                &[(
                    "title: {type: string, enum: [a, b]}",
                    "title: {anyOf: [{type: string, enum: [a, b]}, {type: string}]}",
                )],
                &["breaking Song.title: other texts than the listed ones are allowed"],
            ),
        ],
    );
}

#[test]
fn schemas_with_another_name() {
    let rename = |text: &str| {
        text.replace("schemas/SongPage'", "schemas/Songs'")
            .replace("    SongPage:", "    Songs:")
    };
    assert_eq!(
        told(&found(SMALL, &rename(SMALL))),
        ["breaking SongPage: the schema is called `Songs`"]
    );
    // It is found again although a field is new, and that is told beside it.
    let newer = edited(
        &rename(SMALL),
        &[(
            "more: {type: boolean, nullable: true}",
            "more: {type: boolean, nullable: true}\n        count: {type: integer, nullable: true}",
        )],
    );
    assert_eq!(
        told(&found(SMALL, &newer)),
        [
            "breaking SongPage: the schema is called `Songs`",
            "additive Songs.count: the field is new"
        ]
    );
}

#[test]
fn schemas_that_come_and_go() {
    check(
        &[],
        &[(
            &[("    GivenId:", "    Unused: {type: string}\n    GivenId:")],
            &["additive Unused: the schema is new"],
        )],
    );
    let newer = edited(
        SMALL,
        &[
            ("    OtherJob:", "    LastJob:"),
            (
                "        jobid: {type: string, nullable: true}\n    ApiError",
                "        id: {type: string, nullable: true}\n    ApiError",
            ),
        ],
    )
    .replace("schemas/OtherJob'", "schemas/LastJob'");
    assert_eq!(
        told(&found(SMALL, &newer)),
        [
            "breaking Job: every other value is `LastJob`, was `OtherJob`",
            "breaking OtherJob: the schema is gone",
            "additive LastJob: the schema is new",
        ]
    );
}
