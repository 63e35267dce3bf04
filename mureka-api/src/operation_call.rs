//! A call by the entry of its operation in the table: names in, bytes out.

use std::fmt;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Request, RequestBuilder, StatusCode};
use serde_json::{Map, Value};

use crate::check::Problems;
use crate::decode::without_mark;
use crate::error::{Error, ErrorKind};
use crate::form::form;
use crate::operation::{Body, Location, Operation, Parameter};
use crate::request::{QueryParam, path_segment};
use crate::response::{RawResponse, Response};
use crate::transport::Transport;
use crate::upload::Upload;

/// A call of any operation, with fields by their names; made by `Client::call`.
///
/// For what chooses the operation when it runs: command lines, gateways, tests. It goes the
/// same way as the typed calls: it waits for its turn, is sent again only where that is safe,
/// and shows no secret. Unlike theirs, its body is not checked against limits, only its names.
///
/// ```
/// use mureka_api::Operation;
/// use mureka_api::useapi::{Client, operations};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::start().await?;
/// # let client = Client::builder().token("any").base_url(mock.base_url()).build()?;
/// let operation = Operation::find(operations::ALL, "create_song").ok_or("no such operation")?;
/// let call = client.call(operation).field("prompt", "Rain").field("async", true);
/// let answer = call.send().await?;
/// assert_eq!(answer.status(), 201);
/// assert!(answer.body().starts_with(b"{"));
///
/// // An answer that says no is an answer, too.
/// let answer = client.call(&operations::GET_ACCOUNT).field("account", "99").send().await?;
/// assert_eq!(answer.status(), 404);
/// assert_eq!(answer.into_result().unwrap_err().kind(), mureka_api::ErrorKind::NotFound);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before `send`"]
pub struct OperationCall {
    transport: Transport,
    operation: &'static Operation,
    fields: Vec<(String, Value)>,
    body: Option<Value>,
    upload: Option<Upload>,
}

impl OperationCall {
    pub(crate) fn new(transport: &Transport, operation: &'static Operation) -> Self {
        Self {
            transport: transport.clone(),
            operation,
            fields: Vec::new(),
            body: None,
            upload: None,
        }
    }

    /// A value by its name in the document: it goes into the path, the query or the body. Given
    /// twice, the last one counts. What path and body both have goes into both, unless
    /// [`body`](Self::body) has it.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let (name, value) = (name.into(), value.into());
        match self.fields.iter_mut().find(|(other, _)| *other == name) {
            Some(field) => field.1 = value,
            None => self.fields.push((name, value)),
        }
        self
    }

    /// The whole body as JSON, or the fields of a form; fields given one by one are put into it.
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The file.
    pub fn upload(mut self, upload: impl Into<Upload>) -> Self {
        self.upload = Some(upload.into());
        self
    }

    /// Sends it and reads the answer, whatever its status.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`], not sent: what is missing or does not belong to the
    /// operation. Otherwise no answer came, or not the whole of it.
    pub async fn send(self) -> Result<Answer, Error> {
        let (transport, operation) = (self.transport.clone(), self.operation);
        let request = self
            .request()
            .map_err(|error| error.with_operation(operation))?;
        let raw = transport.send(request, operation).await?;
        Ok(Answer { raw, operation })
    }

    fn request(mut self) -> Result<Request, Error> {
        let known = self.transport.operations();
        if !known
            .iter()
            .any(|known| std::ptr::eq(*known, self.operation))
        {
            let message = format!("{} belongs to the other API", self.operation.id);
            return Err(Error::unsent(ErrorKind::InvalidRequest, message));
        }
        let mut problems = Problems::default();
        let placed = self.place(&mut problems);
        if let Some(error) = problems.into_error() {
            return Err(error);
        }
        let request = self.addressed(&placed)?;
        let Self {
            transport,
            operation,
            upload,
            ..
        } = self;
        if let Some(upload) = &upload {
            transport.check_upload(upload, operation)?;
        }
        let request = match (operation.body, upload) {
            (Body::None, _) => request,
            (Body::Json, _) => request.json(&placed.body),
            (Body::Multipart(name), Some(upload)) => {
                request.multipart(form(&placed.body, name, upload)?)
            }
            (Body::Multipart(name), None) => {
                return Err(Error::invalid(name, "missing; a file is needed"));
            }
            (Body::Binary(media_type), upload) => {
                let request = request.header(CONTENT_TYPE, media_type);
                match upload {
                    Some(upload) => request.body(upload),
                    None => request,
                }
            }
        };
        Ok(request.build()?)
    }

    /// The request without its body.
    fn addressed(&self, placed: &Placed) -> Result<RequestBuilder, Error> {
        let mut url = format!("{}{}", self.transport.base_url(), self.operation.path);
        for (parameter, value) in &placed.path {
            let segment = path_segment(parameter.name, plain(value))?;
            url = url.replace(&format!("{{{}}}", parameter.name), &segment);
        }
        let method = Method::from_bytes(self.operation.method.as_bytes())
            .map_err(|_| Error::unsent(ErrorKind::InvalidRequest, "no such method"))?;
        let mut request = self
            .transport
            .http()
            .request(method, url)
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        for (name, value) in &placed.query {
            // Names of parameters that no document has yet are not known forever.
            request = match self.operation.parameter(name) {
                Some(known) => request.query(&QueryParam::new(known.name, value)),
                None => request.query(&[(name, plain(value))]),
            };
        }
        Ok(request)
    }

    /// Sorts the fields by where they go, and looks for what is wrong with them.
    fn place(&mut self, problems: &mut Problems) -> Placed {
        let operation = self.operation;
        let takes_json = matches!(operation.body, Body::Json | Body::Multipart(_));
        let mut placed = Placed::default();
        if self.body.is_some() && !takes_json {
            problems.add("body", "not taken by this operation");
        }
        if self.upload.is_some() && matches!(operation.body, Body::None | Body::Json) {
            problems.add("file", "not taken by this operation");
        }
        let (mut into_body, mut shared) = (Map::new(), Map::new());
        for (name, value) in std::mem::take(&mut self.fields) {
            if operation.parameter(&name).is_some() && operation.has_field(&name) {
                shared.insert(name.clone(), value.clone());
            }
            match operation.parameter(&name) {
                Some(parameter) if parameter.location == Location::Path => {
                    if value.is_array() || value.is_object() {
                        problems.add(parameter.name, "one text or number is needed for the path");
                    }
                    placed.path.push((parameter, value));
                }
                Some(parameter) => {
                    if value.is_object() {
                        problems.add(parameter.name, "an object cannot be a query parameter");
                    }
                    placed.query.push((name, value));
                }
                // A body whose fields the table does not list takes any.
                None if takes_json
                    && (operation.fields.is_empty() || operation.has_field(&name)) =>
                {
                    into_body.insert(name, value);
                }
                None if self.transport.checks() => {
                    problems.add(name, unknown(operation));
                }
                None if takes_json => {
                    into_body.insert(name, value);
                }
                None => placed.query.push((name, value)),
            }
        }
        missing(operation, &placed, self.transport.checks(), problems);
        placed.body = self.body.take().unwrap_or_else(|| Map::new().into());
        match &mut placed.body {
            Value::Object(fields) => {
                fields.extend(into_body);
                for (name, value) in shared {
                    fields.entry(name).or_insert(value);
                }
            }
            _ if into_body.is_empty() => {}
            _ => problems.add("body", "not an object, so fields cannot be put into it"),
        }
        placed
    }
}

/// Where the fields of a call go.
#[derive(Default)]
struct Placed {
    path: Vec<(&'static Parameter, Value)>,
    query: Vec<(String, Value)>,
    body: Value,
}

/// Without its path a call has no address; a query is the service's to judge, if nobody else is to.
fn missing(operation: &Operation, placed: &Placed, checks: bool, problems: &mut Problems) {
    for parameter in operation.parameters.iter().filter(|known| known.required) {
        let is_given = match parameter.location {
            Location::Path => placed.path.iter().any(|(known, _)| *known == parameter),
            Location::Query => {
                !checks || placed.query.iter().any(|(name, _)| name == parameter.name)
            }
        };
        if !is_given {
            problems.add(parameter.name, "missing");
        }
    }
}

/// What there is instead of an unknown name.
fn unknown(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|known| known.name);
    let names: Vec<&str> = parameters
        .chain(operation.fields.iter().map(|known| known.name))
        .collect();
    match names[..] {
        [] => "unknown; the operation takes no fields".into(),
        _ => format!("unknown; the operation takes {}", names.join(", ")),
    }
}

/// A value as it stands in a URL.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl fmt::Debug for OperationCall {
    // Names only: values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.fields.iter().map(|(name, _)| &**name).collect();
        f.debug_struct("OperationCall")
            .field("operation", &self.operation.id)
            .field("fields", &names)
            .field("upload", &self.upload)
            .finish_non_exhaustive()
    }
}

/// What came back of an [`OperationCall`], whatever its status.
pub struct Answer {
    raw: RawResponse,
    operation: &'static Operation,
}

impl Answer {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        self.raw.body()
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The answer as a success or as the error that a typed call would have given.
    ///
    /// # Errors
    ///
    /// Its status is no success, or the answer says no in spite of it.
    pub fn into_result(self) -> Result<Response<()>, Error> {
        let status = self.status().as_u16();
        if self.is_refused() {
            return Err(self.raw.refused());
        }
        if self.status().is_success() {
            return self.raw.empty();
        }
        let is_documented = |class: &crate::operation::StatusClass| class.contains(status);
        Err(if self.operation.errors.iter().any(is_documented) {
            self.raw.error_without_body()
        } else {
            self.raw.unexpected()
        })
    }

    /// Whether a status of success comes with a field that says no.
    fn is_refused(&self) -> bool {
        let Some(accepted) = self
            .operation
            .accepted
            .filter(|_| self.status().is_success())
        else {
            return false;
        };
        let body: Option<Value> = serde_json::from_slice(without_mark(self.body())).ok();
        body.as_ref()
            .and_then(|body| body.get(accepted.field))
            .is_some_and(|value| match value {
                Value::Null => false,
                Value::String(text) => text.parse() != Ok(accepted.value),
                other => other.as_i64() != Some(accepted.value),
            })
    }
}

impl fmt::Debug for Answer {
    // Without headers and body: they may hold cookies and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("operation", &self.operation.id)
            .field("status", &self.status().as_u16())
            .field("body_length", &self.body().len())
            .finish_non_exhaustive()
    }
}
