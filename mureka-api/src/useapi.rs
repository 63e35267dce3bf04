//! The Mureka API of useapi.net.

use crate::config::{self, Http, Setting};
use crate::download::Download;
use crate::error::Error;
use crate::model::Secret;
use crate::operation::Operation;
use crate::operation_call::OperationCall;
use crate::options::Options;
use crate::pool::Pool;
use crate::transport::Transport;

#[doc(inline)]
pub use crate::generated::useapi::{operations, raw, resources, types};

const BASE_URL: &str = "https://api.useapi.net";

/// A client of the useapi.net API.
///
/// Clone it freely: the clones share their connections.
///
/// ```no_run
/// use mureka_api::useapi::Client;
///
/// let client = Client::from_env()?; // USEAPI_TOKEN
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    transport: Transport,
}

impl Client {
    /// A client with a token and the defaults of [`ClientBuilder`].
    ///
    /// # Errors
    ///
    /// The token is empty or has characters that no token has.
    pub fn new(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().token(token).build()
    }

    /// A client with the token in `USEAPI_TOKEN` and, if set, the address in `USEAPI_BASE_URL`.
    ///
    /// # Errors
    ///
    /// `USEAPI_TOKEN` is not set, or one of the two cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_variables(config::environment)?.build()
    }

    /// A client with settings of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// What requests are sent to.
    pub fn base_url(&self) -> &str {
        self.transport.base_url()
    }

    /// The same client with other settings; connections, slots and spacing are shared.
    pub fn with(&self, options: Options) -> Self {
        Self {
            transport: self.transport.with(options),
        }
    }

    /// All accounts of the token as one, for many songs at once.
    pub fn pool(&self) -> Pool {
        Pool::new(self.clone())
    }

    /// Any operation of the API, with fields by their names and the answer as it comes.
    ///
    /// Nothing is sent before [`OperationCall::send`].
    pub fn call(&self, operation: &'static Operation) -> OperationCall {
        OperationCall::new(&self.transport, operation)
    }

    /// Downloads a file by its link: `mp3_url` of a song, its cover, its video, its stems.
    ///
    /// Nothing is sent before the [`Download`] is saved or read, and the token never is. Free.
    pub fn download(&self, url: impl Into<String>) -> Download {
        Download::new(&self.transport, url)
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }
}

/// The settings of a [`Client`].
///
/// ```
/// use std::time::Duration;
/// use mureka_api::useapi::Client;
///
/// let client = Client::builder()
///     .token("user:1234-abc")
///     .base_url("http://localhost:8080")
///     .timeout(Duration::from_secs(120))
///     .build()?;
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ClientBuilder {
    token: Option<Setting<Secret>>,
    base_url: Option<Setting<String>>,
    http: Http,
}

impl ClientBuilder {
    /// The API token of useapi.net; required.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(Setting::new("token", token));
        self
    }

    /// Another address than `https://api.useapi.net`, say a mock server's.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(Setting::new("base_url", base_url));
        self
    }

    config::http_settings!();

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config): no token, a token that
    /// cannot be one, or a base URL that is not http or https or has a user, `?` or `#`.
    pub fn build(self) -> Result<Client, Error> {
        let token = config::required("token", self.token)?;
        let authorization = config::authorization(&token)?;
        let default = || Setting::new("base_url", BASE_URL);
        let base_url = config::base_url(&self.base_url.unwrap_or_else(default))?;
        let transport = self
            .http
            .transport(base_url, authorization, operations::ALL)?;
        Ok(Client { transport })
    }

    fn from_variables(
        get: impl Fn(&'static str) -> Result<Option<String>, Error>,
    ) -> Result<Self, Error> {
        let token = config::required("USEAPI_TOKEN", get("USEAPI_TOKEN")?)?;
        let base_url = get("USEAPI_BASE_URL")?;
        Ok(Self {
            token: Some(Setting::new("USEAPI_TOKEN", token)),
            base_url: base_url.map(|url| Setting::new("USEAPI_BASE_URL", url)),
            http: Http::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(token: Option<&str>, base_url: Option<&str>) -> Result<Client, Error> {
        let get = |name| {
            let value = match name {
                "USEAPI_TOKEN" => token,
                "USEAPI_BASE_URL" => base_url,
                _ => None,
            };
            Ok(value.map(str::to_owned))
        };
        ClientBuilder::from_variables(get)?.build()
    }

    #[test]
    fn the_environment_gives_token_and_address() {
        let client = from(Some("hunter2"), None).unwrap();
        assert_eq!(client.base_url(), "https://api.useapi.net");
        assert!(!format!("{client:?}").contains("hunter2"));
        let client = from(Some("hunter2"), Some("http://localhost:1/")).unwrap();
        assert_eq!(client.base_url(), "http://localhost:1");
    }

    #[test]
    fn errors_name_the_variable() {
        let message = |token, base_url| from(token, base_url).unwrap_err().to_string();
        assert_eq!(message(None, None), "USEAPI_TOKEN: not set");
        assert_eq!(
            message(Some("a b"), None),
            "USEAPI_TOKEN: has white space in it"
        );
        assert!(message(Some("a"), Some("x")).starts_with("USEAPI_BASE_URL: not a URL"));
    }
}
