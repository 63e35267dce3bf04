//! Where lines live: at the foot of the terminal, in a way that leaves nothing of them behind.

use std::io;

use console::Term;
use indicatif::{MultiProgress, ProgressDrawTarget, TermLike};

/// How often they are drawn anew, at most.
const PER_SECOND: u8 = 20;

/// A place for lines and bars, on stderr.
pub fn lines() -> MultiProgress {
    let foot = Foot(Term::buffered_stderr());
    let target = ProgressDrawTarget::term_like_with_hz(Box::new(foot), PER_SECOND);
    MultiProgress::with_draw_target(target)
}

/// A terminal whose cursor waits at the beginning of the last line, not behind its end: what is
/// typed, the `^C` of Ctrl-C above all, would begin another line there, and what is taken away
/// then would not be what was drawn.
#[derive(Debug)]
struct Foot(Term);

impl TermLike for Foot {
    fn width(&self) -> u16 {
        TermLike::width(&self.0)
    }

    fn height(&self) -> u16 {
        TermLike::height(&self.0)
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, s: &str) -> io::Result<()> {
        self.0.write_line(s)
    }

    fn write_str(&self, s: &str) -> io::Result<()> {
        self.0.write_str(s)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.write_str("\r")?;
        self.0.flush()
    }
}
