//! Lyrics without async: `.block()` where async code has `.await`.
//!
//! Run with `cargo run --example blocking --features blocking`. No token is needed: an embedded
//! server answers. Against the service itself, with a token in `USEAPI_TOKEN`, the client would
//! be `Client::from_env()?` and everything else the same.

use mureka_api::blocking::Block;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::GenerateLyrics;
use mureka_mock::MockServer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::start().block()?;
    let client = Client::builder()
        .token("user:quickstart")
        .base_url(mock.base_url())
        .build()?;

    for (account, _) in &client.accounts().list().block()? {
        println!("account {account}");
    }

    let request = GenerateLyrics::new().prompt("Rain in the city");
    let lyrics = client.lyrics().generate(request).block()?;
    println!("{}", lyrics.lyrics.unwrap_or_default());
    Ok(())
}
