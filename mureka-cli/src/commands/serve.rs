//! `mureka serve`

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use clap::Args;
use mureka_mock::{Builder, MockServer};
use serde::Serialize;

use crate::failure::Failure;
use crate::session::Session;
use crate::waiting::interrupted;

pub const AFTER_HELP: &str = "\
The program `mureka-mock` has more options, and writes down every call.

Examples:
  mureka serve
  mureka serve --port 0 --generation-time 10 --json
  mureka serve --with-account 111 --with-account 222=40 --no-limits";

#[derive(Args)]
pub struct Serve {
    /// Port to listen at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// Address to listen at. Whoever reaches it can use the server
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,

    /// Id of an account that is configured from the start, perhaps with its credits; repeatable
    #[arg(long = "with-account", value_name = "ID[=CREDITS]", value_parser = account)]
    accounts: Vec<(String, Option<u64>)>,

    /// How long a song or a speech takes
    #[arg(long, default_value = "2", value_name = "SECONDS", value_parser = seconds)]
    generation_time: Duration,

    /// Factor for every time: generation, spacing between calls, retention of jobs
    #[arg(long, default_value_t = 1.0, value_name = "FACTOR", value_parser = scale)]
    time_scale: f64,

    /// Do not refuse calls that come too fast or find no slot
    #[arg(long)]
    no_limits: bool,

    /// Start without the songs, files and voices of the documented examples
    #[arg(long)]
    empty: bool,
}

fn account(text: &str) -> Result<(String, Option<u64>), String> {
    let (id, credits) = match text.split_once('=') {
        None => (text, None),
        Some((id, credits)) => match credits.parse() {
            Ok(credits) => (id, Some(credits)),
            Err(_) => return Err(format!("credits: {credits}, a whole number is required")),
        },
    };
    if id.is_empty() {
        return Err("the id is empty".into());
    }
    Ok((id.to_owned(), credits))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number is required")?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn scale(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(scale) if scale > 0.0 && scale <= 1e6 => Ok(scale),
        Ok(_) => Err("more than 0 and at most 1000000 is allowed".into()),
        Err(_) => Err("a number is required".into()),
    }
}

/// Where the server is, for machines.
#[derive(Serialize)]
struct Serving<'u> {
    url: &'u str,
    page: String,
    control: String,
    env: BTreeMap<&'static str, &'u str>,
}

impl Serve {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        // Before the server runs: who stops it at once stops it well.
        let mut stopped = std::pin::pin!(interrupted());
        let server = tokio::select! {
            biased;
            () = stopped.as_mut() => return Ok(()),
            server = self.builder().start() => server?,
        };
        let url = server.base_url();
        let env = variables(url);
        let serving = Serving {
            url,
            page: format!("{url}/"),
            control: format!("{url}/_mock"),
            env,
        };
        session.output.show(&serving, |output| {
            for (name, value) in &serving.env {
                output.line(&format!("export {name}={value}"))?;
            }
            output.hint(&format!("In a browser: {}", serving.page));
            output.hint(&format!("For tests:    {}", serving.control));
            output.hint("Ctrl-C ends it.");
            Ok(())
        })?;
        stopped.await;
        server.stop().await;
        Ok(())
    }

    fn builder(self) -> Builder {
        let mut builder = MockServer::builder()
            .host(self.host)
            .port(self.port)
            .generation_time(self.generation_time)
            .time_scale(self.time_scale)
            .limits(!self.no_limits);
        if self.empty {
            builder = builder.empty();
        }
        for (id, credits) in self.accounts {
            builder = match credits {
                Some(credits) => builder.account_with_credits(id, credits),
                None => builder.account(id),
            };
        }
        builder
    }
}

/// What clients take from the environment. Any token is taken.
fn variables(url: &str) -> BTreeMap<&'static str, &str> {
    BTreeMap::from([
        ("USEAPI_BASE_URL", url),
        ("USEAPI_TOKEN", "any"),
        ("CLOUDSWAY_BASE_URL", url),
        ("CLOUDSWAY_API_KEY", "any"),
        ("CLOUDSWAY_ENDPOINT", "any"),
    ])
}
