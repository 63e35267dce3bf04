//! The server's own paths, below `/_mock` and so outside of every API: ledger, jobs,
//! faults, time, files, the page.

use std::sync::Arc;
use std::time::Duration;

use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ETAG, HOST, HeaderValue,
    IF_NONE_MATCH, ORIGIN, X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{Method, Response};
use hyper::body::Incoming;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::connections::Cut;
use crate::fault::{Fault, MEDIA};
use crate::faults::Point;
use crate::media;
use crate::page;
use crate::receive;
use crate::reply::{self, Body, Reply};
use crate::server::Server;
use crate::spoiled;
use crate::state::State;

/// Below which path they are.
const OWN: &str = "/_mock";
/// The longest body that is read.
const LONGEST: u64 = 1024 * 1024;

/// Whether a path is the server's own.
pub(crate) fn is_own(path: &str) -> bool {
    path.strip_prefix(OWN)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers a request for one of them, or for the page.
pub(crate) async fn serve(
    server: &Arc<Server>,
    parts: &Parts,
    body: Incoming,
) -> Result<Response<Body>, Cut> {
    let path = parts.uri.path();
    let target = parts
        .uri
        .path_and_query()
        .map_or(path, |target| target.as_str());
    if let Some(response) = media::serve(&parts.method, target, &parts.headers) {
        return file(server, response).await;
    }
    let reads = parts.method == Method::GET || parts.method == Method::HEAD;
    if let Some(page) = page::serve(path, &server.base).filter(|_| reads) {
        return Ok(shown(parts, page));
    }
    if !reads && is_foreign(parts) {
        let words = "Origin: another page, only the server's own may change it";
        return Ok(error(403, words).close().into_response());
    }
    let received = receive::read(body, None, None).await;
    let reply = match received.length {
        length if length > LONGEST => error(
            413,
            &format!("body: {length} bytes, at most {LONGEST} are read"),
        )
        .close(),
        length if received.broken => error(
            400,
            &format!("body: ended after {length} bytes, before its end"),
        )
        .close(),
        _ => answer(server, &parts.method, path, &received.head),
    };
    Ok(reply.into_response())
}

/// Whether a page of another site asks, by way of a browser.
fn is_foreign(parts: &Parts) -> bool {
    let text = |name| {
        parts
            .headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let Some(origin) = parts.headers.get(ORIGIN) else {
        return false;
    };
    let site = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    site.map(|(_, site)| site) != text(HOST)
}

/// A file, if no fault is in the way.
async fn file(server: &Server, response: Response<Body>) -> Result<Response<Body>, Cut> {
    let Some(fault) = server.faults.take("", MEDIA, Point::Arrival) else {
        return Ok(response);
    };
    server.delay(&fault).await;
    if fault.is_instead() {
        return spoiled::answer(&fault, None, &server.clock);
    }
    Ok(spoiled::spoil(response, &fault))
}

fn shown(parts: &Parts, page: page::Page) -> Response<Body> {
    let known = parts
        .headers
        .get(IF_NONE_MATCH)
        .and_then(|etag| etag.to_str().ok());
    let fresh = page.etag.is_none() || page.etag.as_deref() != known;
    let mut response = if fresh {
        reply::page(200, Some(page.content_type), page.body)
    } else {
        reply::page(304, None, "")
    };
    let headers = response.headers_mut();
    let policy = HeaderValue::from_static(page::CONTENT_SECURITY_POLICY);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(encoding) = page.content_encoding.filter(|_| fresh) {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Some(etag) = page.etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
        headers.insert(ETAG, etag);
    }
    response
}

fn answer(server: &Arc<Server>, method: &Method, path: &str, body: &[u8]) -> Reply {
    let own = path.strip_prefix(OWN).unwrap_or(path).trim_end_matches('/');
    if let Some(name) = own
        .strip_prefix("/openapi/")
        .and_then(|name| name.strip_suffix(".json"))
    {
        let found = server
            .descriptions
            .iter()
            .find(|other| *other.name == *name);
        return match found.and_then(|description| description.openapi(&server.base)) {
            Some(document) => allowed(method, &[("GET", &|| Ok(document.clone()))]),
            None => error(404, &format!("no document is called {name}")),
        };
    }
    let json = |value: Result<Value, serde_json::Error>| value.map_err(|error| error.to_string());
    let done = || Ok(json!({}));
    match own {
        "" => allowed(method, &[("GET", &|| Ok(index(server)))]),
        "/ledger" => allowed(
            method,
            &[
                ("GET", &|| {
                    json(serde_json::to_value(server.state().book.read()))
                }),
                ("DELETE", &|| {
                    server.state().book.clear();
                    done()
                }),
            ],
        ),
        "/jobs" => allowed(
            method,
            &[("GET", &|| json(serde_json::to_value(server.jobs())))],
        ),
        "/requests" => allowed(
            method,
            &[
                ("GET", &|| Ok(requests(server))),
                ("DELETE", &|| {
                    server.recorder.clear();
                    done()
                }),
            ],
        ),
        "/webhooks" => allowed(
            method,
            &[("GET", &|| {
                json(serde_json::to_value(server.deliveries().log()))
            })],
        ),
        "/faults" => allowed(
            method,
            &[
                ("GET", &|| json(serde_json::to_value(server.faults.list()))),
                ("POST", &|| add(server, body)),
                ("DELETE", &|| {
                    server.faults.clear();
                    done()
                }),
            ],
        ),
        "/advance" => allowed(method, &[("POST", &|| advance(server, body))]),
        "/reset" => allowed(
            method,
            &[("POST", &|| {
                server.reset();
                done()
            })],
        ),
        _ => error(
            404,
            &format!("{path} is none of the paths that GET {OWN} lists"),
        ),
    }
}

type Does<'a> = &'a dyn Fn() -> Result<Value, String>;

/// Does what the method is for. What it answers is 200, or 400 with the words.
fn allowed(method: &Method, does: &[(&str, Does)]) -> Reply {
    // A HEAD is a GET whose body is not sent.
    let wanted = if *method == Method::HEAD {
        "GET"
    } else {
        method.as_str()
    };
    match does.iter().find(|(method, _)| *method == wanted) {
        Some((_, does)) => match does() {
            Ok(value) => Reply::new(200, Some(value)),
            Err(words) => error(400, &words),
        },
        None => {
            let methods: Vec<&str> = does.iter().map(|(method, _)| *method).collect();
            let words = format!("{method} is not one of {}", methods.join(", "));
            error(405, &words).allow(&methods)
        }
    }
}

fn error(status: u16, words: &str) -> Reply {
    Reply::new(status, Some(json!({"error": words})))
}

fn index(server: &Server) -> Value {
    let documents: Vec<&str> = server
        .descriptions
        .iter()
        .map(|other| &*other.name)
        .collect();
    json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "base_url": server.base,
        "now": crate::clock::rfc3339(server.clock.now()),
        "documents": documents,
        "paths": {
            "GET /": "the page for people",
            "GET /_mock/openapi/NAME.json": "a document, with this server in it",
            "GET /_mock/ledger": "what was charged; DELETE empties it",
            "GET /_mock/jobs": "all jobs",
            "GET /_mock/requests": "what came in; DELETE forgets it",
            "GET /_mock/webhooks": "what was reported to webhooks",
            "GET /_mock/faults": "what is to go wrong; POST a fault or a list of them, DELETE takes them back",
            "POST /_mock/advance": "moves the time: {\"seconds\": 60}",
            "POST /_mock/reset": "forgets everything",
            "GET /_mock/media/NAME.mp3": "a file, also png, mp4, wav, flac, zip; ?bytes= sets its size",
        },
    })
}

/// No values of headers, and no bodies: there are secrets in them.
fn requests(server: &Server) -> Value {
    let requests = server.recorder.requests();
    let shown = requests.iter().map(|request| {
        json!({
            "operation": request.operation,
            "method": request.method,
            "path": request.path(),
            "body_length": request.body_length,
            "upload": request.upload,
        })
    });
    shown.collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: f64,
}

fn advance(server: &Server, body: &[u8]) -> Result<Value, String> {
    let Advance { seconds } = read(body)?;
    let by = Duration::try_from_secs_f64(seconds)
        .map_err(|error| format!("seconds: {seconds}: {error}"))?;
    server.clock.advance(by);
    Ok(json!({"now": crate::clock::rfc3339(server.clock.now())}))
}

/// Takes one fault or a list of them: all, or none if one is wrong.
fn add(server: &Server, body: &[u8]) -> Result<Value, String> {
    let value: Value = read(body)?;
    let list = match value {
        Value::Array(list) => list,
        one => vec![one],
    };
    let mut faults = Vec::new();
    for (at, value) in list.into_iter().enumerate() {
        let fault: Fault =
            serde_json::from_value(value).map_err(|error| format!("fault {}: {error}", at + 1))?;
        server
            .check(&fault)
            .map_err(|error| format!("fault {}: {error}", at + 1))?;
        faults.push(fault);
    }
    let added = faults.len();
    server.faults.add(faults)?;
    Ok(json!({"added": added}))
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("body: {error}"))
}

impl Server {
    /// All jobs, the newest first.
    pub(crate) fn jobs(&self) -> Vec<crate::JobSummary> {
        let now = self.clock.now();
        let mut state = self.state();
        state.settle(now);
        let jobs = state.jobs.iter().rev();
        jobs.map(|(_, job)| State::summary(job, now)).collect()
    }
}
