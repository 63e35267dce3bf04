//! From a checked document to Rust source.

mod arguments;
mod checks;
mod client;
mod example;
mod jobs;
mod lower;
mod operations;
mod paging;
mod request;
mod resources;
mod rules;
mod runnable;
mod surface;
mod tests;
mod types;
mod wording;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;
use crate::check::{Paging, Scalar, paging};
pub use crate::check::{constant, member, parameters_type, pascal, response_type, snake, variant};
pub use rules::Hits;
pub use surface::surface;

/// Why no code came out. The document was checked, so each of these is a defect of
/// the generator or an unexpected change in progenitor.
#[derive(Debug)]
pub enum Error {
    /// progenitor refused the lowered document.
    Progenitor(String),
    /// What progenitor made is not what the post-processing expects.
    Unexpected(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Progenitor(text) => write!(f, "progenitor refused the lowered document: {text}"),
            Self::Unexpected(text) => write!(f, "progenitor made something unexpected: {text}"),
        }
    }
}

impl std::error::Error for Error {}

/// The files of one client.
#[derive(Debug)]
pub struct Generated {
    /// File name below the client's module folder → source.
    pub files: BTreeMap<&'static str, String>,
    /// A module for the tests: every operation and every type by name.
    pub tests: String,
    /// How often each rule of the post-processing hit.
    pub hits: Hits,
}

/// The copy of an API in the dialect that progenitor reads.
pub fn lowered(api: &Api) -> serde_json::Value {
    lower::lower(api, &lower::Names::of(api))
}

/// Makes the client module `name` (`useapi`) of an API.
pub fn generate(name: &str, api: &Api) -> Result<Generated, Error> {
    let names = lower::Names::of(api);
    let mut hits = Hits::default();
    let (types, raw) = {
        // It is large, and what is printed below is, too: not both at a time.
        let file = by_progenitor(api, &names)?;
        (
            types::rewrite(api, &names, &file, &mut hits)?,
            client::rewrite(name, api, &file, &mut hits)?,
        )
    };
    hits.assert(api)?;

    // Each is printed before the next is made: tokens take far more than their text.
    let mut files = BTreeMap::new();
    let mut put = |file, pieces| print(name, pieces).map(|text| files.insert(file, text));
    put("types.rs", types)?;
    put("raw.rs", whole(raw))?;
    put("checks.rs", whole(checks::checks(api)))?;
    put("operations.rs", whole(operations::table(api)))?;
    put("resources.rs", whole(resources::resources(name, api)))?;
    put("mod.rs", whole(module(api)))?;
    if let Some(tokens) = jobs::jobs(api) {
        put("jobs.rs", whole(tokens))?;
    }
    let tests = print(name, whole(tests::tables(name, api)))?;
    Ok(Generated { files, tests, hits })
}

/// What progenitor makes of the lowered copy.
fn by_progenitor(api: &Api, names: &lower::Names<'_>) -> Result<syn::File, Error> {
    let lowered = lower::lower(api, names);
    let openapi: openapiv3::OpenAPI =
        serde_json::from_value(lowered).map_err(|error| Error::Progenitor(error.to_string()))?;
    let mut settings = progenitor::GenerationSettings::default();
    settings
        .with_interface(progenitor::InterfaceStyle::Positional)
        .with_tag(progenitor::TagStyle::Merged);
    let tokens = progenitor::Generator::new(&settings)
        .generate_tokens(&openapi)
        .map_err(|error| Error::Progenitor(error.to_string()))?;
    syn::parse2(tokens).map_err(|error| Error::Progenitor(error.to_string()))
}

fn module(api: &Api) -> TokenStream {
    let doc = format!(" {}, as its document describes it.", api.title);
    let jobs = (!jobs::submitted(api).is_empty()).then(|| {
        quote!(
            mod jobs;
        )
    });
    quote! {
        #![doc = #doc]
        #jobs
        mod checks;
        pub mod operations;
        pub mod raw;
        pub mod resources;
        pub mod types;
    }
}

/// A piece of a source file.
enum Piece {
    /// Printed by prettyplease.
    Tokens(TokenStream),
    /// Printed as it stands.
    Text(String),
}

/// A file that is printed in one go.
fn whole(tokens: TokenStream) -> Vec<Piece> {
    vec![Piece::Tokens(tokens)]
}

/// A doc comment, one attribute per line: printed as `///`, not as a block.
fn doc(text: &str) -> TokenStream {
    let lines = text.lines();
    quote!(#(#[doc = #lines])*)
}

/// Source text with the header that says where it came from.
fn print(name: &str, pieces: Vec<Piece>) -> Result<String, Error> {
    let mut out =
        format!("// Generated from spec/{name}.yaml by `cargo xtask regen`: do not edit.\n");
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                if !text.is_empty() {
                    out.push('\n');
                    out.push_str(&text);
                }
            }
            Piece::Tokens(tokens) => {
                let file: syn::File =
                    syn::parse2(tokens).map_err(|error| Error::Unexpected(error.to_string()))?;
                out.push('\n');
                out.push_str(&spaced(&prettyplease::unparse(&file)));
            }
        }
    }
    Ok(out)
}

/// prettyplease leaves no blank lines between items; a reader wants them.
fn spaced(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 16);
    let mut previous = "";
    for line in source.lines() {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let ended =
            matches!(previous.trim_start(), "}" | "};" | ");") || previous.starts_with("use ");
        let same = indent(line) == indent(previous) && indent(line) <= 4;
        let both_uses = previous.starts_with("use ") && line.starts_with("use ");
        if ended
            && same
            && !both_uses
            && !line.trim().is_empty()
            && !line.trim_start().starts_with(['}', ')', ']'])
        {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}
