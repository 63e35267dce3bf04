//! `cargo xtask bench`: speed and cost, beside what a user would pick instead.

mod figure;
mod machine;
mod openapi_generator;
mod page;
mod plot;
mod programs;
mod results;
mod row;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use figure::Line;
use machine::Machine;
use page::Told;
use programs::Programs;
use results::Results;
use row::Row;
use table::Table;

/// The programs, what is written by hand about them, and what came of the last run.
const HOME: &str = "xtask/bench";
const RESULTS: &str = "xtask/bench/results.json";
/// What is measured beside what openapi-generator makes.
const CALLS: &str = "xtask/bench/calls-openapi-generator";

/// Measure speed and cost beside what a user would pick instead.
#[derive(clap::Args)]
pub struct Arguments {
    /// Rows; all without any.
    #[arg(value_enum)]
    rows: Vec<Row>,
    /// Few rounds and small sizes: it shows that all works, and nothing else.
    #[arg(long)]
    quick: bool,
    /// Write BENCHMARKS.md, its plots and the README's figures; all rows have to be measured.
    #[arg(long, conflicts_with_all = ["rows", "quick"])]
    write: bool,
    /// Measure nothing: take this record.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rows", "quick"])]
    from: Option<PathBuf>,
    /// Where the record and the plots of this run go.
    #[arg(long, value_name = "DIR", default_value = "target/bench/out")]
    out: PathBuf,
}

/// What the README tells.
const TOLD: [Told; 5] = [
    Told {
        key: (
            Row::Calls,
            "GET a job",
            "mureka-api",
            "time",
            Some("by hand"),
        ),
        at: None,
        beside: None,
        words: "Time of a call, beside the same on reqwest by hand",
    },
    Told {
        key: (
            Row::Pacing,
            "answers at once",
            "mureka-api",
            "slot time used",
            None,
        ),
        at: Some(16.0),
        beside: None,
        words: "Time in which the slots of 16 accounts are at work, while no call is refused",
    },
    Told {
        key: (
            Row::Waiting,
            "10000 open jobs",
            "mureka-api",
            "requests a second",
            None,
        ),
        at: None,
        beside: Some("by hand"),
        words: "Requests a second to wait for 10,000 jobs",
    },
    Told {
        key: (
            Row::Files,
            "upload of a file",
            "mureka-api",
            "peak memory",
            None,
        ),
        at: None,
        beside: Some("curl"),
        words: "Memory that the upload of 1 GiB takes",
    },
    Told {
        key: (Row::Dependency, "the tree", "mureka-api", "crates", None),
        at: None,
        beside: Some("reqwest"),
        words: "Crates in the tree of those who depend on it",
    },
];

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let failed = |error: String| format!("{error}\n");
    let mut wrong = Vec::new();
    let results = match &arguments.from {
        Some(path) => Results::read(path).map_err(failed)?,
        None => measured(root, arguments, &mut wrong).map_err(failed)?,
    };
    let out = root.join(&arguments.out);
    record(&out, &results).map_err(failed)?;
    for (row, drawn) in drawings(&results) {
        save(&out.join(format!("{}.svg", row.name())), &drawn).map_err(failed)?;
    }
    for row in Row::ALL {
        if results.figures(row).next().is_none() && results.skipped(row).next().is_none() {
            continue;
        }
        outln!("\n{}\n", row.heading());
        out!("{}", Table::of(row, results.figures(row)).text());
        for skipped in results.skipped(row) {
            outln!("left out: {}: {}", skipped.subject, skipped.reason);
        }
    }
    let missed = results.missed().count();
    let goals = results.goals();
    outln!("\n{} of {goals} goals met", goals - missed);

    outln!(
        "the record and the plots are in {}",
        arguments.out.display()
    );
    if !wrong.is_empty() {
        return Err(format!("{}\n", wrong.join("\n")));
    }
    if arguments.write {
        write(root, &results).map_err(failed)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Measures rows, one after the other; what went wrong with one does not stop the others. Each
/// is in the record as soon as it is there: all of them take half an hour.
fn measured(
    root: &Path,
    arguments: &Arguments,
    wrong: &mut Vec<String>,
) -> Result<Results, String> {
    let rows = if arguments.rows.is_empty() {
        &Row::ALL[..]
    } else {
        &arguments.rows[..]
    };
    let mut results = Results {
        machine: Machine::here(root),
        quick: arguments.quick,
        lines: Vec::new(),
    };
    for &row in rows {
        eprintln!("=== {}", row.heading());
        let each = |line: Line| results.lines.push(line);
        if let Err(error) = measure(root, row, arguments.quick, each) {
            eprintln!("{error}");
            wrong.push(format!("{}: {error}", row.name()));
        }
        record(&root.join(&arguments.out), &results)?;
    }
    Ok(results)
}

fn record(out: &Path, results: &Results) -> Result<(), String> {
    save(&out.join("results.json"), &results.json()?)
}

/// Measures one row.
fn measure(root: &Path, row: Row, quick: bool, each: impl FnMut(Line)) -> Result<(), String> {
    let mut arguments = Vec::new();
    if quick {
        arguments.push("--quick".to_owned());
    }
    let programs = Programs::of(root, HOME);
    let program = match row {
        Row::Calls => match openapi_generator::rust_client(root) {
            // The same program, with that client as a third subject.
            Ok(()) => Programs::of(root, CALLS).built("calls-openapi-generator")?,
            Err(reason) => {
                arguments.extend(["--without-openapi-generator".to_owned(), reason]);
                programs.built(row.name())?
            }
        },
        Row::Generator => {
            match openapi_generator::installed(root) {
                Ok(generator) => {
                    let jar = generator.jar().display().to_string();
                    arguments.extend(["--generator-jar".to_owned(), jar]);
                }
                Err(reason) => arguments.extend(["--without-generator".to_owned(), reason]),
            }
            programs.built(row.name())?
        }
        Row::Mock => {
            // As it is released, by the repository's own profile.
            let server = programs::released(root, "mureka-mock")?;
            arguments.extend(["--server".to_owned(), server.display().to_string()]);
            programs.built(row.name())?
        }
        _ => programs.built(row.name())?,
    };
    programs::run(root, &program, &arguments, each)
}

/// Everything that is written from a record, by its path below the root.
fn written(root: &Path, results: &Results) -> Result<Vec<(String, String)>, String> {
    let drawings = drawings(results);
    let path = |row: Row| format!("{HOME}/plots/{}.svg", row.name());
    let page = page::benchmarks(
        results,
        |row| fs::read_to_string(root.join(format!("{HOME}/notes/{}.md", row.name()))).ok(),
        |row| {
            drawings
                .iter()
                .any(|(one, _)| *one == row)
                .then(|| path(row))
        },
    );
    let readme = root.join("README.md");
    let readme = fs::read_to_string(&readme).map_err(|error| format!("README.md: {error}"))?;
    let mut all = vec![
        (RESULTS.to_owned(), results.json()?),
        ("BENCHMARKS.md".to_owned(), page),
        (
            "README.md".to_owned(),
            page::readme(&readme, results, &TOLD)?,
        ),
    ];
    all.extend(drawings.into_iter().map(|(row, drawn)| (path(row), drawn)));
    Ok(all)
}

fn write(root: &Path, results: &Results) -> Result<(), String> {
    if results.quick {
        return Err("a quick run is not written down: run it without --quick".to_owned());
    }
    for row in Row::ALL {
        if results.figures(row).next().is_none() {
            return Err(format!(
                "{}: nothing was measured, and nothing is written",
                row.name()
            ));
        }
    }
    for (path, text) in written(root, results)? {
        save(&root.join(&path), &text)?;
        outln!("wrote {path}");
    }
    Ok(())
}

fn drawings(results: &Results) -> Vec<(Row, String)> {
    Row::ALL
        .into_iter()
        .filter_map(|row| Some((row, plot::svg(row, results.figures(row))?)))
        .collect()
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures of the page, of the README and of the plots are those of the record.
    #[test]
    fn what_is_shown_is_what_was_measured() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let results = Results::read(&root.join(RESULTS)).unwrap();
        for (path, text) in written(&root, &results).unwrap() {
            let kept = fs::read_to_string(root.join(&path)).unwrap_or_default();
            assert_eq!(
                kept, text,
                "{path}: cargo xtask bench --from {RESULTS} --write"
            );
        }
    }
}
