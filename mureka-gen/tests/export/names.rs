//! Names of schemas that no target language has to change.

use crate::support::{APIS, Exported};

#[test]
fn a_name_that_is_taken_elsewhere_is_refused_with_line_and_language() {
    for (name, languages) in [
        ("File", "TypeScript, Java"),
        ("Error", "TypeScript, Java"),
        ("Object", "TypeScript, Java"),
        ("Map", "TypeScript, Java"),
        ("List", "Java, Python"),
        ("Request", "TypeScript"),
        ("Response", "TypeScript"),
        ("Any", "Python"),
        ("String", "TypeScript, Java"),
        ("Configuration", "TypeScript, Go"),
        ("Optional", "Java, Python"),
    ] {
        let text = include_str!("../../fixtures/small.yaml");
        let text = text
            .replace("schemas/ApiError", &format!("schemas/{name}"))
            .replace("    ApiError:", &format!("    {name}:"));
        let document = mureka_gen::Document::parse("small.yaml", text).unwrap();
        let refused = mureka_gen::export::check_names(&document).unwrap_err();
        let shown = refused.render(false);
        let told = format!("`{name}` has the name of a type that is always there in {languages}");
        assert!(shown.contains("error[taken-name]"), "{shown}");
        assert!(shown.contains(&told), "{told}\n{shown}");
        assert!(shown.contains("small.yaml:"), "{shown}");
    }
}

#[test]
fn names_that_differ_in_case_or_separators_only_are_refused() {
    for (before, after) in [
        ("ApiError", "APIError"),
        ("SongPage", "Songpage"),
        ("SongPage", "Song_Page"),
    ] {
        let text = include_str!("../../fixtures/small.yaml");
        let text = format!(
            "{text}    {after}: {{type: object, nullable: true, additionalProperties: true}}\n"
        );
        let document = mureka_gen::Document::parse("small.yaml", text).unwrap();
        let shown = mureka_gen::export::check_names(&document).unwrap_err();
        let shown = shown.render(false);
        let told = format!("`{before}` and `{after}` differ only in case");
        assert!(shown.contains(&told), "{shown}");
    }
}

#[test]
fn the_constructor_that_go_makes_of_a_schema_has_a_name_of_its_own() {
    let text = include_str!("../../fixtures/small.yaml")
        .replace("schemas/ApiError", "schemas/NewSong")
        .replace("    ApiError:", "    NewSong:");
    let document = mureka_gen::Document::parse("small.yaml", text).unwrap();
    let refused = mureka_gen::export::check_names(&document).unwrap_err();
    let shown = refused.render(false);
    assert!(
        shown.contains("`NewSong` has the name of a function or type that Go makes"),
        "{shown}"
    );
}

#[test]
fn the_parameters_of_an_operation_have_a_name_of_their_own() {
    let text = include_str!("../../fixtures/small.yaml")
        .replace("schemas/ApiError", "schemas/ListSongsRequest")
        .replace("    ApiError:", "    ListSongsRequest:");
    let document = mureka_gen::Document::parse("small.yaml", text).unwrap();
    let refused = mureka_gen::export::check_names(&document).unwrap_err();
    let shown = refused.render(false);
    assert!(
        shown.contains("parameters of the operation `list_songs`"),
        "{shown}"
    );
}

#[test]
fn the_names_of_both_documents_are_free_everywhere() {
    for exported in APIS.into_iter().map(Exported::api) {
        mureka_gen::export::check_names(&exported.document).unwrap();
    }
}
