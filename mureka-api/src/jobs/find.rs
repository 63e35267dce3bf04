//! A running job by the reference that its request carried.

use super::running::named;
use super::{Ticket, reconcile};
use crate::error::Error;
use crate::useapi::operations::{self, CREATE_SONG};
use crate::useapi::resources::Jobs;

impl Jobs<'_> {
    /// Looks for a running job by its `replyRef`; `None` if no running job has it.
    ///
    /// For a program that crashed between submitting and writing down the ticket: set a
    /// `replyRef` of your own, write it down first, and look for it when the program comes
    /// back. A job that has ended is not listed any more and so not found.
    ///
    /// Free: one call for the list, one for each job in it, and one more for the job that is found.
    ///
    /// # Errors
    ///
    /// The jobs cannot be listed, or the reference is empty.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use mureka_api::useapi::types::CreateSong;
    /// # let mock = mureka_mock::MockServer::start().await?;
    /// # let client = mureka_api::useapi::Client::builder();
    /// # let client = client.token("user:1-a").base_url(mock.base_url()).build()?;
    /// let request = CreateSong::new().reply_ref("order-17");
    /// let submitted = client.songs().submit(request).await?;
    ///
    /// let found = client.jobs().find("order-17").await?.expect("it runs");
    /// assert_eq!(found.id, submitted.id());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn find(&self, reply_ref: &str) -> Result<Option<Ticket>, Error> {
        if reply_ref.is_empty() {
            return Err(Error::invalid("reply_ref", "empty; a reference is needed"));
        }
        let transport = self.raw.transport;
        let found = reconcile::look_once(transport, &CREATE_SONG, reply_ref);
        let Some(mut ticket) = found.await? else {
            return Ok(None);
        };
        // Which call it was, the job itself tells.
        let record = self.raw.get_job(&ticket.id).await?;
        let verb = record.verb().map(ToString::to_string);
        if let Some(operation) = verb.and_then(|verb| named(operations::ALL, &verb)) {
            operation.id.clone_into(&mut ticket.operation);
        }
        Ok(Some(ticket))
    }
}
