//! From a request to its answer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::{CONTENT_TYPE, DATE, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Response};
use hyper::body::Incoming;

use crate::call::Call;
use crate::clock::Clock;
use crate::connections::Cut;
use crate::control;
use crate::delivery::Deliveries;
use crate::description::Description;
use crate::exchange::Accepted;
use crate::fault::Fault;
use crate::faults::{Faults, Point};
use crate::prices::Prices;
use crate::receive::{self, Received};
use crate::recorder::{Recorder, Request};
use crate::reply::{Body, Reply};
use crate::report::{self, Reports};
use crate::routes::{Found, Routes};
use crate::settings::Settings;
use crate::spoiled;
use crate::state::State;

/// What all connections share.
pub(crate) struct Server {
    pub(crate) routes: Routes,
    pub(crate) descriptions: Vec<Arc<Description>>,
    pub(crate) settings: Settings,
    pub(crate) clock: Arc<Clock>,
    pub(crate) faults: Faults,
    pub(crate) recorder: Recorder,
    pub(crate) deliveries: Mutex<Deliveries>,
    pub(crate) reports: Reports,
    /// Where this server is reached.
    pub(crate) base: String,
    pub(crate) state: Mutex<State>,
}

/// What was decided about a call.
struct Decision {
    reply: Reply,
    accepted: Option<Accepted>,
}

impl Server {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // What is remembered is whole even after a panic: nobody would want
        // a test to hang for it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A documented time as it is here.
    pub(crate) fn scaled(&self, time: Duration) -> Duration {
        self.settings.scaled(time)
    }

    pub(crate) fn prices(&self, document: &str) -> Option<&Prices> {
        let found = self
            .descriptions
            .iter()
            .find(|other| *other.name == *document);
        found.map(|description| &description.prices)
    }

    /// Forgets everything that came in, and is as at the start.
    pub(crate) fn reset(&self) {
        let now = self.clock.now();
        let fresh = self.fresh(now);
        self.state().restart(fresh);
        self.faults.reset();
        self.recorder.clear();
        self.reports.clear();
        let mut deliveries = self
            .deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *deliveries = deliveries.anew();
    }

    pub(crate) fn deliveries(&self) -> Deliveries {
        let deliveries = self
            .deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        deliveries.clone()
    }

    pub(crate) fn fresh(&self, now: SystemTime) -> State {
        State::new(&self.descriptions, &self.settings, &self.base, now)
    }

    /// Answers any request.
    pub(crate) async fn serve(
        self: &Arc<Self>,
        request: http::Request<Incoming>,
    ) -> Result<Response<Body>, Cut> {
        let mut response = self.answer(request).await?;
        let date = self.clock.date();
        if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
            response.headers_mut().insert(DATE, date);
        }
        Ok(response)
    }

    async fn answer(
        self: &Arc<Self>,
        request: http::Request<Incoming>,
    ) -> Result<Response<Body>, Cut> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let found = if control::is_own(path) {
            Found::Nothing
        } else {
            self.routes.find(parts.method.as_str(), path)
        };
        if matches!(found, Found::Nothing) && (control::is_own(path) || path == "/") {
            return control::serve(self, &parts, body).await;
        }
        let content_type = header(&parts.headers, CONTENT_TYPE);
        let input = match &found {
            Found::Call(call, _) => Some(&call.input),
            _ => None,
        };
        let received = receive::read(body, input, content_type).await;
        let (call, parameters) = match found {
            Found::Call(call, parameters) => (call, parameters),
            Found::Path(calls) => {
                let reply = wrong_method(&calls, parts.method.as_str(), path);
                return Ok(self.told(&parts, received, reply));
            }
            Found::Nothing => {
                let text = format!("{} {path} is not documented", parts.method);
                let reply = Reply::new(404, self.routes.refusal(path).body(404, &text));
                return Ok(self.told(&parts, received, reply));
            }
        };
        let outcome = self.call(call, &parameters, &parts, received).await;
        let status = outcome
            .as_ref()
            .map_or(0, |response| response.status().as_u16());
        tracing::info!(operation = &*call.id, status, "{} {path}", parts.method);
        outcome
    }

    /// Records a request that is for no operation.
    fn told(&self, parts: &Parts, received: Received, reply: Reply) -> Response<Body> {
        tracing::info!(
            status = reply.status,
            "{} {}",
            parts.method,
            parts.uri.path()
        );
        let reply = if received.cut { reply.close() } else { reply };
        self.recorder.push(Request::new(parts, None, received));
        reply.into_response()
    }

    async fn call(
        self: &Arc<Self>,
        call: &Arc<Call>,
        parameters: &[String],
        parts: &Parts,
        mut received: Received,
    ) -> Result<Response<Body>, Cut> {
        let cut = received.cut;
        let fault = self.faults.take(&call.document, &call.id, Point::Arrival);
        let decision = if let Some(fault) = &fault {
            let kept = Received {
                head: received.head.clone(),
                length: received.length,
                upload: received.upload.clone(),
                ..Received::default()
            };
            self.recorder.push(Request::new(parts, Some(call), kept));
            self.delay(fault).await;
            if fault.is_instead() {
                return spoiled::answer(fault, Some(call), &self.clock);
            }
            self.decide(call, parameters, parts, &mut received)
        } else {
            let decision = self.decide(call, parameters, parts, &mut received);
            self.recorder
                .push(Request::new(parts, Some(call), received));
            decision
        };
        let Some(accepted) = decision.accepted else {
            let reply = if cut {
                decision.reply.close()
            } else {
                decision.reply
            };
            return Ok(sent(reply.into_response(), fault.as_ref()));
        };
        if let Some(reported) = accepted.reports {
            report::start(self, reported);
        }
        let account = accepted.account.as_deref();
        let point = Point::Acceptance(account);
        let after = self.faults.take(&call.document, &call.id, point);
        if let Some(fault) = &after {
            self.delay(fault).await;
        }
        let response = match after.as_ref().filter(|after| after.is_instead()) {
            Some(after) => spoiled::answer(after, Some(call), &self.clock)?,
            None => {
                self.clock.reach(accepted.when).await;
                sent(decision.reply.into_response(), after.as_ref())
            }
        };
        // One call may meet a fault of each kind.
        Ok(sent(response, fault.as_ref()))
    }

    pub(crate) async fn delay(&self, fault: &Fault) {
        if let Some(millis) = fault.delay_ms {
            self.clock.pass(Duration::from_millis(millis)).await;
        }
    }

    fn decide(
        &self,
        call: &Arc<Call>,
        parameters: &[String],
        parts: &Parts,
        received: &mut Received,
    ) -> Decision {
        match self.accept(call, parameters, parts, received) {
            Ok(mut accepted) => Decision {
                reply: std::mem::replace(&mut accepted.reply, Reply::new(200, None)),
                accepted: Some(accepted),
            },
            Err(reply) => Decision {
                reply,
                accepted: None,
            },
        }
    }
}

fn sent(response: Response<Body>, fault: Option<&Fault>) -> Response<Body> {
    match fault {
        Some(fault) => spoiled::spoil(response, fault),
        None => response,
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

pub(crate) fn header(headers: &HeaderMap, name: http::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
