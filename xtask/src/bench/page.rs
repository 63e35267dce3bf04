//! BENCHMARKS.md, and the figures in the README: all of it follows from the record of a run.

use super::figure::Figure;
use super::results::Results;
use super::row::Row;
use super::table::Table;

/// Where the README's figures begin and end.
const BEGIN: &str = "<!-- The figures of BENCHMARKS.md: cargo xtask bench --write -->";
const END: &str = "<!-- The end of the figures. -->";

/// A figure for the README: how it is found, and what is said of it.
pub struct Told {
    /// Row, case, subject, measure, and beside whom.
    pub key: (
        Row,
        &'static str,
        &'static str,
        &'static str,
        Option<&'static str>,
    ),
    /// Its place along the axis.
    pub at: Option<f64>,
    /// Whose figure is told beside it.
    pub beside: Option<&'static str>,
    /// What it is, for somebody who has not seen the table.
    pub words: &'static str,
}

impl Told {
    /// The figure, and the one beside it.
    fn shown(&self, results: &Results) -> Option<String> {
        let value = |subject| Some(self.of(subject, results)?.value_shown());
        let own = value(self.key.2)?;
        Some(match self.beside {
            Some(other) => format!("{own}; {other}: {}", value(other)?),
            None => own,
        })
    }

    fn of<'a>(&self, subject: &str, results: &'a Results) -> Option<&'a Figure> {
        let (row, case, _, measure, versus) = self.key;
        results.figures(row).find(|figure| {
            figure.case == case
                && figure.subject == subject
                && figure.measure == measure
                && figure.versus.as_deref() == versus
                && figure.at == self.at
        })
    }
}

/// The page. `note` is what is written by hand for a row: how it was measured, what a profile
/// showed; `plot` is the path of its drawing.
pub fn benchmarks(
    results: &Results,
    note: impl Fn(Row) -> Option<String>,
    plot: impl Fn(Row) -> Option<String>,
) -> String {
    let machine = &results.machine;
    let missed = results.missed().count();
    let goals = results.goals();
    let mut out = format!(
        "# Benchmarks\n\n\
         Made by `cargo xtask bench --write`, which writes this page; what it measured is in\n\
         [`xtask/bench/results.json`](xtask/bench/results.json). One machine, one run, nothing else\n\
         at work on it.\n\n\
         | | |\n| --- | --- |\n\
         | day | {} |\n| commit | `{}` |\n| compiler | {} |\n| system | {} |\n\
         | processor | {}, {} cores |\n| memory | {} GiB |\n\
         | goals | {} of {goals} met |\n\n",
        machine.date,
        machine.commit,
        machine.rustc,
        machine.system,
        machine.processor,
        machine.cores,
        machine.memory_gib,
        goals - missed,
    );
    out.push_str(
        "Those who are compared take turns. A time or a speed is the median of its rounds, with\n\
         the lowest and the highest behind it; a ratio is made round by round. Machines differ, so\n\
         times say little elsewhere, and ratios more. Allocations, crates, lines and sizes are\n\
         exact: they are kept by `cargo xtask ratchets`, which CI runs. No test asserts a time.\n\n\
         ✓ and ✗ stand behind what has a goal, and whether it is met.\n",
    );
    for row in Row::ALL {
        out.push_str(&format!("\n## {}\n\n", row.heading()));
        if let Some(note) = note(row) {
            out.push_str(note.trim());
            out.push_str("\n\n");
        }
        if results.figures(row).next().is_none() {
            out.push_str("Nothing was measured.\n");
        } else {
            out.push_str(&Table::of(row, results.figures(row)).markdown());
        }
        for skipped in results.skipped(row) {
            out.push_str(&format!(
                "\nLeft out: {}: {}.\n",
                skipped.subject, skipped.reason
            ));
        }
        if let Some(plot) = plot(row) {
            out.push_str(&format!("\n![{}]({plot})\n", row.heading()));
        }
    }
    out
}

/// The README with the figures that a user would ask for.
pub fn readme(text: &str, results: &Results, told: &[Told]) -> Result<String, String> {
    let wrong = || format!("README.md: {BEGIN:?} and {END:?} have to stand in it, in this order");
    let (before, rest) = text.split_once(BEGIN).ok_or_else(wrong)?;
    let (_, after) = rest.split_once(END).ok_or_else(wrong)?;
    let mut table = String::from("| | |\n| --- | --- |\n");
    for told in told {
        let shown = told
            .shown(results)
            .ok_or_else(|| format!("the record has no figure {:?} at {:?}", told.key, told.at))?;
        table.push_str(&format!("| {} | {} |\n", told.words, shown));
    }
    Ok(format!("{before}{BEGIN}\n{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::figure::{Goal, Line, Skipped};
    use crate::bench::machine::Machine;

    fn results() -> Results {
        let figure = Figure {
            row: "calls".into(),
            case: "GET a job".into(),
            subject: "mureka-api".into(),
            measure: "allocations".into(),
            unit: String::new(),
            value: 4.0,
            versus: Some("by hand".into()),
            at: None,
            low: None,
            high: None,
            exact: true,
            goal: Some(Goal::AtMost(5.0)),
        };
        Results {
            machine: Machine {
                date: "2026-11-21".into(),
                commit: "abc".into(),
                rustc: "rustc 1.95.0".into(),
                system: "Linux".into(),
                processor: "A processor".into(),
                cores: 2,
                memory_gib: 24,
            },
            quick: false,
            lines: vec![
                Line::Figure(figure),
                Line::Skipped(Skipped {
                    row: "mock".into(),
                    subject: "Prism".into(),
                    reason: "npm: not found".into(),
                }),
            ],
        }
    }

    const TOLD: [Told; 1] = [Told {
        key: (
            Row::Calls,
            "GET a job",
            "mureka-api",
            "allocations",
            Some("by hand"),
        ),
        at: None,
        beside: None,
        words: "allocations more than by hand",
    }];

    #[test]
    fn the_page_has_a_part_for_every_row_and_names_what_was_left_out() {
        let page = benchmarks(
            &results(),
            |row| (row == Row::Calls).then(|| "How.\n".to_owned()),
            |row| (row == Row::Calls).then(|| "calls.svg".to_owned()),
        );
        for row in Row::ALL {
            assert!(page.contains(&format!("## {}\n", row.heading())), "{page}");
        }
        for part in [
            "1 of 1 met",
            "How.\n\n| case |",
            "| 4 ✓ at most 5 |",
            "![What a call costs](calls.svg)",
            "Left out: Prism: npm: not found.",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn the_readme_changes_between_its_marks_and_nowhere_else() {
        let text = format!("# One\n\n{BEGIN}\nold\n{END}\n\n## Two\n");
        let new = readme(&text, &results(), &TOLD).unwrap();
        assert_eq!(
            new,
            format!(
                "# One\n\n{BEGIN}\n| | |\n| --- | --- |\n| allocations more than by hand | 4 |\n{END}\n\n## Two\n"
            )
        );
        assert_eq!(readme(&new, &results(), &TOLD).unwrap(), new);
        let error = readme("# One\n", &results(), &TOLD).unwrap_err();
        assert!(error.contains("README.md"), "{error}");
        let mut none = results();
        none.lines.clear();
        let error = readme(&text, &none, &TOLD).unwrap_err();
        assert!(error.contains("GET a job"), "{error}");
    }

    #[test]
    fn a_figure_can_be_told_beside_that_of_another() {
        let mut results = results();
        if let Line::Figure(figure) = &mut results.lines[0] {
            figure.versus = None;
            let mut other = figure.clone();
            other.subject = "by hand".into();
            other.value = 7.0;
            results.lines.push(Line::Figure(other));
        }
        let mut told = TOLD;
        told[0].key.4 = None;
        told[0].beside = Some("by hand");
        let text = format!("{BEGIN}{END}");
        let new = readme(&text, &results, &told).unwrap();
        assert!(new.contains("| 4; by hand: 7 |"), "{new}");
        told[0].beside = Some("nobody");
        assert!(readme(&text, &results, &told).is_err());
    }
}
