//! File names that are safe on every system, out of titles, links and headers.

use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::formats;

/// Longest name in bytes: 255 are possible on most systems, and the longest thing that is put
/// behind it, while it is written, is `.part.json`.
const LONGEST: usize = 255 - ".part.json".len();

/// What a file is called that has no name of its own.
const NAMELESS: &str = "download";

/// Names of devices on Windows, whatever stands behind a dot.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A title as a name without spaces: `santas-slippery-sleigh`.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !matches!(character, '\'' | '’' | '‘' | '`') && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// The name in the last part of a link.
pub(super) fn of_url(url: &Url) -> Option<String> {
    let segment = url.path_segments()?.next_back()?;
    let name = percent_decode_str(segment).decode_utf8_lossy().into_owned();
    Some(name).filter(|name| !name.is_empty())
}

/// The name in a `Content-Disposition`; the form with a character set goes first.
pub(super) fn of_disposition(header: &str) -> Option<String> {
    let mut plain = None;
    for parameter in parameters(header).skip(1) {
        let Some((key, value)) = parameter.split_once('=') else {
            continue;
        };
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "filename*" => {
                let text = value.splitn(3, '\'').nth(2)?;
                return Some(percent_decode_str(text).decode_utf8_lossy().into_owned());
            }
            "filename" => plain = Some(unquoted(value)),
            _ => {}
        }
    }
    plain.filter(|name| !name.is_empty())
}

/// The parts of a header between semicolons, but for those inside of quotes.
fn parameters(header: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    header.split(move |character| {
        let ends = character == ';' && !quoted;
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = character == '\\' && !escaped;
        ends
    })
}

fn unquoted(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    let Some(inner) = inner else {
        return value.to_owned();
    };
    let mut escaped = false;
    let keep = |character: &char| {
        escaped = *character == '\\' && !escaped;
        !escaped
    };
    inner.chars().filter(keep).collect()
}

/// A file name out of a name, a number for one of several, and an ending where it has none.
///
/// Never empty, `.` or `..`; without anything that means something in a path, on Windows too.
pub(super) fn file_name(name: &str, number: Option<usize>, extension: Option<&str>) -> String {
    let name = replaced(name);
    let (stem, extension) = match formats::of_name(&name) {
        Some(_) => name.rsplit_once('.').unwrap_or((&name, "")),
        None => (name.as_str(), extension.unwrap_or_default()),
    };
    let mut behind = number.map_or(String::new(), |number| format!("-{number}"));
    if !extension.is_empty() {
        behind.push('.');
        behind.push_str(extension);
    }
    let mut stem = trimmed(stem);
    if stem.is_empty() {
        stem = NAMELESS;
    }
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let prefix = if is_reserved(first) { "_" } else { "" };
    let room = LONGEST.saturating_sub(behind.len() + prefix.len());
    let mut end = stem.len().min(room);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{prefix}{}{behind}", trimmed(&stem[..end]))
}

/// With a dash for every character that some system forbids, or that hides what a name is.
fn replaced(name: &str) -> String {
    name.chars()
        .map(|character| {
            let forbidden = character.is_control() || "/\\<>:\"|?*".contains(character);
            // They turn the direction of writing: `3pm.exe` is shown as `exe.mp3`.
            let turns = matches!(
                character,
                '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            );
            let unseen = matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}');
            if forbidden || turns || unseen {
                '-'
            } else {
                character
            }
        })
        .collect()
}

/// Without dots and spaces at its ends: files that begin with a dot are hidden, and Windows
/// drops those at the end.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|character: char| character == '.' || character.is_whitespace())
}

fn is_reserved(name: &str) -> bool {
    let name = name.to_lowercase();
    let numbered = |prefix: &str| {
        let number = name.strip_prefix(prefix).unwrap_or_default();
        let mut digits = number.chars();
        let digit = digits.next();
        digits.next().is_none() && digit.is_some_and(|c| "0123456789¹²³".contains(c))
    };
    RESERVED.contains(&name.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_becomes_a_name_without_spaces() {
        for (title, expected) in [
            ("Santa's Slippery Sleigh", "santas-slippery-sleigh"),
            ("Santa’s  Slippery—Sleigh!", "santas-slippery-sleigh"),
            ("Lied für Änne 🎵", "lied-für-änne"),
            ("圣诞老人", "圣诞老人"),
            ("../../etc/passwd", "etc-passwd"),
            ("?!", ""),
            ("", ""),
        ] {
            assert_eq!(slug(title), expected);
        }
    }

    #[test]
    fn a_file_name_is_safe_everywhere() {
        for (name, number, extension, expected) in [
            ("song", None, Some("mp3"), "song.mp3"),
            ("song", Some(2), Some("mp3"), "song-2.mp3"),
            ("Song.MP3", Some(1), Some("wav"), "Song-1.MP3"),
            ("Vol. 2", None, Some("mp3"), "Vol. 2.mp3"),
            ("j01-a:mureka", None, None, "j01-a-mureka"),
            ("../../etc/passwd", None, Some("mp3"), "-..-etc-passwd.mp3"),
            ("..", None, None, "download"),
            (".", None, Some("mp3"), "download.mp3"),
            ("", None, None, "download"),
            (".bashrc", None, None, "bashrc"),
            (".mp3", None, None, "download.mp3"),
            ("a\0b\nc\u{202e}d.mp3", None, None, "a-b-c-d.mp3"),
            ("C:\\x.mp3", None, None, "C--x.mp3"),
            ("CON", None, Some("mp3"), "_CON.mp3"),
            ("con.old.mp3", None, None, "_con.old.mp3"),
            ("Lpt1 .zip", None, None, "_Lpt1.zip"),
            ("com¹", None, None, "_com¹"),
            ("com10", None, None, "com10"),
            ("a. . .", None, None, "a"),
            ("a ?.mp3", None, None, "a -.mp3"),
        ] {
            assert_eq!(file_name(name, number, extension), expected, "{name:?}");
        }
        let long = file_name(&"ä".repeat(300), Some(12), Some("mp3"));
        assert!(long.len() <= LONGEST && long.ends_with("ä-12.mp3"));
    }

    #[test]
    fn a_link_and_a_header_have_names() {
        for (url, expected) in [
            ("https://a.example/x/y%20z.mp3?sig=1", Some("y z.mp3")),
            ("https://a.example/x/..%2f..%2fy.mp3", Some("../../y.mp3")),
            ("https://a.example/", None),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(of_url(&url).as_deref(), expected);
        }
        for (header, expected) in [
            ("attachment; filename=\"a; b.mp3\"", Some("a; b.mp3")),
            ("attachment; filename=a.mp3; size=3", Some("a.mp3")),
            ("attachment; filename=\"a\\\"b.mp3\"", Some("a\"b.mp3")),
            (
                "inline; FILENAME=\"x.mp3\"; filename*=UTF-8''%C3%A4.mp3",
                Some("ä.mp3"),
            ),
            ("attachment; filename*=broken", None),
            ("attachment", None),
            ("filename=first.mp3", None),
            ("", None),
        ] {
            assert_eq!(of_disposition(header).as_deref(), expected, "{header}");
        }
    }

    proptest! {
        #[test]
        fn a_name_never_leaves_its_folder(
            name in prop_oneof![".*", "[./\\\\ :a]{0,12}", "(con|nul|com1)[. ]?.{0,3}"],
            number in proptest::option::of(0_usize..1000),
            extension in proptest::option::of(Just("mp3")),
        ) {
            for name in [name.clone(), slug(&name)] {
                let safe = file_name(&name, number, extension);
                let mut components = Path::new(&safe).components();
                prop_assert!(matches!(components.next(), Some(Component::Normal(_))), "{safe:?}");
                prop_assert!(components.next().is_none(), "{safe:?}");
                prop_assert!(safe.len() <= LONGEST);
                prop_assert!(!safe.ends_with(['.', ' ']) && !safe.starts_with(['.', ' ']));
                let forbidden = |c: char| c.is_control() || "/\\<>:\"|?*".contains(c);
                prop_assert!(!safe.contains(forbidden));
                prop_assert!(!is_reserved(safe.split('.').next().unwrap_or_default()));
                prop_assert_eq!(file_name(&safe, None, extension), safe);
            }
        }

        #[test]
        fn no_header_is_too_odd_to_be_read(header in ".*") {
            of_disposition(&header);
        }
    }
}
