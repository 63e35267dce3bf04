//! Any bytes give a result or an error, in time that grows with their length.
#![cfg(feature = "drift")]

use std::time::{Duration, Instant};

use mureka_gen::reference::{Page, read};
use proptest::prelude::*;

const LINES: &str = include_str!("pages/ballads.lines.txt");
const PACKED: &str = include_str!("pages/ballads.packed.txt");
const PAGE: &str = include_str!("pages/ballads.page.txt");
const CLOUDSWAY: &str = include_str!("pages/ballads.cloudsway.txt");

fn pages(text: &[u8]) -> Vec<Page> {
    read("bytes", text)
        .map(|reference| reference.pages)
        .unwrap_or_default()
}

/// What a text is filled up with, behind the start of a page that leads to its reader.
const STARTS: [&str; 6] = [
    "",
    "=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-x === > **https://api.useapi.net/v1/mureka/x** ##### Request Headers ``` yaml Content-Type: application/json ``` ##### Request Body ",
    "=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-x ===\n> **https://api.useapi.net/v1/mureka/x**\n##### Request Body\n- `a` is optional. ",
    "=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-x === > **https://api.useapi.net/v1/mureka/x** ##### Responses **200** **200 OK** ",
    "=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-x ===\n> **https://api.useapi.net/v1/mureka/x**\n##### Model\n```typescript { a: string ",
    "https://genaiapi.cloudsway.net/\nRequest URL\nhttps://genaiapi.cloudsway.net/v1/ai/x/mureka/y\nRequest Parameters\n| Field | Type |\n|---|---|\n",
];

#[test]
fn a_megabyte_of_anything_is_read_in_seconds() {
    let fillings = [
        "*",
        "`",
        "{",
        "[",
        "|",
        "=== URL: ",
        "=== URL: https://a === ",
        "- `a`",
        "- `a` ",
        "``` ",
        "```\n",
        "<",
        "//",
        "// a: ",
        "##### ",
        "**200** ",
        "{\"a\":",
        "(",
        "&",
        "~~~",
        "\n- x",
        "\"",
        "/*",
        "\n",
    ];
    // Quadratic growth would take minutes.
    let budget = Duration::from_secs(15);
    for (index, start) in STARTS.into_iter().enumerate() {
        // Growth shows with less, too.
        let length = if index == 0 { 1_000_000 } else { 250_000 };
        for filling in fillings {
            let text = start.to_owned() + &filling.repeat(length / filling.len());
            let begun = Instant::now();
            let _ = read("filled", text.as_bytes());
            let took = begun.elapsed();
            assert!(took < budget, "{took:?} for {filling:?} behind {start:?}");
        }
    }
}

#[test]
fn deep_nesting_is_no_danger() {
    for (open, close) in [
        ("{\"a\":", "}"),
        ("[", "]"),
        ("{ a: ", " }"),
        ("(", ")"),
        ("Array<", ">"),
    ] {
        let deep = open.repeat(50_000) + &close.repeat(50_000);
        for language in ["json", "typescript"] {
            let page = format!(
                "=== URL: https://useapi.net/docs/api-mureka-v1/get-mureka-x ===\n\
                 > **https://api.useapi.net/v1/mureka/x**\n##### Responses\n**200**\n```{language}\n{deep}\n```\n"
            );
            let pages = pages(page.as_bytes());
            assert_eq!(pages[0].unread.len(), 1, "{open} as {language}");
        }
    }
}

#[test]
fn endless_lists_are_cut_and_that_is_told() {
    let items: String = (0..5000)
        .map(|n| format!("- `a{n}` is required.\n"))
        .collect();
    let page = format!(
        "=== URL: https://useapi.net/docs/api-mureka-v1/get-mureka-x ===\n\
         > **https://api.useapi.net/v1/mureka/x**\n##### Query Parameters\n{items}"
    );
    let pages = pages(page.as_bytes());
    assert_eq!(pages[0].unread[0].why, "only the first 300 are read");
    let endless = format!("{page}- `b` is optional. {}", "More words. ".repeat(20_000));
    let endless = endless.replace(&items, "");
    let pages = self::pages(endless.as_bytes());
    assert_eq!(
        pages[0].unread[0].why,
        "only the first 100000 bytes of prose are read"
    );
}

#[test]
fn a_file_that_is_cut_keeps_the_pages_above_the_cut() {
    for text in [LINES, PACKED] {
        let whole = pages(text.as_bytes());
        for cut in (0..text.len()).step_by(7) {
            let part = pages(&text.as_bytes()[..cut]);
            // The last page is the one that was cut.
            for (part, whole) in part.iter().rev().skip(1).rev().zip(&whole) {
                assert_eq!(part, whole, "cut at {cut}");
            }
        }
    }
}

fn samples() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(LINES), Just(PACKED), Just(PAGE), Just(CLOUDSWAY)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let first = read("bytes", &bytes);
        prop_assert_eq!(first, read("bytes", &bytes));
    }

    #[test]
    fn any_marks_are_read_or_refused(
        start in 0..STARTS.len(),
        marks in proptest::collection::vec(
            prop::sample::select(vec![
                "```", "~~~", "json", "typescript", "{", "}", "[", "]", "\"a\"", ":", ",", "`a`",
                "- ", "* ", "**200**", "##### ", "Responses", "Model", "Request Body", "\n", "\n\n",
                " ", "|", "|---|", "//", "a: string", "is required", "values:", "é", "…", "&lt;",
                "=== URL: https://a/get-b ===", "https://api.useapi.net/v1/`x`", "<", ">", "(", ")",
                "1-50", "characters", "not", "with", "default", "\u{2028}", "\r", "'", "\\", "/*",
            ]),
            0..80,
        ),
    ) {
        let text = STARTS[start].to_owned() + &marks.concat();
        let first = read("marks", text.as_bytes());
        prop_assert_eq!(first, read("marks", text.as_bytes()));
    }

    #[test]
    fn a_page_with_any_splice_is_read(
        text in samples(),
        other in samples(),
        (at, from, length) in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..400usize),
    ) {
        let at = at.index(text.len());
        let from = from.index(other.len());
        let piece = &other.as_bytes()[from..(from + length).min(other.len())];
        let spliced = [&text.as_bytes()[..at], piece, &text.as_bytes()[at..]].concat();
        let _ = read("spliced", &spliced);
        let cut = [&text.as_bytes()[..at], &text.as_bytes()[(at + length).min(text.len())..]].concat();
        let _ = read("cut", &cut);
    }
}
