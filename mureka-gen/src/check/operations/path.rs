//! Path templates: what can be put behind a server's address as it stands.

use super::Reader;

impl Reader<'_> {
    pub(super) fn path(&mut self, path: &str, pointer: &str) {
        let Some(rest) = path.strip_prefix('/') else {
            self.refuse(
                "invalid-path",
                pointer,
                format!("`{path}` does not start with `/`"),
                "write `/v1/…`",
            );
            return;
        };
        // Behind the last slash there may be nothing.
        let segments = rest.strip_suffix('/').unwrap_or(rest);
        for segment in segments.split('/').filter(|_| !segments.is_empty()) {
            let braces = segment.matches(['{', '}']).count();
            let whole = segment.starts_with('{') && segment.ends_with('}') && braces == 2;
            let (message, remedy) = if braces != 0 && !whole {
                (
                    format!("`{segment}`: a parameter takes a whole segment of the path"),
                    "write `/music/{song_id}`",
                )
            } else if matches!(segment, "" | "." | "..") {
                (
                    format!("`{path}` has a segment `{segment}`, which changes the address"),
                    "write the path that is meant",
                )
            } else if !whole && !segment.bytes().all(is_plain) {
                (
                    format!("`{segment}` is not a segment of an address"),
                    "letters, digits and `-._~!$&'()*+,;=:@`; escape others with %; the query goes under `parameters`",
                )
            } else {
                continue;
            };
            self.refuse("invalid-path", pointer, message, remedy);
        }
    }
}

/// The template without the names of its parameters.
pub fn nameless(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(&b)
}
