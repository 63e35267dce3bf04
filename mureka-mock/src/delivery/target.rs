//! Where to post.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use hyper::Uri;
use hyper::header::HeaderValue;

/// A `replyUrl` that may be posted to.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) place: Place,
    /// Host and port, as the receiver is told.
    pub(super) host: HeaderValue,
    /// Path and query.
    pub(super) path: Uri,
}

/// Where the receiver is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// At the first of these that answers.
    Addresses(Vec<SocketAddr>),
    /// At a name that is looked up, on a port.
    Name(String, u16),
}

impl Target {
    /// Reads a `replyUrl`, or says why it is not posted to. The reasons do not repeat
    /// it: there may be secrets in it.
    pub(super) fn of(url: &str, anywhere: bool) -> Result<Self, String> {
        let broken = |why: &str| format!("replyUrl: not a URL: {why}");
        let uri: Uri = url
            .parse()
            .map_err(|error: hyper::http::uri::InvalidUri| broken(&error.to_string()))?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => {
                return Err("https is not spoken by the mock; give replyUrl as http".to_owned());
            }
            Some(other) => return Err(format!("replyUrl: scheme {other}, http is needed")),
            None => return Err(broken("http:// is missing")),
        }
        let authority = uri.authority().ok_or_else(|| broken("no host"))?.as_str();
        if authority.contains('@') {
            let rule = "replyUrl: has a user or a password, the mock sends none";
            return Err(rule.to_owned());
        }
        let (host, port) = split(authority).ok_or_else(|| broken("host or port"))?;
        let place = Place::of(host, port).ok_or_else(|| broken("host"))?;
        if !anywhere && !place.is_here() {
            return Err(format!(
                "replyUrl: host {host}, only this machine (127.0.0.0/8, ::1, localhost) is allowed"
            ));
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        };
        Ok(Self {
            place,
            host: HeaderValue::from_str(authority).map_err(|_| broken("host"))?,
            path: path.parse().map_err(|_| broken("path"))?,
        })
    }
}

impl Place {
    fn of(host: &str, port: u16) -> Option<Self> {
        let at = |address: IpAddr| SocketAddr::new(address, port);
        if let Some(inner) = host.strip_prefix('[') {
            let address: Ipv6Addr = inner.strip_suffix(']')?.parse().ok()?;
            return Some(Self::Addresses(vec![at(address.into())]));
        }
        if let Ok(address) = host.parse::<Ipv4Addr>() {
            return Some(Self::Addresses(vec![at(address.into())]));
        }
        if host.eq_ignore_ascii_case("localhost") {
            // Not looked up: whatever a resolver says, it is this machine.
            let addresses = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
            return Some(Self::Addresses(addresses.map(at).to_vec()));
        }
        Some(Self::Name(host.to_owned(), port))
    }

    /// Whether it is surely this machine.
    fn is_here(&self) -> bool {
        match self {
            Self::Addresses(addresses) => addresses.iter().all(|at| at.ip().is_loopback()),
            Self::Name(..) => false,
        }
    }
}

/// Host and port of an authority without a user.
fn split(authority: &str) -> Option<(&str, u16)> {
    let end = match authority.find(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(end);
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => 80,
        Some("") => 80,
        Some(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            digits.parse().ok().filter(|port| *port > 0)?
        }
        _ => return None,
    };
    (!host.is_empty()).then_some((host, port))
}

/// A URL, or what was meant to be one, without what may be secret in it: user and
/// password, query, fragment.
pub(super) fn masked(url: &str) -> String {
    let (shown, hidden) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let (scheme, rest) = shown.split_at(shown.find("://").map_or(0, |at| at + 3));
    let (authority, path) = rest.split_at(rest.find(['/', '\\']).unwrap_or(rest.len()));
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => authority.to_owned(),
    };
    let hidden = hidden
        .chars()
        .next()
        .map_or(String::new(), |sign| format!("{sign}…"));
    format!("{scheme}{host}{path}{hidden}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reason(url: &str, anywhere: bool) -> String {
        Target::of(url, anywhere).err().unwrap_or_default()
    }

    #[test]
    fn a_target_has_place_host_and_path() {
        let addresses = |addresses: &[&str]| {
            let addresses = addresses.iter().map(|address| address.parse().unwrap());
            Place::Addresses(addresses.collect())
        };
        for (url, place, host, path) in [
            (
                "http://127.0.0.1:8000/hook?key=1&b=%20#top",
                addresses(&["127.0.0.1:8000"]),
                "127.0.0.1:8000",
                "/hook?key=1&b=%20",
            ),
            (
                "HTTP://127.255.0.9",
                addresses(&["127.255.0.9:80"]),
                "127.255.0.9",
                "/",
            ),
            (
                "http://127.0.0.1:/",
                addresses(&["127.0.0.1:80"]),
                "127.0.0.1:",
                "/",
            ),
            (
                "http://[::1]:81?a",
                addresses(&["[::1]:81"]),
                "[::1]:81",
                "/?a",
            ),
            (
                "http://LocalHost:82/",
                addresses(&["127.0.0.1:82", "[::1]:82"]),
                "LocalHost:82",
                "/",
            ),
        ] {
            let Ok(target) = Target::of(url, false) else {
                panic!("{url}: {}", reason(url, false));
            };
            assert_eq!(target.place, place, "{url}");
            assert_eq!(target.host, host, "{url}");
            assert_eq!(target.path.to_string(), path, "{url}");
        }
    }

    #[test]
    fn other_machines_are_refused_unless_they_are_allowed() {
        for host in [
            "example.com",
            "192.0.2.1",
            "0.0.0.0",
            "[::]",
            "[2001:db8::1]",
            "[::ffff:127.0.0.1]",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "127.1",
            "2130706433",
        ] {
            let url = format!("http://{host}:8000/?secret");
            let rule = "only this machine (127.0.0.0/8, ::1, localhost) is allowed";
            assert_eq!(
                reason(&url, false),
                format!("replyUrl: host {host}, {rule}")
            );
            assert_eq!(reason(&url, true), "");
        }
    }

    #[test]
    fn https_is_refused_wherever_it_leads() {
        for url in ["https://127.0.0.1/", "https://user@example.com/?secret"] {
            for anywhere in [false, true] {
                assert_eq!(
                    reason(url, anywhere),
                    "https is not spoken by the mock; give replyUrl as http"
                );
            }
        }
    }

    #[test]
    fn what_is_no_http_url_is_refused_with_the_reason() {
        for (url, expected) in [
            ("", "replyUrl: not a URL: "),
            ("secret", "replyUrl: not a URL: http:// is missing"),
            ("/hook?secret", "replyUrl: not a URL: http:// is missing"),
            ("127.0.0.1:80", "replyUrl: not a URL: http:// is missing"),
            ("http://", "replyUrl: not a URL: "),
            ("http:///hook", "replyUrl: not a URL: "),
            ("http://:80/", "replyUrl: not a URL: host or port"),
            ("http://127.0.0.1:0/", "replyUrl: not a URL: host or port"),
            (
                "http://127.0.0.1:65536/",
                "replyUrl: not a URL: host or port",
            ),
            ("http://127.0.0.1:+80/", "replyUrl: not a URL: host or port"),
            ("http://[::1]80/", "replyUrl: not a URL: host or port"),
            ("http://[secret]/", "replyUrl: not a URL: host"),
            ("http://127.0.0.1/a b", "replyUrl: not a URL: "),
            ("http://127.0.0.1/\r\nsecret: x", "replyUrl: not a URL: "),
            (
                "ftp://127.0.0.1/?secret",
                "replyUrl: scheme ftp, http is needed",
            ),
            (
                "http://user:secret@127.0.0.1/",
                "replyUrl: has a user or a password, the mock sends none",
            ),
        ] {
            let reason = reason(url, true);
            assert!(reason.starts_with(expected), "{url:?}: {reason}");
        }
    }

    #[test]
    fn secrets_are_masked_be_it_a_url_or_not() {
        for (url, expected) in [
            ("http://localhost:1/hook", "http://localhost:1/hook"),
            ("http://localhost/hook?secret", "http://localhost/hook?…"),
            (
                "http://localhost?secret?secret#secret",
                "http://localhost?…",
            ),
            ("http://localhost/#secret", "http://localhost/#…"),
            ("http://u:secret@localhost/@a", "http://…@localhost/@a"),
            ("http://secret@secret@localhost", "http://…@localhost"),
            ("u:secret@localhost/hook", "…@localhost/hook"),
            ("http://localhost/?a=http://b@c", "http://localhost/?…"),
            ("", ""),
        ] {
            assert_eq!(masked(url), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_reason_tells_a_secret(
            url in "(https?|ftp)?(:?//)?[a-z.:@\\[\\]0-9/]{0,12}\\PC{0,6}",
            anywhere in any::<bool>(),
        ) {
            let url = format!("{url}?SECRET");
            prop_assert!(!reason(&url, anywhere).contains("SECRET"));
            prop_assert!(!masked(&url).contains("SECRET"));
        }
    }
}
