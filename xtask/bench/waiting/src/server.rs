//! A service whose jobs never end, and that counts what it is asked.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

/// Ten songs at once are documented for an account.
const SLOTS: u64 = 10;

/// The service.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    jobs: Mutex<BTreeSet<u64>>,
    requests: AtomicU64,
    open: AtomicU64,
    most_open: AtomicU64,
}

impl Server {
    /// Starts it.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let its = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let its = Arc::clone(&its);
                let connection = move || {
                    let open = its.open.fetch_add(1, Ordering::Relaxed) + 1;
                    its.most_open.fetch_max(open, Ordering::Relaxed);
                    // A client that goes away ends its connection.
                    its.serve(&stream).ok();
                    its.open.fetch_sub(1, Ordering::Relaxed);
                };
                let thread = thread::Builder::new().stack_size(128 * 1024);
                thread.spawn(connection).expect("a thread for a connection");
            }
        });
        Ok(Self { address, shared })
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Requests so far.
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// The most connections at a time since this was asked last.
    pub fn most_open(&self) -> u64 {
        let open = self.shared.open.load(Ordering::Relaxed);
        self.shared.most_open.swap(open, Ordering::Relaxed)
    }

    /// Forgets all jobs.
    pub fn reset(&self) {
        self.shared.jobs().clear();
    }
}

impl Shared {
    fn jobs(&self) -> std::sync::MutexGuard<'_, BTreeSet<u64>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::with_capacity(4096, stream);
        while let Some((method, path, length)) = head(&mut reader)? {
            io::copy(&mut (&mut reader).take(length), &mut io::sink())?;
            self.requests.fetch_add(1, Ordering::Relaxed);
            let (status, body) = self.answer(&method, &path);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
            );
            let mut stream = stream;
            stream.write_all((head + &body).as_bytes())?;
        }
        Ok(())
    }

    fn answer(&self, method: &str, path: &str) -> (&'static str, String) {
        let path = path.trim_end_matches('/');
        if method == "POST" {
            let mut jobs = self.jobs();
            let number = jobs.last().map_or(0, |last| last + 1);
            jobs.insert(number);
            return ("201 Created", job(number));
        }
        if path.ends_with("/jobs") {
            return ("200 OK", list(&self.jobs()));
        }
        let number = path.rsplit_once("/j").and_then(|(_, id)| {
            let digits = id.split('m').next()?;
            digits.parse().ok()
        });
        ("200 OK", job(number.unwrap_or(0)))
    }
}

/// The next request: method, path and length of its body; nothing once the connection ended.
fn head(reader: &mut impl BufRead) -> io::Result<Option<(String, String, u64)>> {
    let mut first = None;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        let Some((method, path)) = &first else {
            let mut words = line.split(' ').map(str::to_owned);
            first = words.next().zip(words.next());
            continue;
        };
        if line.is_empty() {
            return Ok(Some((method.clone(), path.clone(), length)));
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
}

fn account(number: u64) -> u64 {
    12_345_678_900_000 + number / SLOTS
}

/// Of the documented form.
fn id(number: u64) -> String {
    format!("j{number:019}m-u777-a{}-bot:mureka", account(number))
}

/// The documented example of a job that was just created.
fn job(number: u64) -> String {
    format!(
        r#"{{"jobid":"{}","verb":"music/create","jobType":"music","status":"created","created":"2026-01-20T12:34:56.789Z","request":{{"account":"{}","prompt":"Silly song about Santa","model":"V7.6","async":true,"replyUrl":"https://your-domain.com/webhook","replyRef":"my-custom-ref-123"}}}}"#,
        id(number),
        account(number),
    )
}

/// The documented list of running jobs.
fn list(jobs: &BTreeSet<u64>) -> String {
    let total = jobs.len();
    let mut list = format!(r#"{{"total":{total},"music":{total},"tts":0,"accounts":{{"#);
    let mut last = None;
    for number in jobs {
        let account = account(*number);
        if last == Some(account) {
            list.push(',');
        } else {
            if last.is_some() {
                list.push_str("]},");
            }
            let counts = format!(r#""total":{SLOTS},"music":{SLOTS},"tts":0"#);
            write!(list, r#""{account}":{{{counts},"jobs":["#).ok();
            last = Some(account);
        }
        let id = id(*number);
        let job = r#""verb":"music/create","elapsed":"00:24""#;
        write!(list, r#"{{"jobid":"{id}",{job}}}"#).ok();
    }
    if last.is_some() {
        list.push_str("]}");
    }
    list.push_str(r#"},"availableAccounts":[]}"#);
    list
}
