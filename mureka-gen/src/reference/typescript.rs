//! Shapes of answers in TypeScript, also where ends of lines are lost.
//!
//! Then a comment has no end of its own: it goes on until something stands there that
//! can only be the next field, or a bracket that the comment did not open.

use serde_json::{Number, Value};

use super::{Field, Shape};

/// What was read of a text.
pub(super) struct Parsed {
    /// The shapes, in their order.
    pub(super) shapes: Vec<Shape>,
    /// What is wrong, and where.
    pub(super) wrong: Option<(usize, String)>,
}

/// Deepest nesting that is read.
const DEEPEST: usize = 60;

/// Reads all shapes of a text.
pub(super) fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        text,
        at: 0,
        lines: text.trim().contains('\n'),
        wrong: None,
    };
    let mut shapes = Vec::new();
    loop {
        parser.space();
        parser.declaration();
        if parser.rest().is_empty() || parser.wrong.is_some() {
            break;
        }
        match parser.union(0) {
            Some(shape) => shapes.push(shape),
            None => {
                parser.fail("no type can be read here");
            }
        }
        parser.space();
        parser.take(";");
    }
    Parsed {
        shapes,
        wrong: parser.wrong,
    }
}

/// Whether a text looks like a shape, not like a payload: the first name has no quotes.
pub(super) fn looks_like(text: &str) -> bool {
    let mut parser = Parser {
        text: super::source::prefix(text, 2000),
        at: 0,
        lines: true,
        wrong: None,
    };
    if text.trim_start().starts_with("{ // TypeScript") {
        return true;
    }
    parser.take("{");
    parser.space();
    // Names in quotes are those of JSON.
    !parser.rest().starts_with(['"', '\'']) && parser.field_head().is_some()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Whether ends of lines are kept.
    lines: bool,
    wrong: Option<(usize, String)>,
}

/// The head of a field: `name?:` or `[key: string]:`.
struct Head<'a> {
    name: &'a str,
    optional: bool,
    key: bool,
    /// Where its type starts.
    end: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    fn fail(&mut self, why: impl Into<String>) {
        if self.wrong.is_none() {
            self.wrong = Some((self.at, why.into()));
        }
    }

    fn space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.comment();
            } else if trimmed.starts_with("/*") {
                self.at += trimmed.find("*/").map_or(trimmed.len(), |end| end + 2);
            } else {
                return;
            }
        }
    }

    fn comment(&mut self) {
        let rest = self.rest();
        if self.lines {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return;
        }
        self.at += 2;
        let mut open = 0usize;
        let mut word_start = true;
        for (offset, c) in self.rest().char_indices() {
            if word_start && open == 0 && self.field_follows(self.at + offset) {
                self.at += offset;
                return;
            }
            match c {
                '{' => open += 1,
                '}' if open == 0 => {
                    self.at += offset;
                    return;
                }
                '}' => open -= 1,
                _ => {}
            }
            word_start = c.is_whitespace();
        }
        self.at = self.text.len();
    }

    /// Whether a field starts at an offset inside of a comment.
    fn field_follows(&self, at: usize) -> bool {
        let mut ahead = Parser {
            text: super::source::prefix(self.text.get(at..).unwrap_or_default(), 300),
            at: 0,
            lines: false,
            wrong: None,
        };
        if ahead.rest().starts_with("//") {
            return true;
        }
        if !ahead
            .rest()
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | '[' | '"'))
        {
            return false;
        }
        let Some(head) = ahead.field_head() else {
            return false;
        };
        ahead.at = head.end;
        ahead.blanks();
        let rest = ahead.rest();
        if rest.starts_with(['{', '\'', '[']) || generic(rest).is_some() {
            return true;
        }
        let Some(kind) = ahead.simple() else {
            return false;
        };
        while ahead.take("[]") {}
        ahead.blanks();
        let rest = ahead.rest();
        let known = !matches!(kind, Shape::Any) || rest.starts_with("//");
        known
            && (rest.is_empty()
                || rest.starts_with("//")
                || rest.starts_with("/*")
                || rest.starts_with(['}', ';', ',', '|', '['])
                || ahead.field_head().is_some())
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// `export interface Name`, `type Name =`: names of types say nothing.
    fn declaration(&mut self) {
        loop {
            let rest = self.rest();
            let word = identifier(rest);
            match word {
                "export" | "default" | "declare" => {
                    self.at += word.len();
                    self.space();
                }
                "interface" | "type" => {
                    let kept = self.at;
                    self.at += word.len();
                    self.space();
                    let name = identifier(self.rest());
                    self.at += name.len();
                    self.space();
                    self.take("=");
                    self.space();
                    if name.is_empty() {
                        self.at = kept;
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    fn union(&mut self, depth: usize) -> Option<Shape> {
        if depth > DEEPEST {
            self.fail(format!("nested more than {DEEPEST} deep"));
            return None;
        }
        self.space();
        self.take("|");
        let mut shapes = vec![self.list(depth)?];
        loop {
            let kept = self.at;
            self.space();
            if self.take("|") || self.take("&") {
                self.space();
                shapes.push(self.list(depth)?);
            } else {
                self.at = kept;
                break;
            }
        }
        Some(match shapes.len() {
            1 => shapes.remove(0),
            _ => Shape::Union(shapes),
        })
    }

    /// A type with any number of `[]` behind it.
    fn list(&mut self, depth: usize) -> Option<Shape> {
        let mut shape = self.single(depth)?;
        for _ in 0..DEEPEST {
            let kept = self.at;
            self.blanks();
            if self.take("[]") {
                shape = Shape::List(Box::new(shape));
            } else {
                self.at = kept;
                break;
            }
        }
        Some(shape)
    }

    fn single(&mut self, depth: usize) -> Option<Shape> {
        self.space();
        let rest = self.rest();
        if rest.starts_with('{') {
            return self.object(depth);
        }
        if self.take("(") {
            let shape = self.union(depth + 1)?;
            self.space();
            if !self.take(")") {
                self.fail("a bracket is not closed");
            }
            return Some(shape);
        }
        if self.take("[") {
            // A tuple: what it holds, in whatever order.
            let mut items = Vec::new();
            loop {
                self.space();
                if self.take("]") {
                    break;
                }
                items.push(self.union(depth + 1)?);
                self.space();
                self.take(",");
            }
            let item = match items.len() {
                1 => items.remove(0),
                _ => Shape::Union(items),
            };
            return Some(Shape::List(Box::new(item)));
        }
        if let Some(name) = generic(rest) {
            return self.generic(name, depth);
        }
        self.simple()
    }

    fn generic(&mut self, name: &str, depth: usize) -> Option<Shape> {
        self.at += name.len() + 1;
        let mut arguments = vec![self.union(depth + 1)?];
        self.space();
        while self.take(",") {
            arguments.push(self.union(depth + 1)?);
            self.space();
        }
        if !self.take(">") {
            self.fail(format!("`{name}<` is not closed"));
        }
        let last = arguments.pop()?;
        Some(match name {
            "Array" | "ReadonlyArray" | "Set" => Shape::List(Box::new(last)),
            "Record" | "Map" => Shape::Map(Box::new(last)),
            "Partial" | "Required" | "Readonly" | "Promise" => last,
            _ => Shape::Any,
        })
    }

    /// A word, a number, or a text.
    fn simple(&mut self) -> Option<Shape> {
        let rest = self.rest();
        if let Some(quote) = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '"' | '`'))
        {
            let text = rest.get(1..)?;
            let end = super::source::prefix(text, 500).find(quote)?;
            self.at += end + 2;
            return Some(Shape::Literal(Value::String(text.get(..end)?.to_owned())));
        }
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')))
            .unwrap_or(rest.len());
        if digits > 0 {
            let number: Number = serde_json::from_str(rest.get(..digits)?).ok()?;
            self.at += digits;
            return Some(Shape::Literal(Value::Number(number)));
        }
        let word = identifier(rest);
        if word.is_empty() {
            return None;
        }
        self.at += word.len();
        Some(match word {
            "string" | "String" | "Date" => Shape::Text,
            "number" | "Number" | "bigint" | "integer" | "int" => Shape::Number,
            "boolean" | "Boolean" | "bool" => Shape::Boolean,
            "null" | "undefined" | "void" => Shape::Null,
            "true" => Shape::Literal(Value::Bool(true)),
            "false" => Shape::Literal(Value::Bool(false)),
            "object" | "Object" => Shape::Map(Box::new(Shape::Any)),
            _ => Shape::Any,
        })
    }

    fn object(&mut self, depth: usize) -> Option<Shape> {
        self.take("{");
        let mut fields: Vec<Field> = Vec::new();
        let mut rest_of = None;
        loop {
            self.space();
            if self.take("}") {
                break;
            }
            if self.take(",") || self.take(";") {
                continue;
            }
            if self.take("...") || self.take("…") {
                continue;
            }
            if self.rest().is_empty() {
                self.fail("an object is not closed");
                return None;
            }
            let Some(head) = self.field_head() else {
                self.fail("no field can be read here");
                return None;
            };
            self.at = head.end;
            let shape = self.union(depth + 1)?;
            if head.key {
                rest_of = Some(shape);
            } else if fields.len() < 1000 {
                fields.push(Field {
                    name: head.name.to_owned(),
                    optional: head.optional,
                    shape,
                });
            }
        }
        Some(match rest_of {
            Some(shape) if fields.is_empty() => Shape::Map(Box::new(shape)),
            Some(shape) => Shape::Union(vec![Shape::Map(Box::new(shape)), Shape::Object(fields)]),
            None => Shape::Object(fields),
        })
    }

    /// The head of the field that stands here, without going on.
    fn field_head(&self) -> Option<Head<'a>> {
        let rest = self.rest();
        let rest = rest.strip_prefix("readonly ").unwrap_or(rest);
        let at = self.text.len() - rest.len();
        if let Some(inner) = rest.strip_prefix('[') {
            let close = super::source::prefix(inner, 120).find(']')?;
            let key = inner.get(..close)?;
            let name = identifier(key.trim_start());
            let kind = key.trim_start().get(name.len()..)?.trim_start();
            if name.is_empty() || !(kind.starts_with(':') || kind.starts_with("in ")) {
                return None;
            }
            let (colon, optional) = colon(inner.get(close + 1..)?)?;
            return Some(Head {
                name,
                optional,
                key: true,
                end: at + 1 + close + 1 + colon,
            });
        }
        let (name, length) = match rest.chars().next()? {
            quote @ ('"' | '\'') => {
                let inner = rest.get(1..)?;
                let end = super::source::prefix(inner, 200).find(quote)?;
                (inner.get(..end)?, end + 2)
            }
            _ => {
                let name = identifier(rest);
                (name, name.len())
            }
        };
        if name.is_empty() {
            return None;
        }
        let (colon, optional) = colon(rest.get(length..)?)?;
        Some(Head {
            name,
            optional,
            key: false,
            end: at + length + colon,
        })
    }
}

/// Length of `?:` or `:` at the start of a text, and whether it has the question mark.
fn colon(text: &str) -> Option<(usize, bool)> {
    let trimmed = text.trim_start();
    let marked = trimmed.strip_prefix('?');
    let rest = marked.unwrap_or(trimmed).trim_start().strip_prefix(':')?;
    Some((text.len() - rest.len(), marked.is_some()))
}

fn identifier(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')))
        .unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        word
    }
}

/// The name of a generic type that a text starts with.
fn generic(text: &str) -> Option<&str> {
    let name = identifier(text);
    (!name.is_empty() && text.get(name.len()..)?.starts_with('<')).then_some(name)
}
