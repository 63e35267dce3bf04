//! One song without async: `.block()` where async code has `.await`.
//!
//! Run with `cargo run --example blocking --features blocking`. No token is needed: an embedded
//! server answers. Against the service itself, with a token in `USEAPI_TOKEN`, the client would
//! be `Client::from_env()?` and everything else the same.

use mureka_api::blocking::{Block, BlockIter};
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, ListSongs};
use mureka_mock::MockServer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::start().block()?;
    let client = Client::builder()
        .token("user:quickstart")
        .base_url(mock.base_url())
        .build()?;

    let request = CreateSong::new().prompt("Silly song about Santa");
    let done = client.songs().create(request).block()?;
    for song in done.songs.iter().flatten() {
        println!("{}", song.mp3_url.as_deref().unwrap_or_default());
    }

    // Pages are turned as the loop gets on.
    for song in client.songs().list(ListSongs::new()).items().block_iter() {
        println!("{:?}", song?.feed_id);
    }
    Ok(())
}
