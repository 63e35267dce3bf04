//! Every operation of both documents through `mureka api`, with the documented examples.

use futures_util::{StreamExt, stream};
use mureka_gen::api::{Api, Body, Operation, Parameter, Shape};
use mureka_gen::{Document, Place};
use serde_json::{Value, json};

use crate::world::World;

const DOCUMENTS: [(&str, &str); 2] = [
    ("useapi", include_str!("../../../spec/useapi.yaml")),
    ("cloudsway", include_str!("../../../spec/cloudsway.yaml")),
];

/// One call as it is typed, and the body that it has to send.
struct Typed {
    api: &'static str,
    operation: Operation,
    words: Vec<String>,
    body: Option<Value>,
}

/// A value that is allowed, as far as the document says.
fn sample(api: &Api, parameter: &Parameter) -> Value {
    match parameter.rust.as_str() {
        "bool" => json!(true),
        "i64" => json!(7),
        "String" => json!("a b&c"),
        name => match api.shapes.get(name) {
            Some(Shape::OpenEnum { values, .. } | Shape::ClosedEnum { values }) => json!(values[0]),
            _ => json!(778_899),
        },
    }
}

fn typed() -> Vec<Typed> {
    let mut all = Vec::new();
    for (name, text) in DOCUMENTS {
        let document = Document::parse(name, text).unwrap();
        let api = mureka_gen::check(&document).unwrap();
        let cases = mureka_gen::cases(&document, &api);
        for operation in &api.operations {
            let mut words = vec!["api".to_owned(), format!("{name}:{}", operation.id)];
            for parameter in operation.path_parameters.iter().chain(&operation.query) {
                let value = sample(&api, parameter);
                words.extend(["-f".to_owned(), format!("{}:={value}", parameter.name)]);
            }
            let bodies: Vec<&Value> = cases
                .iter()
                .filter(|case| case.operation == operation.id && case.place == Place::Request)
                .map(|case| &case.value)
                .collect();
            let call = |words: Vec<String>, body: Option<&Value>| Typed {
                api: name,
                operation: operation.clone(),
                words,
                body: body.cloned(),
            };
            match &operation.body {
                Body::Json { .. } => {
                    for body in bodies {
                        let input = ["--input".to_owned(), "-".to_owned()];
                        all.push(call([&words[..], &input].concat(), Some(body)));
                        // What stands in the path, too, is typed once.
                        let mut sent = body.clone();
                        let mut words = words.clone();
                        for (field, value) in sent.as_object_mut().unwrap() {
                            match operation
                                .path_parameters
                                .iter()
                                .find(|known| known.name == *field)
                            {
                                Some(parameter) => *value = sample(&api, parameter),
                                None => words.extend(["-f".into(), format!("{field}:={value}")]),
                            }
                        }
                        all.push(call(words, Some(&sent)));
                    }
                }
                Body::Multipart { .. } => {
                    let file = ["-f", "purpose=audio", "--file", "a.mp3"].map(str::to_owned);
                    all.push(call([&words[..], &file].concat(), None));
                }
                Body::Binary { .. } => {
                    let file = ["--file", "a.mp3"].map(str::to_owned);
                    all.push(call([&words[..], &file].concat(), None));
                }
                Body::None => all.push(call(words, None)),
            }
        }
    }
    all
}

async fn check(typed: Typed) {
    let world = World::new().await;
    world.file("a.mp3", b"ID3 not really music");
    let words: Vec<&str> = typed.words.iter().map(String::as_str).collect();
    let input = typed
        .body
        .as_ref()
        .map(Value::to_string)
        .unwrap_or_default();
    let ended = world.run_with(&words, &input).await;
    let name = typed.words.join(" ");
    let requests = world.mock.requests();
    assert_eq!(requests.len(), 1, "{name}: {}", ended.stderr);
    let (request, operation) = (&requests[0], &typed.operation);
    assert_eq!(request.method, operation.method, "{name}");
    let prefix = if typed.api == "useapi" {
        ""
    } else {
        "/v1/ai/abc/mureka"
    };
    let start = operation.path.split('{').next().unwrap();
    assert!(
        request.path().starts_with(&format!("{prefix}{start}")),
        "{name}: {}",
        request.path()
    );
    for parameter in &operation.query {
        let start = format!("{}=", parameter.name);
        let mut pairs = request.query().unwrap_or_default().split('&');
        assert!(pairs.any(|pair| pair.starts_with(&start)), "{name}");
    }
    if typed.body.is_some() {
        assert_eq!(request.json(), typed.body, "{name}");
    }
    // Whatever the server made of the samples, it answered, and the answer is printed.
    assert!(!ended.stderr.is_empty(), "{name}: no status");
    assert!(
        ended.code != 9 && ended.code != 2,
        "{name}: {}",
        ended.stderr
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_is_called_as_the_documents_have_it() {
    let all = typed();
    let count = all.len();
    stream::iter(all)
        .map(check)
        .buffer_unordered(4)
        .collect::<Vec<()>>()
        .await;
    assert!(count >= 50, "{count} calls");
}
