//! `mureka speech` and `mureka voice`.

use std::time::Duration;

use crate::world::{World, told};

#[tokio::test]
async fn a_voice_speaks() {
    let world = World::new().await;
    told(
        &world,
        "speech_create",
        &[
            "speech create --text 'Hello, and welcome.' --voice 123456 --out speech",
            "speech create --text @chapter.txt --voice 123456 --title 'Chapter 1' --wait --json",
            "speech create --conversation @talk.json --wait",
        ],
    )
    .await;
    let requests = world.mock.requests();
    let sent: Vec<_> = requests
        .iter()
        .filter(|request| request.operation.as_deref() == Some("create_speech"))
        .map(|request| String::from_utf8_lossy(&request.body))
        .collect();
    assert!(sent[1].contains(r#""title":"Chapter 1""#), "{}", sent[1]);
    assert!(sent[2].contains(r#"\"voice_id\":123456"#), "{}", sent[2]);
}

#[tokio::test]
async fn speech_is_submitted_only() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(60))).await;
    told(
        &world,
        "speech_no_wait",
        &[
            "speech create --text Hello --voice 123456 --no-wait",
            "speech create --text Hello --voice 123456 --no-wait --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn what_a_conversation_lacks_is_said() {
    let world = World::new().await;
    told(
        &world,
        "speech_wrong",
        &[
            "speech create --conversation 'Hello!'",
            "speech create --conversation '[]'",
            "speech create --conversation '[{\"text\": \"Hello.\"}]'",
            "speech create --text Hello",
            "speech create --text Hello --voice 1 --conversation '[]'",
            "speech create",
        ],
    )
    .await;
    assert_eq!(world.called(), Vec::<String>::new());
}

#[tokio::test]
async fn speech_and_voices_are_listed() {
    let world = World::new().await;
    told(
        &world,
        "speech_voice_list",
        &[
            "speech list",
            "speech list --limit 1 --json",
            "voice list",
            "voice list --cloned --limit 1 --json",
        ],
    )
    .await;
}
