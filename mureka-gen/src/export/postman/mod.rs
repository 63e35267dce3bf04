//! A collection of Postman, v2.1: a folder for each tag, a request for each operation, the
//! documented payloads as its saved answers.
//!
//! The token is a variable that the caller fills in; nothing here is secret.

mod body;
mod request;

use super::tree::{Map, Tree};
use crate::api::{Api, Operation};
use request::Request;

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// The collection of an API.
pub fn collection(document: &Tree, api: &Api) -> Tree {
    let folders = api.resources.iter().filter_map(|resource| {
        let requests: Vec<Tree> = api
            .operations
            .iter()
            .filter(|operation| operation.resource == resource.name)
            .map(|operation| item(document, api, operation))
            .collect();
        // A tag of webhooks alone: others send these.
        (!requests.is_empty()).then(|| {
            Tree::object([
                ("name", resource.name.as_str().into()),
                ("description", resource.description.as_str().into()),
                ("item", Tree::List(requests)),
            ])
        })
    });
    let folders: Tree = folders.collect();
    let info = |key| document.at(&format!("/info/{key}")).and_then(Tree::text);
    let description = info("description").unwrap_or_default();
    Tree::object([
        (
            "info",
            Tree::object([
                ("name", api.title.as_str().into()),
                ("description", description.into()),
                ("schema", SCHEMA.into()),
            ]),
        ),
        ("item", folders),
        ("auth", bearer()),
        ("variable", variables(document, api)),
    ])
}

fn bearer() -> Tree {
    let token = Tree::object([
        ("key", "token".into()),
        ("value", "{{token}}".into()),
        ("type", "string".into()),
    ]);
    Tree::object([
        ("type", "bearer".into()),
        ("bearer", Tree::List(vec![token])),
    ])
}

/// The address, its own variables, and the token, which is left to the caller.
fn variables(document: &Tree, api: &Api) -> Tree {
    let variable = |key: &str, value: &str, description: &str| {
        Tree::object([
            ("key", key.into()),
            ("value", value.into()),
            ("type", "string".into()),
            ("description", description.into()),
        ])
    };
    let address = api.server.replace('{', "{{").replace('}', "}}");
    let security = document.at("/components/securitySchemes");
    let token = security
        .into_iter()
        .flat_map(Tree::entries)
        .find_map(|(_, scheme)| scheme.text_of("description"));
    let mut all = vec![
        variable("baseUrl", &address, "Where the API is."),
        variable("token", "", token.unwrap_or("The caller's own token.")),
    ];
    let of_server = document.at("/servers/0/variables");
    for (name, described) in of_server.into_iter().flat_map(Tree::entries) {
        let text = |key| described.text_of(key).unwrap_or_default();
        all.push(variable(name, text("default"), text("description")));
    }
    Tree::List(all)
}

fn item(document: &Tree, api: &Api, operation: &Operation) -> Tree {
    let request = Request::new(document, api, operation);
    Tree::object([
        ("name", operation.summary.as_str().into()),
        ("request", request.sent()),
        (
            "response",
            Tree::List(answers(document, operation, &request)),
        ),
    ])
}

/// The documented answers, each with the documented request. Further requests stand
/// beside the first answer once more, so that none is lost.
fn answers(document: &Tree, operation: &Operation, request: &Request<'_>) -> Vec<Tree> {
    let responses = document.at(&format!("{}/responses", operation.pointer));
    let mut all = Vec::new();
    for (status, response) in responses.into_iter().flat_map(Tree::entries) {
        let content = document
            .follow(response)
            .and_then(|response| response.get("content"));
        for (media, described) in content.into_iter().flat_map(Tree::entries) {
            for (title, payload) in body::examples(document, described) {
                let first = all.is_empty();
                all.push(answer(status, media, title, payload, request.documented(0)));
                if first {
                    for index in 1..request.count() {
                        let sent = request.documented(index);
                        let title = format!("{title}, asked otherwise");
                        all.push(answer(status, media, &title, payload, sent));
                    }
                }
            }
        }
    }
    all
}

fn answer(status: &str, media: &str, title: &str, payload: &Tree, request: Tree) -> Tree {
    // A range is as good as its first status.
    let code: u16 = status.replace('X', "0").parse().unwrap_or(500);
    let mut entries = Map::new();
    entries.insert("name".into(), format!("{status}: {title}").into());
    entries.insert("originalRequest".into(), request);
    if let Some(reason) = reason(code) {
        entries.insert("status".into(), reason.into());
    }
    entries.insert("code".into(), serde_json::Value::from(code).into());
    entries.insert("_postman_previewlanguage".into(), "json".into());
    let header = Tree::object([("key", "Content-Type".into()), ("value", media.into())]);
    entries.insert("header".into(), Tree::List(vec![header]));
    entries.insert("cookie".into(), Tree::List(Vec::new()));
    entries.insert("body".into(), payload.to_json().trim_end().into());
    Tree::Map(entries)
}

/// The words beside a status, where it has some.
fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        412 => "Precondition Failed",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => return None,
    })
}
