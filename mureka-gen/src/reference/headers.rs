//! Headers of a request, with the media types that it may have.

use super::page::Walk;

impl Walk<'_> {
    /// Names and values of headers, on lines or in a row.
    pub(super) fn header_lines(&mut self, text: &str) {
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let media = word.trim_matches(['`', '"', '\'', ',', ';']);
            if matches!(
                media,
                "multipart/form-data" | "application/x-www-form-urlencoded"
            ) {
                self.content_type(media);
            }
            let Some(name) = word.strip_suffix(':') else {
                continue;
            };
            let name = name
                .trim_start_matches(['#', '`', '"'])
                .trim_end_matches(['`', '"']);
            let header = name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && (name.contains('-') || matches!(name, "Accept" | "Cookie" | "Origin" | "Host"));
            if !header {
                continue;
            }
            if name.eq_ignore_ascii_case("content-type") {
                if let Some(value) = words.peek() {
                    let value = value.trim_matches(['`', '"', '\'', ',', ';']).to_owned();
                    if value.contains('/') {
                        self.content_type(&value);
                    }
                }
            } else if !self.headers.iter().any(|known| known == name) && self.headers.len() < 50 {
                self.headers.push(name.to_owned());
            }
        }
    }

    pub(super) fn content_type(&mut self, value: &str) {
        let value = value.to_ascii_lowercase();
        if !self.content_types.contains(&value) && self.content_types.len() < 20 {
            self.content_types.push(value);
        }
    }
}
