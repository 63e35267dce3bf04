//! What both clients are set up with, checked before the first call.

use std::env::VarError;
use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::error::Error;
use crate::hooks::Hooks;
use crate::model::Secret;
use crate::operation::Operation;
use crate::options::{Options, Settings};
use crate::transport::{Setup, Transport};

mod connections;

use connections::Connections;

const TIMEOUT: Duration = Duration::from_secs(300);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How requests are sent.
#[derive(Clone)]
pub(crate) struct Http {
    pub client: Option<reqwest::Client>,
    pub media: Option<reqwest::Client>,
    pub connections: Connections,
    pub timeout: Duration,
    pub connect_timeout: Duration,
    pub options: Options,
    pub hooks: Hooks,
    pub seed: Option<u64>,
}

// Without the client: its `Debug` shows the headers it adds to every request.
impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

impl Default for Http {
    fn default() -> Self {
        Self {
            client: None,
            media: None,
            connections: Connections::default(),
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            options: Options::new(),
            hooks: Hooks::default(),
            seed: None,
        }
    }
}

impl Http {
    /// A transport to a checked address with a checked token.
    pub fn transport(
        self,
        base_url: String,
        authorization: HeaderValue,
        operations: &'static [&'static Operation],
    ) -> Result<Transport, Error> {
        // A client that users bring may add headers to every request, tokens among them, and
        // nothing can take them off again.
        let brought = self.client.is_some();
        let (client, media) = match (self.client, self.media) {
            (Some(client), Some(media)) => (self.connections.beside(client)?, media),
            (Some(client), None) => {
                let client = self.connections.beside(client)?;
                (client, self.connections.client(self.connect_timeout)?)
            }
            (None, media) => {
                let client = self.connections.client(self.connect_timeout)?;
                let media = media.unwrap_or_else(|| client.clone());
                (client, media)
            }
        };
        let address = Url::parse(&base_url)
            .map_err(|error| Error::config("base_url", format!("not a URL: {error}")))?;
        Ok(Transport::new(Setup {
            base_url,
            address,
            http: client,
            brought,
            media,
            authorization,
            settings: Settings::new(self.timeout).with(self.options),
            hooks: self.hooks,
            seed: self.seed,
            operations,
        }))
    }
}

/// The settings of [`Http`], which the builders of both clients have.
macro_rules! http_settings {
    () => {
        /// The HTTP client to use, for certificates and everything else that has no setting here.
        ///
        /// Build it with `redirect(Policy::none())` and `retry(retry::never())`, and without
        /// decompression: what it follows or repeats are further calls, and only the last answer
        /// is left of them. A request with a body is sent once even so.
        /// [`connect_timeout`](Self::connect_timeout), [`idle_timeout`](Self::idle_timeout) and
        /// [`user_agent`](Self::user_agent) do not apply to it, [`timeout`](Self::timeout) does;
        /// [`proxy`](Self::proxy) beside it is an error.
        pub fn http(mut self, client: ::reqwest::Client) -> Self {
            self.http.client = Some(client);
            self
        }

        /// The HTTP client for downloads, which come from other hosts than the API.
        ///
        /// Without one, they go through the client of this crate, never through the one that
        /// [`http`](Self::http) was given: what that adds to its requests is meant for the API.
        /// Build it with `redirect(Policy::none())`, without decompression, and without
        /// default headers or cookies, which every host of a link would get to see.
        pub fn download_http(mut self, client: ::reqwest::Client) -> Self {
            self.http.media = Some(client);
            self
        }

        /// The proxy that every call goes through, instead of those that `HTTPS_PROXY` and the
        /// like name.
        ///
        /// An http or https address; user and password may stand in it, and are never shown. Only
        /// calls to an https address are hidden from the proxy.
        pub fn proxy(mut self, url: impl Into<String>) -> Self {
            self.http.connections.proxy = Some($crate::config::Setting::new("proxy", url));
            self
        }

        /// What the program calls itself, instead of `mureka-api/` and the version.
        pub fn user_agent(mut self, name: impl Into<String>) -> Self {
            let name = $crate::config::Setting::new("user_agent", name);
            self.http.connections.user_agent = Some(name);
            self
        }

        /// How long a connection is kept open that no call uses, 90 s by default; with zero, each
        /// call has a connection of its own.
        pub fn idle_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.http.connections.idle_timeout = Some(timeout);
            self
        }

        /// How long one attempt of a call may take, 300 s by default (30 s for a request that does
        /// not wait for its job); for uploads, how long nothing may move.
        ///
        /// A call that runs into it may have been accepted, and charged.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.http.timeout = timeout;
            self
        }

        /// How long connecting may take, 10 s by default.
        pub fn connect_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.http.connect_timeout = timeout;
            self
        }

        /// What else holds for every call: retries, deadline, checks, pacing.
        ///
        /// A timeout among them goes before [`timeout`](Self::timeout).
        pub fn options(mut self, options: $crate::Options) -> Self {
            self.http.options = options;
            self
        }

        /// Adds a hook, which looks at every attempt of every call.
        pub fn hook(mut self, hook: impl $crate::Hook) -> Self {
            self.http.hooks.add(hook);
            self
        }

        /// Where chance begins: jitter and references of jobs are then the same in every run.
        ///
        /// For tests. Two programs with the same seed send the same references.
        pub fn seed(mut self, seed: u64) -> Self {
            self.http.seed = Some(seed);
            self
        }
    };
}
pub(crate) use http_settings;

/// A setting and the name it is known by to the user, for errors.
#[derive(Clone)]
pub(crate) struct Setting<T> {
    pub name: &'static str,
    pub value: T,
}

// Without the value, which is not checked yet: an address may hold a password, and in the
// place of an endpoint may stand a key.
impl<T> fmt::Debug for Setting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setting")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<T> Setting<T> {
    pub fn new(name: &'static str, value: impl Into<T>) -> Self {
        Self {
            name,
            value: value.into(),
        }
    }
}

/// Reads environment variables; an empty one counts as missing.
pub(crate) fn environment(name: &'static str) -> Result<Option<String>, Error> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::config(name, "not valid UTF-8")),
    }
}

/// The setting, or an error that names it.
pub(crate) fn required<T>(name: &'static str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| Error::config(name, "not set"))
}

/// The `Authorization` header of a token.
pub(crate) fn authorization(token: &Setting<Secret>) -> Result<HeaderValue, Error> {
    let text = token.value.expose();
    let problem = if text.is_empty() {
        "empty"
    } else if text.chars().any(char::is_whitespace) {
        "has white space in it"
    } else if !text.chars().all(|c| c.is_ascii_graphic()) {
        "has a character in it that is not plain ASCII"
    } else {
        let mut header = HeaderValue::try_from(format!("Bearer {text}"))
            .map_err(|_| Error::config(token.name, "cannot be sent in a header"))?;
        header.set_sensitive(true);
        return Ok(header);
    };
    Err(Error::config(token.name, problem))
}

/// A base URL without slashes at its end.
pub(crate) fn base_url(url: &Setting<String>) -> Result<String, Error> {
    // The URL is not repeated in the error: it may hold a password.
    let wrong = |message: &str| Error::config(url.name, message);
    let parsed = Url::parse(&url.value).map_err(|error| wrong(&format!("not a URL: {error}")))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(wrong("only http and https are possible"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(wrong("user and password cannot stand in it"));
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(wrong("`?` and `#` cannot stand in it"));
    }
    Ok(parsed.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn a_token_is_checked_and_never_shown() {
        let header = authorization(&Setting::new("token", "user:1234-abc")).unwrap();
        assert!(header.is_sensitive());
        assert_eq!(header, "Bearer user:1234-abc");
        for (token, message) in [
            ("", "USEAPI_TOKEN: empty"),
            ("hunter2 ", "USEAPI_TOKEN: has white space in it"),
            ("hunter2\n", "USEAPI_TOKEN: has white space in it"),
            (
                "hunter2\0",
                "USEAPI_TOKEN: has a character in it that is not plain ASCII",
            ),
            (
                "hunter2…",
                "USEAPI_TOKEN: has a character in it that is not plain ASCII",
            ),
        ] {
            let error = authorization(&Setting::new("USEAPI_TOKEN", token)).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.never_sent());
            assert!(!format!("{error:?}").contains("hunter2"));
        }
    }

    #[test]
    fn nothing_unchecked_is_shown() {
        let setting: Setting<String> = Setting::new("base_url", "https://a:hunter2@example.org");
        assert_eq!(
            format!("{setting:?}"),
            r#"Setting { name: "base_url", .. }"#
        );
    }

    #[test]
    fn a_base_url_is_checked() {
        for (url, base) in [
            ("https://api.useapi.net", "https://api.useapi.net"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            (
                "https://proxy.example/mureka//",
                "https://proxy.example/mureka",
            ),
        ] {
            assert_eq!(base_url(&Setting::new("base_url", url)).unwrap(), base);
        }
        for url in [
            "",
            "api.useapi.net",
            "ftp://example.org",
            "https://hunter2@example.org",
            "https://a:hunter2@example.org",
            "https://example.org/?token=hunter2",
            "https://example.org/#hunter2",
        ] {
            let error = base_url(&Setting::new("base_url", url)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
