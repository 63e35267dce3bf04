//! Whatever a file holds, it ends in diagnostics or in code, within seconds. Nothing
//! panics, hangs or passes the check to fail behind it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mureka_gen::{Document, check, codegen, examples};

const SMALL: &str = include_str!("../../mureka-gen/fixtures/small.yaml");
const EVERYTHING: &str = include_str!("../fixtures/everything.yaml");

/// Far above what any of these takes on a slow machine, far below what squares of the
/// sizes here would take.
const LONG: Duration = Duration::from_secs(30);

/// The rules that refuse a text; none where it became code.
fn outcome(text: &str) -> Result<Vec<&'static str>, String> {
    let read = Document::parse("hostile.yaml", text).and_then(|document| {
        let api = check(&document)?;
        examples(&document, &api)?;
        Ok(api)
    });
    match read {
        Err(diagnostics) => {
            assert!(!diagnostics.render(false).is_empty());
            for found in diagnostics.iter() {
                // A text that is too large is not kept.
                let placed = found.line() > 0 || found.rule == "too-large";
                assert!(placed && !found.message.is_empty() && !found.remedy.is_empty());
            }
            Ok(diagnostics.iter().map(|found| found.rule).collect())
        }
        Ok(api) => match codegen::generate("useapi", &api) {
            Ok(_) => Ok(Vec::new()),
            Err(error) => Err(format!("passed the check, and then: {error}")),
        },
    }
}

/// The same, a panic or much time being a failure too.
fn survived(text: &str) -> Result<Vec<&'static str>, String> {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| outcome(text)));
    let result = result.unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        Err(format!("panicked: {}", message.unwrap_or_default()))
    })?;
    match start.elapsed() {
        took if took > LONG => Err(format!("took {took:?}")),
        _ => Ok(result),
    }
}

/// Small, without a dependency, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

/// What takes the place of a value or a name.
const VALUES: &[&str] = &[
    "null",
    "5",
    "1.5e308",
    "[]",
    "{}",
    "{a: b}",
    "''",
    "true",
    "self",
    "'{'",
    "'..'",
    "'`'",
    "a b",
    "größe",
    "\"a\\nb\"",
    "\"a\\rb\"",
    "\"\\u0000\"",
    "\"\\u202E\"",
    "object",
    "'#/components/schemas/Id'",
    "{$ref: '#/components/schemas/Song'}",
    "{$ref: '#/paths'}",
];

/// The scalars and keys of a text, roughly: what stands between marks.
fn words(text: &str) -> Vec<&str> {
    let marks = |c: char| " \n,{}[]'".contains(c);
    let words = text.split(marks).map(|word| word.trim_end_matches(':'));
    words.filter(|word| !word.is_empty()).collect()
}

fn mutate(text: &str, random: &mut Random) -> String {
    let words = words(text);
    let mut out = text.to_owned();
    for _ in 0..=random.below(2) {
        let lines: Vec<&str> = out.split_inclusive('\n').collect();
        let line = random.below(lines.len());
        let start: usize = lines[..line].iter().map(|line| line.len()).sum();
        let end = start + lines[line].len();
        let word = random.of(&words);
        // A place that is surely there: the pointer tells where the word lies.
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let place = at..at + word.len();
        let unchanged = out.get(place.clone()) == Some(word);
        match random.below(8) {
            0 => out.replace_range(start..end, ""),
            kind @ (1 | 2) => {
                let other = random.below(lines.len());
                let copy = lines[if kind == 1 { line } else { other }].to_owned();
                out.insert_str(start, &copy);
            }
            3 | 4 if unchanged => out.replace_range(place, random.of(VALUES)),
            5 | 6 if unchanged => out.replace_range(place, random.of(&words)),
            _ => {
                let mut cut = random.below(out.len());
                while !out.is_char_boundary(cut) {
                    cut -= 1;
                }
                if random.below(20) == 0 {
                    out.truncate(cut);
                } else {
                    out.insert(
                        cut,
                        ":-{}[]'\"#|&*\t\u{7f}"
                            .chars()
                            .nth(random.below(13))
                            .unwrap(),
                    );
                }
            }
        }
    }
    out
}

#[test]
fn changed_documents_end_in_diagnostics_or_in_code() {
    let mut random = Random(0x6d75_7265_6b61);
    let (mut code, mut refused) = (0, 0);
    for (text, runs) in [(SMALL, 500), (EVERYTHING, 40)] {
        for run in 0..runs {
            let changed = mutate(text, &mut random);
            match survived(&changed) {
                Ok(rules) if rules.is_empty() => code += 1,
                Ok(_) => refused += 1,
                Err(problem) => panic!("change {run}: {problem}\n{changed}"),
            }
        }
    }
    assert!(
        code > 20 && refused > 200,
        "{code} became code, {refused} were refused"
    );
}

#[test]
fn hostile_texts_end_in_a_diagnostic() {
    let deep_flow = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let deeper_flow = "[".repeat(100_000);
    let deep_block: String = (0..1_000)
        .map(|depth| format!("{:depth$}a:\n", ""))
        .collect();
    let big = format!("openapi: 3.0.3\nx: '{}'", "y".repeat(10 * 1024 * 1024));
    let many_keys: String = (0..99_000).map(|key| format!("k{key}: 1\n")).collect();
    let more_keys: String = (0..300_000).map(|key| format!("k{key}: 1\n")).collect();
    let hostile: Vec<(&str, &str)> = vec![
        ("", "empty-document"),
        ("\u{feff}", "empty-document"),
        ("just text", "not-openapi"),
        ("- a\n- b", "not-openapi"),
        ("\0\u{1}\u{2}", ""),
        ("%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<", ""),
        ("{\"openapi\": \"3.0.3\"", "not-yaml"),
        ("openapi: 3.0.3", "invalid-openapi"),
        ("openapi: 3.0.3\npaths: 5", "invalid-openapi"),
        ("openapi: 3.0.3\npaths: {/a: null}", "invalid-openapi"),
        ("? [a]\n: b", "key-not-text"),
        ("a: 1\n---\nb: 2", "several-documents"),
        ("a: &x [*x]", "alias"),
        ("a: !!binary x", ""),
        (&deep_flow, "too-deep"),
        (&deeper_flow, ""),
        (&deep_block, "too-deep"),
        (&big, "too-large"),
        (&many_keys, "not-openapi"),
        (&more_keys, "too-large"),
    ];
    for (text, rule) in hostile {
        let found = survived(text).unwrap();
        let start: String = text.chars().take(20).collect();
        assert!(!found.is_empty(), "{start:?} was taken");
        assert!(
            rule.is_empty() || found.contains(&rule),
            "{start:?} ends in {found:?}"
        );
    }
}

/// Schemas behind those of the small document.
fn with_schemas(schema: impl Fn(usize) -> String, count: usize) -> String {
    let schemas = (0..count).map(|n| format!("    {}\n", schema(n)));
    format!("{SMALL}{}", schemas.collect::<String>())
}

/// Sizes at which squares, and powers of two, would take minutes or the stack.
#[test]
fn large_documents_take_no_longer_than_they_are() {
    let long = "C".repeat(60);
    let cases = [
        (
            "problems",
            with_schemas(|n| format!("S{n}: {{type: nothing}}"), 40_000),
            "unsupported-schema",
        ),
        (
            "references that lead nowhere",
            with_schemas(
                |n| format!("{long}{n}: {{$ref: '#/components/schemas/{long}x{n}'}}"),
                10_000,
            ),
            "unresolved-ref",
        ),
        (
            "references in a row",
            with_schemas(
                |n| {
                    format!(
                        "R{n}: {{$ref: '#/components/schemas/R{}'}}",
                        (n + 1) % 30_000
                    )
                },
                30_000,
            ),
            "circular-ref",
        ),
        (
            "schemas in a row",
            with_schemas(
                |n| {
                    let next = (n + 1) % 8_000;
                    format!(
                        "C{n}: {{type: object, additionalProperties: false, properties: {{c: {{$ref: '#/components/schemas/C{next}'}}}}}}"
                    )
                },
                8_000,
            ),
            "recursive-schema",
        ),
        (
            "lists in lists",
            with_schemas(
                |n| {
                    let items = if n == 0 {
                        "type: string".to_owned()
                    } else {
                        format!("$ref: '#/components/schemas/L{}'", n - 1)
                    };
                    format!("L{n}: {{type: array, items: {{{items}}}}}")
                },
                5_000,
            ),
            "nested-too-deep",
        ),
        (
            "alternatives of themselves",
            with_schemas(
                |n| {
                    match n {
                    0 => "A: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/A'}]}".into(),
                    _ => "B: {type: object, additionalProperties: true, properties: {a: {$ref: '#/components/schemas/A'}}}".into(),
                }
                },
                2,
            ),
            "ambiguous-union",
        ),
        (
            "required names",
            SMALL.replace(
                "required: [prompt]",
                &format!(
                    "required: [{}]",
                    (0..50_000).map(|n| format!("x{n}, ")).collect::<String>()
                ),
            ),
            "unknown-required",
        ),
        (
            "parameters",
            SMALL.replace(
                "        - {name: last_id,",
                &format!(
                    "{}        - {{name: last_id,",
                    (0..5_000)
                        .map(|n| format!(
                            "        - {{name: p{n}, in: query, schema: {{type: string}}}}\n"
                        ))
                        .collect::<String>()
                ),
            ),
            "too-many-parameters",
        ),
    ];
    for (what, text, rule) in cases {
        let found = survived(&text).unwrap_or_else(|problem| panic!("{what}: {problem}"));
        assert!(found.contains(&rule), "{what} end in {found:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Document::load(&folder.path().join("missing.yaml")).unwrap_err();
    assert!(missing.to_string().contains("cannot be read"), "{missing}");
    let latin1 = folder.path().join("latin1.yaml");
    std::fs::write(&latin1, b"title: caf\xe9").unwrap();
    let latin1 = Document::load(&latin1).unwrap_err();
    assert!(
        latin1.to_string().contains("is not UTF-8 from byte 10 on"),
        "{latin1}"
    );
    let folder = Document::load(folder.path()).unwrap_err();
    assert!(folder.to_string().contains("cannot be read"), "{folder}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_end_is_not_read_to_its_end() {
    let endless = Document::load("/dev/zero".as_ref()).unwrap_err();
    assert!(endless.to_string().contains("too-large"), "{endless}");
}
