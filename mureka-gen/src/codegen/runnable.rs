//! The example of each resource: a program that runs against the mock server, which answers
//! with what the same document shows.

use super::example::Call;
use super::member;
use super::types::ident;
use crate::api::{Api, Body, Cost, Field, Operation, Resource, Shape, StoreAction};

/// The example of a resource, as the end of a doc comment; `None` if the document shows too
/// little for any of its calls.
pub fn example(name: &str, api: &Api, resource: &Resource) -> Option<String> {
    let of_resource = || {
        let all = api.operations.iter();
        all.filter(|operation| operation.resource == resource.name && !operation.deprecated)
    };
    let served = of_resource()
        .filter(|operation| is_served(api, operation))
        .min_by_key(|operation| (operation.cost != Cost::Free, operation.body != Body::None));
    let (operation, started) = match served {
        Some(operation) => (operation, None),
        None => of_resource().find_map(|poll| Some((poll, Some(started(name, api, poll)?))))?,
    };
    let mut call = Call::of(name, api, operation);
    if started.is_some() {
        call.arguments = "job".into();
    }
    let audio = if call.uploads {
        " # let audio = b\"ID3\".to_vec();\n"
    } else {
        ""
    };
    let started = started.unwrap_or_default();
    let (imports, before) = (&call.imports, &call.before);
    let called = call.awaited(api, operation, " println!(\"{answer:?}\");");
    Some(format!(
        "\n\n # Example\n\n ```\n{}{started}{audio}{imports}{before}{called}\n # Ok(())\n # }}\n ```",
        start(name),
    ))
}

/// A server, and a client for it.
fn start(name: &str) -> String {
    let credentials = match name {
        "cloudsway" => ".api_key(\"key\").endpoint(\"endpoint\")",
        _ => ".token(\"user:1-a\")",
    };
    format!(
        " # #[tokio::main(flavor = \"current_thread\")]\n \
         # async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n \
         # let mock = mureka_mock::MockServer::builder();\n \
         # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;\n \
         # let client = mureka_api::{name}::Client::builder(){credentials};\n \
         # let client = client.base_url(mock.base_url()).build()?;\n"
    )
}

/// Whether the mock server takes the call of the example: nothing has to be there before it,
/// and every value it needs is documented.
fn is_served(api: &Api, operation: &Operation) -> bool {
    let records = operation
        .store
        .as_ref()
        .is_none_or(|store| matches!(store.action, StoreAction::List | StoreAction::Add));
    let needs = operation.query.iter().any(|parameter| parameter.required);
    let answers = operation.success.first();
    let answered = answers.is_some_and(|answer| answer.schema.is_none())
        || api.samples.answered.contains(&operation.id);
    records
        && !needs
        && operation.path_parameters.is_empty()
        && !is_poll(api, operation)
        && answered
        && sends_what_is_shown(api, operation)
}

fn is_poll(api: &Api, operation: &Operation) -> bool {
    let jobs = api.operations.iter().filter_map(|other| other.job.as_ref());
    jobs.into_iter().any(|job| job.poll == operation.id)
}

fn sends_what_is_shown(api: &Api, operation: &Operation) -> bool {
    let (schema, file) = match &operation.body {
        Body::None | Body::Binary { .. } => return true,
        Body::Json { schema, .. } => (schema, None),
        Body::Multipart { schema, file } => (schema, Some(file)),
    };
    let Some(Shape::Struct { fields, .. }) = api.shapes.get(schema) else {
        return false;
    };
    let sample = api.samples.requests.get(&operation.id);
    let shown = |field: &Field| sample.is_some_and(|sample| sample.contains_key(&field.name));
    // The example takes the first value of an enum, and `…` for a text that would not fit in.
    let chosen = |field: &Field| match api.shapes.get(&field.rust) {
        Some(Shape::ClosedEnum { values } | Shape::OpenEnum { values, .. }) => !values.is_empty(),
        _ => matches!(field.rust.as_str(), "bool" | "String"),
    };
    let needed = |field: &&Field| field.required && Some(&field.name) != file;
    let mut needed = fields.iter().filter(needed);
    needed.all(|field| shown(field) || chosen(field))
}

/// Lines before a poll that start a `job` for it, where an answer of one form names the job.
fn started(name: &str, api: &Api, poll: &Operation) -> Option<String> {
    let [_] = poll.path_parameters.as_slice() else {
        return None;
    };
    let of_poll = |operation: &&Operation| {
        let job = operation.job.as_ref();
        job.is_some_and(|job| job.poll == poll.id) && is_served(api, operation)
    };
    let starter = api.operations.iter().find(of_poll)?;
    let ([answer], Body::Json { .. }) = (starter.success.as_slice(), &starter.body) else {
        return None;
    };
    let Some(Shape::Struct { .. }) = api.shapes.get(answer.schema.as_ref()?) else {
        return None;
    };
    let call = Call::of(name, api, starter);
    let mut way = starter.job.as_ref()?.id.split('.').map(ident);
    let first = way.next()?;
    let read = way.fold(format!("started.{first}.as_ref()"), |read, step| {
        format!("{read}.and_then(|inner| inner.{step}.as_ref())")
    });
    let lines = format!(
        "{}{} let started = client.raw().{}(&{}).await?;\n let job = {read}.ok_or(\"no job\")?;\n",
        call.imports,
        call.before,
        member(&starter.id),
        call.arguments,
    );
    let hidden = lines.lines().filter(|line| !line.trim().is_empty());
    Some(hidden.map(|line| format!(" #{line}\n")).collect())
}
