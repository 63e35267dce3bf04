//! A terminal with a command in it, and what then stands on its screen.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Child;

use crate::world::{PROGRAM, World};

/// A terminal with a command in it.
pub struct Terminal {
    child: Child,
    seen: String,
}

impl Terminal {
    /// `None` where there is no `script` to make one with.
    pub fn open(world: &World, line: &str) -> Option<Self> {
        if !cfg!(target_os = "linux") || !std::path::Path::new("/usr/bin/script").exists() {
            eprintln!("not tested: needs script of util-linux");
            return None;
        }
        let line = format!("stty cols 100 rows 40; exec {PROGRAM} {line}");
        let words = ["-q", "-e", "-c", &line, "/dev/null"].map(str::to_owned);
        let mut command = world.of("/usr/bin/script", &words);
        command.env("SHELL", "/bin/sh").env("PATH", "/usr/bin:/bin");
        let mut set = command.as_std().get_envs();
        if !set.any(|(name, _)| name == "TERM") {
            command.env("TERM", "xterm");
        }
        let child = command.stdin(Stdio::piped()).spawn().unwrap();
        Some(Self {
            child,
            seen: String::new(),
        })
    }

    /// Reads until something is to be seen.
    pub async fn see(&mut self, text: &str) {
        self.see_when(text, |seen| seen.contains(text)).await;
    }

    /// Reads until something stands on the screen.
    pub async fn see_on_screen(&mut self, text: &str) {
        self.see_when(text, |seen| screen(seen).contains(text))
            .await;
    }

    async fn see_when(&mut self, text: &str, is_there: impl Fn(&str) -> bool) {
        let stdout = self.child.stdout.as_mut().unwrap();
        let mut piece = [0; 4096];
        while !is_there(&self.seen) {
            let read = tokio::time::timeout(Duration::from_secs(30), stdout.read(&mut piece));
            let length = read.await.expect("it is to be seen soon").unwrap();
            assert!(length > 0, "{text:?} is not in {:?}", self.seen);
            self.seen
                .push_str(&String::from_utf8_lossy(&piece[..length]));
        }
    }

    pub async fn press(&mut self, keys: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(keys.as_bytes()).await.unwrap();
        stdin.flush().await.unwrap();
    }

    /// All that was written, and the exit code.
    pub async fn end(mut self) -> (String, i32) {
        let stdout = self.child.stdout.as_mut().unwrap();
        let mut rest = Vec::new();
        stdout.read_to_end(&mut rest).await.unwrap();
        self.seen.push_str(&String::from_utf8_lossy(&rest));
        let status = self.child.wait().await.unwrap();
        (self.seen, status.code().unwrap_or(-1))
    }

    /// What stands on the screen at its end, and the exit code.
    pub async fn last_screen(self) -> (String, i32) {
        let (seen, code) = self.end().await;
        (screen(&seen), code)
    }
}

/// The lines that stand on a terminal after all of this was written to it, as far as the program
/// moves the cursor.
pub fn screen(written: &str) -> String {
    let (mut lines, mut row, mut column) = (vec![Vec::new()], 0_usize, 0_usize);
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        if lines.len() <= row {
            lines.resize(row + 1, Vec::new());
        }
        match letter {
            '\r' => column = 0,
            '\n' => row += 1,
            '\u{1b}' => {
                assert_eq!(letters.next(), Some('['), "{written:?}");
                let mut number = String::new();
                let order = loop {
                    match letters.next() {
                        Some(order) if order.is_ascii_alphabetic() => break order,
                        Some(digit) => number.push(digit),
                        // Cut off; the rest comes later.
                        None => break 'm',
                    }
                };
                let count = number.parse().unwrap_or(1);
                match order {
                    'A' => row = row.saturating_sub(count),
                    'B' => row += count,
                    'D' => column = column.saturating_sub(count),
                    'K' if number == "2" => lines[row].clear(),
                    'K' | 'J' => {
                        lines[row].truncate(column);
                        if order == 'J' {
                            lines.truncate(row + 1);
                        }
                    }
                    // Colours, and whether the cursor is shown.
                    'm' | 'h' | 'l' => {}
                    other => panic!("ESC [ {number} {other} is not known here"),
                }
            }
            letter => {
                if column == 100 {
                    (row, column) = (row + 1, 0);
                    lines.resize(lines.len().max(row + 1), Vec::new());
                }
                let line = &mut lines[row];
                line.resize(line.len().max(column + 1), ' ');
                line[column] = letter;
                column += 1;
            }
        }
    }
    let lines = lines.iter().map(|line| line.iter().collect::<String>());
    let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n").trim_end().to_owned()
}

#[test]
fn what_is_written_over_is_not_on_the_screen() {
    for (written, expected) in [
        ("a\r\nb\r\n", "a\nb"),
        ("abc\rx", "xbc"),
        ("abc\r\u{1b}[2Kx", "x"),
        ("one\r\ntwo\u{1b}[1A\r\u{1b}[Jx", "x"),
        ("\u{1b}[32m✓\u{1b}[0m done", "✓ done"),
    ] {
        assert_eq!(screen(written), expected, "{written:?}");
    }
}
