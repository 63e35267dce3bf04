//! Which faults can happen.

use crate::clock::CENTURY;
use crate::fault::{Fault, MEDIA, STUCK};
use crate::server::Server;

impl Fault {
    /// What is wrong with it by itself.
    pub(crate) fn check(&self) -> Result<(), String> {
        let spoils = self.cut
            || self.answers()
            || self.truncate.is_some()
            || self.trickle.is_some()
            || self.delay_ms.is_some()
            || self.retry_after.is_some();
        if !spoils && !self.is_of_job() {
            return Err("does nothing: one of status, html, code, body, retry_after, delay_ms, cut, truncate, trickle, job, without is required".to_owned());
        }
        if self.is_of_job() && (spoils || self.after) {
            return Err(
                "job, without: not together with a fault of the answer; give two".to_owned(),
            );
        }
        if self.error.is_some() && self.job.is_none() {
            return Err("error: job is required with it".to_owned());
        }
        if self.cut && (self.answers() || self.truncate.is_some() || self.trickle.is_some()) {
            return Err("cut: not together with an answer".to_owned());
        }
        if let Some(status) = self.status
            && !(200..=999).contains(&status)
        {
            return Err(format!("status: {status}, 200 to 999 is allowed"));
        }
        if self.trickle_ms.is_some() && self.trickle.is_none() {
            return Err("trickle_ms: trickle is required with it".to_owned());
        }
        if self.example.is_some() && self.status.is_none() {
            return Err("example: status is required with it".to_owned());
        }
        let others = [
            ("html", self.html),
            ("body", self.body.is_some()),
            ("example", self.example.is_some()),
            ("code", self.code.is_some()),
        ];
        let mut bodies = others.iter().filter(|(_, given)| *given);
        if let (Some((one, _)), Some((other, _))) = (bodies.next(), bodies.next())
            && (*one, *other) != ("example", "code")
        {
            return Err(format!(
                "{one}: not together with {other}, both say what the body is"
            ));
        }
        if self.as_date && self.retry_after.is_none() {
            return Err("as_date: retry_after is required with it".to_owned());
        }
        // Dates have four digits for the year.
        let longest = CENTURY.as_secs();
        if let Some(wait) = self
            .retry_after
            .filter(|wait| self.as_date && *wait > longest)
        {
            return Err(format!(
                "retry_after: {wait} seconds, as a date at most {longest} are allowed"
            ));
        }
        if self.account.is_some() && !self.after && !self.is_of_job() {
            return Err(
                "account: after is required with it, because it is known once the call was read"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// What no link to a file can meet: it has no account, no job and no document.
    pub(crate) fn check_media(&self) -> Result<(), String> {
        let fields = [
            ("api", self.api.is_some()),
            ("after", self.after),
            ("example", self.example.is_some()),
            ("code", self.code.is_some()),
            ("body", self.body.is_some()),
            ("job", self.job.is_some()),
            ("without", !self.without.is_empty()),
        ];
        match fields.iter().find(|(_, given)| *given) {
            Some((field, _)) => Err(format!("{field}: not for the links to files")),
            None => Ok(()),
        }
    }
}

impl Server {
    /// What is wrong with a fault here.
    pub(crate) fn check(&self, fault: &Fault) -> Result<(), String> {
        fault.check()?;
        if let Some(api) = &fault.api
            && !self.descriptions.iter().any(|other| *other.name == **api)
        {
            return Err(format!("api: no document is called {api}"));
        }
        if fault.operation.as_deref() == Some(MEDIA) {
            return fault.check_media();
        }
        let calls: Vec<_> = self
            .descriptions
            .iter()
            .filter(|other| fault.api.as_deref().is_none_or(|api| *other.name == *api))
            .flat_map(|description| &description.calls)
            .filter(|call| fault.operation.as_deref().is_none_or(|id| *call.id == *id))
            .collect();
        if let (Some(operation), true) = (&fault.operation, calls.is_empty()) {
            return Err(format!(
                "operation: {operation} is none of the documented operations"
            ));
        }
        if let (Some(status), Some(example)) = (fault.status, &fault.example)
            && !calls.iter().any(|call| call.has_example(status, example))
        {
            return Err(format!(
                "example: {example} is not documented for {status} there"
            ));
        }
        if fault.is_of_job() && !calls.iter().any(|call| call.plan.is_some()) {
            let operation = fault.operation.as_deref().unwrap_or_default();
            return Err(format!("job, without: {operation} starts no job"));
        }
        if let Some(end) = fault.job.as_deref().filter(|end| *end != STUCK) {
            let ends: Vec<&String> = self
                .descriptions
                .iter()
                .filter(|other| calls.iter().any(|call| call.document == other.name))
                .flat_map(|description| &description.ends)
                .collect();
            if !ends.iter().any(|other| *other == end) {
                return Err(format!("job: {end} is no end of a job there"));
            }
        }
        Ok(())
    }
}
