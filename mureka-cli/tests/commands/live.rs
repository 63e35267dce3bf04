//! What lives at a terminal while something is under way, and what is left of it in the end.

use std::time::Duration;

use mureka_mock::Fault;

use crate::screen::{Terminal, screen};
use crate::world::{MP3, World};

const LONG: Duration = Duration::from_secs(600);

/// A part of a bar, or of what stands beside it.
const RUBBISH: [&str; 5] = ["█", "░", "of 3  0", "running  00:", "\u{1b}"];

#[track_caller]
fn is_clean(screen: &str) {
    for part in RUBBISH {
        assert!(!screen.contains(part), "{part:?} is left:\n{screen}");
    }
}

/// A batch of three texts, which are spoken for that long.
async fn batch(generation: Duration) -> World {
    let world = World::with(|mock| {
        let mock = mock.no_accounts().empty().account("111").account("222");
        mock.generation_time(generation)
    })
    .await;
    let lines = "kind,text,voice_id\nspeech,One,1\nspeech,Two,1\nspeech,Three,1\n";
    std::fs::write(world.path("my texts.csv"), lines).unwrap();
    world
}

#[tokio::test]
async fn a_batch_has_a_table_with_a_line_for_each_account_and_one_for_all() {
    let world = batch(LONG).await;
    let Some(mut terminal) = Terminal::open(&world, "batch 'my texts.csv' --out made") else {
        return;
    };
    terminal.see_on_screen("0 of 3").await;
    terminal.see_on_screen("3 running").await;
    terminal.see_on_screen("\n222  ").await;
    world.mock.advance(LONG);
    let (seen, code) = terminal.end().await;
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("3 done"), "{seen}");
    let screen = screen(&seen);
    assert!(screen.starts_with("3 of 3 done\n"), "{screen}");
    is_clean(&screen);
}

#[tokio::test]
async fn trouble_stands_above_the_table_of_a_batch() {
    let world = batch(LONG).await;
    world.mock.fault(Fault::on("create_speech").status(400));
    let Some(mut terminal) = Terminal::open(&world, "batch 'my texts.csv' --out made") else {
        return;
    };
    terminal.see_on_screen("2 running  1 failed").await;
    world.mock.advance(LONG);
    let (screen, code) = terminal.last_screen().await;
    assert_eq!(code, 12, "{screen}");
    let trouble = screen.lines().next().unwrap_or_default();
    assert!(trouble.contains("  failed  "), "{screen}");
    is_clean(&screen);
}

#[tokio::test]
async fn ctrl_c_in_a_batch_leaves_its_jobs_and_no_rubbish_and_says_how_to_go_on() {
    let world = batch(LONG).await;
    let line = "batch 'my texts.csv' --out made";
    let Some(mut terminal) = Terminal::open(&world, line) else {
        return;
    };
    terminal.see_on_screen("3 running").await;
    terminal.press("\u{3}").await;
    let (screen, code) = terminal.last_screen().await;
    assert_eq!(code, 130, "{screen}");
    is_clean(&screen);
    assert!(
        screen.ends_with("\nTo go on: mureka batch 'my texts.csv' --out made"),
        "{screen}"
    );
    assert_eq!(screen.matches("running").count(), 2, "{screen}");
    // They go on, and the command that was shown brings them home.
    world.mock.advance(LONG);
    let ended = world.run(line).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(world.mock.ledger().total, 3);
    assert_eq!(std::fs::read_dir(world.path("made")).unwrap().count(), 3);
}

#[tokio::test]
async fn a_download_has_a_bar_that_goes_when_the_file_is_there() {
    let world = World::new().await;
    let slow = Fault::on("media").trickle(4096, Duration::from_millis(50));
    world.mock.fault(slow.always());
    let line = "song create --prompt Rain --out songs";
    let Some(mut terminal) = Terminal::open(&world, line) else {
        return;
    };
    terminal.see_on_screen("░").await;
    terminal.see_on_screen("kB of ").await;
    let (screen, code) = terminal.last_screen().await;
    assert_eq!(code, 0, "{screen}");
    is_clean(&screen);
    assert!(screen.contains("songs/rain-2.mp3"), "{screen}");
}

#[tokio::test]
async fn an_upload_has_a_bar_through_every_command() {
    let world = World::new().await;
    std::fs::write(world.path("long.mp3"), [MP3, &vec![0; 3_000_000]].concat()).unwrap();
    for line in ["motif upload long.mp3", "api upload_motif --file long.mp3"] {
        let Some(mut terminal) = Terminal::open(&world, line) else {
            return;
        };
        terminal.see("of 3.00 MB").await;
        let (screen, code) = terminal.last_screen().await;
        assert_eq!(code, 0, "{line}: {screen}");
        is_clean(&screen);
    }
}

#[tokio::test]
async fn no_colour_means_no_colour_anywhere() {
    let generation = Duration::from_secs(1);
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        for line in [
            "--help",
            "song create --help",
            "song create --promt x",
            "song list",
            "doctor",
            "file delete 1122334455",
            "song create --prompt Rain --out songs",
        ] {
            let world = World::with(|mock| mock.generation_time(generation)).await;
            let world = world.and(name, value);
            let Some(terminal) = Terminal::open(&world, line) else {
                return;
            };
            let (seen, _) = terminal.end().await;
            let coloured = seen
                .split("\u{1b}[")
                .skip(1)
                .any(|order| order.find(char::is_alphabetic) == order.find('m'));
            assert!(!coloured, "{name}: {line}: {seen:?}");
            // Nor does anything move where the terminal can do nothing of it.
            let moves = seen.contains('\u{1b}') && name == "TERM";
            assert!(!moves, "{name}: {line}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn ctrl_c_while_a_job_is_waited_for_leaves_no_line_of_it() {
    let world = World::with(|mock| mock.generation_time(LONG)).await;
    let line = "song create --prompt Rain --out songs";
    let Some(mut terminal) = Terminal::open(&world, line) else {
        return;
    };
    terminal.see_on_screen("running  00:0").await;
    terminal.press("\u{3}").await;
    let (screen, code) = terminal.last_screen().await;
    assert_eq!(code, 130, "{screen}");
    is_clean(&screen);
    assert!(screen.contains("interrupted; the job "), "{screen}");
}

#[tokio::test]
async fn quiet_means_that_nothing_lives() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(2))).await;
    let line = "song create --prompt Rain --out songs --quiet";
    let Some(terminal) = Terminal::open(&world, line) else {
        return;
    };
    let (seen, code) = terminal.end().await;
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("running") && !seen.contains('░'), "{seen}");
}
