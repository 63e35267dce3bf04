//! What a change of the list of public items means.

use mureka_gen::compat::{Surface, surfaces};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::told;

const LIST: &str = "\
# A comment at the head, which may change.
pub mod api
pub mod api::types
#[non_exhaustive] pub enum api::types::Model
pub api::types::Model::Other(alloc::string::String)
pub api::types::Model::V9
impl api::types::Model
pub fn api::types::Model::as_str(&self) -> &str
impl core::clone::Clone for api::types::Model
pub enum api::Answer
pub api::Answer::Failed
pub api::Answer::Failed::code: i64
pub api::Answer::Text(alloc::string::String)
#[non_exhaustive] pub struct api::Song
pub api::Song::title: core::option::Option<alloc::string::String>
pub struct api::Point
pub api::Point::x: i64
pub struct api::Client
impl api::Client
pub fn api::Client::new(impl core::convert::Into<api::Secret>) -> core::result::Result<Self, api::Error>
pub fn api::Client::pool(&self) -> api::Pool<'_>
pub struct api::Pages<P: api::Paged>
impl<P: api::Paged> api::Pages<P>
pub fn api::Pages<P>::next(self) -> core::option::Option<P>
impl<P: api::Paged> core::fmt::Debug for api::Pages<P> where P: core::fmt::Debug
pub trait api::Paged: core::marker::Send
pub fn api::Paged::cursor(&self) -> core::option::Option<&str>
pub trait api::Refuse: api::sealed::Sealed
pub fn api::Refuse::refuse(self)
impl<F: core::ops::function::Fn(&str) -> bool> api::Paged for F
pub const api::LIMIT: u64
pub type api::Result<T> = core::result::Result<T, api::Error>
";

fn compared(older: &str, newer: &str) -> Vec<String> {
    let [older, newer] = [older, newer].map(|text| Surface::parse("public-api.txt", text));
    told(&surfaces(&older, &newer))
}

/// What is told when a line is replaced by others, or by nothing.
fn edited(from: &str, to: &str) -> Vec<String> {
    let from = if to.is_empty() {
        format!("{from}\n")
    } else {
        from.to_owned()
    };
    assert!(LIST.contains(&from), "the list has no {from:?}");
    compared(LIST, &LIST.replacen(&from, to, 1))
}

#[test]
fn lines() {
    for (from, to, expected) in [
        (
            "pub fn api::Client::pool(&self) -> api::Pool<'_>",
            "",
            "breaking api::Client::pool: gone: `pub fn api::Client::pool(&self) -> api::Pool<'_>`",
        ),
        (
            "pub const api::LIMIT: u64",
            "pub const api::LIMIT: u64\npub const api::LEAST: u64",
            "additive api::LEAST: new: `pub const api::LEAST: u64`",
        ),
        (
            "pub const api::LIMIT: u64",
            "pub const api::LIMIT: i64",
            "breaking api::LIMIT: `pub const api::LIMIT: i64`, was `pub const api::LIMIT: u64`",
        ),
        (
            "pub fn api::Client::pool(&self)",
            "pub fn api::Client::pool(&mut self)",
            "breaking api::Client::pool: `pub fn api::Client::pool(&mut self) -> api::Pool<'_>`, was `pub fn api::Client::pool(&self) -> api::Pool<'_>`",
        ),
        (
            "pub fn api::Client::pool(&self)",
            "pub const fn api::Client::pool(&self)",
            "additive api::Client::pool: `pub const fn api::Client::pool(&self) -> api::Pool<'_>`, was `pub fn api::Client::pool(&self) -> api::Pool<'_>`: it can be called in constants",
        ),
        (
            "pub fn api::Pages<P>::next(self) -> core::option::Option<P>",
            "pub async fn api::Pages<P>::next(self) -> core::option::Option<P>",
            "breaking api::Pages::next: `pub async fn api::Pages<P>::next(self) -> core::option::Option<P>`, was `pub fn api::Pages<P>::next(self) -> core::option::Option<P>`",
        ),
        (
            "impl core::clone::Clone for api::types::Model",
            "",
            "breaking api::types::Model: gone: `impl core::clone::Clone for api::types::Model`",
        ),
        (
            "impl<F: core::ops::function::Fn(&str) -> bool> api::Paged for F",
            "",
            "breaking F: gone: `impl<F: core::ops::function::Fn(&str) -> bool> api::Paged for F`",
        ),
        (
            "impl api::Client",
            "",
            "cosmetic api::Client: gone: `impl api::Client`",
        ),
    ] {
        assert_eq!(edited(from, to), [expected], "{from} → {to}");
    }
}

#[test]
fn what_a_line_promises_depends_on_its_type() {
    for (from, to, expected) in [
        (
            "pub api::types::Model::V9",
            "pub api::types::Model::V9\npub api::types::Model::V9_5",
            "additive api::types::Model::V9_5: new: `pub api::types::Model::V9_5`",
        ),
        (
            "pub api::types::Model::V9",
            "",
            "breaking api::types::Model::V9: gone: `pub api::types::Model::V9`",
        ),
        (
            "pub api::Answer::Failed\n",
            "pub api::Answer::Failed\npub api::Answer::Late\n",
            "breaking api::Answer::Late: new: `pub api::Answer::Late`: a `match` without it no longer compiles",
        ),
        (
            "pub api::Answer::Failed::code: i64",
            "pub api::Answer::Failed::code: i64\npub api::Answer::Failed::why: i64",
            "breaking api::Answer::Failed::why: new: `pub api::Answer::Failed::why: i64`: where the variant is built or matched, this field is missing",
        ),
        (
            "#[non_exhaustive] pub struct api::Song",
            "#[non_exhaustive] pub struct api::Song\npub api::Song::id: i64",
            "additive api::Song::id: new: `pub api::Song::id: i64`",
        ),
        (
            "pub api::Point::x: i64",
            "pub api::Point::x: i64\npub api::Point::y: i64",
            "breaking api::Point::y: new: `pub api::Point::y: i64`: where it is built from its fields, this one is missing",
        ),
        (
            "pub struct api::Client",
            "pub struct api::Client\npub api::Client::base: i64",
            "additive api::Client::base: new: `pub api::Client::base: i64`",
        ),
        (
            "pub trait api::Paged: core::marker::Send",
            "pub trait api::Paged: core::marker::Send\npub fn api::Paged::more(&self) -> bool",
            "breaking api::Paged::more: new: `pub fn api::Paged::more(&self) -> bool`: where the trait is implemented it may be missing, unless it has a body, which no list tells",
        ),
        (
            "pub trait api::Refuse: api::sealed::Sealed",
            "pub trait api::Refuse: api::sealed::Sealed\npub fn api::Refuse::more(&self) -> bool",
            "additive api::Refuse::more: new: `pub fn api::Refuse::more(&self) -> bool`",
        ),
        (
            "#[non_exhaustive] pub struct api::Song",
            "pub struct api::Song",
            "additive api::Song: `pub struct api::Song`, was `#[non_exhaustive] pub struct api::Song`: it can be built and matched outside of the crate",
        ),
        (
            "pub enum api::Answer",
            "#[non_exhaustive] pub enum api::Answer",
            "breaking api::Answer: `#[non_exhaustive] pub enum api::Answer`, was `pub enum api::Answer`",
        ),
        (
            "pub struct api::Pages<P: api::Paged>",
            "pub struct api::Pages<P: api::Paged, Q>",
            "breaking api::Pages: `pub struct api::Pages<P: api::Paged, Q>`, was `pub struct api::Pages<P: api::Paged>`",
        ),
    ] {
        assert_eq!(edited(from, to), [expected], "{from} → {to}");
    }
}

#[test]
fn what_goes_with_its_type_is_counted() {
    let newer: String = LIST
        .lines()
        .filter(|line| !line.contains("types"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    assert_eq!(
        compared(LIST, &newer),
        ["breaking api::types: gone: `pub mod api::types`, with 6 lines below it"]
    );
    assert_eq!(
        compared(&newer, LIST),
        ["additive api::types: new: `pub mod api::types`, with 6 lines below it"]
    );
}

#[test]
fn comments_and_empty_lines_are_none() {
    let newer = LIST.replace("# A comment at the head", "\n# Another comment");
    assert_eq!(compared(LIST, &newer), [""; 0]);
}

#[test]
fn a_line_that_is_there_twice_may_not_be_there_once() {
    let line = "pub fn F::block(self)\n";
    let twice = format!("{LIST}{line}{line}");
    assert_eq!(
        compared(&twice, &format!("{LIST}{line}")),
        ["breaking F::block: gone: `pub fn F::block(self)`"]
    );
}

proptest! {
    #[test]
    fn a_list_in_any_order_is_the_same(lines in Just(LIST.lines().collect::<Vec<_>>()).prop_shuffle()) {
        prop_assert_eq!(compared(LIST, &lines.join("\n")), [""; 0]);
    }

    #[test]
    fn nothing_breaks_while_every_line_stays_and_lines_from_elsewhere_come(
        kept in subsequence(LIST.lines().collect::<Vec<_>>(), 1..32),
        names in proptest::collection::vec("[a-z]{1,8}", 0..5),
    ) {
        let older = kept.join("\n");
        let new: String = names.iter().map(|name| format!("\npub fn other::{name}()")).collect();
        let told = compared(&older, &(older.clone() + &new));
        prop_assert!(told.iter().all(|line| line.starts_with("additive")), "{:?}", told);
        prop_assert_eq!(told.is_empty(), names.is_empty());
    }

    #[test]
    fn whatever_goes_breaks_but_heads_of_blocks(kept in subsequence(LIST.lines().collect::<Vec<_>>(), 0..32)) {
        let missing = LIST.lines().filter(|line| !kept.contains(line));
        let mut missing = missing.filter(|line| !line.starts_with('#') || line.starts_with("#["));
        let is_block = |line: &str| line.starts_with("impl") && !line.contains(" for ");
        let breaks = missing.any(|line| !is_block(line));
        let told = compared(LIST, &kept.join("\n"));
        prop_assert_eq!(told.iter().any(|line| line.starts_with("breaking")), breaks, "{:?}", told);
    }

    #[test]
    fn any_text_is_a_list(text in ".{0,200}", other in "(pub |impl|<|>|#\\[|::| for |fn |a|\n){0,40}") {
        compared(&text, &other);
        prop_assert_eq!(compared(&other, &other), [""; 0]);
    }
}
