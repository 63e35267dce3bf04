//! The calls whose answers come page by page.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::types::{answered, ident, rust_type};
use super::{Paging, Scalar, constant, paging, parameters_type};
use crate::api::{Api, Cursor, Operation};

/// The body of the method that lists, and what it returns.
pub fn method(operation: &Operation, path: &[TokenStream]) -> (TokenStream, TokenStream) {
    let parameters = format_ident!("{}", parameters_type(operation));
    let returns = quote!(crate::pages::Pages<types::#parameters>);
    let body = quote! {
        crate::pages::Pages::new(self.raw.transport.clone(), (#(#path,)*), params)
    };
    (returns, body)
}

/// What follows the pages: one implementation for the parameters of each list.
pub fn implementations(api: &Api) -> TokenStream {
    let lists = api.operations.iter().filter_map(|operation| {
        let cursor = operation.cursor.as_ref()?;
        // The check refused what cannot be followed.
        let paging = paging(&api.shapes, operation)?.ok()?;
        Some(implementation(operation, cursor, &paging))
    });
    quote!(#(#lists)*)
}

fn implementation(operation: &Operation, cursor: &Cursor, paging: &Paging<'_>) -> TokenStream {
    let parameters = format_ident!("{}", parameters_type(operation));
    let page = format_ident!("{}", paging.page);
    let item = item(paging.item);
    let path: Vec<TokenStream> = operation
        .path_parameters
        .iter()
        .map(|parameter| rust_type(&parameter.rust, "types::"))
        .collect();
    let passed = (0..path.len()).map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote!(&call.path.#index,)
    });
    let metadata = format_ident!("{}", constant(&operation.id));
    let raw = ident(&operation.id);
    let deprecated = operation.deprecated.then(|| quote!(#[allow(deprecated)]));

    let field = read(&cursor.field, &quote!(.as_ref()));
    let more = match &cursor.more {
        Some(more) => read(more, &quote!()),
        None => quote!(None),
    };
    let listed = read(&cursor.items, &quote!(.as_ref()));
    let items = taken(&cursor.items);

    let parameter = ident(&cursor.parameter);
    let required = operation
        .query
        .iter()
        .any(|other| other.name == cursor.parameter && other.required);
    let set = if required {
        quote!(Some(ToString::to_string(&self.#parameter)))
    } else {
        quote!(self.#parameter.as_ref().map(ToString::to_string))
    };
    let next = converted(paging);
    let next = if required { next } else { quote!(Some(#next)) };
    let copied = match paging.field {
        Scalar::Integer => quote!(),
        Scalar::Text | Scalar::NumberOrText(_) => quote!(.clone()),
    };
    let found = read(&cursor.field, &copied);
    quote! {
        impl crate::pages::Paged for types::#parameters {
            type Page = types::#page;
            type Item = #item;
            type Path = (#(#path,)*);

            const OPERATION: &'static crate::Operation = &super::operations::#metadata;

            #deprecated
            fn read(call: crate::pages::Call<Self>) -> crate::pages::Reading<Result<Self::Page, Error>> {
                Box::pin(async move {
                    let raw = Raw { transport: &call.transport };
                    Ok(raw.#raw(#(#passed)* &call.params).await?.into_inner())
                })
            }

            fn turn(page: &Self::Page) -> crate::pages::Turn {
                crate::pages::Turn {
                    cursor: #field.map(ToString::to_string),
                    more: #more,
                    items: #listed.map_or(0, |items| items.len()),
                }
            }

            fn cursor(&self) -> Option<String> {
                #set
            }

            fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
                let cursor = #found?;
                self.#parameter = #next;
                Some(())
            }

            fn items(page: Self::Page) -> Vec<Self::Item> {
                #items.unwrap_or_default().into_vec()
            }
        }
    }
}

/// A field of the page, however deep: each on the way may be missing.
fn read(way: &str, leaf: &TokenStream) -> TokenStream {
    let (first, rest) = steps(way);
    let Some((last, middle)) = rest.split_last() else {
        return quote!(page.#first #leaf);
    };
    let middle = middle
        .iter()
        .map(|step| quote!(.and_then(|inner| inner.#step.as_ref())));
    quote!(page.#first.as_ref() #(#middle)* .and_then(|inner| inner.#last #leaf))
}

/// The same, taken out of the page.
fn taken(way: &str) -> TokenStream {
    let (first, rest) = steps(way);
    let rest = rest
        .iter()
        .map(|step| quote!(.and_then(|inner| inner.#step)));
    quote!(page.#first #(#rest)*)
}

fn steps(way: &str) -> (syn::Ident, Vec<syn::Ident>) {
    let mut steps = way.split('.').map(ident);
    let first = steps.next().unwrap_or_else(|| ident(way));
    (first, steps.collect())
}

/// `cursor`, a value of the page, as the query takes it.
fn converted(paging: &Paging<'_>) -> TokenStream {
    match (paging.parameter, paging.field) {
        (parameter, field) if parameter == field => quote!(cursor),
        (Scalar::Text, _) => quote!(cursor.to_string()),
        (Scalar::Integer, Scalar::NumberOrText(_)) => quote!(cursor.as_i64()?),
        (Scalar::Integer, _) => quote!(cursor.parse().ok()?),
        (Scalar::NumberOrText(name), Scalar::NumberOrText(_)) => {
            let name = format_ident!("{name}");
            quote!(types::#name::from(cursor.to_string()))
        }
        (Scalar::NumberOrText(name), _) => {
            let name = format_ident!("{name}");
            quote!(types::#name::from(cursor))
        }
    }
}

/// The type of an item, as code outside of `types` names it.
fn item(rust: &str) -> TokenStream {
    match answered(rust).as_str() {
        "Extra" => quote!(crate::Extra),
        rust => rust_type(rust, "types::"),
    }
}
