//! What takes the place of the placeholders: calls of the model macros.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{answered, ident, rust_type};
use crate::api::{Api, Operation, Shape};
use crate::codegen::{Piece, client, doc, member, response_type, variant, wording};

/// What stands in a placeholder's place. Calls of macros are written as text: a
/// printer of tokens does not know where their lines end.
pub fn fill(api: &Api, name: &str, shape: &Shape, text: &str) -> Vec<Piece> {
    let mut out = String::new();
    let alias = |out: &mut String, rust: &str| {
        let _ = writeln!(out, "{}pub type {name} = {rust};", lines(text, 0));
    };
    match shape {
        Shape::ClosedEnum { .. } | Shape::NumberOrText if api.same_as.contains_key(name) => {
            return Vec::new();
        }
        Shape::ClosedEnum { values } | Shape::OpenEnum { values, .. } => {
            let _ = writeln!(
                out,
                "open_enum! {{\n{}    pub enum {name} {{",
                lines(text, 4)
            );
            for value in values {
                let _ = writeln!(
                    out,
                    "        /// {}\n        {} = {value:?},",
                    wording::code(value),
                    variant(value)
                );
            }
            out.push_str("    }\n}\n");
        }
        Shape::NumberOrText => {
            let _ = writeln!(
                out,
                "number_or_string! {{\n{}    pub struct {name};\n}}",
                lines(text, 4)
            );
        }
        Shape::Union {
            tag,
            variants,
            fallback,
        } => {
            let _ = writeln!(
                out,
                "tagged_union! {{\n{}    pub enum {name} by {tag:?} {{",
                lines(text, 4)
            );
            for (value, schema) in variants {
                let _ = writeln!(
                    out,
                    "        /// {} is {}.\n        {}({schema}) = {value:?},",
                    wording::code(tag),
                    wording::code(value),
                    variant(value)
                );
            }
            let _ = writeln!(out, "        _ => Other({fallback})\n    }}\n}}");
            let accessors = accessors(api, &format_ident!("{name}"), variants, fallback);
            return vec![Piece::Text(out), Piece::Tokens(accessors)];
        }
        Shape::TextOr {
            text: as_text,
            other,
            other_name,
        } => {
            let _ = writeln!(out, "text_or! {{\n{}    pub enum {name} {{", lines(text, 4));
            let _ = writeln!(out, "        /// As text.\n        Text({as_text}),");
            let _ = writeln!(
                out,
                "        /// In parts.\n        {other_name}({}),\n    }}\n}}",
                answered(other)
            );
        }
        Shape::Keyed { of, fields } => {
            let _ = writeln!(
                out,
                "keyed_map! {{\n{}    pub struct {name} of {of} {{",
                lines(text, 4)
            );
            for field in fields {
                let _ = writeln!(
                    out,
                    "{}        {}: {} = {:?},",
                    lines(&wording::field(api, field), 8),
                    ident(&field.name),
                    answered(&field.rust),
                    field.name
                );
            }
            out.push_str("    }\n}\n");
        }
        Shape::JsonText { of } => alias(&mut out, &format!("crate::JsonString<{of}>")),
        Shape::List { items } => alias(&mut out, &format!("Vec<{items}>")),
        Shape::Secret => alias(&mut out, "Secret"),
        Shape::Alias { rust } => alias(&mut out, rust),
        Shape::Struct { .. } => {}
    }
    vec![Piece::Text(out)]
}

/// Doc comment lines.
fn lines(text: &str, indent: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let _ = writeln!(out, "{:indent$}///{}", "", line.trim_end());
    }
    out
}

/// What all variants of a union have is readable without a match.
fn accessors(
    api: &Api,
    ident: &syn::Ident,
    variants: &[(String, String)],
    fallback: &str,
) -> TokenStream {
    let fields_of = |name: &str| match api.shapes.get(name) {
        Some(Shape::Struct { fields, .. }) => fields.as_slice(),
        _ => &[],
    };
    let arms: Vec<TokenStream> = variants
        .iter()
        .map(|(value, _)| {
            let variant = format_ident!("{}", variant(value));
            quote!(Self::#variant(inner))
        })
        .chain([quote!(Self::Other(inner))])
        .collect();
    let methods = fields_of(fallback)
        .iter()
        .filter(|field| {
            variants.iter().all(|(_, name)| {
                fields_of(name)
                    .iter()
                    .any(|other| (&other.name, &other.rust) == (&field.name, &field.rust))
            })
        })
        .map(|field| {
            let name = self::ident(&field.name);
            let (ty, read) = match field.rust.as_str() {
                "String" => (quote!(&str), quote!(.as_deref())),
                "i64" | "bool" => {
                    let ty = rust_type(&field.rust, "");
                    (ty, quote!())
                }
                rust => {
                    let ty = rust_type(&answered(rust), "");
                    (quote!(&#ty), quote!(.as_ref()))
                }
            };
            let doc = doc(&wording::field(api, field));
            let arms = arms.iter().map(|arm| quote!(#arm => inner.#name #read));
            quote! {
                #doc
                pub fn #name(&self) -> Option<#ty> {
                    match self { #(#arms,)* }
                }
            }
        });
    quote! {
        impl #ident { #(#methods)* }
    }
}

/// The successes of an operation, one variant per status.
pub fn response_enum(operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", response_type(&operation.id));
    let doc = format!(
        " What [`{id}`](super::raw::Raw::{id}) answers, by status.",
        id = member(&operation.id)
    );
    let variants = operation.success.iter().map(|answer| {
        let variant = format_ident!("{}", client::success_variant(answer.status));
        let doc = format!(" Status {}.", answer.status);
        match &answer.schema {
            Some(schema) => {
                let schema = format_ident!("{schema}");
                quote!(#[doc = #doc] #variant(#schema))
            }
            None => quote!(#[doc = #doc] #variant),
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* }
    }
}
