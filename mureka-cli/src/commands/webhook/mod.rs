//! `mureka webhook`

mod receiver;

use std::net::{IpAddr, SocketAddr};

use clap::{Args, Subcommand};
use mureka_api::useapi::types::{Job, JobStatus, JobVerb};
use mureka_api::webhooks::{Event, Inbox, WebhookSecret};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::output::{Listed, Output};
use crate::session::Session;
use crate::shown;
use crate::waiting::interrupted;
use receiver::Receiver;

#[derive(Subcommand)]
pub enum Command {
    /// Receive webhooks, and print what they tell
    #[command(after_help = "\
The URL that is shown goes into `replyUrl` of a request. It holds a secret, which is made anew
each time unless --secret-env names a variable with one. useapi.net reaches this machine through
a tunnel only, whose address --public-url gives. With --until the exit code is that of the job:
8 if it did not come to a good end.

Examples:
  mureka webhook listen --until j0121061432017475905m-u777-a123-bot:mureka
  mureka webhook listen --public-url https://me.example/hook --secret-env HOOK_SECRET --jsonl
  mureka webhook listen --count 2 --json")]
    Listen(Listen),
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Listen(listen) => listen.run(session).await,
        }
    }
}

#[derive(Args)]
pub struct Listen {
    /// Port to listen at; 0 takes a free one
    #[arg(long, default_value_t = 8090)]
    port: u16,

    /// Address to listen at
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,

    /// URL under which others reach this receiver
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,

    /// Variable with the secret of the URL, 16 to 128 letters and digits
    #[arg(long, value_name = "NAME")]
    secret_env: Option<String>,

    /// End when this job has ended
    #[arg(long, value_name = "JOBID")]
    until: Option<String>,

    /// End after so many events
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
}

impl Listen {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let output = &session.output;
        let secret = self.secret()?;
        let address = SocketAddr::new(self.host, self.port);
        let failed = |error| Failure::File(format!("{address}: {error}"));
        // From the first moment on: who stops it at once stops it well.
        let mut stopped = std::pin::pin!(interrupted());
        let listener = tokio::select! {
            biased;
            () = stopped.as_mut() => return self.stopped(),
            listener = TcpListener::bind(address) => listener.map_err(failed)?,
        };
        let local = listener.local_addr().map_err(failed)?;
        let base = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{local}/"));
        let url = secret.url(&base)?;
        let told = format!(
            "Listening at http://{local}/; as replyUrl give\n  {}",
            url.expose()
        );
        output.tell("reply_url", url.expose(), &told);

        let inbox = Inbox::new(secret.clone());
        let mut events = inbox.events();
        let receiver = Receiver::new(secret.clone(), inbox, output.clone());
        let mut told = Told::new(&secret, output);
        let mut serving = std::pin::pin!(receiver.serve(listener));
        let ended = loop {
            tokio::select! {
                biased;
                event = events.next() => {
                    let Some(event) = event else { break self.stopped() };
                    told.tell(&event)?;
                    if self.is_awaited(&event) {
                        break outcome(&event, secret.expose());
                    }
                    if self.count.is_some_and(|most| told.count >= most) {
                        break Ok(());
                    }
                }
                () = serving.as_mut() => break self.stopped(),
                () = stopped.as_mut() => break self.stopped(),
            }
        };
        // Whoever posted the last one gets its answer.
        receiver.settle().await;
        told.listed.end()?;
        ended
    }

    fn secret(&self) -> Result<WebhookSecret, Failure> {
        let Some(name) = &self.secret_env else {
            return Ok(WebhookSecret::generate()?);
        };
        match std::env::var(name) {
            Ok(secret) if !secret.is_empty() => WebhookSecret::new(secret)
                .map_err(|error| Failure::Usage(format!("{name}: {error}"))),
            _ => Err(Failure::Usage(format!(
                "{name}: not set, as --secret-env asks for"
            ))),
        }
    }

    fn is_awaited(&self, event: &Event) -> bool {
        self.until.as_deref() == Some(event.jobid()) && event.is_final()
    }

    /// Its end from outside: a good one, unless it was to wait for something.
    fn stopped(&self) -> Result<(), Failure> {
        let message = match (&self.until, self.count) {
            (Some(job), _) => format!("interrupted before {} ended", shown::one_line(job)),
            (None, Some(count)) => format!("interrupted before {count} events came"),
            (None, None) => return Ok(()),
        };
        Err(Failure::Interrupted {
            message,
            resume: None,
        })
    }
}

/// What became of a job, from its last event.
fn outcome(event: &Event, secret: &str) -> Result<(), Failure> {
    if event.status() == Some(&JobStatus::Completed) {
        return Ok(());
    }
    let told: Value = serde_json::from_slice(event.body()).unwrap_or_default();
    let reason = told["error"]
        .as_str()
        .map(|it| it.replace(secret, "[redacted]"));
    Err(Failure::Job(format!(
        "job {} is `{}`: {}",
        shown::one_line(event.jobid()),
        shown::text(event.status().map(JobStatus::as_str)),
        shown::one_line(reason.as_deref().unwrap_or("no reason given"))
    )))
}

/// What was told so far.
struct Told<'o> {
    output: &'o Output,
    listed: Listed<'o>,
    secret: String,
    count: u64,
}

impl<'o> Told<'o> {
    fn new(secret: &WebhookSecret, output: &'o Output) -> Self {
        Self {
            output,
            listed: Listed::new(output),
            secret: secret.expose().to_owned(),
            count: 0,
        }
    }

    fn tell(&mut self, event: &Event) -> Result<(), Failure> {
        self.count += 1;
        if self.output.for_people() {
            return self.output.line(&line(event));
        }
        // A job repeats the URL that it reports to.
        let text = String::from_utf8_lossy(event.body());
        let text = text
            .trim_start_matches('\u{feff}')
            .replace(&self.secret, "[redacted]");
        let value: Value = serde_json::from_str(&text).map_err(std::io::Error::from)?;
        self.listed.add(&value)
    }
}

/// `j0121… completed  music/create  Rain, Rain`
fn line(event: &Event) -> String {
    let job = event.job();
    let mut parts = vec![
        shown::one_line(event.jobid()).into_owned(),
        shown::text(event.status().map(JobStatus::as_str)),
        shown::text(job.verb().map(JobVerb::as_str)),
    ];
    if let Some(reference) = event.reply_ref() {
        parts.push(shown::one_line(reference).into_owned());
    }
    if let Job::Music(music) = job {
        let songs = music.response.iter().flat_map(|result| result.songs.iter());
        let titles: Vec<String> = songs
            .flat_map(|songs| songs.iter())
            .map(shown::title)
            .collect();
        if !titles.is_empty() {
            parts.push(titles.join(", "));
        }
    }
    parts.join("  ")
}
