//! The generated surface, as a text to review.

use std::path::Path;

use mureka_gen::regen::APIS;

#[test]
fn the_generated_surface_is_as_reviewed() {
    for api in APIS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../mureka-api/src/generated")
            .join(api);
        let sources: Vec<(&str, String)> = ["resources.rs", "raw.rs", "types.rs"]
            .into_iter()
            .map(|file| (file, std::fs::read_to_string(folder.join(file)).unwrap()))
            .collect();
        let sources = sources
            .iter()
            .map(|(file, source)| (*file, source.as_str()));
        let surface = mureka_gen::codegen::surface(sources).unwrap();
        insta::assert_snapshot!(api, surface);
    }
}

/// What each call is: method, path, cost, limits, statuses.
#[test]
fn the_operations_are_as_reviewed() {
    insta::assert_snapshot!(
        "useapi-operations",
        table(mureka_api::useapi::operations::ALL)
    );
    insta::assert_snapshot!(
        "cloudsway-operations",
        table(mureka_api::cloudsway::operations::ALL)
    );
}

fn table(operations: &[&mureka_api::Operation]) -> String {
    let mut out = String::new();
    for operation in operations {
        let statuses = |statuses: &[mureka_api::operation::StatusClass]| {
            statuses
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let parameters: Vec<String> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let optional = if parameter.required { "" } else { "?" };
                format!("{:?} {}{optional}", parameter.location, parameter.name)
            })
            .collect();
        out += &format!(
            "{} {}\n    {}.{} ({}){}\n    cost {:?}, repeat {:?}, spacing {:?}, slot {}, job {:?}\n    \
             cursor {:?}\n    body {:?}, parameters [{}]\n    {} | {}\n    page of {} {}\n",
            operation.method,
            operation.path,
            operation.resource,
            operation.rust_method,
            operation.id,
            if operation.deprecated {
                " deprecated"
            } else {
                ""
            },
            operation.cost,
            operation.repeat,
            operation.spacing,
            operation.slot,
            operation.job.map(|job| (job.poll, job.id)),
            operation.cursor.map(|cursor| (
                cursor.parameter,
                cursor.field,
                cursor.more,
                cursor.items
            )),
            operation.body,
            parameters.join(", "),
            statuses(operation.success),
            statuses(operation.errors),
            operation.page_date.unwrap_or("no date"),
            operation.docs,
        );
    }
    out
}
