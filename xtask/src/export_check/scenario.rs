//! What every program does, how each step can be made to fail, and what has to arrive.

use serde_json::{Value, json};

/// The steps of each program, in their order.
pub const STEPS: [&str; 13] = [
    "useapi-unknown-job",
    "useapi-unknown-model",
    "useapi-create",
    "useapi-poll",
    "useapi-pages",
    "useapi-upload",
    "useapi-429",
    "useapi-596",
    "cloudsway-unknown-model",
    "cloudsway-generate",
    "cloudsway-query",
    "cloudsway-upload",
    "cloudsway-429",
];

/// A fault for each step that the step has to notice; it comes before those of the scenario.
pub fn sabotages() -> Vec<(&'static str, Value)> {
    vec![
        (
            "useapi-unknown-job",
            json!({"operation": "get_job", "status": 404}),
        ),
        (
            "useapi-unknown-model",
            json!({"operation": "get_song", "status": 200, "body": {"model": "V9", "song": {"title": "Known"}}}),
        ),
        (
            "useapi-create",
            json!({"operation": "create_song", "status": 500}),
        ),
        (
            "useapi-poll",
            json!({"operation": "create_song", "job": "failed", "error": "Out of tune"}),
        ),
        (
            "useapi-pages",
            json!({"operation": "list_songs", "times": 0, "status": 200, "body": {"list": [], "more": false}}),
        ),
        (
            "useapi-upload",
            json!({"operation": "upload_track", "status": 400}),
        ),
        (
            "useapi-429",
            json!({"operation": "create_song", "skip": 1, "status": 503}),
        ),
        (
            "useapi-596",
            json!({"operation": "get_profile", "status": 400}),
        ),
        (
            "cloudsway-unknown-model",
            json!({"operation": "get_task", "html": true}),
        ),
        (
            "cloudsway-generate",
            json!({"operation": "generate_song", "code": 1001}),
        ),
        (
            "cloudsway-query",
            json!({"operation": "generate_song", "job": "timeouted", "error": "Too slow"}),
        ),
        (
            "cloudsway-upload",
            json!({"operation": "upload_file", "status": 413}),
        ),
        (
            "cloudsway-429",
            json!({"operation": "generate_song", "skip": 1, "status": 503}),
        ),
    ]
}

/// What is wrong with what a program said, which is each step once and in order.
pub fn steps_missing(said: &str) -> Option<String> {
    let done: Vec<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("ok "))
        .collect();
    (done != STEPS).then(|| format!("steps: {}, expected {}", done.join(", "), STEPS.join(", ")))
}

/// Whether a program's words name the step that was made to fail, and no other.
pub fn names(said: &str, step: &str) -> bool {
    let mut failed = said.lines().filter_map(|line| line.strip_prefix("FAILED "));
    failed
        .next()
        .is_some_and(|rest| rest.split(':').next() == Some(step))
        && failed.next().is_none()
}

/// What is wrong with the files that the server saw.
pub fn uploads_missing(requests: &[Value], bytes: u64, file: &str) -> Option<String> {
    [
        ("upload_track", Some("audio/mpeg"), None),
        ("upload_file", None, Some(file)),
    ]
    .into_iter()
    .find_map(|(operation, content_type, name)| {
        let uploads: Vec<&Value> = requests
            .iter()
            .filter(|request| request["operation"] == operation)
            .map(|request| &request["upload"])
            .collect();
        let [upload] = uploads.as_slice() else {
            return Some(format!(
                "{operation}: {} uploads, expected 1",
                uploads.len()
            ));
        };
        let wrong = |what: &str, found: &Value, expected: &Value| {
            (found != expected).then(|| format!("{operation}: {what} {found}, expected {expected}"))
        };
        wrong("bytes", &upload["bytes"], &json!(bytes))
            .or_else(|| wrong("type", &upload["content_type"], &json!(content_type?)))
            .or_else(|| wrong("name", &upload["name"], &json!(name?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> String {
        STEPS.map(|step| format!("ok {step}\n")).concat()
    }

    #[test]
    fn every_step_can_be_made_to_fail() {
        let steps: Vec<&str> = sabotages().iter().map(|(step, _)| *step).collect();
        assert_eq!(steps, STEPS);
    }

    #[test]
    fn a_program_that_does_all_steps_in_order_is_fine() {
        assert_eq!(steps_missing(&all()), None);
        assert_eq!(steps_missing(&format!("a warning\n{}", all())), None);
    }

    #[test]
    fn a_step_left_out_repeated_or_out_of_order_is_noticed() {
        for said in [
            String::new(),
            all().replace("ok useapi-poll\n", ""),
            format!("{}ok useapi-poll\n", all()),
            all()
                .replace("useapi-429", "useapi-x")
                .replace("useapi-596", "useapi-429"),
        ] {
            assert!(steps_missing(&said).is_some(), "{said}");
        }
    }

    #[test]
    fn a_failure_has_to_name_the_very_step() {
        for (said, named) in [
            (
                "ok useapi-create\nFAILED useapi-poll: status: failed\n",
                true,
            ),
            ("FAILED useapi-poll\n", true),
            ("FAILED useapi-pages: pages: 1\n", false),
            ("FAILED useapi-poll-2: x\n", false),
            ("Segmentation fault\n", false),
            ("FAILED useapi-poll: x\nFAILED useapi-pages: y\n", false),
        ] {
            assert_eq!(names(said, "useapi-poll"), named, "{said}");
        }
    }

    #[test]
    fn files_that_did_not_arrive_whole_and_named_are_noticed() {
        let track = |bytes: u64, kind: &str| json!({"operation": "upload_track", "upload": {"bytes": bytes, "content_type": kind, "name": null}});
        let form = |bytes: u64, name: &str| json!({"operation": "upload_file", "upload": {"bytes": bytes, "content_type": "x/y", "name": name}});
        for (requests, wrong) in [
            (vec![track(9, "audio/mpeg"), form(9, "a.mp3")], None),
            (
                vec![track(8, "audio/mpeg"), form(9, "a.mp3")],
                Some("upload_track: bytes 8, expected 9"),
            ),
            (
                vec![track(9, "text/plain"), form(9, "a.mp3")],
                Some("upload_track: type \"text/plain\", expected \"audio/mpeg\""),
            ),
            (
                vec![track(9, "audio/mpeg"), form(9, "b.mp3")],
                Some("upload_file: name \"b.mp3\", expected \"a.mp3\""),
            ),
            (
                vec![track(9, "audio/mpeg")],
                Some("upload_file: 0 uploads, expected 1"),
            ),
        ] {
            assert_eq!(uploads_missing(&requests, 9, "a.mp3").as_deref(), wrong);
        }
    }
}
