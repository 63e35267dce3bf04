//! `cargo xtask ratchets`: figures that are the same on every run, and may only get better.

mod judgement;
mod limits;
mod measured;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use judgement::{Judgement, judge};
use limits::{Kind, Limits};
use measured::Figures;

const FILE: &str = "xtask/ratchets.toml";

/// Hold sizes, counts and memory against the limits in xtask/ratchets.toml.
#[derive(clap::Args)]
pub struct Arguments {
    /// Lower every limit to what was measured; raises none.
    #[arg(long)]
    update: bool,
    /// Set this limit to what was measured, though it is more. The commit says why.
    #[arg(long, value_name = "NAME")]
    raise: Vec<String>,
    /// Another rustc is used from now on: take the sizes of programs as it makes them.
    #[arg(long)]
    rustc: bool,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let path = root.join(FILE);
    let failed = |error: String| format!("{FILE}: {error}\n");
    let text = fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
    let limits = Limits::read(&text).map_err(failed)?;
    // Before minutes of measuring.
    for name in &arguments.raise {
        raisable(&limits, name).map_err(failed)?;
    }
    let rustc = measured::rustc()?;
    let figures = measured::measured(root).map_err(|error| format!("{error}\n"))?;
    let limits = changed(limits, &figures, &rustc, arguments).map_err(failed)?;
    if limits.text() != text {
        fs::write(&path, limits.text()).map_err(|error| failed(error.to_string()))?;
        outln!("wrote {FILE}");
    }
    let report = Report::of(&limits, &figures, &rustc);
    out!("{}", report.table);
    if report.problems.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    for problem in report.problems {
        eprintln!("{problem}");
    }
    Ok(ExitCode::FAILURE)
}

/// The limits as the caller wants them.
fn changed(
    mut limits: Limits,
    figures: &Figures,
    rustc: &str,
    arguments: &Arguments,
) -> Result<Limits, String> {
    let same_rustc = limits.rustc() == rustc;
    let known: Vec<(String, Kind, u64)> = limits
        .all()
        .map(|(name, kind, limit)| (name.to_owned(), kind, limit))
        .collect();
    for name in &arguments.raise {
        let kind = raisable(&limits, name)?;
        let Some(value) = figures.get(name) else {
            return Err(format!("{name}: it was not measured"));
        };
        match kind {
            Kind::Program if !same_rustc && !arguments.rustc => {
                return Err(format!(
                    "{name}: it was measured with rustc {}, this is {rustc}; --rustc takes all sizes as this one makes them",
                    limits.rustc()
                ));
            }
            _ => limits.set(name, *value)?,
        }
    }
    for (name, kind, limit) in &known {
        let Some(value) = figures.get(name) else {
            continue;
        };
        let wanted = if *kind == Kind::Program && !same_rustc {
            // Larger or smaller, it is what this compiler makes.
            arguments.rustc
        } else {
            arguments.update && judge(*kind, *limit, *value, same_rustc) == Judgement::Lower
        };
        if wanted {
            limits.set(name, *value)?;
        }
    }
    if arguments.rustc && !same_rustc {
        limits.set_rustc(rustc)?;
    }
    Ok(limits)
}

/// What kind of limit it is, if one that a command may raise.
fn raisable(limits: &Limits, name: &str) -> Result<Kind, String> {
    match limits.all().find(|(known, ..)| *known == name) {
        None => Err(format!("{name}: there is no such limit")),
        Some((_, Kind::Bound, _)) => {
            Err(format!("{name}: a bound is a promise; change it by hand"))
        }
        Some((_, kind, _)) => Ok(kind),
    }
}

/// All figures beside their limits, and what is wrong.
struct Report {
    table: String,
    problems: Vec<String>,
}

impl Report {
    fn of(limits: &Limits, figures: &Figures, rustc: &str) -> Self {
        let same_rustc = limits.rustc() == rustc;
        let mut table = line("", "limit", "value", "");
        let mut problems = Vec::new();
        for (name, kind, limit) in limits.all() {
            let Some(&value) = figures.get(name) else {
                if kind == Kind::Exact || measured::is_at_home() {
                    problems.push(format!("{name}: it was not measured"));
                }
                table += &line(name, &shown(limit), "-", "not measured");
                continue;
            };
            let word = match judge(kind, limit, value, same_rustc) {
                Judgement::Kept => "",
                Judgement::Lower => {
                    // What is not written down may come back unseen.
                    if kind == Kind::Exact {
                        problems.push(below(name, limit, value));
                    }
                    "the limit can be lowered: cargo xtask ratchets --update"
                }
                Judgement::Above => {
                    problems.push(above(name, kind, limit, value));
                    "ABOVE"
                }
            };
            table += &line(name, &shown(limit), &shown(value), word);
        }
        for name in figures.keys() {
            if limits.all().all(|(known, ..)| known != name) {
                problems.push(format!("{name}: {FILE} has no limit for it; add one"));
            }
        }
        if !same_rustc {
            table += &format!(
                "sizes of programs are those of rustc {}; this is {rustc}, which may make them 3 % larger\n",
                limits.rustc()
            );
        }
        Self { table, problems }
    }
}

fn above(name: &str, kind: Kind, limit: u64, value: u64) -> String {
    let remedy = if kind == Kind::Bound {
        "bring it down".to_owned()
    } else {
        format!(
            "bring it down, or run `cargo xtask ratchets --raise {name}` and give the reason in the commit"
        )
    };
    let (value, limit) = (shown(value), shown(limit));
    format!("{name}: {value}, at most {limit} is allowed; {remedy}")
}

fn below(name: &str, limit: u64, value: u64) -> String {
    let (value, limit) = (shown(value), shown(limit));
    format!("{name}: {value}, the limit is still {limit}; run `cargo xtask ratchets --update`")
}

fn line(name: &str, limit: &str, value: &str, word: &str) -> String {
    let line = format!("{name:28}{limit:>12}{value:>12}  {word}");
    format!("{}\n", line.trim_end())
}

fn shown(number: u64) -> String {
    grouped(number, ',')
}

/// A number in groups of three digits.
fn grouped(number: u64, between: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(between);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
rustc = \"1.95.0\"
[exact]
crates = 100
lines = 9_000
[programs]
it = 5_000_000
[bounds]
peak = 32_768
";

    fn limits() -> Limits {
        Limits::read(TEXT).unwrap()
    }

    fn figures(values: [u64; 4]) -> Figures {
        let names = ["crates", "lines", "it", "peak"];
        names.map(str::to_owned).into_iter().zip(values).collect()
    }

    fn arguments(update: bool, raise: &[&str], rustc: bool) -> Arguments {
        Arguments {
            update,
            raise: raise.iter().map(|&name| name.to_owned()).collect(),
            rustc,
        }
    }

    const NOW: &str = "1.95.0";
    const LATER: &str = "1.96.0";

    #[test]
    fn what_is_above_its_limit_is_told_with_a_remedy() {
        let report = Report::of(&limits(), &figures([101, 9_000, 5_000_000, 40_000]), NOW);
        assert_eq!(
            report.problems,
            [
                "crates: 101, at most 100 is allowed; bring it down, or run `cargo xtask \
                 ratchets --raise crates` and give the reason in the commit",
                "peak: 40,000, at most 32,768 is allowed; bring it down",
            ]
        );
        assert!(report.table.contains("crates"));
        assert!(report.table.contains("101  ABOVE\n"), "{}", report.table);
    }

    #[test]
    fn what_fell_and_is_the_same_everywhere_has_to_be_written_down() {
        let report = Report::of(&limits(), &figures([99, 9_000, 4_000_000, 7]), NOW);
        assert_eq!(
            report.problems,
            ["crates: 99, the limit is still 100; run `cargo xtask ratchets --update`"]
        );
        assert_eq!(report.table.matches("--update").count(), 2);
    }

    #[test]
    fn a_limit_without_a_figure_and_a_figure_without_a_limit_are_problems() {
        let mut figures = figures([100, 9_000, 5_000_000, 7]);
        figures.remove("lines");
        figures.insert("more".into(), 1);
        let report = Report::of(&limits(), &figures, NOW);
        assert_eq!(
            report.problems,
            [
                "lines: it was not measured".to_owned(),
                format!("more: {FILE} has no limit for it; add one"),
            ]
        );
    }

    #[test]
    fn an_update_lowers_and_never_raises() {
        let figures = figures([99, 9_001, 4_000_000, 7]);
        let limits = changed(limits(), &figures, NOW, &arguments(true, &[], false)).unwrap();
        let expected = TEXT.replace("100", "99").replace("5_000_000", "4_000_000");
        assert_eq!(limits.text(), expected);
    }

    #[test]
    fn only_what_is_named_is_raised() {
        let figures = figures([101, 9_001, 5_000_000, 7]);
        let raise = arguments(false, &["crates"], false);
        let limits = changed(limits(), &figures, NOW, &raise).unwrap();
        assert_eq!(limits.text(), TEXT.replace("100", "101"));
    }

    #[test]
    fn a_bound_is_not_raised_and_neither_is_what_is_not_there() {
        for (name, word) in [("peak", "promise"), ("crate", "no such limit")] {
            let raise = arguments(false, &[name], false);
            let error = changed(limits(), &figures([1, 1, 1, 1]), NOW, &raise).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn programs_of_another_rustc_change_no_limit_unless_it_is_the_one_from_now_on() {
        let figures = figures([99, 9_000, 4_000_000, 7]);
        let update = changed(limits(), &figures, LATER, &arguments(true, &[], false)).unwrap();
        assert_eq!(update.text(), TEXT.replace("100", "99"));
        let raise = arguments(false, &["it"], false);
        let error = changed(limits(), &figures, LATER, &raise).unwrap_err();
        assert!(error.contains("--rustc"), "{error}");

        let now = changed(limits(), &figures, LATER, &arguments(false, &[], true)).unwrap();
        let expected = TEXT.replace(NOW, LATER).replace("5_000_000", "4_000_000");
        assert_eq!(now.text(), expected);
    }

    #[test]
    fn the_file_is_one_that_can_be_read() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ratchets.toml");
        let text = fs::read_to_string(path).unwrap();
        assert!(Limits::read(&text).unwrap().all().count() > 8);
    }
}
