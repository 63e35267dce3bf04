//! What a page says of calls and the document does not is named, and nothing beside it.

mod support;

use mureka_gen::drift::Outcome;
use mureka_gen::reference::{Kind, Need, Parameter, Place};
use serde_json::json;

use support::{
    Change, compared, each_is_named, edition, endpoint, given, lines, of, page, parameter, status,
    words,
};

const RING: &str = "post-bells-ring";
const BELL: &str = "get-bells-bell_id";
const SOUNDS: &str = "post-sounds";

#[test]
fn pages_that_say_what_the_document_says_are_in_step() {
    let report = compared(&[edition()]);
    assert_eq!(lines(&report), [""; 0]);
    assert_eq!((report.drifted(), report.in_step()), (0, 3));
    assert_eq!(report.outcome(), Outcome::InStep);
}

#[test]
fn each_change_of_endpoints_is_named_and_nothing_beside_it() {
    each_is_named(endpoints());
}

#[test]
fn each_change_of_parameters_is_named_and_nothing_beside_it() {
    each_is_named(parameters());
}

#[test]
fn each_change_of_values_is_named_and_nothing_beside_it() {
    each_is_named(values());
}

#[test]
fn each_change_of_limits_is_named_and_nothing_beside_it() {
    each_is_named(limits());
}

fn endpoints() -> Vec<Change> {
    vec![
        (
            "endpoint added",
            |r| {
                let mut new = endpoint("POST", "/v1/bells/cast");
                new.statuses = vec![status(200, vec![json!({"cast": true})])];
                r.pages.push(page("post-bells-cast", Some(new)));
            },
            &[
                "POST /v1/bells/cast | endpoint-added | endpoint new; `cargo xtask drift --scaffold post-bells-cast`",
            ],
        ),
        (
            "endpoint removed",
            |r| r.pages.retain(|page| page.name != BELL),
            &["GET /v1/bells/{bell_id} | endpoint-removed | endpoint no longer documented"],
        ),
        (
            "endpoint moved",
            |r| of(r, RING).path = "/v2/bells/ring".into(),
            &[
                "POST /v1/bells/ring | endpoint-moved | endpoint now POST /v2/bells/ring (was POST /v1/bells/ring)",
            ],
        ),
        (
            "another method",
            |r| of(r, SOUNDS).method = "PUT".into(),
            &[
                "POST /v1/sounds | endpoint-moved | endpoint now PUT /v1/sounds (was POST /v1/sounds)",
            ],
        ),
        (
            "another server",
            |r| of(r, SOUNDS).server = "https://api2.example.net".into(),
            &[
                "POST /v1/sounds | endpoint-moved | server now https://api2.example.net (was https://api.example.net)",
            ],
        ),
        (
            "page of remarks gone",
            |r| r.pages.retain(|page| page.name != "bells"),
            &["bells | since-lock | page gone since the lock"],
        ),
        (
            "remark changed",
            |r| r.pages[0].notes[0].value = "low".into(),
            &["bells | since-lock | note tones low since the lock (was low, high)"],
        ),
        (
            "newer page",
            |r| r.pages[1].date = Some("2026-05-05".into()),
            &[
                "POST /v1/bells/ring | page-date | page of 2026-05-05, newer than the document's 2026-04-04",
            ],
        ),
    ]
}

fn parameters() -> Vec<Change> {
    vec![
        (
            "parameter added",
            |r| {
                let new = Parameter {
                    max_length: Some(20),
                    ..parameter("rhythm", Place::Body, Need::Optional)
                };
                of(r, RING).parameters.push(new);
            },
            &[
                "POST /v1/bells/ring | parameter-added | rhythm new in the body: optional, at most 20 characters",
            ],
        ),
        (
            "parameter added, and shown in the request",
            |r| {
                let new = parameter("rhythm", Place::Body, Need::Required);
                let ring = of(r, RING);
                ring.parameters.push(new);
                ring.requests[0].value["rhythm"] = json!("slow");
            },
            &["POST /v1/bells/ring | parameter-added | rhythm new in the body: required"],
        ),
        (
            "parameter removed",
            |r| of(r, RING).parameters.retain(|given| given.name != "count"),
            &["POST /v1/bells/ring | parameter-removed | count no longer in the body"],
        ),
        (
            "query parameter removed",
            |r| of(r, BELL).parameters.retain(|given| given.name != "loud"),
            &["GET /v1/bells/{bell_id} | parameter-removed | loud no longer in the query"],
        ),
        (
            "parameter retyped",
            |r| given(r, "prompt").kind = Some(Kind::List),
            &["POST /v1/bells/ring | parameter-retyped | prompt now list (was text)"],
        ),
        (
            "parameter now required",
            |r| given(r, "count").required = Some(Need::Required),
            &["POST /v1/bells/ring | parameter-required | count now required (was optional)"],
        ),
        (
            "parameter no longer required",
            |r| given(r, "prompt").required = Some(Need::Optional),
            &["POST /v1/bells/ring | parameter-optional | prompt no longer required"],
        ),
        (
            "parameter moved",
            |r| given(r, "count").place = Place::Query,
            &["POST /v1/bells/ring | parameter-moved | count now in the query (was in the body)"],
        ),
    ]
}

fn values() -> Vec<Change> {
    vec![
        (
            "exclusion added",
            |r| given(r, "count").excludes = words(&["tone"]),
            &["POST /v1/bells/ring | exclusion | count no longer together with tone"],
        ),
        (
            "exclusion removed",
            |r| given(r, "bell_id").excludes.clear(),
            &[
                "POST /v1/bells/ring | exclusion | bell_id may stand with tower_id now (was excluded)",
            ],
        ),
        (
            "an exclusion told from both sides is one",
            |r| given(r, "tower_id").excludes = words(&["bell_id"]),
            &[
                "POST /v1/bells/ring | since-lock | body tower_id optional, text, not with bell_id since the lock (was optional, text)",
            ],
        ),
        (
            "value added",
            |r| given(r, "tone").values.push("shrill".into()),
            &["POST /v1/bells/ring | value-added | tone new value shrill"],
        ),
        (
            "value gone",
            |r| given(r, "tone").values.retain(|value| value != "high"),
            &["POST /v1/bells/ring | value-removed | tone value high gone"],
        ),
        (
            "value retired",
            |r| {
                let tone = given(r, "tone");
                tone.values.retain(|value| value != "high");
                tone.retired.push("high".into());
            },
            &["POST /v1/bells/ring | retired | tone high is retired now"],
        ),
        (
            "retired value gone",
            |r| given(r, "tone").retired.clear(),
            &["POST /v1/bells/ring | retired | tone retired value dull gone"],
        ),
        (
            "list of values gone",
            |r| given(r, "tone").values.clear(),
            &[
                "POST /v1/bells/ring | value-removed | tone no values listed any longer (was low high dull)",
            ],
        ),
        (
            "default changed, and a value added",
            |r| {
                let tone = given(r, "tone");
                tone.values.push("shrill".into());
                tone.default = Some("shrill".into());
            },
            &[
                "POST /v1/bells/ring | value-added | tone new value shrill",
                "POST /v1/bells/ring | default | tone new default shrill (was low)",
            ],
        ),
        (
            "default gone",
            |r| given(r, "tone").default = None,
            &["POST /v1/bells/ring | default | tone no default any longer (was low)"],
        ),
        (
            "default of a boolean changed",
            |r| of(r, BELL).parameters[1].default = Some("true".into()),
            &["GET /v1/bells/{bell_id} | default | loud new default true (was false)"],
        ),
    ]
}

fn limits() -> Vec<Change> {
    vec![
        (
            "greatest length",
            |r| given(r, "prompt").max_length = Some(4000),
            &[
                "POST /v1/bells/ring | limit | prompt at most 4000 characters (was at most 3000 characters)",
            ],
        ),
        (
            "greatest length gone",
            |r| given(r, "prompt").max_length = None,
            &[
                "POST /v1/bells/ring | limit | prompt no longer limited (was at most 3000 characters)",
            ],
        ),
        (
            "least length",
            |r| given(r, "prompt").min_length = Some(2),
            &[
                "POST /v1/bells/ring | limit | prompt at least 2 characters (was at least 1 characters)",
            ],
        ),
        (
            "total length",
            |r| given(r, "stops").total_length = Some(600),
            &[
                "POST /v1/bells/ring | limit | stops at most 600 characters together (was at most 500 characters together)",
            ],
        ),
        (
            "greatest value",
            |r| given(r, "count").maximum = Some(5.0),
            &["POST /v1/bells/ring | limit | count at most 5 (was at most 3)"],
        ),
        (
            "a limit where there was none",
            |r| given(r, "tower_id").max_length = Some(10),
            &["POST /v1/bells/ring | limit | tower_id at most 10 characters (was without)"],
        ),
    ]
}
