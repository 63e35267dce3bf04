//! Ids of the documented form.

use serde_json::Value;

/// What stands before and behind the account in ids that hold it:
/// `user:1-mureka:ACCOUNT-song:2` and `j1m-u1-aACCOUNT-bot:mureka`.
const ACCOUNT_MARKS: [(&str, &str); 2] = [("mureka:", "-"), ("-a", "-bot:")];

/// An id of the same form as a documented one, for an account: its longest number
/// that is not the account's, the last of several, is counted up.
pub(crate) fn mint(documented: &Value, number: u64, account: Option<&str>) -> Value {
    let text = plain(documented);
    let marked = account_span(&text);
    let Some((start, end)) = longest_number(&text, marked) else {
        return format!("{text}-{number}").into();
    };
    let digits = counted(&text[start..end], number);
    let mut id = String::with_capacity(text.len() + 8);
    match (marked, account) {
        (Some((from, to)), Some(account)) if to <= start => {
            id.push_str(&text[..from]);
            id.push_str(account);
            id.push_str(&text[to..start]);
            id.push_str(&digits);
            id.push_str(&text[end..]);
        }
        (Some((from, to)), Some(account)) => {
            id.push_str(&text[..start]);
            id.push_str(&digits);
            id.push_str(&text[end..from]);
            id.push_str(account);
            id.push_str(&text[to..]);
        }
        _ => {
            id.push_str(&text[..start]);
            id.push_str(&digits);
            id.push_str(&text[end..]);
        }
    }
    match documented {
        Value::Number(_) => id.parse::<u64>().map_or(id.into(), Value::from),
        _ => id.into(),
    }
}

/// An id as it stands in a path.
pub(crate) fn plain(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// A whole number, be it written with a point: to JSON Schema 2.0 is one, too.
pub(crate) fn whole(number: &Value) -> Option<u64> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count, cut to what fits"
    )]
    let of_float = |number: f64| (number >= 0.0 && number.fract() == 0.0).then_some(number as u64);
    number.as_u64().or_else(|| of_float(number.as_f64()?))
}

/// The account that an id names.
pub(crate) fn account_in(id: &str) -> Option<&str> {
    account_span(id).map(|(start, end)| &id[start..end])
}

/// Whether an id names this account, which may itself have in it what ends others.
pub(crate) fn names_account(id: &str, account: &str) -> bool {
    ACCOUNT_MARKS.iter().any(|(before, behind)| {
        let rest = id.split_once(before).map(|(_, rest)| rest);
        let rest = rest.and_then(|rest| rest.strip_prefix(account));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(behind))
    })
}

/// What ids of a kind have in common: all but the account and the figures.
pub(crate) fn shape(id: &str) -> String {
    let (from, to) = account_span(id).unwrap_or((id.len(), id.len()));
    let mut shape = String::new();
    for (part, mark) in [(&id[..from], "@"), (&id[to..], "")] {
        for letter in part.chars() {
            if !letter.is_ascii_digit() {
                shape.push(letter);
            } else if !shape.ends_with('0') {
                shape.push('0');
            }
        }
        shape.push_str(mark);
    }
    shape
}

/// The number at the end of a composite id, by which calls may name the same record:
/// `5` of `user:1-mureka:2-song:5`.
pub(crate) fn tail(id: &str) -> Option<&str> {
    let (_, number) = id.rsplit_once(':')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(number)
}

fn account_span(id: &str) -> Option<(usize, usize)> {
    ACCOUNT_MARKS.iter().find_map(|(before, behind)| {
        let start = id.find(before)? + before.len();
        let length = match id[start..].find(behind) {
            Some(length) => length,
            // It may be the last thing in an id, but not where the mark is half a word.
            None if before.ends_with(':') => id.len() - start,
            None => return None,
        };
        (length > 0).then_some((start, start + length))
    })
}

/// The longest run of digits outside of a span.
fn longest_number(text: &str, except: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut at = 0;
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        let span = (at, at + run.len());
        let excepted = except.is_some_and(|(from, to)| span.0 >= from && span.1 <= to);
        if !run.is_empty() && !excepted && best.is_none_or(|(a, b)| run.len() >= b - a) {
            best = Some(span);
        }
        // What parts the runs may be longer than a byte.
        at = span.1 + text[span.1..].chars().next().map_or(0, char::len_utf8);
    }
    best
}

/// Digits counted up, in as many places; more than fit in 18 are counted at the end.
fn counted(digits: &str, number: u64) -> String {
    let (head, tail) = digits.split_at(digits.len().saturating_sub(18));
    let width = tail.len();
    let limit = 10_u64.pow(u32::try_from(width).unwrap_or(18));
    let value = (tail.parse::<u64>().unwrap_or_default() + number % limit) % limit;
    format!("{head}{value:0width$}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fresh_id_has_the_form_of_the_documented_one() {
        let job = "j0121061432017475905m-u777-a12345678901234-bot:mureka";
        let song = "user:777-mureka:123456789-song:33445566";
        for (documented, number, account, expected) in [
            (
                json!(job),
                7,
                None,
                json!("j0121061432017475912m-u777-a12345678901234-bot:mureka"),
            ),
            (
                json!(job),
                7,
                Some("55"),
                json!("j0121061432017475912m-u777-a55-bot:mureka"),
            ),
            (
                json!(song),
                1,
                Some("55"),
                json!("user:777-mureka:55-song:33445567"),
            ),
            (
                json!(song),
                1,
                None,
                json!("user:777-mureka:123456789-song:33445567"),
            ),
            (
                json!("113923099721729"),
                1,
                Some("55"),
                json!("113923099721730"),
            ),
            (json!(998), 1, None, json!(999)),
            (json!("a999"), 2, None, json!("a001")),
            (json!("abc"), 1, None, json!("abc-1")),
            (json!("ü12é3"), 1, None, json!("ü13é3")),
            (json!(""), 4, None, json!("-4")),
        ] {
            assert_eq!(mint(&documented, number, account), expected, "{documented}");
        }
    }

    #[test]
    fn ids_of_a_kind_have_one_shape() {
        let job = "j0121061432017475905m-u777-a12345678901234-bot:mureka";
        for (id, alike) in [
            ("j1m-u1-aanybody-bot:mureka", true),
            ("j1t-u1-a2-bot:mureka", false),
            ("jm-u1-a2-bot:mureka", false),
            ("j1m-u1-bot:mureka", false),
            ("123", false),
            ("", false),
        ] {
            assert_eq!(shape(id) == shape(job), alike, "{id}");
        }
        assert_eq!(shape("113923099721729"), shape("5"));
    }

    #[test]
    fn an_id_may_name_its_account_and_end_in_a_number() {
        for (id, account, number) in [
            ("user:777-mureka:12-song:5", Some("12"), Some("5")),
            ("j01m-u777-a12-bot:mureka", Some("12"), None),
            ("user:1-mureka:x", Some("x"), None),
            ("mureka:-song:5", None, Some("5")),
            ("moods-and-genres", None, None),
            ("123", None, None),
            ("team1", None, None),
            ("team-1", None, None),
            ("", None, None),
        ] {
            assert_eq!((account_in(id), tail(id)), (account, number), "{id}");
        }
    }
}
