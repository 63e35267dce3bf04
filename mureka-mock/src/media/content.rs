//! What is in a file, and how it goes out piece by piece.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// At most so many bytes are made at a time.
pub(super) const FRAME: u64 = 64 * 1024;

/// A file of any length, of which no more is ever in memory than what is just sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    /// What it begins with.
    file: &'static [u8],
    length: u64,
    /// What the padding is made from.
    seed: u64,
    /// What names it: another one for another file, length or version.
    tag: u64,
}

impl Content {
    pub(super) fn new(file: &'static [u8], length: Option<u64>, version: &str) -> Self {
        let length = length.unwrap_or(file.len() as u64);
        let seed = hash(version.as_bytes());
        Self {
            file: &file[..position(length, file.len())],
            length,
            seed,
            tag: mix(mix(hash(file) ^ seed) ^ length),
        }
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn etag(&self) -> String {
        format!("\"{:016x}\"", self.tag)
    }

    /// A part of it as a body.
    pub(super) fn part(self, range: Range<u64>) -> Part {
        Part {
            content: self,
            left: range,
        }
    }

    /// Some bytes, at least one of a range that has any.
    fn bytes(&self, range: Range<u64>) -> Bytes {
        let end = range.end.min(range.start.saturating_add(FRAME));
        let start = position(range.start, self.file.len());
        if start < self.file.len() {
            return Bytes::from_static(&self.file[start..position(end, self.file.len())]);
        }
        let words = range.start / 8..end.div_ceil(8);
        let padding: Vec<u8> = words
            .flat_map(|word| mix(self.seed.wrapping_add(word)).to_le_bytes())
            .collect();
        let skipped = usize::try_from(range.start % 8).unwrap_or(0);
        let size = position(end - range.start, padding.len());
        Bytes::from(padding).slice(skipped..skipped + size)
    }
}

/// A part of a file that is on its way.
#[derive(Debug)]
pub(super) struct Part {
    content: Content,
    left: Range<u64>,
}

impl Body for Part {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let bytes = self.content.bytes(self.left.clone());
        self.left.start += bytes.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end - self.left.start)
    }
}

/// A position in a slice: the end of the slice for what lies beyond.
fn position(number: u64, length: usize) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX).min(length)
}

/// Spreads a number over all 64 bits (the last step of `SplitMix64`). The standard
/// library's hashes may change from one release to the next; links should not.
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(bytes.len() as u64, |hash, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        mix(hash ^ u64::from_le_bytes(word))
    })
}
