//! The calls by resource: `client.songs().create(…)`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::arguments::Arguments;
use super::client::{lints, success_type};
use super::types::{ident, rust_type};
use super::{doc, jobs, paging, parameters_type, runnable, wording};
use crate::api::{Answer, Api, Body, Operation};

/// The module `resources`.
pub fn resources(name: &str, api: &Api) -> TokenStream {
    let client = format_ident!("{name}");
    let used: Vec<_> = api
        .resources
        .iter()
        .filter(|resource| {
            api.operations
                .iter()
                .any(|operation| operation.resource == resource.name)
        })
        .collect();
    let accessors = used.iter().map(|resource| {
        let (method, ty) = (
            ident(&resource.name),
            format_ident!("{}", wording::resource_type(&resource.name)),
        );
        let doc = doc(&wording::resource(resource));
        quote! {
            #doc
            pub fn #method(&self) -> #ty<'_> {
                #ty { raw: self.raw() }
            }
        }
    });
    let submitted = jobs::submitted(api);
    let structs = used.iter().map(|resource| {
        let ty = format_ident!("{}", wording::resource_type(&resource.name));
        let example = runnable::example(name, api, resource).unwrap_or_default();
        let doc = doc(&(wording::resource(resource) + &example));
        let methods = api
            .operations
            .iter()
            .filter(|operation| operation.resource == resource.name);
        let taken = methods
            .clone()
            .map(|operation| operation.rust_method.as_str())
            .collect();
        let beside = jobs::of_resource(&submitted, &resource.name, &taken);
        let methods = methods.map(|operation| method(name, api, operation, &submitted));
        quote! {
            #doc
            #[derive(Debug)]
            pub struct #ty<'c> {
                pub(crate) raw: Raw<'c>,
            }

            impl #ty<'_> {
                #(#methods)*
                #beside
            }
        }
    });
    let uploads = |operation: &Operation| {
        matches!(operation.body, Body::Multipart { .. } | Body::Binary { .. })
    };
    let public = if api.operations.iter().any(uploads) {
        quote!({Error, Upload})
    } else {
        quote!(Error)
    };
    let pages = paging::implementations(api);
    let doc = format!(" The {} by resource: what most programs call.", api.title);
    quote! {
        #![doc = #doc]
        use super::raw::Raw;
        use super::types;
        use crate::#client::Client;
        use crate::#public;

        impl Client {
            /// Every operation by its operationId, with status, headers and body of the answer.
            pub fn raw(&self) -> Raw<'_> {
                Raw::new(self)
            }

            #(#accessors)*
        }

        #(#structs)*

        #pages
    }
}

fn method(
    name: &str,
    api: &Api,
    operation: &Operation,
    submitted: &[jobs::Submitted<'_>],
) -> TokenStream {
    let mut arguments = Vec::new();
    let mut passed = Vec::new();
    let mut owned = Vec::new();
    let Arguments { path, file } = Arguments::of(operation);
    for (parameter, argument) in operation.path_parameters.iter().zip(path) {
        if parameter.rust == "String" {
            arguments.push(quote!(#argument: impl AsRef<str>));
            passed.push(quote!(#argument.as_ref()));
            owned.push(quote!(#argument.as_ref().to_owned()));
        } else {
            let rust = rust_type(&parameter.rust, "types::");
            arguments.push(quote!(#argument: impl Into<#rust>));
            passed.push(quote!(&#argument.into()));
            owned.push(quote!(#argument.into()));
        }
    }
    if !operation.query.is_empty() {
        let parameters = format_ident!("{}", parameters_type(operation));
        arguments.push(quote!(params: types::#parameters));
        passed.push(quote!(&params));
    }
    match &operation.body {
        Body::None => {}
        Body::Json { schema, .. } => {
            let schema = format_ident!("{schema}");
            arguments.push(quote!(request: types::#schema));
            passed.push(quote!(&request));
        }
        Body::Multipart { schema, .. } => {
            let schema = format_ident!("{schema}");
            arguments.push(quote!(request: types::#schema));
            passed.push(quote!(&request));
            arguments.push(quote!(#file: impl Into<Upload>));
            passed.push(quote!(#file.into()));
        }
        Body::Binary { .. } => {
            arguments.push(quote!(audio: impl Into<Upload>));
            passed.push(quote!(audio.into()));
        }
    }
    let doc = doc(&wording::method(name, api, operation));
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated = "the vendor calls it legacy"] #[allow(deprecated)]));
    let (method, raw) = (
        format_ident!("{}", operation.rust_method),
        ident(&operation.id),
    );
    let returns = success_type(operation);
    let lints = lints(operation);
    if let Some(submitted) = submitted
        .iter()
        .find(|submitted| submitted.operation.id == operation.id)
    {
        let request = format_ident!("{}", submitted.request);
        return quote! {
            #doc
            #deprecated
            pub fn #method(&self, request: types::#request) -> crate::jobs::Submission<types::#request> {
                crate::jobs::Submission::new(self.raw.transport, request)
            }
        };
    }
    if operation.cursor.is_some() {
        let (returns, body) = paging::method(operation, &owned);
        return quote! {
            #doc
            #deprecated
            #lints
            pub fn #method(&self, #(#arguments),*) -> #returns {
                #body
            }
        };
    }
    let call = quote!(self.raw.#raw(#(#passed),*).await?);
    let body = match operation.success.as_slice() {
        [Answer { schema: None, .. }] => quote!(#call; Ok(())),
        _ => quote!(Ok(#call.into_inner())),
    };
    quote! {
        #doc
        #deprecated
        #lints
        pub async fn #method(&self, #(#arguments),*) -> Result<#returns, Error> {
            #body
        }
    }
}
