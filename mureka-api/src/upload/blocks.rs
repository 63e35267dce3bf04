//! A file in pieces, read ahead while they are sent.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::task::{JoinHandle, spawn_blocking};

use super::CHUNK;
use super::body::BoxError;

/// How much is read at a time: a thread has to be asked for each.
const BLOCK: usize = 4 * CHUNK;

/// How many blocks may be on their way to the connection before the memory of the oldest is
/// used again.
const ON_THEIR_WAY: usize = 2;

/// A file in pieces of [`CHUNK`]. While those of one block are taken, the next one is read.
pub struct Blocks {
    reading: Reading,
    rest: Bytes,
    /// Blocks that were given out.
    given: VecDeque<Bytes>,
}

enum Reading {
    /// Nothing was asked for yet.
    Not(File),
    Ahead(JoinHandle<Block>),
    Ended,
}

/// A file, and what was read of it.
type Block = (File, io::Result<BytesMut>);

impl Blocks {
    pub fn new(file: File) -> Self {
        Self {
            reading: Reading::Not(file),
            rest: Bytes::new(),
            given: VecDeque::new(),
        }
    }

    fn read_ahead(&mut self, file: File) {
        let mut block = self.room();
        self.reading = Reading::Ahead(spawn_blocking(move || {
            let read = fill(&file, &mut block);
            (file, read.map(|()| block))
        }));
    }

    /// Memory for a block: that of an earlier one, if the connection is done with it.
    fn room(&mut self) -> BytesMut {
        let oldest = if self.given.len() >= ON_THEIR_WAY {
            self.given.pop_front()
        } else {
            None
        };
        match oldest.map(Bytes::try_into_mut) {
            Some(Ok(block)) if block.len() == BLOCK => block,
            _ => BytesMut::zeroed(BLOCK),
        }
    }
}

/// Reads until it is full or the file ends; it is empty at the end.
fn fill(mut file: &File, block: &mut BytesMut) -> io::Result<()> {
    let mut length = 0;
    while let Some(room) = block.get_mut(length..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    block.truncate(length);
    Ok(())
}

impl Stream for Blocks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while this.rest.is_empty() {
            match std::mem::replace(&mut this.reading, Reading::Ended) {
                Reading::Ended => return Poll::Ready(None),
                Reading::Not(file) => this.read_ahead(file),
                Reading::Ahead(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(cx) else {
                        this.reading = Reading::Ahead(reading);
                        return Poll::Pending;
                    };
                    match read {
                        Ok((_, Ok(block))) if block.is_empty() => return Poll::Ready(None),
                        Ok((file, Ok(block))) => {
                            this.rest = block.freeze();
                            this.given.push_back(this.rest.clone());
                            this.read_ahead(file);
                        }
                        Ok((_, Err(error))) => return Poll::Ready(Some(Err(error.into()))),
                        Err(error) => return Poll::Ready(Some(Err(error.into()))),
                    }
                }
            }
        }
        let length = this.rest.len().min(CHUNK);
        Poll::Ready(Some(Ok(this.rest.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    #[tokio::test]
    async fn a_file_of_any_length_comes_whole_and_in_order() {
        let path = std::env::temp_dir().join(format!("mureka-api-blocks-{}", std::process::id()));
        for length in [0, 1, CHUNK, BLOCK - 1, BLOCK, BLOCK + 1, 7 * BLOCK + 3] {
            let counted = (0_u32..).flat_map(u32::to_le_bytes);
            let content: Vec<u8> = counted.take(length).collect();
            std::fs::write(&path, &content).unwrap();
            for holds_on in [false, true] {
                let mut blocks = Blocks::new(File::open(&path).unwrap());
                let (mut came, mut kept) = (Vec::new(), Vec::new());
                while let Some(piece) = blocks.next().await {
                    let piece = piece.unwrap();
                    assert!(!piece.is_empty() && piece.len() <= CHUNK);
                    came.extend_from_slice(&piece);
                    if holds_on {
                        kept.push(piece);
                    }
                }
                assert!(came == content, "{length} bytes");
                assert!(kept.concat() == content || !holds_on, "{length} bytes");
            }
        }
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_an_error() {
        let folder = File::open(std::env::temp_dir()).unwrap();
        let mut blocks = Blocks::new(folder);
        assert!(blocks.next().await.unwrap().is_err());
        assert!(blocks.next().await.is_none());
    }
}
