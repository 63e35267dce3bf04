//! What is deleted, one or several at a time.

use crate::world::{World, told};

const SONG: &str = "user:777-mureka:12345678901234-song:123456789";
const OTHER: &str = "user:777-mureka:12345678901234-song:111122222";

#[tokio::test]
async fn what_is_deleted_is_told() {
    let world = World::new().await;
    told(
        &world,
        "delete",
        &[
            &format!("song delete {SONG}"),
            &format!("song delete {OTHER} --json"),
            "speech delete 23456789012345",
            "speech delete 34567890123456 --json",
            "voice delete 12345678901234",
            "voice delete 34567890123456 --json",
            "file delete 1122334455",
            "file delete 66778899 --json",
            "vocal delete 47235584950273",
            "vocal delete 48696156946433 --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn what_is_not_there_does_not_keep_the_rest_from_being_deleted() {
    let world = World::new().await;
    told(
        &world,
        "delete_several",
        &["file delete 1122334455 404404 66778899"],
    )
    .await;
    let left = world.run("file list").await;
    assert_eq!(left.stderr, "no tracks\n");
}

#[tokio::test]
async fn machines_are_told_of_each() {
    let world = World::new().await;
    told(
        &world,
        "delete_several_machines",
        &[
            "file delete 1122334455 404404 --json",
            "file delete 66778899 404404 --jsonl",
            "file delete 404404 --json",
        ],
    )
    .await;
}
