//! JSON as documentation shows it: with commas too many, comments, and parts left out.

use serde_json::{Map, Number, Value};

use super::source::entities;

/// A value that was read.
pub(super) struct Parsed {
    /// The value.
    pub(super) value: Value,
    /// Where it ends in the text.
    pub(super) end: usize,
    /// What was repaired, each once.
    pub(super) repairs: Vec<String>,
}

/// Deepest nesting that is read.
const DEEPEST: usize = 100;

/// Reads the JSON value that a text starts with.
pub(super) fn parse(text: &str) -> Result<Parsed, String> {
    let mut parsed = match parse_as_is(text) {
        Err(_) if text.contains("&quot;") || text.contains("&#34;") => {
            let mut parsed = parse_as_is(&entities(text))?;
            parsed.end = text.len();
            parsed.repairs.push(ENTITIES.into());
            parsed
        }
        parsed => parsed?,
    };
    if text
        .get(..parsed.end)
        .is_some_and(|text| text.contains('&'))
        && decode(&mut parsed.value)
    {
        parsed.repairs.push(ENTITIES.into());
    }
    Ok(parsed)
}

const ENTITIES: &str = "entities of HTML are decoded";

/// Decodes the entities in all texts; says whether there were any.
fn decode(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let decoded = entities(text).into_owned();
            let changed = decoded != *text;
            *text = decoded;
            changed
        }
        Value::Array(items) => items.iter_mut().fold(false, |any, item| decode(item) | any),
        Value::Object(map) => map.values_mut().fold(false, |any, item| decode(item) | any),
        _ => false,
    }
}

fn parse_as_is(text: &str) -> Result<Parsed, String> {
    let mut parser = Parser {
        text,
        at: 0,
        line_end: 0,
        repairs: Vec::new(),
    };
    parser.space();
    let value = parser.value(0)?;
    Ok(Parsed {
        value,
        end: parser.at,
        repairs: parser.repairs,
    })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// End of the line, once it was looked for.
    line_end: usize,
    repairs: Vec<String>,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn repair(&mut self, what: impl Into<String>) {
        let what = what.into();
        if self.repairs.len() < 20 && !self.repairs.contains(&what) {
            self.repairs.push(what);
        }
    }

    /// Skips white space, comments, and signs that something is left out.
    fn space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest
                .trim_start_matches(|c: char| c.is_whitespace() || "\u{feff}\u{200b}".contains(c));
            self.at += rest.len() - trimmed.len();
            let rest = self.rest();
            if rest.starts_with("//") || rest.starts_with('#') {
                self.at = self.comment();
                self.repair("a comment is skipped");
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
                self.repair("a comment is skipped");
            } else if rest.starts_with("...") {
                self.at += 3;
                self.repair("`...` stands for what is left out");
            } else if rest.starts_with('…') {
                self.at += '…'.len_utf8();
                self.repair("`…` stands for what is left out");
            } else {
                return;
            }
        }
    }

    /// Skips what may stand between two items; says whether items are left out there.
    fn left_out(&mut self) -> bool {
        let at = self.at;
        self.space();
        let skipped = self.text.get(at..self.at).unwrap_or_default();
        skipped.contains('…') || skipped.contains("...")
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > DEEPEST {
            return Err(format!("nested more than {DEEPEST} deep"));
        }
        match self.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some(quote @ ('"' | '\'' | '“' | '”' | '`')) => {
                Ok(Value::String(self.string(quote)?))
            }
            Some('<') => self.placeholder(),
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.') => self.word(),
            Some(c) => Err(format!("`{c}` where a value should be")),
            None => Err("it ends where a value should be".into()),
        }
    }

    /// Takes commas up to the next entry, or the end: then true. `comma` says whether one
    /// stood before, as it were before the first entry.
    fn ends(&mut self, close: char, empty: bool, comma: &mut bool) -> Result<bool, String> {
        loop {
            let left_out = self.left_out();
            match self.peek() {
                Some(next) if next == close => {
                    if *comma && !empty && !left_out {
                        self.repair("a comma too many");
                    }
                    self.take(close);
                    return Ok(true);
                }
                Some(',') => {
                    if *comma && !left_out {
                        self.repair("a comma too many");
                    }
                    self.take(',');
                    *comma = true;
                }
                None if close == '}' => return Err("the object does not end".into()),
                None => return Err("the list does not end".into()),
                Some(_) => {
                    if !*comma && !left_out {
                        self.repair("a comma is missing");
                    }
                    return Ok(false);
                }
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        self.take('{');
        let mut map = Map::new();
        let mut comma = true;
        loop {
            if self.ends('}', map.is_empty(), &mut comma)? {
                return Ok(Value::Object(map));
            }
            let key = self.key()?;
            self.space();
            if !self.take(':') {
                return Err(format!("no colon after `{}`", short(&key)));
            }
            let before = self.at;
            self.space();
            if matches!(self.peek(), Some(',' | '}')) && self.at > before {
                // `"id": …`: what it holds is left out, so nothing is known of it.
                self.repair(format!("`{}` has no value and is left out", short(&key)));
                comma = false;
                continue;
            }
            let value = self.value(depth + 1)?;
            if map.contains_key(&key) {
                self.repair(format!(
                    "`{}` stands twice; the last one counts",
                    short(&key)
                ));
            }
            map.insert(key, value);
            comma = false;
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, String> {
        self.take('[');
        let mut items = Vec::new();
        let mut comma = true;
        loop {
            if self.ends(']', items.is_empty(), &mut comma)? {
                return Ok(Value::Array(items));
            }
            items.push(self.value(depth + 1)?);
            comma = false;
        }
    }

    fn key(&mut self) -> Result<String, String> {
        match self.peek() {
            Some(quote @ ('"' | '\'' | '“' | '”' | '`')) => self.string(quote),
            Some(c) if c.is_alphabetic() || matches!(c, '_' | '$') => {
                let rest = self.rest();
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '-')))
                    .unwrap_or(rest.len());
                let key = rest.get(..end).unwrap_or_default().to_owned();
                self.at += end;
                self.repair("names without quotes");
                Ok(key)
            }
            Some(c) => Err(format!("`{c}` where a name should be")),
            None => Err("it ends where a name should be".into()),
        }
    }

    fn string(&mut self, quote: char) -> Result<String, String> {
        let close: &[char] = match quote {
            '“' | '”' => &['”', '“', '"'],
            '\'' => &['\''],
            '`' => &['`'],
            _ => &['"'],
        };
        if quote != '"' {
            self.repair(format!("{quote} as a quote"));
        }
        self.at += quote.len_utf8();
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let end = rest
                .find(|c: char| c == '\\' || c < ' ' || close.contains(&c))
                .ok_or("a text does not end")?;
            out.push_str(rest.get(..end).unwrap_or_default());
            let Some(c) = rest.get(end..).and_then(|rest| rest.chars().next()) else {
                return Err("a text does not end".into());
            };
            self.at += end + c.len_utf8();
            if c == '\\' {
                self.escape(&mut out)?;
            } else if close.contains(&c) {
                return Ok(out);
            } else {
                self.repair("a line end inside of a text");
                out.push(c);
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), String> {
        let c = self.peek().ok_or("a text does not end")?;
        self.at += c.len_utf8();
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            '"' | '\\' | '/' => out.push(c),
            'u' => {
                let first = self.hex()?;
                let code = if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
                    let kept = self.at;
                    self.at += 2;
                    let second = self.hex()?;
                    if (0xdc00..0xe000).contains(&second) {
                        0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                    } else {
                        self.at = kept;
                        first
                    }
                } else {
                    first
                };
                if let Some(c) = char::from_u32(code) {
                    out.push(c);
                } else {
                    self.repair("half a character is replaced");
                    out.push('\u{fffd}');
                }
            }
            _ => {
                self.repair(format!("`\\{c}` is no escape"));
                out.push(c);
            }
        }
        Ok(())
    }

    fn hex(&mut self) -> Result<u32, String> {
        let digits = self.rest().get(..4).ok_or("`\\u` without four digits")?;
        let code = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .ok_or("`\\u` without four digits")?;
        self.at += 4;
        Ok(code)
    }

    /// Where a comment ends. On the last line, which may have lost ends of lines within,
    /// the next name or bracket ends it.
    fn comment(&mut self) -> usize {
        if self.line_end < self.at {
            let end = self.rest().find('\n').map(|end| self.at + end);
            let last = |end: &usize| {
                self.text
                    .get(*end..)
                    .is_some_and(|rest| rest.trim_start().is_empty())
            };
            self.line_end = end.filter(|end| !last(end)).unwrap_or(self.text.len());
        }
        if self.line_end < self.text.len() {
            return self.line_end;
        }
        let mut inside = None;
        for (at, c) in self.rest().char_indices().skip(2) {
            match c {
                '}' | ']' => return self.at + at,
                '"' => match inside.take() {
                    None => inside = Some(at),
                    Some(start) => {
                        let rest = self.rest().get(at + 1..).unwrap_or_default();
                        if rest.trim_start().starts_with(':') {
                            return self.at + start;
                        }
                    }
                },
                _ => {}
            }
        }
        self.text.len()
    }

    /// `<download link>` without quotes.
    fn placeholder(&mut self) -> Result<Value, String> {
        let rest = super::source::prefix(self.rest(), 200);
        let end = rest.find('>').ok_or("`<` where a value should be")?;
        let text = rest.get(..=end).unwrap_or_default().to_owned();
        self.at += end + 1;
        self.repair("a placeholder without quotes");
        Ok(Value::String(text))
    }

    fn word(&mut self) -> Result<Value, String> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')))
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default().to_owned();
        self.at += end;
        let simple = match word.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" => Some(Value::Null),
            _ => serde_json::from_str::<Number>(&word)
                .ok()
                .map(Value::Number),
        };
        if let Some(value) = simple {
            return Ok(value);
        }
        let lower = word.to_ascii_lowercase();
        let value = match lower.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" | "none" | "undefined" => Value::Null,
            _ => {
                let number = lower.trim_start_matches('+').replace('_', "");
                match serde_json::from_str::<Number>(&number) {
                    Ok(number) => Value::Number(number),
                    Err(_) => return Err(format!("`{}` is no value", short(&word))),
                }
            }
        };
        self.repair(format!("`{}` is read as `{value}`", short(&word)));
        Ok(value)
    }
}

fn short(text: &str) -> &str {
    super::source::prefix(text, 40)
}
