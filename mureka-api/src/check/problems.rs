//! Looking at values, and remembering what is wrong with them.

use std::borrow::Cow;
use std::fmt::{Debug, Display};
use std::ops::{Bound, RangeBounds};

use super::measured::{Items, Real, Text, Whole};
use super::{Check, Problem};
use crate::error::Error;

/// Most problems that are told of one request; the others are counted.
const MOST: usize = 20;

/// Characters that are shown of a text.
const SHOWN: usize = 60;

/// What was found wrong with a request.
///
/// [`Check::problems`] adds to it. While nothing is wrong, nothing is allocated.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
    /// How many are not among them.
    more: usize,
}

impl Problems {
    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds a problem of your own: the field by its name in the API, and what is wrong
    /// with it.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, rule: impl Display) {
        if self.found.len() < MOST {
            self.found.push(Problem {
                field: field.into(),
                rule: rule.to_string(),
            });
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn into_error(self) -> Option<Error> {
        let count = self.found.len() + self.more;
        (count > 0).then(|| Error::of_problems(self.found, count))
    }
}

/// The rules that generated code asks for.
#[allow(
    dead_code,
    reason = "what the documents limit today is not all that they may limit"
)]
impl Problems {
    /// The length of a text in characters.
    pub(crate) fn text(
        &mut self,
        field: &'static str,
        value: &(impl Text + ?Sized),
        length: impl RangeBounds<usize>,
    ) {
        let Some(text) = value.text() else { return };
        // No text has more characters than bytes.
        if least(&length) == 0 && length.contains(&text.len()) {
            return;
        }
        self.amount(
            field,
            text.chars().count(),
            ["character", "characters"],
            &length,
        );
    }

    /// A text of digits, no zero in front, that is a number.
    pub(crate) fn digits<T: Text + ?Sized>(
        &mut self,
        field: &'static str,
        value: &T,
        range: impl RangeBounds<u64>,
    ) {
        let Some(text) = value.text() else { return };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.len() == 1 || !text.starts_with('0'));
        if plain && text.parse().is_ok_and(|number| range.contains(&number)) {
            return;
        }
        let shown = match text {
            _ if T::SECRET => "a secret".to_owned(),
            "" => "empty".to_owned(),
            text => format!("{:?}", shortened(text)),
        };
        let range = match (included(range.start_bound()), included(range.end_bound())) {
            (Some(least), Some(most)) => format!(" from {least} to {most}"),
            (Some(least), None) => format!(" from {least} on"),
            (None, Some(most)) => format!(" up to {most}"),
            (None, None) => String::new(),
        };
        self.add(
            field,
            format_args!("{shown}, a number in digits{range} is required"),
        );
    }

    /// The size of a whole number.
    pub(crate) fn whole(
        &mut self,
        field: &'static str,
        value: &impl Whole,
        range: impl RangeBounds<i64>,
    ) {
        if let Some(number) = value.whole() {
            self.size(field, number, &range);
        }
    }

    /// The size of a number.
    pub(crate) fn real(
        &mut self,
        field: &'static str,
        value: &impl Real,
        range: impl RangeBounds<f64>,
    ) {
        if let Some(number) = value.real() {
            self.size(field, number, &range);
        }
    }

    /// How many items a list has.
    pub(crate) fn count(
        &mut self,
        field: &'static str,
        list: &impl Items,
        range: impl RangeBounds<usize>,
    ) {
        if let Some(items) = list.items() {
            self.amount(field, items.len(), ["item", "items"], &range);
        }
    }

    /// Each item of a list.
    pub(crate) fn each<L: Items>(
        &mut self,
        field: &'static str,
        list: &L,
        mut look: impl FnMut(&mut Self, &L::Item),
    ) {
        for (index, item) in list.items().unwrap_or_default().iter().enumerate() {
            let before = self.found.len();
            look(self, item);
            for problem in &mut self.found[before..] {
                problem.within(&format!("{field}[{index}]"));
            }
        }
    }

    /// The length of a text of all items of a list together.
    pub(crate) fn total<L: Items, T: Text>(
        &mut self,
        field: &'static str,
        list: &L,
        of: &'static str,
        most: usize,
        text: impl Fn(&L::Item) -> &T,
    ) {
        let items = list.items().unwrap_or_default().iter();
        let length = |item| text(item).text().map_or(0, |text| text.chars().count());
        let total: usize = items.map(length).sum();
        if total > most {
            let rule = format_args!(
                "{total} characters of {of} in all, at most {most} {} allowed",
                verb(most)
            );
            self.add(field, rule);
        }
    }

    /// An object within the request.
    pub(crate) fn object(&mut self, field: &'static str, value: &impl Check) {
        let before = self.found.len();
        value.problems(self);
        for problem in &mut self.found[before..] {
            problem.within(field);
        }
    }

    fn amount(
        &mut self,
        field: &'static str,
        amount: usize,
        [one, many]: [&str; 2],
        range: &impl RangeBounds<usize>,
    ) {
        if range.contains(&amount) {
            return;
        }
        let what = if amount == 1 { one } else { many };
        let (least, most) = (included(range.start_bound()), included(range.end_bound()));
        if let Some(most) = most.filter(|most| amount > **most) {
            let verb = verb(*most);
            self.add(
                field,
                format_args!("{amount} {what}, at most {most} {verb} allowed"),
            );
        } else if let Some(least) = least {
            let verb = verb(*least);
            self.add(
                field,
                format_args!("{amount} {what}, at least {least} {verb} required"),
            );
        }
    }

    fn size<N: Copy + PartialOrd + Debug>(
        &mut self,
        field: &'static str,
        number: N,
        range: &impl RangeBounds<N>,
    ) {
        if range.contains(&number) {
            return;
        }
        let (least, most) = (included(range.start_bound()), included(range.end_bound()));
        match (least, most) {
            (_, Some(most)) if number > *most => {
                self.add(
                    field,
                    format_args!("{number:?}, at most {most:?} is allowed"),
                );
            }
            (Some(least), _) if number < *least => {
                self.add(
                    field,
                    format_args!("{number:?}, at least {least:?} is required"),
                );
            }
            _ => self.add(
                field,
                format_args!("{number:?} is no number within the limits"),
            ),
        }
    }
}

/// Ranges here are made of `..=`, never of `..` with an end.
fn included<N>(bound: Bound<&N>) -> Option<&N> {
    match bound {
        Bound::Included(bound) => Some(bound),
        Bound::Excluded(_) | Bound::Unbounded => None,
    }
}

fn least(range: &impl RangeBounds<usize>) -> usize {
    included(range.start_bound()).copied().unwrap_or_default()
}

fn verb(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// The beginning of a text.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
