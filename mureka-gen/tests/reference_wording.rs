//! What is read out of descriptions, in whatever words they are.
#![cfg(feature = "drift")]

use mureka_gen::reference::{Endpoint, Kind, Need, Parameter, read};

/// The parameters of a page with these items.
fn parameters(items: &str) -> Vec<Parameter> {
    let page = format!(
        "=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-odes ===\n\n\
         > **https://api.useapi.net/v1/mureka/odes**\n\n\
         ##### Request Headers\n\n```yaml\nContent-Type: application/json\n```\n\n\
         ##### Request Body\n\n{items}\n"
    );
    let reference = read("odes", page.as_bytes()).expect("a page");
    assert_eq!(reference.pages[0].unread, [], "{items}");
    let endpoint = reference.pages[0].endpoint.clone().expect("an endpoint");
    endpoint.parameters
}

fn parameter(description: &str) -> Parameter {
    parameters(&format!(
        "- `x` {description}\n- `y` is optional.\n- `z` is optional."
    ))
    .into_iter()
    .find(|parameter| parameter.name == "x")
    .expect("it is named")
}

/// The endpoint of a page with this prose at its start.
fn endpoint(name: &str, opening: &str, rest: &str) -> Endpoint {
    let page = format!(
        "=== URL: https://useapi.net/docs/api-mureka-v1/{name} ===\n\n{opening}\n\n\
         > **https://api.useapi.net/v1/mureka/odes**\n\n{rest}\n"
    );
    let reference = read("odes", page.as_bytes()).expect("a page");
    reference.pages[0].endpoint.clone().expect("an endpoint")
}

#[test]
fn whether_it_has_to_be_given() {
    let cases = [
        ("is **required**.", Some(Need::Required)),
        ("is required", Some(Need::Required)),
        ("(required)", Some(Need::Required)),
        ("(required): the ode", Some(Need::Required)),
        ("(string, required) The ode.", Some(Need::Required)),
        ("- required, the ode", Some(Need::Required)),
        ("is mandatory.", Some(Need::Required)),
        ("is the ode. Required.", Some(Need::Required)),
        (
            "is the ode. This parameter is required.",
            Some(Need::Required),
        ),
        ("is optional.", Some(Need::Optional)),
        ("is optiona. Set it to `true`.", Some(Need::Optional)),
        ("(optional) The ode.", Some(Need::Optional)),
        ("is not required.", Some(Need::Optional)),
        (
            "is optional when there is only one [account](/a) configured. However, with multiple accounts configured, the field becomes **required**.",
            Some(Need::Optional),
        ),
        (
            "is optional when one account is configured or if `y` is provided. However, with multiple accounts configured and no `y`, this field becomes **required**.",
            Some(Need::Optional),
        ),
        (
            "is required number when not using `y`.",
            Some(Need::Sometimes),
        ),
        ("is required if `y` is left out.", Some(Need::Sometimes)),
        (
            "is **required**, unless `y` is given.",
            Some(Need::Sometimes),
        ),
        ("is only required for long odes.", Some(Need::Sometimes)),
        (
            "is optional. It becomes required when `y` is `true`.",
            Some(Need::Sometimes),
        ),
        ("is the ode.", None),
        ("is the ode, as your optional prompt tells.", None),
    ];
    for (description, expected) in cases {
        assert_eq!(parameter(description).required, expected, "{description}");
    }
}

#[test]
fn which_kind_it_is() {
    let cases = [
        ("is required number when not using `y`.", Some(Kind::Number)),
        ("is optional string. Anything.", Some(Kind::Text)),
        (
            "is optional JSON string. Alternative to `y`.",
            Some(Kind::JsonText),
        ),
        ("is optional integer.", Some(Kind::Integer)),
        ("is optional boolean, off at first.", Some(Kind::Boolean)),
        ("is required array of strings.", Some(Kind::List)),
        ("is required string array.", Some(Kind::List)),
        ("is required. Must be a whole number.", Some(Kind::Integer)),
        ("(number, optional) The pace.", Some(Kind::Number)),
        ("is optional, type: boolean.", Some(Kind::Boolean)),
        ("is optional object.", Some(Kind::Object)),
        ("is optional, custom reference string passed back.", None),
        ("is required. Words of `y` (number) and `z` (string).", None),
        ("is optional.", None),
    ];
    for (description, expected) in cases {
        assert_eq!(parameter(description).kind, expected, "{description}");
    }
}

#[test]
fn how_long_it_may_be() {
    let cases = [
        ("Maximum length: 3000 characters.", (None, Some(3000))),
        ("Maximum length is 500 characters.", (None, Some(500))),
        ("Maximum length is 500.", (None, Some(500))),
        (
            "Maximum text length is 5,000 characters.",
            (None, Some(5000)),
        ),
        ("Length: 1-50 characters.", (Some(1), Some(50))),
        ("Length: 1–50 characters.", (Some(1), Some(50))),
        ("Length between 2 and 50 characters.", (Some(2), Some(50))),
        ("Must be 2 to 50 characters long.", (Some(2), Some(50))),
        ("Song prompt, maximum 1024 characters.", (None, Some(1024))),
        ("Max 1024 characters.", (None, Some(1024))),
        ("Max. 1024 chars.", (None, Some(1024))),
        ("Up to 1000 characters.", (None, Some(1000))),
        ("At most 1000 characters.", (None, Some(1000))),
        ("No more than 1000 characters.", (None, Some(1000))),
        ("Cannot exceed 1000 characters.", (None, Some(1000))),
        (
            "Must not be longer than 1000 characters.",
            (None, Some(1000)),
        ),
        ("Limited to 1000 characters.", (None, Some(1000))),
        ("1000 characters max.", (None, Some(1000))),
        ("500-character limit.", (None, Some(500))),
        ("Minimum length: 3, maximum length: 9.", (Some(3), Some(9))),
        ("At least 3 characters.", (Some(3), None)),
        ("Length must be <= 50 characters.", (None, Some(50))),
        ("Length must be <= 50.", (None, Some(50))),
        ("Length<=50.", (None, Some(50))),
        ("Length &lt;= 50.", (None, Some(50))),
        ("Length >= 3 and <= 50.", (Some(3), Some(50))),
        ("3 <= length <= 50.", (Some(3), Some(50))),
        ("3 ≤ length ≤ 50.", (Some(3), Some(50))),
        ("Length must be less than or equal to 50.", (None, Some(50))),
        (
            "Must not be longer than or equal to 50 characters.",
            (None, Some(50)),
        ),
        (
            "Length must be greater than or equal to 3.",
            (Some(3), None),
        ),
        ("Takes 30-90 seconds.", (None, None)),
    ];
    for (description, expected) in cases {
        let found = parameter(&format!("is optional. {description}"));
        assert_eq!(
            (found.min_length, found.max_length),
            expected,
            "{description}"
        );
        assert_eq!(
            (found.minimum, found.maximum),
            (None, None),
            "{description}"
        );
    }
}

#[test]
fn how_long_all_texts_may_be_together() {
    for description in [
        "Total text length across all items cannot exceed 5000 characters.",
        "The total length is at most 5000 characters.",
        "All items combined: maximum 5000 characters.",
    ] {
        let found = parameter(&format!("is optional. {description}"));
        assert_eq!(
            (found.total_length, found.max_length),
            (Some(5000), None),
            "{description}"
        );
    }
}

#[test]
fn how_great_it_may_be() {
    let cases = [
        ("How many, maximum 3, default is 2.", (None, Some(3.0))),
        ("Between 8000 and 420000.", (Some(8000.0), Some(420_000.0))),
        (
            "Valid range: [8000, 420000]",
            (Some(8000.0), Some(420_000.0)),
        ),
        ("Range: 1-10.", (Some(1.0), Some(10.0))),
        ("Must be between 0.5 and 2.", (Some(0.5), Some(2.0))),
        ("Must be >= 1 and <= 10.", (Some(1.0), Some(10.0))),
        ("Must be <= 10.", (None, Some(10.0))),
        ("Must be greater than or equal to 0.5.", (Some(0.5), None)),
        (
            "Minimum value is 1. Maximum value is 10.",
            (Some(1.0), Some(10.0)),
        ),
        ("At least 1.", (Some(1.0), None)),
        ("Maximum: 1,000.", (None, Some(1000.0))),
        ("Must not exceed 100.", (None, Some(100.0))),
        ("Generation takes 30-90 seconds.", (None, None)),
        ("Recommended: 10-60 seconds of clear speech.", (None, None)),
        ("Files of up to 5GB.", (None, None)),
        (
            "Supported duration of audio: range [30, 30] seconds.",
            (None, None),
        ),
        ("Jobs are kept for 7 days.", (None, None)),
        ("Sent with status 201.", (None, None)),
    ];
    for (description, expected) in cases {
        let found = parameter(&format!("is optional. {description}"));
        assert_eq!((found.minimum, found.maximum), expected, "{description}");
        assert_eq!(
            (found.min_length, found.max_length),
            (None, None),
            "{description}"
        );
    }
}

#[test]
fn which_values_it_may_have() {
    let abc: &[&str] = &["a", "b", "c"];
    let cases: [(&str, &[&str], Option<&str>); 21] = [
        ("Supported values: `a` (default), `b`, `c`.", abc, Some("a")),
        ("Supported values: `a`, `b`, `c`", abc, None),
        ("Supported values: `a`, `b` or `c`.", abc, None),
        ("Supported values: `a` | `b` | `c`.", abc, None),
        (
            "Supported values are `a`, `b`, and `c` (default).",
            abc,
            Some("c"),
        ),
        ("Supported values `a`, `b`, `c`.", abc, None),
        ("Supported values: a (default), b, c.", abc, Some("a")),
        ("Valid values: a, b, c", abc, None),
        ("Possible values include `a`, `b`, `c`.", abc, None),
        ("Values: `a` (Apple), `b` (Bear), `c` (Cat).", abc, None),
        ("One of `a`, `b`, `c`.", abc, None),
        ("Must be one of: a, b, c.", abc, None),
        (
            "Must be one of the following values: `a`, `b`, `c`.",
            abc,
            None,
        ),
        ("Either `a` or `b`.", &["a", "b"], None),
        ("Options: `a`, `b`, `c`. Default: `b`.", abc, Some("b")),
        ("Supported values: \"a\", \"b\", \"c\".", abc, None),
        (
            "Valid values: a, b, c a: Supported formats are mp3.",
            abc,
            None,
        ),
        ("See supported values using [GET /list](/list).", &[], None),
        (
            "Returned by one of the following endpoints: * [GET /list](/list)",
            &[],
            None,
        ),
        ("Receives updates (`a`, `b`, `c`).", &[], None),
        ("Example: `a, b, c`", &[], None),
    ];
    for (description, values, default) in cases {
        let found = parameter(&format!("is optional. {description}"));
        assert_eq!(found.values, values, "{description}");
        assert_eq!(found.default.as_deref(), default, "{description}");
    }
}

#[test]
fn values_may_stand_below_each_other() {
    let items = "- `x` is required. Supported values:\n  - `a` - an apple\n  - `b` - a bear. Grim.\n\
                 - `y` is optional.";
    let found = parameters(items);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].values, ["a", "b"]);
    // Without the indentation a name and a dash still make a value, not a parameter.
    let found = parameters(&items.replace("  -", "-"));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].values, ["a", "b"]);
}

#[test]
fn what_it_is_when_left_out() {
    let cases = [
        ("(default: `false`)", Some("false")),
        ("Default value is `9`.", Some("9")),
        ("Default is 2.", Some("2")),
        ("The default is `a`.", Some("a")),
        ("Defaults to `a`.", Some("a")),
        ("Default: true.", Some("true")),
        ("By default `a`.", Some("a")),
        ("`a` is the default.", Some("a")),
        ("Default = 0.7.", Some("0.7")),
        ("It defaults to the length of the song.", None),
        ("The default depends on the plan.", None),
    ];
    for (description, expected) in cases {
        let found = parameter(&format!("is optional. {description}"));
        assert_eq!(found.default.as_deref(), expected, "{description}");
    }
}

#[test]
fn what_it_cannot_be_given_together_with() {
    let both: &[&str] = &["y", "z"];
    let cases = [
        ("Cannot be used together with `y` and `z`.", both),
        ("Can't be combined with `y` or `z`.", both),
        ("Must not be sent with `y`, `z`.", both),
        (
            "This parameter is not compatible with parameters `y` or `z`.",
            both,
        ),
        ("Incompatible with y and z.", both),
        ("Mutually exclusive with y parameter", &["y"]),
        ("Do not use together with `y`.", &["y"]),
        ("Conflicts with `y`.", &["y"]),
        (
            "After selecting this option, others (y, z) cannot be selected.",
            both,
        ),
        ("Must be used together with `y`.", &[]),
        ("Not needed if `y` is provided.", &[]),
        ("If `y` is not provided, it counts.", &[]),
        ("Alternative to `y` and `z`.", &[]),
        ("Cannot be used together with `nobody`.", &[]),
    ];
    for (description, expected) in cases {
        let found = parameter(&format!("is optional. {description}"));
        assert_eq!(found.excludes, expected, "{description}");
    }
}

#[test]
fn values_out_of_use_belong_to_the_parameter_that_takes_the_new_ones() {
    let model = "- `model` is optional. Supported values: `B2`, `B1`.";
    let other = "- `mood` is optional. Supported values: `glad`, `sad`.";
    for note in [
        "Note: `B0`, and `A9` are retired models that now redirect to `B1`.",
        "Note: B0 and A9 are retired models that now redirect to B1.",
        "`B0` and `A9` are no longer supported, use `B1` instead.",
        "Deprecated models `B0`, `A9`.",
    ] {
        for items in [
            format!("{model} {note}\n{other}"),
            format!("{model}\n\n  {note}\n{other}"),
            format!("{model}\n{other} {note}"),
            format!("{model}\n{other}\n\n{note}"),
        ] {
            let found = parameters(&items);
            assert_eq!(found[0].retired, ["B0", "A9"], "{items}");
            assert_eq!(found[0].values, ["B2", "B1"], "{items}");
            assert_eq!(found[1].retired, [""; 0], "{items}");
            assert_eq!(found[1].values, ["glad", "sad"], "{items}");
        }
    }
}

#[test]
fn names_may_be_marked_or_not() {
    for item in [
        "`x` is required.",
        "**`x`** is required.",
        "**x** is required.",
        "x is required.",
        "x is **required**.",
        "x (required) The ode.",
        "x: string, required.",
        "<code>x</code> is required.",
        "[`x`](/docs/x) is required.",
    ] {
        let found = parameters(&format!("- {item}"));
        assert_eq!(found.len(), 1, "{item}");
        assert_eq!(
            (found[0].name.as_str(), found[0].required),
            ("x", Some(Need::Required)),
            "{item}"
        );
    }
}

#[test]
fn one_item_may_tell_of_several() {
    for item in [
        "`x` and `y` are **required**.",
        "`x`, `y` are required",
        "`x` / `y` are required.",
    ] {
        let found = parameters(&format!("- {item}\n- `x` value must fit."));
        let names: Vec<_> = found
            .iter()
            .map(|p| (p.name.as_str(), p.required))
            .collect();
        assert_eq!(
            names,
            [("x", Some(Need::Required)), ("y", Some(Need::Required))],
            "{item}"
        );
    }
}

#[test]
fn calls_are_to_be_left_apart() {
    let cases = [
        (
            "Too fast. Wait for at least 3 seconds before another call.",
            Some(3),
        ),
        ("Wait 1 second before the next request.", Some(1)),
        ("Leave at least 2 minutes between calls.", Some(120)),
        ("Calls have to be 5 seconds apart.", Some(5)),
        (
            "All slots are taken. Wait at least 5 seconds before retrying.",
            None,
        ),
        ("It takes 30 seconds.", None),
    ];
    for (words, expected) in cases {
        let rest = format!("##### Responses\n\n**429**\n\n**429 Too Many Requests**\n\n* {words}");
        assert_eq!(
            endpoint("post-mureka-odes", "", &rest).spacing,
            expected,
            "{words}"
        );
    }
}

#[test]
fn slots_and_retention_are_read_from_prose() {
    let slots = [
        ("Up to **10 concurrent generations** per account.", Some(10)),
        ("Runs 4 parallel odes at once.", Some(4)),
        ("There are no concurrent restrictions.", None),
    ];
    for (words, expected) in slots {
        assert_eq!(
            endpoint("post-mureka-odes", words, "").slots,
            expected,
            "{words}"
        );
    }
    let kept = [
        ("Jobs are retained for 7 days in all.", Some(604_800)),
        ("Results are kept for 24 hours.", Some(86_400)),
        ("Records expire after 2 weeks.", Some(1_209_600)),
        ("The cookie is valid for 13 months.", None),
    ];
    for (words, expected) in kept {
        assert_eq!(
            endpoint("get-mureka-odes", words, "").retention,
            expected,
            "{words}"
        );
    }
}

#[test]
fn files_have_sizes_and_formats() {
    let rest = "##### Request Headers\n\n```yaml\nContent-Type: audio/mpeg\n```\n\n\
                - `Content-Type` is **required**, `audio/mpeg ` alone is supported.";
    let cases = [
        (
            "Upload an mp3 recording of up to 5GB in size.",
            Some(5 << 30),
        ),
        ("The maximum size is 60 MB.", Some(60 << 20)),
        ("Files cannot exceed 1.5 MB.", Some(3 << 19)),
        ("Any size.", None),
    ];
    for (words, expected) in cases {
        let endpoint = endpoint("post-mureka-odes", words, rest);
        assert_eq!(endpoint.upload_bytes, expected, "{words}");
        assert_eq!(endpoint.upload_formats, ["mp3"], "{words}");
        assert_eq!(endpoint.content_types, ["audio/mpeg"], "{words}");
    }
}

#[test]
fn dates_are_those_at_the_top() {
    let cases = [
        ("December 2, 2024", Some("2024-12-02")),
        ("December 2, 2024 (April 4, 2026)", Some("2026-04-04")),
        (
            "<small>April 4, 2026 (December 2, 2024)</small>",
            Some("2026-04-04"),
        ),
        ("2 Dec 2024", Some("2024-12-02")),
        ("Sept. 3rd, 2025", Some("2025-09-03")),
        ("2025-09-03", Some("2025-09-03")),
        ("2025-09-03T10:00:00Z", Some("2025-09-03")),
        (
            "May 1, 2025. Nothing new so far, but the older way of it goes away on June 1, 2026.",
            Some("2025-05-01"),
        ),
        ("February 30, 20255", None),
        ("In May, 2025 odes", None),
    ];
    for (words, expected) in cases {
        let page = format!("=== URL: https://useapi.net/docs/api-mureka-v1/odes === {words}");
        let reference = read("odes", page.as_bytes()).expect("a page");
        assert_eq!(reference.pages[0].date.as_deref(), expected, "{words}");
    }
}
