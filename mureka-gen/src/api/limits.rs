//! What a request has to keep, in terms that code can check without the document.
//! Enums are not among it: the vendor adds values that a document does not know yet.

/// A rule about one value. A value may have several.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// Length of a text in characters, as JSON Schema counts them: Unicode scalar
    /// values. Of an id that may be a number, too, it is about the text.
    Text(Range<u64>),
    /// A text of digits, without zeros in front, that is a number in this range.
    Digits(Range<u64>),
    /// A whole number. Of an id that may be a text, too, it is about the number.
    Whole(Range<i64>),
    /// A number.
    Real(Range<f64>),
    /// How many items a list has.
    Count(Range<u64>),
    /// What each item of a list keeps.
    Each(Vec<Limit>),
    /// Characters of one text field of all items of a list together.
    Total {
        /// The field of the items.
        field: String,
        /// The most that are allowed.
        most: u64,
    },
    /// What the object of that schema keeps.
    Object(String),
}

/// The least and the greatest value that are allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range<T> {
    /// The least one.
    pub least: Option<T>,
    /// The greatest one.
    pub most: Option<T>,
}

/// What an object of a request keeps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// Fields that have limits, by their names, in the order of the document.
    pub fields: Vec<(String, Vec<Limit>)>,
    /// Which fields go together.
    pub together: Vec<Together>,
}

impl Limits {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.together.is_empty()
    }
}

/// A rule about which fields of an object are there.
#[derive(Debug, Clone, PartialEq)]
pub enum Together {
    /// Not all of these at once; of a single one, not at all.
    Exclusive(Vec<String>),
    /// There are several ways to fill in the object.
    Ways {
        /// The ways.
        ways: Vec<Way>,
        /// Whether more than one may fit.
        several: bool,
    },
    /// Any other combination.
    Holds(Presence),
}

/// One way to fill in an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Fields that are all there.
    pub with: Vec<String>,
    /// Fields that are not there.
    pub without: Vec<String>,
}

/// A statement about which fields are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// This field is.
    Has(String),
    /// All of these hold.
    All(Vec<Presence>),
    /// One or more of these hold.
    Any(Vec<Presence>),
    /// Exactly one of these holds.
    One(Vec<Presence>),
    /// This does not hold.
    Not(Box<Presence>),
}
