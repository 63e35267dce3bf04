//! What makes something: submitted, waited for, saved.

use std::time::Duration;

use clap::Args;
use mureka_api::jobs::{Output as JobOutput, Start};
use mureka_api::useapi::types::{Job, MusicResult, Speech};
use mureka_api::{Done, Download, JobHandle, Submission, Ticket};
use serde::Serialize;
use serde_json::Value;

use crate::failure::{Failure, resume_with};
use crate::output::Output;
use crate::saving::{self, Target};
use crate::session::Session;
use crate::shown;
use crate::waiting::{self, Patience, interrupted};

/// Typical time of a song.
pub const SONG: Duration = Duration::from_secs(45);

/// Typical time of speech.
pub const SPEECH: Duration = Duration::from_secs(30);

/// How a result is waited for, and where it goes.
#[derive(Args, Clone, Debug, Default)]
pub struct Making {
    /// Wait for the result; so it is anyway in a terminal, with --out and with --mock
    #[arg(long, overrides_with = "no_wait")]
    pub wait: bool,

    /// Submit only, and print the id of the job
    #[arg(long, conflicts_with = "out")]
    pub no_wait: bool,

    /// Wait so many seconds at most; the job goes on
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub deadline: Option<Duration>,

    /// Look every so many seconds, at least 1; 5 by default
    #[arg(long, value_name = "SECONDS", value_parser = seconds, env = "MUREKA_INTERVAL")]
    pub interval: Option<Duration>,

    /// Look first whether the account has credits enough
    #[arg(long)]
    pub check_credits: bool,

    #[command(flatten)]
    pub target: Target,
}

impl Making {
    /// Whether to wait for the result.
    pub fn waits(&self, session: &Session) -> bool {
        !self.no_wait
            && (self.wait
                || self.target.out.is_some()
                || session.output.attended()
                || session.is_mock())
    }

    /// How long to wait, and what to say meanwhile.
    pub fn patience(&self, typical: Duration) -> Patience {
        Patience {
            deadline: self.deadline,
            interval: self.interval,
            typical: Some(typical),
            again: self.target.again(),
        }
    }
}

/// Whole or broken seconds, more than none.
pub fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "a number of seconds is required".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        Err(_) if seconds > 0.0 => Err("so many seconds are more than a clock has".into()),
        _ => Err("more than 0 seconds are required".into()),
    }
}

/// A job that was submitted, for machines.
#[derive(Serialize)]
struct Submitted<'t> {
    jobid: &'t str,
    ticket: &'t Ticket,
    resume: String,
}

/// Submits, waits if it is to, and gives what came of it; `None` if it did not wait.
pub async fn make<R>(
    submission: Submission<R>,
    making: &Making,
    typical: Duration,
    session: &Session,
) -> Result<Option<Done<R::Output>>, Failure>
where
    R: Start,
    R::Output: JobOutput<State = Job>,
{
    making.target.check()?;
    let submission = if making.check_credits {
        submission.check_credits()
    } else {
        submission
    };
    let handle = submit(submission, making.interval, session).await?;
    follow(handle, making, typical, session).await
}

/// Submits, unless interrupted.
pub async fn submit<R: Start>(
    submission: Submission<R>,
    interval: Option<Duration>,
    session: &Session,
) -> Result<JobHandle<R::Output>, Failure> {
    // The jobs of the mock server take two seconds.
    let mock = session.is_mock().then_some(Duration::from_secs(1));
    let submission = match interval.or(mock) {
        Some(interval) => submission.poll_every(interval),
        None => submission,
    };
    tokio::select! {
        handle = submission.submit() => Ok(handle?),
        () = interrupted() => Err(Failure::Interrupted {
            message: "interrupted while the job was submitted; it may run, and be charged: look \
                      for it with `mureka job list`"
                .into(),
            resume: None,
        }),
    }
}

/// Waits for a job that was submitted, if it is to.
pub async fn follow<T: JobOutput>(
    handle: JobHandle<T>,
    making: &Making,
    typical: Duration,
    session: &Session,
) -> Result<Option<Done<T>>, Failure> {
    let output = &session.output;
    if making.waits(session) {
        let patience = making.patience(typical);
        return waiting::wait(handle, patience, output).await.map(Some);
    }
    announce(&handle, output)?;
    Ok(None)
}

/// Tells of a job that is not waited for.
pub fn announce<T: JobOutput>(handle: &JobHandle<T>, output: &Output) -> Result<(), Failure> {
    let ticket = handle.ticket();
    let submitted = Submitted {
        jobid: handle.id(),
        ticket,
        resume: resume_with(&ticket.id, ticket.poll.as_deref()),
    };
    output.show(&submitted, |output| {
        output.line(&shown::one_line(submitted.jobid))?;
        output.hint(&format!("To wait for it: {}", submitted.resume));
        Ok(())
    })
}

/// Songs that were made: saved if there is a folder for them, and told.
pub async fn songs(
    done: &Done<MusicResult>,
    target: &Target,
    output: &Output,
) -> Result<(), Failure> {
    let made = Made::songs(done, target, output).await?;
    made.end(&**done, done.ticket(), target, output)
}

/// Speech that was made.
pub async fn speech(done: &Done<Speech>, target: &Target, output: &Output) -> Result<(), Failure> {
    let made = Made::speech(done, target, output).await?;
    made.end(&**done, done.ticket(), target, output)
}

/// What came of a job: its files, as far as they could be saved.
#[derive(Default)]
pub struct Made {
    files: Vec<saving::File>,
    failed: Vec<Failure>,
}

impl Made {
    /// Of songs.
    pub async fn songs(
        done: &Done<MusicResult>,
        target: &Target,
        output: &Output,
    ) -> Result<Self, Failure> {
        let mut made = Self::default();
        for song in done.songs() {
            let length = shown::duration(song.duration_milliseconds);
            let about = format!("{}  {length}", shown::title(&song));
            let link = song.mp3_url.as_deref();
            made.keep(song.mp3(), &about, link, target, output).await?;
        }
        Ok(made)
    }

    /// Of speech.
    pub async fn speech(
        done: &Done<Speech>,
        target: &Target,
        output: &Output,
    ) -> Result<Self, Failure> {
        let mut made = Self::default();
        let title = shown::text(done.title.as_deref());
        let length = shown::duration(done.duration_milliseconds);
        let link = done.mp3_url.as_deref();
        let about = format!("{title}  {length}");
        made.keep(done.mp3(), &about, link, target, output).await?;
        Ok(made)
    }

    /// Saves a file and tells of it; without a folder to save to, where it is.
    pub async fn keep(
        &mut self,
        download: Download,
        about: &str,
        link: Option<&str>,
        target: &Target,
        output: &Output,
    ) -> Result<(), Failure> {
        match saving::save(download, target, output).await {
            Ok(saved) => {
                if output.for_people() {
                    let rest = match &saved {
                        Some(saved) => saving::line(saved),
                        None => shown::text(link),
                    };
                    output.done(&format!("{about}  {rest}"))?;
                }
                self.files.extend(saved.as_ref().map(saving::File::of));
                Ok(())
            }
            Err(failure @ Failure::Interrupted { .. }) => Err(failure),
            Err(failure) => {
                self.failed.push(failure);
                Ok(())
            }
        }
    }

    /// Tells machines all of it, and everybody what is missing.
    pub fn end<T: Serialize>(
        self,
        result: &T,
        ticket: &Ticket,
        target: &Target,
        output: &Output,
    ) -> Result<(), Failure> {
        if !output.for_people() {
            output.show(&self.value(result, ticket)?, |_| Ok(()))?;
        }
        self.missing(ticket, target, output)
    }

    /// What machines are told.
    pub fn value<T: Serialize>(&self, result: &T, ticket: &Ticket) -> Result<Value, Failure> {
        let mut value = with_files(result, &self.files)?;
        if let (Value::Object(fields), false) = (&mut value, ticket.id.is_empty()) {
            // The record of a finished job does not repeat its id.
            let id = || ticket.id.as_str().into();
            fields.entry("jobid").or_insert_with(id);
        }
        Ok(value)
    }

    /// The files that could not be saved.
    pub fn missing(
        mut self,
        ticket: &Ticket,
        target: &Target,
        output: &Output,
    ) -> Result<(), Failure> {
        if self.failed.len() == 1 && self.files.is_empty() {
            return self.failed.pop().map_or(Ok(()), Err);
        }
        for failure in &self.failed {
            output.trouble(failure);
        }
        match self.failed.len() {
            0 => Ok(()),
            count => Err(Failure::Some(format!(
                "{count} {} could not be saved, but can be: `{}` tries again",
                shown::plural(count, "file", "files"),
                again(ticket, target)
            ))),
        }
    }
}

fn again(ticket: &Ticket, target: &Target) -> String {
    let resume = resume_with(&ticket.id, ticket.poll.as_deref());
    format!("{resume} {}", target.again())
}

/// What came, with the files that were made of it beside.
pub fn with_files<T: Serialize>(result: &T, files: &[saving::File]) -> Result<Value, Failure> {
    let mut value = serde_json::to_value(result).map_err(std::io::Error::from)?;
    if let (Value::Object(fields), false) = (&mut value, files.is_empty()) {
        let files = serde_json::to_value(files).map_err(std::io::Error::from)?;
        fields.insert("files".into(), files);
    }
    Ok(value)
}
