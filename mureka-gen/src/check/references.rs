//! Every `$ref` leads somewhere inside the document, and not in a circle.

use serde_json::Value;

use super::walk::{Keys, walk};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::document::Document;

/// More references than this one after the other are followed by nobody.
const LONGEST: usize = 32;

pub fn check(document: &Document, diagnostics: &mut Diagnostics) {
    walk(document.value(), &mut |at, map, keys| {
        if keys == Keys::Words
            && !diagnostics.is_full()
            && let Some(reference) = map.get("$ref")
        {
            one(document, reference, map.len(), at, diagnostics);
        }
    });
}

fn one(
    document: &Document,
    reference: &Value,
    siblings: usize,
    at: &str,
    diagnostics: &mut Diagnostics,
) {
    let pointer = format!("{at}/$ref");
    let Some(text) = reference.as_str() else {
        diagnostics.push(
            document,
            Diagnostic::new(
                "invalid-ref",
                pointer,
                "`$ref` is not text",
                "write `$ref: '#/components/…'`",
            ),
        );
        return;
    };
    if siblings > 1 {
        diagnostics.push(
            document,
            Diagnostic::new(
                "ref-with-siblings",
                &pointer,
                format!("what stands beside `$ref: {text}` is ignored by every OpenAPI 3.0 reader"),
                "write `allOf: [{$ref: …}]` with the other keys beside `allOf`",
            ),
        );
    }
    let Some(local) = text.strip_prefix('#') else {
        diagnostics.push(
            document,
            Diagnostic::new(
                "external-ref",
                pointer,
                format!("`{text}` leads out of the document"),
                "copy the shape under `components`; a document here is one file",
            ),
        );
        return;
    };
    match document.value().pointer(local) {
        None => {
            let (parent, name) = local.rsplit_once('/').unwrap_or(("", local));
            let known = document.value().pointer(parent).and_then(Value::as_object);
            let suggestion =
                known.and_then(|known| nearest(name, known.keys().map(String::as_str)));
            let mut diagnostic = Diagnostic::new(
                "unresolved-ref",
                pointer,
                format!("`{text}` does not exist"),
                "define it there, or correct the name",
            );
            if let Some(suggestion) = suggestion {
                diagnostic = diagnostic.label(format!("did you mean `{suggestion}`?"));
            }
            diagnostics.push(document, diagnostic);
        }
        Some(_) => chain(document, text, pointer, diagnostics),
    }
}

/// References that lead to references: not in a circle, and not too far. A chain
/// that breaks is reported where it breaks.
fn chain(document: &Document, first: &str, pointer: String, diagnostics: &mut Diagnostics) {
    let mut seen = vec![first];
    while let Some(next) = seen
        .last()
        .and_then(|last| document.value().pointer(last.strip_prefix('#')?))
        .and_then(|target| target.get("$ref")?.as_str())
    {
        let circular = seen.contains(&next);
        if !circular && seen.len() < LONGEST {
            seen.push(next);
            continue;
        }
        let (message, remedy) = if circular {
            (
                format!("`{first}` leads back to itself through references alone"),
                "let one of them be a schema of its own",
            )
        } else {
            (
                format!("`{first}` leads through more than {LONGEST} references"),
                "refer to what stands at the end of them",
            )
        };
        diagnostics.push(
            document,
            Diagnostic::new("circular-ref", pointer, message, remedy),
        );
        return;
    }
}
