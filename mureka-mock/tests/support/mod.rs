//! What the tests share: a server to call, and the documents that each of its answers
//! is checked against.

#![allow(dead_code, reason = "no test uses all of it")]
#![allow(clippy::unwrap_used, reason = "all of it is test code")]

pub mod receiver;
mod spec;
pub mod uploads;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use mureka_mock::{Builder, MockServer};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

#[allow(unused_imports, reason = "no test uses all of it")]
pub use spec::{Spec, specs, text};

/// Below which path Cloudsway is served; the endpoint may be any.
pub const CLOUDSWAY: &str = "/v1/ai/some-endpoint/mureka";
/// The account there is unless others are given.
pub const ACCOUNT: &str = "12345678901234";
/// How long a song or a speech takes unless set.
pub const GENERATION: Duration = Duration::from_secs(2);

/// The last millisecond before a time is over.
pub fn just_before(time: Duration) -> Duration {
    time.saturating_sub(Duration::from_millis(1))
}

/// What the clock of a server shows: 2026-03-04T05:06:07.089Z.
pub fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_772_600_767_089)
}

/// A server whose time stands still unless the test moves it, so that no test depends
/// on how fast it runs.
pub struct Mock {
    server: MockServer,
    caller: Caller,
    _still: Still,
}

impl Deref for Mock {
    type Target = MockServer;

    fn deref(&self) -> &MockServer {
        &self.server
    }
}

/// A server with the usual settings.
pub async fn start() -> Mock {
    serve(MockServer::builder()).await
}

/// A server with other settings, but with the embedded documents.
pub async fn serve(builder: Builder) -> Mock {
    serve_documents(builder, &[]).await
}

/// A server with other documents than the embedded ones, or with more.
pub async fn serve_documents(builder: Builder, documents: &[(&str, &str)]) -> Mock {
    let mut served: Vec<Arc<Spec>> = specs();
    served.retain(|spec| !documents.iter().any(|(name, _)| *name == spec.name));
    let mut builder = builder.starts_at(noon());
    for (name, text) in documents {
        builder = builder.document(*name, *text);
        served.push(Arc::new(Spec::parse(name, text)));
    }
    let running = builder.start().await.unwrap();
    Mock {
        caller: Caller {
            // Whatever it calls itself.
            base: format!("http://127.0.0.1:{}", running.address().port()),
            client: Client::new(),
            specs: served,
        },
        server: running,
        _still: Still::new(),
    }
}

impl Mock {
    /// A request with a token.
    pub fn call(&self, method: &str, path: &str) -> Call {
        self.caller.call(method, path)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path).send().await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path).send().await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path).json(body).send().await
    }

    /// Sends a file as an MP3.
    pub async fn upload(&self, path: &str) -> Answer {
        self.call("POST", path).mp3("sound").send().await
    }

    /// The answer of a call that waits for its job: the time is moved as soon as the
    /// job is there.
    pub async fn wait_for(&self, call: Call) -> Answer {
        let jobs = self.jobs().len();
        let answer = tokio::spawn(call.send());
        until(|| answer.is_finished() || self.jobs().len() > jobs).await;
        self.advance(GENERATION);
        answer.await.unwrap()
    }

    /// Makes two songs and waits for them, and until the next ones may be made.
    pub async fn song(&self, body: &Value) -> Answer {
        let call = self.call("POST", "/v1/mureka/music/create").json(body);
        let answer = self.wait_for(call).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        self.advance(Duration::from_secs(3));
        answer
    }

    /// Stops the server, and waits until it has.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

/// Calls to a server that may run elsewhere.
pub struct Caller {
    base: String,
    client: Client,
    specs: Vec<Arc<Spec>>,
}

impl Caller {
    /// Of a server with the embedded documents.
    pub fn of(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            client: Client::new(),
            specs: specs(),
        }
    }

    /// A request with a token.
    pub fn call(&self, method: &str, path: &str) -> Call {
        let known = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(known, format!("{}{path}", self.base));
        Call {
            request,
            method: method.to_owned(),
            path: path.split('?').next().unwrap().to_owned(),
            token: Some("Bearer user:1-a".to_owned()),
            specs: self.specs.clone(),
        }
    }
}

/// A request on its way to be sent.
pub struct Call {
    request: RequestBuilder,
    method: String,
    path: String,
    token: Option<String>,
    specs: Vec<Arc<Spec>>,
}

impl Call {
    /// Another value of `Authorization`, or none.
    pub fn authorization(self, value: Option<&str>) -> Self {
        let token = value.map(str::to_owned);
        Self { token, ..self }
    }

    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|request| request.header(name, value))
    }

    pub fn prefer(self, value: &str) -> Self {
        self.header("Prefer", value)
    }

    pub fn json(self, body: &Value) -> Self {
        self.with(|request| request.json(body))
    }

    pub fn body(self, body: impl Into<reqwest::Body>) -> Self {
        self.with(|request| request.body(body))
    }

    /// The body as JSON, whatever it is.
    pub fn text(self, body: impl Into<reqwest::Body>) -> Self {
        self.header("Content-Type", "application/json").body(body)
    }

    /// The body as an MP3.
    pub fn mp3(self, body: impl Into<reqwest::Body>) -> Self {
        self.header("Content-Type", "audio/mpeg").body(body)
    }

    pub fn form(self, form: reqwest::multipart::Form) -> Self {
        self.with(|request| request.multipart(form))
    }

    fn with(self, change: impl FnOnce(RequestBuilder) -> RequestBuilder) -> Self {
        let request = change(self.request);
        Self { request, ..self }
    }

    /// Sends it. The answer has to be one that the document has for this operation;
    /// for other paths and methods, 404 and 405.
    pub async fn send(self) -> Answer {
        let (specs, method, path) = (self.specs.clone(), self.method.clone(), self.path.clone());
        let answer = self.send_unchecked().await;
        spec::assert_documented(&specs, &method, &path, &answer);
        answer
    }

    /// Sends it, whatever is answered: to be used where that is wrong on demand.
    pub async fn send_unchecked(self) -> Answer {
        let request = match self.token {
            Some(token) => self.request.header("Authorization", token),
            None => self.request,
        };
        let response = request.send().await.unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.bytes().await.unwrap().to_vec(),
        }
    }
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Status and body.
    #[track_caller]
    pub fn said(&self) -> (u16, Value) {
        (self.status, self.json())
    }

    /// Fails unless it is a 400 in these words, in whichever field its API has them.
    #[track_caller]
    pub fn assert_refused(&self, words: &str, about: &str) {
        let body = self.json();
        let said = body.get("error").or_else(|| body.get("message"));
        let said = said.and_then(Value::as_str).unwrap_or_default();
        assert_eq!((self.status, said), (400, words), "{about}");
        assert_eq!(body["code"], 400, "{about}");
    }

    /// A text or number of the body as text.
    #[track_caller]
    pub fn id(&self, pointer: &str) -> String {
        id(self.json().pointer(pointer).unwrap_or(&Value::Null))
    }

    /// The header, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.text().chars().take(2000).collect();
        write!(f, "{} {text}", self.status)
    }
}

/// An id as it stands in a path, whether it is a number or a text.
pub fn id(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Tokio's clock, paused. The runtime would move it whenever all tasks wait, also for a
/// socket; it does not while a blocking task runs.
struct Still {
    _release: std::sync::mpsc::Sender<()>,
}

impl Still {
    fn new() -> Self {
        let (release, released) = std::sync::mpsc::channel();
        tokio::task::spawn_blocking(move || released.recv());
        Self { _release: release }
    }
}

/// Waits for something that is to come, but not for ever.
#[track_caller]
pub fn until(condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let caller = std::panic::Location::caller();
    let begun = Instant::now();
    async move {
        while !condition() {
            assert!(begun.elapsed().as_secs() < 20, "never true: {caller}");
            tokio::task::yield_now().await;
        }
    }
}
