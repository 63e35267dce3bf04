//! How names of the document are written in Rust. The check and the generator ask
//! the same functions: a collision that one saw differently would be code that does
//! not compile.

/// Names that cannot be one of Rust's, strict, reserved and of later editions.
const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// Whether Rust keeps this name for itself.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Small letters, digits and `_`, first a letter: what needs no change to be a name.
pub fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !name.ends_with('_')
        && !name.contains("__")
}

/// `updatedUTC` → `updated_utc`, `V7Model` → `v7_model`.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        for part in humps(word) {
            if !out.is_empty() {
                out.push('_');
            }
            out.push_str(&part.to_ascii_lowercase());
        }
    }
    out
}

/// The words of `updatedUTCTime`: `updated`, `UTC`, `Time`. Digits belong to what
/// stands before them.
fn humps(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut upper) = (0, None);
    for at in 0..bytes.len() {
        let now = match bytes[at] {
            b if b.is_ascii_lowercase() => Some(false),
            b if b.is_ascii_uppercase() => Some(true),
            _ => upper,
        };
        let next = bytes.get(at + 1);
        if now == Some(false) && next.is_some_and(u8::is_ascii_uppercase) {
            parts.push(&word[start..=at]);
            (start, upper) = (at + 1, None);
        } else if upper == Some(true)
            && bytes[at].is_ascii_uppercase()
            && next.is_some_and(u8::is_ascii_lowercase)
        {
            parts.push(&word[start..at]);
            (start, upper) = (at, None);
        } else {
            upper = now;
        }
    }
    if start < word.len() {
        parts.push(&word[start..]);
    }
    parts
}

/// The field, setter or method of a name: keywords get a `_`, and so does `new`,
/// which every request and every client has already.
pub fn member(name: &str) -> String {
    let mut name = snake(name);
    if is_keyword(&name) || name == "new" {
        name.push('_');
    }
    name
}

/// Whether code can use what [`snake`] or [`variant`] made of a name.
pub fn is_usable(made: &str) -> bool {
    made.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The static of an operation in the table; `ALL` is the table's own.
#[cfg(feature = "codegen")]
pub fn constant(operation_id: &str) -> String {
    match operation_id {
        "all" => "ALL_".into(),
        id => id.to_ascii_uppercase(),
    }
}

/// `create_song` → `CreateSong`.
pub fn pascal(name: &str) -> String {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

/// The enum variant of a value: `V7.6` → `V7_6`, `music/create` → `MusicCreate`,
/// `REFRESH_FAILED` → `RefreshFailed`.
pub fn variant(value: &str) -> String {
    let shouting = !value.bytes().any(|b| b.is_ascii_lowercase()) && value.contains('_');
    let mut out = String::new();
    let mut start = true;
    let mut previous = ' ';
    let mut letters = value.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_ascii_alphanumeric() {
            if start {
                out.push(c.to_ascii_uppercase());
            } else if shouting {
                out.push(c.to_ascii_lowercase());
            } else {
                out.push(c);
            }
            start = false;
        } else {
            let next = letters.peek().copied().unwrap_or(' ');
            if previous.is_ascii_digit() && next.is_ascii_digit() {
                out.push('_');
            }
            start = true;
        }
        previous = c;
    }
    // `KNOWN` is the list of all variants.
    if is_keyword(&out) || out == "KNOWN" {
        out.push('_');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_named_after_their_values() {
        for (value, name) in [
            ("V9", "V9"),
            ("V7.6", "V7_6"),
            ("V7.5-all", "V7_5All"),
            ("music/create-advanced", "MusicCreateAdvanced"),
            ("zh-Hans", "ZhHans"),
            ("REFRESH_IN_PROGRESS", "RefreshInProgress"),
            ("pre-chorus", "PreChorus"),
            ("tts", "Tts"),
            ("self", "Self_"),
        ] {
            assert_eq!(variant(value), name, "{value}");
        }
    }

    #[test]
    fn members_are_named_after_their_fields() {
        for (wire, name) in [
            ("song_id", "song_id"),
            ("songId", "song_id"),
            ("updatedUTC", "updated_utc"),
            ("UTCTime", "utc_time"),
            ("HTTP2Server", "http2_server"),
            ("__Secure-3PSID", "secure_3psid"),
            ("a.b-c$d", "a_b_c_d"),
            ("größe", "gr_e"),
            ("type", "type_"),
            ("Self", "self_"),
            ("new", "new_"),
            ("", ""),
            ("日本", ""),
        ] {
            assert_eq!(member(wire), name, "{wire}");
        }
    }
}
