//! What a request carries.

use std::fmt::Write;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyDataStream, BodyExt};
use hyper::body::{Body, Frame, Incoming};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::call::Input;

/// The longest JSON, and the longest text fields of a form, that are read.
pub(crate) const LONGEST: u64 = 1024 * 1024;
/// The bytes that are kept of a file, to be looked at.
const HEAD: usize = 4096;
/// Where reading ends of a body that is no upload, and has long been refused.
const READ: u64 = 64 * LONGEST;
/// What a part of a form counts for, beside its text: there is no end of empty ones.
const PART: u64 = 64;
/// So much of a form is handed to its reader before that is asked what it made of it,
const GULP: u64 = 64 * 1024;
/// and so much without it making anything of it, such as a head that never ends.
const UNUSED: u64 = LONGEST;

/// A file that came in. It was read to its end and hashed, but not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Upload {
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 of them, in hex.
    pub sha256: String,
    /// The name that a form gave it.
    pub name: Option<String>,
    /// The type it was sent as.
    pub content_type: Option<String>,
}

/// A body after it came in.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// All of it, or the first bytes of a file or form.
    pub(crate) head: Vec<u8>,
    /// How many bytes came.
    pub(crate) length: u64,
    /// Whether the rest was left unread.
    pub(crate) cut: bool,
    /// Whether it ended before its end. What came may look whole all the same.
    pub(crate) broken: bool,
    /// The file in it.
    pub(crate) upload: Option<Upload>,
    /// The fields of a form that are files.
    pub(crate) files: Vec<String>,
    /// The texts of a form.
    pub(crate) fields: Option<Vec<(String, String)>>,
    /// Why it could not be read.
    pub(crate) problem: Option<String>,
}

/// Reads a body to its end, as far as its operation needs it; without one, and where
/// the operation takes none, its first bytes are kept.
pub(crate) async fn read(
    body: Incoming,
    input: Option<&Input>,
    content_type: Option<&str>,
) -> Received {
    let form = content_type.filter(|value| is_form(value));
    match (input, form) {
        (Some(Input::File { .. }), _) => file(body, content_type).await,
        (Some(Input::Json { or_form: true } | Input::Form { .. }), Some(form)) => {
            fields(body, form).await
        }
        _ => whole(body).await,
    }
}

/// Whether a body is a form, which many operations take in the place of JSON.
pub(crate) fn is_form(content_type: &str) -> bool {
    let kind = content_type.trim_start().as_bytes();
    kind.len() >= 10 && kind[..10].eq_ignore_ascii_case(b"multipart/")
}

async fn whole(mut body: Incoming) -> Received {
    let mut received = Received::default();
    if body.is_end_stream() {
        return received;
    }
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            // Mostly the caller is gone, and there is nobody to answer.
            received.broken = true;
            received.cut = true;
            break;
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = usize::try_from(LONGEST.saturating_sub(received.length)).unwrap_or(usize::MAX);
        let kept = &data[..data.len().min(room)];
        received.head.extend_from_slice(kept);
        received.length += data.len() as u64;
        if received.length > READ {
            received.cut = true;
            break;
        }
    }
    received
}

async fn file(mut body: Incoming, content_type: Option<&str>) -> Received {
    let mut received = Received::default();
    let mut hash = Sha256::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            received.broken = true;
            received.cut = true;
            return received;
        };
        if let Ok(data) = frame.into_data() {
            let room = HEAD.saturating_sub(received.head.len());
            let kept = &data[..data.len().min(room)];
            received.head.extend_from_slice(kept);
            received.length += data.len() as u64;
            hash.update(&data);
        }
    }
    received.upload = Some(Upload {
        bytes: received.length,
        sha256: hex(&hash.finalize()),
        name: None,
        content_type: content_type.map(str::to_owned),
    });
    received
}

async fn fields(body: Incoming, content_type: &str) -> Received {
    let mut form = Form::default();
    let passing = Watched::new(body);
    let problem = match multer::parse_boundary(content_type) {
        Ok(boundary) => form.read(&passing, boundary).await.err(),
        Err(error) => Some(format!("body: not a form: {error}")),
    };
    // Callers that send all before they read shall get to know the problem.
    let cut = problem.is_some() && !passing.rest().await;
    let mut passing = passing.lock();
    Received {
        head: std::mem::take(&mut passing.head),
        length: passing.length,
        cut: cut || passing.broken,
        broken: passing.broken,
        upload: form.upload,
        files: form.files,
        fields: Some(form.texts),
        problem,
    }
}

/// The body of a form, looked at as it goes by.
#[derive(Clone)]
struct Watched(Arc<Mutex<Passing>>);

struct Passing {
    body: Incoming,
    head: Vec<u8>,
    length: u64,
    /// What the reader got since it made something of it,
    unused: u64,
    /// and since it had a pause.
    gulp: u64,
    broken: bool,
}

impl Watched {
    fn new(body: Incoming) -> Self {
        Self(Arc::new(Mutex::new(Passing {
            body,
            head: Vec::new(),
            length: 0,
            unused: 0,
            gulp: 0,
            broken: false,
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Passing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reader has made something of what it got.
    fn used(&self) {
        self.lock().unused = 0;
    }

    /// Reads on to the end, within reason. Whether there was one.
    async fn rest(&self) -> bool {
        loop {
            let frame = std::future::poll_fn(|context| self.lock().poll(context)).await;
            match frame {
                None => return true,
                Some(Err(_)) => return false,
                Some(Ok(_)) if self.lock().length > READ => return false,
                Some(Ok(_)) => {}
            }
        }
    }
}

impl Passing {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(context));
        let Some(frame) = frame else {
            return Poll::Ready(None);
        };
        let frame = frame.map_err(|error| {
            self.broken = true;
            io::Error::other(error)
        })?;
        if let Some(data) = frame.data_ref() {
            let room = HEAD.saturating_sub(self.head.len());
            self.head.extend_from_slice(&data[..data.len().min(room)]);
            self.length += data.len() as u64;
            self.unused += data.len() as u64;
            self.gulp += data.len() as u64;
        }
        Poll::Ready(Some(Ok(frame)))
    }
}

impl Body for Watched {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let mut passing = self.lock();
        if passing.unused > UNUSED {
            let words = format!("{UNUSED} bytes without the end of a part or of its head");
            return Poll::Ready(Some(Err(io::Error::other(words))));
        }
        // The reader takes all that it can get before it looks at any.
        if passing.gulp > GULP {
            passing.gulp = 0;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        passing.poll(context)
    }
}

/// What a form holds.
#[derive(Default)]
struct Form {
    texts: Vec<(String, String)>,
    upload: Option<Upload>,
    files: Vec<String>,
    length: u64,
}

impl Form {
    /// Fails in the words of an error.
    async fn read(&mut self, body: &Watched, boundary: String) -> Result<(), String> {
        let broken = |error: multer::Error| match error {
            // Its own words say only that there was an error.
            multer::Error::StreamReadFailed(error) => format!("body: not a form: {error}"),
            error => format!("body: not a form: {error}"),
        };
        let mut form = multer::Multipart::new(BodyDataStream::new(body.clone()), boundary);
        while let Some(mut part) = form.next_field().await.map_err(broken)? {
            let name = part
                .name()
                .ok_or("body: a part of the form has no name")?
                .to_owned();
            body.used();
            self.count(name.len() as u64 + PART)?;
            if part.file_name().is_some() {
                let (file_name, kind) = (
                    part.file_name().map(str::to_owned),
                    part.content_type().map(ToString::to_string),
                );
                let mut hash = Sha256::new();
                let mut bytes = 0;
                while let Some(chunk) = part.chunk().await.map_err(broken)? {
                    body.used();
                    bytes += chunk.len() as u64;
                    hash.update(&chunk);
                }
                self.files.push(name);
                self.upload.get_or_insert(Upload {
                    bytes,
                    sha256: hex(&hash.finalize()),
                    name: file_name,
                    content_type: kind,
                });
                continue;
            }
            let mut text = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(broken)? {
                body.used();
                self.count(chunk.len() as u64)?;
                text.extend_from_slice(&chunk);
            }
            let text = String::from_utf8(text).map_err(|_| format!("{name}: not UTF-8"))?;
            self.texts.push((name, text));
        }
        Ok(())
    }

    /// Counts names and texts.
    fn count(&mut self, bytes: u64) -> Result<(), String> {
        self.length += bytes;
        if self.length > LONGEST {
            return Err(format!(
                "body: more than the {LONGEST} bytes of names and texts that are read of a form"
            ));
        }
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
