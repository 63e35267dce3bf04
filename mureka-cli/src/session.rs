//! Who calls what: the clients that a command uses.

use mureka_api::{Secret, cloudsway, useapi};

use crate::arguments::Shared;
use crate::failure::Failure;
use crate::output::Output;
use crate::profile::Profile;

/// What a command has to work with.
pub struct Session {
    /// What every command takes.
    pub shared: Shared,
    /// Where results go.
    pub output: Output,
    mock: Option<Mock>,
}

#[cfg(feature = "mock")]
type Mock = mureka_mock::MockServer;

/// Without the feature there is none.
#[cfg(not(feature = "mock"))]
enum Mock {}

#[cfg(not(feature = "mock"))]
impl Mock {
    fn base_url(&self) -> &str {
        match *self {}
    }
}

/// The mock server, if one is asked for.
#[cfg(feature = "mock")]
async fn mock(shared: &Shared) -> Result<Option<Mock>, Failure> {
    if !shared.mock {
        return Ok(None);
    }
    Ok(Some(Mock::start().await?))
}

#[cfg(not(feature = "mock"))]
async fn mock(_: &Shared) -> Result<Option<Mock>, Failure> {
    std::future::ready(Ok(None)).await
}

impl Session {
    /// Starts the mock server if one is asked for. Looks for no token: not every command
    /// needs one.
    pub async fn start(shared: Shared, output: Output) -> Result<Self, Failure> {
        let mock = mock(&shared).await?;
        Ok(Self {
            shared,
            output,
            mock,
        })
    }

    /// Whether the mock server of this program is called.
    pub fn is_mock(&self) -> bool {
        self.mock.is_some()
    }

    /// Address of the mock server of this program.
    fn mock_url(&self) -> Option<&str> {
        self.mock.as_ref().map(Mock::base_url)
    }

    /// Name of the profile that was chosen, if one was.
    pub fn profile_name(&self) -> Option<&str> {
        set(self.shared.profile.as_ref()).map(String::as_str)
    }

    /// The profile that was chosen. The mock server knows none.
    fn profile(&self) -> Result<Profile, Failure> {
        if self.is_mock() {
            return Ok(Profile::default());
        }
        Profile::load(self.profile_name())
    }

    /// The client of useapi.net.
    pub fn useapi(&self) -> Result<useapi::Client, Failure> {
        let profile = self.profile()?;
        let token = secret("USEAPI_TOKEN", profile.token.as_ref());
        if token.is_none() && !self.is_mock() {
            return Err(Failure::NoCredentials(
                "no token: set USEAPI_TOKEN, or run `mureka login`; `--mock` needs none".into(),
            ));
        }
        self.useapi_with(token.unwrap_or_else(|| "user:0-mock".into()), &profile)
    }

    /// The client of useapi.net for that token.
    pub fn useapi_with(&self, token: Secret, profile: &Profile) -> Result<useapi::Client, Failure> {
        let builder = useapi::Client::builder().user_agent(AGENT);
        if let Some(url) = self.mock_url() {
            // The mock server takes any token, and a real one stays at home.
            return Ok(builder.token("user:0-mock").base_url(url).build()?);
        }
        let builder = builder.token(token);
        let builder = match set(self.shared.base_url.as_ref()).or(profile.base_url.as_ref()) {
            Some(url) => builder.base_url(url),
            None => builder,
        };
        Ok(builder.build()?)
    }

    /// The client of Cloudsway.
    pub fn cloudsway(&self) -> Result<cloudsway::Client, Failure> {
        let profile = self.profile()?;
        let key = secret("CLOUDSWAY_API_KEY", profile.cloudsway_api_key.as_ref());
        let endpoint =
            variable("CLOUDSWAY_ENDPOINT").or_else(|| profile.cloudsway_endpoint.clone());
        match (key, endpoint) {
            (Some(key), Some(endpoint)) => self.cloudsway_with(key, endpoint, &profile),
            _ if self.is_mock() => self.cloudsway_with("mock".into(), "mock".into(), &profile),
            _ => Err(Failure::NoCredentials(
                "no key for Cloudsway: set CLOUDSWAY_API_KEY and CLOUDSWAY_ENDPOINT, or run \
                 `mureka login --cloudsway`; `--mock` needs none"
                    .into(),
            )),
        }
    }

    /// The client of Cloudsway for that key.
    pub fn cloudsway_with(
        &self,
        key: Secret,
        endpoint: String,
        profile: &Profile,
    ) -> Result<cloudsway::Client, Failure> {
        let builder = cloudsway::Client::builder().user_agent(AGENT);
        if let Some(url) = self.mock_url() {
            let builder = builder.api_key("mock").endpoint("mock").base_url(url);
            return Ok(builder.build()?);
        }
        let builder = builder.api_key(key).endpoint(endpoint);
        let url = set(self.shared.cloudsway_base_url.as_ref());
        let builder = match url.or(profile.cloudsway_base_url.as_ref()) {
            Some(url) => builder.base_url(url),
            None => builder,
        };
        Ok(builder.build()?)
    }

    /// What a service answered, without the token or key that it may repeat.
    pub fn hide(&self, answer: &[u8]) -> Vec<u8> {
        let profile = self.profile().unwrap_or_default();
        let known = [
            secret("USEAPI_TOKEN", profile.token.as_ref()),
            secret("CLOUDSWAY_API_KEY", profile.cloudsway_api_key.as_ref()),
        ];
        let mut answer = answer.to_vec();
        for secret in known.iter().flatten().map(Secret::expose) {
            // What is shorter is none, and stands in ordinary words.
            if secret.len() >= SHORTEST {
                answer = without(&answer, secret.as_bytes());
            }
        }
        answer
    }

    /// The account that was chosen.
    pub fn account(&self) -> Option<String> {
        let chosen = set(self.shared.account.as_ref()).cloned();
        if self.is_mock() {
            // The account of the real world is not one of the mock server's.
            return chosen.filter(|chosen| variable("MUREKA_ACCOUNT").as_ref() != Some(chosen));
        }
        // Where the profile cannot be read, the client says so.
        chosen.or_else(|| self.profile().ok()?.account)
    }
}

/// Length from which on a secret is looked for in what a service answers.
const SHORTEST: usize = 8;

fn without(answer: &[u8], secret: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(answer.len());
    let mut rest = answer;
    while let Some((first, tail)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(secret) {
            kept.extend_from_slice(b"[redacted]");
            rest = behind;
        } else {
            kept.push(*first);
            rest = tail;
        }
    }
    kept
}

const AGENT: &str = concat!("mureka-cli/", env!("CARGO_PKG_VERSION"));

/// What is set to something: a variable may be there and empty.
fn set(value: Option<&String>) -> Option<&String> {
    value.filter(|value| !value.is_empty())
}

/// A variable that is set to something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A secret of the environment, or else of the profile.
fn secret(name: &str, profile: Option<&Secret>) -> Option<Secret> {
    variable(name)
        .map(Secret::from)
        .or_else(|| profile.cloned())
}
