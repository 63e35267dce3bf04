//! The figures of a row as a table: a line for what was measured, a column for who took part.

use super::figure::Figure;
use super::row::Row;

/// Cells, with a first line of headings.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    lines: Vec<Vec<String>>,
}

impl Table {
    /// Of figures of one row.
    pub fn of<'a>(row: Row, figures: impl Iterator<Item = &'a Figure>) -> Self {
        let figures: Vec<&Figure> = figures.collect();
        let mut subjects: Vec<&str> = Vec::new();
        let mut keys: Vec<(String, String)> = Vec::new();
        for figure in &figures {
            if !subjects.contains(&figure.subject.as_str()) {
                subjects.push(&figure.subject);
            }
            let key = (case(row, figure), measure(figure));
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let mut headings = vec!["case".to_owned(), "measured".to_owned()];
        headings.extend(subjects.iter().map(|&subject| subject.to_owned()));
        let mut lines = vec![headings];
        let mut last = None;
        for key in &keys {
            // What is the same as above is not said again.
            let first = (last != Some(&key.0)).then(|| key.0.clone());
            let mut line = vec![first.unwrap_or_default(), key.1.clone()];
            line.extend(subjects.iter().map(|&subject| {
                let here = |figure: &&&Figure| {
                    figure.subject == subject
                        && case(row, figure) == key.0
                        && measure(figure) == key.1
                };
                let cells: Vec<String> = figures.iter().filter(here).map(|one| cell(one)).collect();
                cells.join("; ")
            }));
            lines.push(line);
            last = Some(&key.0);
        }
        Self { lines }
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let columns = self.lines.first().map_or(0, Vec::len);
        let width = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut out = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            let cells = line.iter().zip(&widths);
            let padded: Vec<String> = cells
                .map(|(cell, &width)| format!("{cell:width$}"))
                .collect();
            out.push_str(padded.join("  ").trim_end());
            out.push('\n');
            if number == 0 {
                let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                out.push_str(&rules.join("  "));
                out.push('\n');
            }
        }
        out
    }

    /// For a page.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            let cells: Vec<String> = line.iter().map(|cell| cell.replace('|', "\\|")).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
            if number == 0 {
                out.push_str(&format!("|{}\n", " --- |".repeat(line.len())));
            }
        }
        out
    }
}

/// What was done, with the place along the row's axis.
fn case(row: Row, figure: &Figure) -> String {
    match figure.at {
        Some(at) => format!(
            "{}, {} {}",
            figure.case,
            super::figure::digits(at),
            row.axis()
        ),
        None => figure.case.clone(),
    }
}

/// What was measured, and beside whom.
fn measure(figure: &Figure) -> String {
    match &figure.versus {
        Some(other) => format!("{}, beside {other}", figure.measure),
        None => figure.measure.clone(),
    }
}

/// A value, and whether it is what it is meant to be.
fn cell(figure: &Figure) -> String {
    let value = figure.value_shown();
    match (figure.met(), figure.goal_shown()) {
        (Some(true), Some(goal)) => format!("{value} ✓ {goal}"),
        (Some(false), Some(goal)) => format!("{value} ✗ {goal}"),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::figure::Goal;

    fn figure(case: &str, subject: &str, measure: &str, value: f64) -> Figure {
        Figure {
            row: "mock".into(),
            case: case.into(),
            subject: subject.into(),
            measure: measure.into(),
            unit: String::new(),
            value,
            versus: None,
            at: None,
            low: None,
            high: None,
            exact: true,
            goal: None,
        }
    }

    #[test]
    fn subjects_stand_side_by_side_and_a_case_is_named_once() {
        let figures = [
            figure("start", "mock", "allocations", 84.0),
            figure("start", "other", "allocations", 90.0),
            Figure {
                versus: Some("other".into()),
                goal: Some(Goal::AtMost(5.0)),
                ..figure("start", "mock", "allocations", -6.0)
            },
            Figure {
                at: Some(16.0),
                goal: Some(Goal::AtLeast(1.5)),
                unit: "ratio".into(),
                low: Some(0.9),
                high: Some(1.1),
                ..figure("GET", "mock", "speed", 1.25)
            },
        ];
        let table = Table::of(Row::Mock, figures.iter());
        let text = table.text();
        let lines: Vec<Vec<&str>> = text
            .lines()
            .map(|line| {
                line.split("  ")
                    .map(str::trim)
                    .filter(|cell| !cell.is_empty())
                    .collect()
            })
            .collect();
        assert_eq!(lines[0], ["case", "measured", "mock", "other"]);
        assert_eq!(lines[2], ["start", "allocations", "84", "90"]);
        assert_eq!(lines[3], ["allocations, beside other", "-6 ✓ at most 5"]);
        assert_eq!(
            lines[4],
            [
                "GET, 16 connections",
                "speed",
                "1.25 × (0.90 to 1.10) ✗ at least 1.50 ×"
            ]
        );
        assert!(table.markdown().starts_with(
            "| case | measured | mock | other |\n| --- | --- | --- | --- |\n| start | allocations | 84 | 90 |\n"
        ));
    }
}
