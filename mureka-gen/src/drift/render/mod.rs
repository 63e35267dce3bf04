//! A report as text, as JSON, for GitHub's annotations and as the body of an issue.

mod github;
mod json;
mod markdown;
mod text;

use super::Report;

pub use github::github;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// `2 drifted, 35 in step, 3 decided`, and what could not be read.
pub fn summary(report: &Report) -> String {
    let mut summary = format!(
        "{} drifted, {} in step, {} decided",
        report.drifted(),
        report.in_step(),
        report.decided.len()
    );
    let unread = report.unread.len() + report.unreadable.len();
    if unread > 0 {
        summary += &format!(", {unread} unread");
    }
    summary
}

/// What pages say goes to terminals and logs: nothing of it may steer them.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// `page of 2026-08-14, document of 2026-04-04`.
fn dates(compared: &super::Compared) -> String {
    match (&compared.page_date, &compared.document_date) {
        (Some(page), Some(document)) if compared.older => {
            format!("page of {page}, older than the document's {document}")
        }
        (Some(page), Some(document)) => format!("page of {page}, document of {document}"),
        (Some(page), None) => format!("page of {page}"),
        (None, Some(document)) => format!("document of {document}"),
        (None, None) => String::new(),
    }
}
