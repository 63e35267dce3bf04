//! `mureka cloudsway`.

use std::time::Duration;

use mureka_mock::Fault;

use crate::world::{World, told};

#[tokio::test]
async fn songs_are_made() {
    let world = World::new().await;
    told(&world, "cloudsway_made", &[
        "cloudsway generate --lyrics @lyrics.txt --prompt 'slow waltz' --wait",
        "cloudsway generate --lyrics @lyrics.txt --count 1 --out songs",
        "cloudsway generate --lyrics La --count 1 --format wav --format flac --out songs --json",
        "cloudsway extend --song 1122 --lyrics @more.txt --at 60000 --wait",
        "cloudsway extend --upload 3344 --lyrics @more.txt --at 8000 --wait --json",
        "cloudsway upload me.mp3 --purpose vocal",
        "cloudsway upload tune.mid --purpose melody --json",
    ])
    .await;
}

#[tokio::test]
async fn a_task_is_looked_at_or_waited_for() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(60))).await;
    let ended = world
        .run("cloudsway generate --lyrics La --count 1 --no-wait")
        .await;
    let task = ended.stdout.trim();
    assert_eq!(
        ended.stderr,
        format!("To wait for it: mureka cloudsway query {task} --wait\n")
    );
    let running = world.run(&format!("cloudsway query {task}")).await;
    assert!(
        running.stdout.starts_with(&format!("{task}\n  status   ")),
        "{}",
        running.stdout
    );
    world.mock.advance(Duration::from_secs(60));
    told(
        &world,
        "cloudsway_query",
        &[
            &format!("cloudsway query {task}"),
            &format!("cloudsway query {task} --json"),
            &format!("cloudsway query {task} --wait"),
            &format!("cloudsway query {task} --format flac --out songs"),
            "cloudsway query 404",
            "cloudsway query 404 --wait --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_task_that_failed_ends_with_8() {
    let fault = Fault::on("generate_song")
        .job_ends("failed", "no inspiration")
        .always();
    let world = World::with(|mock| mock.fault(fault)).await;
    told(
        &world,
        "cloudsway_failed",
        &[
            "cloudsway generate --lyrics La --wait",
            "cloudsway generate --lyrics La --wait --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_song_can_be_heard_while_it_is_made() {
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(100))).await;
    let line = "cloudsway generate --lyrics La --count 1 --stream --out songs";
    let (ended, ()) = tokio::join!(world.run(line), async {
        while world.mock.jobs().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // The first look finds it streaming, the second done.
        world.mock.advance(Duration::from_secs(85));
        while world
            .called()
            .iter()
            .filter(|call| *call == "get_task")
            .count()
            < 1
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        world.mock.advance(Duration::from_secs(100));
    });
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stderr.starts_with("Listen already: http"),
        "{}",
        ended.stderr
    );
    assert!(ended.stdout.contains("songs/mureka-"), "{}", ended.stdout);
}

#[tokio::test]
async fn what_does_not_fit_together_is_not_sent() {
    let world = World::new().await;
    told(
        &world,
        "cloudsway_wrong",
        &[
            "cloudsway generate --lyrics La --prompt x --melody 1",
            "cloudsway generate --lyrics La --count 4",
            "cloudsway extend --lyrics La --at 60000",
            "cloudsway extend --song 1 --lyrics La --at 1",
            "cloudsway upload me.mp3 --purpose",
        ],
    )
    .await;
    assert_eq!(world.called(), Vec::<String>::new());
}
