//! The one-file reference, split into its pages.

use std::ops::Range;

use super::source::prefix;

/// Where a page stands in the file.
pub(super) struct Part<'a> {
    /// Its address.
    pub(super) url: &'a str,
    /// Its text, without the line that names it.
    pub(super) range: Range<usize>,
    /// Where the line stands that names it.
    pub(super) at: usize,
}

const MARK: &str = "=== URL:";

/// Other lines of this kind end a page.
const OTHERS: &[&str] = &["=== Cross-reference", "=== END ", "=== useapi.net "];

/// The pages of a file; none, where it is in another form.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let heads: Vec<(usize, &str, usize)> = text
        .match_indices(MARK)
        .filter_map(|(at, _)| {
            let rest = text.get(at + MARK.len()..)?;
            let window = prefix(rest, 400);
            let end = window.find(" ===")?;
            let url = window.get(..end)?.trim();
            let address = url.starts_with("http://") || url.starts_with("https://");
            let one = !url.contains(char::is_whitespace);
            (address && one).then_some((at, url, at + MARK.len() + end + " ===".len()))
        })
        .collect();
    let mut parts = Vec::new();
    for (index, (at, url, start)) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(text.len(), |(next, ..)| *next);
        let end = end_of_page(text, *start..end).unwrap_or(end);
        parts.push(Part {
            url,
            range: *start..end,
            at: *at,
        });
    }
    parts
}

/// Where a remark of the whole file ends a page.
fn end_of_page(text: &str, range: Range<usize>) -> Option<usize> {
    let start = range.start;
    let page = text.get(range)?;
    OTHERS
        .iter()
        .filter_map(|mark| page.find(mark))
        .min()
        .map(|at| start + at)
}

/// When the file was put together, by what stands above the pages.
pub(super) fn generated(text: &str, first: usize) -> Option<String> {
    let head = text.get(..first)?;
    let at = head.find("Generated")?;
    super::dates::stamp(prefix(head.get(at..)?, 80))
}

/// The end of an address: `post-mureka-music-create`.
pub(super) fn name(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let url = url.trim_end_matches('/');
    let url = url
        .strip_suffix(".html")
        .or_else(|| url.strip_suffix(".md"))
        .unwrap_or(url);
    url.rsplit('/').next().unwrap_or(url)
}
