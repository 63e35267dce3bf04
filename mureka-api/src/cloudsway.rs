//! The Mureka API of Cloudsway (`MaaS_Mureka`).

use crate::config::{self, Http, Setting};
use crate::download::Download;
use crate::error::Error;
use crate::model::Secret;
use crate::operation::Operation;
use crate::operation_call::OperationCall;
use crate::options::Options;
use crate::request::segment;
use crate::transport::Transport;

#[doc(inline)]
pub use crate::generated::cloudsway::{operations, raw, resources, types};

const BASE_URL: &str = "https://genaiapi.cloudsway.net";

/// A client of the Cloudsway API.
///
/// Clone it freely: the clones share their connections.
///
/// ```no_run
/// use mureka_api::cloudsway::Client;
///
/// let client = Client::from_env()?; // CLOUDSWAY_API_KEY, CLOUDSWAY_ENDPOINT
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    transport: Transport,
}

impl Client {
    /// A client with a key, the endpoint of your account, and the defaults of [`ClientBuilder`].
    ///
    /// # Errors
    ///
    /// The key or the endpoint is empty or has characters that none has.
    pub fn new(api_key: impl Into<Secret>, endpoint: impl Into<String>) -> Result<Self, Error> {
        Self::builder().api_key(api_key).endpoint(endpoint).build()
    }

    /// A client with `CLOUDSWAY_API_KEY`, `CLOUDSWAY_ENDPOINT` and, if set, `CLOUDSWAY_BASE_URL`.
    ///
    /// # Errors
    ///
    /// One of the first two is not set, or one of the three cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_variables(config::environment)?.build()
    }

    /// A client with settings of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// What requests are sent to, the endpoint included.
    pub fn base_url(&self) -> &str {
        self.transport.base_url()
    }

    /// The same client with other settings; connections, slots and spacing are shared.
    pub fn with(&self, options: Options) -> Self {
        Self {
            transport: self.transport.with(options),
        }
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
/// use mureka_api::cloudsway::Client;
///
/// let client = Client::builder().api_key("abc").endpoint("your-endpoint").build()?;
/// assert_eq!(
///     client.base_url(),
///     "https://genaiapi.cloudsway.net/v1/ai/your-endpoint/mureka"
/// );
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ClientBuilder {
    api_key: Option<Setting<Secret>>,
    endpoint: Option<Setting<String>>,
    base_url: Option<Setting<String>>,
    http: Http,
}

impl ClientBuilder {
    /// The API key; required.
    pub fn api_key(mut self, api_key: impl Into<Secret>) -> Self {
        self.api_key = Some(Setting::new("api_key", api_key));
        self
    }

    /// The endpoint that Cloudsway gave your account; required.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(Setting::new("endpoint", endpoint));
        self
    }

    /// Another address than `https://genaiapi.cloudsway.net`; the endpoint is put behind it.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(Setting::new("base_url", base_url));
        self
    }

    config::http_settings!();

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config): key or endpoint missing
    /// or not possible, or a base URL that is not http or https or has a user, `?` or `#`.
    pub fn build(self) -> Result<Client, Error> {
        let api_key = config::required("api_key", self.api_key)?;
        let authorization = config::authorization(&api_key)?;
        let endpoint = config::required("endpoint", self.endpoint)?;
        let segment =
            segment(&endpoint.value).map_err(|problem| Error::config(endpoint.name, problem))?;
        let default = || Setting::new("base_url", BASE_URL);
        let base_url = config::base_url(&self.base_url.unwrap_or_else(default))?;
        let base_url = format!("{base_url}/v1/ai/{segment}/mureka");
        let transport = self
            .http
            .transport(base_url, authorization, operations::ALL)?;
        Ok(Client { transport })
    }

    fn from_variables(
        get: impl Fn(&'static str) -> Result<Option<String>, Error>,
    ) -> Result<Self, Error> {
        let api_key = config::required("CLOUDSWAY_API_KEY", get("CLOUDSWAY_API_KEY")?)?;
        let endpoint = config::required("CLOUDSWAY_ENDPOINT", get("CLOUDSWAY_ENDPOINT")?)?;
        let base_url = get("CLOUDSWAY_BASE_URL")?;
        Ok(Self {
            api_key: Some(Setting::new("CLOUDSWAY_API_KEY", api_key)),
            endpoint: Some(Setting::new("CLOUDSWAY_ENDPOINT", endpoint)),
            base_url: base_url.map(|url| Setting::new("CLOUDSWAY_BASE_URL", url)),
            http: Http::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(endpoint: Option<&str>, base_url: Option<&str>) -> Result<Client, Error> {
        let get = |name| {
            let value = match name {
                "CLOUDSWAY_API_KEY" => Some("hunter2"),
                "CLOUDSWAY_ENDPOINT" => endpoint,
                "CLOUDSWAY_BASE_URL" => base_url,
                _ => None,
            };
            Ok(value.map(str::to_owned))
        };
        ClientBuilder::from_variables(get)?.build()
    }

    #[test]
    fn the_environment_gives_key_endpoint_and_address() {
        let client = from(Some("a b"), Some("http://localhost:1/x/")).unwrap();
        assert_eq!(client.base_url(), "http://localhost:1/x/v1/ai/a%20b/mureka");
        assert!(!format!("{client:?}").contains("hunter2"));
    }

    #[test]
    fn errors_name_the_variable() {
        let message = |endpoint| from(endpoint, None).unwrap_err().to_string();
        assert_eq!(message(None), "CLOUDSWAY_ENDPOINT: not set");
        for (endpoint, problem) in [
            ("..", "would change the URL"),
            ("hunter2/x", "has a `/` or `\\` in it"),
            ("e\n", "has a control character in it"),
            ("", "is empty"),
        ] {
            let expected = format!("CLOUDSWAY_ENDPOINT: {problem}");
            assert_eq!(message(Some(endpoint)), expected);
        }
        let error = Client::new("", "x").unwrap_err();
        assert_eq!(error.to_string(), "api_key: empty");
    }
}
