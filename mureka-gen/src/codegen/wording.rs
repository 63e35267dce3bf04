//! What the generated documentation says: the document's words, and what follows
//! from its extensions.

use std::fmt::Write;

use super::{example, member};
use crate::api::{Api, Body, Cost, Field, Operation, Resource};

/// Of a schema.
pub fn schema(api: &Api, name: &str) -> String {
    match api.descriptions.get(name).filter(|text| !text.is_empty()) {
        Some(text) => indented(text),
        None => format!(" `{name}` of the {}.", api.title),
    }
}

/// Of a resource.
pub fn resource(resource: &Resource) -> String {
    if resource.description.is_empty() {
        return format!(" The calls of {}.", code(&resource.name));
    }
    indented(&resource.description)
}

/// Of a field.
pub fn field(api: &Api, field: &Field) -> String {
    if !field.description.is_empty() {
        return indented(&field.description);
    }
    let inner = field.rust.trim_start_matches("Vec<").trim_end_matches('>');
    let of_type = api
        .descriptions
        .get(inner)
        .and_then(|text| text.lines().next());
    match of_type.filter(|text| !text.is_empty()) {
        Some(text) => format!(" {}", text.trim_end_matches(':')),
        None => format!(" {}.", code(&field.name)),
    }
}

/// Of a field, behind another sentence.
pub fn after(field: &Field) -> String {
    if field.description.is_empty() {
        return String::new();
    }
    format!("\n\n{}", indented(&field.description))
}

/// Of the struct of query parameters.
pub fn parameters(operation: &Operation) -> String {
    format!(
        " Parameters of [`{id}`](super::raw::Raw::{id}): {}",
        lower_first(&operation.summary),
        id = member(&operation.id)
    )
}

/// Of a method of `Raw`: short, the resource's method says the rest.
pub fn raw_method(operation: &Operation) -> String {
    let resource = resource_type(&operation.resource);
    let mut doc = format!(
        " `{} {}`: {}\n\n What it costs, its limits and errors: [`{resource}::{method}`](super::resources::{resource}::{method}).",
        operation.method,
        operation.path,
        lower_first(&operation.summary),
        method = operation.rust_method,
    );
    if operation.deprecated {
        doc.push_str(" The vendor calls it legacy.");
    }
    doc
}

/// Of a method of a resource: everything a caller must know.
pub fn method(name: &str, api: &Api, operation: &Operation) -> String {
    let mut doc = format!(
        " {}\n\n{}",
        sentence(&operation.summary),
        indented(&operation.description)
    );
    if let Body::Binary { media_type } = &operation.body {
        let _ = write!(
            doc,
            "\n\n The body goes out as `{media_type}`, streamed, with its length."
        );
    }
    if operation.cursor.is_some() {
        doc.push_str(
            "\n\n It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and\n \
             [`pages`](crate::Pages::pages) are streams of all there is.",
        );
    }
    if let Some(upload) = &operation.upload {
        let formats = upload.formats.join(", ");
        let _ = write!(doc, "\n\n Checked before it is sent: {formats}");
        if let Some(bytes) = upload.bytes {
            let _ = write!(doc, ", at most {bytes} bytes");
        }
        doc.push('.');
    }
    doc.push_str("\n\n # Cost\n\n ");
    doc.push_str(match operation.cost {
        Cost::Free => "Free.",
        Cost::Paid => "Paid with every accepted call.",
        Cost::Undocumented => "Not documented: treat it as paid.",
    });
    doc.push_str(match operation.repeat {
        crate::api::Repeat::Safe => " Safe to repeat.",
        crate::api::Repeat::Unsafe => " Not safe to repeat unless it surely was not accepted.",
    });
    if let Some(seconds) = operation.spacing {
        let plural = if seconds == 1 { "second" } else { "seconds" };
        let _ = write!(
            doc,
            " At least {seconds} {plural} between two calls on one account."
        );
    }
    match operation.slots {
        None => {}
        Some(1) => doc.push_str(" Takes the account's only slot while it runs."),
        Some(slots) => {
            let _ = write!(
                doc,
                " Takes one of the account's {slots} slots while it runs."
            );
        }
    }
    doc.push_str("\n\n # Errors\n");
    for answer in &operation.errors {
        let _ = write!(doc, "\n - `{}`", answer.status);
        if let Some(schema) = &answer.schema {
            let _ = write!(doc, " ([`{schema}`](super::types::{schema}))");
        }
        let meaning = first_sentence(&answer.description);
        if !meaning.is_empty() {
            let _ = write!(doc, ": {meaning}");
        }
    }
    doc.push_str(
        "\n\n The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else\n \
         comes is an [`Error`](crate::Error) too, with status, headers and body.",
    );
    let _ = write!(
        doc,
        "\n\n # Example\n\n ```no_run\n{}\n ```",
        example::call(name, api, operation)
    );
    let date = operation
        .page_date
        .as_ref()
        .map(|date| format!(", page of {date}"))
        .unwrap_or_default();
    let _ = write!(doc, "\n\n [Vendor's page]({}){date}.", operation.docs);
    doc
}

/// `songs` → `Songs`.
pub fn resource_type(resource: &str) -> String {
    super::pascal(resource)
}

/// A name or a value of the document between backticks.
pub fn code(text: &str) -> String {
    if text.contains('`') {
        return format!("`` {text} ``");
    }
    format!("`{text}`")
}

/// Up to the first full stop or the end of the paragraph.
fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => line,
    }
}

/// Doc comments start with a space.
fn indented(text: &str) -> String {
    text.lines()
        .map(|line| {
            if line.trim().is_empty() {
                String::new()
            } else {
                format!(" {}", line.trim_end().replace('\t', " "))
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    sentence(&first.into_iter().chain(letters).collect::<String>())
}
