//! `mureka account`: the Mureka accounts that are configured at useapi.net.

use clap::{Args, Subcommand};
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{
    Account, Accounts, ConfigureAccount, GivenSessionCookie, SessionCookieInput, SetAccountToken,
};
use mureka_api::{Error, ErrorKind};

use super::removing::Removal;
use crate::asking;
use crate::failure::Failure;
use crate::output::{Listed, Output};
use crate::session::Session;
use crate::shown;

#[derive(Subcommand)]
pub enum Command {
    /// Configure an account by a Google cookie; renews one that is there
    #[command(after_help = "\
The cookie is `__Secure-3PSID` of accounts.google.com, as text or as JSON with `value` and
`expires`. It is asked for and not shown; a script gives it on stdin or in a file.

Examples:
  mureka account add
  mureka account add @cookie.json
  pass show mureka/cookie | mureka account add -")]
    Add(Add),
    /// List the accounts, with their errors
    #[command(after_help = "\
Examples:
  mureka account list
  mureka account list --jsonl | jq -r 'select(.error) | .account'")]
    List(List),
    /// Show an account
    #[command(after_help = "\
Examples:
  mureka account show 12345678901234")]
    Show(One),
    /// Take accounts out of the configuration
    #[command(after_help = "\
Examples:
  mureka account remove 12345678901234
  mureka account remove 12345678901234 --yes")]
    Remove(Removal),
    /// Set the session token of an account by hand; the vendor calls it outdated
    #[command(after_help = "\
Examples:
  mureka account token 12345678901234
  pass show mureka/session | mureka account token 12345678901234 -")]
    Token(Token),
}

#[derive(Args)]
pub struct Add {
    /// The cookie: @FILE or - for stdin; without it, it is asked for
    cookie: Option<String>,
}

#[derive(Args)]
pub struct List {}

#[derive(Args)]
pub struct One {
    /// Id of the account
    id: String,
}

#[derive(Args)]
pub struct Token {
    /// Id of the account
    id: String,

    /// The token: @FILE or - for stdin; without it, it is asked for
    token: Option<String>,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Add(add) => add.run(session).await,
            Self::List(List {}) => list(session).await,
            Self::Show(one) => {
                let account = session.useapi()?.accounts().get(&one.id).await?;
                session
                    .output
                    .show(&account, |output| facts(&account, &one.id, output))
            }
            Self::Remove(removal) => {
                let client = session.useapi()?;
                removal.ask("account", session)?;
                let call = async |id: &str| client.accounts().delete(id).await;
                removal.each(session, call).await
            }
            Self::Token(token) => token.run(session).await,
        }
    }
}

impl Add {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let cookie = asking::secret("cookie", self.cookie, "Cookie __Secure-3PSID (not shown)")?;
        let request = ConfigureAccount::new(input(cookie.expose())?);
        let accounts = client.accounts().configure(request).await?;
        if let Some(error) = &accounts.error {
            let error = shown::one_line(error);
            return Err(Failure::Broken(format!(
                "the account was not configured: {error}"
            )));
        }
        told(&accounts, &session.output, |output, id, account| {
            output.done(&format!("account {}", shown::one_line(id)))?;
            facts(account, id, output)
        })
    }
}

/// A cookie as it was given: JSON or its text.
fn input(cookie: &str) -> Result<SessionCookieInput, Failure> {
    if !cookie.starts_with('{') {
        return Ok(cookie.into());
    }
    let cookie: GivenSessionCookie = serde_json::from_str(cookie).map_err(|error| {
        // Not its own words: they may quote what is secret.
        Failure::Usage(format!(
            "cookie: line {}, column {}: not the JSON of a cookie; `value` and `expires` as \
             texts are enough",
            error.line(),
            error.column()
        ))
    })?;
    Ok(cookie.into())
}

/// The accounts that are configured. That there are none is told by a 404.
pub async fn configured(client: &Client) -> Result<Accounts, Error> {
    match client.accounts().list().await {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Accounts::default()),
        other => other,
    }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let accounts = configured(&session.useapi()?).await?;
    let mut rows = Vec::new();
    told(&accounts, &session.output, |_, id, account| {
        rows.push(row(id, account));
        Ok(())
    })?;
    if !session.output.for_people() {
        return Ok(());
    }
    let header = ["id", "email", "session", "renews itself", "error"];
    let none = "no accounts; `mureka account add` configures one";
    session.output.table(&header, rows, none)
}

/// Accounts one by one, to people or to machines; the latter find the id in each.
fn told(
    accounts: &Accounts,
    output: &Output,
    mut people: impl FnMut(&Output, &str, &Account) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut listed = Listed::new(output);
    for (id, account) in accounts {
        if output.for_people() {
            people(output, id, account)?;
            continue;
        }
        let mut account = account.clone();
        account.account.get_or_insert_with(|| id.as_str().into());
        listed.add(&account)?;
    }
    listed.end()
}

fn row(id: &str, account: &Account) -> Vec<String> {
    vec![
        shown::one_line(id).into_owned(),
        shown::text(account.email.as_deref()),
        days(account.token_issued_days_ago),
        shown::yes_no(account.has_auto_refresh),
        shown::text(account.error.as_deref()),
    ]
}

fn facts(account: &Account, id: &str, output: &Output) -> Result<(), Failure> {
    let cookie = account.session_cookie.as_ref();
    let user = account.user.as_ref();
    output.facts(&[
        ("id", shown::one_line(id).into_owned()),
        (
            "user",
            shown::text(user.and_then(|user| user.name.as_deref())),
        ),
        ("email", shown::text(account.email.as_deref())),
        ("session", days(account.token_issued_days_ago)),
        ("renews itself", shown::yes_no(account.has_auto_refresh)),
        (
            "cookie until",
            shown::text(cookie.and_then(|cookie| cookie.expires.as_deref())),
        ),
        ("changed", shown::time(account.updated)),
        ("error", shown::text(account.error.as_deref())),
    ])
}

fn days(days: Option<i64>) -> String {
    match days {
        None => "–".into(),
        Some(0) => "new today".into(),
        Some(1) => "1 day old".into(),
        Some(days) => format!("{days} days old"),
    }
}

impl Token {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let token = asking::secret("token", self.token, "Session token of Mureka (not shown)")?;
        let request = SetAccountToken::new(self.id.as_str(), token);
        #[allow(deprecated, reason = "it is there as long as the vendor has it")]
        let account = client.accounts().set_token(&self.id, request).await?;
        session.output.show(&account, |output| {
            output.done(&format!("account {}", shown::one_line(&self.id)))?;
            facts(&account, &self.id, output)
        })
    }
}
