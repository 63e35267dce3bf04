//! From a page of the docs to a public method.
#![cfg(all(feature = "codegen", feature = "drift"))]

use std::path::Path;

use mureka_gen::drift::scaffold;
use mureka_gen::reference::read;
use mureka_gen::{Document, check, codegen};

/// The one-line form, as the vendor publishes it.
const PAGE: &str = r#"=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-music-edit === Document URL: https://useapi.net/docs/api-mureka-v1/post-mureka-music-edit ## Cut a song September 1, 2026 --- Takes a piece out. > **https://api.useapi.net/v1/mureka/music/edit** ##### Request Headers ``` yaml Authorization: Bearer {API token} Content-Type: application/json ``` ##### Request Body ```json { "song_id": 123, "cut_start": 1000 } ``` - `song_id` is **required**. Which song. - `cut_start` is a **required** number. Where it begins. - `title` is optional. Maximum length: 50 characters. - `async` is optional (default: `false`). ##### Responses **200** **200 OK** ```json { "jobid": "j1-edit:mureka", "feed_id": 1, "state": 3, "songs": [ { "song_id": "user:1", "title": "T", "version": "1" } ] } ``` **201** **201 Created** ```json { "jobid": "j1-edit:mureka", "verb": "music/edit", "jobType": "music", "status": "created" } ``` **401** **401 Unauthorized** ```json { "error": "Unauthorized", "code": 401 } ``` ##### Examples **Curl** ``` bash curl -X POST https://api.useapi.net/v1/mureka/music/edit ```"#;

#[test]
fn a_page_becomes_a_public_method_with_no_other_edit() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/useapi.yaml");
    let document = Document::load_as("spec/useapi.yaml", &path).expect("it is read");
    let api = check(&document).expect("it is good");
    let reference = read("page", PAGE.as_bytes()).expect("it is read");
    let made = scaffold(&reference, "post-mureka-music-edit", &document, &api).expect("a scaffold");
    assert_eq!(made.problems, Vec::<String>::new(), "{made}");
    let text = made.paste_into(document.text()).expect("there is room");
    let pasted = Document::parse("spec/useapi.yaml", text).expect("it is YAML");
    let api = check(&pasted).expect("it is good");
    let code = codegen::generate("useapi", &api).expect("code comes out");
    let resources = &code.files["resources.rs"];
    assert!(resources.contains("pub fn edit("), "a method of `songs()`");
    assert!(
        code.files["types.rs"].contains("pub struct EditSong"),
        "its request"
    );
    let call = api.operation("edit_song").expect("the operation");
    assert_eq!(
        call.job.as_ref().map(|job| job.poll.as_str()),
        Some("get_job")
    );
}
