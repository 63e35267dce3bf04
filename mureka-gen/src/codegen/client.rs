//! The calls: progenitor's methods, rewritten so that nothing of an answer is lost.
//!
//! progenitor decides how the URL, the query and the body are put together. This
//! pass replaces what it cannot know: arguments in one struct, path arguments that
//! cannot change the URL, the transport of this project, the media types it has no
//! word for, and an answer that is decoded **by status**.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{ImplItem, ImplItemFn, Item};

use super::arguments::Arguments;
use super::request::{Chain, Parts, url};
use super::rules::Hits;
use super::types::{ident, rust_type};
use super::{Error, checks, constant, doc, lower, parameters_type, response_type, wording};
use crate::api::{Answer, Api, Body, Operation, Shape, Status};

/// The module `raw`: one method per operation.
pub fn rewrite(
    name: &str,
    api: &Api,
    file: &syn::File,
    hits: &mut Hits,
) -> Result<TokenStream, Error> {
    let mut methods: BTreeMap<String, &ImplItemFn> = BTreeMap::new();
    for item in &file.items {
        let Item::Impl(block) = item else { continue };
        if block.trait_.is_some() {
            continue;
        }
        for item in &block.items {
            if let ImplItem::Fn(function) = item
                && function.sig.asyncness.is_some()
            {
                methods.insert(function.sig.ident.to_string(), function);
            }
        }
    }
    let mut out = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let method = methods
            .remove(&lower::method(index))
            .ok_or_else(|| Error::Unexpected(format!("no method for `{}`", operation.id)))?;
        hits.hit("method");
        out.push(rewrite_method(api, operation, method, hits)?);
    }
    if let Some(name) = methods.keys().next() {
        return Err(Error::Unexpected(format!(
            "a method `{name}` that no operation asked for"
        )));
    }
    let has = |test: &dyn Fn(&Operation) -> bool| api.operations.iter().any(test);
    let mut runtime = vec![quote!(Transport)];
    if has(&|operation| !operation.query.is_empty()) {
        runtime.push(quote!(QueryParam));
    }
    if has(&|operation| !operation.path_parameters.is_empty()) {
        runtime.push(quote!(path_segment));
    }
    if has(&|operation| matches!(operation.body, Body::Multipart { .. })) {
        runtime.push(quote!(form));
    }
    let mut headers = vec![quote!(ACCEPT)];
    if has(&|operation| matches!(operation.body, Body::Binary { .. })) {
        headers.push(quote!(CONTENT_TYPE));
    }
    headers.push(quote!(HeaderValue));
    let mut public = vec![quote!(Error), quote!(Response)];
    if has(&|operation| checks::looks_at_types(api, operation)) {
        public.insert(0, quote!(Check));
    }
    if has(&|operation| operation.body.has_file()) {
        public.push(quote!(Upload));
    }
    let uses = [
        quote!(
            use super::{operations, types};
        ),
        quote!(use crate::runtime::{#(#runtime),*};),
        quote!(use crate::{#(#public),*};),
        quote!(use reqwest::header::{#(#headers),*};),
    ];
    let client = format_ident!("{name}");
    let doc = format!(
        " Every operation of the {} as one method: typed arguments in, status, headers",
        api.title
    );
    Ok(quote! {
        #![doc = #doc]
        //! and typed body out. [`super::resources`] has the same by resource.
        #(#uses)*

        /// All operations of a client, by operationId.
        #[derive(Clone, Copy, Debug)]
        pub struct Raw<'c> {
            pub(crate) transport: &'c Transport,
        }

        impl<'c> Raw<'c> {
            /// The operations of a client.
            pub fn new(client: &'c crate::#client::Client) -> Self {
                Self { transport: client.transport() }
            }

            /// The operations over a transport.
            pub(crate) fn over(transport: &'c Transport) -> Self {
                Self { transport }
            }
        }

        impl Raw<'_> {
            #(#out)*
        }
    })
}

fn rewrite_method(
    api: &Api,
    operation: &Operation,
    method: &ImplItemFn,
    hits: &mut Hits,
) -> Result<TokenStream, Error> {
    let unexpected = |what: &str| Error::Unexpected(format!("{}: {what}", operation.id));
    let parts =
        Parts::of(&method.block.stmts).ok_or_else(|| unexpected("another order of statements"))?;
    hits.hit("version-header");
    hits.hit("send");
    hits.hit("match-by-status");

    let name = ident(&operation.id);
    let arguments = arguments(operation);
    hits.hit("signature");
    let returns = success_type(operation);
    let doc = doc(&wording::raw_method(operation));
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated = "the vendor calls it legacy"]));

    let url = url(operation, parts.url, hits)
        .ok_or_else(|| unexpected("another way to build the URL"))?;
    let mut chain = Chain { operation, hits };
    let request = chain
        .rewrite(parts.request)
        .ok_or_else(|| unexpected("another way to build the request"))?;

    if !operation.query.is_empty() {
        hits.hit("query-struct");
    }
    let check = checks::before(api, operation);
    let check_file = check_file(operation);
    let form = form(operation);
    let metadata = format_ident!("{}", constant(&operation.id));
    let arms = arms(api, operation);
    let lints = lints(operation);
    let classes = |status: &Status| matches!(status, Status::Class(_));
    let same_arms = operation.errors.iter().any(|class| {
        classes(&class.status)
            && operation
                .errors
                .iter()
                .any(|code| !classes(&code.status) && code.schema == class.schema)
    });
    let same_arms = same_arms.then(|| quote!(#[allow(clippy::match_same_arms)]));
    Ok(quote! {
        #doc
        #deprecated
        #lints
        #same_arms
        pub async fn #name(&self, #arguments) -> Result<Response<#returns>, Error> {
            #check
            #check_file
            #form
            let url = #url;
            let request = #request;
            let response = self.transport.send(request, &operations::#metadata).await?;
            match response.status().as_u16() {
                #(#arms)*
                _ => Err(response.unexpected()),
            }
        }
    })
}

/// The arguments of an operation: path, query struct, body.
pub fn arguments(operation: &Operation) -> TokenStream {
    let Arguments { path, file } = Arguments::of(operation);
    let path = operation.path_parameters.iter().zip(path);
    let path = path.map(|(parameter, name)| {
        if parameter.rust == "String" {
            quote!(#name: &str)
        } else {
            let rust = rust_type(&parameter.rust, "types::");
            quote!(#name: &#rust)
        }
    });
    let query = (!operation.query.is_empty()).then(|| {
        let parameters = format_ident!("{}", parameters_type(operation));
        quote!(params: &types::#parameters)
    });
    let body = match &operation.body {
        Body::None => None,
        Body::Json { schema, .. } => {
            let schema = format_ident!("{schema}");
            Some(quote!(body: &types::#schema))
        }
        Body::Multipart { schema, .. } => {
            let schema = format_ident!("{schema}");
            Some(quote!(body: &types::#schema, #file: Upload))
        }
        Body::Binary { .. } => Some(quote!(body: Upload)),
    };
    let all: Vec<TokenStream> = path.chain(query).chain(body).collect();
    quote!(#(#all),*)
}

/// What clippy is not to say of a method: the document decides how many arguments it
/// has.
pub fn lints(operation: &Operation) -> Option<TokenStream> {
    let query = usize::from(!operation.query.is_empty());
    let body = match &operation.body {
        Body::None => 0,
        Body::Json { .. } | Body::Binary { .. } => 1,
        Body::Multipart { .. } => 2,
    };
    // The receiver counts.
    too_many(1 + operation.path_parameters.len() + query + body)
}

/// The attribute for a function of so many arguments.
pub fn too_many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// What a success is decoded into.
pub fn success_type(operation: &Operation) -> TokenStream {
    match operation.success.as_slice() {
        [
            Answer {
                schema: Some(schema),
                ..
            },
        ] => {
            let schema = format_ident!("{schema}");
            quote!(types::#schema)
        }
        [_] => quote!(()),
        _ => {
            let response = format_ident!("{}", response_type(&operation.id));
            quote!(types::#response)
        }
    }
}

/// The name of a success among several.
pub fn success_variant(status: Status) -> String {
    match status {
        Status::Code(200) => "Ok".into(),
        Status::Code(201) => "Created".into(),
        Status::Code(202) => "Accepted".into(),
        Status::Code(204) => "NoContent".into(),
        Status::Code(code) => format!("Status{code}"),
        Status::Class(_) => "Success".into(),
    }
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => quote!(#code),
        Status::Class(class) => {
            let (low, high) = (class * 100, class * 100 + 99);
            quote!(#low..=#high)
        }
    }
}

fn arms(api: &Api, operation: &Operation) -> Vec<TokenStream> {
    let mut arms = Vec::new();
    let several = operation.success.len() > 1;
    let response = format_ident!("{}", response_type(&operation.id));
    for answer in &operation.success {
        let status = pattern(answer.status);
        let variant = format_ident!("{}", success_variant(answer.status));
        if let (Some(schema), Some((field, value))) = (&answer.schema, &answer.accepted_if) {
            let (schema, field) = (format_ident!("{schema}"), ident(field));
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            let checked = quote! {
                response.json_if(|answer: &types::#schema| {
                    answer.#field.as_ref().is_none_or(|#field| #field.as_i64() == Some(#value))
                })
            };
            let wrapped =
                several.then(|| quote!(.map(|answer| answer.map(types::#response::#variant))));
            arms.push(quote!(#status => #checked #wrapped,));
            continue;
        }
        let shape = answer.schema.as_ref().and_then(|name| api.shapes.get(name));
        let is_union = matches!(shape, Some(Shape::Union { .. }));
        arms.push(match (&answer.schema, several) {
            (Some(_), false) if is_union => quote!(#status => response.tagged(),),
            (Some(_), true) if is_union => {
                quote!(#status => response.tagged_as(types::#response::#variant),)
            }
            (Some(_), false) => quote!(#status => response.json(),),
            (None, false) => quote!(#status => response.empty(),),
            (Some(_), true) => {
                quote!(#status => response.json_as(types::#response::#variant),)
            }
            (None, true) => {
                quote!(#status => Ok(response.empty()?.map(|()| types::#response::#variant)),)
            }
        });
    }
    // One arm per error body, codes before classes.
    let mut codes_by_schema: Vec<(&Option<String>, Vec<TokenStream>)> = Vec::new();
    let mut classes_by_schema = Vec::new();
    for answer in &operation.errors {
        let status = pattern(answer.status);
        let by_schema = match answer.status {
            Status::Code(_) => &mut codes_by_schema,
            Status::Class(_) => &mut classes_by_schema,
        };
        if let Some((_, codes)) = by_schema
            .iter_mut()
            .find(|(schema, _)| *schema == &answer.schema)
        {
            codes.push(status);
        } else {
            by_schema.push((&answer.schema, vec![status]));
        }
    }
    for (schema, codes) in codes_by_schema.into_iter().chain(classes_by_schema) {
        arms.push(match schema {
            Some(schema) => {
                let schema = format_ident!("{schema}");
                quote!(#(#codes)|* => Err(response.error::<types::#schema>()),)
            }
            None => quote!(#(#codes)|* => Err(response.error_without_body()),),
        });
    }
    arms
}

/// What is found out about a file before it is sent.
fn check_file(operation: &Operation) -> Option<TokenStream> {
    let file = match &operation.body {
        Body::Multipart { .. } => Arguments::of(operation).file?.into_token_stream(),
        Body::Binary { .. } => quote!(body),
        Body::None | Body::Json { .. } => return None,
    };
    operation.upload.as_ref()?;
    let metadata = format_ident!("{}", constant(&operation.id));
    Some(quote!(self.transport.check_upload(&#file, &operations::#metadata)?;))
}

fn form(operation: &Operation) -> Option<TokenStream> {
    let Body::Multipart { file, .. } = &operation.body else {
        return None;
    };
    let argument = Arguments::of(operation).file;
    Some(quote!(let form = form(body, #file, #argument)?;))
}
