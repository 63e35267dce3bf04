//! What the documents say beyond OpenAPI; servers and authorization.

use super::check;

#[test]
fn costs_repeats_and_pacing() {
    check(
        &[(
            "x-mureka-slots: 10",
            "x-mureka-slots: 10\n      x-mureka-spacing: 3",
        )],
        &[
            (
                &[(
                    "x-mureka-cost: free\n      x-mureka-repeat: safe\n      x-mureka-retention",
                    "x-mureka-cost: paid\n      x-mureka-repeat: safe\n      x-mureka-retention",
                )],
                &[
                    "breaking get_job: its cost is `paid`, was `free`: callers pay for it, and it is no longer repeated",
                ],
            ),
            (
                &[("x-mureka-cost: paid", "x-mureka-cost: free")],
                &["additive create_song: its cost is `free`, was `paid`"],
            ),
            (
                &[("x-mureka-cost: paid", "x-mureka-cost: undocumented")],
                &["additive create_song: its cost is `undocumented`, was `paid`"],
            ),
            (
                &[("x-mureka-repeat: safe", "x-mureka-repeat: unsafe")],
                &[
                    "breaking list_songs: repeating it is `unsafe`, was `safe`: failures that were repeated reach the caller",
                ],
            ),
            (
                &[("x-mureka-repeat: unsafe", "x-mureka-repeat: safe")],
                &["additive create_song: repeating it is `safe`, was `unsafe`"],
            ),
            (
                &[("x-mureka-spacing: 3", "x-mureka-spacing: 5")],
                &["breaking create_song: seconds between two calls: `5`, was `3`"],
            ),
            (
                &[("x-mureka-spacing: 3", "x-mureka-spacing: 1")],
                &["additive create_song: seconds between two calls: `1`, was `3`"],
            ),
            (
                &[("x-mureka-slots: 10", "x-mureka-slots: 5")],
                &["breaking create_song: slots of the account: `5`, was `10`"],
            ),
            (
                &[("      x-mureka-slots: 10\n", "")],
                &["additive create_song: slots of the account: nothing, was `10`"],
            ),
            (
                &[("x-mureka-retention: 604800", "x-mureka-retention: 86400")],
                &["breaking get_job: seconds for which it is kept: `86400`, was `604800`"],
            ),
        ],
    );
}

#[test]
fn files_jobs_and_what_no_rule_knows() {
    check(
        &[],
        &[
            (
                &[("formats: [mp3]", "formats: [mp3, wav]")],
                &["additive upload_audio: files of `wav` are taken, too"],
            ),
            (
                &[("formats: [mp3], bytes: 1000", "formats: [wav], bytes: 900")],
                &[
                    "breaking upload_audio: files of `mp3` are not taken any more",
                    "breaking upload_audio: most bytes of a file: `900`, was `1000`",
                    "additive upload_audio: files of `wav` are taken, too",
                ],
            ),
            (
                &[(
                    "x-mureka-job: {poll: get_job, id: jobid}",
                    "x-mureka-job: {poll: get_job, id: id}",
                )],
                &[
                    "breaking create_song: how its job is followed is `{\"id\":\"id\",\"poll\":\"get_job\"}`, was `{\"id\":\"jobid\",\"poll\":\"get_job\"}`",
                ],
            ),
            (
                &[(
                    "      x-mureka-retention: 604800",
                    "      x-mureka-states: {status: status, completed: [done], failed: []}\n      x-mureka-retention: 604800",
                )],
                &[
                    "breaking get_job: its answer tells the state of a job: calls that start one wait for it now",
                ],
            ),
            (
                &[("own: mine}", "own: last_id}")],
                &["cosmetic list_songs: the mock server keeps its records in another way"],
            ),
            (
                &[(
                    "x-mureka-retention: 604800",
                    "x-mureka-retention: 604800\n      x-mureka-new: 1",
                )],
                &[
                    "breaking get_job: it is `1`, was nothing; no rule knows what that means, so it is taken as breaking",
                ],
            ),
            (
                &[(
                    "x-mureka-retention: 604800",
                    "x-mureka-retention: 604800\n      x-other-tool: 1",
                )],
                &["cosmetic get_job: `x-other-tool` is new"],
            ),
        ],
    );
}

#[test]
fn states_of_jobs() {
    check(
        &[(
            "      x-mureka-retention: 604800",
            "      x-mureka-states: {status: status, completed: [done], failed: [bad], code: code}",
        )],
        &[
            (
                &[(
                    "completed: [done], failed: [bad]",
                    "completed: [done, fine], failed: [bad]",
                )],
                &["additive get_job: the state `fine` is a result"],
            ),
            (
                &[(
                    "completed: [done], failed: [bad]",
                    "completed: [done, bad], failed: []",
                )],
                &[
                    "breaking get_job: the state `bad` is no longer a failure",
                    "additive get_job: the state `bad` is a result",
                ],
            ),
            (
                &[("code: code", "code: number, reference: ref")],
                &[
                    "breaking get_job: `code` is read from `number`, was from `code`",
                    "additive get_job: `reference` is read from `ref`, was from nothing",
                ],
            ),
        ],
    );
}

#[test]
fn servers_and_authorization() {
    check(
        &[("tags:\n", "security: [{bearer: []}]\ntags:\n")],
        &[
            (
                &[("https://api.example.com", "https://api.example.org")],
                &[
                    "breaking servers: calls go to https://api.example.org, went to https://api.example.com",
                ],
            ),
            (
                &[(
                    "servers: [{url: 'https://api.example.com'}",
                    "servers: [{url: 'https://api.example.com'}, {url: 'https://b.example.com'}",
                )],
                &["additive servers 1: the server https://b.example.com is new"],
            ),
            (
                &[("[{bearer: []}]", "[{key: []}]")],
                &["breaking security: authorization is `[{\"key\":[]}]`, was `[{\"bearer\":[]}]`"],
            ),
            (
                &[("[{bearer: []}]", "[{bearer: []}, {key: []}]")],
                &[
                    "additive security: authorization is `[{\"bearer\":[]},{\"key\":[]}]`, was `[{\"bearer\":[]}]`",
                ],
            ),
            (
                &[("openapi: 3.0.3", "openapi: 3.0.4")],
                &["cosmetic openapi: written in OpenAPI `3.0.4`, was `3.0.3`"],
            ),
        ],
    );
}
