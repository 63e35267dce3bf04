//! The types: typify's structs, made open or strict; and the kinds it has no word
//! for, put where lowering left a placeholder.

mod fill;
mod structs;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, ItemStruct, Type};

use super::lower::{self, Names};
use super::rules::Hits;
use super::{Error, Piece, parameters_type, response_type, wording};
use crate::api::{Api, Field, Parameter, Shape};
use crate::check::{innermost, parts};

/// The module `types`.
pub fn rewrite(
    api: &Api,
    names: &Names<'_>,
    file: &syn::File,
    hits: &mut Hits,
) -> Result<Vec<Piece>, Error> {
    let mut structs = typify_structs(file)?;
    let mut take = |name: &str| {
        structs
            .remove(name)
            .ok_or_else(|| Error::Unexpected(format!("no struct for the schema `{name}`")))
    };
    let mut out: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    take(lower::SECRET)?;
    hits.hit("placeholder");
    for (name, shape) in &api.shapes {
        let item = take(names.shape(name))?;
        let ident = format_ident!("{name}");
        let doc = wording::schema(api, name);
        let pieces = match shape {
            Shape::Struct {
                strict: false,
                fields,
            } => {
                hits.hit("open-struct");
                structs::open_struct(api, &ident, &item, fields, &doc)?
            }
            Shape::Struct {
                strict: true,
                fields,
            } => {
                hits.hit("strict-struct");
                structs::strict_struct(api, &ident, &item, fields, &doc)?
            }
            other => {
                if !item.fields.is_empty() {
                    return Err(Error::Unexpected(format!(
                        "the placeholder `{name}` has fields"
                    )));
                }
                hits.hit("placeholder");
                fill::fill(api, name, other, &doc)
            }
        };
        out.insert(name.clone(), pieces);
    }
    for (index, operation) in api.operations.iter().enumerate() {
        if !operation.query.is_empty() {
            let name = parameters_type(operation);
            let ident = format_ident!("{name}");
            let item = take(&lower::query_struct(index))?;
            let fields: Vec<Field> = operation.query.iter().map(field_of).collect();
            let doc = wording::parameters(operation);
            out.insert(
                name,
                structs::strict_struct(api, &ident, &item, &fields, &doc)?,
            );
        }
        if operation.success.len() > 1 {
            out.insert(
                response_type(&operation.id),
                vec![Piece::Tokens(fill::response_enum(operation))],
            );
        }
    }
    if let Some(name) = structs.keys().next() {
        return Err(Error::Unexpected(format!(
            "typify made a struct `{name}` that nothing asked for"
        )));
    }
    let doc = format!(" What the {} takes and answers.", api.title);
    let (macros, own) = imports(api, out.values().flatten());
    let header = Piece::Tokens(quote! {
        #![doc = #doc]
        //!
        //! Answers are open: every field may be missing or null, and what the document
        //! does not know is kept in `extra` and written back. Requests are strict, made
        //! with `new` and one method per optional field.
        use crate::model::{#(#macros),*};
        #own
    });
    Ok([header]
        .into_iter()
        .chain(out.into_values().flatten())
        .collect())
}

/// What the pieces use: macros and types of the models, types of the crate.
fn imports<'a>(
    api: &Api,
    pieces: impl Iterator<Item = &'a Piece>,
) -> (Vec<syn::Ident>, Option<TokenStream>) {
    const MACROS: [&str; 6] = [
        "keyed_map",
        "number_or_string",
        "open_enum",
        "open_struct",
        "tagged_union",
        "text_or",
    ];
    let mut macros: BTreeSet<&str> = BTreeSet::from(["Extra"]);
    let mut list = false;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let name = text.split_once('!').map(|(name, _)| name);
                macros.extend(MACROS.into_iter().find(|known| Some(*known) == name));
                let mut code = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("///"));
                list |= code.any(|line| line.contains("(List<") || line.contains(": List<"));
            }
            Piece::Tokens(tokens) => list |= tokens.to_string().contains("< List <"),
        }
    }
    let list = list.then(|| format_ident!("List"));
    let secret = api_uses_secret(api).then(|| format_ident!("Secret"));
    let own: Vec<_> = list.into_iter().chain(secret).collect();
    (
        macros.iter().map(|name| format_ident!("{name}")).collect(),
        (!own.is_empty()).then(|| quote!(use crate::{#(#own),*};)),
    )
}

fn api_uses_secret(api: &Api) -> bool {
    let is_secret = |rust: &str| innermost(rust) == "Secret";
    let queries = api.operations.iter().flat_map(|operation| &operation.query);
    let mut parts = api.shapes.values().flat_map(parts);
    parts.any(is_secret)
        || queries.map(|parameter| &*parameter.rust).any(is_secret)
        || api.shapes.values().any(|shape| *shape == Shape::Secret)
}

/// The structs of progenitor's module `types`. Its impls are left behind: the
/// derives and macros here take their place.
fn typify_structs(file: &syn::File) -> Result<BTreeMap<String, ItemStruct>, Error> {
    let mut structs = BTreeMap::new();
    for item in &file.items {
        let Item::Mod(module) = item else { continue };
        if module.ident != "types" {
            continue;
        }
        for item in module.content.iter().flat_map(|(_, items)| items) {
            match item {
                Item::Struct(item) => {
                    structs.insert(item.ident.to_string(), item.clone());
                }
                // `error` (conversions) and `defaults` (none is left to give).
                Item::Impl(_) | Item::Mod(_) | Item::Use(_) => {}
                _ => {
                    return Err(Error::Unexpected(
                        "typify made something that is not a struct".into(),
                    ));
                }
            }
        }
    }
    Ok(structs)
}

fn field_of(parameter: &Parameter) -> Field {
    Field {
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        required: parameter.required,
        rust: parameter.rust.clone(),
    }
}

/// A field of typify's struct with what the document says of it.
struct Described<'a> {
    ident: syn::Ident,
    field: &'a Field,
    ty: TokenStream,
}

fn describe<'a>(item: &'a ItemStruct, fields: &'a [Field]) -> Result<Vec<Described<'a>>, Error> {
    let mut described = Vec::new();
    for found in &item.fields {
        let Some(ident) = &found.ident else { continue };
        if flattened(&found.attrs) {
            continue;
        }
        let number = ident.to_string();
        let (index, field) = number
            .strip_prefix("field")
            .and_then(|index| index.parse().ok())
            .and_then(|index: usize| Some((index, fields.get(index)?)))
            .ok_or_else(|| {
                Error::Unexpected(format!("{}: a field `{ident}` of typify's own", item.ident))
            })?;
        let wire = &field.name;
        let optional = is_option(&found.ty);
        if optional == field.required && field.rust != "serde_json::Value" {
            return Err(Error::Unexpected(format!(
                "{}.{wire}: required and optional mixed up",
                item.ident
            )));
        }
        described.push((
            index,
            Described {
                ident: self::ident(&field.name),
                field,
                ty: rust_type(&field.rust, ""),
            },
        ));
    }
    // typify sorts by name; arguments of `new` follow the document.
    described.sort_by_key(|(index, _)| *index);
    Ok(described.into_iter().map(|(_, field)| field).collect())
}

fn flattened(attrs: &[Attribute]) -> bool {
    let parse = Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .filter_map(|attribute| attribute.parse_args_with(parse).ok())
        .flatten()
        .any(|meta| meta.path().is_ident("flatten"))
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "Option"))
}

/// A name as Rust writes it: `snake_case`, keywords with `_` behind.
pub fn ident(name: &str) -> syn::Ident {
    format_ident!("{}", super::member(name))
}

/// The type of a field of an answer, where it differs from that of a request: lists
/// live with nulls, numbers keep their form, and free objects show no values, for
/// nobody knows what will be in them.
pub fn answered(rust: &str) -> String {
    if let Some(items) = list_of(rust) {
        return format!("List<{}>", answered(items));
    }
    match rust {
        "f64" => "serde_json::Number".into(),
        "serde_json::Map<String, serde_json::Value>" => "Extra".into(),
        other => other.into(),
    }
}

/// A Rust type; names of schemas with `prefix` before them.
pub fn rust_type(rust: &str, prefix: &str) -> TokenStream {
    if let Some(items) = list_of(rust) {
        let items = rust_type(items, prefix);
        return quote!(Vec<#items>);
    }
    if let Some(items) = rust
        .strip_prefix("List<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        let items = rust_type(items, prefix);
        return quote!(List<#items>);
    }
    let known = matches!(rust, "String" | "i64" | "f64" | "bool") || rust.contains("::");
    let path = match rust {
        "Secret" => "crate::Secret".to_owned(),
        _ if known => rust.to_owned(),
        _ => format!("{prefix}{rust}"),
    };
    let path = if prefix.is_empty() && rust == "Secret" {
        "Secret".to_owned()
    } else {
        path
    };
    syn::parse_str::<Type>(&path).map_or_else(|_| quote!(()), |ty| quote!(#ty))
}

fn list_of(rust: &str) -> Option<&str> {
    rust.strip_prefix("Vec<")
        .and_then(|rest| rest.strip_suffix('>'))
}
