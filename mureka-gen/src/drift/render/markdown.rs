//! For the body of an issue.

use super::super::Report;
use super::{dates, harmless, summary};

/// GitHub takes bodies of up to 65,536 characters.
const MAX: usize = 60_000;

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("{}\n", summary(report));
    for compared in &report.compared {
        if compared.findings.is_empty() {
            continue;
        }
        out += &format!("\n### {}\n\n", code(&compared.operation));
        let dates = dates(compared);
        if !dates.is_empty() {
            out += &format!("{dates}\n\n");
        }
        for finding in &compared.findings {
            out += &format!("- **{}** {}", finding.kind, code(&finding.what()));
            if let Some(at) = &finding.at {
                out += &format!(" – {}", code(&format!("{}:{}", at.file, at.line)));
            }
            out.push('\n');
        }
    }
    if !report.unread.is_empty() || !report.unreadable.is_empty() {
        out += "\n### Not read\n\n";
        for unread in &report.unread {
            let doubt = &unread.doubt;
            let what = format!("{}: {}: {}", unread.page, doubt.what, doubt.why);
            let place = format!("{}:{}", unread.file, doubt.line);
            out += &format!("- {} – {}\n", code(&what), code(&place));
        }
        for file in &report.unreadable {
            out += &format!("- {}\n", code(&format!("{}: {}", file.name, file.why)));
        }
    }
    if !report.decided.is_empty() {
        out += "\n### Decided\n\n";
        for decided in &report.decided {
            let what = format!("{} {}", decided.operation, decided.what);
            out += &format!("- {} – {}\n", code(&what), code(&decided.decision.why));
        }
    }
    shortened(out)
}

/// A text as code, whatever it holds: pages must not mention people or make links.
fn code(text: &str) -> String {
    let text = harmless(text);
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

fn shortened(text: String) -> String {
    if text.chars().count() <= MAX {
        return text;
    }
    let mut out = String::new();
    let mut count = 0;
    for line in text.lines() {
        count += line.chars().count() + 1;
        if count > MAX {
            break;
        }
        out += line;
        out.push('\n');
    }
    out + "\nThere is more: run `cargo xtask drift`.\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_say_stays_code() {
        assert_eq!(code("see `x` @somebody"), "`` see `x` @somebody ``");
        assert_eq!(code("a\nb"), "`a b`");
    }

    #[test]
    fn a_body_is_never_longer_than_github_takes() {
        let text = "- a line that is repeated\n".repeat(10_000);
        let body = shortened(text);
        assert!(body.chars().count() < 65_536 && body.ends_with("cargo xtask drift`.\n"));
    }
}
