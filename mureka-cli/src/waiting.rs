//! Waiting for a job: a line that lives, an end, or a way back to it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use mureka_api::jobs::Output as JobOutput;
use mureka_api::{Done, Error, ErrorKind, JobHandle, Ticket};
use tokio::time::Instant;

use crate::failure::{Failure, resume_with};
use crate::output::Output;
use crate::shown;

/// How often the line moves.
const TICK: Duration = Duration::from_millis(100);

/// How a job is waited for.
pub struct Patience {
    /// How long at most.
    pub deadline: Option<Duration>,
    /// How often to look, if not as usual.
    pub interval: Option<Duration>,
    /// What is typical, for the line.
    pub typical: Option<Duration>,
    /// What has to stand behind the command that resumes: `--out songs`.
    pub again: String,
}

impl Patience {
    /// The handle with its deadline and interval.
    pub fn limit<T: JobOutput>(&self, handle: JobHandle<T>) -> JobHandle<T> {
        let handle = match self.deadline {
            Some(deadline) => handle.deadline(deadline),
            None => handle,
        };
        match self.interval {
            Some(interval) => handle.poll_every(interval),
            None => handle,
        }
    }

    /// The command that comes back to a job.
    pub fn resume(&self, ticket: &Ticket) -> String {
        let resume = resume_with(&ticket.id, ticket.poll.as_deref());
        match self.again.as_str() {
            "" => resume,
            more => format!("{resume} {more}"),
        }
    }
}

/// Waits until the job ends. Ctrl-C and the deadline leave it running, and say how to come back.
pub async fn wait<T: JobOutput>(
    handle: JobHandle<T>,
    patience: Patience,
    output: &Output,
) -> Result<Done<T>, Failure> {
    wait_and_tell(handle, patience, output, |_| None).await
}

/// The same, and prints what `news` makes of a state as soon as the job has it.
pub async fn wait_and_tell<T: JobOutput>(
    handle: JobHandle<T>,
    patience: Patience,
    output: &Output,
    mut news: impl FnMut(&T::State) -> Option<String>,
) -> Result<Done<T>, Failure> {
    let ticket = handle.ticket().clone();
    let mut handle = patience.limit(handle);
    let line = Line::start(&ticket.id, patience.typical, output);
    let waiting = async {
        {
            let mut states = handle.states();
            while let Some(state) = states.next().await {
                if let Some(text) = news(&state?) {
                    output.hint(&text);
                }
            }
        }
        handle.await
    };
    let result = tokio::select! {
        result = waiting => result,
        () = interrupted() => {
            drop(line);
            return Err(Failure::Interrupted {
                message: format!("interrupted; the job {} goes on", ticket.id),
                resume: Some(patience.resume(&ticket)),
            });
        }
    };
    drop(line);
    result.map_err(|error| ended(error, patience.resume(&ticket)))
}

/// The failure of a wait.
pub fn ended(error: Error, resume: String) -> Failure {
    if error.kind() == ErrorKind::Deadline {
        let message = format!("{}; it goes on", error.message());
        return Failure::Deadline { message, resume };
    }
    error.into()
}

/// A line that lives as long as a job is waited for.
pub struct Line(ProgressBar);

impl Line {
    /// The line of a job.
    pub fn start(id: &str, typical: Option<Duration>, output: &Output) -> Self {
        Self(line(id, typical, output))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// `⠙ j0121061432017475905m  00:31  (about 45 s)`
fn line(id: &str, typical: Option<Duration>, output: &Output) -> ProgressBar {
    if !output.progress() {
        return ProgressBar::hidden();
    }
    let short = id.split_once('-').map_or(id, |(short, _)| short);
    let about = typical.map_or_else(String::new, |typical| {
        format!("  (about {} s)", typical.as_secs())
    });
    let started = Instant::now();
    let style = ProgressStyle::with_template("{spinner} {prefix}  running  {clock}{msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key(
            "clock",
            move |_: &indicatif::ProgressState, to: &mut dyn std::fmt::Write| {
                let seconds = started.elapsed().as_secs();
                let _ = write!(to, "{:02}:{:02}", seconds / 60, seconds % 60);
            },
        );
    let line = output.alive(ProgressBar::new_spinner()).with_style(style);
    line.set_prefix(shown::one_line(short).into_owned());
    line.set_message(about);
    line.enable_steady_tick(TICK);
    line
}

/// Ctrl-C, or the end that a terminal or a service manager asks for.
pub async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // No signals here: nothing interrupts.
        std::future::pending::<()>().await;
    }
}
