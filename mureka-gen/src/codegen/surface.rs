//! The public surface of generated code as a text that a reviewer reads.

use std::fmt::Write;

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};

/// Every public type with its fields and every public method with its arguments and
/// result, one line each. `sources` are the files of one client.
pub fn surface<'a>(
    sources: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<String, syn::Error> {
    let mut out = String::new();
    for (file, source) in sources {
        let parsed = syn::parse_file(source)?;
        let _ = writeln!(out, "=== {file}");
        for item in &parsed.items {
            one(item, &mut out);
        }
        out.push('\n');
    }
    Ok(out)
}

fn one(item: &Item, out: &mut String) {
    match item {
        Item::Struct(item) if public(&item.vis) => {
            let _ = writeln!(out, "struct {}{}", item.ident, derives(&item.attrs));
            fields(&item.fields, out);
        }
        Item::Enum(item) if public(&item.vis) => {
            let _ = writeln!(out, "enum {}{}", item.ident, derives(&item.attrs));
            for variant in &item.variants {
                let inner: Vec<String> =
                    variant.fields.iter().map(|field| text(&field.ty)).collect();
                let inner = if inner.is_empty() {
                    String::new()
                } else {
                    format!("({})", inner.join(", "))
                };
                let _ = writeln!(out, "    {}{inner}", variant.ident);
            }
        }
        Item::Type(item) if public(&item.vis) => {
            let _ = writeln!(out, "type {} = {}", item.ident, text(&item.ty));
        }
        Item::Static(item) if public(&item.vis) => {
            let _ = writeln!(out, "static {}: {}", item.ident, text(&item.ty));
        }
        Item::Macro(item) => macro_call(item, out),
        Item::Impl(block) if block.trait_.is_none() => {
            let _ = writeln!(out, "impl {}", text(&block.self_ty));
            for item in &block.items {
                if let ImplItem::Fn(function) = item
                    && public(&function.vis)
                {
                    let deprecated = function
                        .attrs
                        .iter()
                        .any(|attribute| attribute.path().is_ident("deprecated"));
                    let mark = if deprecated { " (deprecated)" } else { "" };
                    let _ = writeln!(out, "    {}{mark}", text(&function.sig));
                }
            }
        }
        Item::Mod(module) if public(&module.vis) => {
            let _ = writeln!(out, "mod {}", module.ident);
        }
        _ => {}
    }
}

/// The model macros: their arguments are the surface, comments and commas aside.
fn macro_call(item: &syn::ItemMacro, out: &mut String) {
    let name = text(&item.mac.path);
    if name == "open_struct" {
        // Its struct stands before it.
        return;
    }
    let mut words = String::new();
    let mut tokens = item.mac.tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            // A doc comment: `#[doc = …]`.
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next();
            }
            proc_macro2::TokenTree::Group(group)
                if group.delimiter() == proc_macro2::Delimiter::Brace =>
            {
                words.push_str("{\n");
                body(group.stream(), &mut words);
                words.push('}');
            }
            other => {
                let _ = write!(words, "{other} ");
            }
        }
    }
    let _ = writeln!(out, "{name} {}", words.trim_end().replace(" ;", ";"));
}

fn body(tokens: proc_macro2::TokenStream, out: &mut String) {
    let mut line = String::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next();
            }
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ',' => {
                let _ = writeln!(out, "    {}", line.trim());
                line.clear();
            }
            other => {
                let _ = write!(line, "{other} ");
            }
        }
    }
    if !line.trim().is_empty() {
        let _ = writeln!(out, "    {}", line.trim());
    }
}

fn fields(fields: &Fields, out: &mut String) {
    for field in fields {
        if let Some(name) = &field.ident
            && public(&field.vis)
        {
            let _ = writeln!(out, "    {name}: {}", text(&field.ty));
        }
    }
}

fn derives(attributes: &[syn::Attribute]) -> String {
    let exhaustive = !attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("non_exhaustive"));
    if exhaustive {
        " (exhaustive)".into()
    } else {
        String::new()
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens with the spaces a person would write.
fn text(tokens: &impl ToTokens) -> String {
    tokens
        .to_token_stream()
        .to_string()
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
        .replace("& ", "&")
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(" :", ":")
}
