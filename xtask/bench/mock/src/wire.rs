//! HTTP/1.1 as far as it is needed to ask a server the same over and over, and no further:
//! what asks has to cost less than what answers.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// A request, ready to be sent, on a connection that stays open.
pub fn request(method: &str, path: &str, body: Option<&str>) -> Vec<u8> {
    let body = body.unwrap_or_default();
    let typed = if method == "POST" {
        let length = body.len();
        format!("content-type: application/json\r\ncontent-length: {length}\r\n")
    } else {
        String::new()
    };
    format!(
        "{method} /v1/mureka/{path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\
         authorization: Bearer user:1-bench\r\naccept: application/json\r\n{typed}\r\n{body}"
    )
    .into_bytes()
}

/// An answer that has come as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Where its body begins.
    pub body: usize,
    /// Where it ends.
    pub end: usize,
}

/// Whether these bytes begin with a whole answer.
pub fn answer(bytes: &[u8]) -> Option<Answer> {
    let body = position(bytes, b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..body]).ok()?;
    let status = head.get(9..12)?.parse().ok()?;
    let end = match header(head, "content-length") {
        Some(length) => body + length.parse::<usize>().ok()?,
        None if header(head, "transfer-encoding").is_some() => {
            body + position(&bytes[body..], b"0\r\n\r\n")? + 5
        }
        None => body,
    };
    (bytes.len() >= end).then_some(Answer { status, body, end })
}

/// A header's value.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split("\r\n").find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

/// Where some bytes stand in others.
pub fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Asks once, on a connection of its own.
pub fn ask(port: u16, request: &[u8]) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request)?;
    let mut bytes = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        if let Some(answer) = answer(&bytes) {
            let body = String::from_utf8_lossy(&bytes[answer.body..answer.end]);
            return Ok((answer.status, body.into_owned()));
        }
        match stream.read(&mut chunk)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_once_all_of_its_body_is_there() {
        for whole in [
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n\r\n",
        ] {
            let bytes = whole.as_bytes();
            for cut in 0..bytes.len() {
                assert_eq!(answer(&bytes[..cut]), None, "{cut} bytes of {whole}");
            }
            let found = answer(bytes).expect("an answer");
            assert_eq!(found.end, bytes.len());
            assert_eq!(found.status.to_string(), whole[9..12]);
        }
    }
}
