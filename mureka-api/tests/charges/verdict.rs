//! Whether what a call tells is what the ledger says.

use mureka_api::{Charged, Error, Ticket};
use mureka_mock::Charge;

use crate::calls::Call;

/// What became of a call.
pub type Outcome = Result<Option<Ticket>, Error>;

/// What is wrong with an outcome, given the charges of its submission.
pub fn problem(call: Call, charges: &[Charge], outcome: &Outcome) -> Option<String> {
    let count = charges.len();
    if count > 1 {
        return Some(format!("charged {count} times"));
    }
    let expected = usize::from(!call.is_free());
    let job = charges.first().and_then(|charge| charge.job.as_deref());
    let ticket = match outcome {
        Ok(ticket) => ticket.as_ref(),
        Err(error) => error.ticket(),
    };
    // A result that came at once need not name its job.
    let id = ticket.map(|ticket| ticket.id.as_str());
    if let (Some(job), Some(id)) = (job, id.filter(|id| !id.is_empty()))
        && job != id
    {
        return Some(format!("led to {id}, not to {job}"));
    }
    match outcome {
        Ok(_) if count != expected => Some("succeeded, and was not charged".into()),
        Ok(_) => None,
        Err(error) => match error.charged() {
            Charged::No if count > 0 => Some("says not charged, and was".into()),
            Charged::Yes if count == 0 => Some("says charged, and was not".into()),
            Charged::Unknown if call.is_free() => Some("free, and says perhaps charged".into()),
            _ => None,
        },
    }
}

/// An outcome in a few words.
pub fn told(outcome: &Outcome) -> String {
    match outcome {
        Ok(ticket) => format!("ok, {}", ticket.as_ref().map_or("", |ticket| &ticket.id)),
        Err(error) => format!("{:?}, {:?}: {error}", error.kind(), error.charged()),
    }
}
