//! What could not be read is told, page by page, and never passes silently.
#![cfg(feature = "drift")]

use mureka_gen::reference::{Page, read};

const BALLADS: &str = include_str!("pages/ballads.lines.txt");

fn ballad(text: &str) -> Page {
    let mut pages = read("ballads", text.as_bytes()).expect("pages").pages;
    pages.pop().expect("there are some")
}

/// What the page of the ballad leaves unread after a change.
fn unread(from: &str, to: &str) -> Vec<String> {
    assert!(BALLADS.contains(from), "{from}");
    let page = ballad(&BALLADS.replace(from, to));
    page.unread
        .iter()
        .map(|doubt| format!("{}: {}", doubt.what, doubt.why))
        .collect()
}

#[test]
fn an_item_without_a_name_is_told() {
    assert_eq!(
        unread("- `async` is optional", "- Another thing is optional"),
        ["item of a list of parameters: it starts with no name"]
    );
}

#[test]
fn a_payload_that_is_none_is_told() {
    assert_eq!(
        unread("    \"ballad_id\": 12,", "    \"ballad_id\": twelve,"),
        ["payload of status 200: `twelve` is no value"]
    );
    assert_eq!(
        unread("\"Sing of the sea\"", "Sing of the sea"),
        ["payload of the request: `Sing` is no value"]
    );
}

#[test]
fn code_in_another_language_among_the_responses_is_told() {
    assert_eq!(
        unread(
            "```json\n{\n    \"error\": \"No slot\"\n}",
            "```yaml\nerror: { why: No slot }"
        ),
        ["code in `yaml` among the responses: neither JSON nor TypeScript"]
    );
}

#[test]
fn a_section_that_is_not_known_is_told_if_facts_stand_in_it() {
    let section = |text: &str| {
        unread(
            "##### Examples",
            &format!("##### Wondrous Things\n\n{text}\n\n##### Examples"),
        )
    };
    let told = ["section Wondrous Things: its heading is not known"];
    assert_eq!(section("- `wonder` is required."), told);
    assert_eq!(section("```json\n{ \"wonder\": 1 }\n```"), told);
    assert_eq!(section("Prose, and nothing else."), [""; 0]);
    assert_eq!(section("- An item about nothing."), [""; 0]);
    assert_eq!(section("``` bash\ncurl https://a\n```"), [""; 0]);
}

#[test]
fn a_page_of_a_call_without_an_address_is_told() {
    assert_eq!(
        unread(
            "> **https://api.useapi.net/v1/mureka/ballads/`ballad_id`/?…**",
            ""
        ),
        // The address among the examples is that of another call, but better than none.
        [""; 0]
    );
    let text = BALLADS.replace("https://api.useapi.net/v1/", "https://example.org/");
    let page = ballad(&text);
    assert_eq!(page.endpoint, None);
    assert_eq!(page.unread.len(), 1);
    assert_eq!(page.unread[0].what, "path of post-mureka-ballads-ballad_id");
}

#[test]
fn the_address_of_another_host_is_read_with_the_host() {
    for (address, server) in [
        ("https://api.useapi.net/v1/", "https://api.useapi.net"),
        ("https://api2.useapi.net/v1/", "https://api2.useapi.net"),
        ("http://api.useapi.net/v1/", "http://api.useapi.net"),
        (
            "https://eu.example.org:8443/v1/",
            "https://eu.example.org:8443",
        ),
    ] {
        let page = ballad(&BALLADS.replace("https://api.useapi.net/v1/", address));
        let endpoint = page.endpoint.expect("an endpoint");
        assert_eq!(endpoint.server, server);
        assert_eq!(endpoint.path, "/v1/mureka/ballads/{ballad_id}");
    }
}

#[test]
fn more_than_is_kept_is_told_once() {
    let payloads = "```json\n{ \"a\": 1 }\n```\n\n".repeat(120);
    let statuses: String = (400..560).map(|code| format!("**{code}**\n\n")).collect();
    for (text, what) in [(payloads, "payloads of a status"), (statuses, "statuses")] {
        let told = unread(
            "##### Examples",
            &format!("##### Responses\n\n{text}##### Examples"),
        );
        let expected = format!("{what}: only the first 100 are read");
        assert_eq!(told, [expected]);
    }
}

#[test]
fn figures_of_a_page_that_contradict_each_other_are_told() {
    assert_eq!(
        unread(
            "up to **4 parallel ballads**",
            "up to **3 parallel ballads**"
        ),
        ["slots: the page says both 3 and 4"]
    );
}

#[test]
fn code_that_does_not_end_is_told() {
    let cut = BALLADS.split("    code?: number").next().expect("a part");
    let page = ballad(cut);
    let whats: Vec<&str> = page
        .unread
        .iter()
        .map(|doubt| doubt.what.as_str())
        .collect();
    assert_eq!(whats, ["code", "model in TypeScript"]);
}

#[test]
fn bytes_that_are_no_text_are_told_on_their_page() {
    let mut bytes = BALLADS.as_bytes().to_vec();
    let at = BALLADS.find("What is sung").expect("it is there");
    bytes[at] = 0xff;
    let pages = read("ballads", &bytes).expect("pages").pages;
    assert_eq!(pages[0].repaired, []);
    let doubt = &pages[1].repaired[0];
    assert_eq!(
        (doubt.what.as_str(), doubt.why.as_str()),
        ("encoding", "bytes that are no UTF-8 are replaced")
    );
    assert!(
        doubt.excerpt.starts_with("\u{fffd}hat is sung."),
        "{doubt:?}"
    );
}

#[test]
fn a_doubt_knows_its_line_and_its_first_words() {
    let page = ballad(&BALLADS.replace("- `async` is", "- Async,   in  short, is"));
    let line = 1 + BALLADS
        .lines()
        .position(|line| line.contains("`async`"))
        .expect("it is there");
    assert_eq!(page.unread[0].line, line);
    assert_eq!(
        page.unread[0].excerpt,
        "- Async, in short, is optional, answers at once (default: `f…"
    );
}

#[test]
fn files_without_a_page_are_refused_by_name() {
    for (bytes, why) in [
        (&b""[..], "no page of documentation is found in it"),
        (
            b"Nothing of interest.",
            "no page of documentation is found in it",
        ),
        (
            b"{\"openapi\": \"3.0.3\"}",
            "no page of documentation is found in it",
        ),
        (&[0xff; 100], "no page of documentation is found in it"),
        (
            &[0x1f, 0x8b, 8, 0],
            "it is compressed with gzip; unpack it first",
        ),
        (&[0xff, 0xfe, b'#', 0], "it is UTF-16; save it as UTF-8"),
        (
            b"Call Request URL https://a.cloudsway.net/b",
            "it names Cloudsway, but no line is a label such as `Request URL`; are the ends of its lines lost?",
        ),
        (
            b"<!DOCTYPE html><html><body>https://api.useapi.net/v1/x</body></html>",
            "it is HTML; the text of the page is needed, or the reference in one file",
        ),
    ] {
        let error = read("some/where.txt", bytes).expect_err("nothing is found");
        assert_eq!(error.to_string(), format!("some/where.txt: {why}"));
    }
}

#[test]
fn files_that_are_too_large_are_refused() {
    let large = vec![b' '; 8 * 1024 * 1024 + 1];
    let error = read("large", &large).expect_err("it is too large");
    assert_eq!(
        error.to_string(),
        "large: 8388609 bytes, at most 8388608 are read"
    );
}

#[test]
fn files_with_far_too_many_pages_are_refused() {
    let url = "=== URL: https://useapi.net/docs/api-mureka-v1/x === ".repeat(1001);
    let call = "Request Method\nPOST\nRequest URL\nhttps://a.cloudsway.net/mureka/b\n".repeat(1001);
    for text in [url, call] {
        let error = read("many", text.as_bytes()).expect_err("there are too many");
        assert_eq!(error.to_string(), "many: 1001 pages, at most 1000 are read");
    }
}

#[test]
fn parameters_without_their_heading_are_found_all_the_same() {
    let page = ballad(&BALLADS.replace("##### Request Body\n", ""));
    let endpoint = page.endpoint.expect("an endpoint");
    let names: Vec<&str> = endpoint
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["ballad_id", "verse", "model", "mood", "tempo", "async"]
    );
    assert_eq!(endpoint.requests.len(), 1);
    assert_eq!(page.unread, []);
}

#[test]
fn statuses_and_models_without_their_headings_are_found_all_the_same() {
    let whole = ballad(BALLADS).endpoint.expect("an endpoint");
    let text = BALLADS
        .replace("##### Responses\n", "")
        .replace("##### Model\n", "");
    let page = ballad(&text);
    let endpoint = page.endpoint.expect("an endpoint");
    let codes = |endpoint: &mureka_gen::reference::Endpoint| -> Vec<(u16, usize)> {
        endpoint
            .statuses
            .iter()
            .map(|s| (s.code, s.payloads.len()))
            .collect()
    };
    assert_eq!(codes(&endpoint), codes(&whole));
    assert_eq!(endpoint.models.len(), whole.models.len());
    assert_eq!(page.unread, []);
}

#[test]
fn program_code_is_no_fact() {
    let whole = ballad(BALLADS);
    for code in [
        "``` bash\ncurl -d '{ \"nonsense\": 1, }'\n```",
        "```javascript\nconst a = { b: 1, }; // - `x` is required.\n```",
        "```json\n{ \"not\": JSON }\n```",
        "- `x` is required.\n\n**500** **500 Server Error**",
    ] {
        let page = ballad(&format!("{BALLADS}\n{code}\n"));
        assert_eq!(page, whole, "{code}");
    }
}
