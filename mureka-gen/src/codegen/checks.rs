//! The limits of requests as code that looks at typed fields: no detour through JSON.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::operations::number;
use super::types::ident;
use super::{constant, parameters_type};
use crate::api::{
    Api, Body, Field, Limit, Limits, Operation, Parameter, Presence, Range, Shape, Together, Way,
};
use crate::codegen::arguments::Arguments;

/// The module `checks`: every request knows its limits.
pub fn checks(api: &Api) -> TokenStream {
    let bodies = api.operations.iter().filter_map(body);
    let names: BTreeSet<&str> = bodies
        .chain(api.limits.keys().map(String::as_str))
        .collect();
    let of_schemas = names.iter().map(|name| {
        let fields = match api.shapes.get(*name) {
            Some(Shape::Struct { fields, .. }) => fields.as_slice(),
            _ => &[],
        };
        let limits = api.limits.get(*name);
        let looks = limits.map(|limits| of_object(limits, fields));
        implementation(name, looks.as_ref())
    });
    let with_query = api
        .operations
        .iter()
        .filter(|operation| !operation.query.is_empty());
    let of_queries = with_query.map(|operation| {
        let looks = operation.query.iter().flat_map(|parameter| {
            let field = ident(&parameter.name);
            of_value(&parameter.name, &quote!(&self.#field), &parameter.limits)
        });
        let looks: Vec<TokenStream> = looks.collect();
        let looks = (!looks.is_empty()).then(|| quote!(#(#looks)*));
        implementation(&parameters_type(operation), looks.as_ref())
    });
    let implementations: Vec<TokenStream> = of_schemas.chain(of_queries).collect();
    let uses = (!implementations.is_empty()).then(|| {
        let has_ways = |limits: &Limits| {
            let mut rules = limits.together.iter();
            rules.any(|rule| matches!(rule, Together::Ways { .. }))
        };
        let way = api.limits.values().any(has_ways);
        let way = way.then(|| quote!(, Way));
        quote! {
            use super::types;
            use crate::check::{Check, Problems #way};
        }
    });
    let doc = format!(" What the {} says that requests have to keep.", api.title);
    quote! {
        #![doc = #doc]
        #uses
        #(#implementations)*
    }
}

/// What a method does before it sends anything; nothing where there is nothing to keep.
pub fn before(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let arguments = Arguments::of(operation).path;
    let path = operation.path_parameters.iter().zip(arguments);
    let mut looks: Vec<TokenStream> = path
        .flat_map(|(parameter, name)| {
            of_value(&parameter.name, &quote!(#name), &of_path(parameter))
        })
        .collect();
    if of_query(operation) {
        looks.push(quote!(Check::problems(params, problems);));
    }
    if of_body(api, operation) {
        looks.push(quote!(Check::problems(body, problems);));
    }
    let metadata = format_ident!("{}", constant(&operation.id));
    (!looks.is_empty()).then(|| {
        quote! {
            self.transport.check(&operations::#metadata, |problems| { #(#looks)* })?;
        }
    })
}

/// Whether what it does is to look at a struct.
pub fn looks_at_types(api: &Api, operation: &Operation) -> bool {
    of_query(operation) || of_body(api, operation)
}

fn of_query(operation: &Operation) -> bool {
    let mut query = operation.query.iter();
    query.any(|parameter| !parameter.limits.is_empty())
}

fn of_body(api: &Api, operation: &Operation) -> bool {
    body(operation).is_some_and(|schema| api.limits.contains_key(schema))
}

/// The limits of a path parameter. That it must not be empty holds whether limits are
/// checked or not: it would be another path.
fn of_path(parameter: &Parameter) -> Vec<Limit> {
    let limits = parameter.limits.iter().filter(|limit| {
        !matches!(
            limit,
            Limit::Text(Range {
                least: Some(0 | 1),
                most: None
            })
        )
    });
    limits.cloned().collect()
}

fn body(operation: &Operation) -> Option<&str> {
    match &operation.body {
        Body::Json { schema, .. } | Body::Multipart { schema, .. } => Some(schema),
        Body::None | Body::Binary { .. } => None,
    }
}

fn implementation(name: &str, looks: Option<&TokenStream>) -> TokenStream {
    let name = format_ident!("{name}");
    let argument = if looks.is_some() {
        quote!(problems)
    } else {
        quote!(_)
    };
    quote! {
        impl Check for types::#name {
            fn problems(&self, #argument: &mut Problems) { #looks }
        }
    }
}

fn of_object(limits: &Limits, fields: &[Field]) -> TokenStream {
    let of_fields = limits.fields.iter().flat_map(|(name, limits)| {
        let field = ident(name);
        of_value(name, &quote!(&self.#field), limits)
    });
    let there = There(fields);
    let together = limits.together.iter().filter_map(|rule| there.rule(rule));
    let looks = of_fields.chain(together);
    quote!(#(#looks)*)
}

/// The looks at one value, an expression that is a reference.
fn of_value(name: &str, value: &TokenStream, limits: &[Limit]) -> Vec<TokenStream> {
    let look = |limit: &Limit| match limit {
        Limit::Text(range) => {
            let range = self::range(*range, number);
            quote!(problems.text(#name, #value, #range);)
        }
        Limit::Digits(range) => {
            let range = self::range(*range, number);
            quote!(problems.digits(#name, #value, #range);)
        }
        Limit::Whole(range) => {
            let range = self::range(*range, signed);
            quote!(problems.whole(#name, #value, #range);)
        }
        Limit::Real(range) => {
            let range = self::range(*range, real);
            quote!(problems.real(#name, #value, #range);)
        }
        Limit::Count(range) => {
            let range = self::range(*range, number);
            quote!(problems.count(#name, #value, #range);)
        }
        Limit::Each(limits) => {
            let looks = of_value("", &quote!(item), limits);
            quote!(problems.each(#name, #value, |problems, item| { #(#looks)* });)
        }
        Limit::Total { field, most } => {
            let (most, member) = (number(*most), ident(field));
            quote!(problems.total(#name, #value, #field, #most, |item| &item.#member);)
        }
        Limit::Object(_) => quote!(problems.object(#name, #value);),
    };
    limits.iter().map(look).collect()
}

fn range<T: Copy>(range: Range<T>, literal: impl Fn(T) -> TokenStream) -> TokenStream {
    let (least, most) = (range.least.map(&literal), range.most.map(&literal));
    match most {
        Some(most) => quote!(#least..=#most),
        None => quote!(#least..),
    }
}

fn signed(value: i64) -> TokenStream {
    let digits = number(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { digits }
}

fn real(value: f64) -> TokenStream {
    let literal = proc_macro2::Literal::f64_unsuffixed(value.abs());
    if value < 0.0 {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

/// Which fields of a struct are there: those that are required always are.
struct There<'a>(&'a [Field]);

impl There<'_> {
    fn always(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|field| field.required && field.name == name)
    }

    fn has(&self, name: &str) -> TokenStream {
        if self.always(name) {
            quote!(true)
        } else {
            let field = ident(name);
            quote!(self.#field.is_some())
        }
    }

    fn rule(&self, rule: &Together) -> Option<TokenStream> {
        Some(match rule {
            Together::Exclusive(names) => {
                let sometimes = names.iter().filter(|name| !self.always(name));
                let all: Vec<_> = sometimes.map(|name| self.has(name)).collect();
                let all = if all.is_empty() {
                    vec![quote!(true)]
                } else {
                    all
                };
                quote!(problems.exclusive(&[#(#names),*], #(#all)&&*);)
            }
            Together::Ways { ways, several } => {
                let ways = ways.iter().map(|way| self.way(way));
                quote!(problems.ways(#several, &[#(#ways),*]);)
            }
            Together::Holds(Presence::Has(name)) if self.always(name) => return None,
            Together::Holds(Presence::Has(name)) => {
                let there = self.has(name);
                quote!(problems.needed(#name, #there);)
            }
            Together::Holds(presence) => {
                let words = format!("required: {}", words(presence));
                let holds = match self.presence(presence) {
                    Known(true) => return None,
                    Known(false) => quote!(false),
                    Seen(tokens) => tokens,
                };
                quote!(problems.holds(#words, #holds);)
            }
        })
    }

    fn way(&self, way: &Way) -> TokenStream {
        let fields = |names: &[String]| {
            let fields = names.iter().map(|name| {
                let there = self.has(name);
                quote!((#name, #there))
            });
            quote!(&[#(#fields),*])
        };
        let (with, without) = (fields(&way.with), fields(&way.without));
        quote!(Way { with: #with, without: #without })
    }

    fn presence(&self, presence: &Presence) -> Truth {
        match presence {
            Presence::Has(name) if self.always(name) => Known(true),
            Presence::Has(name) => Seen(self.has(name)),
            Presence::Not(inner) => match self.presence(inner) {
                Known(known) => Known(!known),
                Seen(tokens) => Seen(quote!(!(#tokens))),
            },
            Presence::All(parts) => self.joined(parts, false, &quote!(&&)),
            Presence::Any(parts) => self.joined(parts, true, &quote!(||)),
            Presence::One(parts) => {
                let parts = parts.iter().map(|part| match self.presence(part) {
                    Known(known) => quote!(#known),
                    Seen(tokens) => tokens,
                });
                Seen(quote!([#(#parts),*].into_iter().filter(|holds| *holds).count() == 1))
            }
        }
    }

    /// Several with an operator; one that is `decided` decides.
    fn joined(&self, parts: &[Presence], decided: bool, operator: &TokenStream) -> Truth {
        let mut open = Vec::new();
        for part in parts {
            match self.presence(part) {
                Known(known) if known == decided => return Known(decided),
                Known(_) => {}
                Seen(tokens) => open.push(tokens),
            }
        }
        match open.as_slice() {
            [] => Known(!decided),
            [only] => Seen(quote!(#only)),
            [first, others @ ..] => Seen(quote!((#first) #(#operator (#others))*)),
        }
    }
}

/// What is known of a statement before there is a request.
enum Truth {
    Known(bool),
    Seen(TokenStream),
}
use Truth::{Known, Seen};

fn words(presence: &Presence) -> String {
    let list = |parts: &[Presence], between: &str| {
        let parts: Vec<String> = parts.iter().map(inner_words).collect();
        parts.join(between)
    };
    match presence {
        Presence::Has(name) => name.clone(),
        Presence::Not(inner) => format!("not {}", inner_words(inner)),
        Presence::All(parts) if parts.is_empty() => "anything".to_owned(),
        Presence::All(parts) => list(parts, " and "),
        Presence::Any(parts) => list(parts, " or "),
        Presence::One(parts) => format!("exactly one of {}", list(parts, ", ")),
    }
}

fn inner_words(presence: &Presence) -> String {
    match presence {
        Presence::All(parts) | Presence::Any(parts) if parts.len() == 1 => inner_words(&parts[0]),
        Presence::Has(_) => words(presence),
        other => format!("({})", words(other)),
    }
}
