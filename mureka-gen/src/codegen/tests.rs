//! A module for the tests: every type and every call by name, so that a new
//! operation is tested without an edit.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::{ident, rust_type};
use super::{parameters_type, response_type};
use crate::api::{Api, Body, Operation, Status};

/// The module of one client.
pub fn tables(name: &str, api: &Api) -> TokenStream {
    let client = format_ident!("{name}");
    let mut types: BTreeSet<&str> = BTreeSet::new();
    for operation in &api.operations {
        for answer in operation.success.iter().chain(&operation.errors) {
            types.extend(answer.schema.as_deref());
        }
        if let Body::Json { schema, .. } | Body::Multipart { schema, .. } = &operation.body {
            types.insert(schema);
        }
        types.extend(operation.job.as_ref().and_then(|job| {
            let poll = api.operation(&job.poll)?;
            poll.success
                .iter()
                .find_map(|answer| answer.schema.as_deref())
        }));
    }
    let names = types.iter();
    let round_trips = types.iter().map(|schema| {
        let ty = format_ident!("{schema}");
        quote!(#schema => round_trip::<types::#ty>(json),)
    });
    let schemas = types.iter().map(|schema| {
        let ty = format_ident!("{schema}");
        quote!(#schema => schema::<types::#ty>(),)
    });
    let errors: BTreeSet<&str> = api
        .operations
        .iter()
        .flat_map(|operation| &operation.errors)
        .filter_map(|answer| answer.schema.as_deref())
        .collect();
    let errors = errors.iter().map(|schema| {
        let ty = format_ident!("{schema}");
        quote!(error.typed::<types::#ty>().is_some().then_some(#schema))
    });
    let responses = api.operations.iter().flat_map(|operation| {
        operation
            .success
            .iter()
            .chain(&operation.errors)
            .filter_map(move |answer| {
                let schema = answer.schema.as_deref()?;
                let id = &operation.id;
                let status = answer.status.to_string();
                Some(quote!((#id, #status, #schema)))
            })
    });
    let requests = api
        .operations
        .iter()
        .filter_map(|operation| match &operation.body {
            Body::Json { schema, .. } | Body::Multipart { schema, .. } => {
                let id = &operation.id;
                Some(quote!((#id, #schema)))
            }
            _ => None,
        });
    let checks = checks(api);
    let calls = api.operations.iter().map(call);
    quote! {
        //! Every type and every call of the client by name.
        #![allow(deprecated, reason = "deprecated calls are tested like the others")]
        use mureka_api::#client::{Client, types};
        use mureka_api::Error;

        use crate::calls::{Input, Outcome, RoundTrip, problems, round_trip, schema};
        use serde_json::Value;

        /// Types of bodies, sent or answered.
        pub const TYPES: &[&str] = &[#(#names),*];

        /// Operation, status, type of the body.
        pub const RESPONSES: &[(&str, &str, &str)] = &[#(#responses),*];

        /// Operation, type of the body.
        pub const REQUESTS: &[(&str, &str)] = &[#(#requests),*];

        /// JSON into the type of that name and back.
        pub fn through(type_name: &str, json: &[u8]) -> Result<RoundTrip, String> {
            match type_name {
                #(#round_trips)*
                _ => Err(format!("no type `{type_name}`")),
            }
        }

        #checks

        /// The JSON Schema of the type of that name, as `schemars` derives it.
        pub fn schema_of(type_name: &str) -> Value {
            match type_name {
                #(#schemas)*
                _ => panic!("no type `{type_name}`"),
            }
        }

        /// The name of the documented type that the body of an error was read as.
        pub fn type_of_error(error: &Error) -> Option<&'static str> {
            [#(#errors),*].into_iter().flatten().next()
        }

        /// Calls an operation by its id.
        pub async fn call(client: &Client, operation: &str, input: Input) -> Result<Outcome, Error> {
            let raw = client.raw();
            match operation {
                #(#calls)*
                _ => panic!("no operation `{operation}`"),
            }
        }
    }
}

/// What the bodies of requests find wrong with themselves, by name.
fn checks(api: &Api) -> TokenStream {
    let bodies: BTreeSet<&str> = api
        .operations
        .iter()
        .filter_map(|operation| match &operation.body {
            Body::Json { schema, .. } | Body::Multipart { schema, .. } => Some(schema.as_str()),
            _ => None,
        })
        .collect();
    let checks = bodies.iter().map(|schema| {
        let ty = format_ident!("{schema}");
        quote!(#schema => problems::<types::#ty>(json),)
    });
    quote! {
        /// What the request of that name finds wrong with itself.
        pub fn check(type_name: &str, json: &[u8]) -> Result<Vec<String>, String> {
            match type_name {
                #(#checks)*
                _ => Err(format!("no request `{type_name}`")),
            }
        }
    }
}

fn call(operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let method = ident(id);
    let mut arguments = Vec::new();
    for parameter in &operation.path_parameters {
        let wire = &parameter.name;
        if parameter.rust == "String" {
            arguments.push(quote!(&input.path::<String>(#wire)));
        } else {
            let rust = rust_type(&parameter.rust, "types::");
            arguments.push(quote!(&input.path::<#rust>(#wire)));
        }
    }
    if !operation.query.is_empty() {
        let parameters = format_ident!("{}", parameters_type(operation));
        arguments.push(quote!(&input.query::<types::#parameters>()));
    }
    match &operation.body {
        Body::None => {}
        Body::Json { schema, .. } => {
            let schema = format_ident!("{schema}");
            arguments.push(quote!(&input.body::<types::#schema>()));
        }
        Body::Multipart { schema, .. } => {
            let schema = format_ident!("{schema}");
            arguments.push(quote!(&input.body::<types::#schema>()));
            arguments.push(quote!(input.upload()));
        }
        Body::Binary { .. } => arguments.push(quote!(input.upload())),
    }
    let outcome = if operation.success.len() > 1 {
        let response = format_ident!("{}", response_type(id));
        let arms = operation.success.iter().map(|answer| {
            let variant = super::client::success_variant(answer.status);
            let ident = format_ident!("{variant}");
            let status = match answer.status {
                Status::Code(code) => code,
                Status::Class(class) => class * 100,
            };
            match &answer.schema {
                Some(_) => quote!(types::#response::#ident(value) => Outcome::new(#status, &response, value),),
                None => quote!(types::#response::#ident => Outcome::new(#status, &response, &()),),
            }
        });
        quote!(match &*response { #(#arms)* other => panic!("a variant without a status: {other:?}"), })
    } else {
        let status = match operation.success.first().map(|answer| answer.status) {
            Some(Status::Code(code)) => code,
            _ => 200,
        };
        quote!(Outcome::new(#status, &response, &*response))
    };
    quote! {
        #id => {
            let response = raw.#method(#(#arguments),*).await?;
            Ok(#outcome)
        }
    }
}
