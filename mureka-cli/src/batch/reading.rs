//! A file of requests: read and checked to its end before anything is sent.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;
use std::path::Path;

use super::fields::nearest;
use super::request::{Kind, Request};
use super::table::{self, KIND, Row};
use crate::failure::Failure;
use crate::shown;

/// Longest file that is read: far more requests than anyone has credits for.
const MOST: u64 = 64 * 1024 * 1024;

/// Most complaints that are told; the others are counted.
const TOLD: usize = 20;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it begins in the file, from 1.
    pub at: u64,
    pub request: Request,
    /// What it is known by: what it asks for, and which of several equal ones it is.
    pub key: String,
}

/// Something that is wrong with a line.
#[derive(Debug)]
pub struct Wrong {
    at: u64,
    field: String,
    rule: String,
}

impl Wrong {
    pub fn new(at: u64, field: &str, rule: impl Into<String>) -> Self {
        Self {
            at,
            field: field.to_owned(),
            rule: rule.into(),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.at)?;
        if !self.field.is_empty() {
            write!(f, "{}: ", shown::one_line(&self.field))?;
        }
        f.write_str(&shown::one_line(&self.rule))
    }
}

/// The lines of a file; `-` is stdin.
pub fn file(path: &Path) -> Result<Vec<Line>, Failure> {
    let name = path.to_string_lossy();
    let is_stdin = name == "-";
    let name = if is_stdin { "stdin".into() } else { name };
    let broken = |error: std::io::Error| Failure::File(format!("{name}: {error}"));
    let mut bytes = Vec::new();
    if is_stdin {
        std::io::stdin().take(MOST + 1).read_to_end(&mut bytes)
    } else {
        let file = std::fs::File::open(path).map_err(broken)?;
        file.take(MOST + 1).read_to_end(&mut bytes)
    }
    .map_err(broken)?;
    if bytes.len() as u64 > MOST {
        let most = shown::bytes(MOST);
        return Err(Failure::Usage(format!(
            "{name}: more than {most}, which is the most that is read; split it"
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..sound).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        Failure::Usage(format!("{name}: line {line}: not UTF-8; save it as UTF-8"))
    })?;
    lines(&name, &text).map_err(|wrong| told(&name, &wrong))
}

/// The lines of a text, or everything that is wrong with them.
fn lines(name: &str, text: &str) -> Result<Vec<Line>, Vec<Wrong>> {
    let (rows, mut wrong) = table::rows(name, text);
    let mut lines: Vec<Line> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut references: HashMap<String, u64> = HashMap::new();
    for row in rows {
        let at = row.at;
        let Some(request) = request(row, &mut wrong) else {
            continue;
        };
        if let Some(reference) = request.reference() {
            // By it a job is found again after a crash: two jobs cannot share it.
            if let Some(other) = references.insert(reference.to_owned(), at) {
                let rule = format!("the same as in line {other}; each line needs its own, or none");
                wrong.push(Wrong::new(at, "replyRef", rule));
            }
        }
        let fingerprint = request.fingerprint();
        let count = seen.entry(fingerprint.clone()).or_default();
        *count += 1;
        let key = format!("{fingerprint}:{count}");
        lines.push(Line { at, request, key });
    }
    if lines.is_empty() && wrong.is_empty() {
        wrong.push(Wrong::new(1, "", "there are no requests"));
    }
    if wrong.is_empty() {
        Ok(lines)
    } else {
        wrong.sort_by_key(|wrong| wrong.at);
        Err(wrong)
    }
}

fn request(row: Row, wrong: &mut Vec<Wrong>) -> Option<Request> {
    let Row { at, mut fields } = row;
    let kind = match fields.remove(KIND) {
        None if fields.contains_key("lyrics") => Kind::Advanced,
        None => Kind::Create,
        Some(name) => {
            let name = name
                .as_str()
                .map_or_else(|| name.to_string(), str::to_owned);
            let Some(kind) = Kind::of_name(name.trim()) else {
                let names = Kind::ALL.map(Kind::name);
                let hint = nearest(&name, names).map(|name| format!("{name} is meant?"));
                let hint = hint.unwrap_or_else(|| format!("there are {}", names.join(", ")));
                wrong.push(Wrong::new(at, KIND, format!("{name}: unknown; {hint}")));
                return None;
            };
            kind
        }
    };
    let before = wrong.len();
    for name in fields.keys() {
        if !kind.fields().any(|field| field == name) {
            let has = |kind: &Kind| kind.fields().any(|field| field == name);
            let others = Kind::ALL.into_iter().filter(has).map(Kind::name);
            let others = others.collect::<Vec<_>>().join(" or ");
            let rule = format!("not of kind {}; kind {others} has it", kind.name());
            wrong.push(Wrong::new(at, name, rule));
        }
    }
    if wrong.len() > before {
        return None;
    }
    match Request::read(kind, fields) {
        Ok(request) => {
            if let Err(error) = request.check() {
                let problems = error.problems().iter();
                wrong.extend(problems.map(|found| Wrong::new(at, found.field(), found.rule())));
            }
            Some(request)
        }
        Err(rule) => {
            wrong.push(Wrong::new(at, "", rule));
            None
        }
    }
}

fn told(name: &str, wrong: &[Wrong]) -> Failure {
    let count = wrong.len();
    let mut text = format!(
        "{name}: {count} {}; nothing was sent",
        shown::plural(count, "problem", "problems")
    );
    for wrong in wrong.iter().take(TOLD) {
        text.push_str(&format!("\n  {wrong}"));
    }
    if count > TOLD {
        text.push_str(&format!("\n  and {} more", count - TOLD));
    }
    Failure::Usage(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(name: &str, text: &str) -> Vec<String> {
        let wrong = lines(name, text).unwrap_err();
        wrong.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_field() {
        for (name, text, expected) in [
            (
                "a.csv",
                "promt\nRain\n",
                "line 1: promt: unknown; prompt is meant?",
            ),
            (
                "a.csv",
                "prompt,Prompt\na,b\n",
                "line 1: Prompt: a column that is there twice",
            ),
            (
                "a.csv",
                "prompt,model\na\n",
                "line 2: 1 columns, the first line has 2",
            ),
            (
                "a.csv",
                "prompt,model\na,V9\n,\n",
                "line 3: nothing is set; for a song about anything set kind to create",
            ),
            (
                "a.csv",
                "prompt,async\na,true\n",
                "line 1: async: not a line's to set: the batch waits for all of them",
            ),
            (
                "a.csv",
                "kind,prompt\nsong,a\n",
                "line 2: kind: song: unknown; there are create, advanced, instrumental, speech",
            ),
            (
                "a.csv",
                "kind,prompt\ncrate,a\n",
                "line 2: kind: crate: unknown; create is meant?",
            ),
            (
                "a.csv",
                "prompt,lyrics\na,b\n",
                "line 2: prompt: not of kind advanced; kind create or instrumental has it",
            ),
            (
                "a.csv",
                "kind,prompt\nadvanced,\n",
                "line 2: missing field `lyrics`",
            ),
            (
                "a.csv",
                "kind,text\nspeech,Hello\n",
                "line 2: voice_id: required together with text, and missing",
            ),
            ("a.csv", "", "line 1: there are no requests"),
            ("a.csv", "prompt\n", "line 1: there are no requests"),
            (
                "a.jsonl",
                "\n{\"promt\": 1}\n",
                "line 2: promt: unknown; prompt is meant?",
            ),
            (
                "a.jsonl",
                "{\"prompt\": 1}\n",
                "line 1: invalid type: integer `1`, expected a string",
            ),
            (
                "a.jsonl",
                "{\"prompt\": \"a\", \"reply_ref\": \"r\"}\n{\"prompt\": \"b\", \"replyRef\": \"r\"}\n",
                "line 2: replyRef: the same as in line 1; each line needs its own, or none",
            ),
            (
                "a.jsonl",
                "{\"prompt\": \"a\"\n",
                "line 1: no JSON at column 14: one object a line",
            ),
            (
                "a.jsonl",
                "7\n",
                "line 1: no object; each line is one: {\"prompt\": \"Rain\"}",
            ),
            (
                "a.json",
                "[\n{}\n]\n",
                "line 1: a list over many lines; one object a line is required, as `jq -c '.[]'` writes them",
            ),
            (
                "a.jsonl",
                "{}\n",
                "line 1: nothing is set; for a song about anything set kind to create",
            ),
            (
                "a.jsonl",
                "{\"\\u001b[2J\": 1}\n",
                "line 1:  [2J: unknown; there are account, conversation, desc, kind, lyrics, model, motif_id, prompt, ref_id, replyRef, replyUrl, text, title, vocal_gender, vocal_id, voice_id",
            ),
        ] {
            let wrong = wrong(name, text);
            assert!(
                wrong.iter().any(|line| line == expected),
                "{text:?}: {wrong:#?}"
            );
        }
    }

    #[test]
    fn limits_are_checked_line_by_line_before_anything_is_sent() {
        let text = format!("lyrics\n{}\nla\n{}\n", "x".repeat(5001), "y".repeat(5002));
        assert_eq!(
            wrong("a.csv", &text),
            [
                "line 2: lyrics: 5001 characters, at most 5000 are allowed",
                "line 4: lyrics: 5002 characters, at most 5000 are allowed",
            ]
        );
    }

    #[test]
    fn the_kind_is_create_or_with_lyrics_advanced() {
        let text =
            "prompt;lyrics;kind;title\nRain;;;\n;\"[Verse]\nla\";;Rain\nRain;;instrumental;\n";
        let lines = lines("a.csv", text).unwrap();
        let kinds: Vec<_> = lines
            .iter()
            .map(|line| (line.at, line.request.kind()))
            .collect();
        assert_eq!(
            kinds,
            [
                (2, Kind::Create),
                (3, Kind::Advanced),
                (5, Kind::Instrumental)
            ]
        );
    }

    #[test]
    fn csv_and_json_lines_of_the_same_requests_have_the_same_keys() {
        let csv =
            "\u{feff}prompt,model,reply url\n\"Rain, again\",V9,http://localhost/?t=1\nSun,,\n";
        let json = "{\"model\": \"V9\", \"prompt\": \"Rain, again\", \"replyUrl\": \"http://localhost/?t=1\"}\n\n{\"prompt\": \"Sun\", \"model\": null}";
        let keys = |name: &str, text: &str| -> Vec<String> {
            let lines = lines(name, text).unwrap();
            lines.into_iter().map(|line| line.key).collect()
        };
        assert_eq!(keys("a.csv", csv), keys("b.jsonl", json));
        assert_eq!(keys("a.csv", csv), keys("-", csv));
        assert_eq!(keys("b.jsonl", json), keys("-", json));
    }

    #[test]
    fn equal_lines_are_told_apart_by_their_count() {
        let lines = lines("a.csv", "prompt\nRain\nRain\n").unwrap();
        let keys: Vec<_> = lines
            .iter()
            .map(|line| line.key.split_once(':').unwrap())
            .collect();
        assert_eq!(keys[0].0, keys[1].0);
        assert_eq!((keys[0].1, keys[1].1), ("1", "2"));
    }

    #[test]
    fn lines_of_csv_are_counted_as_an_editor_does() {
        for (name, text, expected) in [
            (
                "a.csv",
                "prompt\r\n\r\n\r\nRain\r\n\r\na,b\r\n",
                "line 6: 2 columns, the first line has 1",
            ),
            (
                "a.csv",
                "\u{feff}prompt\r\nRain\r\na,b\r\n",
                "line 3: 2 columns, the first line has 1",
            ),
            (
                "a.csv",
                "prompt\n\"two\nlines\"\na,b\n",
                "line 4: 2 columns, the first line has 1",
            ),
            (
                "a.csv",
                "prompt\nRain\n\"Snow\nHail\n",
                "line 3: a quote is opened and not closed: the rest of the file is in it",
            ),
        ] {
            assert_eq!(wrong(name, text), [expected], "{text:?}");
        }
    }

    #[test]
    fn quotes_that_are_closed_or_within_a_word_are_fine() {
        for text in [
            "prompt\n\"Rain\"",
            "prompt\n\"Rain\"\r\n\r\n",
            "prompt\nA 12\" single\n",
            "prompt\n\u{feff}Rain\n",
            "prompt\n\u{feff}\"Rain\n",
            "prompt\n\u{feff}\n",
            "prompt\n\"A \"\"12\"\"\nsingle\"\n",
        ] {
            assert_eq!(lines("a.csv", text).unwrap().len(), 1, "{text:?}");
        }
    }

    #[test]
    fn a_file_that_is_not_utf_8_is_told_by_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, b"prompt\nRain\nCaf\xe9\n").unwrap();
        let failure = file(&path).unwrap_err().to_string();
        assert!(
            failure.ends_with("line 3: not UTF-8; save it as UTF-8"),
            "{failure}"
        );
    }

    proptest! {
        /// Whatever a prompt is, it comes out of both forms as it went in.
        #[test]
        fn words_come_through_both_forms(prompts in proptest::collection::vec("[^\r]{1,40}", 1..8)) {
            let prompts: Vec<_> = prompts.into_iter().filter(|it| !it.trim().is_empty()).collect();
            prop_assume!(!prompts.is_empty());
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["prompt"]).unwrap();
            let mut json = String::new();
            for prompt in &prompts {
                writer.write_record([prompt]).unwrap();
                json.push_str(&format!("{}\n", serde_json::json!({"prompt": prompt})));
            }
            let csv = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let keys = |name: &str, text: &str| -> Vec<String> {
                lines(name, text).unwrap().into_iter().map(|line| line.key).collect()
            };
            prop_assert_eq!(keys("a.csv", &csv), keys("a.jsonl", &json));
        }
    }
}
