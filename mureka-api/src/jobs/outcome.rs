//! What becomes of a wait: the result, or an error that leads back to the job.

use std::time::Duration;

use super::handle::{End, JobHandle};
use super::progress::{self, Phase, Progress};
use super::{Done, Output, State};
use crate::charged::Charged;
use crate::classify::one_line;
use crate::error::{Error, ErrorKind};
use crate::redact::Secrets;

impl<T: Output> JobHandle<T> {
    /// Waits to the end.
    // No `async fn`: its future would have room for the handle twice.
    pub(super) fn finish(mut self) -> impl Future<Output = Result<Done<T>, Error>> + Send {
        self.only_end = true;
        async move { self.end().await }
    }

    async fn end(&mut self) -> Result<Done<T>, Error> {
        if matches!(self.ended, End::Late(_) | End::Trouble) {
            // A stream of states that ended with an error is no end of the job.
            self.ended = End::No;
            self.looked = None;
        }
        while let Some(state) = self.advance().await {
            state?;
        }
        if let Some(done) = self.done.take() {
            return Ok(*done);
        }
        let waited = match self.ended {
            End::Late(waited) => waited,
            _ => Duration::ZERO,
        };
        let (Some(states), Some(seen)) = (&T::State::POLL.states, &self.seen) else {
            return Err(self.late(waited));
        };
        let progress = &seen.progress;
        // The record repeats what was asked for.
        let secrets = self.transport.secrets(Some(&seen.body), self.operation);
        match progress.phase {
            Phase::Running => Err(self.late(waited)),
            Phase::Failed => Err(self.failed(progress, &secrets)),
            Phase::Completed => match progress::result(states, &seen.body) {
                Ok(value) => {
                    let (transport, ticket) = (self.transport.clone(), self.ticket.clone());
                    Ok(Done::new(transport, value, ticket))
                }
                Err(problem) => {
                    let message = format!("{}: {}", problem.path, problem.message);
                    let message = one_line(&secrets.redact(&message));
                    Err(self.lead_back(Error::of(ErrorKind::Decode, message)))
                }
            },
        }
    }

    /// The deadline is over.
    pub(super) fn late(&mut self, waited: Duration) -> Error {
        let told = self.told.as_ref().map(|(status, _)| status);
        let status = self.progress().map(|progress| &progress.status).or(told);
        let status = status.map(|status| one_line(status));
        let status = status.map_or("was not read".into(), |status| format!("is `{status}`"));
        let message = format!(
            "job {} {status} after {} s",
            one_line(&self.ticket.id),
            waited.as_secs()
        );
        let error = Error::of(ErrorKind::Deadline, message);
        let error = match self.trouble.take() {
            Some(trouble) => error.with_source(trouble),
            None => error,
        };
        self.lead_back(error)
    }

    fn failed(&self, progress: &Progress, secrets: &Secrets) -> Error {
        // First redacted, then shortened: half a token is still half a token.
        let line = |text: &str| one_line(&secrets.redact(text));
        let id = one_line(&self.ticket.id);
        let reason = progress.error.as_deref().map(line);
        let reason = reason.as_deref().unwrap_or("no reason given");
        let code = progress.code.as_deref().map(line);
        let said = code.as_deref().filter(|code| !reason.contains(*code));
        let said = said.map_or(String::new(), |code| format!(" ({code})"));
        let message = format!("job {id} is `{}`: {reason}{said}", line(&progress.status));
        let error = Error::of(progress.failure(), message).with_code(code);
        // Whether a failed job is refunded, the docs do not say.
        self.lead_back(error).with_charged(Charged::Unknown)
    }

    /// The error with the way back to the job.
    pub(super) fn lead_back(&self, error: Error) -> Error {
        let charged = match error.kind() {
            // Nothing that is known to have been accepted.
            _ if !self.known => Charged::Unknown,
            _ => Charged::of(Some(self.operation), false, Some(200)),
        };
        let state = self.state().cloned();
        let error = match error.status() {
            Some(_) => error,
            None => error
                .with_operation(self.operation)
                .with_typed(state.map(|state| Box::new(state) as _)),
        };
        error.with_charged(charged).with_ticket(self.ticket.clone())
    }
}
