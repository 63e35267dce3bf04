//! Pages of invented docs, put together by hand.

#![allow(dead_code, reason = "each test uses a part of it")]

use mureka_gen::api::{self, Operation};
use mureka_gen::reference::{
    Endpoint, Field, Kind, Model, Need, Page, Parameter, Payload, Place, Reference, Shape, Status,
    Vendor,
};
use mureka_gen::{Api, Document, Place as Of, cases};
use serde_json::Value;

/// A page of useapi.net with a call.
pub fn page(name: &str, method: &str, path: &str) -> Page {
    Page {
        vendor: Vendor::Useapi,
        name: name.into(),
        url: Some(format!("https://useapi.net/docs/api-mureka-v1/{name}")),
        line: 1,
        date: Some("2026-09-01".into()),
        endpoint: Some(Endpoint {
            method: method.into(),
            server: "https://api.useapi.net".into(),
            path: path.into(),
            content_types: Vec::new(),
            headers: Vec::new(),
            parameters: Vec::new(),
            requests: Vec::new(),
            statuses: Vec::new(),
            models: Vec::new(),
            spacing: None,
            slots: None,
            retention: None,
            upload_bytes: None,
            upload_formats: Vec::new(),
        }),
        notes: Vec::new(),
        repaired: Vec::new(),
        unread: Vec::new(),
    }
}

/// A page changed by a function of its call.
pub fn with(mut page: Page, change: impl FnOnce(&mut Endpoint)) -> Page {
    change(page.endpoint.as_mut().expect("the page of a call"));
    page
}

/// What a file with these pages says.
pub fn reference(pages: Vec<Page>) -> Reference {
    Reference {
        name: "invented".into(),
        generated: None,
        pages,
    }
}

/// A parameter of which nothing is said.
pub fn parameter(name: &str, place: Place, required: Option<Need>) -> Parameter {
    Parameter {
        required,
        ..Parameter::new(name, place, 1)
    }
}

/// A field of a body.
pub fn body(name: &str, required: bool) -> Parameter {
    let need = if required {
        Need::Required
    } else {
        Need::Optional
    };
    parameter(name, Place::Body, Some(need))
}

/// A parameter of a kind.
pub fn of(mut parameter: Parameter, kind: Kind) -> Parameter {
    parameter.kind = Some(kind);
    parameter
}

/// A status with payloads.
pub fn status(code: u16, payloads: Vec<Value>) -> Status {
    Status {
        code,
        stated: true,
        payloads: payloads.into_iter().map(payload).collect(),
        codes: Vec::new(),
        line: 1,
    }
}

/// A payload.
pub fn payload(value: Value) -> Payload {
    Payload { value, line: 1 }
}

/// The model of some statuses.
pub fn model(statuses: &[u16], fields: Vec<(&str, Shape)>) -> Model {
    Model {
        statuses: statuses.into(),
        failure: false,
        shape: object(fields),
        line: 1,
    }
}

/// An object of a model.
pub fn object(fields: Vec<(&str, Shape)>) -> Shape {
    Shape::Object(
        fields
            .into_iter()
            .map(|(name, shape)| Field {
                name: name.into(),
                optional: true,
                shape,
            })
            .collect(),
    )
}

/// A page that says what the document says of a call.
pub fn page_of(document: &Document, api: &Api, operation: &Operation, vendor: Vendor) -> Page {
    let path = operation.path.trim_end_matches('/');
    let name = format!(
        "{}-{}",
        operation.method.to_lowercase(),
        path.trim_start_matches("/v1/")
            .replace(['/', '{', '}'], "-")
    );
    let cases = cases(document, api);
    let shown = |place: Of| {
        cases
            .iter()
            .filter(|case| case.operation == operation.id && case.place == place)
            .map(|case| payload(case.value.clone()))
            .collect::<Vec<_>>()
    };
    let mut page = with(self::page(&name, &operation.method, path), |call| {
        for (place, list) in [
            (Place::Path, &operation.path_parameters),
            (Place::Query, &operation.query),
        ] {
            for known in list {
                let need = if known.required {
                    Need::Required
                } else {
                    Need::Optional
                };
                let made = parameter(&known.name, place, Some(need));
                call.parameters.push(said(document, made, &known.schema));
            }
        }
        let sent = match &operation.body {
            api::Body::Json {
                schema,
                or_multipart,
            } => {
                call.content_types.push("application/json".into());
                if *or_multipart {
                    call.content_types.push("multipart/form-data".into());
                }
                Some(schema)
            }
            api::Body::Multipart { schema, .. } => {
                call.content_types.push("multipart/form-data".into());
                Some(schema)
            }
            api::Body::Binary { media_type } => {
                call.content_types.push(media_type.clone());
                None
            }
            api::Body::None => None,
        };
        if let Some(schema) = sent {
            let pointer = format!("/components/schemas/{schema}");
            for key in document.keys(&format!("{pointer}/properties")) {
                let value = document.value().pointer(&pointer).expect("the schema");
                let required = value["required"].as_array().into_iter().flatten();
                let required = required.into_iter().any(|name| name == key);
                let made = body(key, required);
                let made = said(document, made, &value["properties"][key]);
                call.parameters.push(made);
            }
        }
        call.requests = shown(Of::Request);
        for answer in operation.success.iter().chain(&operation.errors) {
            if let api::Status::Code(code) = answer.status {
                let mut made = status(code, Vec::new());
                made.payloads = shown(Of::Response(answer.status));
                call.statuses.push(made);
            }
        }
        call.spacing = operation.spacing;
        call.slots = operation.slots;
        call.retention = operation.retention;
        if let Some(upload) = &operation.upload {
            call.upload_bytes = upload.bytes;
            call.upload_formats.clone_from(&upload.formats);
        }
    });
    page.vendor = vendor;
    page.url = Some(operation.docs.clone());
    page.date.clone_from(&operation.page_date);
    page
}

/// A parameter with what a schema says of it.
fn said(document: &Document, mut parameter: Parameter, schema: &Value) -> Parameter {
    let mut inner = schema;
    while let Some(next) = inner
        .get("$ref")
        .map(|_| inner)
        .or(inner.pointer("/allOf/0"))
    {
        inner = document.resolve(next).expect("it leads somewhere");
    }
    let count = |key: &str| inner.get(key).and_then(Value::as_u64);
    parameter.min_length = count("minLength");
    parameter.max_length = count("maxLength");
    let digits = inner.get("x-mureka-digits").unwrap_or(inner);
    parameter.minimum = digits.get("minimum").and_then(Value::as_f64);
    parameter.maximum = digits.get("maximum").and_then(Value::as_f64);
    let texts = inner.get("enum").and_then(Value::as_array);
    let texts = texts.into_iter().flatten().filter_map(Value::as_str);
    parameter.values = texts.map(str::to_owned).collect();
    let default = schema.get("default").or(inner.get("default"));
    parameter.default =
        default.map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
    parameter.kind = match inner.get("type").and_then(Value::as_str) {
        Some("boolean") => Some(Kind::Boolean),
        Some("integer") => Some(Kind::Integer),
        Some("string") if inner.get("format").is_some_and(|format| format == "binary") => {
            Some(Kind::File)
        }
        Some("string") if inner.get("x-mureka-json-string").is_some() => Some(Kind::JsonText),
        _ => None,
    };
    parameter
}
