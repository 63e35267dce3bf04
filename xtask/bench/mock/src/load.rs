//! The same call over and over, on connections that stay open, by one thread.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::wire;

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Answers a second.
    pub rate: f64,
    /// Milliseconds within which 99 of 100 answers came.
    pub most: f64,
    /// How often it was asked, to warm up and after the end, too.
    pub asked: usize,
}

/// Asks a server for some time, after a little to warm up that is not counted. Every answer
/// has to have the status.
pub fn load(port: u16, request: &[u8], status: u16, connections: usize, time: Duration) -> Load {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let begin = Instant::now() + time / 4;
    let end = begin + time;
    let (mut taken, asked) = runtime.block_on(async {
        let asking: Vec<_> = (0..connections)
            .map(|_| tokio::spawn(ask_until(port, request.to_vec(), status, begin, end)))
            .collect();
        let mut all = Vec::new();
        let mut asked = 0;
        for one in asking {
            let (taken, times) = one.await.expect("a connection that is answered");
            all.extend(taken);
            asked += times;
        }
        (all, asked)
    });
    taken.sort_unstable();
    let most = taken.get(taken.len() * 99 / 100).copied();
    Load {
        rate: taken.len() as f64 / time.as_secs_f64(),
        most: most.map_or(f64::NAN, |most| f64::from(most) / 1000.0),
        asked,
    }
}

/// The microseconds that each answer between begin and end took, and how often it was asked.
async fn ask_until(
    port: u16,
    request: Vec<u8>,
    status: u16,
    begin: Instant,
    end: Instant,
) -> (Vec<u32>, usize) {
    let mut stream = TcpStream::connect(("127.0.0.1", port))
        .await
        .expect("a connection");
    stream.set_nodelay(true).expect("a connection");
    let mut bytes = Vec::with_capacity(64 * 1024);
    let (mut taken, mut times) = (Vec::new(), 0);
    loop {
        bytes.clear();
        let asked = Instant::now();
        if asked >= end {
            return (taken, times);
        }
        stream
            .write_all(&request)
            .await
            .expect("a request is taken");
        let answer = loop {
            let read = stream.read_buf(&mut bytes).await.expect("an answer");
            assert!(read > 0, "the server closed the connection");
            if let Some(answer) = wire::answer(&bytes) {
                break answer;
            }
        };
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(answer.status, status, "{}", text());
        assert_eq!(answer.end, bytes.len(), "more than an answer: {}", text());
        times += 1;
        let answered = Instant::now();
        if asked >= begin && answered <= end {
            let microseconds = (answered - asked).as_micros();
            taken.push(u32::try_from(microseconds).unwrap_or(u32::MAX));
        }
    }
}
