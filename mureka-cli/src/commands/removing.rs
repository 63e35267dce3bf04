//! What is deleted by id: one by one, each told.

use clap::Args;
use mureka_api::Error;
use serde::Serialize;
use serde_json::Value;

use crate::asking::confirm;
use crate::failure::{Failure, of_several};
use crate::output::Listed;
use crate::session::Session;
use crate::shown;

/// What to delete.
#[derive(Args)]
pub struct Removal {
    /// Ids of what to delete
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,

    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

/// What became of one of them, for machines.
#[derive(Serialize)]
struct Removed<'i> {
    id: &'i str,
    deleted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
}

impl Removal {
    /// Deletes them. Several are asked about first.
    pub async fn run(
        self,
        what: &str,
        session: &Session,
        call: impl AsyncFn(&str) -> Result<(), Error>,
    ) -> Result<(), Failure> {
        if self.ids.len() > 1 {
            self.ask(what, session)?;
        }
        self.each(session, call).await
    }

    /// Asks, however few there are.
    pub fn ask(&self, what: &str, session: &Session) -> Result<(), Failure> {
        let (count, plural) = (self.ids.len(), shown::plural(self.ids.len(), "", "s"));
        let question = format!("Delete {count} {what}{plural} for good?");
        confirm(&question, self.yes, &session.output)
    }

    /// Deletes one after the other; what fails does not keep the rest.
    pub async fn each(
        self,
        session: &Session,
        call: impl AsyncFn(&str) -> Result<(), Error>,
    ) -> Result<(), Failure> {
        let output = &session.output;
        let (mut listed, mut failed) = (Listed::new(output), Vec::new());
        for id in &self.ids {
            match call(id).await {
                Ok(()) if output.for_people() => {
                    output.done(&format!("deleted {}", shown::one_line(id)))?;
                }
                Ok(()) => listed.add(&Removed {
                    id,
                    deleted: true,
                    error: None,
                })?,
                Err(error) => {
                    let failure = Failure::from(error);
                    let mut told = failure.to_json();
                    listed.add(&Removed {
                        id,
                        deleted: false,
                        error: told.get_mut("error").map(Value::take),
                    })?;
                    // Of a single one the end of the command tells.
                    if self.ids.len() > 1 && output.for_people() {
                        output.trouble(&failure);
                    }
                    failed.push((id.clone(), failure));
                }
            }
        }
        listed.end()?;
        of_several(failed, self.ids.len(), "not deleted")
    }
}
