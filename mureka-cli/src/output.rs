//! What is printed: for people, for machines, or hardly anything.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::Shared;
use crate::failure::Failure;
use crate::living;

/// Whom the output is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Tables and sentences.
    People,
    /// One JSON document.
    Json,
    /// One JSON document a line.
    Jsonl,
}

/// Where results and everything beside them go.
#[derive(Clone, Debug)]
pub struct Output {
    format: Format,
    quiet: bool,
    /// Whether stdout takes colours.
    colour: bool,
    /// Whether somebody looks at stderr.
    live: bool,
    /// The lines that live; what is printed stands above them.
    lines: MultiProgress,
}

impl Output {
    pub fn new(shared: &Shared) -> Self {
        let format = match (shared.json, shared.jsonl) {
            (true, _) => Format::Json,
            (_, true) => Format::Jsonl,
            _ => Format::People,
        };
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let plain = no_colour || is_dumb;
        let is_watched = io::stderr().is_terminal() && !is_dumb;
        let live = is_watched && !shared.quiet && format == Format::People;
        let lines = if live {
            living::lines()
        } else {
            MultiProgress::with_draw_target(ProgressDrawTarget::hidden())
        };
        Self {
            format,
            quiet: shared.quiet,
            colour: !plain && io::stdout().is_terminal(),
            live,
            lines,
        }
    }

    /// Before the arguments are known.
    pub fn early(format: Format) -> Self {
        Self {
            format,
            quiet: true,
            colour: false,
            live: false,
            lines: MultiProgress::with_draw_target(ProgressDrawTarget::hidden()),
        }
    }

    /// Whom it is for.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether results are for people.
    pub fn for_people(&self) -> bool {
        self.format() == Format::People
    }

    /// Whether to show what goes on: somebody is there, and wants to see it.
    pub fn progress(&self) -> bool {
        self.live
    }

    /// Lets a line or a bar live below what is printed, if somebody is there to look.
    pub fn alive(&self, bar: ProgressBar) -> ProgressBar {
        self.lines.add(bar)
    }

    /// Takes away what lives; nothing of it is left behind, and nothing comes any more.
    pub fn clear(&self) {
        let _ = self.lines.clear();
        // Bars that end one by one would leave their last line behind.
        self.lines.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// Whether somebody is at the terminal who waits for the result.
    pub fn attended(&self) -> bool {
        io::stdout().is_terminal() && self.for_people()
    }

    /// One result: as JSON for machines, else what `people` makes of it.
    pub fn show<T: Serialize>(
        &self,
        value: &T,
        people: impl FnOnce(&Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match self.format {
            Format::People => people(self),
            Format::Json => self.line(&plain(&format!("{:#}", document(value)?))),
            Format::Jsonl => self.line(&plain(&document(value)?.to_string())),
        }
    }

    /// A line of a result.
    pub fn line(&self, text: &str) -> Result<(), Failure> {
        let print = || writeln!(io::stdout().lock(), "{text}");
        printed(self.lines.suspend(print))
    }

    /// Bytes as they are; on a terminal without what moves its cursor.
    #[allow(clippy::unused_self, reason = "whoever prints has an output")]
    pub fn raw(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        if !stdout.is_terminal() {
            return printed(stdout.write_all(bytes).and_then(|()| stdout.flush()));
        }
        let text = String::from_utf8_lossy(bytes);
        let harmless = |letter: char| match letter {
            '\n' | '\t' => letter,
            letter if letter.is_control() => ' ',
            letter => letter,
        };
        let text: String = text.trim_end().chars().map(harmless).collect();
        printed(writeln!(stdout, "{text}"))
    }

    /// What has to be known whatever is asked for, beside the result: on stderr, with a name
    /// for machines.
    pub fn tell(&self, name: &str, text: &str, people: &str) {
        let mut stderr = io::stderr().lock();
        let _ = if self.for_people() {
            writeln!(stderr, "{people}")
        } else {
            writeln!(stderr, "{}", serde_json::json!({ name: text }))
        };
    }

    /// A line of a result with a mark before it.
    pub fn done(&self, text: &str) -> Result<(), Failure> {
        self.line(&format!("{} {text}", self.paint("✓", AnsiColor::Green)))
    }

    /// A table; without rows, `none` instead.
    pub fn table(
        &self,
        header: &[&str],
        rows: Vec<Vec<String>>,
        none: &str,
    ) -> Result<(), Failure> {
        if rows.is_empty() {
            self.hint(none);
            return Ok(());
        }
        let mut table = Table::new();
        table
            .load_style(comfy_table::presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(header.iter().map(|name| name.to_uppercase()));
        table.add_rows(rows);
        // Cells have a space on both sides; lines end with their last letter.
        for line in table.to_string().lines() {
            self.line(line.strip_prefix(' ').unwrap_or(line).trim_end())?;
        }
        Ok(())
    }

    /// What is known of one thing, a line each; nothing of what is not known.
    pub fn facts(&self, facts: &[(&str, String)]) -> Result<(), Failure> {
        let known = || facts.iter().filter(|(_, value)| value != "–");
        let width = known()
            .map(|(name, _)| name.len())
            .max()
            .unwrap_or_default();
        for (name, value) in known() {
            self.line(&format!("  {name:width$}  {value}"))?;
        }
        Ok(())
    }

    /// Something beside the result, for people, on stderr.
    pub fn hint(&self, text: &str) {
        if !self.quiet && self.for_people() {
            self.beside(text);
        }
    }

    /// A line on stderr.
    fn beside(&self, text: &str) {
        let print = || writeln!(io::stderr().lock(), "{text}");
        // Where nobody can be told, there is nobody to tell that.
        let _ = self.lines.suspend(print);
    }

    /// Something that went wrong beside the result, on stderr.
    pub fn warn(&self, text: &str) {
        if self.for_people() {
            self.beside(&format!("mureka: {text}"));
        } else {
            self.beside(&plain(&serde_json::json!({ "warning": text }).to_string()));
        }
    }

    /// A question on stderr; the answer is typed behind it.
    pub fn ask(&self, question: &str) {
        let mut stderr = io::stderr().lock();
        let ask = || write!(stderr, "{question} ").and_then(|()| stderr.flush());
        let _ = self.lines.suspend(ask);
    }

    /// The failure of one of several things, on stderr; the command goes on.
    pub fn trouble(&self, failure: &Failure) {
        if !self.for_people() {
            return self.beside(&plain(&failure.to_json().to_string()));
        }
        self.beside(&format!("mureka: {failure:#}"));
        if let Some(resume) = failure.resume() {
            self.beside(&format!("To go on: {resume}"));
        }
    }

    /// The end of a command that failed.
    pub fn failed(&self, failure: &Failure) -> ExitCode {
        self.trouble(failure);
        failure.exit()
    }

    /// Text in a colour, where colours are shown.
    pub fn paint(&self, text: &str, colour: AnsiColor) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let style = Style::new().fg_color(Some(colour.into()));
        format!("{style}{text}{style:#}")
    }
}

/// A list for machines: one array, or one line for each.
pub struct Listed<'o> {
    output: &'o Output,
    kept: Vec<Value>,
}

impl<'o> Listed<'o> {
    pub fn new(output: &'o Output) -> Self {
        Self {
            output,
            kept: Vec::new(),
        }
    }

    /// The next one.
    pub fn add<T: Serialize>(&mut self, item: &T) -> Result<(), Failure> {
        match self.output.format {
            Format::People => Ok(()),
            Format::Json => {
                self.kept.push(document(item)?);
                Ok(())
            }
            Format::Jsonl => self.output.show(item, |_| Ok(())),
        }
    }

    /// The end of it.
    pub fn end(self) -> Result<(), Failure> {
        match self.output.format {
            Format::Json => self.output.show(&self.kept, |_| Ok(())),
            _ => Ok(()),
        }
    }
}

/// Names of fields that are never shown: sessions, and addresses with a secret in them.
const SECRETS: [&str; 4] = ["cookie", "replyUrl", "sessionCookie", "token"];

/// A result as JSON, without what is nobody's business.
fn document<T: Serialize>(value: &T) -> Result<Value, Failure> {
    let mut value = serde_json::to_value(value).map_err(io::Error::from)?;
    redact(&mut value);
    Ok(value)
}

fn redact(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if SECRETS.contains(&name.as_str()) => {
                        "[redacted]".clone_into(text);
                    }
                    Value::Object(cookie) if name == "sessionCookie" => {
                        if let Some(value) = cookie.get_mut("value") {
                            *value = "[redacted]".into();
                        }
                    }
                    other => redact(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}

/// JSON without the control characters that it may hold as they are, but that a terminal acts on.
fn plain(json: &str) -> Cow<'_, str> {
    let acts = |letter: char| ('\u{7f}'..='\u{9f}').contains(&letter);
    if !json.contains(acts) {
        return json.into();
    }
    let mut text = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if acts(letter) {
            text.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            text.push(letter);
        }
    }
    text.into()
}

/// Who closed the pipe has seen enough.
fn printed(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => other.map_err(|error| Failure::File(format!("stdout: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sessions_and_callback_addresses_are_not_shown() {
        let shown = document(&json!({
            "1": {"token": "a", "sessionCookie": {"value": "b", "expires": "2027"}},
            "request": {"replyUrl": "https://me/?token=c", "replyRef": "order-1"},
            "list": [{"sessionCookie": "d", "token": null}],
        }));
        let expected = json!({
            "1": {"token": "[redacted]", "sessionCookie": {"value": "[redacted]", "expires": "2027"}},
            "request": {"replyUrl": "[redacted]", "replyRef": "order-1"},
            "list": [{"sessionCookie": "[redacted]", "token": null}],
        });
        assert_eq!(shown.unwrap(), expected);
    }

    #[test]
    fn json_has_no_character_that_a_terminal_acts_on() {
        let text = json!({"title": "a\u{1b}[2J\u{9b}2J\u{7f}é"}).to_string();
        assert_eq!(plain(&text), r#"{"title":"a\u001b[2J\u009b2J\u007fé"}"#);
    }
}
