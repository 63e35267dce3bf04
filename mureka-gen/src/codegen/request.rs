//! How progenitor's method puts a request together, and what is kept of it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprMethodCall, Pat, Stmt, Token};

use super::arguments::Arguments;
use super::lower;
use super::rules::Hits;
use super::types::ident;
use crate::api::{Body, Operation};

/// The statements of progenitor's method that are kept.
pub struct Parts<'a> {
    pub url: &'a Expr,
    pub request: &'a Expr,
}

impl<'a> Parts<'a> {
    /// progenitor writes: url, header map, version header, request, info, pre, exec,
    /// post, response, match.
    pub fn of(stmts: &'a [Stmt]) -> Option<Self> {
        let [
            url,
            headers,
            version,
            request,
            info,
            _pre,
            exec,
            _post,
            response,
            Stmt::Expr(Expr::Match(_), None),
        ] = stmts
        else {
            return None;
        };
        let (_, url) = local(url)?;
        let (headers, _) = local(headers)?;
        let (info, _) = local(info)?;
        let (exec, _) = local(exec)?;
        let (_, request) = local(request)?;
        local(response)?;
        let version = matches!(version, Stmt::Expr(Expr::MethodCall(call), Some(_)) if call.method == "append");
        (headers == "header_map"
            && info == "info"
            && exec.to_string().ends_with("result")
            && version)
            .then_some(Self { url, request })
    }
}

fn local(stmt: &Stmt) -> Option<(syn::Ident, &Expr)> {
    let Stmt::Local(local) = stmt else {
        return None;
    };
    let Pat::Ident(name) = &local.pat else {
        return None;
    };
    Some((name.ident.clone(), &local.init.as_ref()?.expr))
}

/// `format!("{}/v1/…/{}", self.baseurl, encode_path(&song_id.to_string()))`, with the
/// path arguments checked.
pub fn url(operation: &Operation, expr: &Expr, hits: &mut Hits) -> Option<TokenStream> {
    let Expr::Macro(call) = expr else { return None };
    let parse = Punctuated::<Expr, Token![,]>::parse_terminated;
    let arguments = call.mac.parse_body_with(parse).ok()?;
    let mut arguments = arguments.iter();
    let template = arguments.next()?;
    let Expr::Field(base) = arguments.next()? else {
        return None;
    };
    if !matches!(&base.member, syn::Member::Named(name) if name == "baseurl") {
        return None;
    }
    hits.hit("base-url");
    let count = arguments.clone().count();
    if count != operation.path_parameters.len() {
        return None;
    }
    let names = Arguments::of(operation).path;
    let segments = operation.path_parameters.iter().zip(names);
    let segments = segments.map(|(parameter, name)| {
        hits.hit("path-argument");
        let wire = &parameter.name;
        quote!(path_segment(#wire, #name)?)
    });
    let path = path_template(template)?;
    Some(quote!(
        self.transport.url(format_args!(#path #(, #segments)*))
    ))
}

/// A template without the address that it begins with, which the transport has read already.
fn path_template(template: &Expr) -> Option<String> {
    let Expr::Lit(literal) = template else {
        return None;
    };
    let syn::Lit::Str(text) = &literal.lit else {
        return None;
    };
    text.value().strip_prefix("{}").map(str::to_owned)
}

/// The chain of calls that builds the request, from the last to the first.
pub struct Chain<'a> {
    pub operation: &'a Operation,
    pub hits: &'a mut Hits,
}

impl Chain<'_> {
    pub fn rewrite(&mut self, expr: &Expr) -> Option<TokenStream> {
        match expr {
            Expr::Try(inner) => {
                let inner = self.rewrite(&inner.expr)?;
                Some(quote!(#inner?))
            }
            Expr::Field(field) if matches!(&field.member, syn::Member::Named(name) if name == "client") =>
            {
                self.hits.hit("client");
                Some(quote!(self.transport.http()))
            }
            Expr::MethodCall(call) => self.call(call),
            _ => None,
        }
    }

    fn call(&mut self, call: &ExprMethodCall) -> Option<TokenStream> {
        let receiver = self.rewrite(&call.receiver)?;
        let arguments = &call.args;
        let method = &call.method;
        Some(match method.to_string().as_str() {
            // Only the version header was in it.
            "headers" => receiver,
            "header" => match last_segment(arguments.first()?)?.as_str() {
                "ACCEPT" => {
                    self.hits.hit("accept");
                    // Not as text, which would be copied for every call.
                    quote!(#receiver.header(ACCEPT, HeaderValue::from_static("application/json")))
                }
                "CONTENT_TYPE" => match &self.operation.body {
                    Body::Binary { media_type } => {
                        quote!(#receiver.header(CONTENT_TYPE, #media_type))
                    }
                    // The form sets it, with its boundary.
                    Body::Multipart { .. } => receiver,
                    _ => return None,
                },
                _ => return None,
            },
            "body" => match &self.operation.body {
                Body::Binary { .. } => {
                    self.hits.hit("binary-body");
                    quote!(#receiver.body(body))
                }
                Body::Multipart { .. } => {
                    self.hits.hit("multipart-body");
                    quote!(#receiver.multipart(form))
                }
                _ => return None,
            },
            "json" => {
                self.hits.hit("json-body");
                quote!(#receiver.json(body))
            }
            "query" => {
                self.hits.hit("query-argument");
                let Expr::Reference(reference) = arguments.first()? else {
                    return None;
                };
                let Expr::Call(new) = &*reference.expr else {
                    return None;
                };
                let Expr::Lit(number) = new.args.first()? else {
                    return None;
                };
                let syn::Lit::Str(number) = &number.lit else {
                    return None;
                };
                let (_, parameter) = (0..)
                    .zip(&self.operation.query)
                    .find(|(index, _)| lower::query(*index) == number.value())?;
                let (wire, name) = (&parameter.name, ident(&parameter.name));
                quote!(#receiver.query(&QueryParam::new(#wire, &params.#name)))
            }
            "build" => quote!(#receiver.build()),
            "get" | "put" | "post" | "delete" | "head" | "patch" => {
                quote!(#receiver.#method(url))
            }
            _ => return None,
        })
    }
}

fn last_segment(expr: &Expr) -> Option<String> {
    let Expr::Path(path) = expr else { return None };
    path.path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
}
