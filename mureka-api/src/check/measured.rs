//! What a rule looks at: the same for a value, an optional one, and one inside a JSON
//! text. Code that is generated then need not know which of them a field is.

use crate::model::{JsonString, NumberOrString, Secret};

/// A text, if it is there.
pub trait Text {
    /// Whether it must not be shown.
    const SECRET: bool = false;

    /// The text; `None` where there is none.
    fn text(&self) -> Option<&str>;
}

/// A whole number, if it is there.
pub trait Whole {
    /// The number; `None` where there is none.
    fn whole(&self) -> Option<i64>;
}

/// A number, if it is there.
#[allow(dead_code, reason = "no request of today has one that is limited")]
pub trait Real {
    /// The number; `None` where there is none.
    fn real(&self) -> Option<f64>;
}

/// A list, if it is there.
pub trait Items {
    /// What is in it.
    type Item;

    /// The items; `None` where there is no list.
    fn items(&self) -> Option<&[Self::Item]>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for Secret {
    const SECRET: bool = true;

    fn text(&self) -> Option<&str> {
        Some(self.expose())
    }
}

impl Text for NumberOrString {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Text(text) => Some(text),
        }
    }
}

impl Whole for i64 {
    fn whole(&self) -> Option<i64> {
        Some(*self)
    }
}

impl Whole for NumberOrString {
    fn whole(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            Self::Text(_) => None,
        }
    }
}

impl Real for f64 {
    fn real(&self) -> Option<f64> {
        Some(*self)
    }
}

impl<T> Items for Vec<T> {
    type Item = T;

    fn items(&self) -> Option<&[T]> {
        Some(self)
    }
}

/// `$get` of what is behind an `Option`, a reference or a JSON text; the trait's other
/// items stay the same.
macro_rules! behind {
    ($trait:ident, $get:ident -> $result:ty, { $($same:tt)* }) => {
        impl<T: $trait> $trait for Option<T> {
            $($same)*

            fn $get(&self) -> $result {
                self.as_ref().and_then(T::$get)
            }
        }

        impl<T: $trait + ?Sized> $trait for &T {
            $($same)*

            fn $get(&self) -> $result {
                T::$get(self)
            }
        }

        impl<T: $trait> $trait for JsonString<T> {
            $($same)*

            fn $get(&self) -> $result {
                T::$get(self)
            }
        }
    };
}

behind!(Text, text -> Option<&str>, { const SECRET: bool = T::SECRET; });
behind!(Whole, whole -> Option<i64>, {});
behind!(Real, real -> Option<f64>, {});
behind!(Items, items -> Option<&[T::Item]>, { type Item = T::Item; });
