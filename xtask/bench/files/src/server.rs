//! A host that gives and takes files as fast as it can.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{io, thread};

const PIECE: usize = 256 * 1024;

/// The host.
pub struct Server {
    address: SocketAddr,
    taken: Arc<AtomicU64>,
}

/// What of a request matters here.
#[derive(Default)]
struct Head {
    method: String,
    length: u64,
    from: u64,
    /// Whether the body comes only after a word of the server.
    waits: bool,
}

impl Server {
    /// Serves a file of so many bytes, whatever its name, and takes uploads.
    pub fn start(bytes: u64) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let taken = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let count = Arc::clone(&count);
                thread::spawn(move || {
                    // A client that goes away ends its connection.
                    serve(&stream, bytes, &count).ok();
                });
            }
        });
        Ok(Self { address, taken })
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The bytes of all bodies that came since this was asked last.
    pub fn taken(&self) -> u64 {
        self.taken.swap(0, Ordering::SeqCst)
    }
}

fn serve(stream: &TcpStream, bytes: u64, taken: &AtomicU64) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(PIECE, stream);
    while let Some(head) = head(&mut reader)? {
        if head.method == "GET" {
            give(stream, bytes, head.from)?;
        } else {
            if head.waits {
                (&*stream).write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            take(&mut reader, head.length)?;
            taken.fetch_add(head.length, Ordering::SeqCst);
            let answer = br#"{"id": "1"}"#;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
            (&*stream).write_all(format!("{head} {}\r\n\r\n", answer.len()).as_bytes())?;
            (&*stream).write_all(answer)?;
        }
    }
    Ok(())
}

/// The next request; nothing once the connection has ended.
fn head(reader: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut head = Head::default();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if head.method.is_empty() {
            let method = line.split(' ').next();
            method.unwrap_or_default().clone_into(&mut head.method);
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Ok(Some(head));
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => head.length = value.parse().unwrap_or(0),
            "expect" => head.waits = true,
            "range" => {
                let from = value.trim_start_matches("bytes=").trim_end_matches('-');
                head.from = from.parse().unwrap_or(0);
            }
            _ => {}
        }
    }
}

/// Answers with the file, or the rest of it.
fn give(mut stream: &TcpStream, bytes: u64, from: u64) -> io::Result<()> {
    let left = bytes.saturating_sub(from);
    let status = if from == 0 {
        "200 OK".to_owned()
    } else {
        let last = bytes - 1;
        format!("206 Partial Content\r\ncontent-range: bytes {from}-{last}/{bytes}")
    };
    let headers = "accept-ranges: bytes\r\ncontent-type: audio/mpeg\r\netag: \"v1\"";
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: {left}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    let mut piece = vec![0x55; PIECE];
    piece[..3].copy_from_slice(b"ID3");
    let mut left = left;
    while left > 0 {
        let length = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        stream.write_all(&piece[..length])?;
        left -= length as u64;
    }
    Ok(())
}

fn take(reader: &mut impl BufRead, length: u64) -> io::Result<()> {
    let mut left = length;
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        match reader.read(&mut piece[..most])? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => left -= read as u64,
        }
    }
    Ok(())
}
