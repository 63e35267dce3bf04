//! What an operation answers, as one shape for success and one for failure.

use super::merge;
use super::plain::Plain;
use crate::export::tree::{Map, Tree};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Gives every operation one shape of success, and `default` in the place of `4XX`, `5XX`.
pub fn convert(document: &mut Tree, plain: &mut Plain) {
    let whole = document.clone();
    let Some(paths) = document.get_mut("paths") else {
        return;
    };
    for (_, item) in paths.entries_mut() {
        for (method, operation) in item.entries_mut() {
            if let Some(responses) = operation.get_mut("responses").and_then(Tree::map_mut)
                && METHODS.contains(&method.as_str())
            {
                ranges(responses);
                successes(&whole, responses, plain);
            }
        }
    }
}

/// Not every generator reads a range of statuses; `default` all of them read.
fn ranges(responses: &mut Map) {
    let failures: Vec<Tree> = ["4XX", "5XX"]
        .into_iter()
        .filter_map(|range| responses.shift_remove(range))
        .collect();
    let Some(first) = failures.first() else {
        return;
    };
    let alike = failures.iter().all(|failure| failure == first);
    let shown = if alike {
        first.clone()
    } else {
        Tree::object([("description", "The call failed.".into())])
    };
    responses.entry("default".into()).or_insert(shown);
}

/// Most generators give an operation one type and read every success as that: an answer
/// 201 as what 200 means. Where the two differ, the type is both in one.
fn successes(whole: &Tree, responses: &mut Map, plain: &mut Plain) {
    let mut shapes: Vec<Tree> = Vec::new();
    let is_success = |status: &str| status.starts_with('2');
    for (status, response) in &*responses {
        let schema = whole
            .follow(response)
            .and_then(|response| response.at("/content/application~1json/schema"));
        if let Some(schema) = schema.filter(|_| is_success(status)) {
            let shape = plain.schema(schema);
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
    }
    let mut shapes = shapes.into_iter();
    let Some(first) = shapes.next() else { return };
    let Some(both) = shapes.next().map(|second| pair(plain, &first, &second)) else {
        return;
    };
    let all = shapes.fold(both, |both, next| pair(plain, &both, &next));
    for (status, response) in responses {
        if !is_success(status) {
            continue;
        }
        if let Some(shown) = whole.follow(response) {
            *response = shown.clone();
        }
        let json = response
            .get_mut("content")
            .and_then(|content| content.get_mut("application/json"))
            .and_then(Tree::map_mut);
        if let Some(json) = json {
            json.insert("schema".into(), all.clone());
        }
    }
}

fn pair(plain: &mut Plain, one: &Tree, other: &Tree) -> Tree {
    let name = match (merge::title(one), merge::title(other)) {
        (Some(one), Some(other)) => format!("{one}Or{other}"),
        _ => "Answer".to_owned(),
    };
    merge::named(plain, &name, one, other)
}
