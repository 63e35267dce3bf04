//! For programs.

use serde_json::{Value, json};

use super::super::{Compared, Finding, Report};

/// The report as JSON. The shape is kept as long as `version` is 1:
///
/// | key | holds |
/// | --- | --- |
/// | `version` | 1 |
/// | `outcome` | `in-step`, `drift` or `unreadable` |
/// | `drifted`, `in_step` | how many operations |
/// | `findings` | each difference: `operation`, `page`, `source`, `page_date`, `document_date`, `kind`, `severity`, `subject`, `change`, `what`, `documented`, `ours`, `file`, `line`, `pointer` |
/// | `decided` | `operation`, `page`, `what`, `kind`, `why`, `until`, and where that stands |
/// | `older` | editions older than the document: `operation`, `page`, `page_date`, `document_date` |
/// | `repaired`, `unread` | places of pages: `file`, `page`, `line`, `what`, `why`, `excerpt` |
/// | `unreadable` | files: `name`, `why` |
///
/// What is not known is null.
pub fn json(report: &Report) -> Value {
    let findings: Vec<Value> = report
        .findings()
        .map(|(compared, found)| finding(compared, found))
        .collect();
    let older = report.compared.iter().filter(|compared| compared.older);
    json!({
        "version": 1,
        "outcome": report.outcome(),
        "drifted": report.drifted(),
        "in_step": report.in_step(),
        "findings": findings,
        "decided": report.decided.iter().map(|decided| json!({
            "operation": decided.operation,
            "page": decided.page,
            "what": decided.what,
            "kind": decided.finding.as_ref().map(|finding| finding.kind),
            "why": decided.decision.why,
            "until": decided.decision.until,
            "file": decided.decision.at.file,
            "line": decided.decision.at.line,
        })).collect::<Vec<_>>(),
        "older": older.map(|compared| json!({
            "operation": compared.operation,
            "page": compared.page,
            "page_date": compared.page_date,
            "document_date": compared.document_date,
        })).collect::<Vec<_>>(),
        "repaired": report.repaired,
        "unread": report.unread,
        "unreadable": report.unreadable.iter().map(|file| json!({
            "name": file.name,
            "why": file.why,
        })).collect::<Vec<_>>(),
    })
}

fn finding(compared: &Compared, finding: &Finding) -> Value {
    let at = finding.at.as_ref();
    json!({
        "operation": compared.operation,
        "page": compared.page,
        "source": compared.source,
        "page_date": compared.page_date,
        "document_date": compared.document_date,
        "kind": finding.kind,
        "severity": finding.severity(),
        "subject": finding.subject,
        "change": finding.change,
        "what": finding.what(),
        "documented": finding.documented,
        "ours": finding.ours,
        "file": at.map(|at| &at.file),
        "line": at.map(|at| at.line),
        "pointer": at.map(|at| &at.pointer).filter(|pointer| !pointer.is_empty()),
    })
}
