//! Calls: their names and ways, their parameters, bodies and statuses.

use super::{SMALL, check, edited, found, told};

#[test]
fn calls() {
    check(
        &[],
        &[
            (
                &[("operationId: list_songs", "operationId: all_songs")],
                &["breaking list_songs: the operation is called `all_songs`, was `list_songs`"],
            ),
            (
                &[("x-mureka-method: list", "x-mureka-method: all")],
                &["breaking list_songs: its method is called `all`, was `list`"],
            ),
            (
                &[("tags: [jobs]", "tags: [songs]")],
                &["breaking get_job: its resource is `songs`, was `jobs`"],
            ),
            (
                &[("tags: [jobs]", "tags: [jobs, songs]")],
                &["cosmetic get_job: other tags beside the one of its resource"],
            ),
            (
                &[("  /jobs/{jobid}:", "  /v2/jobs/{jobid}:")],
                &["breaking get_job: it is GET /v2/jobs/{jobid}, was GET /jobs/{jobid}"],
            ),
            (
                &[("/jobs/{jobid}:\n    get:", "/jobs/{jobid}:\n    post:")],
                &["breaking get_job: it is POST /jobs/{jobid}, was GET /jobs/{jobid}"],
            ),
            (
                &[(
                    "  /jobs/{jobid}:",
                    "  /ping:\n    get: {operationId: ping, tags: [jobs], responses: {'204': {description: Fine.}}}\n  /jobs/{jobid}:",
                )],
                &["additive ping: the call GET /ping is new"],
            ),
            (
                &[(
                    "operationId: get_job",
                    "deprecated: true\n      operationId: get_job",
                )],
                &["additive get_job: it is deprecated now"],
            ),
        ],
    );
}

#[test]
fn a_call_that_is_gone_breaks() {
    let (before, rest) = SMALL
        .split_once("    post:\n      operationId: create_song")
        .unwrap();
    let (_, after) = rest.split_once("  /songs/{song_id}/audio:").unwrap();
    let newer = format!("{before}  /songs/{{song_id}}/audio:{after}");
    let findings = told(&found(SMALL, &newer));
    assert_eq!(
        findings,
        ["breaking create_song: the call POST /songs/ is gone"]
    );
}

#[test]
fn parameters() {
    let last_id = "- {name: last_id, in: query, schema: {$ref: '#/components/schemas/GivenId'}}";
    let mine = "- {name: mine, in: query, schema: {type: boolean}}";
    let jobid = "{name: jobid, in: path, required: true, schema: {type: string}}";
    check(
        &[],
        &[
            (
                &[(
                    "        - {name: mine, in: query, schema: {type: boolean}}\n",
                    "",
                )],
                &["breaking list_songs parameter mine: `mine` of the query is gone"],
            ),
            (
                &[(
                    "schema: {type: boolean}}",
                    "schema: {type: boolean}}\n        - {name: limit, in: query, schema: {type: integer}}",
                )],
                &["additive list_songs parameter limit: `limit` of the query is new"],
            ),
            (
                &[(
                    "schema: {type: boolean}}",
                    "schema: {type: boolean}}\n        - {name: limit, in: query, required: true, schema: {type: integer}}",
                )],
                &["breaking list_songs parameter limit: `limit` of the query is new and required"],
            ),
            (
                &[(
                    "schema: {type: string}}\n",
                    "schema: {type: string}}\n        - {name: full, in: query, schema: {type: boolean}}\n",
                )],
                &[
                    "breaking get_job parameter full: `full` of the query is new and the first of it: the method takes an argument more",
                ],
            ),
            (
                &[("schema: {type: boolean}}", "schema: {type: string}}")],
                &["breaking list_songs parameter mine: it is a text, was true or false"],
            ),
            (
                &[(
                    "name: mine, in: query,",
                    "name: mine, in: query, required: true,",
                )],
                &["breaking list_songs parameter mine: it is required now"],
            ),
            (
                &[("name: mine, in: query,", "name: mine, in: header,")],
                &[
                    "breaking list_songs parameter mine: `mine` stands in the header, stood in the query",
                ],
            ),
            (
                &[(
                    "schema: {type: boolean}}",
                    "schema: {type: boolean, default: true}}",
                )],
                &[
                    "additive list_songs parameter mine: where it is left out it is `true`, was nothing",
                ],
            ),
            // Their order is no matter as long as they are optional.
            (
                &[
                    (last_id, "- {name: placeholder}"),
                    (mine, last_id),
                    ("- {name: placeholder}", mine),
                ],
                &[],
            ),
            // Nor is where they are defined.
            (
                &[
                    (jobid, "{$ref: '#/components/parameters/JobId'}"),
                    (
                        "components:\n",
                        "components:\n  parameters:\n    JobId: {name: jobid, in: path, required: true, schema: {type: string}}\n",
                    ),
                ],
                &[],
            ),
        ],
    );
}

#[test]
fn required_arguments_that_trade_places_break() {
    let two = "- {name: a, in: query, required: true, schema: {type: string}}";
    let three = "- {name: b, in: query, required: true, schema: {type: string}}";
    let mine = "- {name: mine, in: query, schema: {type: boolean}}";
    let with =
        |first: &str, second: &str| edited(SMALL, &[(mine, &format!("{first}\n        {second}"))]);
    let findings = told(&found(&with(two, three), &with(three, two)));
    assert_eq!(
        findings,
        ["breaking list_songs: the arguments of its constructor are `b`, `a`, were `a`, `b`"]
    );
    check(
        &[("required: [prompt]", "required: [prompt, title]")],
        &[(
            &[
                (
                    "        title: {type: string}\n        ref_id",
                    "        ref_id",
                ),
                (
                    "        prompt: {type: string, maxLength: 100}",
                    "        title: {type: string}\n        prompt: {type: string, maxLength: 100}",
                ),
            ],
            &[
                "breaking CreateSong: the arguments of its constructor are `title`, `prompt`, were `prompt`, `title`",
            ],
        )],
    );
}

#[test]
fn bodies_and_statuses() {
    check(
        &[],
        &[
            (
                &[(
                    "        '400': {$ref: '#/components/responses/BadRequest'}\n  /songs/{",
                    "  /songs/{",
                )],
                &["breaking create_song status 400: the status 400 is gone"],
            ),
            (
                &[(
                    "        '400': {$ref: '#/components/responses/BadRequest'}\n  /songs/{",
                    "        '400': {$ref: '#/components/responses/BadRequest'}\n        '429': {$ref: '#/components/responses/BadRequest'}\n  /songs/{",
                )],
                &["additive create_song status 429: the status 429 is new"],
            ),
            (
                &[(
                    "'204': {description: Taken.}",
                    "'204': {description: Taken.}\n        '202': {description: Later.}",
                )],
                &[
                    "breaking upload_audio status 202: the status 202 is new, a second success: the method gives one of several now",
                ],
            ),
            (
                &[(
                    "'201': {description: Accepted.,",
                    "'202': {description: Later.}\n        '201': {description: Accepted.,",
                )],
                &["additive create_song status 202: the status 202 is new"],
            ),
            (
                &[(
                    "'204': {description: Taken.}",
                    "'204': {description: Taken., content: {application/json: {schema: {$ref: '#/components/schemas/Song'}}}}",
                )],
                &["breaking upload_audio status 204: it comes with a body now"],
            ),
            (
                &[(
                    "{description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Song'}}}}",
                    "{description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/SongPage'}}}}",
                )],
                &[
                    "breaking create_song status 200 application/json: its type is `SongPage`, was `Song`",
                ],
            ),
            (
                &[("audio/mpeg:", "audio/wav:")],
                &[
                    "breaking upload_audio body audio/mpeg: `audio/mpeg` is gone",
                    "additive upload_audio body audio/wav: `audio/wav` is new",
                ],
            ),
            (
                &[(
                    "requestBody:\n        content:\n          audio",
                    "requestBody:\n        required: true\n        content:\n          audio",
                )],
                &["breaking upload_audio body: the body is required now"],
            ),
            (
                &[(
                    "      responses:\n        '200': {description: The job.,",
                    "      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/CreateSong'}}}}\n      responses:\n        '200': {description: The job.,",
                )],
                &["breaking get_job body: a body is sent now: the method takes an argument more"],
            ),
            // What two calls share is told once, where it stands.
            (
                &[(
                    "      description: Wrong.\n      content:\n        application/json:\n          schema: {$ref: '#/components/schemas/ApiError'}",
                    "      description: Wrong.",
                )],
                &["breaking answer BadRequest: it comes without a body now"],
            ),
        ],
    );
}
