//! For people at a terminal.

use super::super::{Compared, Finding, Report, Severity};
use super::{dates, harmless, summary};

/// The report as lines; `colour` only where a terminal shows them.
pub fn text(report: &Report, colour: bool) -> String {
    let paint = Paint(colour);
    let mut out = String::new();
    for compared in &report.compared {
        if !compared.findings.is_empty() {
            operation(compared, &paint, &mut out);
        }
    }
    for compared in &report.compared {
        if compared.older && compared.findings.is_empty() {
            out += &format!(
                "{:<46} {}\n",
                harmless(&compared.operation),
                dates(compared)
            );
        }
    }
    tail(report, &paint, &mut out);
    out += &paint.bold(&format!("{}\n", summary(report)));
    out
}

fn operation(compared: &Compared, paint: &Paint, out: &mut String) {
    let title = format!("{:<46}", harmless(&compared.operation));
    let dates = dates(compared);
    *out += format!("{} {dates}", paint.bold(&title)).trim_end();
    out.push('\n');
    let rows: Vec<[String; 3]> = compared.findings.iter().map(row).collect();
    let width = |column: usize, most: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column));
        widths
            .map(|text| text.chars().count())
            .max()
            .unwrap_or_default()
            .min(most)
    };
    let (first, second) = (width(0, 28), width(1, 64));
    for (finding, [subject, change, place]) in compared.findings.iter().zip(&rows) {
        let subject = paint.severity(finding.severity(), &format!("{subject:<first$}"));
        let line = format!("  {subject}  {change:<second$}");
        if place.is_empty() {
            *out += line.trim_end();
        } else {
            *out += &format!("{line}  {}", paint.dim(place));
        }
        out.push('\n');
    }
}

fn row(finding: &Finding) -> [String; 3] {
    let place = finding.at.as_ref();
    [
        harmless(&finding.subject),
        harmless(&finding.change),
        place.map_or(String::new(), |at| format!("{}:{}", at.file, at.line)),
    ]
}

fn tail(report: &Report, paint: &Paint, out: &mut String) {
    if !report.decided.is_empty() {
        *out += "decided differences:\n";
        for decided in &report.decided {
            let until = decided.decision.until.as_ref();
            let until = until.map_or(String::new(), |until| format!(" (until {until})"));
            *out += &harmless(&format!(
                "  {}  {}: {}{until}",
                decided.operation, decided.what, decided.decision.why
            ));
            out.push('\n');
        }
    }
    let doubts = [
        ("read after a repair:", &report.repaired, Severity::Notice),
        ("not read:", &report.unread, Severity::Error),
    ];
    for (title, doubts, severity) in doubts {
        if doubts.is_empty() {
            continue;
        }
        *out += &format!("{}\n", paint.severity(severity, title));
        for unread in doubts {
            let doubt = &unread.doubt;
            *out += &harmless(&format!(
                "  {}  {}: {} ({}:{}): {}",
                unread.page, doubt.what, doubt.why, unread.file, doubt.line, doubt.excerpt
            ));
            out.push('\n');
        }
    }
    for unreadable in &report.unreadable {
        let line = format!("{}: {}", unreadable.name, unreadable.why);
        *out += &format!(
            "{} {}\n",
            paint.severity(Severity::Error, "unreadable"),
            harmless(&line)
        );
    }
}

struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn bold(&self, text: &str) -> String {
        match text.strip_suffix('\n') {
            Some(line) => self.with("1", line) + "\n",
            None => self.with("1", text),
        }
    }

    fn dim(&self, text: &str) -> String {
        self.with("2", text)
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Notice => "36",
        };
        self.with(code, text)
    }
}
