//! typify's structs, made open for answers and strict for requests.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ItemStruct;

use super::{Described, answered, describe, list_of, rust_type};
use crate::api::{Api, Field};
use crate::codegen::{Error, Piece, client, doc, wording};

/// Setters of these names look like the operators' methods.
const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

pub fn open_struct(
    api: &Api,
    name: &syn::Ident,
    item: &ItemStruct,
    fields: &[Field],
    text: &str,
) -> Result<Vec<Piece>, Error> {
    let described = describe(item, fields)?;
    let declared = described.iter().map(|Described { ident, field, .. }| {
        let doc = doc(&wording::field(api, field));
        let ty = rust_type(&answered(&field.rust), "");
        let schemars = (*ident != field.name).then(|| {
            let wire = &field.name;
            quote!(#[cfg_attr(feature = "schemars", schemars(rename = #wire))])
        });
        quote!(#doc #schemars pub #ident: Option<#ty>)
    });
    let mut pairs = String::new();
    for Described { ident, field, .. } in &described {
        let _ = writeln!(pairs, "    {ident}: {:?},", field.name);
    }
    let call = if pairs.is_empty() {
        format!("open_struct!({name} {{}});\n")
    } else {
        format!("open_struct!({name} {{\n{pairs}}});\n")
    };
    let doc = doc(text);
    let tokens = quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct #name {
            #(#declared,)*
            /// Fields that the document does not know, and known ones that came as null.
            #[cfg_attr(feature = "schemars", schemars(flatten))]
            pub extra: Extra,
        }
    };
    Ok(vec![Piece::Tokens(tokens), Piece::Text(call)])
}

pub fn strict_struct(
    api: &Api,
    name: &syn::Ident,
    item: &ItemStruct,
    fields: &[Field],
    text: &str,
) -> Result<Vec<Piece>, Error> {
    let described = describe(item, fields)?;
    let declared = described.iter().map(|Described { ident, field, ty }| {
        let doc = doc(&wording::field(api, field));
        let wire = &field.name;
        let rename = (*ident != *wire).then(|| quote!(rename = #wire,));
        if field.required {
            let attribute = rename.map(|rename| quote!(#[serde(#rename)]));
            quote!(#doc #attribute pub #ident: #ty)
        } else {
            quote! {
                #doc
                #[serde(#rename default, skip_serializing_if = "Option::is_none")]
                pub #ident: Option<#ty>
            }
        }
    });
    let (required, optional): (Vec<&Described>, Vec<&Described>) = described
        .iter()
        .partition(|described| described.field.required);
    let default = required.is_empty().then(|| quote!(Default,));
    let arguments = required.iter().map(|Described { ident, field, .. }| {
        let ty = taken(&field.rust);
        quote!(#ident: #ty)
    });
    let made = described.iter().map(|Described { ident, field, .. }| {
        if field.required {
            let value = converted(&field.rust, ident);
            if *ident == value.to_string() {
                quote!(#ident)
            } else {
                quote!(#ident: #value)
            }
        } else {
            quote!(#ident: None)
        }
    });
    let new_doc = if required.is_empty() {
        " With nothing set: everything is optional.".to_owned()
    } else {
        " With what is required; the rest is optional.".to_owned()
    };
    let many = client::too_many(required.len());
    let setters = optional.iter().map(|Described { ident, field, .. }| {
        let doc = doc(&format!(
            " Sets {}.{}",
            wording::code(&field.name),
            wording::after(field)
        ));
        let ty = taken(&field.rust);
        let argument = format_ident!("value");
        let value = converted(&field.rust, &argument);
        let operator = OPERATORS
            .contains(&&*ident.to_string())
            .then(|| quote!(#[allow(clippy::should_implement_trait)]));
        quote! {
            #doc
            #operator
            pub fn #ident(mut self, value: #ty) -> Self {
                self.#ident = Some(#value);
                self
            }
        }
    });
    let doc = doc(text);
    Ok(vec![Piece::Tokens(quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, serde::Deserialize, serde::Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct #name {
            #(#declared,)*
        }

        impl #name {
            #[doc = #new_doc]
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#made),* }
            }

            #(#setters)*
        }
    })])
}

/// The type of an argument that becomes a field of type `rust`.
fn taken(rust: &str) -> TokenStream {
    if let Some(items) = list_of(rust) {
        let items = rust_type(items, "");
        return quote!(impl IntoIterator<Item = #items>);
    }
    let ty = rust_type(rust, "");
    match rust {
        "i64" | "f64" | "bool" | "serde_json::Value" => ty,
        _ => quote!(impl Into<#ty>),
    }
}

fn converted(rust: &str, name: &syn::Ident) -> TokenStream {
    if list_of(rust).is_some() {
        return quote!(#name.into_iter().collect());
    }
    match rust {
        "i64" | "f64" | "bool" | "serde_json::Value" => quote!(#name),
        _ => quote!(#name.into()),
    }
}
