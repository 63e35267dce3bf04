//! What an answer that reports a failure says: its class and its message.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;

use crate::ErrorKind;
use crate::decode::without_mark;
use crate::redact::Secrets;

/// Where the services put the reason, the clearest first.
const MESSAGE_FIELDS: [&str; 5] = ["error", "msg", "code_msg", "message", "errorDetails"];

/// 429 because of the 10 slots; stands in the text, and not always as `code`.
const SLOTS_FULL: &str = "6323";

/// Longest message in characters.
const MESSAGE_LIMIT: usize = 200;

/// 403 because of the plan.
const PLAN_TOO_LOW: &str = "6335";

/// What users have seen where there are no credits, whatever the status.
const NO_CREDITS: &str = "balance is not enough";

/// The login behind an account ran out; comes inside of a 400.
const EXPIRED: &str = "597";

/// Words of refusals for what a request says. The docs have none; these are those of the trade.
const MODERATION: [&str; 6] = [
    "moderat",
    "sensitive",
    "prohibited",
    "violat",
    "inappropriate",
    "content policy",
];

/// What an answer that reports a failure says.
#[derive(Debug, PartialEq)]
pub struct Verdict {
    /// The class.
    pub kind: ErrorKind,
    /// One line, without secrets.
    pub message: String,
    /// The code beside the status.
    pub code: Option<String>,
}

/// The class of a failure by its status, its code and its words.
///
/// Also for jobs that failed, whose `code` is the status of the failure.
pub fn kind(status: u16, code: Option<&str>, text: Option<&str>) -> ErrorKind {
    let says =
        |number: &str| code == Some(number) || text.is_some_and(|text| text.contains(number));
    match status {
        401 => ErrorKind::Unauthorized,
        402 | 412 => ErrorKind::NoCredits,
        400..=499 if text.is_some_and(|text| text.contains(NO_CREDITS)) => ErrorKind::NoCredits,
        403 if says(PLAN_TOO_LOW) => ErrorKind::PlanTooLow,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::NotReady,
        410 => ErrorKind::Expired,
        429 if says(SLOTS_FULL) => ErrorKind::SlotsFull,
        429 => ErrorKind::RateLimited,
        400..=499 if code == Some(EXPIRED) => ErrorKind::Expired,
        400..=499 if text.is_some_and(is_moderation) => ErrorKind::Moderated,
        400..=499 => ErrorKind::Api,
        596 => ErrorKind::AccountBroken,
        500..=599 => ErrorKind::Server,
        _ => ErrorKind::Unexpected,
    }
}

/// Whether a refusal is about what the request says.
pub fn is_moderation(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    MODERATION.iter().any(|word| text.contains(word))
}

/// The class of an answer and its message in one line, without secrets.
pub fn classify(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    secrets: &Secrets,
) -> Verdict {
    // First redacted, then shortened: half a token is still half a token.
    let line = |text: &str| one_line(&secrets.redact(text));
    let value: Option<Value> = serde_json::from_slice(without_mark(body)).ok();
    let code = value.as_ref().and_then(code).map(|code| line(&code));
    let text = value.as_ref().and_then(text);
    let kind = kind(status.as_u16(), code.as_deref(), text);

    let mut message = match (text, &value) {
        (Some(text), _) => line(text),
        (None, Some(_)) => reason(status),
        (None, None) => line(&format!("{} ({})", reason(status), describe(headers, body))),
    };
    if let Some(code) = &code
        && code != status.as_str()
        && !message.contains(code.as_str())
    {
        message = format!("{message} ({code})");
    }
    Verdict {
        kind,
        message,
        code,
    }
}

/// At most 200 characters of a text, without control characters.
pub fn one_line(text: &str) -> String {
    let mut characters = text.trim().chars();
    let mut line: String = characters
        .by_ref()
        .take(MESSAGE_LIMIT)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if characters.next().is_some() {
        line.push('…');
    }
    line
}

fn text(value: &Value) -> Option<&str> {
    MESSAGE_FIELDS
        .iter()
        .find_map(|field| match value.get(field)? {
            Value::String(text) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
            // { "error": { "message": … } }
            inner @ Value::Object(_) => text(inner),
            _ => None,
        })
}

fn code(value: &Value) -> Option<String> {
    match value.get("code")? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn reason(status: StatusCode) -> String {
    status
        .canonical_reason()
        .unwrap_or("no reason given")
        .to_owned()
}

/// A body that is no JSON: its type and length, never the text.
fn describe(headers: &HeaderMap, body: &[u8]) -> String {
    if body.is_empty() {
        return "empty body".to_owned();
    }
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or("no content type");
    format!("{media_type}, {} bytes", body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, body: &str) -> (ErrorKind, String) {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, "text/html; charset=utf-8".parse().unwrap());
        let status = StatusCode::from_u16(status).unwrap();
        let verdict = classify(status, &headers, body.as_bytes(), &Secrets::default());
        (verdict.kind, verdict.message)
    }

    #[test]
    fn every_documented_shape_has_its_class_and_message() {
        use ErrorKind::{
            AccountBroken, Api, Expired, Moderated, NoCredits, NotFound, NotReady, PlanTooLow,
            RateLimited, Server, SlotsFull, Unauthorized, Unexpected,
        };
        for (status, body, kind, message) in [
            (
                400,
                r#"{"error": "prompt is required", "code": 400}"#,
                Api,
                "prompt is required",
            ),
            (400, r#"{"error": "", "code": 400}"#, Api, "Bad Request"),
            (
                400,
                r#"{"error": "expired", "code": 597}"#,
                Expired,
                "expired (597)",
            ),
            (
                401,
                r#"{"error": "Unauthorized", "code": 401}"#,
                Unauthorized,
                "Unauthorized",
            ),
            (
                403,
                r#"{"error": "low vip level (6335)"}"#,
                PlanTooLow,
                "low vip level (6335)",
            ),
            (404, "", NotFound, "Not Found (empty body)"),
            (
                429,
                r#"{"code": 9008, "msg": "Too frequently"}"#,
                RateLimited,
                "Too frequently (9008)",
            ),
            (
                429,
                r#"{"code": "6323"}"#,
                SlotsFull,
                "Too Many Requests (6323)",
            ),
            (
                429,
                r#"{"error": "Generate multiple task exceed limit. (6323)"}"#,
                SlotsFull,
                "Generate multiple task exceed limit. (6323)",
            ),
            (429, "", RateLimited, "Too Many Requests (empty body)"),
            (
                412,
                r#"{"code_msg": "balance is not enough"}"#,
                NoCredits,
                "balance is not enough",
            ),
            (
                596,
                r#"{"error": "x", "code": "REFRESH_FAILED"}"#,
                AccountBroken,
                "x (REFRESH_FAILED)",
            ),
            (
                502,
                "<html></html>",
                Server,
                "Bad Gateway (text/html, 13 bytes)",
            ),
            (500, r#"{"error": {"message": "deep"}}"#, Server, "deep"),
            (402, "", NoCredits, "Payment Required (empty body)"),
            (409, "", NotReady, "Conflict (empty body)"),
            (410, "", Expired, "Gone (empty body)"),
            (
                400,
                r#"{"error": "Sensitive words in the prompt"}"#,
                Moderated,
                "Sensitive words in the prompt",
            ),
            (302, "", Unexpected, "Found (empty body)"),
            (206, "[1]", Unexpected, "Partial Content"),
        ] {
            assert_eq!(
                of(status, body),
                (kind, message.to_owned()),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn a_message_is_one_short_line() {
        assert_eq!(one_line(" a\nb\u{1b}[0m "), "a b [0m");
        assert_eq!(one_line(&"é".repeat(300)).chars().count(), 201);
    }
}
