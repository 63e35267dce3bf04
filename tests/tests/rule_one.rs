//! Rule 1 of the house: an endpoint is added by editing the document and running
//! `cargo xtask regen`. In a copy of the repository one is added to one document, and
//! the other document is replaced by all shapes that the check lets through: programs
//! that use both are compiled, once, and run. The mock server that they call comes out
//! of the same regeneration.

mod support;

use std::sync::LazyLock;

use support::Workspace;

const OPERATION: &str = include_str!("../fixtures/one_more.yaml");
const SCHEMA: &str = include_str!("../fixtures/one_more_schema.yaml");
const ONE_MORE: &str = include_str!("../fixtures/one_more.rs");
const DOCUMENT: &str = include_str!("../fixtures/everything.yaml");
const EVERYTHING: &str = include_str!("../fixtures/everything.rs");

/// Both tests need most of a minute for the same dependencies: they share the build.
static BUILT: LazyLock<Workspace> = LazyLock::new(|| {
    let workspace = Workspace::new("rule-one");
    workspace.edit("spec/useapi.yaml", |text| {
        let text = text.replacen("\npaths:\n", &format!("\npaths:\n{OPERATION}"), 1);
        text.replacen("\n  schemas:\n", &format!("\n  schemas:\n{SCHEMA}"), 1)
    });
    workspace.edit("spec/cloudsway.yaml", |_| DOCUMENT.to_owned());
    // What is written by hand for the document that is replaced.
    workspace.edit("mureka-api/src/media/cloudsway.rs", |_| String::new());
    assert!(workspace.regenerate() > 4, "both documents gave new code");
    for (name, program) in [("one_more", ONE_MORE), ("everything", EVERYTHING)] {
        workspace.edit(&format!("mureka-api/examples/{name}.rs"), |_| {
            program.into()
        });
    }
    workspace.cargo(&[
        "build",
        "--features",
        "schemars",
        "--example",
        "one_more",
        "--example",
        "everything",
    ]);
    workspace
});

#[test]
fn an_endpoint_is_added_by_editing_the_document_alone() {
    assert_eq!(
        BUILT.run("one_more"),
        "edit: POST /v1/mureka/music/edit\njob: Some(\"j1-edit:mureka\")\n"
    );
}

/// Names, kinds and statuses in every combination that is not refused.
#[test]
fn whatever_the_check_lets_through_compiles_and_does_what_the_document_says() {
    assert_eq!(BUILT.run("everything"), "values and calls as documented\n");
    // The examples in the documentation are programs, too.
    BUILT.cargo(&["test", "--doc", "--features", "schemars"]);
}
