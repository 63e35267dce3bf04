//! Whether a request is one that its operation documents.

use std::sync::Arc;

use http::HeaderMap;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;
use serde_json::{Map, Value};

use crate::call::{Call, Input};
use crate::exchange::{Accepted, Asked};
use crate::prefer::Preference;
use crate::receive::{self, Received};
use crate::reply::Reply;
use crate::server::{Server, header};
use crate::validation::Problem;

type Read<T> = Result<T, Vec<Problem>>;

impl Server {
    /// Hands a good request on, and answers any other one.
    pub(crate) fn accept(
        &self,
        call: &Arc<Call>,
        parameters: &[String],
        parts: &Parts,
        received: &mut Received,
    ) -> Result<Accepted, Reply> {
        if call.secured && !has_token(&parts.headers) {
            return Err(call.error(401));
        }
        if received.broken {
            // Nobody meant this, however whole it looks: it must not be charged.
            let words = format!(
                "body: ended after {} bytes, before its end",
                received.length
            );
            return Err(call.refuse(400, &words));
        }
        let preference = Preference::of(&parts.headers);
        if preference.is_none()
            && let Some(problem) = received.problem.take()
        {
            return Err(call.refuse(400, &problem));
        }
        let own = parameters.len().saturating_sub(call.own_parameters);
        let query = parts.uri.query();
        let read = call.rules.parameters(&parameters[own..], query);
        let content_type = header(&parts.headers, CONTENT_TYPE);
        let body = read_body(call, received, content_type);
        if let Some(preference) = preference {
            let reply = call.preferred(&preference);
            // What is chosen is answered whatever was sent.
            if call.accepts(&reply) {
                self.charge_chosen(&Asked {
                    call: call.clone(),
                    parameters: read.unwrap_or_default(),
                    body: body.unwrap_or_default(),
                    upload: None,
                    length: received.length,
                    now: self.clock.now(),
                });
            }
            return Err(reply);
        }
        let (parameters, body) = agreed(call, read, body)?;
        self.exchange(&Asked {
            call: call.clone(),
            parameters,
            body,
            upload: received.upload.clone(),
            length: received.length,
            now: self.clock.now(),
        })
    }
}

/// Parameters and body, or the refusal that says all that is wrong with them.
fn agreed(
    call: &Call,
    parameters: Read<Map<String, Value>>,
    body: Read<Option<Value>>,
) -> Result<(Map<String, Value>, Option<Value>), Reply> {
    match (parameters, body) {
        (Ok(parameters), Ok(body)) => Ok((parameters, body)),
        (parameters, body) => {
            let problems = [parameters.err(), body.err()];
            let problems = problems.into_iter().flatten().flatten();
            let words: Vec<String> = problems.map(|problem| problem.to_string()).collect();
            Err(call.refuse(400, &words.join("; ")))
        }
    }
}

/// The body of a request as JSON, if its operation takes any.
fn read_body(
    call: &Call,
    received: &mut Received,
    content_type: Option<&str>,
) -> Result<Option<Value>, Vec<Problem>> {
    let problem = |rule: String| {
        Err(vec![Problem {
            field: "body".to_owned(),
            rule,
        }])
    };
    match &call.input {
        Input::Nothing => Ok(None),
        Input::Json { .. } | Input::Form { .. } if received.fields.is_some() => {
            let fields = received.fields.take().unwrap_or_default();
            let body = call.rules.form(fields, &received.files);
            body.map(Some)
        }
        Input::Form { .. } => problem("no form, multipart/form-data is required".to_owned()),
        Input::Json { .. } if content_type.is_some_and(receive::is_form) => {
            problem("a form, JSON is required".to_owned())
        }
        Input::Json { .. } if received.length > receive::LONGEST => problem(format!(
            "{} bytes, at most {} are read as JSON",
            received.length,
            receive::LONGEST
        )),
        Input::Json { .. } if received.length > 0 && !content_type.is_some_and(is_json) => {
            let kind = content_type.map_or("no Content-Type".to_owned(), |kind| {
                format!("Content-Type {}", kind.chars().take(60).collect::<String>())
            });
            problem(format!("{kind}, application/json is required"))
        }
        Input::Json { .. } if received.head.is_empty() && !call.rules.body_required() => Ok(None),
        Input::Json { .. } => call.rules.json(&received.head).map(Some),
        Input::File { media_type } => {
            let kind = content_type.map(|kind| kind.split(';').next().unwrap_or_default().trim());
            match kind {
                Some(kind) if kind.eq_ignore_ascii_case(media_type) => {}
                _ if received.length == 0 && !call.rules.body_required() => return Ok(None),
                Some(kind) => {
                    return problem(format!("Content-Type {kind}, {media_type} is required"));
                }
                None => return problem(format!("no Content-Type, {media_type} is required")),
            }
            if received.length == 0 && call.rules.body_required() {
                return problem(format!("empty, {media_type} is required"));
            }
            Ok(None)
        }
    }
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// Whether there is a token, whichever.
fn has_token(headers: &HeaderMap) -> bool {
    let value = header(headers, AUTHORIZATION);
    let (scheme, token) = value
        .and_then(|value| value.split_once(' '))
        .unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()
}
