//! A server on the loopback that knows three answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use decode::{Fields, page};

use crate::{JOB, SONGS};

/// A server with a thread of its own for each connection, so that none of its work is counted.
pub struct Server {
    url: String,
}

/// A job as it is answered while it runs, in the order of the documented payload.
fn job() -> String {
    format!(
        r#"{{"jobid":"{JOB}","verb":"music/create","jobType":"music","status":"created","created":"2026-01-20T12:34:56.789Z","request":{{"account":"12345678901234","prompt":"Silly song about Santa","model":"V7.6","async":true,"replyUrl":"https://your-domain.com/webhook","replyRef":"my-custom-ref-123"}}}}"#
    )
}

fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n\
         date: Wed, 21 Jan 2026 06:14:33 GMT\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The answers, made before the first call.
struct Answers {
    job: Vec<u8>,
    created: Vec<u8>,
    page: Vec<u8>,
}

impl Server {
    /// Starts it.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let answers = Answers {
            job: answer("200 OK", &job()),
            created: answer("201 Created", &job()),
            page: answer("200 OK", &page(SONGS, Fields::Documented)),
        };
        let answers: &'static Answers = Box::leak(Box::new(answers));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || answer_all(&stream, answers));
            }
        });
        Self {
            url: format!("http://{address}"),
        }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Answers each request of a connection by its first line, until the other side closes it.
fn answer_all(mut stream: &TcpStream, answers: &Answers) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    let (mut first, mut line, mut body) = (String::new(), String::new(), Vec::new());
    loop {
        first.clear();
        if !reader.read_line(&mut first).is_ok_and(|read| read > 0) {
            return;
        }
        let mut length = 0;
        loop {
            line.clear();
            if !reader.read_line(&mut line).is_ok_and(|read| read > 0) {
                return;
            }
            let header = line.trim_end();
            if header.is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        body.resize(length, 0);
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let answer = if first.starts_with("POST ") {
            &answers.created
        } else if first.contains("/jobs/") {
            &answers.job
        } else {
            &answers.page
        };
        if stream.write_all(answer).is_err() {
            return;
        }
    }
}
