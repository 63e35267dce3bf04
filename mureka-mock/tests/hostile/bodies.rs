//! Bodies: broken off, too deep, of odd numbers, in other charsets, and forms.

use mureka_mock::MockServer;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::wire::{HEADERS, SONG, assert_well, connect, raw, raw_and_end, request, rest, until};

const BODY: &str = r#"{"prompt":"a","async":true}"#;
const FILES: &str = "/v1/ai/any/mureka/files/upload";
const FORM: &str = "multipart/form-data; boundary=X";

/// A part of a form.
fn part(name: &str, file: bool, text: &str) -> String {
    let file = if file { "; filename=\"a.mp3\"" } else { "" };
    format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n")
}

#[tokio::test]
async fn a_body_that_ends_before_its_end_is_not_accepted_however_whole_it_looks() {
    let mock = MockServer::start().await.unwrap();
    let post = format!("POST {SONG} HTTP/1.1\r\n{HEADERS}");
    let chunk = format!(
        "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{BODY}\r\n",
        BODY.len()
    );
    let upload = "/v1/mureka/files/?title=t&genre=pop&mood=happy";
    for (sent, bytes) in [
        (format!("{post}Content-Length: 100\r\n\r\n{BODY}"), 27),
        (format!("{post}{chunk}"), 27),
        (format!("{post}{chunk}zz\r\n"), 27),
        (format!("{post}Prefer: code=200\r\n{chunk}zz\r\n"), 27),
        (format!("{post}{chunk}ffffffffffffffffff\r\n"), 27),
        (
            format!("{post}Transfer-Encoding: chunked\r\n\r\n-1\r\n{BODY}"),
            0,
        ),
        (
            format!(
                "POST {upload} HTTP/1.1\r\n{HEADERS}Content-Type: audio/mpeg\r\nContent-Length: 9\r\n\r\nID3"
            ),
            3,
        ),
    ] {
        let answer = raw_and_end(&mock, &sent).await;
        assert_eq!(answer.status, 400, "{sent}: {answer:?}");
        let words = format!("body: ended after {bytes} bytes, before its end");
        assert_eq!(answer.json()["error"], words, "{sent}");
    }
    assert_eq!((mock.ledger().total, mock.jobs().len()), (0, 0));
}

#[tokio::test]
async fn who_goes_away_in_the_middle_of_a_body_pays_nothing() {
    let mock = MockServer::start().await.unwrap();
    for _ in 0..20 {
        let mut stream = connect(&mock).await;
        let sent = format!("POST {SONG} HTTP/1.1\r\n{HEADERS}Content-Length: 28\r\n\r\n{BODY}");
        stream.write_all(sent.as_bytes()).await.unwrap();
    }
    until("20 came", || mock.requests().len() == 20).await;
    assert_eq!((mock.ledger().total, mock.jobs().len()), (0, 0));
}

#[tokio::test]
async fn json_that_is_none_or_too_much_is_refused_with_the_reason() {
    let mock = MockServer::start().await.unwrap();
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"prompt":"{}"}}"#, "a".repeat(1_100_000));
    let fields: String = (0..50_000).map(|at| format!("\"f{at}\":1,")).collect();
    let fields = format!("{{{fields}\"prompt\":\"a\"}}");
    let utf16: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (sent, words) in [
        (deep.as_bytes(), "body: not JSON: recursion limit exceeded"),
        (
            br#"{"prompt":1e999}"#,
            "body: not JSON: number out of range",
        ),
        (br#"{"prompt":NaN}"#, "body: not JSON: expected value"),
        (
            br#"{"prompt":-0}"#,
            "prompt: the number -0.0, text is required",
        ),
        (
            br#"{"async":9223372036854775808}"#,
            "async: the number 9223372036854775808",
        ),
        (
            br#"{"prompt":"a","prompt":"b"}"#,
            "prompt: given twice, once is allowed",
        ),
        (b"\xef\xbb\xbf{}", "body: not JSON: expected value"),
        (br#"{"prompt":"\ud800"}"#, "body: not JSON: "),
        (b"{\"prompt\":\"\xe9\"}", "body: not UTF-8 from byte 11 on"),
        (
            b"{\"prompt\":\"a\nb\"}",
            "body: not JSON: control character",
        ),
        (&utf16, "body: not JSON: "),
        (b"{} {}", "body: not JSON: trailing characters"),
        (b"", "body: empty, JSON is required"),
        (b"[]", "body: a list, an object is required"),
        (b"null", "body: null, an object is required"),
        (b"\"a\"", "body: text, an object is required"),
        (
            long.as_bytes(),
            "body: 1100013 bytes, at most 1048576 are read as JSON",
        ),
        (
            fields.as_bytes(),
            "f0: not a field of this call; f1: not a field",
        ),
    ] {
        let answer = raw(&mock, request("POST", SONG, "application/json", sent)).await;
        assert_eq!(answer.status, 400, "{words}: {answer:?}");
        let error = answer.json()["error"].clone();
        let begins = error.as_str().is_some_and(|error| error.starts_with(words));
        assert!(begins, "{words}: {error}");
    }
    assert_eq!(mock.ledger().total, 0);
}

#[tokio::test]
async fn a_number_written_with_a_point_counts_as_much() {
    for (n, choices) in [("1.0", 1), ("3e0", 3), ("2", 2)] {
        let mock = MockServer::start().await.unwrap();
        let body = format!(r#"{{"lyrics":"a","prompt":"b","n":{n}}}"#);
        let path = "/v1/ai/any/mureka/song";
        let sent = request(
            "POST",
            &format!("{path}/generate"),
            "application/json",
            body,
        );
        let task = raw(&mock, sent).await;
        assert_eq!(task.status, 200, "{task:?}");
        mock.advance(std::time::Duration::from_secs(10));
        let id = task.json()["data"]["taskId"].clone();
        let query = format!("{path}/query/{}", id.as_str().unwrap());
        let done = crate::wire::get(&mock, &query).await.json();
        assert_eq!(
            done["data"]["choices"].as_array().unwrap().len(),
            choices,
            "{n}"
        );
    }
}

#[tokio::test]
async fn forms_that_are_none_are_refused_with_the_reason() {
    let mock = MockServer::start().await.unwrap();
    let purpose = part("purpose", false, "reference");
    let file = part("file", true, "ID3");
    for (kind, body, words) in [
        (
            "multipart/form-data",
            file.clone(),
            "body: not a form: multipart boundary not found",
        ),
        (
            "multipart/form-data; boundary=",
            file.clone(),
            "body: not a form: incomplete",
        ),
        (
            "multipart/mixed; boundary=X",
            file.clone(),
            "body: not a form: Content-Type is not",
        ),
        (FORM, String::new(), "body: not a form: incomplete"),
        (
            FORM,
            "--X--\r\n".to_owned(),
            "file: required, and missing; purpose: required",
        ),
        (
            FORM,
            format!("{purpose}{file}"),
            "body: not a form: field \"file\" received with",
        ),
        (FORM, "--X\r\n\r\na\r\n--X--\r\n".to_owned(), "body: "),
        (
            FORM,
            "--X\r\n\0: b\r\n\r\na\r\n--X--\r\n".to_owned(),
            "body: not a form: failed to read headers",
        ),
        (
            FORM,
            format!("{}--X--\r\n", part("a\r\nb", false, "")),
            "body: not a form: failed",
        ),
        (
            FORM,
            format!("{purpose}{}--X--\r\n", part("file", false, "a")),
            "file: text, a file is required",
        ),
        (
            FORM,
            format!("{}{file}--X--\r\n", part("purpose", true, "a")),
            "purpose: a file, text is required",
        ),
        (
            FORM,
            format!("{}{file}--X--\r\n", purpose.repeat(3)),
            "purpose: given 3 times, once is allowed",
        ),
        (
            FORM,
            format!("{purpose}{}--X--\r\n", file.repeat(3)),
            "file: given 3 times, once is allowed",
        ),
    ] {
        let answer = raw(&mock, request("POST", FILES, kind, &body)).await;
        assert_eq!(answer.status, 400, "{words}: {answer:?}");
        let message = answer.json()["message"].clone();
        let begins = message
            .as_str()
            .is_some_and(|message| message.starts_with(words));
        assert!(begins, "{words}: {message}");
    }
    let good = format!("{purpose}{file}--X--\r\n");
    for kind in [
        "MultiPart/Form-Data; Boundary=X",
        "multipart/form-data; charset=utf-16; boundary=\"X\"",
    ] {
        let answer = raw(&mock, request("POST", FILES, kind, &good)).await;
        assert_eq!(answer.status, 200, "{kind}: {answer:?}");
    }
}

#[tokio::test]
async fn a_problem_of_a_form_is_told_also_to_who_sends_all_before_he_reads() {
    let mock = MockServer::start().await.unwrap();
    let file = "a".repeat(16_000_000);
    let body = format!(
        "--X\r\n\r\nno name\r\n{}--X--\r\n",
        part("file", true, &file)
    );
    let mut stream = connect(&mock).await;
    let sent = request("POST", FILES, FORM, body);
    // Who hangs up on a caller that sends still has told him nothing.
    stream.write_all(&sent).await.unwrap();
    assert_eq!(
        rest(stream).await.json()["message"],
        "body: a part of the form has no name"
    );
    assert_well(&mock, "a long form").await;
}

#[tokio::test]
async fn a_form_for_a_call_that_takes_json_is_read_as_the_same_fields() {
    let mock = MockServer::start().await.unwrap();
    let fields = format!(
        "{}{}--X--\r\n",
        part("prompt", false, "a"),
        part("async", false, "true")
    );
    let answer = raw(&mock, request("POST", SONG, FORM, fields)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let sent = json!({"account": "12345678901234", "prompt": "a", "async": true});
    assert_eq!(answer.json()["request"], sent);
}
