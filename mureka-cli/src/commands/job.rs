//! `mureka job`: jobs that run, and those that ran.

use std::time::Duration;

use clap::{Args, Subcommand};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use mureka_api::jobs::{Output as JobOutput, wait_all};
use mureka_api::useapi::types::{Job, JobStatus, JobVerb, MusicResult, RunningJob, Speech};
use mureka_api::useapi::{Client, operations};
use mureka_api::{Done, JobHandle, Operation, Ticket};
use serde_json::Value;

use super::making::{self, Made, seconds};
use crate::arguments::program;
use crate::failure::{Failure, of_several};
use crate::output::{Listed, Output};
use crate::saving::Target;
use crate::session::Session;
use crate::shown;
use crate::waiting::{self, Line, Patience, interrupted};

#[derive(Subcommand)]
pub enum Command {
    /// Show a job: what was asked for, and how far it is
    #[command(after_help = "\
Examples:
  mureka job show j0121061432017475905m-u777-a12345678901234-bot:mureka")]
    Show(One),
    /// List the jobs that run now
    #[command(after_help = "\
Examples:
  mureka job list
  mureka job list --jsonl | jq -r .jobid | xargs mureka job wait --out songs")]
    List(List),
    /// Wait for jobs, of whatever kind, and take their results
    #[command(after_help = "\
Examples:
  mureka job wait j0121061432017475905m-u777-a12345678901234-bot:mureka --out songs
  mureka job wait --deadline 300 --json j0121061432017475905m-u777-a12345678901234-bot:mureka")]
    Wait(Wait),
}

#[derive(Args)]
pub struct One {
    /// Id of the job
    id: String,
}

#[derive(Args)]
pub struct List {}

#[derive(Args)]
pub struct Wait {
    /// Ids of the jobs
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,

    /// Wait so many seconds at most; the jobs go on
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Duration>,

    /// Look every so many seconds, at least 1; 5 by default
    #[arg(long, value_name = "SECONDS", value_parser = seconds, env = "MUREKA_INTERVAL")]
    interval: Option<Duration>,

    #[command(flatten)]
    target: Target,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Show(one) => one.run(session).await,
            Self::List(List {}) => list(session).await,
            Self::Wait(wait) => Box::pin(wait.run(session)).await,
        }
    }
}

impl One {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let job = session.useapi()?.jobs().get(&self.id).await?;
        session.output.show(&job, |output| {
            output.line(&shown::one_line(job.jobid().unwrap_or(&self.id)))?;
            output.facts(&[
                ("status", shown::text(job.status().map(JobStatus::as_str))),
                ("call", shown::text(job.verb().map(JobVerb::as_str))),
                ("created", shown::text(job.created())),
                ("updated", shown::text(job.updated())),
                ("error", shown::text(job.error())),
                ("details", shown::text(job.error_details())),
            ])?;
            results(&job, output)
        })
    }
}

/// What a finished job gave.
fn results(job: &Job, output: &Output) -> Result<(), Failure> {
    match job {
        Job::Music(job) => {
            let songs = job.response.iter().flat_map(|result| &result.songs);
            for song in songs.flatten() {
                let length = shown::duration(song.duration_milliseconds);
                let mp3 = shown::text(song.mp3_url.as_deref());
                output.line(&format!("  {}  {length}  {mp3}", shown::title(song)))?;
            }
            Ok(())
        }
        Job::Tts(job) => {
            if let Some(speech) = &job.response {
                let length = shown::duration(speech.duration_milliseconds);
                let mp3 = shown::text(speech.mp3_url.as_deref());
                let title = shown::text(speech.title.as_deref());
                output.line(&format!("  {title}  {length}  {mp3}"))?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let running = session.useapi()?.jobs().list().await?;
    let (mut listed, mut rows) = (Listed::new(&session.output), Vec::new());
    let chosen = session.account();
    for (account, jobs) in running.accounts.iter().flatten() {
        if chosen.as_ref().is_some_and(|chosen| chosen != account) {
            continue;
        }
        for job in jobs.jobs.iter().flatten() {
            rows.push(row(job, account));
            let mut job = serde_json::to_value(job).map_err(std::io::Error::from)?;
            job["account"] = account.as_str().into();
            listed.add(&job)?;
        }
    }
    listed.end()?;
    if !session.output.for_people() {
        return Ok(());
    }
    let header = ["id", "call", "runs for", "account"];
    session.output.table(&header, rows, "no jobs run")
}

fn row(job: &RunningJob, account: &str) -> Vec<String> {
    vec![
        shown::text(job.jobid.as_deref()),
        shown::text(job.verb.as_ref().map(JobVerb::as_str)),
        shown::text(job.elapsed.as_deref()),
        shown::one_line(account).into_owned(),
    ]
}

/// A job whose kind is known.
enum Found {
    Music(JobHandle<MusicResult>),
    Speech(JobHandle<Speech>),
}

impl Wait {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let (client, output) = (session.useapi()?, &session.output);
        if let [id] = self.ids.as_slice() {
            return match find(&client, id).await? {
                Found::Music(handle) => {
                    let done = waiting::wait(handle, self.patience(), output).await?;
                    making::songs(&done, &self.target, output).await
                }
                Found::Speech(handle) => {
                    let done = waiting::wait(handle, self.patience(), output).await?;
                    making::speech(&done, &self.target, output).await
                }
            };
        }
        self.together(&client, output).await
    }

    fn patience(&self) -> Patience {
        Patience {
            deadline: self.deadline,
            interval: self.interval,
            typical: None,
            again: self.target.again(),
        }
    }

    /// Waits for several; each is told as soon as it ends.
    async fn together(&self, client: &Client, output: &Output) -> Result<(), Failure> {
        let mut open: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        let ids = self.ids.iter().map(String::as_str);
        let jobs = ids.map(|id| async move { (id, self.one(client, id, output).await) });
        let mut jobs: FuturesUnordered<_> = jobs.collect();
        let (mut listed, mut failed) = (Listed::new(output), Vec::new());
        let mut stop = std::pin::pin!(interrupted());
        loop {
            let next = tokio::select! {
                biased;
                () = stop.as_mut() => return Err(self.left(&open)),
                next = jobs.next() => next,
            };
            let Some((id, result)) = next else { break };
            open.retain(|other| *other != id);
            match result {
                Ok(document) => listed.add(&document)?,
                Err(failure) => {
                    if output.for_people() {
                        output.trouble(&failure);
                    }
                    let mut told = failure.to_json();
                    told["jobid"] = id.into();
                    listed.add(&told)?;
                    failed.push((id.to_owned(), failure));
                }
            }
        }
        listed.end()?;
        of_several(failed, self.ids.len(), "failed")
    }

    /// One among several: waits, saves, and gives what machines are told.
    async fn one(&self, client: &Client, id: &str, output: &Output) -> Result<Value, Failure> {
        let line = Line::start(id, None, output);
        match find(client, id).await? {
            Found::Music(handle) => {
                let done = self.end(handle, line).await?;
                let made = Made::songs(&done, &self.target, output).await?;
                let value = made.value(&*done, done.ticket())?;
                made.missing(done.ticket(), &self.target, output)?;
                Ok(value)
            }
            Found::Speech(handle) => {
                let done = self.end(handle, line).await?;
                let made = Made::speech(&done, &self.target, output).await?;
                let value = made.value(&*done, done.ticket())?;
                made.missing(done.ticket(), &self.target, output)?;
                Ok(value)
            }
        }
    }

    /// The end of one of several. They are asked for together.
    async fn end<T: JobOutput>(
        &self,
        handle: JobHandle<T>,
        _line: Line,
    ) -> Result<Done<T>, Failure> {
        let patience = self.patience();
        let resume = patience.resume(handle.ticket());
        let handle = patience.limit(handle);
        match wait_all([handle]).await.pop() {
            Some(result) => result.map_err(|error| waiting::ended(error, resume)),
            None => Err(Failure::Broken("the wait ended without a result".into())),
        }
    }

    /// Interrupted: the command that goes on.
    fn left(&self, open: &[&str]) -> Failure {
        let ids = open.join(" ");
        let again = format!("{} job wait {ids} {}", program(), self.target.again());
        let jobs = shown::plural(open.len(), "job goes", "jobs go");
        Failure::Interrupted {
            message: format!("interrupted; {} {jobs} on", open.len()),
            resume: Some(again.trim_end().to_owned()),
        }
    }
}

/// Finds out what kind of job it is.
async fn find(client: &Client, id: &str) -> Result<Found, Failure> {
    let job = client.jobs().get(id).await?;
    if matches!(job, Job::Tts(_)) {
        let ticket = Ticket::new(&operations::CREATE_SPEECH, id);
        return Ok(Found::Speech(client.speech().resume(ticket)?));
    }
    // Kinds that are newer than this program make music, too, as far as is known.
    let verb = job.verb().map_or("", JobVerb::as_str);
    let started = |operation: &&&Operation| operation.path.trim_end_matches('/').ends_with(verb);
    let operations = <MusicResult as JobOutput>::OPERATIONS;
    let operation = operations.iter().find(started).copied();
    let ticket = Ticket::new(operation.unwrap_or(&operations::CREATE_SONG), id);
    Ok(Found::Music(client.songs().resume(ticket)?))
}
