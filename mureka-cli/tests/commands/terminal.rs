//! At a terminal: questions, secrets that are typed, lines that live.

use std::time::Duration;

use crate::screen::Terminal;
use crate::world::{KEY, TOKEN, World};

#[tokio::test]
async fn several_are_deleted_only_if_it_is_meant() {
    for (answer, code, left) in [("n\r", 2, true), ("\r", 2, true), ("yes\r", 0, false)] {
        let world = World::new().await;
        let line = "file delete 1122334455 66778899";
        let Some(mut terminal) = Terminal::open(&world, line) else {
            return;
        };
        terminal.see("Delete 2 tracks for good? [y/N]").await;
        terminal.press(answer).await;
        let (seen, ended) = terminal.end().await;
        assert_eq!(ended, code, "{seen}");
        assert_eq!(world.called().is_empty(), left);
    }
}

#[tokio::test]
async fn one_is_deleted_without_a_question_but_not_an_account() {
    let world = World::new().await;
    let Some(terminal) = Terminal::open(&world, "file delete 1122334455") else {
        return;
    };
    assert_eq!(terminal.end().await.1, 0);
    let Some(mut terminal) = Terminal::open(&world, "account remove 12345678901234") else {
        return;
    };
    terminal.see("Delete 1 account for good? [y/N]").await;
    terminal.press("no\r").await;
    let (seen, code) = terminal.end().await;
    assert_eq!(code, 2, "{seen}");
    assert!(
        seen.contains("not confirmed; nothing was changed"),
        "{seen}"
    );
    let Some(terminal) = Terminal::open(&world, "account remove 12345678901234 --yes") else {
        return;
    };
    assert_eq!(terminal.end().await.1, 0);
    assert_eq!(world.called(), ["delete_track", "delete_account"]);
}

#[tokio::test]
async fn a_token_is_typed_unseen() {
    for (line, prompt, secret) in [
        ("login", "Token of useapi.net (not shown): ", TOKEN),
        (
            "login --cloudsway --endpoint abc",
            "Access key of Cloudsway (not shown): ",
            KEY,
        ),
    ] {
        let world = World::new().await.without("USEAPI_TOKEN");
        let Some(mut terminal) = Terminal::open(&world, line) else {
            return;
        };
        terminal.see(prompt).await;
        // The echo is off once the prompt is there, or a moment later.
        tokio::time::sleep(Duration::from_millis(300)).await;
        terminal.press(&format!("{secret}\r")).await;
        let (seen, code) = terminal.end().await;
        assert_eq!(code, 0, "{seen}");
        assert!(!seen.contains(secret), "{seen}");
        let file = std::fs::read_to_string(world.path("config/config.toml")).unwrap();
        assert!(file.contains(secret));
    }
}

#[tokio::test]
async fn a_job_has_a_line_that_lives_and_ctrl_c_leaves_it_running() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(600))).await;
    let line = "song create --prompt Rain --out songs";
    let Some(mut terminal) = Terminal::open(&world, line) else {
        return;
    };
    terminal.see("running  00:01  (about 45 s)").await;
    terminal.press("\u{3}").await;
    let (seen, code) = terminal.end().await;
    assert_eq!(code, 130, "{seen}");
    let id = world.mock.jobs()[0].id.clone();
    assert!(
        seen.contains(&format!("To go on: mureka job wait {id} --out songs")),
        "{seen}"
    );
}

#[tokio::test]
async fn several_jobs_have_a_line_each() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(600))).await;
    let one = world
        .run("song create --prompt Rain --no-wait")
        .await
        .stdout;
    let two = world
        .run("speech create --text Hello --voice 1 --no-wait")
        .await
        .stdout;
    let line = format!("job wait {} {} --out made", one.trim(), two.trim());
    let Some(mut terminal) = Terminal::open(&world, &line) else {
        return;
    };
    for id in [&one, &two] {
        let (short, _) = id.split_once('-').unwrap();
        terminal.see(&format!("{short}  running")).await;
    }
    world.mock.advance(Duration::from_secs(600));
    let (seen, code) = terminal.end().await;
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("made/rain-1.mp3"), "{seen}");
    assert!(seen.contains("made/sample-speech-title.mp3"), "{seen}");
}

#[tokio::test]
async fn colours_are_for_terminals_and_those_who_want_them() {
    let world = World::new().await;
    let line = "file delete 1122334455";
    let Some(terminal) = Terminal::open(&world, line) else {
        return;
    };
    assert!(terminal.end().await.0.contains("\u{1b}[32m✓"));
    let world = World::new().await.and("NO_COLOR", "1");
    let Some(terminal) = Terminal::open(&world, line) else {
        return;
    };
    assert!(!terminal.end().await.0.contains("\u{1b}[32m"));
}
