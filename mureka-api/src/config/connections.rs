//! How connections are made, when the client makes them itself.

use std::time::Duration;

use reqwest::header::HeaderValue;
#[cfg(not(target_arch = "wasm32"))]
use reqwest::{Proxy, Url, redirect::Policy};

use super::Setting;
use crate::error::Error;

/// Most headers of an answer; without it, hyper gives up an answer of more than 100. It makes
/// room for as many with every answer, 64 bytes each.
#[cfg(not(target_arch = "wasm32"))]
const HEADER_LIMIT: usize = 512;
/// What any longer time comes to: hyper adds it to the time of day, which has an end.
#[cfg(not(target_arch = "wasm32"))]
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
const USER_AGENT: &str = concat!("mureka-api/", env!("CARGO_PKG_VERSION"));

/// What connections are made with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connections {
    pub proxy: Option<Setting<String>>,
    pub user_agent: Option<Setting<String>>,
    pub idle_timeout: Option<Duration>,
}

impl Connections {
    /// A client of the user's own, if nothing was asked for that it would miss.
    pub fn beside(&self, client: reqwest::Client) -> Result<reqwest::Client, Error> {
        // Passed over in silence, the token would go around the proxy.
        match &self.proxy {
            Some(proxy) => Err(Error::config(proxy.name, "not together with `http`")),
            None => Ok(client),
        }
    }

    /// A client with these settings.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn client(&self, connect_timeout: Duration) -> Result<reqwest::Client, Error> {
        let mut builder = reqwest::Client::builder()
            // A redirected POST arrives as a GET, or is sent and charged twice.
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout)
            .user_agent(self.user_agent()?)
            // A paid answer must not be lost for a gateway's odd header.
            .http1_ignore_invalid_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .http1_max_headers(HEADER_LIMIT)
            // The body is kept as it came, whatever features another crate switches on.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(checked(proxy)?);
        }
        builder = match self.idle_timeout {
            // hyper takes a timeout of zero for none.
            Some(Duration::ZERO) => builder.pool_max_idle_per_host(0),
            Some(timeout) => builder.pool_idle_timeout(timeout.min(YEAR)),
            None => builder,
        };
        builder
            .build()
            .map_err(|error| Error::config("http", Error::from(error).message()))
    }

    /// The same in a browser, which makes the connections.
    #[cfg(target_arch = "wasm32")]
    pub fn client(&self, _: Duration) -> Result<reqwest::Client, Error> {
        if let Some(proxy) = &self.proxy {
            let message = "the browser decides on it, not the program";
            return Err(Error::config(proxy.name, message));
        }
        reqwest::Client::builder()
            .user_agent(self.user_agent()?)
            .build()
            .map_err(|error| Error::config("http", Error::from(error).message()))
    }

    fn user_agent(&self) -> Result<HeaderValue, Error> {
        let Some(setting) = &self.user_agent else {
            return Ok(HeaderValue::from_static(USER_AGENT));
        };
        if setting.value.is_empty() {
            return Err(Error::config(setting.name, "empty"));
        }
        HeaderValue::try_from(&setting.value)
            .map_err(|_| Error::config(setting.name, "has a control character in it"))
    }
}

/// The proxy at an address; the address is not repeated in errors: it may hold a password.
#[cfg(not(target_arch = "wasm32"))]
fn checked(proxy: &Setting<String>) -> Result<Proxy, Error> {
    let wrong = |message: &str| Error::config(proxy.name, message);
    let url = Url::parse(&proxy.value).map_err(|error| wrong(&format!("not a URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("only http and https are possible"));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("nothing can stand behind host and port"));
    }
    Proxy::all(url).map_err(|error| wrong(Error::from(error).message()))
}
