//! The macros as generated code invokes them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Extra, JsonString, Secret, decode_tagged};
use crate::decode::decode;

crate::model::number_or_string! {
    /// An id.
    pub struct Id;
}

crate::model::open_enum! {
    /// A model.
    pub enum Model {
        /// The newest.
        V9 = "V9",
        /// An old one.
        V7_6 = "V7.6",
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[allow(clippy::struct_field_names)]
pub struct Song {
    #[cfg_attr(feature = "schemars", schemars(rename = "song_id"))]
    pub song_id: Option<Id>,
    #[cfg_attr(feature = "schemars", schemars(rename = "type"))]
    pub type_: Option<Model>,
    pub token: Option<Secret>,
    pub genres: Option<Vec<String>>,
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}
crate::model::open_struct!(Song {
    song_id: "song_id",
    type_: "type",
    token: "token",
    genres: "genres",
});

#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Deleted {
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}
crate::model::open_struct!(Deleted {});

crate::model::tagged_union! {
    /// A job.
    pub enum Job by "jobType" {
        /// Music.
        Music(Song) = "music",
        _ => Other(Deleted)
    }
}

crate::model::keyed_map! {
    /// Songs by account.
    pub struct Accounts of Song {
        /// What went wrong.
        error: String = "error",
        /// Its code.
        code: Id = "code",
    }
}

crate::model::keyed_map! {
    /// Songs by account, and nothing else.
    pub struct Plain of Song {}
}

crate::model::text_or! {
    /// A text or turns.
    pub enum Record {
        /// As sent.
        Text(String),
        /// As kept.
        Turns(Vec<Song>),
    }
}

crate::model::text_or! {
    /// A cookie.
    pub enum Cookie {
        /// As copied.
        Text(Secret),
        /// Taken apart.
        Parts(Song),
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_slice(value.to_string().as_bytes()).unwrap()
}

fn round_trips<T: DeserializeOwned + Serialize>(values: &[Value]) {
    for value in values {
        let typed: T = read(value);
        assert_eq!(&serde_json::to_value(&typed).unwrap(), value);
        let typed: T = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(&serde_json::to_value(&typed).unwrap(), value);
    }
}

#[test]
fn a_struct_writes_back_what_it_read() {
    round_trips::<Song>(&[
        json!({}),
        json!({"song_id": 998_877_665_544_332_211_u64, "type": "V9"}),
        json!({"song_id": "5", "type": null, "new": {"a": [1, null]}, "genres": null}),
        json!({"song_id": null, "genres": ["a"], "extra": 1, "type_": "x"}),
    ]);
    round_trips::<Deleted>(&[json!({}), json!({"a": null})]);
}

#[test]
fn null_and_missing_are_none_and_a_set_field_replaces_a_null() {
    let mut song: Song = read(&json!({"type": null, "mood": 1}));
    assert_eq!(song.type_, None);
    assert!(song.extra.contains_key("type"));
    song.type_ = Some(Model::V9);
    assert_eq!(
        serde_json::to_value(&song).unwrap(),
        json!({"type": "V9", "mood": 1})
    );
}

#[test]
fn the_last_of_two_equal_keys_counts() {
    let text = br#"{"type":null,"song_id":1,"type":"V9","song_id":null,"x":1,"x":2}"#;
    let song: Song = serde_json::from_slice(text).unwrap();
    assert_eq!(song.type_, Some(Model::V9));
    assert_eq!(song.song_id, None);
    let written = serde_json::to_value(&song).unwrap();
    assert_eq!(written, json!({"type": "V9", "song_id": null, "x": 2}));
}

#[test]
fn a_struct_takes_objects_only_and_names_the_place_of_an_error() {
    let message = decode::<Song>(b"[]").unwrap_err().message;
    assert_eq!(message, "invalid type: sequence, expected an object");
    let problem = decode::<Vec<Song>>(br#"[{}, {"type": "V9", "song_id": [1]}, {}]"#).unwrap_err();
    assert_eq!(problem.path, "[1].song_id");
    assert_eq!(
        problem.message,
        "invalid type: sequence, expected a number or a string"
    );
}

#[test]
fn escaped_keys_are_found() {
    let song: Song = serde_json::from_slice(br#"{"\u0074ype": "V9"}"#).unwrap();
    assert_eq!(song.type_, Some(Model::V9));
}

#[test]
fn an_open_enum_keeps_every_text() {
    round_trips::<Model>(&[json!("V9"), json!("V7.6"), json!("V9.5")]);
    assert_eq!(Model::from("V7.6"), Model::V7_6);
    assert_eq!(Model::from("V7.6".to_owned()), Model::V7_6);
    assert_eq!("V9".parse(), Ok(Model::V9));
    let new = Model::from("V9.5");
    assert_eq!(new, Model::Other("V9.5".into()));
    assert!(!new.is_known() && Model::V9.is_known());
    assert_eq!(format!("{:>5}|{}", Model::V9, new.as_ref()), "   V9|V9.5");
    assert_eq!(Model::KNOWN, ["V9", "V7.6"]);
}

#[test]
fn an_id_is_a_number_or_a_text_and_compares_by_text() {
    round_trips::<Id>(&[
        json!(5),
        json!("5"),
        json!(-1),
        json!(u64::MAX),
        json!("10:a"),
    ]);
    assert_eq!(Id::from(5), Id::from("5"));
    assert_eq!(Id::from(5).as_i64(), Some(5));
    assert_eq!(Id::from("5").as_u64(), Some(5));
    assert_eq!(Id::from("x").as_i64(), None);
    assert_eq!(Id::from(u64::MAX).to_text(), "18446744073709551615");
    assert_eq!(
        format!("{} {:?} {:?}", Id::from(5), Id::from(5), Id::from("5")),
        r#"5 Id(5) Id("5")"#
    );
    let set: std::collections::HashSet<Id> = [Id::from(5), Id::from("5")].into();
    assert_eq!(set.len(), 1);
    for wrong in ["1.5", "true", "null", "{}", "[]"] {
        let message = decode::<Id>(wrong.as_bytes()).unwrap_err().message;
        assert!(
            message.ends_with("expected a number or a string"),
            "{message}"
        );
    }
}

#[test]
fn a_union_goes_by_its_tag() {
    round_trips::<Job>(&[
        json!({"jobType": "music", "song_id": 1, "type": null}),
        json!({"song_id": 1, "jobType": "tts"}),
        json!({"jobType": null}),
        json!({}),
    ]);
    assert!(matches!(
        read(&json!({"a": 1, "jobType": "music"})),
        Job::Music(_)
    ));
    assert!(matches!(read(&json!({"jobType": "edit"})), Job::Other(_)));
    assert_eq!(Job::from(Song::default()), Job::Music(Song::default()));
}

#[test]
fn an_error_in_a_union_names_the_place_inside_of_it() {
    let text = br#"[{}, {"genres": ["a", 7], "jobType": "music"}, {}]"#;
    let problem = decode::<Vec<Job>>(text).unwrap_err();
    assert_eq!(problem.path, "[1].genres[1]");
    assert_eq!(
        problem.message,
        "invalid type: integer `7`, expected a string"
    );
}

#[test]
fn an_error_in_a_union_names_its_place_wherever_the_tag_stands() {
    for text in [
        r#"[{}, {"jobType": "music", "genres": ["a", 7]}]"#,
        r#"[{}, {"new": {"a": [1]}, "jobType": "music", "genres": ["a", 7], "x": 1}]"#,
        r#"[{}, {"new": [], "genres": ["a", 7], "jobType": "music", "x": {}}]"#,
    ] {
        let problem = decode::<Vec<Job>>(text.as_bytes()).unwrap_err();
        assert_eq!(problem.path, "[1].genres[1]", "{text}");
    }
    let problem = decode::<Vec<Job>>(br#"[{}, {"genres": ["a", 7], "jobType": "music", ]"#);
    assert_eq!(problem.unwrap_err().message, "key must be a string");
}

#[test]
fn a_union_keeps_whatever_stands_before_its_tag() {
    round_trips::<Job>(&[json!({
        "a": [1, -1, 1.5, u64::MAX, true, null, {"b": "\"\u{1}ü"}], "b": "\"\\\n", "c": null,
        "jobType": "music", "song_id": "5", "token": "x", "genres": ["a"], "type": null
    })]);
}

#[test]
fn a_whole_answer_that_is_a_union_reads_as_it_does_anywhere() {
    for text in [
        "\u{feff}{\"song_id\": 1, \"jobType\": \"music\"}",
        r#"{"jobType": "music", "song_id": 1, "type": null, "new": {"jobType": "tts"}}"#,
        r#"{"new": {"jobType": "tts"}, "old": [{}], "jobType": "music"}"#,
        r#"{"\u006aobType": "\u006dusic", "song_id": 1}"#,
        r#"{"jobType": "music", "jobType": "tts"}"#,
        r#"{"jobType": "tts", "jobType": "music"}"#,
        r#"{"jobType": null, "jobType": "music"}"#,
        r#"{"jobType": 7, "song_id": 1}"#,
        r#"{"jobType": {"jobType": "music"}}"#,
        r#"{"song_id": 1}"#,
        "{}",
        r#"{"genres": ["a", 7], "jobType": "music"}"#,
        r#"{"jobType": "music", "genres": ["a", 7]}"#,
        r#"{"jobType": "music", "genres": ["a"]"#,
        r#"{"jobType": "music"} {}"#,
        r#"{"song_id": 1, "jobType"#,
        r#"[{"jobType": "music"}]"#,
        r#""music""#,
        "null",
        "<html>",
        "",
    ] {
        let whole = decode_tagged::<Job>(text.as_bytes());
        assert_eq!(whole, decode::<Job>(text.as_bytes()), "{text}");
    }
}

#[test]
fn a_keyed_map_sorts_entries_from_fields() {
    let value = json!({
        "123": {"song_id": 1, "new": true},
        "456": {"song_id": {}},
        "789": null,
        "error": "x",
        "code": null,
        "total": 3
    });
    round_trips::<Accounts>(&[value.clone(), json!({})]);
    round_trips::<Plain>(&[value.clone(), json!({})]);
    let accounts: Accounts = read(&value);
    assert_eq!(accounts.len(), 1);
    assert!(!accounts.is_empty());
    assert_eq!(accounts.get("123").unwrap().song_id, Some(1.into()));
    assert_eq!(accounts.error.as_deref(), Some("x"));
    assert_eq!((&accounts).into_iter().count(), 1);
    let names: Vec<_> = accounts.extra.keys().collect();
    assert_eq!(names, ["456", "789", "code", "total"]);
}

#[test]
fn a_text_or_a_structure_goes_by_what_came() {
    round_trips::<Record>(&[json!("[]"), json!([]), json!([{"type": "V9"}])]);
    round_trips::<Cookie>(&[json!("a\tb"), json!({"type": "V9"})]);
    assert_eq!(Record::from("x"), Record::Text("x".into()));
    let problem = decode::<Record>(br#"[{}, {"genres": 1}, {}]"#).unwrap_err();
    assert_eq!(problem.path, "[1].genres");
    assert!(decode::<Record>(b"1").is_err());
}

#[test]
fn json_in_a_string_is_written_back_to_the_letter() {
    round_trips::<JsonString<Vec<Song>>>(&[json!(r#"[ {"type" : "V9"} ]"#)]);
    let read_back: JsonString<Vec<i64>> = read(&json!("[1, 2]"));
    assert_eq!(read_back, JsonString::from(vec![1, 2]));
    assert_eq!(format!("{read_back:?}"), "JsonString([1, 2])");
    assert_eq!(read_back.into_inner(), [1, 2]);
}

#[test]
fn debug_shows_no_secret_and_no_unknown_value() {
    let song: Song = read(&json!({"token": "hunter2", "cookie": "hunter3"}));
    let shown = format!("{song:?} {:?}", Cookie::from("hunter4"));
    assert!(!shown.contains("hunter"), "{shown}");
}

#[cfg(feature = "schemars")]
#[test]
fn schemas_use_the_json_names_and_stay_open() {
    let schema = schemars::schema_for!(Song);
    assert_eq!(schema.get("additionalProperties"), Some(&json!(true)));
    assert_eq!(schema.get("required"), None);
    let fields: Vec<_> = schema
        .get("properties")
        .unwrap()
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(fields, ["genres", "song_id", "token", "type"]);
    for schema in [
        schemars::schema_for!(Accounts),
        schemars::schema_for!(Job),
        schemars::schema_for!(Record),
    ] {
        assert!(
            schema.as_object().unwrap().contains_key("$defs"),
            "{schema:?}"
        );
    }
}
