//! `mureka-mock`: the server as a program.

use std::io::{self, IsTerminal, Write};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use mureka_mock::{Builder, MockServer};
use tracing_subscriber::EnvFilter;

/// The Mureka APIs of useapi.net and Cloudsway on this machine, without a token and
/// without money
#[derive(Parser)]
#[command(name = "mureka-mock", version, about)]
#[allow(clippy::struct_excessive_bools, reason = "they are the flags")]
struct Arguments {
    /// Port to listen at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// Address to listen at. Whoever reaches it can use the server
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,

    /// URL under which others reach the server, for the links in its answers
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,

    /// OpenAPI document to serve. One called useapi.yaml or cloudsway.yaml takes the
    /// place of the embedded one; repeatable
    #[arg(long, value_name = "FILE")]
    spec: Vec<PathBuf>,

    /// Id of an account that is configured from the start, perhaps with its credits;
    /// repeatable
    #[arg(long = "account", value_name = "ID[=CREDITS]", value_parser = account)]
    accounts: Vec<(String, Option<u64>)>,

    /// Start without the songs, files and voices of the documented examples
    #[arg(long)]
    empty: bool,

    /// How long a song or a speech takes
    #[arg(long, default_value = "2", value_name = "SECONDS", value_parser = seconds)]
    generation_time: Duration,

    /// Factor for every time: generation, spacing between calls, retention of jobs
    #[arg(long, default_value_t = 1.0, value_name = "FACTOR", value_parser = scale)]
    time_scale: f64,

    /// Do not refuse calls that come too fast or find no slot
    #[arg(long)]
    no_limits: bool,

    /// Entries on a page of a list
    #[arg(long, default_value_t = 20, value_name = "ENTRIES")]
    page_size: usize,

    /// Report jobs to any host, not to this machine alone
    #[arg(long)]
    webhooks_anywhere: bool,

    /// Stop when standard input ends, as it does with the program that holds it
    #[arg(long)]
    until_stdin_ends: bool,

    /// Write down every call; the variable `RUST_LOG` says more precisely what
    #[arg(short, long)]
    verbose: bool,
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
        return Err("the id is empty".to_owned());
    }
    Ok((id.to_owned(), credits))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "a number is required".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text
        .parse()
        .map_err(|_| "a number is required".to_owned())?;
    if scale > 0.0 && scale <= 1e6 {
        Ok(scale)
    } else {
        Err("more than 0 and at most 1000000 is allowed".to_owned())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log(arguments.verbose);
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mureka-mock: {error}");
            ExitCode::FAILURE
        }
    }
}

fn log(verbose: bool) {
    let usual = if verbose {
        "mureka_mock=info"
    } else {
        "mureka_mock=warn"
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
}

async fn run(arguments: Arguments) -> io::Result<()> {
    // Before the server runs: who stops it at once stops it well.
    let stopped = signals()?;
    let left = stdin_ends(arguments.until_stdin_ends)?;
    let server = builder(arguments)?.start().await?;
    // Whoever started it may not listen; that is no reason to stop.
    let _ = told(&server);
    tokio::select! {
        () = stopped => {}
        () = left => {}
    }
    server.stop().await;
    Ok(())
}

fn builder(arguments: Arguments) -> io::Result<Builder> {
    let mut builder = MockServer::builder()
        .host(arguments.host)
        .port(arguments.port)
        .generation_time(arguments.generation_time)
        .time_scale(arguments.time_scale)
        .limits(!arguments.no_limits)
        .page_size(arguments.page_size);
    if let Some(url) = arguments.public_url {
        builder = builder.public_url(url);
    }
    if arguments.empty {
        builder = builder.empty();
    }
    if arguments.webhooks_anywhere {
        builder = builder.webhooks_anywhere();
    }
    for (id, credits) in arguments.accounts {
        builder = match credits {
            Some(credits) => builder.account_with_credits(id, credits),
            None => builder.account(id),
        };
    }
    for path in arguments.spec {
        let text = std::fs::read_to_string(&path).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        builder = builder.document(name, text);
    }
    Ok(builder)
}

fn told(server: &MockServer) -> io::Result<()> {
    let url = server.base_url();
    let mut out = io::stdout().lock();
    writeln!(out, "{url}")?;
    writeln!(out, "  in a browser: {url}/")?;
    writeln!(out, "  for tests:    {url}/_mock")?;
    writeln!(out, "  clients from the environment:")?;
    writeln!(out, "    export USEAPI_BASE_URL={url} USEAPI_TOKEN=any")?;
    writeln!(
        out,
        "    export CLOUDSWAY_BASE_URL={url} CLOUDSWAY_API_KEY=any CLOUDSWAY_ENDPOINT=any"
    )?;
    out.flush()
}

/// Waits for the end of standard input, if that is asked for.
fn stdin_ends(asked: bool) -> io::Result<impl Future<Output = ()>> {
    let (told, end) = tokio::sync::oneshot::channel::<()>();
    if asked {
        // A thread that nobody waits for: reading cannot be broken off.
        std::thread::Builder::new().spawn(move || {
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            drop(told);
        })?;
    }
    Ok(async move {
        if asked {
            // It is dropped, not sent.
            let _ = end.await;
        } else {
            std::future::pending::<()>().await;
        }
    })
}

/// Waits for the signals that end a program.
#[cfg(unix)]
fn signals() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signals() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without signals it ends by being killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
