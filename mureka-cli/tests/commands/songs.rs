//! `mureka song`, `lyrics`, `ref`, `genres`, `profile`.

use std::time::Duration;

use mureka_mock::Fault;

use crate::world::{World, told};

const SONG: &str = "user:777-mureka:12345678901234-song:123456789";

#[tokio::test]
async fn a_song_is_waited_for_and_saved() {
    let world = World::new().await;
    told(
        &world,
        "song_create",
        &[
            "song create --prompt 'Silly song about Santa' --out songs",
            "song create --prompt @idea.txt --wait --json",
            "song create --prompt Rain --out songs --force --json",
        ],
    )
    .await;
    assert!(world.path("songs/silly-song-about-santa-1.mp3").is_file());
}

#[tokio::test]
async fn a_song_is_submitted_only() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(60))).await;
    told(
        &world,
        "song_create_no_wait",
        &[
            "song create --prompt Rain --no-wait",
            "song create --prompt Rain --json",
            "song create --prompt Rain --quiet",
        ],
    )
    .await;
}

#[tokio::test]
async fn files_that_are_there_are_not_replaced() {
    let world = World::new().await;
    told(
        &world,
        "song_create_file_exists",
        &[
            "song create --prompt Rain --out songs",
            "song create --prompt Rain --out songs",
            "song create --prompt Rain --out songs --force",
        ],
    )
    .await;
}

#[tokio::test]
async fn songs_are_made_in_all_ways() {
    let world = World::new().await;
    told(&world, "song_made", &[
        "song advanced --lyrics @lyrics.txt --title Rain --desc 'folk, calm' --wait",
        "song advanced --lyrics @lyrics.txt --ref 66778899 --vocal 47235584950273 --wait --json",
        "song instrumental --prompt 'slow piano' --wait",
        "song instrumental --ref 66778899 --wait --json",
        &format!("song extend {SONG} --lyrics @more.txt --wait"),
        &format!("song extend {SONG} --lyrics @more.txt --wait --json"),
        &format!("song regenerate {SONG} --from 60000 --wait"),
        &format!("song regenerate {SONG} --from 60000 --wait --json"),
        &format!("song video {SONG}"),
        &format!("song video {SONG} --json"),
        &format!("song video {SONG} --out videos"),
    ])
    .await;
}

#[tokio::test]
async fn songs_are_listed_and_shown() {
    let world = World::with(|mock| mock.page_size(1)).await;
    told(
        &world,
        "song_list",
        &[
            "song list",
            "song list --limit 1",
            "song list --limit 1 --json",
            "song list --limit 2 --jsonl",
            "song list --all",
            &format!("song show {SONG}"),
            &format!("song show {SONG} --json"),
        ],
    )
    .await;
}

#[tokio::test]
async fn no_page_is_read_behind_the_last_song_that_is_wanted() {
    let world = World::with(|mock| mock.page_size(1)).await;
    world.run("song list --limit 1").await;
    assert_eq!(world.called(), ["list_songs"]);
}

#[tokio::test]
async fn the_files_of_a_song_are_downloaded() {
    let world = World::new().await;
    told(
        &world,
        "song_download",
        &[
            &format!("song download {SONG} --out files"),
            &format!("song download {SONG} --what cover --what stems --out files --json"),
            &format!("song download {SONG} --what license --what video --out files"),
            &format!("song download {SONG} --what license --what video --out more --json"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_song_without_a_link_is_told_of() {
    let fault = Fault::on("create_song").without("mp3_url").always();
    let world = World::with(|mock| mock.fault(fault)).await;
    told(
        &world,
        "song_without_link",
        &[
            "song create --prompt Rain --out songs",
            "song create --prompt Rain --out songs --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn lyrics_are_printed_line_by_line() {
    let text = "[Verse]\r\nRain\u{1b}[2J on\u{9b}2J the roof\n\nEnd";
    let fault = Fault::on("generate_lyrics").status(200).always();
    let fault = fault.body(serde_json::json!({ "lyrics": text }));
    let world = World::with(|mock| mock.fault(fault)).await;
    told(
        &world,
        "lyrics",
        &[
            "lyrics generate --prompt @idea.txt",
            "lyrics --prompt Rain",
            "lyrics --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn what_songs_can_sound_like_is_listed() {
    let world = World::new().await;
    told(
        &world,
        "ref_genres_profile",
        &[
            "ref list",
            "ref list --genre rock --mood restless --limit 1 --json",
            "genres",
            "genres --json",
            "profile",
            "profile --json",
        ],
    )
    .await;
    let requests = world.mock.requests();
    let targets: Vec<_> = requests
        .iter()
        .map(|request| request.target.as_str())
        .collect();
    assert!(
        targets
            .iter()
            .any(|target| target.contains("mood=restless")),
        "{targets:?}"
    );
    assert!(
        targets.iter().any(|target| target.contains("genre=rock")),
        "{targets:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_saved_is_not_paid_for() {
    let world = World::new().await;
    std::fs::write(world.path("file"), "").unwrap();
    let long = "n".repeat(300);
    for (out, told) in [
        ("file", "--out: file: not a folder; nothing was sent"),
        ("file/songs", "--out: file: not a folder; nothing was sent"),
        (long.as_str(), "File name too long"),
    ] {
        for line in [
            "song create --prompt Rain",
            "speech create --text Hello --voice 1",
            "cloudsway generate --lyrics La",
        ] {
            let ended = world.run(&format!("{line} --wait --out {out}")).await;
            assert_eq!(ended.code, 11, "{line}: {}", ended.stderr);
            assert!(ended.stderr.contains(told), "{line}: {}", ended.stderr);
        }
    }
    assert_eq!(world.called(), Vec::<String>::new());
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_a_folder_is_one_and_a_link_to_nowhere_is_not() {
    let world = World::new().await;
    std::fs::create_dir(world.path("folder")).unwrap();
    std::os::unix::fs::symlink("folder", world.path("link")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", world.path("lost")).unwrap();
    let line = "song create --prompt Rain --wait --out";
    let ended = world.run(&format!("{line} lost/songs")).await;
    assert_eq!(ended.code, 11, "{}", ended.stderr);
    assert!(world.called().is_empty());
    let ended = world.run(&format!("{line} link/new/songs")).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(world.path("folder/new/songs/rain-1.mp3").exists());
}
