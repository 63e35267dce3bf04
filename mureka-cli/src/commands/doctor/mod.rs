//! `mureka doctor`

mod account;
mod calendar;
mod finding;
mod machine;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{Accounts, GetProfile};
use mureka_api::{Error, ErrorKind, Options, Retry};

use crate::failure::Failure;
use crate::session::Session;
use finding::{Finding, Report};

pub const AFTER_HELP: &str = "\
Nothing of it is charged. The exit code is 0 if all works, 1 if something is broken.

Examples:
  mureka doctor
  mureka doctor --strict --quiet || notify-send \"Mureka needs a look\"
  mureka doctor --json | jq -r '.checks[] | select(.state != \"ok\") | .message'";

/// So long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Args)]
pub struct Doctor {
    /// Exit with 1 on warnings, too
    #[arg(long)]
    strict: bool,
}

impl Doctor {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut findings = vec![machine::version(), machine::configuration(session)];
        findings.extend(service(session).await);
        findings.push(machine::cloudsway(session));
        let report = Report::of(findings);
        report.show(&session.output)?;
        report.verdict(self.strict)
    }
}

/// What takes calls to find out, all of them free.
async fn service(session: &Session) -> Vec<Finding> {
    let client = match session.useapi() {
        // Once is enough: who looks can look again.
        Ok(client) => client.with(Options::new().timeout(PATIENCE).retry(Retry::off())),
        Err(failure @ Failure::NoCredentials(_)) => {
            let remedy = "set USEAPI_TOKEN, or run `mureka login`";
            let message = if failure.to_string().starts_with("profile") {
                "not known without the profile"
            } else {
                "missing"
            };
            return vec![Finding::broken("token", message, remedy)];
        }
        // The check of the configuration has told it.
        Err(Failure::File(_)) => {
            let message = "not known without the configuration";
            return vec![Finding::warning(
                "token",
                message,
                "mend the configuration first",
            )];
        }
        Err(failure) => {
            return vec![Finding::broken("token", failure.to_string(), "mend it")];
        }
    };
    let now = SystemTime::now();
    let (accounts, headers) = match client.raw().list_accounts().await {
        Ok(response) => {
            let headers = response.headers().clone();
            (Ok(response.into_inner()), Some(headers))
        }
        Err(error) => {
            let headers = error.headers().cloned();
            (Err(error), headers)
        }
    };
    let clock = headers.and_then(|headers| machine::clock(&headers, now));
    let mut findings = match accounts {
        Ok(accounts) => configured(&client, session, &accounts, now).await,
        Err(error) => refused(&client, &error),
    };
    findings.extend(clock);
    findings
}

/// The token is good: what it has.
async fn configured(
    client: &Client,
    session: &Session,
    accounts: &Accounts,
    now: SystemTime,
) -> Vec<Finding> {
    let mut findings = vec![Finding::ok("token", "accepted")];
    if accounts.is_empty() {
        findings.push(no_accounts());
        return findings;
    }
    if let Some(chosen) = session.account()
        && accounts.get(&chosen).is_none()
    {
        let message = format!("{chosen} is chosen, but not configured");
        let remedy = "choose another with --account, or see `mureka account list`";
        findings.push(Finding::broken("account", message, remedy));
    }
    let jobs = client
        .raw()
        .list_jobs()
        .await
        .map(mureka_api::Response::into_inner);
    if let Err(error) = &jobs {
        let message = format!("not read: {}", error.message());
        findings.push(Finding::warning("jobs", message, "try again"));
    }
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    for (id, account) in accounts {
        let mut params = GetProfile::new();
        params.account = Some(id.clone());
        // An account that is known to be broken says so again, and slowly.
        let profile = match account.error {
            None => Some(client.raw().get_profile(&params).await),
            Some(_) => None,
        };
        let profile = profile.map(|profile| profile.map(mureka_api::Response::into_inner));
        let jobs = jobs.as_ref().ok();
        findings.push(account::judge(id, account, profile.as_ref(), jobs, now));
    }
    findings
}

fn no_accounts() -> Finding {
    Finding::broken(
        "account",
        "none is configured",
        "`mureka account add` configures one",
    )
}

/// The service did not tell its accounts.
fn refused(client: &Client, error: &Error) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::Unauthorized | ErrorKind::Forbidden => {
            let message = format!("refused: {}", error.message());
            let remedy = "take the one of useapi.net, by USEAPI_TOKEN or `mureka login`";
            vec![Finding::broken("token", message, remedy)]
        }
        // Documented for a token without accounts.
        ErrorKind::NotFound => vec![Finding::ok("token", "accepted"), no_accounts()],
        ErrorKind::Connection | ErrorKind::Timeout => {
            let message = format!("no answer of {}: {}", client.base_url(), error.message());
            vec![
                Finding::broken("service", message, "look at the network, then try again"),
                Finding::warning("token", "not tried", "try again with the network"),
            ]
        }
        _ => {
            let message = format!("{}: {}", client.base_url(), error.message());
            vec![
                Finding::broken("service", message, "try again later"),
                Finding::warning("token", "not known", "try again later"),
            ]
        }
    }
}
