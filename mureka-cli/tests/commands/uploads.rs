//! What is uploaded: tracks, vocals, motifs, voices.

use crate::world::{World, check, told};

#[tokio::test]
async fn files_are_uploaded() {
    let world = World::new().await;
    told(&world, "uploads", &[
        "file upload demo.mp3 --title Demo --genre pop --mood happy",
        "file upload demo.mp3 --title Demo --genre pop --mood happy --from https://youtu.be/x --json",
        "vocal upload me.mp3 --title 'My voice'",
        "vocal upload me.mp3 --title 'My voice' --json",
        "motif upload hummed.mp3",
        "motif upload hummed.mp3 --json",
        "voice clone anna.mp3 --title Anna --desc 'a little hoarse' --lang en",
        "voice clone anna.mp3 --title Anna --desc @idea.txt --lang en --json",
        "file youtube https://www.youtube.com/watch?v=rain",
        "file youtube https://www.youtube.com/watch?v=rain --json",
    ])
    .await;
}

#[tokio::test]
async fn uploads_are_listed() {
    let world = World::new().await;
    told(
        &world,
        "upload_lists",
        &[
            "file list",
            "file list --limit 1 --json",
            "vocal list",
            "vocal list --mine --limit 1 --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_file_that_is_none_is_not_sent() {
    let world = World::new().await;
    std::fs::write(world.path("empty.mp3"), "").unwrap();
    std::fs::write(world.path("page.mp3"), "<html>").unwrap();
    std::fs::write(world.path("song.wav"), "RIFF\0\0\0\0WAVE").unwrap();
    told(
        &world,
        "uploads_wrong",
        &[
            "motif upload nowhere.mp3",
            "motif upload .",
            "motif upload empty.mp3",
            "motif upload page.mp3",
            "motif upload song.wav --json",
            "voice clone anna.mp3 --title '' --desc x --lang en",
        ],
    )
    .await;
    assert_eq!(world.called(), Vec::<String>::new());
}

#[tokio::test]
async fn a_file_comes_on_stdin() {
    let sound = "ID3 and so on";
    for line in [
        "file upload - --title Demo --genre pop --mood happy",
        "vocal upload - --title Mine",
        "motif upload -",
        "voice clone - --title Anna --desc hoarse --lang en",
        "cloudsway upload - --name me.mp3 --purpose vocal",
        "api upload_motif --file -",
        "api cloudsway:upload_file --file - --name me.mp3 -f purpose=vocal",
    ] {
        let world = World::new().await;
        let ended = world.run_with(line, sound).await;
        assert_eq!(ended.code, 0, "{line}: {}", ended.stderr);
        let request = world.mock.requests().pop().unwrap();
        let body = String::from_utf8_lossy(&request.body).into_owned();
        assert!(body.contains(sound), "{line}: {body}");
        if line.contains("--name") {
            assert!(body.contains("filename=\"me.mp3\""), "{line}: {body}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_stdin_is_said_and_nothing_is_sent() {
    let world = World::new().await;
    let mut text = String::new();
    for (line, stdin) in [
        ("motif upload -", ""),
        ("motif upload -", "<html>"),
        ("cloudsway upload - --purpose vocal", "ID3"),
        ("cloudsway upload - --name tune.wav --purpose vocal", "ID3"),
        ("api cloudsway:upload_file --file - -f purpose=vocal", "ID3"),
        ("voice clone - --title Anna --desc - --lang en", "ID3"),
        ("song advanced --lyrics - --desc -", "La"),
    ] {
        let ended = world.run_with(line, stdin).await;
        text += &world.entry(line, &ended);
    }
    check("uploads_stdin_wrong", &text);
    assert_eq!(world.called(), Vec::<String>::new());
}
