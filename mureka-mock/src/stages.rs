//! The states of jobs, as the documents list them.

use mureka_gen::Api;
use mureka_gen::api::Shape;

/// The states in which a job has its result.
pub(crate) const DONE: [&str; 2] = ["completed", "succeeded"];

/// The states from the one that jobs begin with to the one before the end.
pub(crate) fn of(api: &Api, begins: Option<&str>) -> Vec<String> {
    let Some(begins) = begins else {
        return Vec::new();
    };
    let path = |values: &Vec<String>| -> Option<Vec<String>> {
        let first = values.iter().position(|value| value == begins)?;
        let end = values
            .iter()
            .position(|value| DONE.contains(&value.as_str()))?;
        Some(values.get(first..end)?.to_vec())
    };
    let found = api.shapes.values().filter_map(values).find_map(path);
    found.unwrap_or_else(|| vec![begins.to_owned()])
}

/// The states in which jobs end without a result.
pub(crate) fn failures(api: &Api) -> Vec<String> {
    let shapes = api.shapes.values().filter_map(values);
    shapes
        .filter_map(|values| {
            let is_done = |value: &String| DONE.contains(&value.as_str());
            let done = values.iter().position(is_done)?;
            Some(&values[done + 1..])
        })
        .flatten()
        .cloned()
        .collect()
}

fn values(shape: &Shape) -> Option<&Vec<String>> {
    match shape {
        Shape::OpenEnum { values, .. } | Shape::ClosedEnum { values } => Some(values),
        _ => None,
    }
}
