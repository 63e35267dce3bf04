//! What the arguments of a method are called.

use std::collections::BTreeSet;

use quote::format_ident;
use syn::Ident;

use super::member;
use crate::api::{Body, Operation};

/// What the methods call their own: an argument of such a name would hide it.
const OWN: [&str; 8] = [
    "params",
    "body",
    "request",
    "audio",
    "form",
    "path_segment",
    "client",
    "problems",
];

/// The names of the arguments that the document names.
pub struct Arguments {
    /// Those of the path, in its order.
    pub path: Vec<Ident>,
    /// That of the file of a form.
    pub file: Option<Ident>,
}

impl Arguments {
    /// Of an operation.
    pub fn of(operation: &Operation) -> Self {
        let mut taken: BTreeSet<String> = OWN.iter().map(|name| (*name).to_owned()).collect();
        let mut take = |name: &str| {
            let mut name = member(name);
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            format_ident!("{name}")
        };
        let path = operation.path_parameters.iter();
        let path = path.map(|parameter| take(&parameter.name)).collect();
        let file = match &operation.body {
            Body::Multipart { file, .. } => Some(take(file)),
            _ => None,
        };
        Self { path, file }
    }
}
