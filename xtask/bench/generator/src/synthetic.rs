//! Documents of any length in the dialect of `spec/`, the same for the same seed.

use std::fmt::Write as _;

/// Operations of one thing: list, show, create, remove.
const CALLS: usize = 4;
/// Things under one tag.
const THINGS: usize = 5;

/// A document with this many operations.
pub fn document(operations: usize, seed: u64) -> String {
    let things = operations.div_ceil(CALLS);
    let mut chance = Chance(seed);
    let things: Vec<Thing> = (0..things)
        .map(|number| Thing::new(number, &mut chance))
        .collect();
    let mut out = String::from(HEAD);
    for group in 0..things.len().div_ceil(THINGS) {
        put(
            &mut out,
            1,
            &format!("- {{name: group{group}, description: Things of one kind.}}"),
        );
    }
    out.push_str("\npaths:\n");
    let mut left = operations;
    for thing in &things {
        thing.paths(&mut out, left.min(CALLS));
        left -= left.min(CALLS);
    }
    out.push_str(COMPONENTS);
    for thing in &things {
        thing.schemas(&mut out);
    }
    out
}

/// What a field holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
    Flag,
    Id,
    Choice,
    Texts,
    Part,
}

/// A thing, with four operations and six schemas.
struct Thing {
    number: usize,
    sent: Vec<Kind>,
    answered: Vec<Kind>,
    part: Vec<Kind>,
    choices: usize,
}

impl Thing {
    fn new(number: usize, chance: &mut Chance) -> Self {
        let mut kinds = |least: usize, most: usize, among: &[Kind]| -> Vec<Kind> {
            let count = least + chance.below(most - least + 1);
            (0..count)
                .map(|_| among[chance.below(among.len())])
                .collect()
        };
        let simple = [
            Kind::Text,
            Kind::Text,
            Kind::Number,
            Kind::Flag,
            Kind::Id,
            Kind::Choice,
            Kind::Texts,
        ];
        let all = [&simple[..], &[Kind::Part]].concat();
        Self {
            number,
            sent: kinds(3, 9, &simple),
            answered: kinds(5, 15, &all),
            part: kinds(2, 6, &simple),
            choices: 3 + number % 6,
        }
    }

    fn paths(&self, out: &mut String, calls: usize) {
        let (number, group) = (self.number, self.number / THINGS);
        let all = ["list", "create", "get", "remove"];
        for (at, call) in all.into_iter().enumerate().take(calls) {
            match at {
                0 => put(out, 1, &format!("/v1/group{group}/things{number}:")),
                2 => put(out, 1, &format!("/v1/group{group}/things{number}/{{id}}:")),
                _ => {}
            }
            let (method, summary, repeat) = match call {
                "list" => ("get", "List the things", "safe"),
                "create" => ("post", "Create a thing", "unsafe"),
                "get" => ("get", "Show a thing", "safe"),
                _ => ("delete", "Remove a thing", "unsafe"),
            };
            put(out, 2, &format!("{method}:"));
            for line in [
                format!("operationId: {call}_thing{number}"),
                format!("tags: [group{group}]"),
                format!("summary: {summary} of kind {number}"),
                "description: What it does in a sentence, with `names` in it, and another one."
                    .into(),
                format!(
                    "externalDocs: {{description: The page, url: 'https://docs.example.com/things/{number}/{call}'}}"
                ),
                format!("x-mureka-method: {call}_thing{number}"),
                "x-mureka-page-date: \"2026-01-20\"".into(),
                "x-mureka-cost: free".into(),
                format!("x-mureka-repeat: {repeat}"),
            ] {
                put(out, 3, &line);
            }
            self.parameters(out, call);
            if call == "create" {
                self.body(out);
            }
            self.answers(out, call);
        }
    }

    fn parameters(&self, out: &mut String, call: &str) {
        if call == "create" {
            return;
        }
        put(out, 3, "parameters:");
        if call == "list" {
            put(out, 4, "- {$ref: '#/components/parameters/Account'}");
            put(
                out,
                4,
                "- {name: limit, in: query, description: At most that many., schema: {type: integer, format: int64, minimum: 1, maximum: 100}}",
            );
            let kind = format!(
                "- {{name: kind, in: query, description: Of this kind., schema: {{$ref: '#/components/schemas/SupportedKind{}'}}}}",
                self.number
            );
            put(out, 4, &kind);
        } else {
            put(
                out,
                4,
                "- {name: id, in: path, required: true, description: Which thing., schema: {$ref: '#/components/schemas/GivenId'}}",
            );
        }
    }

    fn body(&self, out: &mut String) {
        for (depth, line) in [
            (3, "requestBody:".to_owned()),
            (4, "required: true".to_owned()),
            (4, "content:".to_owned()),
            (5, "application/json:".to_owned()),
            (
                6,
                format!(
                    "schema: {{$ref: '#/components/schemas/Create{}'}}",
                    self.number
                ),
            ),
            (6, "examples:".to_owned()),
            (7, "usual:".to_owned()),
            (8, "summary: As it usually is".to_owned()),
            (8, "value:".to_owned()),
        ] {
            put(out, depth, &line);
        }
        for (at, kind) in self.sent.iter().enumerate() {
            put(out, 9, &format!("field_{at}: {}", kind.example()));
        }
    }

    fn answers(&self, out: &mut String, call: &str) {
        put(out, 3, "responses:");
        if call == "remove" {
            put(out, 4, "'204': {description: It is gone.}");
        } else {
            let schema = if call == "list" { "Page" } else { "Thing" };
            let schema = format!("{schema}{}", self.number);
            put(out, 4, "'200':");
            put(out, 5, "description: What was asked for.");
            put(out, 5, "content:");
            put(out, 6, "application/json:");
            put(
                out,
                7,
                &format!("schema: {{$ref: '#/components/schemas/{schema}'}}"),
            );
            put(out, 7, "examples:");
            put(out, 8, "usual:");
            put(out, 9, "summary: As it usually is");
            put(out, 9, "value:");
            let mut depth = 10;
            if call == "list" {
                put(out, 10, "more: false");
                put(out, 10, "items:");
                put(out, 11, "- field_0: null");
                depth = 12;
            }
            let first = usize::from(call == "list");
            for (at, kind) in self.answered.iter().enumerate().skip(first) {
                put(out, depth, &format!("field_{at}: {}", kind.example()));
            }
        }
        put(out, 4, "'400': {$ref: '#/components/responses/Wrong'}");
        put(out, 4, "'401': {$ref: '#/components/responses/Wrong'}");
    }

    fn schemas(&self, out: &mut String) {
        let number = self.number;
        let choices: Vec<String> = (0..self.choices).map(|at| format!("choice_{at}")).collect();
        let choices = choices.join(", ");
        for line in [
            format!(
                "SupportedKind{number}: {{type: string, description: What may be asked for., enum: [{choices}]}}"
            ),
            format!("Kind{number}:"),
            "  description: What may be asked for, and what comes back.".into(),
            "  anyOf:".into(),
            format!("    - $ref: '#/components/schemas/SupportedKind{number}'"),
            "    - {type: string, nullable: true}".into(),
            format!("Page{number}:"),
            "  type: object".into(),
            "  nullable: true".into(),
            "  description: Some of the things.".into(),
            "  additionalProperties: true".into(),
            "  properties:".into(),
            "    more: {type: boolean, nullable: true, description: Whether there are more.}"
                .into(),
            format!(
                "    items: {{type: array, nullable: true, description: The things., items: {{$ref: '#/components/schemas/Thing{number}'}}}}"
            ),
        ] {
            put(out, 2, &line);
        }
        self.object(out, &format!("Create{number}"), &self.sent, true);
        self.object(out, &format!("Thing{number}"), &self.answered, false);
        self.object(out, &format!("Part{number}"), &self.part, false);
    }

    fn object(&self, out: &mut String, name: &str, fields: &[Kind], sent: bool) {
        put(out, 2, &format!("{name}:"));
        put(out, 3, "type: object");
        put(out, 3, "description: A thing, or what is needed for one.");
        if sent {
            put(out, 3, "required: [field_0]");
        } else {
            put(out, 3, "nullable: true");
        }
        put(out, 3, &format!("additionalProperties: {}", !sent));
        put(out, 3, "properties:");
        for (at, kind) in fields.iter().enumerate() {
            put(out, 4, &format!("field_{at}:"));
            for line in kind.schema(self.number, sent) {
                put(out, 5, &line);
            }
        }
    }
}

impl Kind {
    fn example(self) -> &'static str {
        match self {
            Self::Text => "a song about the sea",
            Self::Number => "42",
            Self::Flag => "true",
            Self::Id => "\"113923099721729\"",
            Self::Choice => "choice_1",
            Self::Texts => "[one, two]",
            Self::Part => "{}",
        }
    }

    fn schema(self, thing: usize, sent: bool) -> Vec<String> {
        let reference = |name: String| {
            vec![
                format!("allOf: [{{$ref: '#/components/schemas/{name}'}}]"),
                "description: One of the fields, in a sentence.".into(),
            ]
        };
        let mut lines: Vec<String> = match (self, sent) {
            (Self::Text, true) => vec!["type: string".into(), "maxLength: 500".into()],
            (Self::Text, false) => vec!["type: string".into()],
            (Self::Number, true) => vec![
                "type: integer".into(),
                "format: int64".into(),
                "minimum: 1".into(),
                "maximum: 100".into(),
            ],
            (Self::Number, false) => vec!["type: integer".into(), "format: int64".into()],
            (Self::Flag, _) => vec!["type: boolean".into()],
            (Self::Texts, _) => vec!["type: array".into(), "items: {type: string}".into()],
            (Self::Id, true) => return reference("GivenId".into()),
            (Self::Id, false) => return reference("Id".into()),
            (Self::Choice, true) => return reference(format!("SupportedKind{thing}")),
            (Self::Choice, false) => return reference(format!("Kind{thing}")),
            (Self::Part, _) => return reference(format!("Part{thing}")),
        };
        if !sent {
            lines.push("nullable: true".into());
        }
        lines.push("description: One of the fields, in a sentence.".into());
        lines
    }
}

fn put(out: &mut String, depth: usize, line: &str) {
    let _ = writeln!(out, "{:1$}{line}", "", depth * 2);
}

/// splitmix64: what it gives stands in no library's hands.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bound = bound as u64;
        usize::try_from((mixed ^ (mixed >> 31)) % bound).expect("less than a usize")
    }
}

const HEAD: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1', description: Things of many kinds.}
servers: [{url: 'https://api.example.com'}]
security:
  - bearer: []
tags:
";

const COMPONENTS: &str = "
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer, description: The token of the caller.}
  parameters:
    Account:
      {name: account, in: query, description: Which account., schema: {type: string}}
  responses:
    Wrong:
      description: The request was refused.
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Problem'}
  schemas:
    Id:
      description: An id, a number or a text.
      oneOf:
        - {type: integer, format: int64}
        - {type: string, nullable: true}
    GivenId:
      description: An id as it was received.
      x-mureka-same-as: '#/components/schemas/Id'
      oneOf:
        - {type: integer, format: int64}
        - {type: string, minLength: 1}
    Problem:
      type: object
      nullable: true
      description: Why not.
      additionalProperties: true
      properties:
        error: {type: string, nullable: true, description: In words.}
";
