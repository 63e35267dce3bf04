//! What a log sees of calls: a span for each, and nothing secret.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{ConfigureAccount, CreateSong};
use mureka_mock::{Fault, MockServer};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

type Fields = BTreeMap<String, String>;

/// All that the crate tells, spans and events.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    spans: BTreeMap<u64, (String, Fields)>,
    events: Vec<Fields>,
}

struct Into<'f>(&'f mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

fn is_ours(target: &str) -> bool {
    target.starts_with("mureka_api")
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Log {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if is_ours(attributes.metadata().target()) {
            let mut fields = Fields::new();
            attributes.record(&mut Into(&mut fields));
            let name = attributes.metadata().name().to_owned();
            let mut told = self.0.lock().unwrap();
            // A registry uses its ids again.
            let number = told.spans.len() as u64;
            told.spans
                .insert(id.into_u64() << 32 | number, (name, fields));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut told = self.0.lock().unwrap();
        let first = id.into_u64() << 32;
        let of_id = told.spans.range_mut(first..first + (1 << 32));
        if let Some((_, (_, fields))) = of_id.last() {
            values.record(&mut Into(fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if is_ours(event.metadata().target()) {
            let mut fields = Fields::new();
            event.record(&mut Into(&mut fields));
            self.0.lock().unwrap().events.push(fields);
        }
    }
}

impl Log {
    fn spans(&self, operation: &str) -> Vec<Fields> {
        let told = self.0.lock().unwrap();
        let spans = told
            .spans
            .values()
            .filter(|(name, _)| name == "mureka.call");
        let fields = spans.map(|(_, fields)| fields.clone());
        fields
            .filter(|fields| fields.get("operation").is_some_and(|id| id == operation))
            .collect()
    }

    /// Every value that was told.
    fn text(&self) -> String {
        let told = self.0.lock().unwrap();
        let spans = told.spans.values().map(|(_, fields)| fields);
        let all: Vec<_> = spans.chain(&told.events).collect();
        format!("{all:?}")
    }
}

const TOKEN: &str = "user:1-hunter2token";

async fn mock() -> MockServer {
    let builder = MockServer::builder().generation_time(Duration::from_secs(45));
    builder.no_accounts().account("1").start().await.unwrap()
}

fn client(mock: &MockServer) -> Client {
    let builder = Client::builder().token(TOKEN);
    builder.base_url(mock.base_url()).seed(7).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_call_is_one_span_that_says_how_it_went() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    let mock = mock().await;
    let client = client(&mock);
    mock.fault(Fault::on("create_song").status(429).times(2));
    let request = CreateSong::new().account("1");
    client.songs().create(request).await.unwrap();

    let spans = log.spans("create_song");
    let [span] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    assert_eq!(span["account"], "1");
    assert_eq!(span["status"], "201");
    assert_eq!(span["attempts"], "3");
    let milliseconds: u64 = span["milliseconds"].parse().unwrap();
    assert!((6_000..20_000).contains(&milliseconds), "{milliseconds}");
    assert!(!span.contains_key("error"));
    let looks = log.spans("get_job");
    assert!(!looks.is_empty());
    assert!(looks.iter().all(|look| look["attempts"] == "1"));
}

#[tokio::test(start_paused = true)]
async fn a_call_without_an_answer_says_why() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    let mock = mock().await;
    mock.fault(Fault::on("list_accounts").cut().always());
    client(&mock).accounts().list().await.unwrap_err();
    let spans = log.spans("list_accounts");
    let [span] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    assert_eq!(span["error"], "Connection");
    assert_eq!(span["attempts"], "3");
    assert!(!span.contains_key("status"));
}

#[tokio::test(start_paused = true)]
async fn nothing_secret_is_told_whatever_happens() {
    for fault in [
        Fault::on("create_song").status(429).times(2),
        Fault::on("create_song").cut().after(),
        Fault::on("create_song").status(503).after(),
        Fault::on("create_song").status(596).code("REFRESH_FAILED"),
        Fault::on("create_song")
            .status(400)
            .body(serde_json::json!({
                "error": format!("{TOKEN} https://me.example/hook?token=hunter2hook"),
            })),
        Fault::on("create_song").job_ends("failed", "https://me.example/hook?token=hunter2hook"),
        Fault::on("get_job").status(503).times(4),
        Fault::on("list_jobs").html().times(4),
    ] {
        let log = Log::default();
        let subscriber = tracing_subscriber::registry().with(log.clone());
        let _guard = tracing::subscriber::set_default(subscriber);
        let mock = mock().await;
        mock.fault(fault);
        let request = || {
            let request = CreateSong::new().prompt("hunter2prompt");
            request.reply_url("http://127.0.0.1:9/hook?token=hunter2hook")
        };
        let client = client(&mock);
        let _ = client.songs().create(request()).await;
        let _ = client.pool().run([request(), request()]).await;
        let cookie = "__Secure-3PSID=hunter2cookie";
        let _ = client
            .accounts()
            .configure(ConfigureAccount::new(cookie))
            .await;
        assert!(!log.spans("create_song").is_empty());
        let text = log.text();
        for secret in ["hunter2", "Bearer", "me.example", "127.0.0.1:9"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}
