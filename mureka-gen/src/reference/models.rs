//! Shapes of answers, with the statuses they are for.

use super::source::{Doubts, entities, prefix};
use super::{Model, statuses, typescript};

pub(super) use super::typescript::looks_like;

/// Most models that are kept of a page.
const MOST: usize = 100;

/// Reads the shapes of a text below a label; of code between fences, to the end.
pub(super) fn read(
    text: &str,
    at: usize,
    label: &str,
    whole: bool,
    doubts: &mut Doubts<'_>,
    models: &mut Vec<(Model, String)>,
) {
    let skipped = if whole {
        0
    } else {
        text.find('{').unwrap_or(0)
    };
    let code = text.get(skipped..).unwrap_or_default();
    let parsed = typescript::parse(&entities(code));
    let line = doubts
        .source
        .line(at + skipped + (code.len() - code.trim_start().len()));
    let empty = parsed.shapes.is_empty();
    let (statuses, failure) = of_label(label);
    for shape in parsed.shapes {
        if models.len() == MOST {
            let why = format!("only the first {MOST} are read");
            doubts.unread(at + skipped, "models", why);
        }
        if models.len() <= MOST {
            let model = Model {
                statuses: statuses.clone(),
                failure,
                shape,
                line,
            };
            models.push((model, prefix(label, 400).to_ascii_lowercase()));
        }
    }
    // Below code without fences, prose may follow.
    if let Some((offset, why)) = parsed.wrong.filter(|_| whole || empty) {
        doubts.unread(at + skipped + offset, "model in TypeScript", why);
    } else if empty {
        doubts.unread(at + skipped, "model in TypeScript", "no type stands there");
    }
}

/// Statuses that a label names, and whether it is about failures.
fn of_label(label: &str) -> (Vec<u16>, bool) {
    let label = label.trim_start();
    if let Some((code, _)) = statuses::label(label) {
        return (vec![code], code >= 400);
    }
    let bold = label
        .trim_start_matches(['*', '#', ' ', '-', '•'])
        .to_ascii_lowercase();
    let failure = ["error", "failure", "failed"]
        .iter()
        .any(|word| bold.starts_with(word));
    (Vec::new(), failure)
}

/// The models; where there are several without statuses, by the words above them.
pub(super) fn finish(models: Vec<(Model, String)>) -> Vec<Model> {
    let several = models.len() > 1;
    models
        .into_iter()
        .take(MOST)
        .map(|(mut model, label)| {
            if several && model.statuses.is_empty() && !model.failure {
                if label.contains("job created") || label.contains("201") {
                    model.statuses = vec![201];
                } else if label.contains("completed. returns") || label.contains("completed.") {
                    model.statuses = vec![200];
                }
            }
            model
        })
        .collect()
}
