//! Forms instead of JSON, and forms with a file.

use serde_json::{Value, json};

use super::super::Rules;
use super::{cloudsway, everything, shown, useapi};

fn form(rules: &Rules, fields: &[(&str, &str)], files: &[&str]) -> Result<Value, Vec<String>> {
    let fields = fields.iter();
    let fields = fields.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let files: Vec<String> = files.iter().map(|name| (*name).to_owned()).collect();
    rules
        .form(fields.collect(), &files)
        .map_err(|problems| shown(&problems))
}

#[test]
fn texts_become_what_the_schema_wants() {
    let song = useapi().rules("create_song_advanced");
    let fields = [
        ("lyrics", "123"),
        ("async", "true"),
        ("vocal_id", "7"),
        ("model", "V9"),
    ];
    let value = json!({"lyrics": "123", "async": true, "vocal_id": "7", "model": "V9"});
    assert_eq!(form(&song, &fields, &[]), Ok(value.clone()));
    let owned = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(song.form(owned.into(), &[]).unwrap(), value);

    let again = useapi().rules("regenerate_song");
    assert_eq!(
        form(
            &again,
            &[("song_id", "a"), ("start_milliseconds", "15.5")],
            &[]
        ),
        Err(vec![
            "start_milliseconds: the text \"15.5\", a whole number is required".into()
        ])
    );
    assert_eq!(
        form(
            &again,
            &[("song_id", "a"), ("start_milliseconds", "15000")],
            &[]
        ),
        Ok(json!({"song_id": "a", "start_milliseconds": 15000}))
    );
}

#[test]
fn json_in_a_text_stays_text_and_is_checked() {
    let rules = useapi().rules("create_speech");
    let good = r#"[{"voice_id": 1, "text": "hi"}]"#;
    assert_eq!(
        form(&rules, &[("conversation", good)], &[]),
        Ok(json!({ "conversation": good }))
    );
    assert_eq!(
        form(&rules, &[("conversation", r#"[{"text": "hi"}]"#)], &[]),
        Err(vec![
            "conversation[0].voice_id: required, and missing".into()
        ])
    );
}

#[test]
fn a_form_is_held_to_the_rules_of_json() {
    let rules = useapi().rules("create_song_advanced");
    for (fields, words) in [
        (&[][..], &["lyrics: required, and missing"][..]),
        (
            &[("lyrics", ""), ("async", "yes")],
            &[r#"async: the text "yes", true or false is required"#],
        ),
        (
            &[("lyrics", ""), ("async", "")],
            &["async: empty, true or false is required"],
        ),
        (
            &[("lyrics", ""), ("desc", ""), ("ref_id", "1")],
            &["desc: not together with ref_id"],
        ),
        (
            &[("lyrics", ""), ("lirycs", "")],
            &["lirycs: not a field of this call"],
        ),
        (
            &[
                ("lyrics", "a"),
                ("title", ""),
                ("lyrics", "b"),
                ("lyrics", "c"),
            ],
            &["lyrics: given 3 times, once is allowed"],
        ),
    ] {
        let said = form(&rules, fields, &[]).unwrap_err();
        assert_eq!(said, words, "{fields:?}");
    }
}

#[test]
fn a_file_is_where_the_document_wants_it() {
    let rules = cloudsway().rules("upload_file");
    let purpose = ("purpose", "vocal");
    for (fields, files, words) in [
        (
            &[purpose][..],
            &[][..],
            &["file: required, and missing"][..],
        ),
        (&[], &["file"], &["purpose: required, and missing"]),
        (
            &[purpose, ("file", "a")],
            &[],
            &["file: text, a file is required"],
        ),
        (
            &[purpose],
            &["file", "file"],
            &["file: given 2 times, once is allowed"],
        ),
        (
            &[("purpose", "x")],
            &["file"],
            &[
                r#"purpose: "x", one of reference, vocal, melody, instrumental, voice, audio is allowed"#,
            ],
        ),
        (
            &[],
            &["file", "purpose"],
            &["purpose: a file, text is required"],
        ),
        (
            &[purpose],
            &["file", "audio"],
            &["audio: not a field of this call"],
        ),
        (
            &[purpose],
            &["fiel"],
            &[
                "file: required, and missing",
                "fiel: not a field of this call; did you mean file?",
            ],
        ),
    ] {
        let said = form(&rules, fields, files).unwrap_err();
        assert_eq!(said, words, "{fields:?} {files:?}");
    }
    assert_eq!(
        form(&rules, &[purpose], &["file"]),
        Ok(json!({"purpose": "vocal"}))
    );
}

#[test]
fn every_kind_of_field_can_stand_beside_a_file() {
    let rules = everything().rules("self");
    let fields = [
        ("type", "1"),
        ("kind", "V9"),
        ("secret", "true"),
        ("id", "7"),
        ("count", "7"),
        ("flag", "false"),
        ("json", r#"{"a": 1}"#),
    ];
    assert_eq!(
        form(&rules, &fields, &["body"]),
        Ok(json!({
            "type": "1", "kind": "V9", "secret": "true", "id": "7", "count": 7, "flag": false,
            "json": r#"{"a": 1}"#,
        }))
    );
}
