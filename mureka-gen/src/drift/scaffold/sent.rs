//! What a call is sent, as it is printed: its parameters, its body, its file.

use serde_json::Value;

use super::names;
use super::operation::Printer;
use super::place;
use super::seen::Seen;
use super::yaml::{Item, Yaml};
use crate::api::Upload;
use crate::check::{Place as Of, type_name};
use crate::document::escape;
use crate::reference::{Kind, Need, Parameter, Place};

/// What is sent besides parameters.
pub enum Sends {
    Nothing,
    Json { form: bool },
    Form,
    Bytes(String),
}

impl<'a> Printer<'a, '_> {
    pub fn parameters(&mut self) -> Vec<Yaml> {
        let shared = self.shared();
        let mut list: Vec<Yaml> = Vec::new();
        let mut told: Vec<String> = Vec::new();
        for parameter in &self.endpoint.parameters {
            if parameter.place == Place::Body
                || !names::is_readable(&parameter.name)
                || shared.contains(&parameter.name)
                || told.contains(&parameter.name)
            {
                continue;
            }
            told.push(parameter.name.clone());
            list.push(self.draft.parameter(parameter, self.present));
        }
        // A path has all of its parameters, whether the page describes them or not.
        for name in in_path(self.path()) {
            if !told.contains(&name) && !shared.contains(&name) {
                told.push(name.clone());
                list.push(self.draft.parameter(&undescribed(&name), self.present));
            }
        }
        if let Some(operation) = self.present {
            let at = format!("{}/parameters", operation.pointer);
            let there = self.draft.words.at(&at).and_then(|list| list.as_array());
            for (index, parameter) in there.into_iter().flatten().enumerate() {
                let resolved = self
                    .draft
                    .words
                    .document
                    .resolve(parameter)
                    .unwrap_or(parameter);
                let name = resolved
                    .get("name")
                    .and_then(|name| name.as_str())
                    .unwrap_or_default();
                if told.iter().any(|told| told == name) {
                    continue;
                }
                let mut value = place::value(self.draft.words.document, &format!("{at}/{index}"));
                if let Yaml::Map(items) = &mut value {
                    items.insert(
                        0,
                        Item::decide(format!("the page has no `{name}`: take it out?")),
                    );
                }
                list.push(value);
            }
        }
        list
    }

    /// Names of the parameters that stand at the path, for all of its calls.
    fn shared(&self) -> Vec<String> {
        let document = self.draft.words.document;
        let at = format!("/paths/{}/parameters", escape(self.path()));
        let list = self.draft.words.at(&at).and_then(|list| list.as_array());
        list.into_iter()
            .flatten()
            .filter_map(|value| document.resolve(value)?.get("name")?.as_str())
            .map(str::to_owned)
            .collect()
    }

    /// The file that is sent.
    pub fn uploaded(&self, body: &Sends) -> Vec<Item> {
        if !matches!(body, Sends::Form | Sends::Bytes(_)) {
            return Vec::new();
        }
        let of_type = |media: &str| match media {
            "audio/mpeg" | "audio/mp3" => Some("mp3"),
            "audio/mp4" | "audio/m4a" | "audio/x-m4a" => Some("m4a"),
            "audio/wav" | "audio/x-wav" | "audio/wave" => Some("wav"),
            "audio/flac" | "audio/x-flac" => Some("flac"),
            "audio/midi" | "audio/x-midi" => Some("mid"),
            _ => None,
        };
        let mut formats: Vec<&str> = self
            .endpoint
            .upload_formats
            .iter()
            .map(String::as_str)
            .collect();
        formats.extend(
            self.endpoint
                .content_types
                .iter()
                .filter_map(|media| of_type(media)),
        );
        let mut known: Vec<&str> = Vec::new();
        let mut items = Vec::new();
        for format in formats {
            if !Upload::FORMATS.contains(&format) {
                items.push(Item::decide(format!(
                    "files of the kind {format}, which the client cannot tell from others"
                )));
            } else if !known.contains(&format) {
                known.push(format);
            }
        }
        if known.is_empty() {
            items.push(Item::decide(
                "x-mureka-upload: which formats are taken is not documented",
            ));
            return items;
        }
        let formats = known
            .into_iter()
            .map(|format| Yaml::Text(format.into()))
            .collect();
        let mut upload = vec![Item::pair("formats", Yaml::Row(formats))];
        upload.extend(
            self.endpoint
                .upload_bytes
                .filter(|bytes| *bytes > 0)
                .map(|bytes| Item::plain("bytes", bytes)),
        );
        items.push(Item::pair("x-mureka-upload", Yaml::Map(upload)));
        items
    }

    pub fn fields(&self) -> Vec<&'a Parameter> {
        let mut fields: Vec<&'a Parameter> = Vec::new();
        for parameter in &self.endpoint.parameters {
            let known = fields.iter().any(|field| field.name == parameter.name);
            if parameter.place == Place::Body && names::is_readable(&parameter.name) && !known {
                fields.push(parameter);
            }
        }
        fields
    }

    pub fn sends(&self) -> Sends {
        let types: Vec<&str> = self
            .endpoint
            .content_types
            .iter()
            .map(String::as_str)
            .collect();
        let fields = self.fields();
        let nothing = fields.is_empty() && self.endpoint.requests.is_empty();
        let file = fields.iter().any(|field| field.kind == Some(Kind::File));
        let json = types.contains(&"application/json");
        let multipart = "multipart/form-data";
        if self.endpoint.method == "GET" {
            return Sends::Nothing;
        }
        if file {
            return Sends::Form;
        }
        let bytes = types
            .iter()
            .find(|media| **media != "application/json" && **media != multipart);
        match bytes {
            Some(media) if !json => Sends::Bytes((*media).to_owned()),
            _ if nothing => Sends::Nothing,
            _ => Sends::Json {
                form: json && types.contains(&multipart),
            },
        }
    }

    pub fn body(&mut self, sends: &Sends) -> Vec<Item> {
        let at = self
            .present
            .map(|operation| format!("{}/requestBody", operation.pointer));
        let there = at.filter(|at| self.draft.words.at(at).is_some());
        let document = self.draft.words.document;
        let mut content: Vec<Item> = Vec::new();
        match sends {
            Sends::Nothing => {
                return there
                    .and_then(|at| place::verbatim(document, &at))
                    .map(|kept| vec![Item::decide("the page shows no body: take it out?"), kept])
                    .unwrap_or_default();
            }
            Sends::Bytes(media) => {
                if let Some(kept) = there.as_ref().and_then(|at| place::verbatim(document, at)) {
                    return vec![kept];
                }
                let schema = Yaml::Map(vec![
                    Item::text("type", "string"),
                    Item::text("format", "binary"),
                ]);
                content.push(Item::pair(
                    media,
                    Yaml::Map(vec![Item::pair("schema", schema)]),
                ));
                for other in self
                    .endpoint
                    .content_types
                    .iter()
                    .filter(|other| *other != media)
                {
                    content.push(Item::decide(format!(
                        "`{other}` is taken as well; a call has one type"
                    )));
                }
            }
            Sends::Json { .. } | Sends::Form => {
                let (schema, shown) = self.body_schema(there.as_deref());
                if let Some(at) = there.as_ref().filter(|at| self.is_shown(at, sends))
                    && let Some(kept) = place::verbatim(document, at)
                {
                    return vec![kept];
                }
                let reference = || {
                    Item::pair(
                        "schema",
                        Yaml::Map(vec![Item::reference("schemas", &schema)]),
                    )
                };
                let examples = self.shown(&shown);
                let mut described = vec![reference()];
                if !examples.is_empty() {
                    described.push(Item::pair("examples", Yaml::Map(examples)));
                }
                let (first, second) = match sends {
                    Sends::Form => ("multipart/form-data", None),
                    Sends::Json { form } => {
                        ("application/json", form.then_some("multipart/form-data"))
                    }
                    Sends::Nothing | Sends::Bytes(_) => ("application/json", None),
                };
                content.push(Item::pair(first, Yaml::Map(described)));
                if let Some(second) = second {
                    content.push(Item::pair(second, Yaml::Map(vec![reference()])));
                }
            }
        }
        let kept = there.and_then(|at| place::verbatim(document, &format!("{at}/description")));
        let description = kept.unwrap_or_else(|| {
            let bytes = matches!(sends, Sends::Bytes(_));
            let words = if bytes {
                "The file."
            } else {
                "What is asked for."
            };
            Item::text("description", words)
        });
        let items = vec![
            Item::plain("required", true),
            description,
            Item::pair("content", Yaml::Map(content)),
        ];
        vec![Item::pair("requestBody", Yaml::Map(items))]
    }

    /// The schema of the body, and what its examples are seen to hold.
    fn body_schema(&mut self, there: Option<&str>) -> (String, Seen) {
        let mut seen = Seen::default();
        for request in &self.endpoint.requests {
            seen.add(Seen::of_value(&request.value));
        }
        let fields = self.fields();
        let order: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        seen.order(&order);
        let content = there.and_then(|at| self.draft.words.at(&format!("{at}/content")));
        let present = content
            .and_then(|content| content.as_object())
            .and_then(|content| {
                content
                    .values()
                    .find_map(|media| super::fit::referenced(media.get("schema")?))
            });
        let id = type_name(&self.title.id);
        let wanted = [id.clone(), format!("{id}Request")];
        let name = self.draft.body(&wanted, &fields, &seen, present);
        (name, seen)
    }

    /// Whether the document has the media types and the examples of the page. A page that
    /// shows no body says nothing against those of the document.
    fn is_shown(&self, at: &str, sends: &Sends) -> bool {
        let content = self.draft.words.at(&format!("{at}/content"));
        let Some(content) = content.and_then(Value::as_object) else {
            return false;
        };
        let types = match sends {
            Sends::Json { form: true } => 2,
            _ => 1,
        };
        let examples = content.values().flat_map(|media| {
            let examples = media.get("examples").and_then(Value::as_object);
            examples.into_iter().flatten()
        });
        let values: Vec<&Value> = examples
            .filter_map(|(_, example)| example.get("value"))
            .collect();
        let requests = &self.endpoint.requests;
        content.len() == types
            && (requests.is_empty() || values.len() == requests.len())
            && requests
                .iter()
                .all(|request| values.contains(&&request.value))
    }

    fn shown(&self, seen: &Seen) -> Vec<Item> {
        if self
            .endpoint
            .requests
            .iter()
            .any(|request| !request.value.is_object())
        {
            return vec![Item::decide("the page shows a body that is no object")];
        }
        self.draft
            .examples(Of::Request, &self.endpoint.requests, seen)
    }
}

fn in_path(path: &str) -> Vec<String> {
    path.split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .map(str::to_owned)
        .collect()
}

fn undescribed(name: &str) -> Parameter {
    Parameter {
        required: Some(Need::Required),
        ..Parameter::new(name, Place::Path, 0)
    }
}
