//! Row 3, `files`: a gibibyte up and down over loopback, against curl.

mod case;
mod child;
mod server;

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use case::Case;
use measure::{Figure, Goal, Spread, Turns, keep_to_one_processor, skipped};
use server::Server;

const ROW: &str = "files";
const OURS: &str = "mureka-api";
const CURL: &str = "curl";
/// What is written at once.
const BLOCK: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => measured(1 << 30, 7),
        ["--quick"] => measured(64 << 20, 3),
        ["do", case, url, path] => in_the_child(case, url, Path::new(path)),
        other => Err(format!("{other:?}: only --quick is known").into()),
    }
}

/// As a program of a user does it.
#[tokio::main]
async fn in_the_child(case: &str, url: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    let case = Case::named(case).ok_or("no such case")?;
    case.ours(url, path).await
}

fn measured(bytes: u64, rounds: usize) -> Result<(), Box<dyn Error>> {
    // The server, too, and the processes.
    keep_to_one_processor();
    let bench = Bench::start(bytes)?;
    let has_curl = Command::new(CURL).arg("--version").output().is_ok();
    if !has_curl {
        skipped(ROW, CURL, "curl is not installed");
    }
    for case in Case::ALL {
        eprintln!("{}: {bytes} bytes, {rounds} rounds", case.name());
        bench.measure(case, rounds, has_curl)?;
    }
    fs::remove_dir_all(&bench.folder)?;
    Ok(())
}

/// A host, and a file for it.
struct Bench {
    bytes: u64,
    server: Server,
    folder: PathBuf,
}

impl Bench {
    fn start(bytes: u64) -> Result<Self, Box<dyn Error>> {
        let folder = PathBuf::from("target/bench/files");
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder)?;
        Ok(Self {
            bytes,
            server: Server::start(bytes)?,
            folder,
        })
    }

    fn path(&self, case: Case) -> PathBuf {
        let name = if case.sends() {
            "sent.mp3"
        } else {
            "saved.mp3"
        };
        self.folder.join(name)
    }

    fn command(&self, case: Case, subject: &str) -> Result<Command, Box<dyn Error>> {
        let (url, path) = (self.server.url(), self.path(case));
        if subject == CURL {
            return Ok(case.curl(&url, &path));
        }
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["do", case.name(), &url]).arg(path);
        Ok(command)
    }

    /// Does it once, and looks whether all of the file went where it should.
    fn once(&self, case: Case, subject: &str, looks: bool) -> Result<child::Taken, Box<dyn Error>> {
        let path = self.path(case);
        self.server.taken();
        let taken = child::run(&mut self.command(case, subject)?, looks)?;
        let moved = match case {
            Case::Save => fs::metadata(&path)?.len(),
            // Both say so if it comes short.
            Case::Read => self.bytes,
            Case::Send | Case::Form => self.server.taken(),
        };
        if case == Case::Save {
            fs::remove_file(path)?;
        }
        let is_whole = moved == self.bytes || case == Case::Form && moved > self.bytes;
        if !is_whole {
            return Err(format!("{subject}, {}: {moved} bytes moved", case.name()).into());
        }
        Ok(taken)
    }

    fn measure(&self, case: Case, rounds: usize, has_curl: bool) -> Result<(), Box<dyn Error>> {
        if case.sends() {
            self.write()?;
        }
        let subjects = if has_curl { &[OURS, CURL][..] } else { &[OURS] };
        let mut seconds = vec![Vec::new(); subjects.len()];
        let mut failed = None;
        let mut run = |at: usize| match self.once(case, subjects[at], false) {
            Ok(taken) => {
                seconds[at].extend(taken.seconds);
                taken.time
            }
            Err(error) => {
                failed.get_or_insert(error);
                Duration::ZERO
            }
        };
        let turns = {
            let run = std::cell::RefCell::new(&mut run);
            let mut ours = || (run.borrow_mut())(0);
            let mut curl = || (run.borrow_mut())(1);
            let mut work: Vec<&mut dyn FnMut() -> Duration> = vec![&mut ours];
            if has_curl {
                work.push(&mut curl);
            }
            Turns::told(rounds, &mut work)
        };
        if let Some(error) = failed {
            return Err(error);
        }
        let figure = |subject, measure, unit, value| {
            Figure::new(ROW, case.name(), subject, measure, unit, value)
        };
        let gibibytes = self.bytes as f64 / f64::from(1 << 30);
        for (at, subject) in subjects.iter().enumerate() {
            let time = turns.seconds(at);
            let speed = Spread {
                median: gibibytes / time.median,
                low: gibibytes / time.high,
                high: gibibytes / time.low,
            };
            figure(*subject, "throughput", "GiB/s", speed.median)
                .spread(speed)
                .print();
            if seconds[at].is_empty() {
                skipped(ROW, subject, "the system does not tell of processor time");
            } else {
                // The first was to warm up.
                let costs = seconds[at].iter().skip(1);
                let cost = costs.map(|cost| cost / gibibytes).collect();
                let cost = Spread::of(cost);
                figure(*subject, "processor", "s/GiB", cost.median)
                    .spread(cost)
                    .print();
            }
            match self.once(case, subject, true)?.peak_kib {
                Some(peak) => {
                    let peak = figure(*subject, "peak memory", "MiB", peak as f64 / 1024.0);
                    if *subject == OURS {
                        peak.goal(Goal::AtMost(32.0)).print();
                    } else {
                        peak.print();
                    }
                }
                None => skipped(ROW, subject, "the system does not tell of memory"),
            }
        }
        if has_curl {
            let ratio = turns.ratio(1, 0);
            figure(OURS, "throughput", "×", ratio.median)
                .versus(CURL)
                .spread(ratio)
                .goal(Goal::AtLeast(0.95))
                .print();
        }
        Ok(())
    }

    /// The file that is sent: an mp3 by its first bytes.
    fn write(&self) -> Result<(), Box<dyn Error>> {
        let path = self.path(Case::Send);
        if !path.exists() {
            let mut file = fs::File::create(&path)?;
            let mut number = 7_u64;
            let mut left = self.bytes;
            let mut block = b"ID3".to_vec();
            while left > 0 {
                while block.len() < BLOCK {
                    // xorshift: no two blocks are the same, and no hole is in the file.
                    number ^= number << 13;
                    number ^= number >> 7;
                    number ^= number << 17;
                    block.extend(number.to_le_bytes());
                }
                let size = usize::try_from(left).unwrap_or(BLOCK).min(BLOCK);
                file.write_all(&block[..size])?;
                left -= size as u64;
                block.clear();
            }
        }
        Ok(())
    }
}
