//! The secret in a receiver's URL.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
use reqwest::Url;
use subtle::ConstantTimeEq;

use crate::error::Error;
use crate::model::Secret;

/// The parameter of the URL.
const PARAMETER: &str = "token";

/// As many bytes are drawn, and twice as many characters are made of them.
const DRAWN: usize = 32;

const SHORTEST: usize = 16;
const LONGEST: usize = 128;

/// A secret that a receiver's URL ends with, so that it knows its own webhooks.
///
/// Make one for each receiver and keep it: webhooks of jobs that were submitted before a
/// restart come with the secret of then. `Debug` does not show it. The service records the
/// URL and writes it into the job, so whoever reads the job reads the secret.
///
/// ```
/// use mureka_api::webhooks::WebhookSecret;
///
/// let secret = WebhookSecret::new("0123456789abcdef")?;
/// let url = secret.url("https://me.example/hook?from=mureka")?;
/// assert_eq!(url.expose(), "https://me.example/hook?from=mureka&token=0123456789abcdef");
///
/// assert!(secret.verify("/hook?from=mureka&token=0123456789abcdef"));
/// assert!(!secret.verify("/hook?from=mureka"));
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone)]
pub struct WebhookSecret {
    text: Secret,
    padded: Padded,
}

/// The length, the text, and zeros: all secrets are as long as each other.
type Padded = [u8; 1 + LONGEST];

impl WebhookSecret {
    /// A new one, of 64 characters, from 32 bytes of the system's randomness.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config): the system gives no randomness.
    pub fn generate() -> Result<Self, Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut bytes = [0; DRAWN];
        getrandom::fill(&mut bytes).map_err(|error| {
            let message = format!("the system gives no randomness: {error}");
            Error::config("secret", message)
        })?;
        let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let text: String = halves
            .map(|half| char::from(DIGITS[usize::from(half)]))
            .collect();
        Self::new(text)
    }

    /// One that you have.
    ///
    /// It has 16 to 128 characters out of `A-Z a-z 0-9 - . _ ~`, which look the same in
    /// every URL. That it cannot be guessed is up to you.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config): another length, or other characters.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        let text = secret.into();
        let bytes = text.expose().as_bytes();
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        if !bytes.iter().all(plain) {
            let rule = "has other characters than `A-Z a-z 0-9 - . _ ~`";
            return Err(Error::config("secret", rule));
        }
        if bytes.len() < SHORTEST {
            let message = format!("{} characters, at least {SHORTEST} are needed", bytes.len());
            return Err(Error::config("secret", message));
        }
        let padded = pad(bytes).ok_or_else(|| {
            let message = format!("{} characters, at most {LONGEST} are allowed", bytes.len());
            Error::config("secret", message)
        })?;
        Ok(Self { text, padded })
    }

    /// The secret itself, to be stored.
    pub fn expose(&self) -> &str {
        self.text.expose()
    }

    /// The receiver's URL with the secret in its query, for `reply_url` of a request.
    ///
    /// Give https outside of tests; over http everybody on the way reads the secret.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config): `base` is not an http or https URL,
    /// has a fragment (`#…`, which no server gets to see), or a parameter `token` already.
    pub fn url(&self, base: &str) -> Result<Secret, Error> {
        let refused = |rule: String| Error::config("reply_url", rule);
        let mut url = Url::parse(base).map_err(|error| refused(format!("not a URL: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            let rule = format!("scheme {}, http or https is needed", url.scheme());
            return Err(refused(rule));
        }
        if url.fragment().is_some() {
            return Err(refused("has a `#`; what follows it is never sent".into()));
        }
        if url.query_pairs().any(|(name, _)| name == PARAMETER) {
            let rule = format!("has a parameter `{PARAMETER}`; the secret needs that name");
            return Err(refused(rule));
        }
        url.query_pairs_mut()
            .append_pair(PARAMETER, self.text.expose());
        Ok(String::from(url).into())
    }

    /// Whether this is the secret, in a URL, in a query, or by itself.
    ///
    /// It takes the same time whatever of it is right, its length included. More than one
    /// `token` in a query is none.
    pub fn verify(&self, url_or_query_or_token: &str) -> bool {
        let token = token_of(url_or_query_or_token);
        let Some(presented) = token.as_deref().and_then(pad) else {
            return false;
        };
        self.padded[..].ct_eq(&presented[..]).into()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret([redacted])")
    }
}

/// The token that was presented.
fn token_of(presented: &str) -> Option<Cow<'_, [u8]>> {
    let query = presented
        .split_once('?')
        .map_or(presented, |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let mut tokens = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name == PARAMETER);
    match (tokens.next(), tokens.next()) {
        (Some((_, token)), None) => Some(percent_decode_str(token).into()),
        // No URL and no query is a secret: they have signs that it has not.
        (None, _) => Some(presented.as_bytes().into()),
        _ => None,
    }
}

/// `None` where the text is longer than any secret, which is no news to who presents it.
fn pad(text: &[u8]) -> Option<Padded> {
    let mut padded = [0; 1 + LONGEST];
    padded[0] = u8::try_from(text.len()).ok()?;
    padded.get_mut(1..=text.len())?.copy_from_slice(text);
    Some(padded)
}
