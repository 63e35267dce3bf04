//! For the log of a GitHub workflow, whose lines become annotations of files.

use super::super::{Report, Severity};
use super::{harmless, summary};

/// The report as workflow commands, one a line, and the summary.
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    for (compared, finding) in report.findings() {
        let mut properties = Vec::new();
        if let Some(at) = &finding.at {
            properties.push(("file", at.file.clone()));
            properties.push(("line", at.line.to_string()));
        }
        properties.push(("title", compared.operation.clone()));
        command(finding.severity(), &properties, &finding.what(), &mut out);
    }
    for unread in &report.unread {
        let doubt = &unread.doubt;
        let message = format!(
            "{}: {}: {} ({}:{})",
            unread.page, doubt.what, doubt.why, unread.file, doubt.line
        );
        let title = [("title", "not read".to_owned())];
        command(Severity::Error, &title, &message, &mut out);
    }
    for file in &report.unreadable {
        let message = format!("{}: {}", file.name, file.why);
        let title = [("title", "unreadable".to_owned())];
        command(Severity::Error, &title, &message, &mut out);
    }
    out + &summary(report) + "\n"
}

fn command(severity: Severity, properties: &[(&str, String)], message: &str, out: &mut String) {
    let properties: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    let message = data(message);
    *out += &format!("::{severity} {}::{message}\n", properties.join(","));
}

/// What stands behind the second `::`. A line end would begin another command.
fn data(text: &str) -> String {
    let text = text
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    harmless(&text)
}

/// A value of a property, which ends at a comma or colon, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_page_says_becomes_a_command_of_its_own() {
        assert_eq!(data("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a:b,c\u{1b}[1m"), "a%3Ab%2Cc [1m");
    }
}
