//! From a request to its answer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::body::{self, Received};
use crate::call::Call;
use crate::jobs::Jobs;
use crate::prefer::Preference;
use crate::recorder::{Recorder, Request};
use crate::reply::Reply;
use crate::routes::{Found, Routes};

/// What all connections share.
pub(crate) struct Server {
    pub(crate) routes: Routes,
    pub(crate) jobs: Jobs,
    pub(crate) recorder: Recorder,
}

/// Answers any request.
pub(crate) async fn serve(
    State(server): State<Arc<Server>>,
    request: axum::extract::Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let found = server.routes.find(parts.method.as_str(), path);
    let json = matches!(&found, Found::Call(call, _) if call.json && !is_form(&parts.headers));
    let upload = !json && matches!(found, Found::Call(..));
    let received = body::read(body, upload).await;
    let reply = match found {
        Found::Call(call, parameter) => {
            let carried = json.then_some(&received);
            server.answer(call, parameter.as_deref(), &parts.headers, carried)
        }
        Found::Path(calls) => wrong_method(&calls, parts.method.as_str(), path),
        Found::Nothing => {
            let text = format!("{} {path} is not documented", parts.method);
            Reply::new(404, server.routes.refusal(path).body(404, &text))
        }
    };
    let reply = if received.cut { reply.close() } else { reply };
    server.recorder.push(Request::new(&parts, received));
    reply.into_response()
}

impl Server {
    fn answer(
        &self,
        call: &Arc<Call>,
        parameter: Option<&str>,
        headers: &HeaderMap,
        json: Option<&Received>,
    ) -> Reply {
        if call.secured && !has_token(headers) {
            return call.error(401);
        }
        if let Some(received) = json.filter(|received| received.length > body::KEPT) {
            let text = format!(
                "body: {} bytes, at most {} are read as JSON",
                received.length,
                body::KEPT
            );
            return call.refuse(413, &text);
        }
        if let Some(preference) = Preference::of(headers) {
            return call.preferred(&preference);
        }
        let sent: Option<Value> = match json
            .map(|received| serde_json::from_slice(&received.head))
            .transpose()
        {
            Ok(sent) => sent,
            Err(error) => return call.refuse(400, &format!("body: not JSON: {error}")),
        };
        if let Some(plan) = call.plan.as_ref().filter(|plan| plan.wanted(sent.as_ref())) {
            return Reply::new(
                plan.status,
                Some(self.jobs.begin(call, plan, sent.as_ref())),
            );
        }
        if call.polls {
            return match parameter.and_then(|id| self.jobs.poll(call, id)) {
                Some(job) => Reply::new(call.success().status, Some(job)),
                None => call.error(404),
            };
        }
        call.success()
    }
}

fn wrong_method(calls: &[&Arc<Call>], method: &str, path: &str) -> Reply {
    let mut methods: Vec<&str> = calls.iter().map(|call| call.method.as_str()).collect();
    methods.sort_unstable();
    methods.dedup();
    let text = format!(
        "{method} {path} is not documented, but {}",
        methods.join(", ")
    );
    let reply = match calls.first() {
        Some(call) => call.refuse(405, &text),
        None => Reply::new(405, None),
    };
    reply.allow(&methods)
}

/// Whether there is a token, whichever.
fn has_token(headers: &HeaderMap) -> bool {
    let value = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let (scheme, token) = value
        .and_then(|value| value.split_once(' '))
        .unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()
}

/// Whether the body is a form, which many operations take in the place of JSON.
fn is_form(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.is_some_and(|value| {
        value
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("multipart/")
    })
}
