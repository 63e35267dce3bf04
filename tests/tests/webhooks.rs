//! Every documented job can be what a webhook posts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use mureka_api::webhooks::{Inbox, WebhookSecret, status};
use mureka_gen::{ExampleCase, Place};
use mureka_tests::generated::useapi;

/// The examples of webhooks, and those of answers that show a job: the same shape by the docs.
fn jobs() -> Vec<ExampleCase> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let document = mureka_gen::regen::load(&root, "useapi").unwrap();
    let api = mureka_gen::check(&document).unwrap();
    let is_job = |case: &ExampleCase| match case.place {
        Place::Request => false,
        Place::Callback => true,
        Place::Response(status) => {
            let status = status.to_string();
            useapi::RESPONSES
                .iter()
                .filter(|(id, code, _)| *id == case.operation && *code == status)
                .any(|(_, _, ty)| ["Job", "MusicJob", "SpeechJob"].contains(ty))
        }
    };
    let mut cases = mureka_gen::cases(&document, &api);
    cases.retain(is_job);
    cases
}

#[test]
fn every_documented_job_is_taken_as_a_webhook() {
    let cases = jobs();
    // Four of a job that is looked up, and at least one of each call that starts one.
    assert!(cases.len() >= 10, "{} examples", cases.len());
    let mut ends = 0;
    for case in &cases {
        let name = format!("{} {} {}", case.operation, case.place, case.name);
        let secret = WebhookSecret::generate().unwrap();
        let url = secret.url("https://me.example/hook").unwrap();
        let body = serde_json::to_vec(&case.value).unwrap();

        let received = Inbox::new(secret).receive(url.expose(), &body);
        assert_eq!(status(&received), 200, "{name}");
        let event = received.unwrap().into_event();
        let value = &case.value;
        assert_eq!(value["jobid"], event.jobid(), "{name}");
        let reference = value["request"]["replyRef"].as_str();
        assert_eq!(event.reply_ref(), reference, "{name}");
        let ended = matches!(value["status"].as_str(), Some("completed" | "failed"));
        assert_eq!(event.is_final(), ended, "{name}");
        assert_eq!(serde_json::to_value(event.job()).unwrap(), *value, "{name}");
        ends += usize::from(ended);
    }
    assert!(ends >= 3, "{ends} of them have ended");
}
