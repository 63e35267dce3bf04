//! Random answers, drawn from the schemas of the models and bent: whatever decodes is
//! written back equal, and whatever does not names its place.

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value, json};

use crate::decode::decode;
use crate::{cloudsway, useapi};

/// Answers for each type; more for a night: `MUREKA_ODD_ANSWERS=100000`.
fn rounds() -> usize {
    let rounds = std::env::var("MUREKA_ODD_ANSWERS").ok();
    rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(300)
}

/// xorshift, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }

    fn text(&mut self) -> Value {
        let texts = [
            "",
            "5",
            "-0",
            "music",
            "tts",
            "V9",
            "null",
            "{}",
            "[",
            "\u{0}",
            "\u{feff}é",
            "a\"b\\",
            "`x`: y",
            "string \"",
            "\", expected ",
            " at line 1 column 2",
            "\u{2028}🎵",
        ];
        json!(*self.pick(&texts))
    }

    fn integer(&mut self) -> Value {
        let small = i64::try_from(self.roll(1000)).unwrap();
        json!(*self.pick(&[0, -1, i64::MIN, i64::MAX, 998_877_665_544_332_211, small]))
    }

    fn float(&mut self) -> Value {
        loop {
            let high = self.roll(usize::MAX) as u64;
            if let Some(number) = Number::from_f64(f64::from_bits(high)) {
                return Value::Number(number);
            }
        }
    }

    /// Any JSON at all.
    fn any(&mut self, depth: usize) -> Value {
        match self.roll(if depth == 0 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => json!(self.roll(2) == 0),
            2 => self.integer(),
            3 => json!(u64::MAX),
            4 => self.float(),
            5 => self.text(),
            6 => (0..self.roll(4)).map(|_| self.any(depth - 1)).collect(),
            _ => {
                let mut fields = Map::new();
                for _ in 0..self.roll(4) {
                    let key = *self.pick(&["a", "song_id", "jobType", "error", "", "ü", "extra"]);
                    fields.insert(key.to_owned(), self.any(depth - 1));
                }
                Value::Object(fields)
            }
        }
    }

    /// JSON as the schema has it, but for one value in `bent`.
    fn like(&mut self, schema: &Value, root: &Value, bent: usize, depth: usize) -> Value {
        if depth == 0 || self.roll(bent) == 0 {
            return self.any(2);
        }
        let mut next = |schema: &Value| self.like(schema, root, bent, depth - 1);
        if let Some(name) = schema["$ref"].as_str() {
            let pointer = name.trim_start_matches('#');
            return next(root.pointer(pointer).unwrap());
        }
        if let Some(options) = schema["anyOf"].as_array() {
            let option = self.pick(options);
            return self.like(option, root, bent, depth - 1);
        }
        if let Some(known) = schema["enum"].as_array() {
            return self.pick(known).clone();
        }
        let kinds = match &schema["type"] {
            Value::Array(kinds) => kinds.clone(),
            kind => vec![kind.clone()],
        };
        match self.pick(&kinds).as_str() {
            Some("null") => Value::Null,
            Some("boolean") => json!(self.roll(2) == 0),
            Some("integer") => self.integer(),
            Some("number") => self.float(),
            Some("string") => self.text(),
            Some("array") => (0..self.roll(3))
                .map(|_| self.like(&schema["items"], root, bent, depth - 1))
                .collect(),
            Some("object") => {
                let mut fields = Map::new();
                for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
                    if self.roll(3) > 0 {
                        let value = self.like(schema, root, bent, depth - 1);
                        fields.insert(name.clone(), value);
                    }
                }
                for name in ["user:1", "new"] {
                    if self.roll(3) == 0 {
                        let others = &schema["additionalProperties"];
                        let value = self.like(others, root, bent, depth - 1);
                        fields.insert(name.to_owned(), value);
                    }
                }
                Value::Object(fields)
            }
            _ => self.any(3),
        }
    }
}

/// Whether a path leads to something in the value.
fn leads_somewhere(path: &str, value: &Value) -> bool {
    let path = path.replace('[', ".[");
    let mut steps = path.split('.').filter(|step| !step.is_empty());
    steps
        .try_fold(value, |value, step| {
            match step
                .strip_prefix('[')
                .and_then(|step| step.strip_suffix(']'))
            {
                Some(index) => value.get(index.parse::<usize>().ok()?),
                None => value.get(step),
            }
        })
        .is_some()
}

/// Equal; a field of floats may write `1` as `1.0`.
fn same(written: &Value, read: &Value) -> bool {
    match (written, read) {
        (Value::Array(written), Value::Array(read)) => {
            written.len() == read.len()
                && written
                    .iter()
                    .zip(read)
                    .all(|(written, read)| same(written, read))
        }
        (Value::Object(written), Value::Object(read)) => {
            written.len() == read.len()
                && written
                    .iter()
                    .zip(read)
                    .all(|((key, written), (name, read))| key == name && same(written, read))
        }
        (Value::Number(float), Value::Number(read)) if float.is_f64() => {
            float.as_f64() == read.as_f64()
        }
        _ => written == read,
    }
}

fn check<T: DeserializeOwned + Serialize + JsonSchema>() {
    let schema = schemars::schema_for!(T).to_value();
    let name = std::any::type_name::<T>();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut decoded = 0;
    for round in 0..rounds() {
        let bent = if round % 2 == 0 { 1_000_000 } else { 20 };
        let answer = dice.like(&schema, &schema, bent, 12);
        let text = answer.to_string();
        match decode::<T>(text.as_bytes()) {
            Ok(typed) => {
                let written = serde_json::to_value(&typed).unwrap();
                assert!(same(&written, &answer), "{name}: {written} from {text}");
                decoded += 1;
            }
            Err(problem) => {
                let path = &problem.path;
                assert!(leads_somewhere(path, &answer), "{name}: {path} in {text}");
                assert!(!problem.message.is_empty());
            }
        }
    }
    assert!(
        decoded * 3 > rounds(),
        "{name}: only {decoded} were decoded"
    );
}

#[test]
fn whatever_decodes_is_written_back_equal() {
    check::<useapi::types::Accounts>();
    check::<useapi::types::Account>();
    check::<useapi::types::AccountError>();
    check::<useapi::types::ApiError>();
    check::<useapi::types::RunningJobs>();
    check::<useapi::types::Job>();
    check::<useapi::types::MusicJob>();
    check::<useapi::types::SpeechJob>();
    check::<useapi::types::OtherJob>();
    check::<useapi::types::MusicResult>();
    check::<useapi::types::Profile>();
    check::<useapi::types::SongDetails>();
    check::<useapi::types::SongFeed>();
    check::<useapi::types::SongPage>();
    check::<useapi::types::Speech>();
    check::<useapi::types::TrackPage>();
    check::<useapi::types::VocalPage>();
    check::<useapi::types::VoicePage>();
    check::<useapi::types::MoodsAndGenres>();
    check::<useapi::types::Lyrics>();
    check::<useapi::types::YoutubeSoundtrack>();
    check::<cloudsway::types::TaskEnvelope>();
    check::<cloudsway::types::UploadedFile>();
    check::<cloudsway::types::GatewayError>();
}

#[test]
fn an_id_of_any_other_kind_is_an_error_with_its_place() {
    use useapi::types::MusicResult;
    for (id, kept) in [
        ("0", true),
        ("-1", true),
        ("9223372036854775808", true),
        ("18446744073709551615", true),
        ("-9223372036854775808", true),
        (r#""""#, true),
        ("null", true),
        ("18446744073709551616", false),
        ("1.5", false),
        ("1e3", false),
        ("true", false),
        ("[]", false),
        (r#"{"$serde_json::private::Number": "1"}"#, false),
    ] {
        let text = format!(r#"{{"songs": [{{}}, {{"song_id": {id}}}]}}"#);
        match decode::<MusicResult>(text.as_bytes()) {
            Ok(result) => {
                let answer: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(serde_json::to_value(&result).unwrap(), answer);
                assert!(kept, "{id}");
            }
            Err(problem) => {
                assert_eq!(problem.path, "songs[1].song_id");
                assert!(!kept, "{id}: {}", problem.message);
            }
        }
    }
}

#[test]
fn deep_unknown_fields_are_kept_or_refused_but_never_overflow() {
    use useapi::types::{Accounts, Job};
    for depth in (1..140).chain([10_000, 1_000_000]) {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let text = format!(r#"{{"jobType": "music", "user:1": {{"deep": {deep}}}}}"#);
        for written in [
            decode::<Job>(text.as_bytes()).map(|job| serde_json::to_string(&job).unwrap()),
            decode::<Accounts>(text.as_bytes()).map(|all| serde_json::to_string(&all).unwrap()),
        ] {
            match written {
                Ok(written) => assert!(written.contains(&deep)),
                Err(problem) => {
                    assert!(depth > 120, "{depth}");
                    assert_eq!(problem.message, "recursion limit exceeded");
                    assert!(problem.path.starts_with("user:1.deep[0]"));
                }
            }
        }
    }
}

#[test]
fn numbers_are_written_back_to_the_last_digit() {
    for number in ["0.0010030090270812437", "5e-324"] {
        let text = format!(r#"{{"new":{number}}}"#);
        let song: useapi::types::Song = decode(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&song).unwrap(), text);
    }
}
