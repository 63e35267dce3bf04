//! What the help says of every command, and whether that is true.

use std::collections::BTreeSet;

use crate::table::CALLS;
use crate::world::{World, words};

/// Commands that go on until they are stopped, at a port that others may have. That they take
/// their examples is looked at here; they are run in the tests of tools.
const ENDLESS: [&str; 2] = ["serve", "webhook listen"];

/// All commands that do something, by the words that lead to them, with their help.
async fn leaves(world: &World) -> Vec<(String, String)> {
    let (mut open, mut leaves) = (vec![String::new()], Vec::new());
    while let Some(path) = open.pop() {
        let help = world.run(format!("{path} --help").trim()).await.stdout;
        let listed = below(&help);
        let is_group = help.contains("<COMMAND>") || path.is_empty();
        if !is_group {
            leaves.push((path.clone(), help));
        }
        for name in listed {
            let words = format!("{path} {name}").trim().to_owned();
            // It shows the help of the others.
            if name != "help" {
                open.push(words);
            }
        }
    }
    leaves
}

/// The commands that a help lists.
fn below(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    // What is indented further goes on with the line before.
    let lines = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

fn examples(help: &str) -> Vec<&str> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    lines
        .take_while(|line| !line.is_empty())
        .map(str::trim)
        .collect()
}

#[tokio::test]
async fn every_command_is_among_those_that_are_tested() {
    let world = World::new().await;
    let leaves = leaves(&world).await;
    assert!(leaves.len() > 42, "{}", leaves.len());
    let untested: Vec<_> = leaves
        .iter()
        .map(|(path, _)| path)
        .filter(|path| !ENDLESS.contains(&path.as_str()))
        .filter(|path| !CALLS.iter().any(|call| call.starts_with(path.as_str())))
        .collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[tokio::test]
async fn the_help_of_every_command_has_examples_of_it() {
    let world = World::new().await;
    for (path, help) in leaves(&world).await {
        let of_it = |line: &&&str| line.contains(&format!("mureka {path}"));
        assert!(
            examples(&help).iter().any(|line| of_it(&line)),
            "{path}: {help}"
        );
    }
}

#[tokio::test]
async fn what_costs_says_so() {
    let world = World::new().await;
    let paid: BTreeSet<_> = leaves(&world)
        .await
        .into_iter()
        .filter(|(_, help)| {
            let first = help.lines().next().unwrap_or_default();
            first.ends_with("Paid") || first.contains("take it for paid")
        })
        .map(|(path, _)| path)
        .collect();
    let expected = [
        "batch",
        "cloudsway extend",
        "cloudsway generate",
        "song advanced",
        "song create",
        "song extend",
        "song instrumental",
        "song regenerate",
        "song video",
        "speech create",
        "voice clone",
    ];
    assert_eq!(paid, expected.map(str::to_owned).into());
}

#[cfg(feature = "mock")]
#[tokio::test]
async fn every_example_is_one_that_the_program_takes() {
    use futures_util::{StreamExt, stream};

    use crate::world::AT_ONCE;

    let world = World::new().await;
    let leaves = leaves(&world).await;
    let lines: BTreeSet<_> = leaves.iter().flat_map(|(_, help)| examples(help)).collect();
    assert!(lines.len() > 60, "{}", lines.len());
    let tries = lines.into_iter().map(async |line| {
        // What stands before and behind pipes and arrows is not ours.
        let ours = line.split(" | ").find(|part| part.starts_with("mureka "));
        let ours = ours.unwrap_or_else(|| panic!("no example: {line}"));
        let ours = ours.trim_start_matches("mureka ");
        let ends = [" > ", " >> ", " || "]
            .iter()
            .filter_map(|it| ours.find(it));
        let ours = &ours[..ends.min().unwrap_or(ours.len())];
        let is_endless = ENDLESS.iter().any(|path| ours.starts_with(path));
        let ours = if is_endless {
            format!("{ours} --help")
        } else {
            ours.to_owned()
        };
        let stdin = match ours.split(' ').next() {
            Some("account") => "cookie",
            Some("batch") => "prompt\nRain\n",
            _ if ours.contains(" upload - ") => "ID3 and so on",
            _ => "user:1-abc",
        };
        let world = World::new().await;
        let ended = world.run_with(&format!("--mock {ours}"), stdin).await;
        // Ids and accounts of the examples need not be there.
        let fine = [0, 1, 3, 5].contains(&ended.code);
        assert!(fine, "{line}: {} {}", ended.code, ended.stderr);
    });
    stream::iter(tries)
        .buffer_unordered(AT_ONCE)
        .collect::<()>()
        .await;
}

#[tokio::test]
async fn no_option_takes_a_secret() {
    let world = World::new().await;
    for (path, help) in leaves(&world).await {
        for name in [
            "--token",
            "--key",
            "--cookie",
            "--password",
            "--secret",
            "--api-key",
        ] {
            let words: Vec<_> = words(&help.replace('\n', " "));
            assert!(!words.iter().any(|word| word == name), "{path} {name}");
        }
    }
}
