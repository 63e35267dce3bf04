//! What a request carries.

use axum::body::Body;
use http_body_util::BodyExt;

/// The bytes that are kept of a body, and the longest JSON that is read.
pub(crate) const KEPT: u64 = 1024 * 1024;
/// Where reading ends of a body that is no upload, and has long been refused.
const READ: u64 = 64 * KEPT;

/// A body after it came in.
pub(crate) struct Received {
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
    /// How many bytes came.
    pub(crate) length: u64,
    /// Whether the rest was left unread.
    pub(crate) cut: bool,
}

/// Reads a body to its end and keeps its head. An upload may have any length.
pub(crate) async fn read(mut body: Body, upload: bool) -> Received {
    let mut received = Received {
        head: Vec::new(),
        length: 0,
        cut: false,
    };
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            // The caller is gone; there is nobody to answer.
            received.cut = true;
            break;
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = usize::try_from(KEPT.saturating_sub(received.length)).unwrap_or(usize::MAX);
        received
            .head
            .extend_from_slice(&data[..data.len().min(room)]);
        received.length += data.len() as u64;
        if !upload && received.length > READ {
            received.cut = true;
            break;
        }
    }
    received
}
