//! How fast calls may come, and how many may run at once.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::time::Duration;

use mureka_mock::{Builder, Fault, MockServer};
use serde_json::{Value, json};
use support::{GENERATION, Mock, just_before, serve, start, until};

const CREATE: &str = "/v1/mureka/music/create";
const LYRICS: &str = "/v1/mureka/music/lyrics-generate";
const VIDEO: &str = "/v1/mureka/music/video-generate";
const SECOND: Duration = Duration::from_secs(1);
const MILLI: Duration = Duration::from_millis(1);

fn too_frequent() -> (u16, Value) {
    let words = "Too frequently, please try again later.";
    (429, json!({"code": 9008, "msg": words}))
}

fn slots_full() -> (u16, Value) {
    let words = "Generate multiple task exceed limit. (6323)";
    (429, json!({"error": words}))
}

fn song() -> Value {
    json!({"async": true})
}

/// Every call that is limited, with what it has to be apart from the next.
fn limited() -> [(&'static str, Value, Duration); 7] {
    let id = 111_122_222;
    [
        (CREATE, song(), 3 * SECOND),
        (
            "/v1/mureka/music/create-advanced",
            json!({"lyrics": "a", "async": true}),
            3 * SECOND,
        ),
        ("/v1/mureka/music/create-instrumental", song(), 3 * SECOND),
        (
            "/v1/mureka/music/extend",
            json!({"song_id": id, "lyrics": "a", "async": true}),
            3 * SECOND,
        ),
        (
            "/v1/mureka/music/regenerate",
            json!({"song_id": id, "start_milliseconds": 1, "async": true}),
            3 * SECOND,
        ),
        (VIDEO, json!({"song_id": id}), 3 * SECOND),
        (LYRICS, json!({}), SECOND),
    ]
}

/// Whether a call is let in; one that waits for its end is left behind.
async fn enters(mock: &Mock, path: &str, body: &Value) -> bool {
    let before = mock.requests().len();
    let jobs = mock.jobs().len();
    let answer = tokio::spawn(mock.call("POST", path).json(body).send());
    until(|| answer.is_finished() || mock.jobs().len() > jobs).await;
    assert_eq!(mock.requests().len(), before + 1);
    if !answer.is_finished() {
        answer.abort();
        return true;
    }
    let answer = answer.await.unwrap();
    if answer.status == 429 {
        assert_eq!(answer.said(), too_frequent(), "{path}");
    }
    answer.status < 300
}

/// Fills the ten slots of an account, with jobs that do not end by themselves.
async fn fill(mock: &Mock, body: &Value) {
    for _ in 0..10 {
        assert_eq!(mock.post(CREATE, body).await.status, 201);
        mock.advance(3 * SECOND);
    }
}

fn slow() -> Builder {
    MockServer::builder().generation_time(Duration::from_secs(60))
}

#[tokio::test(start_paused = true)]
async fn calls_are_so_far_apart_as_documented() {
    for (path, body, spacing) in limited() {
        let mock = start().await;
        for (wait, expected) in [
            (Duration::ZERO, true),
            (just_before(spacing), false),
            (MILLI, true),
            (Duration::ZERO, false),
            (spacing, true),
        ] {
            mock.advance(wait);
            assert_eq!(
                enters(&mock, path, &body).await,
                expected,
                "{path} {wait:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_refused_does_not_put_the_next_one_off() {
    let mock = start().await;
    assert!(enters(&mock, CREATE, &song()).await);
    for _ in 0..2 {
        mock.advance(SECOND);
        assert!(!enters(&mock, CREATE, &song()).await);
    }
    mock.advance(SECOND);
    assert!(enters(&mock, CREATE, &song()).await);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_wrong_does_not_count() {
    let mock = start().await;
    assert_eq!(mock.post(CREATE, &json!({"model": "V1"})).await.status, 400);
    let call = mock.call("POST", CREATE).json(&song()).authorization(None);
    assert_eq!(call.send().await.status, 401);
    let missing = json!({"song_id": 1, "lyrics": "a"});
    assert_eq!(
        mock.post("/v1/mureka/music/extend", &missing).await.status,
        400
    );
    assert!(enters(&mock, CREATE, &song()).await);
}

#[tokio::test(start_paused = true)]
async fn songs_of_all_kinds_share_a_spacing_and_lyrics_have_their_own() {
    let mock = start().await;
    let [(create, song, _), .., (video, clip, _), (lyrics, words, _)] = limited();
    assert!(enters(&mock, create, &song).await);
    assert!(!enters(&mock, video, &clip).await);
    assert!(enters(&mock, lyrics, &words).await);
    mock.advance(SECOND);
    assert!(enters(&mock, lyrics, &words).await);
    assert!(!enters(&mock, create, &song).await);
}

#[tokio::test(start_paused = true)]
async fn what_names_no_limit_has_none() {
    let mock = start().await;
    for _ in 0..12 {
        let speech = json!({"text": "a", "voice_id": 1, "async": true});
        assert_eq!(mock.post("/v1/mureka/speech", &speech).await.status, 201);
        assert_eq!(mock.get("/v1/mureka/profile/").await.status, 200);
    }
    assert!(enters(&mock, CREATE, &song()).await);
}

#[tokio::test(start_paused = true)]
async fn the_eleventh_job_finds_no_slot_until_one_ends() {
    let mock = serve(slow()).await;
    fill(&mock, &song()).await;
    for (path, body, _) in limited().into_iter().filter(|(path, ..)| *path != LYRICS) {
        assert_eq!(mock.post(path, &body).await.said(), slots_full(), "{path}");
    }
    // Half a minute after the last one, the first one is over.
    mock.advance(just_before(30 * SECOND));
    assert_eq!(mock.post(CREATE, &song()).await.said(), slots_full());
    mock.advance(MILLI);
    assert_eq!(mock.post(CREATE, &song()).await.status, 201);
    mock.advance(just_before(3 * SECOND));
    assert_eq!(mock.post(CREATE, &song()).await.said(), too_frequent());
    mock.advance(MILLI);
    assert_eq!(mock.post(CREATE, &song()).await.status, 201);
}

#[tokio::test(start_paused = true)]
async fn calls_that_wait_for_their_songs_and_videos_take_slots_too() {
    let mock = serve(slow()).await;
    let [.., (video, clip, _), _] = limited();
    for number in 0..10 {
        let (path, body) = if number % 2 == 0 {
            (CREATE, json!({}))
        } else {
            (video, clip.clone())
        };
        assert!(enters(&mock, path, &body).await, "{number}");
        mock.advance(3 * SECOND);
    }
    assert_eq!(mock.post(CREATE, &song()).await.said(), slots_full());
}

#[tokio::test(start_paused = true)]
async fn a_slot_is_free_again_when_a_job_fails_and_not_while_it_hangs() {
    let mock = serve(slow()).await;
    mock.fault(Fault::on("create_song").job_ends("failed", "No"));
    mock.fault(Fault::on("create_song").times(9).job_stuck());
    fill(&mock, &song()).await;
    assert_eq!(mock.post(CREATE, &song()).await.said(), slots_full());
    mock.advance(30 * SECOND);
    assert_eq!(mock.post(CREATE, &song()).await.status, 201);
    // That one is back after its minute; the other nine never are.
    mock.advance(3600 * SECOND);
    assert_eq!(mock.post(CREATE, &song()).await.status, 201);
    mock.advance(3 * SECOND);
    assert_eq!(mock.post(CREATE, &song()).await.said(), slots_full());
    // Not even they hold it for longer than jobs are kept.
    mock.advance(7 * 86400 * SECOND);
    fill(&mock, &song()).await;
}

#[tokio::test(start_paused = true)]
async fn each_account_has_its_own_limits() {
    let mock = serve(slow().account("111").account("222")).await;
    let of = |account: &str| json!({"account": account, "async": true});
    assert!(enters(&mock, CREATE, &of("111")).await);
    assert!(enters(&mock, CREATE, &of("222")).await);
    assert!(!enters(&mock, CREATE, &of("111")).await);
    mock.advance(60 * SECOND);
    fill(&mock, &of("111")).await;
    assert_eq!(mock.post(CREATE, &of("111")).await.said(), slots_full());
    assert!(enters(&mock, CREATE, &of("222")).await);
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_costs_nothing_and_starts_nothing() {
    let mock = serve(slow()).await;
    fill(&mock, &song()).await;
    for _ in 0..3 {
        assert_eq!(mock.post(CREATE, &song()).await.status, 429);
    }
    assert_eq!((mock.ledger().total, mock.jobs().len()), (10, 10));
}

#[tokio::test(start_paused = true)]
async fn limits_can_be_switched_off() {
    let mock = serve(slow().limits(false)).await;
    for _ in 0..15 {
        assert_eq!(mock.post(CREATE, &song()).await.status, 201);
        assert_eq!(mock.post(LYRICS, &json!({})).await.status, 200);
    }
}

#[tokio::test(start_paused = true)]
async fn the_spacing_is_scaled_with_all_times() {
    let mock = serve(MockServer::builder().time_scale(0.01)).await;
    for (path, body, spacing) in limited() {
        mock.advance(GENERATION);
        let spacing = spacing / 100;
        assert!(enters(&mock, path, &body).await, "{path}");
        mock.advance(just_before(spacing));
        assert!(!enters(&mock, path, &body).await, "{path}");
        mock.advance(MILLI);
        assert!(enters(&mock, path, &body).await, "{path}");
    }
}
