//! Where the pieces of a scaffold go.

use super::names::{self, Title};
use super::yaml::{self, Item, Yaml};
use super::{Chunk, ScaffoldError, Target, place};
use crate::api::{Api, Body, Operation};
use crate::document::{Document, escape};
use crate::reference::Endpoint;

pub fn tag(document: &Document, title: &Title) -> Result<Chunk, ScaffoldError> {
    let lines = document.text().lines().collect::<Vec<_>>();
    let block = place::block(document, "/tags").ok_or_else(|| missing(document, "tags"))?;
    let indent = lines
        .get(block.start + 1)
        .map_or(2, |line| place::indentation(line));
    let items = vec![
        Item::text("name", &title.tag),
        Item::text(
            "description",
            format!("{}.", names::sentence(&names::spoken(&title.tag))),
        ),
    ];
    let margin = " ".repeat(indent);
    let mut out = vec![format!(
        "{margin}# decide: a new resource, or one of those above"
    )];
    for (index, line) in Yaml::lines(&items, 0).iter().enumerate() {
        let dash = if index == 0 { "- " } else { "  " };
        out.push(format!("{margin}{dash}{line}"));
    }
    Ok(Chunk {
        target: Target::Tag(title.tag.clone()),
        line: block.end + 1,
        replaces: 0,
        lines: out,
    })
}

fn missing(document: &Document, what: &str) -> ScaffoldError {
    ScaffoldError::NoPlace {
        what: format!(
            "{}: there is no `{what}` in lines of its own to put anything into; write it out first",
            document.name()
        ),
    }
}

pub fn operation(
    document: &Document,
    api: &Api,
    endpoint: &Endpoint,
    path: &str,
    present: Option<&Operation>,
    title: &Title,
    items: &[Item],
) -> Result<Chunk, ScaffoldError> {
    let method = endpoint.method.to_ascii_lowercase();
    let target = Target::Operation(endpoint.method.clone(), path.to_owned());
    if let Some(operation) = present {
        let item = format!("/paths/{}", escape(&operation.path));
        let block = place::block(document, &operation.pointer)
            .filter(|_| {
                place::is_block(document, &item) && place::is_block(document, &operation.pointer)
            })
            .ok_or_else(|| missing(document, &operation.path))?;
        let indent = indent_at(document, block.start);
        let mut lines = vec![format!("{}{method}:", " ".repeat(indent))];
        lines.extend(Yaml::lines(items, indent + 2));
        return Ok(Chunk {
            target,
            line: block.start + 1,
            replaces: block.len(),
            lines,
        });
    }
    let item = format!("/paths/{}", escape(path));
    if document.key_line(&item).is_some() {
        let block = place::block(document, &item)
            .filter(|_| place::is_block(document, &item))
            .ok_or_else(|| missing(document, path))?;
        let first = document
            .keys(&item)
            .first()
            .and_then(|key| document.key_line(&format!("{item}/{}", escape(key))))
            .unwrap_or(block.start + 2);
        let indent = indent_at(document, first.saturating_sub(1));
        let mut lines = vec![String::new(), format!("{}{method}:", " ".repeat(indent))];
        lines.extend(Yaml::lines(items, indent + 2));
        return Ok(Chunk {
            target,
            line: block.end + 1,
            replaces: 0,
            lines,
        });
    }
    if !place::is_block(document, "/paths") {
        return Err(missing(document, "paths"));
    }
    // Behind the last call of its resource, where there is one.
    let before = api
        .operations
        .iter()
        .rev()
        .find(|operation| operation.resource == title.tag);
    let before = before
        .or(api.operations.last())
        .map(|operation| operation.path.as_str());
    let block = before
        .and_then(|path| place::block(document, &format!("/paths/{}", escape(path))))
        .ok_or_else(|| missing(document, "paths"))?;
    let indent = indent_at(document, block.start);
    let margin = " ".repeat(indent);
    let mut lines = vec![
        String::new(),
        format!("{margin}{}:", yaml::quoted(path)),
        format!("{margin}  {method}:"),
    ];
    lines.extend(Yaml::lines(items, indent + 4));
    Ok(Chunk {
        target,
        line: block.end + 1,
        replaces: 0,
        lines,
    })
}

fn indent_at(document: &Document, line: usize) -> usize {
    document
        .text()
        .lines()
        .nth(line)
        .map_or(0, place::indentation)
}

/// The schema that new ones are put behind: the request of the call before.
pub fn beside(
    document: &Document,
    present: Option<&Operation>,
    title: &Title,
    api: &Api,
) -> Option<String> {
    let last = api
        .operations
        .iter()
        .rev()
        .filter(|operation| operation.resource == title.tag);
    present
        .into_iter()
        .chain(last)
        .find_map(|operation| match &operation.body {
            Body::Json { schema, .. } | Body::Multipart { schema, .. } => Some(schema.clone()),
            _ => operation
                .success
                .iter()
                .find_map(|answer| answer.schema.clone()),
        })
        .filter(|name| {
            document
                .key_line(&format!("/components/schemas/{}", escape(name)))
                .is_some()
        })
}

pub fn schema(
    document: &Document,
    name: &str,
    items: &[Item],
    beside: Option<&str>,
) -> Result<Chunk, ScaffoldError> {
    let at = |name: &str| format!("/components/schemas/{}", escape(name));
    if !place::is_block(document, "/components/schemas") {
        return Err(missing(document, "components: schemas"));
    }
    let target = Target::Schema(name.to_owned());
    let print = |indent: usize| {
        // What is to be decided about a schema stands above it.
        let (notes, items): (Vec<&Item>, Vec<&Item>) = {
            let first = items
                .iter()
                .take_while(|item| matches!(item, Item::Note(_)))
                .count();
            (
                items.iter().take(first).collect(),
                items.iter().skip(first).collect(),
            )
        };
        let own = |items: Vec<&Item>| items.into_iter().cloned().collect::<Vec<_>>();
        let mut lines = Yaml::lines(&own(notes), indent);
        lines.push(format!("{}{name}:", " ".repeat(indent)));
        lines.extend(Yaml::lines(&own(items), indent + 2));
        lines
    };
    if let Some(block) = place::block(document, &at(name)) {
        return Ok(Chunk {
            target,
            line: block.start + 1,
            replaces: block.len(),
            lines: print(indent_at(document, block.start)),
        });
    }
    let last = document
        .keys("/components/schemas")
        .last()
        .copied()
        .unwrap_or_default()
        .to_owned();
    let block = place::block(document, &at(beside.unwrap_or(&last)))
        .ok_or_else(|| missing(document, "components: schemas"))?;
    let mut lines = vec![String::new()];
    lines.extend(print(indent_at(document, block.start)));
    Ok(Chunk {
        target,
        line: block.end + 1,
        replaces: 0,
        lines,
    })
}

/// New fields of a schema, behind those that it has.
pub fn fields_of(
    document: &Document,
    name: &str,
    fields: &[(String, Vec<Item>)],
) -> Result<Chunk, ScaffoldError> {
    let schema = format!("/components/schemas/{}", escape(name));
    let at = format!("{schema}/properties");
    let items: Vec<Item> = fields.iter().flat_map(|(_, items)| items.clone()).collect();
    let mut lines = Vec::new();
    let (block, indent) = match place::block(document, &at) {
        Some(block) if place::is_block(document, &at) => {
            let indent = indent_at(document, block.start) + 2;
            (block, indent)
        }
        None if place::is_block(document, &schema) => {
            let block = place::block(document, &schema).unwrap_or_default();
            let indent = indent_at(document, block.start) + 4;
            lines.push(format!("{}properties:", " ".repeat(indent - 2)));
            (block, indent)
        }
        _ => return Err(missing(document, &format!("properties of {name}"))),
    };
    lines.push(format!("{}# decide: new on the page", " ".repeat(indent)));
    lines.extend(Yaml::lines(&items, indent));
    Ok(Chunk {
        target: Target::Fields(name.to_owned()),
        line: block.end + 1,
        replaces: 0,
        lines,
    })
}

/// New values of an enum, before those that it has: the newest stand first.
pub fn values_of(
    document: &Document,
    name: &str,
    values: &[String],
) -> Result<Chunk, ScaffoldError> {
    let at = format!("/components/schemas/{}/enum", escape(name));
    let block = place::block(document, &at).ok_or_else(|| missing(document, "enum"))?;
    let indent = indent_at(document, block.start);
    let margin = " ".repeat(indent);
    let target = Target::Values(name.to_owned());
    let decide = format!("{margin}  # decide: new on the page");
    let entry = |value: &str| format!("{margin}  - {}", yaml::quoted(value));
    let first = document.text().lines().nth(block.start).unwrap_or_default();
    if first.trim() == "enum:" {
        let new = values.iter().map(|value| entry(value));
        return Ok(Chunk {
            target,
            line: block.start + 2,
            replaces: 0,
            lines: [decide].into_iter().chain(new).collect(),
        });
    }
    // All on one line: it is written anew, one below the other.
    let known = document
        .value()
        .pointer(&at)
        .and_then(serde_json::Value::as_array);
    let known = known
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_str);
    let mut lines = vec![format!("{margin}enum:"), decide];
    lines.extend(values.iter().map(String::as_str).chain(known).map(entry));
    Ok(Chunk {
        target,
        line: block.start + 1,
        replaces: block.len(),
        lines,
    })
}
