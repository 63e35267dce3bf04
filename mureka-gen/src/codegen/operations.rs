//! The table of operations: what the client must know of each besides its types.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::constant;
use crate::api::{
    Api, Body, Cost, Field, Operation, Repeat, Shape, States, Status, Store, StoreAction,
};
use crate::check::{innermost, parts};

/// The module `operations`: a constant per operation and a list of all.
pub fn table(api: &Api) -> TokenStream {
    let names: Vec<_> = api
        .operations
        .iter()
        .map(|operation| format_ident!("{}", constant(&operation.id)))
        .collect();
    let entries = api.operations.iter().zip(&names).map(|(operation, name)| {
        let doc = format!(
            " `{} {}`: {}",
            operation.method, operation.path, operation.summary
        );
        let value = entry(api, operation);
        quote! {
            #[doc = #doc]
            pub static #name: Operation = #value;
        }
    });
    let any = |test: &dyn Fn(&Operation) -> bool| api.operations.iter().any(test);
    let mut names_used = vec![
        quote!(Body),
        quote!(Cost),
        quote!(Operation),
        quote!(Repeat),
        quote!(StatusClass),
    ];
    let is_checked = |answer: &crate::api::Answer| answer.accepted_if.is_some();
    if any(&|operation| operation.success.iter().any(is_checked)) {
        names_used.push(quote!(Accepted));
    }
    if any(&|operation| operation.cursor.is_some()) {
        names_used.push(quote!(Cursor));
    }
    if any(&|operation| !fields(api, operation).is_empty()) {
        names_used.push(quote!(Field));
    }
    if any(&|operation| operation.job.is_some()) {
        names_used.push(quote!(JobClass));
    }
    if any(&|operation| operation.states.is_some()) {
        names_used.push(quote!(JobStates));
    }
    if any(&|operation| !operation.path_parameters.is_empty() || !operation.query.is_empty()) {
        names_used.push(quote!(Location));
        names_used.push(quote!(Parameter));
    }
    if any(&|operation| operation.upload.is_some()) {
        names_used.push(quote!(UploadLimits));
    }
    let timed = |operation: &Operation| operation.spacing.or(operation.retention).is_some();
    let duration = any(&timed).then(|| {
        quote!(
            use std::time::Duration;
        )
    });
    let uses = [
        Some(quote!(use crate::operation::{#(#names_used),*};)),
        duration,
    ];
    let uses = uses.iter().flatten();
    let doc = format!(
        " What is known of each operation of the {}: its cost, its limits, its",
        api.title
    );
    quote! {
        #![doc = #doc]
        //! statuses.
        #(#uses)*

        /// Every operation, in the order of the document.
        pub static ALL: &[&Operation] = &[#(&#names),*];

        #(#entries)*
    }
}

#[allow(clippy::too_many_lines, reason = "one line for each field of a table")]
fn entry(api: &Api, operation: &Operation) -> TokenStream {
    let Operation {
        id,
        resource,
        rust_method,
        method,
        path,
        summary,
        docs,
        deprecated,
        ..
    } = operation;
    let page_date = option(operation.page_date.as_ref(), |date| quote!(#date));
    let cost = match operation.cost {
        Cost::Free => quote!(Cost::Free),
        Cost::Paid => quote!(Cost::Paid),
        Cost::Undocumented => quote!(Cost::Undocumented),
    };
    let repeat = match operation.repeat {
        Repeat::Safe => quote!(Repeat::Safe),
        Repeat::Unsafe => quote!(Repeat::Unsafe),
    };
    let duration = |seconds| {
        let seconds = number(seconds);
        quote!(Duration::from_secs(#seconds))
    };
    let spacing = option(operation.spacing, duration);
    let slots = option(operation.slots, number);
    let retention = option(operation.retention, duration);
    let job = option(operation.job.as_ref(), |job| {
        let (poll, id) = (format_ident!("{}", constant(&job.poll)), &job.id);
        let list = option(list_of_jobs(api), |list| {
            let list = format_ident!("{}", constant(&list.id));
            quote!(&#list)
        });
        quote!(JobClass { poll: &#poll, id: #id, list: #list })
    });
    let states = option(operation.states.as_ref(), states);
    let cursor = option(operation.cursor.as_ref(), |cursor| {
        let (parameter, field, items) = (&cursor.parameter, &cursor.field, &cursor.items);
        let more = option(cursor.more.as_ref(), |more| quote!(#more));
        quote!(Cursor { parameter: #parameter, field: #field, more: #more, items: #items })
    });
    let upload = option(operation.upload.as_ref(), |upload| {
        let formats = &upload.formats;
        let bytes = option(upload.bytes, number);
        quote!(UploadLimits { formats: &[#(#formats),*], bytes: #bytes })
    });
    let statuses = |answers: &[crate::api::Answer]| {
        let statuses = answers.iter().map(|answer| match answer.status {
            Status::Code(code) => quote!(StatusClass::Code(#code)),
            Status::Class(class) => quote!(StatusClass::Hundred(#class)),
        });
        quote!(&[#(#statuses),*])
    };
    let success = statuses(&operation.success);
    let errors = statuses(&operation.errors);
    let body = match &operation.body {
        Body::None => quote!(Body::None),
        Body::Json { .. } => quote!(Body::Json),
        Body::Multipart { file, .. } => quote!(Body::Multipart(#file)),
        Body::Binary { media_type } => quote!(Body::Binary(#media_type)),
    };
    let accepted = operation
        .success
        .iter()
        .find_map(|answer| answer.accepted_if.as_ref());
    let accepted = option(accepted, |(field, value)| {
        let value = Literal::i64_unsuffixed(*value);
        quote!(Accepted { field: #field, value: #value })
    });
    let fields = fields(api, operation).into_iter().map(|field| {
        let (name, required) = (&field.name, field.required);
        quote!(Field { name: #name, required: #required })
    });
    let secrets = secrets(api, operation);
    let secrets = secrets.iter();
    let parameters = operation
        .path_parameters
        .iter()
        .map(|parameter| (quote!(Location::Path), parameter, true))
        .chain(
            operation
                .query
                .iter()
                .map(|parameter| (quote!(Location::Query), parameter, parameter.required)),
        )
        .map(|(location, parameter, required)| {
            let name = &parameter.name;
            quote!(Parameter { name: #name, location: #location, required: #required })
        });
    quote! {
        Operation {
            id: #id,
            resource: #resource,
            rust_method: #rust_method,
            method: #method,
            path: #path,
            summary: #summary,
            docs: #docs,
            page_date: #page_date,
            deprecated: #deprecated,
            cost: #cost,
            repeat: #repeat,
            spacing: #spacing,
            slots: #slots,
            retention: #retention,
            job: #job,
            states: #states,
            cursor: #cursor,
            upload: #upload,
            success: #success,
            accepted: #accepted,
            errors: #errors,
            body: #body,
            parameters: &[#(#parameters),*],
            fields: &[#(#fields),*],
            secrets: &[#(#secrets),*],
        }
    }
}

/// The fields of the body, without the file of a form.
fn fields<'a>(api: &'a Api, operation: &'a Operation) -> Vec<&'a Field> {
    let (schema, file) = match &operation.body {
        Body::Json { schema, .. } => (schema, None),
        Body::Multipart { schema, file } => (schema, Some(file)),
        Body::None | Body::Binary { .. } => return Vec::new(),
    };
    match api.shapes.get(schema) {
        Some(Shape::Struct { fields, .. } | Shape::Keyed { fields, .. }) => fields
            .iter()
            .filter(|field| Some(&field.name) != file)
            .collect(),
        _ => Vec::new(),
    }
}

/// The call without parameters that lists the jobs that run now.
fn list_of_jobs(api: &Api) -> Option<&Operation> {
    api.operations.iter().find(|operation| {
        let lists = operation
            .store
            .as_ref()
            .is_some_and(|store| store.name == Store::JOBS && store.action == StoreAction::List);
        lists && operation.path_parameters.is_empty() && operation.method == "GET"
    })
}

fn states(states: &States) -> TokenStream {
    let (status, completed, failed, errors) = (
        &states.status,
        &states.completed,
        &states.failed,
        &states.errors,
    );
    let field = |field: &Option<String>| option(field.as_ref(), |field| quote!(#field));
    let (result, code) = (field(&states.result), field(&states.code));
    let (reference, account) = (field(&states.reference), field(&states.account));
    let early = field(&states.early);
    quote! {
        JobStates {
            status: #status,
            completed: &[#(#completed),*],
            failed: &[#(#failed),*],
            result: #result,
            errors: &[#(#errors),*],
            code: #code,
            reference: #reference,
            account: #account,
            early: #early,
        }
    }
}

/// The fields of a request that must not be shown, wherever in it they stand.
fn secrets<'a>(api: &'a Api, operation: &'a Operation) -> BTreeSet<&'a str> {
    let (Body::Json { schema, .. } | Body::Multipart { schema, .. }) = &operation.body else {
        return BTreeSet::new();
    };
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![schema.as_str()];
    while let Some(name) = open.pop() {
        let Some(shape) = api.shapes.get(name).filter(|_| seen.insert(name)) else {
            continue;
        };
        if let Shape::Struct { fields, .. } = shape {
            let hidden = fields
                .iter()
                .filter(|field| is_secret(api, innermost(&field.rust)));
            names.extend(hidden.map(|field| field.name.as_str()));
        }
        open.extend(parts(shape).into_iter().map(innermost));
    }
    names
}

fn is_secret(api: &Api, rust: &str) -> bool {
    match api.shapes.get(rust) {
        None => rust == "Secret",
        Some(Shape::Secret) => true,
        Some(Shape::TextOr { text, .. }) => is_secret(api, text),
        Some(_) => false,
    }
}

/// A number as one writes it by hand: `604_800`.
pub fn number(number: u64) -> TokenStream {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
        .parse()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(number).into_token_stream())
}

fn option<T>(value: Option<T>, to: impl FnOnce(T) -> TokenStream) -> TokenStream {
    value.map_or_else(
        || quote!(None),
        |value| {
            let value = to(value);
            quote!(Some(#value))
        },
    )
}
