//! `mureka job`.

use std::process::Stdio;
use std::time::Duration;

use mureka_mock::Fault;

use crate::world::{World, check, told, words};

/// Submits, and gives the id of the job.
async fn submitted(world: &World, line: &str) -> String {
    let ended = world.run(&format!("{line} --no-wait")).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout.trim().to_owned()
}

#[tokio::test]
async fn a_job_is_shown_while_it_runs_and_when_it_is_done() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(60))).await;
    let song = submitted(&world, "song create --prompt Rain").await;
    let speech = submitted(&world, "speech create --text Hello --voice 1").await;
    let mut text = world
        .transcript(&[
            "job list",
            "job list --json",
            "job list --jsonl",
            "job list --account 404",
            &format!("job show {song}"),
            &format!("job show {song} --json"),
        ])
        .await;
    world.mock.advance(Duration::from_secs(60));
    text += &world
        .transcript(&[
            "job list",
            "job list --json",
            &format!("job show {song}"),
            &format!("job show {speech}"),
            &format!("job show {speech} --json"),
        ])
        .await;
    check("job_show", &text);
}

#[tokio::test]
async fn a_wait_finds_out_what_kind_of_job_it_is() {
    let world = World::new().await;
    let song = submitted(&world, "song create --prompt Rain").await;
    let more = submitted(
        &world,
        "song extend user:777-mureka:12345678901234-song:123456789 --lyrics La",
    )
    .await;
    let speech = submitted(&world, "speech create --text Hello --voice 1").await;
    told(
        &world,
        "job_wait",
        &[
            &format!("job wait {song}"),
            &format!("job wait {song} --out songs"),
            &format!("job wait {song} --out songs --force --json"),
            &format!("job wait {more} --json"),
            &format!("job wait {speech} --out speech"),
            &format!("job wait {speech} --json"),
        ],
    )
    .await;
}

#[tokio::test]
async fn several_jobs_are_waited_for_together() {
    let world = World::new().await;
    let song = submitted(&world, "song create --prompt Rain").await;
    let speech = submitted(&world, "speech create --text Hello --voice 1").await;
    let ended = world
        .run(&format!("job wait {song} {speech} --out made"))
        .await;
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let mut lines: Vec<_> = ended.stdout.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].contains("made/rain-2.mp3"), "{lines:?}");
    assert!(lines[1].contains("made/rain-1.mp3"), "{lines:?}");
    assert!(
        lines[2].contains("made/sample-speech-title.mp3"),
        "{lines:?}"
    );
    let ended = world.run(&format!("job wait {song} {speech} --json")).await;
    let told: Vec<serde_json::Value> = serde_json::from_str(&ended.stdout).unwrap();
    let mut ids: Vec<_> = told
        .iter()
        .filter_map(|job| job["jobid"].as_str())
        .collect();
    ids.sort_unstable();
    let mut expected = [song.as_str(), speech.as_str()];
    expected.sort_unstable();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn a_job_that_failed_ends_with_8() {
    let fault = Fault::on("create_song")
        .job_ends("failed", "no inspiration")
        .always();
    let world = World::with(|mock| mock.fault(fault)).await;
    let song = submitted(&world, "song create --prompt Rain").await;
    told(
        &world,
        "job_failed",
        &[
            "song create --prompt Rain --wait",
            "song create --prompt Rain --wait --json",
            &format!("job wait {song}"),
            &format!("job wait {song} --json"),
            &format!("job show {song}"),
        ],
    )
    .await;
}

#[tokio::test]
async fn of_several_jobs_those_that_failed_are_named() {
    let fault = Fault::on("create_song").job_ends("failed", "no inspiration");
    let world = World::with(|mock| mock.fault(fault)).await;
    let failed = submitted(&world, "song create --prompt Rain").await;
    let good = submitted(&world, "speech create --text Hello --voice 1").await;
    let ended = world.run(&format!("job wait {failed} {good}")).await;
    assert_eq!(ended.code, 12);
    assert!(
        ended.stdout.contains("Sample Speech Title"),
        "{}",
        ended.stdout
    );
    assert!(ended.stderr.contains("no inspiration"), "{}", ended.stderr);
    let last = ended.stderr.lines().last().unwrap();
    assert_eq!(last, format!("mureka: 1 of 2 failed: {failed}"));
    let ended = world
        .run(&format!("job wait {failed} {good} --jsonl"))
        .await;
    assert_eq!(ended.code, 12);
    let told: Vec<serde_json::Value> = ended
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let errors: Vec<_> = told
        .iter()
        .filter_map(|job| job["error"]["exit_code"].as_u64())
        .collect();
    assert_eq!(errors, [8]);
}

#[tokio::test]
async fn a_deadline_leaves_the_job_running_and_says_how_to_come_back() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(600))).await;
    let song = submitted(&world, "song create --prompt Rain").await;
    told(
        &world,
        "deadline",
        &[
            "song create --prompt Rain --deadline 0.1 --out 'my songs' --force",
            "song create --prompt Rain --wait --deadline 0.1 --json",
            &format!("job wait {song} --deadline 0.1 --out songs"),
            "cloudsway generate --lyrics La --deadline 0.1 --wait",
            "cloudsway generate --lyrics La --deadline 0.1 --format wav --out songs",
        ],
    )
    .await;
    assert_eq!(world.mock.ledger().times("create_song"), 3);
}

/// Starts a command, and interrupts it as soon as the server has been called so.
async fn interrupted(
    world: &World,
    line: &str,
    operation: &str,
    times: usize,
) -> (String, Option<i32>) {
    let child = world
        .command(&words(line))
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let id = child.id().unwrap().to_string();
    let called = || {
        world
            .called()
            .iter()
            .filter(|called| *called == operation)
            .count()
    };
    for _ in 0..1000 {
        if called() >= times {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // The answer has to be there before the wait begins.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let killed = tokio::process::Command::new("kill")
        .args(["-INT", &id])
        .status()
        .await;
    assert!(killed.unwrap().success());
    let ended = child.wait_with_output();
    let ended = tokio::time::timeout(Duration::from_secs(10), ended).await;
    let ended = ended.expect("it ends when it is interrupted").unwrap();
    (
        String::from_utf8(ended.stderr).unwrap(),
        ended.status.code(),
    )
}

#[tokio::test]
async fn an_interrupted_wait_leaves_the_job_running_and_says_how_to_come_back() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(600))).await;
    let line = "song create --prompt Rain --out songs";
    let (stderr, code) = interrupted(&world, line, "create_song", 1).await;
    let id = world.mock.jobs()[0].id.clone();
    assert_eq!(code, Some(130));
    assert_eq!(
        stderr,
        format!(
            "mureka: interrupted; the job {id} goes on\nTo go on: mureka job wait {id} --out songs\n"
        )
    );
    assert_eq!(world.mock.jobs()[0].status, "created");
}

#[tokio::test]
async fn an_interrupted_wait_for_several_names_those_that_are_left() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(600))).await;
    let one = submitted(&world, "song create --prompt Rain").await;
    let two = submitted(&world, "speech create --text Hello --voice 1").await;
    let line = format!("job wait {one} {two} --out songs");
    let (stderr, code) = interrupted(&world, &line, "get_job", 2).await;
    assert_eq!(code, Some(130));
    assert_eq!(
        stderr,
        format!(
            "mureka: interrupted; 2 jobs go on\nTo go on: mureka job wait {one} {two} --out songs\n"
        )
    );
}

#[tokio::test]
async fn the_command_that_goes_on_calls_the_same() {
    let world = World::new().await.without("USEAPI_BASE_URL");
    let url = world.mock.base_url();
    std::fs::create_dir_all(world.path("config")).unwrap();
    std::fs::write(world.path("config/config.toml"), "[work]\n").unwrap();
    for (flags, expected) in [
        (
            format!("--base-url {url}/"),
            format!("mureka --base-url {url}/ job wait j"),
        ),
        (
            format!("--base-url {url} --profile work"),
            format!("mureka --profile work --base-url {url} job wait j"),
        ),
    ] {
        let line = format!("speech create --text Hello --voice 1 --no-wait {flags}");
        let ended = world.run(&line).await;
        assert!(ended.stderr.contains(&expected), "{}", ended.stderr);
    }
}
