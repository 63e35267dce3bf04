//! The pieces of a scaffold as a text with markers, and put into the document.

use std::fmt;

use super::{Chunk, Scaffold, ScaffoldError, Target};

impl Scaffold {
    /// The document with the pieces in their places. The text has to be the one that the
    /// scaffold was made for.
    pub fn paste_into(&self, text: &str) -> Result<String, ScaffoldError> {
        let mut lines: Vec<&str> = text.lines().collect();
        let mut chunks: Vec<&Chunk> = self.chunks.iter().collect();
        // From the end on, so that lines above keep their numbers.
        chunks.sort_by_key(|chunk| (chunk.line, chunk.replaces));
        let mut out: Vec<String> = Vec::new();
        let mut rest = lines.len();
        for chunk in chunks.into_iter().rev() {
            let start = chunk.line.saturating_sub(1);
            let end = start + chunk.replaces;
            if end > rest {
                return Err(ScaffoldError::NoPlace {
                    what: format!(
                        "{}: line {} of it is gone, so it is not the text that the scaffold was made for; make it anew",
                        self.document, end
                    ),
                });
            }
            for line in lines.drain(end..).rev() {
                out.push(line.to_owned());
            }
            out.extend(chunk.lines.iter().rev().cloned());
            lines.truncate(start);
            rest = start;
        }
        out.extend(lines.into_iter().rev().map(str::to_owned));
        out.reverse();
        let mut pasted = out.join("\n");
        pasted.push('\n');
        Ok(pasted)
    }

    /// What is left for a person to decide, with the comments as they stand in the pieces.
    pub fn decisions(&self) -> usize {
        let lines = self.chunks.iter().flat_map(|chunk| &chunk.lines);
        lines
            .filter(|line| line.trim_start().starts_with("# decide:"))
            .count()
    }
}

/// The pieces, each below a marker that says where it goes.
impl fmt::Display for Scaffold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in &self.chunks {
            let last = chunk.line + chunk.replaces.saturating_sub(1);
            let place = match chunk.replaces {
                0 => format!("put before line {}", chunk.line),
                1 => format!("instead of line {}", chunk.line),
                _ => format!("instead of lines {} to {last}", chunk.line),
            };
            let what = match &chunk.target {
                Target::Tag(name) => format!("tags: {name}"),
                Target::Operation(method, path) => format!("paths: {method} {path}"),
                Target::Schema(name) => format!("components: schemas: {name}"),
                Target::Values(name) => format!("components: schemas: {name}: enum"),
                Target::Fields(name) => format!("components: schemas: {name}: properties"),
            };
            writeln!(
                f,
                "# >>> {}:{}  {what}  ({place})",
                self.document, chunk.line
            )?;
            for line in &chunk.lines {
                writeln!(f, "{line}")?;
            }
            writeln!(f)?;
        }
        for problem in &self.problems {
            writeln!(f, "# check: {problem}")?;
        }
        writeln!(
            f,
            "# <<< {}: {} to decide; then `cargo xtask lint` and `cargo xtask regen`",
            self.operation,
            self.decisions()
        )
    }
}
