//! Asking a host of media for a file, without anything that it should not see.

use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderValue, IF_RANGE, LOCATION, RANGE};
use reqwest::{Response, StatusCode, Url};

use super::transfer::Failure;
use crate::classify::one_line;
use crate::error::{Error, ErrorKind};
use crate::retry::{Verdict, retry_after};
use crate::time::timeout;

/// Most redirects that are followed.
const REDIRECTS: usize = 10;

/// Total time of a download. Not a limit to be met (that is progress), but reqwest has no
/// other way to lift the limit of a client that users bring.
const TOTAL: Duration = Duration::from_secs(24 * 60 * 60);

/// Where a file is, and how to ask for it.
///
/// The client must add nothing to a request: what the API's client sends along is not for
/// other hosts. Redirects are followed here, so that none leads to where no link may.
pub(super) struct Source {
    pub client: reqwest::Client,
    pub url: Url,
    pub idle: Duration,
}

impl Source {
    /// A link as users give it.
    pub fn parse(link: &str) -> Result<Url, Error> {
        // The link is not repeated in the error: it may be signed.
        let wrong = |message: &str| Error::invalid("url", message);
        let url = Url::parse(link).map_err(|error| wrong(&format!("not a URL: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong(&format!(
                "`{}`, but only http and https are possible",
                one_line(url.scheme())
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("user and password cannot stand in it"));
        }
        Ok(url)
    }

    /// The file, or the rest of it from an offset on if it is still the one of this validator.
    ///
    /// The answer is 200, 206 or 416.
    pub async fn get(&self, rest: Option<(u64, &str)>) -> Result<Response, Failure> {
        let mut url = self.url.clone();
        for _ in 0..=REDIRECTS {
            let response = self.ask(&url, rest).await?;
            // A client that users bring may have followed redirects itself.
            if is_downgrade(&self.url, response.url()) {
                return Err(Failure::last(not_followed(&url, "from https to http")));
            }
            match response.status() {
                status if status.is_redirection() => {
                    url = next(&url, response.headers().get(LOCATION)).map_err(Failure::last)?;
                }
                StatusCode::OK | StatusCode::PARTIAL_CONTENT => return Ok(response),
                StatusCode::RANGE_NOT_SATISFIABLE if rest.is_some() => return Ok(response),
                _ => return Err(refused(&url, &response)),
            }
        }
        let message = format!("more than {REDIRECTS} of them");
        Err(Failure::last(not_followed(&self.url, &message)))
    }

    async fn ask(&self, url: &Url, rest: Option<(u64, &str)>) -> Result<Response, Failure> {
        let mut request = self
            .client
            .get(url.clone())
            .timeout(TOTAL)
            // Parts of what is compressed on the way fit to nothing.
            .header(ACCEPT_ENCODING, "identity");
        if let Some((offset, validator)) = rest {
            let validator = HeaderValue::try_from(validator)
                .map_err(|_| Failure::last(Error::invalid("url", "an odd validator")))?;
            request = request
                .header(RANGE, format!("bytes={offset}-"))
                .header(IF_RANGE, validator);
        }
        match timeout(self.idle, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(Failure::of(Error::from(error).about(&place(url)))),
            Err(_) => {
                let seconds = self.idle.as_secs_f64();
                let error = Error::stalled(format!("no answer for {seconds} s"));
                Err(Failure::of(error.about(&place(url))))
            }
        }
    }
}

/// A link without what may be secret in it.
pub(super) fn place(url: &Url) -> String {
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let host = url.host_str().unwrap_or_default();
    one_line(&format!("{host}{port}{}", url.path()))
}

/// Where a redirect leads.
fn next(url: &Url, location: Option<&HeaderValue>) -> Result<Url, Error> {
    let refuse = |reason: &str| not_followed(url, reason);
    let location = location.ok_or_else(|| refuse("without a `Location`"))?;
    let location = std::str::from_utf8(location.as_bytes()).map_err(|_| refuse("to no URL"))?;
    let mut target = url.join(location).map_err(|_| refuse("to no URL"))?;
    if !matches!(target.scheme(), "http" | "https") {
        return Err(refuse("to something else than http and https"));
    }
    if is_downgrade(url, &target) {
        return Err(refuse("from https to http"));
    }
    // They would be sent as an `Authorization` of the server's choice.
    target.set_username("").ok();
    target.set_password(None).ok();
    Ok(target)
}

fn is_downgrade(from: &Url, to: &Url) -> bool {
    from.scheme() == "https" && to.scheme() != "https"
}

fn not_followed(url: &Url, reason: &str) -> Error {
    let message = format!("a redirect that is not followed: {reason}");
    Error::of(ErrorKind::Unexpected, message).about(&place(url))
}

fn refused(url: &Url, response: &Response) -> Failure {
    let status = response.status();
    let (kind, reason) = match status.as_u16() {
        401 | 403 | 404 | 410 => (
            ErrorKind::Expired,
            "the link is not valid any more; read the song or job again for a fresh one",
        ),
        408 => (ErrorKind::Timeout, "the host gave up waiting"),
        429 => (ErrorKind::RateLimited, "too many downloads at once"),
        500..=599 => (ErrorKind::Server, "the host failed"),
        400..=499 => (ErrorKind::Api, "the host refused"),
        _ => (ErrorKind::Unexpected, "not the status of a file"),
    };
    let error = Error::of(kind, reason)
        .about(&place(url))
        .with_status(status);
    Failure {
        verdict: match kind {
            ErrorKind::RateLimited => Verdict::Later(Duration::from_secs(1)),
            ErrorKind::Timeout | ErrorKind::Server => Verdict::Again,
            _ => Verdict::Stop,
        },
        asked: retry_after(response.headers()),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_stays_on_the_web_and_never_falls_back_to_http() {
        for (location, target) in [
            ("/b.mp3?x=1", Ok("https://a.example/b.mp3?x=1")),
            ("//b.example/", Ok("https://b.example/")),
            ("https://b.example/", Ok("https://b.example/")),
            ("https://u:p@b.example/", Ok("https://b.example/")),
            ("http://a.example/", Err("from https to http")),
            (
                "file:///etc/passwd",
                Err("to something else than http and https"),
            ),
            ("https://", Err("to no URL")),
        ] {
            let url = Url::parse("https://a.example/x/y.mp3?sig=hunter3").unwrap();
            let location = HeaderValue::from_static(location);
            let followed = next(&url, Some(&location));
            match target {
                Ok(target) => assert_eq!(followed.unwrap().as_str(), target),
                Err(reason) => assert_eq!(
                    followed.unwrap_err().to_string(),
                    format!("a.example/x/y.mp3: a redirect that is not followed: {reason}")
                ),
            }
        }
        let from_http = Url::parse("http://a.example/").unwrap();
        let up = HeaderValue::from_static("https://a.example/");
        assert!(next(&from_http, Some(&up)).is_ok());
    }
}
