//! Row `calls`: what a call costs beside the same call made by hand.

mod by_hand;
mod figures;
mod ours;
mod server;

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

pub use by_hand::ByHand;
pub use figures::run;
pub use ours::Ours;
pub use server::Server;

/// The token that all of them send.
pub const TOKEN: &str = "user:777-abcdefghijklmnop";
/// The job that is asked for.
pub const JOB: &str = "j0121061432017475905m-u777-a12345678901234-bot:mureka";
/// What the song is to be about.
pub const PROMPT: &str = "Silly song about Santa";
/// As long as a call may take.
pub const TIMEOUT: Duration = Duration::from_secs(300);
/// As long as a connection may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How many songs are on the page.
pub const SONGS: usize = 200;

/// A call that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Reads a job.
    Get,
    /// Submits a song that is paid for, as a job.
    Post,
    /// Reads a page of songs.
    Page,
}

impl Case {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Get, Self::Post, Self::Page];

    /// How it is called in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET a job",
            Self::Post => "POST a song",
            Self::Page => "GET a page of 200 songs",
        }
    }
}

/// A way to make the calls.
pub trait Subject {
    /// How it is called in the table.
    fn name(&self) -> &'static str;

    /// Makes a call so many times, one after the other, and looks at what came back.
    fn call(&self, runtime: &Runtime, case: Case, times: usize);
}

/// Makes a way to make the calls, which go to this address.
pub type Make = fn(&str) -> Box<dyn Subject>;

/// The two that are always there.
pub const SUBJECTS: [Make; 2] = [
    |url| Box::new(Ours::new(url)),
    |url| Box::new(ByHand::new(url)),
];

/// All on one thread, whose allocations are counted.
pub fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Makes a call so many times.
///
/// A macro, so that no future needs a box, which would be an allocation of its own.
#[macro_export]
macro_rules! times {
    ($runtime:expr, $times:expr, $call:expr) => {
        $runtime.block_on(async {
            for _ in 0..$times {
                $call.await;
            }
        })
    };
}
