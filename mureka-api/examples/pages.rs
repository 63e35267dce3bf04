//! Reads lists that come page by page: item by item, page by page, and on from a place.
//!
//! An embedded server answers. In real use the client is `Client::from_env()?`.

use futures_util::{StreamExt, TryStreamExt};
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, ListReferences, ListSongs};
use mureka_mock::MockServer;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder().page_size(2).start().await?;
    let client = Client::builder()
        .token("user:pages")
        .base_url(mock.base_url())
        .build()?;
    for prompt in ["Santa", "Rudolph", "Frosty"] {
        let request = CreateSong::new().prompt(prompt);
        client.songs().create(request).await?;
    }

    // Item by item. A page is asked for when its first item is; stop when you like.
    println!("songs:");
    let mut feeds = client.songs().list(ListSongs::new()).items();
    while let Some(feed) = feeds.try_next().await? {
        // A feed is what one call made: two songs.
        for song in feed.songs.iter().flatten() {
            let title = song.title.as_deref().filter(|title| !title.is_empty());
            println!("  {}", title.unwrap_or("(untitled)"));
        }
    }

    // With the combinators of `futures`: the first three, and no page is read beyond theirs.
    let genres: Vec<_> = client
        .references()
        .list(ListReferences::new())
        .items()
        .take(3)
        .map_ok(|track| track.genre.unwrap_or_default())
        .try_collect()
        .await?;
    println!("references to {}", genres.join(", "));

    // Page by page, with all that a page says beside its items.
    let mut pages = client.songs().list(ListSongs::new()).pages();
    let first = pages.try_next().await?.ok_or("not even one page")?;
    let entries = first.list.as_ref().map_or(0, |list| list.len());
    println!("{entries} feeds on the first page");

    // Where to go on can be written down, and read on from in another process.
    let bookmark = serde_json::to_string(&pages.next_page())?;
    println!("bookmark: {bookmark}");
    if let Some(params) = serde_json::from_str::<Option<ListSongs>>(&bookmark)? {
        let rest = client.songs().list(params).items().count().await;
        println!("{rest} more behind it");
    }
    Ok(())
}
