//! The list of public items of the crate, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Class, Finding, Place};

/// A list of public items, one a line, as `cargo xtask public-api` writes it.
#[derive(Debug, Clone)]
pub struct Surface {
    name: String,
    lines: Vec<Line>,
}

/// A line of the list.
#[derive(Debug, Clone)]
struct Line {
    number: usize,
    text: String,
    item: Item,
}

/// What a line tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    kind: Kind,
    /// What it is called, without generics; of an `impl`, what it is for.
    path: String,
    non_exhaustive: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A trait that a type has.
    Trait,
    /// The head of a block of methods, which are listed by themselves.
    Block,
    Module,
    Struct,
    Enum,
    TraitItself,
    Function,
    /// A field or a variant: no keyword.
    Member,
    Other,
}

impl Surface {
    /// Reads a list; `name` is what findings call it. Anything is a list, an empty one at least.
    pub fn parse(name: &str, text: &str) -> Self {
        let lines = text.lines().enumerate();
        let lines = lines
            .map(|(index, text)| (index + 1, text.trim()))
            .filter(|(_, text)| {
                !text.is_empty() && (!text.starts_with('#') || text.starts_with("#["))
            });
        Self {
            name: name.to_owned(),
            lines: lines
                .map(|(number, text)| Line {
                    number,
                    text: text.to_owned(),
                    item: Item::of(text),
                })
                .collect(),
        }
    }

    /// The path of the types and traits of one kind.
    fn paths(&self, is: impl Fn(&Item) -> bool) -> BTreeSet<&str> {
        let items = self.lines.iter().map(|line| &line.item);
        items
            .filter(|item| is(item))
            .map(|item| item.path.as_str())
            .collect()
    }

    fn place(&self, line: &Line) -> Place {
        Place {
            file: self.name.clone(),
            pointer: line.item.path.clone(),
            line: line.number,
        }
    }
}

impl Item {
    fn of(text: &str) -> Self {
        let mut rest = text;
        let mut non_exhaustive = false;
        while let Some((attribute, after)) = rest
            .strip_prefix("#[")
            .and_then(|after| after.split_once("] "))
        {
            non_exhaustive |= attribute == "non_exhaustive";
            rest = after;
        }
        let (kind, rest) = match rest.strip_prefix("impl") {
            Some(rest) => implementation(rest),
            None => keywords(rest.strip_prefix("pub ").unwrap_or(rest)),
        };
        Self {
            kind,
            path: path(rest),
            non_exhaustive,
        }
    }

    /// What it stands in.
    fn parent(&self) -> &str {
        self.path.rsplit_once("::").map_or("", |(parent, _)| parent)
    }
}

/// What an `impl` is, and what it is for.
fn implementation(text: &str) -> (Kind, &str) {
    let text = outside(text, |rest| rest.starts_with(' ')).1;
    let text = text.trim_start();
    let (_, after) = outside(text, |rest| rest.starts_with(" for "));
    match after.strip_prefix(" for ") {
        Some(of) => (Kind::Trait, of),
        None => (Kind::Block, text),
    }
}

/// Splits a text at the first place outside of all brackets that is asked for; the second
/// part is empty where there is none.
fn outside(text: &str, is: impl Fn(&str) -> bool) -> (&str, &str) {
    let mut depth = 0_usize;
    let mut last = ' ';
    for (at, letter) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if depth == 0 && is(rest) {
            return text.split_at(at);
        }
        match letter {
            '<' | '(' | '[' => depth += 1,
            '>' if last == '-' || last == '=' => {}
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        last = letter;
    }
    (text, "")
}

fn keywords(text: &str) -> (Kind, &str) {
    let mut kind = Kind::Member;
    let mut rest = text;
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let next = match word {
            "fn" => Kind::Function,
            "struct" | "union" => Kind::Struct,
            "enum" => Kind::Enum,
            "trait" => Kind::TraitItself,
            "mod" => Kind::Module,
            "type" | "static" | "use" | "macro" | "const" => Kind::Other,
            "async" | "unsafe" | "extern" | "mut" => kind,
            _ if word.starts_with('"') => kind,
            _ => return (kind, rest),
        };
        kind = next;
        rest = after;
    }
}

/// The path that a text starts with, without generics.
fn path(text: &str) -> String {
    let mut path = String::new();
    let mut depth = 0_usize;
    let mut letters = text.trim_start_matches(['&', '*']).chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ':' if letters.peek() != Some(&':') => break,
            ':' => {
                letters.next();
                path.push_str("::");
            }
            '(' | ' ' | '!' | ';' | ',' | '=' => break,
            letter => path.push(letter),
        }
    }
    path
}

/// What changed from one list to the next, the gravest first. Their order is no matter.
pub fn surfaces(older: &Surface, newer: &Surface) -> Vec<Finding> {
    let (mut gone, mut came) = (without(older, newer), without(newer, older));
    let mut findings = Vec::new();
    pair_off(older, newer, &mut gone, &mut came, &mut findings);
    for (line, below) in folded(gone) {
        let class = match line.item.kind {
            // Its methods are listed by themselves.
            Kind::Block => Class::Cosmetic,
            _ => Class::Breaking,
        };
        findings.push(Finding {
            class,
            rule: "surface",
            subject: line.item.path.clone(),
            message: format!("gone: `{}`{}", line.text, and_below(below)),
            older: Some(older.place(line)),
            newer: None,
        });
    }
    for (line, below) in folded(came) {
        let (class, why) = arrival(older, line);
        findings.push(Finding {
            class,
            rule: "surface",
            subject: line.item.path.clone(),
            message: format!("new: `{}`{}{why}", line.text, and_below(below)),
            older: None,
            newer: Some(newer.place(line)),
        });
    }
    super::sort(&mut findings);
    findings
}

fn and_below(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => ", with 1 line below it".to_owned(),
        count => format!(", with {count} lines below it"),
    }
}

/// The lines that the other list does not have, or not as often.
fn without<'a>(surface: &'a Surface, other: &Surface) -> Vec<&'a Line> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &other.lines {
        *left.entry(&line.text).or_default() += 1;
    }
    let lines = surface.lines.iter();
    lines
        .filter(|line| match left.get_mut(line.text.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

/// A line that goes and one that comes for the same item are one change.
fn pair_off(
    older: &Surface,
    newer: &Surface,
    gone: &mut Vec<&Line>,
    came: &mut Vec<&Line>,
    findings: &mut Vec<Finding>,
) {
    gone.retain(|line| {
        if matches!(line.item.kind, Kind::Trait | Kind::Block) {
            return true;
        }
        let same = |other: &&Line| {
            let kinds = [line.item.kind, other.item.kind];
            let block = kinds
                .iter()
                .any(|kind| matches!(kind, Kind::Trait | Kind::Block));
            other.item.path == line.item.path && !block
        };
        let Some(index) = came.iter().position(same) else {
            return true;
        };
        let now = came.remove(index);
        let (class, why) = replacement(&line.text, &now.text);
        findings.push(Finding {
            class,
            rule: "surface",
            subject: now.item.path.clone(),
            message: format!("`{}`, was `{}`{why}", now.text, line.text),
            older: Some(older.place(line)),
            newer: Some(newer.place(now)),
        });
        false
    });
}

/// What it means that a line reads differently.
fn replacement(before: &str, now: &str) -> (Class, &'static str) {
    if before.strip_prefix("#[non_exhaustive] ") == Some(now) {
        return (
            Class::Additive,
            ": it can be built and matched outside of the crate",
        );
    }
    if before.replacen("pub fn ", "pub const fn ", 1) == now {
        return (Class::Additive, ": it can be called in constants");
    }
    (Class::Breaking, "")
}

/// The lines that are told of, each with how many belong to it: what is gone with its type
/// needs no word of its own.
fn folded(lines: Vec<&Line>) -> Vec<(&Line, usize)> {
    let heads: BTreeSet<&str> = lines
        .iter()
        .filter(|line| {
            matches!(
                line.item.kind,
                Kind::Module | Kind::Struct | Kind::Enum | Kind::TraitItself
            )
        })
        .map(|line| line.item.path.as_str())
        .collect();
    // The outermost of them that a line belongs to.
    let head = |line: &Line| -> Option<String> {
        let path = line.item.path.as_str();
        let starts = path.match_indices("::").map(|(at, _)| at);
        let starts = starts.filter_map(|at| path.get(..at)).chain([path]);
        let found = starts.into_iter().find(|start| heads.contains(start))?;
        let itself = found == path && !matches!(line.item.kind, Kind::Trait | Kind::Block);
        (!itself).then(|| found.to_owned())
    };
    let mut below: BTreeMap<String, usize> = BTreeMap::new();
    let mut told = Vec::new();
    for line in lines {
        match head(line) {
            Some(head) => *below.entry(head).or_default() += 1,
            None => told.push(line),
        }
    }
    told.into_iter()
        .map(|line| {
            let count = match line.item.kind {
                Kind::Trait | Kind::Block => None,
                _ => below.remove(&line.item.path),
            };
            (line, count.unwrap_or_default())
        })
        .collect()
}

/// What a new line means: it depends on what its type promised before.
fn arrival(older: &Surface, line: &Line) -> (Class, &'static str) {
    let parent = line.item.parent();
    let closed = |kind: Kind| older.paths(move |item| item.kind == kind && !item.non_exhaustive);
    match line.item.kind {
        Kind::Member if closed(Kind::Enum).contains(parent) => {
            (Class::Breaking, ": a `match` without it no longer compiles")
        }
        Kind::Member if closed(Kind::Struct).contains(parent) => {
            // Fields that nobody sees are not listed: only one that is seen says that it could
            // be built.
            let members = older.paths(|item| item.kind == Kind::Member && item.parent() == parent);
            if members.is_empty() {
                (Class::Additive, "")
            } else {
                (
                    Class::Breaking,
                    ": where it is built from its fields, this one is missing",
                )
            }
        }
        Kind::Member if closed(Kind::Member).contains(parent) => (
            Class::Breaking,
            ": where the variant is built or matched, this field is missing",
        ),
        Kind::Function | Kind::Other if implementable(older).contains(parent) => (
            Class::Breaking,
            ": where the trait is implemented it may be missing, unless it has a body, which no list tells",
        ),
        Kind::Block => (Class::Cosmetic, ""),
        _ => (Class::Additive, ""),
    }
}

/// The traits that others can implement, as far as the list tells.
fn implementable(surface: &Surface) -> BTreeSet<&str> {
    let traits = surface.lines.iter();
    let traits = traits.filter(|line| line.item.kind == Kind::TraitItself);
    let traits = traits.filter(|line| !line.text.contains("sealed::"));
    traits.map(|line| line.item.path.as_str()).collect()
}
