//! Code between fences, of three and more backticks or tildes.

/// Code between fences.
pub(super) struct Fence<'a> {
    /// Its language.
    pub(super) language: &'a str,
    /// Offset of the code.
    pub(super) start: usize,
    /// Where the code ends.
    pub(super) end: usize,
    /// Where the text goes on.
    pub(super) next: usize,
    /// Whether there was an end.
    pub(super) closed: bool,
}

/// Fences longer than this are taken for this long.
const LONGEST: usize = 6;

/// Languages that are told from code which follows on the same line.
const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "curl",
    "dart",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kotlin",
    "markdown",
    "md",
    "none",
    "php",
    "plain",
    "plaintext",
    "powershell",
    "py",
    "python",
    "rb",
    "ruby",
    "rust",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "ts",
    "tsx",
    "txt",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// Looks for fences, and remembers which it need not look for again.
#[derive(Default)]
pub(super) struct Search {
    /// Whether it is known that no fence of that length stands alone on a line further on:
    /// of backticks, of tildes.
    none_alone: [[bool; LONGEST + 1]; 2],
}

impl Search {
    /// The fence at an offset of a page, on a line with that end.
    pub(super) fn read<'a>(&mut self, page: &'a str, at: usize, end: usize) -> Option<Fence<'a>> {
        let line = page.get(at..end)?;
        let sign = line.chars().next()?;
        let info = line.trim_start_matches(sign);
        let run = line.len() - info.len();
        if run < 3 {
            return None;
        }
        let length = run.min(LONGEST);
        let info_at = at + run + (info.len() - info.trim_start().len());
        let info = info.trim_start();
        let word = info
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '#')))
            .unwrap_or(info.len());
        let (word, rest) = info.split_at(word);
        if rest.trim().is_empty() {
            let start = (end + 1).min(page.len());
            if let Some((stop, next)) = self.alone(page, start, sign, length) {
                return Some(fence(word, start, stop, next));
            }
        }
        let known = rest.starts_with(char::is_whitespace) || rest.is_empty();
        let (language, start) = if known && LANGUAGES.iter().any(|l| l.eq_ignore_ascii_case(word)) {
            (word, info_at + word.len())
        } else {
            ("", info_at)
        };
        Some(match within(page, start, sign, length) {
            Some((stop, next)) => fence(language, start, stop, next),
            None => Fence {
                language,
                start,
                end: page.len(),
                next: page.len(),
                closed: false,
            },
        })
    }

    /// End of code whose fence stands alone on a line.
    fn alone(
        &mut self,
        page: &str,
        start: usize,
        sign: char,
        length: usize,
    ) -> Option<(usize, usize)> {
        let none = self
            .none_alone
            .get_mut(usize::from(sign == '~'))?
            .get_mut(length)?;
        if *none {
            return None;
        }
        let mut at = start;
        for line in page.get(start..)?.split_inclusive('\n') {
            let mark = line.trim();
            if mark.len() >= length && mark.chars().all(|c| c == sign) {
                let stop = at + (line.len() - line.trim_start().len());
                return Some((stop, stop + mark.len()));
            }
            at += line.len();
        }
        *none = true;
        None
    }
}

fn fence(language: &str, start: usize, end: usize, next: usize) -> Fence<'_> {
    Fence {
        language,
        start,
        end: end.max(start),
        next: next.max(start),
        closed: true,
    }
}

/// End of code whose fence stands anywhere, after a space or the end of the code.
fn within(page: &str, start: usize, sign: char, length: usize) -> Option<(usize, usize)> {
    let mark: String = std::iter::repeat_n(sign, length).collect();
    let code = page.get(start..)?;
    let mut from = 0;
    while let Some(found) = code.get(from..)?.find(&mark) {
        let at = from + found;
        let rest = code.get(at..)?;
        let run = rest.len() - rest.trim_start_matches(sign).len();
        let before = code.get(..at)?.chars().next_back();
        if before.is_none_or(|c| c.is_whitespace() || matches!(c, '}' | ']' | ';' | ')')) {
            return Some((start + at, start + at + run));
        }
        from = at + run;
    }
    None
}
