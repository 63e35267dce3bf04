//! `mureka login` and `mureka logout`: what the profiles hold.

use clap::Args;
use mureka_api::{ErrorKind, Secret};
use serde::Serialize;

use crate::asking;
use crate::failure::Failure;
use crate::profile::{self, Profile};
use crate::session::{Session, variable};

#[derive(Args)]
pub struct Login {
    /// The token: @FILE or - for stdin; without it, it is asked for
    token: Option<String>,

    /// The access key of Cloudsway instead of the token of useapi.net
    #[arg(long)]
    cloudsway: bool,

    /// Endpoint of Cloudsway; without it, that of `CLOUDSWAY_ENDPOINT` or of the profile
    #[arg(long, value_name = "NAME", requires = "cloudsway")]
    endpoint: Option<String>,

    /// Do not ask the service whether it takes the token
    #[arg(long)]
    no_check: bool,
}

#[derive(Args)]
pub struct Logout {
    /// Forget the access key of Cloudsway only
    #[arg(long)]
    cloudsway: bool,
}

/// What was done, for machines.
#[derive(Serialize)]
struct Stored<'p> {
    profile: &'p str,
    file: Option<String>,
    checked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    accounts: Option<Vec<String>>,
}

impl Login {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let name = session.profile_name().unwrap_or(profile::DEFAULT);
        let mut profile = Profile::load_or_new(name)?;
        settings(&mut profile, session);
        let accounts = if self.cloudsway {
            self.key(&mut profile, session).await?;
            None
        } else {
            self.token(&mut profile, session).await?
        };
        // A token that the mock server took says nothing of the real one.
        let file = if session.is_mock() {
            None
        } else {
            Some(profile.save(name)?.display().to_string())
        };
        let stored = Stored {
            profile: name,
            file,
            checked: !self.no_check,
            accounts,
        };
        session.output.show(&stored, |output| {
            if let Some(accounts) = &stored.accounts {
                let known = match accounts.as_slice() {
                    [] => "no account is configured; `mureka account add` does that".into(),
                    ids => format!("accounts: {}", ids.join(", ")),
                };
                output.hint(&format!("The token is accepted; {known}"));
            }
            match &stored.file {
                Some(file) => output.done(&format!("profile {name} saved in {file}")),
                None => output.done("nothing saved: --mock needs no token"),
            }
        })?;
        self.overridden(session);
        Ok(())
    }

    /// The token, and the accounts that it leads to.
    async fn token(
        &self,
        profile: &mut Profile,
        session: &Session,
    ) -> Result<Option<Vec<String>>, Failure> {
        let token = asking::secret(
            "token",
            self.token.clone(),
            "Token of useapi.net (not shown)",
        )?;
        // Made in any case: it says what no token looks like.
        let client = session.useapi_with(token.clone(), profile)?;
        profile.token = Some(token);
        if self.no_check {
            return Ok(None);
        }
        let accounts = super::account::configured(&client).await?;
        Ok(Some(accounts.entries.into_keys().collect()))
    }

    async fn key(&self, profile: &mut Profile, session: &Session) -> Result<(), Failure> {
        let given = self.endpoint.clone().filter(|given| !given.is_empty());
        let known = || profile.cloudsway_endpoint.clone();
        let endpoint = given
            .or_else(|| variable("CLOUDSWAY_ENDPOINT"))
            .or_else(known);
        let Some(endpoint) = endpoint else {
            return Err(Failure::Usage(
                "endpoint: missing; --endpoint NAME is the one that Cloudsway gave you".into(),
            ));
        };
        let prompt = "Access key of Cloudsway (not shown)";
        let key: Secret = asking::secret("key", self.token.clone(), prompt)?;
        let client = session.cloudsway_with(key.clone(), endpoint.clone(), profile)?;
        profile.cloudsway_api_key = Some(key);
        profile.cloudsway_endpoint = Some(endpoint);
        if self.no_check {
            return Ok(());
        }
        // Nothing is free but the look at a task. Of one that is not there, only who has no
        // business here is told something else.
        match client.tasks().get("0").await {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::Unauthorized
                        | ErrorKind::Forbidden
                        | ErrorKind::Connection
                        | ErrorKind::Timeout
                ) =>
            {
                Err(error.into())
            }
            _ => Ok(()),
        }
    }

    /// Says that the profile is not what is used.
    fn overridden(&self, session: &Session) {
        let name = if self.cloudsway {
            "CLOUDSWAY_API_KEY"
        } else {
            "USEAPI_TOKEN"
        };
        if variable(name).is_some() {
            session
                .output
                .warn(&format!("{name} is set, and goes before the profile"));
        }
    }
}

/// What else was given belongs to the profile, too; but not what the environment says of
/// everything.
fn settings(profile: &mut Profile, session: &Session) {
    let shared = &session.shared;
    let given = |value: &Option<String>, name: &str| {
        let value = value.clone().filter(|value| !value.is_empty());
        value.filter(|value| variable(name).as_ref() != Some(value))
    };
    let kept = [
        (
            given(&shared.account, "MUREKA_ACCOUNT"),
            &mut profile.account,
        ),
        (
            given(&shared.base_url, "USEAPI_BASE_URL"),
            &mut profile.base_url,
        ),
        (
            given(&shared.cloudsway_base_url, "CLOUDSWAY_BASE_URL"),
            &mut profile.cloudsway_base_url,
        ),
    ];
    for (given, kept) in kept {
        if given.is_some() {
            *kept = given;
        }
    }
}

impl Logout {
    pub fn run(&self, session: &Session) -> Result<(), Failure> {
        let name = session.profile_name().unwrap_or(profile::DEFAULT);
        let mut kept = Profile::load(Some(name))?;
        if self.cloudsway {
            kept.cloudsway_api_key = None;
            kept.cloudsway_endpoint = None;
            kept.cloudsway_base_url = None;
        } else {
            kept = Profile::default();
        }
        let file = kept.save(name)?.display().to_string();
        let stored = Stored {
            profile: name,
            file: Some(file),
            checked: false,
            accounts: None,
        };
        session.output.show(&stored, |output| {
            let what = if self.cloudsway {
                "key of Cloudsway forgotten"
            } else {
                "forgotten"
            };
            output.done(&format!("profile {name}: {what}"))
        })
    }
}
