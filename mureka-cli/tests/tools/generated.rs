//! Completions and manual pages.

use std::collections::BTreeSet;

use mureka_api::{cloudsway, useapi};

use crate::world::World;

#[tokio::test]
async fn every_shell_completes_commands_and_operations() {
    let world = World::new().await.and("USEAPI_TOKEN", "");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = world.run(&["completions", shell]).await;
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{shell}");
        for word in ["mureka", "song", "webhook", "--account"] {
            let word = if shell == "fish" {
                word.trim_start_matches('-')
            } else {
                word
            };
            assert!(ended.stdout.contains(word), "{shell}: {word}");
        }
        // The other two complete no values.
        if matches!(shell, "bash" | "zsh" | "fish") {
            let all = useapi::operations::ALL
                .iter()
                .chain(cloudsway::operations::ALL);
            for operation in all {
                assert!(
                    ended.stdout.contains(operation.id),
                    "{shell}: {}",
                    operation.id
                );
            }
        }
    }
    assert_eq!(world.run(&["completions", "tcsh"]).await.code, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn the_shell_reads_its_completions() {
    let world = World::new().await;
    let script = world.run(&["completions", "bash"]).await.stdout;
    let path = world.file("mureka.bash", script);
    let bash = std::process::Command::new("bash")
        .arg("-n")
        .arg(&path)
        .status();
    match bash {
        Ok(status) => assert!(status.success()),
        Err(error) => eprintln!("no bash here: {error}"),
    }
}

#[tokio::test]
async fn every_command_has_a_manual_page() {
    let world = World::new().await;
    let ended = world.run(&["man", "--out", "pages/man1"]).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
    let pages: BTreeSet<String> = std::fs::read_dir(world.path("pages/man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for name in [
        "mureka.1",
        "mureka-song.1",
        "mureka-song-create.1",
        "mureka-webhook-listen.1",
    ] {
        assert!(pages.contains(name), "{name}: {pages:?}");
    }
    let told = format!("{} pages in pages/man1\n", pages.len());
    assert_eq!(ended.stderr, told);
}

#[tokio::test]
async fn a_page_goes_to_stdout_by_the_name_of_its_command() {
    let world = World::new().await;
    for (words, title) in [
        (&["man"][..], ".TH mureka 1"),
        (&["man", "song", "create"], ".TH mureka-song-create 1"),
    ] {
        let ended = world.run(words).await;
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        assert!(ended.stdout.contains(title), "{}", ended.stdout);
        assert!(ended.stdout.contains("Examples:"), "{title}");
    }
    let ended = world.run(&["man", "song", "sing"]).await;
    assert_eq!(ended.code, 2);
    assert_eq!(
        ended.stderr,
        "mureka: sing: `mureka song` has no such command\n"
    );
}
