//! What is checked before a call is sent, and how it is told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use mureka_api::cloudsway::types as cloudsway;
use mureka_api::useapi::types::{
    CloneVoice, ConversationTurn, CreateInstrumental, CreateSong, CreateSongAdvanced, CreateSpeech,
    ExtendSong, GenerateLyrics, ListSongs, Model, RegenerateSong, VoiceLanguage,
};
use mureka_api::useapi::{Client, operations};
use mureka_api::{Charged, Check, Error, ErrorKind, Problems, credits};
use mureka_mock::MockServer;

/// What is wrong with a request, one problem a line; empty where nothing is.
fn told(request: &dyn Check) -> String {
    let problems = request.check().err();
    let problems = problems.iter().flat_map(Error::problems);
    let lines: Vec<String> = problems.map(ToString::to_string).collect();
    lines.join("\n")
}

/// One character, four bytes.
fn notes(count: usize) -> String {
    "🎵".repeat(count)
}

fn turn(text: impl Into<String>) -> ConversationTurn {
    ConversationTurn::new(5, text)
}

/// Makes a request with a text.
type WithText = fn(String) -> Box<dyn Check>;

/// Each documented length: operation, field, the most, and a request with such a text.
const LENGTHS: &[(&str, &str, usize, WithText)] = &[
    ("create_song", "prompt", 3000, |text| {
        Box::new(CreateSong::new().prompt(text))
    }),
    ("create_song_advanced", "lyrics", 5000, |text| {
        Box::new(CreateSongAdvanced::new(text))
    }),
    ("create_song_advanced", "title", 50, |text| {
        Box::new(CreateSongAdvanced::new("la").title(text))
    }),
    ("create_song_advanced", "desc", 1000, |text| {
        Box::new(CreateSongAdvanced::new("la").desc(text))
    }),
    ("create_instrumental", "prompt", 1000, |text| {
        Box::new(CreateInstrumental::new().prompt(text))
    }),
    ("create_instrumental", "title", 50, |text| {
        Box::new(CreateInstrumental::new().title(text))
    }),
    ("extend_song", "lyrics", 3000, |text| {
        Box::new(ExtendSong::new(5, text))
    }),
    ("create_speech", "title", 500, |text| {
        Box::new(CreateSpeech::new().text("Hello").voice_id(5).title(text))
    }),
    ("create_speech", "text", 5000, |text| {
        Box::new(CreateSpeech::new().text(text).voice_id(5))
    }),
    ("clone_voice", "title", 50, |text| {
        Box::new(CloneVoice::new(text, "Deep", VoiceLanguage::from("en")))
    }),
    ("clone_voice", "desc", 500, |text| {
        Box::new(CloneVoice::new("Voice", text, VoiceLanguage::from("en")))
    }),
    ("cloudsway generate_song", "prompt", 1024, |text| {
        Box::new(cloudsway::GenerateSong::new("la").prompt(text))
    }),
];

#[test]
fn every_documented_length_is_counted_in_characters_and_not_in_bytes() {
    for (operation, field, most, request) in LENGTHS {
        for text in ["a".repeat(*most), notes(*most), "\u{301}".repeat(*most)] {
            assert_eq!(told(&*request(text)), "", "{operation} {field}");
        }
        for text in ["a".repeat(most + 1), notes(most + 1)] {
            let expected = format!(
                "{field}: {} characters, at most {most} are allowed",
                most + 1
            );
            assert_eq!(told(&*request(text)), expected, "{operation}");
        }
    }
}

#[test]
fn what_must_not_be_empty_has_at_least_one_character() {
    let empty = "0 characters, at least 1 is required";
    let language = || VoiceLanguage::from("en");
    let cases: [(&dyn Check, &str); 6] = [
        (&CloneVoice::new("", "Deep", language()), "title"),
        (&CloneVoice::new("Voice", "", language()), "desc"),
        (&ExtendSong::new("", "la"), "song_id"),
        (&CreateSongAdvanced::new("la").motif_id(""), "motif_id"),
        (&ListSongs::new().last_id(""), "last_id"),
        (&cloudsway::GenerateSong::new("la").vocal_id(""), "vocal_id"),
    ];
    for (request, field) in cases {
        assert_eq!(told(request), format!("{field}: {empty}"));
    }
    // A number is no text, and a title that no rule asks for may be empty.
    assert_eq!(told(&ExtendSong::new(0, "")), "");
    assert_eq!(told(&CreateSongAdvanced::new("").title("")), "");
}

#[test]
fn numbers_keep_to_their_range() {
    let regenerate = |start| told(&RegenerateSong::new(5, start));
    assert_eq!(regenerate(0), "");
    assert_eq!(
        regenerate(-1),
        "start_milliseconds: -1, at least 0 is required"
    );
    let songs = |n| told(&cloudsway::GenerateSong::new("la").n(n));
    for (n, expected) in [
        (0, "n: 0, at least 1 is required"),
        (1, ""),
        (3, ""),
        (4, "n: 4, at most 3 is allowed"),
    ] {
        assert_eq!(songs(n), expected);
    }
}

#[test]
fn a_moment_in_digits_keeps_to_its_range() {
    let extend = |at: &str| told(&cloudsway::ExtendSong::new("la", at));
    for good in ["8000", "9999", "10000", "419999", "420000"] {
        assert_eq!(extend(good), "");
    }
    let long = "8".repeat(70);
    for (bad, shown) in [
        ("", "empty"),
        ("7999", "\"7999\""),
        ("420001", "\"420001\""),
        ("08000", "\"08000\""),
        ("+8000", "\"+8000\""),
        ("8000 ", "\"8000 \""),
        ("8000.0", "\"8000.0\""),
        ("٨٠٠٠", "\"٨٠٠٠\""),
        ("8 s\n", "\"8 s\\n\""),
        (&long, &format!("\"{}…\"", "8".repeat(60))),
    ] {
        let expected =
            format!("extend_at: {shown}, a number in digits from 8000 to 420000 is required");
        assert_eq!(extend(bad), expected);
    }
}

#[test]
fn fields_that_exclude_each_other_are_told_pair_by_pair() {
    let song = || CreateSongAdvanced::new("la");
    let generate = || cloudsway::GenerateSong::new("la");
    let extend = || cloudsway::ExtendSong::new("la", "8000");
    let cases: [(&dyn Check, &str); 12] = [
        (&song().desc("pop"), ""),
        (&song().ref_id(1).vocal_id(2), ""),
        (
            &song().desc("pop").ref_id(1),
            "desc: not together with ref_id",
        ),
        (
            &song().desc("pop").vocal_id(1),
            "desc: not together with vocal_id",
        ),
        (
            &song().desc("").motif_id(1),
            "desc: not together with motif_id",
        ),
        (
            &song().motif_id(1).ref_id(2).vocal_id(3),
            "motif_id: not together with ref_id\nmotif_id: not together with vocal_id",
        ),
        (&generate().reference_id(1).vocal_id(2), ""),
        (
            &generate().prompt("pop").vocal_id(2),
            "prompt: not together with vocal_id",
        ),
        (
            &generate().prompt("pop").reference_id(2),
            "prompt: not together with reference_id",
        ),
        (
            &generate().melody_id(1).vocal_id(2),
            "vocal_id: not together with melody_id",
        ),
        (&extend().song_id(1), ""),
        (
            &extend().song_id(1).upload_audio_id(2),
            "song_id: not together with upload_audio_id",
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(told(request), expected);
    }
}

#[test]
fn speech_is_a_text_with_a_voice_or_a_conversation() {
    let speech = CreateSpeech::new;
    let turns = || vec![turn("Hello")];
    for (request, expected) in [
        (speech().text("Hello").voice_id(5), ""),
        (speech().conversation(turns()), ""),
        (
            speech(),
            "body: one of text with voice_id, conversation is required",
        ),
        (
            speech().text("Hello"),
            "voice_id: required together with text, and missing",
        ),
        (
            speech().voice_id(5),
            "text: required together with voice_id, and missing",
        ),
        (
            speech().conversation(turns()).voice_id(5),
            "voice_id: not together with conversation",
        ),
        (
            speech().conversation(turns()).text("Hello").voice_id(5),
            "conversation: not together with text and voice_id",
        ),
    ] {
        assert_eq!(told(&request), expected);
    }
}

#[test]
fn a_conversation_has_its_limit_over_all_turns() {
    let conversation =
        |turns: Vec<ConversationTurn>| told(&CreateSpeech::new().conversation(turns));
    assert_eq!(conversation(vec![turn(notes(2500)), turn(notes(2500))]), "");
    assert_eq!(
        conversation(vec![turn(notes(2500)), turn(notes(2501))]),
        "conversation: 5001 characters of text in all, at most 5000 are allowed"
    );
    assert_eq!(
        conversation(vec![
            turn("a"),
            ConversationTurn::new("", "b"),
            turn(notes(5001))
        ]),
        "conversation[1].voice_id: 0 characters, at least 1 is required\n\
         conversation[2].text: 5001 characters, at most 5000 are allowed\n\
         conversation: 5003 characters of text in all, at most 5000 are allowed"
    );
}

#[test]
fn values_that_appear_tomorrow_are_no_problem() {
    let request = CreateSong::new().model(Model::from("V12"));
    assert_eq!(told(&request), "");
    // No limit is documented, so none is invented.
    assert_eq!(told(&GenerateLyrics::new().prompt(notes(100_000))), "");
}

#[tokio::test]
async fn what_breaks_a_limit_is_not_sent_and_all_of_it_is_told() {
    let mock = MockServer::start().await.unwrap();
    let client = Client::builder()
        .token("hunter2")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let request = CreateSongAdvanced::new("a".repeat(5312))
        .desc("pop")
        .ref_id(5);

    let error = client
        .raw()
        .create_song_advanced(&request)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.operation(), Some(&operations::CREATE_SONG_ADVANCED));
    assert_eq!(error.field(), Some("lyrics"));
    assert!(error.never_sent());
    assert_eq!(error.charged(), Charged::No);
    let fields: Vec<&str> = error
        .problems()
        .iter()
        .map(mureka_api::Problem::field)
        .collect();
    assert_eq!(fields, ["lyrics", "desc"]);
    assert_eq!(error.problems()[1].rule(), "not together with ref_id");
    assert_eq!(
        error.to_string(),
        "create_song_advanced: not sent, 2 problems: \
         lyrics: 5312 characters, at most 5000 are allowed; desc: not together with ref_id"
    );
    assert_eq!(
        format!("{error:#}"),
        "create_song_advanced: not sent, 2 problems.\n  \
         lyrics: 5312 characters, at most 5000 are allowed\n  \
         desc: not together with ref_id"
    );
    assert!(mock.requests().is_empty());

    let voice = CloneVoice::new("", notes(501), VoiceLanguage::from("en"));
    let error = client
        .voices()
        .clone_voice(voice, b"ID3".to_vec())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "clone_voice: not sent, 2 problems: title: 0 characters, at least 1 is required; \
         desc: 501 characters, at most 500 are allowed"
    );
    let error = client
        .songs()
        .list(ListSongs::new().last_id(""))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "list_songs: not sent, 1 problem: last_id: 0 characters, at least 1 is required"
    );
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn what_is_within_the_limits_is_sent() {
    let mock = MockServer::start().await.unwrap();
    let client = Client::builder()
        .token("hunter2")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let request = CreateSongAdvanced::new(notes(5000)).async_(true);
    client.raw().create_song_advanced(&request).await.unwrap();
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn of_many_problems_the_first_are_told_and_the_rest_counted() {
    let turns: Vec<_> = (0..1000).map(|_| ConversationTurn::new("", "a")).collect();
    let error = CreateSpeech::new().conversation(turns).check().unwrap_err();
    assert_eq!(error.problems().len(), 20);
    let message = error.to_string();
    assert!(
        message.starts_with("1000 problems: conversation[0].voice_id: 0 "),
        "{message}"
    );
    assert!(message.ends_with("; and 980 more"), "{message}");
    assert!(format!("{error:#}").ends_with("required\n  and 980 more"));
}

#[test]
fn requests_of_ones_own_are_checked_in_the_same_way() {
    struct Batch(Vec<CreateSong>);

    impl Check for Batch {
        fn problems(&self, problems: &mut Problems) {
            if self.0.len() > 2 {
                problems.add("songs", "three is a crowd");
            }
            for song in &self.0 {
                song.problems(problems);
            }
        }
    }

    let songs = vec![
        CreateSong::new(),
        CreateSong::new(),
        CreateSong::new().prompt(notes(3001)),
    ];
    let error = Batch(songs).check().unwrap_err();
    assert_eq!(error.field(), Some("songs"));
    assert_eq!(error.problems().len(), 2);
    assert!(error.never_sent());
}

#[tokio::test]
async fn a_song_that_the_account_cannot_pay_for_is_told_before_it_is_asked_for() {
    let mock = MockServer::builder()
        .account_with_credits("123", 5)
        .account_with_credits("456", 12)
        .start()
        .await
        .unwrap();
    let client = Client::builder()
        .token("hunter2")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let create = &operations::CREATE_SONG;
    let check = |account, model: &'static str| {
        let raw = client.raw();
        async move { credits::check(raw, create, Some(account), Some(&Model::from(model))).await }
    };

    let error = check("123", "V9").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredits);
    assert_eq!(error.account(), Some("123"));
    assert!(error.never_sent());
    assert_eq!(error.charged(), Charged::No);
    let message = error.to_string();
    let expected = "create_song: V9 needs 12 credits, account 123 has 5";
    assert!(message.starts_with(expected), "{message}");

    // Just enough, and models whose price is not known.
    for (account, model, required) in [
        ("456", "V9", Some(12)),
        ("123", "V7.5", None),
        ("123", "V12", None),
    ] {
        let estimate = check(account, model).await.unwrap();
        assert_eq!(estimate.required, required, "{model}");
        assert!(estimate.credits.is_some());
    }
    assert!(mock.ledger().total == 0);
}
