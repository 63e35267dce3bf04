//! Waiting for a job: when to look, and what is news.

use std::time::Duration;

use bytes::Bytes;

use super::handle::{End, JobHandle, Seen};
use super::progress::{Phase, Progress};
use super::{Done, Output, State};
use crate::decode::decode;
use crate::error::{Error, ErrorKind};
use crate::time::{Instant, sleep_until, timeout};
use crate::transport::{Jobs, Transport};

impl<T: Output> JobHandle<T> {
    /// The next state that is news; nothing after the last.
    pub(super) async fn advance(&mut self) -> Option<Result<T::State, Error>> {
        if self.ended != End::No {
            return None;
        }
        let started = *self.started.get_or_insert_with(Instant::now);
        let end = started + self.wait.deadline.min(FOREVER);
        loop {
            if let Some(state) = self.news() {
                return Some(Ok(state));
            }
            if self.looked.is_some_and(|looked| looked >= end) {
                self.ended = End::Late(started.elapsed());
                return Some(Err(self.late(started.elapsed())));
            }
            self.pause(started, end).await;
            let now = Instant::now();
            let limit = end.saturating_duration_since(now).max(LAST_LOOK);
            // Boxed: a call is large, and hardly ever under way.
            let looked = timeout(limit, Box::pin(self.look())).await;
            self.looked = Some(now);
            self.next_look = Some(self.after(Instant::now()));
            let failed = match looked {
                Ok(Ok(_)) => None,
                Ok(Err(error)) if passes(&error) => Some(error),
                Ok(Err(error)) => {
                    self.ended = End::Trouble;
                    return Some(Err(error));
                }
                Err(_) => {
                    let message = format!("no answer in {} s", limit.as_secs());
                    Some(Error::of(ErrorKind::Timeout, message))
                }
            };
            // The service's own word goes first; a webhook's is better than none.
            let told = self.reported.take();
            if let Some(seen) = told.filter(|_| failed.is_some()) {
                self.learn(seen);
            }
            self.trouble = failed;
        }
    }

    /// Waits until it is time to look: by the clock, by the list of what runs, or because a
    /// webhook came, whose state is kept.
    async fn pause(&mut self, started: Instant, end: Instant) {
        if self.reported.is_some() {
            return;
        }
        // One that was not read yet may have ended long ago, and is looked at first.
        let was_read = self.seen.is_some() || self.told.is_some();
        if self.only_end {
            self.seen = None;
        }
        let by_clock = self.next_look.unwrap_or(started).min(end);
        // A list may fail for long, or keep what has ended.
        let unlisted = (self.looked.unwrap_or(started) + self.unlisted()).min(end);
        let (transport, id) = (&self.transport, &self.ticket.id);
        let listed = was_read.then_some(&mut self.listed);
        let mut due = std::pin::pin!(due(transport, id, listed, by_clock, unlisted));
        loop {
            let next = async {
                match &mut self.events {
                    Some(events) => events.next().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = due.as_mut() => return,
                event = next => match event {
                    Some(event) if event.is_final() => {
                        self.reported = seen_in(event.body());
                        return;
                    }
                    Some(_) => {}
                    None => self.events = None,
                },
            }
        }
    }

    /// How long a job is left to the list: all who wait together look less than a hundred times
    /// a minute themselves, one after another; more often only where some would not look at all
    /// before their deadline.
    fn unlisted(&self) -> Duration {
        let others = self.transport.pacing().watchers();
        let others = u32::try_from(others).unwrap_or(u32::MAX);
        let in_turn = UNLISTED + (UNLISTED / 100).saturating_mul(others);
        let most = self.wait.deadline.min(FOREVER) / 2;
        if in_turn <= most {
            return in_turn;
        }
        let spread = 0.5 + 0.5 * self.transport.random().fraction();
        most.mul_f64(spread).max(UNLISTED)
    }

    /// Waits to the end together with others.
    pub(crate) fn together(mut self) -> impl Future<Output = Result<Done<T>, Error>> + Send {
        let listed = self.operation.job.is_some_and(|job| job.list.is_some());
        self.listed = listed.then(Instant::now);
        self.finish()
    }

    /// What was seen, if it was not told yet.
    fn news(&mut self) -> Option<T::State> {
        let progress = self.progress()?;
        let mark = (progress.status.clone(), progress.early);
        if self.told.as_ref() == Some(&mark) {
            return None;
        }
        if progress.phase != Phase::Running {
            self.ended = End::Told;
        }
        self.told = Some(mark);
        self.state().cloned()
    }

    pub(super) fn learn(&mut self, mut seen: Box<Seen<T::State>>) {
        self.known = true;
        if seen.progress.phase == Phase::Running {
            // Nobody reads it again, and a few bytes of it hold the buffer of a connection.
            seen.body = Bytes::new();
        } else {
            self.transport.pacing().finished(&self.ticket.id);
        }
        if let Some(account) = seen.progress.account.take() {
            self.ticket.account = Some(account);
        }
        if let Some(reference) = seen.progress.reference.take() {
            self.ticket.reply_ref = Some(reference);
        }
        self.seen = Some(seen);
    }

    pub(super) fn progress(&self) -> Option<&Progress> {
        self.seen.as_ref().map(|seen| &seen.progress)
    }

    pub(super) fn phase(&self) -> Phase {
        self.progress()
            .map_or(Phase::Running, |progress| progress.phase)
    }

    /// When to look again.
    pub(super) fn after(&self, now: Instant) -> Instant {
        let jitter = 0.9 + 0.2 * self.transport.random().fraction();
        let interval = self.wait.interval.clamp(SHORTEST, FOREVER);
        now + interval.mul_f64(jitter)
    }
}

/// Waits until it is time to look.
async fn due(
    transport: &Transport,
    id: &str,
    listed: Option<&mut Option<Instant>>,
    by_clock: Instant,
    latest: Instant,
) {
    let running = Jobs::of(transport);
    let mut unlisted = None;
    let listed = listed.unwrap_or(&mut unlisted);
    while let Some(since) = *listed {
        let pacing = transport.pacing();
        match pacing.next_listing_until(&running, since, latest).await {
            Ok(Some(listing)) => {
                // The next one, and not this one again.
                *listed = Some(listing.asked() + Duration::from_nanos(1));
                if !listing.contains(id) {
                    return;
                }
            }
            Ok(None) => return,
            Err(_) => break,
        }
    }
    sleep_until(by_clock).await;
}

/// The job that a webhook brought.
fn seen_in<S: State>(body: &Bytes) -> Option<Box<Seen<S>>> {
    let state = decode(body).ok()?;
    Some(Seen::new(state, body.clone()))
}

/// After so long a job is looked at itself, whatever the list of what runs says.
const UNLISTED: Duration = Duration::from_secs(60);

/// The shortest time between two looks.
const SHORTEST: Duration = Duration::from_secs(1);

/// How long a look may take that is made when the deadline is over.
const LAST_LOOK: Duration = Duration::from_secs(10);

/// Longer than any wait, and not too long for a clock.
const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Whether a failure to look says nothing of the job.
fn passes(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connection
        | ErrorKind::Timeout
        | ErrorKind::Server
        | ErrorKind::RateLimited
        | ErrorKind::SlotsFull => true,
        ErrorKind::AccountBroken => error.code() == Some("REFRESH_IN_PROGRESS"),
        // A gateway's page in the place of an answer.
        ErrorKind::Decode => error.decode::<serde::de::IgnoredAny>().is_none(),
        _ => error.status().is_some_and(|status| status == 408),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Ticket;
    use crate::jobs::submission::Wait;
    use crate::useapi::operations::CREATE_SONG;
    use crate::useapi::types::MusicResult;

    #[test]
    fn a_wait_for_a_job_takes_little_room() {
        let client = crate::useapi::Client::builder().token("user:1-a");
        let client = client.base_url("http://127.0.0.1:9").build().unwrap();
        let ticket = Ticket::new(&CREATE_SONG, "j1");
        let transport = client.transport().clone();
        let handle =
            JobHandle::<MusicResult>::new(transport, &CREATE_SONG, ticket, Wait::default());
        let wait = handle.together();
        let bytes = size_of_val(&wait);
        assert!(bytes <= 1400, "{bytes} bytes");
    }
}
