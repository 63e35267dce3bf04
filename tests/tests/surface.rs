//! The generated surface, as a text to review.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use mureka_gen::api::Shape;
use mureka_gen::regen::{APIS, load};
use mureka_gen::{Api, check};

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

/// Which calls make records, show them and take them away: what the mock server goes by.
#[test]
fn the_stores_are_as_reviewed() {
    let mut out = String::new();
    for api in APIS {
        for operation in read(api).operations {
            let Some(store) = operation.store else {
                continue;
            };
            out += &format!(
                "{:10} {:6} {:22} id {:13} by {:9} own {:7} sets {:?}\n",
                store.name,
                format!("{:?}", store.action),
                operation.id,
                store.id.map_or("-".to_owned(), |id| id.join(".")),
                store.by.unwrap_or("-".to_owned()),
                store.own.unwrap_or("-".to_owned()),
                store.sets,
            );
        }
    }
    insta::assert_snapshot!(out);
}

/// A server that imitates the vendor needs them by name, not from a sentence.
#[test]
fn the_documented_codes_of_a_broken_account_are_values_of_an_enum() {
    let api = read("useapi");
    let Some(Shape::Struct { fields, .. }) = api.shapes.get("AccountError") else {
        panic!("an object with fields");
    };
    let code = fields.iter().find(|field| field.name == "code").unwrap();
    let Some(Shape::OpenEnum { values, .. }) = api.shapes.get(&code.rust) else {
        panic!("an enum: {code:?}");
    };
    assert_eq!(
        *values,
        [
            "ACCOUNT_ERROR",
            "REFRESH_FAILED",
            "REFRESH_IN_PROGRESS",
            "SESSION_EXPIRED",
            "COOKIE_EXPIRED"
        ]
    );
}

fn read(api: &str) -> Api {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    check(&load(&root, api).unwrap()).unwrap()
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
        let fields: Vec<String> = operation
            .fields
            .iter()
            .map(|field| format!("{}{}", field.name, if field.required { "" } else { "?" }))
            .collect();
        out += &format!(
            "{} {}\n    {}.{} ({}){}\n    cost {:?}, repeat {:?}, spacing {:?}, slots {:?}, retention {:?}, job {:?}\n    \
             cursor {:?}\n    body {:?}{}, parameters [{}], fields [{}]\n    {}{} | {}\n    page of {} {}\n",
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
            operation.slots,
            operation.retention,
            operation.job.map(|job| (job.poll, job.id)),
            operation.cursor.map(|cursor| (
                cursor.parameter,
                cursor.field,
                cursor.more,
                cursor.items
            )),
            operation.body,
            operation.upload.map_or(String::new(), |upload| {
                format!(
                    " of {} up to {:?} bytes",
                    upload.formats.join(", "),
                    upload.bytes
                )
            }),
            parameters.join(", "),
            fields.join(", "),
            statuses(operation.success),
            operation.accepted.map_or(String::new(), |accepted| {
                format!(" if {} is {}", accepted.field, accepted.value)
            }),
            statuses(operation.errors),
            operation.page_date.unwrap_or("no date"),
            operation.docs,
        );
    }
    out
}
