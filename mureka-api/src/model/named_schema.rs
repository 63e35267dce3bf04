//! `named_schema!`: the JSON Schema of a type that a macro of this module made.

/// Implements `schemars::JsonSchema` under the name of the type.
///
/// `named_schema!(Id, generator => schema)`, where the schema may ask the generator.
macro_rules! named_schema {
    ($name:ident, $generator:ident => $schema:expr) => {
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::concat!(::std::module_path!(), "::", ::std::stringify!($name)).into()
            }

            fn json_schema($generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $schema
            }
        }
    };
}
pub(crate) use named_schema;
