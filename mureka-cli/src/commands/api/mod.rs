//! `mureka api`

mod described;
mod fields;
pub mod named;

use std::path::PathBuf;

use clap::Args;
use mureka_api::operation::{Body, Cost, Location};
use mureka_api::{Answer, Operation, OperationCall, Options};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::given;
use crate::output::Output;
use crate::session::Session;
use crate::uploading::{self, Bar};
use crate::waiting::interrupted;
use described::Described;
use named::Named;

pub const AFTER_HELP: &str = "\
The body of the answer goes to stdout as it came, its status to stderr. The exit code is that of
the error which the status stands for. A paid call is sent once; it is sent again only where it
surely was not accepted.

Examples:
  mureka api list_jobs
  mureka api create_song -f prompt=\"Silly song about Santa\" -f async:=true
  mureka api create_song_advanced -f lyrics=@lyrics.txt -f title=Rain
  mureka api upload_track -f title=Rain -f genre=pop -f mood=calm --file rain.mp3
  mureka api cloudsway:extend_song --input request.json
  mureka api --list
  mureka api create_song --describe";

#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "they are the flags")]
pub struct Api {
    /// Name of the operation; useapi:NAME or cloudsway:NAME where both APIs have it
    #[arg(value_parser = named::Typed, hide_possible_values = true)]
    #[arg(value_name = "OPERATION", required_unless_present = "list")]
    operation: Option<String>,

    /// Field of the path, query or body; KEY=TEXT, KEY=@FILE or KEY:=JSON; repeatable
    #[arg(short = 'f', long = "field", value_name = "KEY=VALUE")]
    fields: Vec<String>,

    /// JSON body out of a file, or - for stdin; fields are put into it
    #[arg(long, value_name = "FILE")]
    input: Option<String>,

    /// File to upload, or - for stdin
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    /// Name of the file where forms send one, its own if none is given
    #[arg(long, value_name = "NAME", requires = "file")]
    name: Option<String>,

    /// Print status and headers before the body
    #[arg(short, long)]
    include: bool,

    /// Send fields that the documents do not know, and values that they do not allow
    #[arg(long)]
    unchecked: bool,

    /// Take the operation of Cloudsway
    #[arg(long)]
    cloudsway: bool,

    /// List all operations
    #[arg(long, conflicts_with_all = ["operation", "fields", "input", "file", "describe"])]
    list: bool,

    /// Show what the operation takes and costs, and send nothing
    #[arg(long, conflicts_with_all = ["fields", "input", "file"])]
    describe: bool,
}

impl Api {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let output = &session.output;
        let Some(typed) = &self.operation else {
            return described::list(output);
        };
        let named = named::find(typed, self.cloudsway.then_some(named::Api::Cloudsway))?;
        if self.describe {
            return Described::of(named).show(output);
        }
        let (call, bar) = self.call(named, session).await?;
        let answer = tokio::select! {
            answer = call.send() => Ok(answer),
            () = interrupted() => Err(given_up(named.operation)),
        };
        drop(bar);
        let answer = answer??;
        let body = session.hide(answer.body());
        show(&answer, &body, named, self.include, output)?;
        answer.into_result()?;
        Ok(())
    }

    /// The call with all that was given for it, and the bar of its file.
    async fn call(
        &self,
        named: Named,
        session: &Session,
    ) -> Result<(OperationCall, Option<Bar>), Failure> {
        let operation = named.operation;
        let mut given = Vec::new();
        for field in &self.fields {
            given.push(fields::read(field)?);
        }
        let options = Options::new().checks(!self.unchecked);
        let mut call = match named.api {
            named::Api::Useapi => session.useapi()?.with(options).call(operation),
            named::Api::Cloudsway => session.cloudsway()?.with(options).call(operation),
        };
        let mut body = None;
        if let Some(input) = &self.input {
            let source = match input.as_str() {
                "-" => "-".to_owned(),
                path => format!("@{path}"),
            };
            body = Some(fields::json("input", &given::text("input", source)?)?);
        }
        let is_given = |body: &Option<Value>| {
            let of_body = body
                .as_ref()
                .is_some_and(|body| body.get("account").is_some());
            of_body || given.iter().any(|(name, _)| name == "account")
        };
        if takes_account(operation)
            && !is_given(&body)
            && let Some(account) = session.account()
        {
            call = call.field("account", account);
        }
        if let Some(body) = body {
            call = call.body(body);
        }
        for (name, value) in given {
            call = call.field(name, value);
        }
        let Some(path) = &self.file else {
            return Ok((call, None));
        };
        let (name, output) = (self.name.as_deref(), &session.output);
        let (file, bar) = match operation.body {
            Body::Multipart(_) => uploading::open_named(path, name, output).await?,
            _ => uploading::open(path, output).await?,
        };
        Ok((call.upload(file), Some(bar)))
    }
}

/// Whether the chosen account can go along unasked: not where the call is about an account.
fn takes_account(operation: &Operation) -> bool {
    match operation.parameter("account") {
        Some(parameter) => parameter.location == Location::Query,
        None => operation.has_field("account"),
    }
}

/// What Ctrl-C means for the money.
fn given_up(operation: &Operation) -> Failure {
    let message = if operation.cost == Cost::Free {
        format!("{}: interrupted", operation.id)
    } else {
        format!(
            "{}: interrupted before an answer; it may be accepted, and be charged: look for it \
             before it is sent again",
            operation.id
        )
    };
    Failure::Interrupted {
        message,
        resume: None,
    }
}

fn show(
    answer: &Answer,
    body: &[u8],
    named: Named,
    include: bool,
    output: &Output,
) -> Result<(), Failure> {
    let status = answer.status();
    if output.for_people() {
        if include {
            output.line(&format!("HTTP {status}"))?;
            for (name, value) in headers(answer) {
                output.line(&format!("{name}: {}", value.as_str().unwrap_or_default()))?;
            }
            output.line("")?;
        } else if status.is_success() {
            // Of any other, the error tells it.
            output.hint(&status.to_string());
        }
        return match body {
            [] => Ok(()),
            body => output.raw(body),
        };
    }
    let text = String::from_utf8_lossy(body);
    let body = match serde_json::from_slice(body) {
        Ok(body) => body,
        Err(_) if text.is_empty() => Value::Null,
        Err(_) => Value::from(text),
    };
    let mut told = json!({ "operation": named.name(), "status": status.as_u16(), "body": body });
    if include {
        told["headers"] = headers(answer).into();
    }
    output.show(&told, |_| Ok(()))
}

/// Headers as they came, but for cookies.
fn headers(answer: &Answer) -> Map<String, Value> {
    let mut told = Map::new();
    for (name, value) in answer.headers() {
        let value = match name.as_str() {
            "set-cookie" => "[redacted]".into(),
            _ => String::from_utf8_lossy(value.as_bytes()),
        };
        let value = crate::shown::one_line(&value).into_owned();
        match told.get_mut(name.as_str()) {
            Some(Value::String(all)) => *all = format!("{all}, {value}"),
            _ => {
                told.insert(name.to_string(), value.into());
            }
        }
    }
    told
}
