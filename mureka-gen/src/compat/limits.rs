//! Limits of values: lengths, ranges, counts, patterns.

use std::cmp::Ordering;

use serde_json::Value;

use super::finding::Class;
use super::sides::Side;
use super::walk::{Pair, Walk, shown};

/// Keyword, what it is in words, and whether it is the least one that is allowed.
const LIMITS: [(&str, &str, bool); 8] = [
    ("minLength", "least characters", true),
    ("maxLength", "most characters", false),
    ("minimum", "least value", true),
    ("maximum", "greatest value", false),
    ("minItems", "least items", true),
    ("maxItems", "most items", false),
    ("minProperties", "least entries", true),
    ("maxProperties", "most entries", false),
];

/// Keywords that shut something out when they are true.
const SWITCHES: [(&str, &str); 3] = [
    ("exclusiveMinimum", "the least value itself is shut out"),
    ("exclusiveMaximum", "the greatest value itself is shut out"),
    ("uniqueItems", "items have to differ"),
];

pub fn compare<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    for (key, what, is_least) in LIMITS {
        limit(walk, pair, key, what, is_least, side);
    }
    for (key, what) in SWITCHES {
        let (before, now) = (pair.older.flag(key), pair.newer.flag(key));
        walk.log.judged(&pair.older, &pair.newer, key);
        if before != now {
            let class = if now { side.tighter() } else { side.looser() };
            let message = format!("{what}: {now}, was {before}");
            walk.key(class, "limit", pair, key, message);
        }
    }
    let [before, now] = pair.values("multipleOf");
    if before != now {
        let class = match (before, now) {
            (Some(_), None) => side.looser(),
            (None, Some(_)) => side.tighter(),
            _ => Class::Breaking,
        };
        let message = format!("multiple of {}, was {}", shown(now), shown(before));
        walk.key(class, "limit", pair, "multipleOf", message);
    }
    pattern(walk, pair, side);
    total_length(walk, pair, side);
}

fn limit<'a>(
    walk: &mut Walk<'a>,
    pair: &Pair<'a>,
    key: &str,
    what: &str,
    is_least: bool,
    side: Side,
) {
    let [before, now] = pair.values(key);
    if let Some(tighter) = tighter(before, now, is_least) {
        let class = if tighter {
            side.tighter()
        } else {
            side.looser()
        };
        let message = format!("{what}: {}, was {}", shown(now), shown(before));
        walk.key(class, "limit", pair, key, message);
    }
}

/// Whether a limit became tighter; `None` where it is the same.
pub fn tighter(before: Option<&Value>, now: Option<&Value>, is_least: bool) -> Option<bool> {
    match (before, now) {
        (None, None) => None,
        (None, Some(_)) => Some(true),
        (Some(_), None) => Some(false),
        (Some(before), Some(now)) => match order(before, now) {
            Some(Ordering::Equal) => None,
            Some(order) => Some((order == Ordering::Less) == is_least),
            // No numbers: who knows.
            None => (before != now).then_some(true),
        },
    }
}

fn order(one: &Value, other: &Value) -> Option<Ordering> {
    // Whole numbers are compared as such: not all of 64 bits fit into a float.
    if let (Some(one), Some(other)) = (whole(one), whole(other)) {
        return Some(one.cmp(&other));
    }
    one.as_f64()?.partial_cmp(&other.as_f64()?)
}

fn whole(value: &Value) -> Option<i128> {
    let signed = value.as_i64().map(i128::from);
    signed.or_else(|| value.as_u64().map(i128::from))
}

/// A pattern, and what it says in numbers where the document tells.
fn pattern<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    if let Some(digits) = pair.get("x-mureka-digits") {
        walk.log.judged(&pair.older, &pair.newer, "pattern");
        limit(
            walk,
            &digits,
            "minimum",
            "least value of the digits",
            true,
            side,
        );
        limit(
            walk,
            &digits,
            "maximum",
            "greatest value of the digits",
            false,
            side,
        );
        return;
    }
    walk.log.judged(&pair.older, &pair.newer, "x-mureka-digits");
    let [before, now] = pair.values("pattern");
    if before == now {
        return;
    }
    let class = match (before, now) {
        (Some(_), None) => side.looser(),
        (None, Some(_)) => side.tighter(),
        _ => Class::Breaking,
    };
    let message = format!("the pattern is {}, was {}", shown(now), shown(before));
    walk.key(class, "limit", pair, "pattern", message);
}

fn total_length<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let key = "x-mureka-total-length";
    let [before, now] = pair.values(key);
    if before == now {
        return;
    }
    let field = |value: Option<&'a Value>| value.and_then(|value| value.get("field"));
    let most = |value: Option<&'a Value>| value.and_then(|value| value.get("max"));
    let class = if before.is_some() && now.is_some() && field(before) != field(now) {
        Class::Breaking
    } else if tighter(most(before), most(now), false) == Some(false) {
        side.looser()
    } else {
        side.tighter()
    };
    let message = format!(
        "characters of all items together: {}, was {}",
        shown(now),
        shown(before)
    );
    walk.key(class, "limit", pair, key, message);
}
