//! The repository's own commands.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mureka_gen::regen::{self, Stale};
use mureka_gen::{Diagnostics, Document};
use similar::TextDiff;

/// Prints to whoever listens: that nobody does any more is no error, and what there is to do goes on.
macro_rules! out {
    ($($argument:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stdout(), format_args!($($argument)*));
    }};
}

/// [`out!`] and the end of the line.
macro_rules! outln {
    ($first:literal $($argument:tt)*) => { out!("{}\n", format_args!($first $($argument)*)) };
}

mod bench;
mod cargo;
mod compat;
mod drift;
mod export;
mod export_check;
mod fetch;
mod public_api;
mod ratchets;

/// The repository's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the generated code of both clients anew from spec/, and the mock server's copies.
    Regen {
        /// Change nothing; exit 1 with a diff when what is committed is stale.
        #[arg(long)]
        check: bool,
        /// Print how often each rule of the post-processing hit.
        #[arg(long)]
        rules: bool,
    },
    /// List the public surface of mureka-api anew.
    PublicApi {
        /// Change nothing; exit 1 with a diff when what is committed is stale.
        #[arg(long)]
        check: bool,
    },
    /// Check the documents and every example in them.
    Lint {
        /// Documents; both of spec/ without any.
        files: Vec<PathBuf>,
    },
    /// Compare the vendors' documentation with the documents.
    Drift(drift::Arguments),
    /// Write the documents for other tools and languages.
    Export(export::Arguments),
    /// Generate clients in other languages and run them against the mock server.
    ExportCheck(export_check::Arguments),
    /// Compare with an earlier edition, and name the version that the crate needs.
    Compat(compat::Arguments),
    /// Measure speed and cost beside what a user would pick instead.
    Bench(bench::Arguments),
    /// Hold sizes, counts and memory against their limits.
    Ratchets(ratchets::Arguments),
}

fn main() -> ExitCode {
    if let Some(code) = public_api::as_rustdoc() {
        return code;
    }
    let root = repository();
    let result = match Arguments::parse().command {
        Command::Regen { check, rules } => regen(&root, check, rules),
        Command::PublicApi { check } => public_api::run(&root, check),
        Command::Lint { files } => Ok(lint(&root, &files)),
        Command::Drift(arguments) => Ok(drift::run(&root, &arguments)),
        Command::Export(arguments) => export::run(&root, &arguments),
        Command::ExportCheck(arguments) => export_check::run(&root, &arguments),
        Command::Compat(arguments) => compat::run(&root, &arguments),
        Command::Bench(arguments) => bench::run(&root, &arguments),
        Command::Ratchets(arguments) => ratchets::run(&root, &arguments),
    };
    match result {
        Ok(code) => code,
        Err(message) => {
            eprint!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The repository this program was built in.
fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn regen(root: &Path, check: bool, rules: bool) -> Result<ExitCode, String> {
    let plan = regen::plan(root).map_err(|diagnostics| shown(&diagnostics))?;
    if rules {
        for (api, hits) in &plan.hits {
            for (rule, hits) in hits.iter() {
                outln!("{api:10} {rule:16} {hits:4}");
            }
        }
    }
    if check {
        let stale = plan.stale(root).map_err(|error| format!("{error}\n"))?;
        if stale.is_empty() {
            outln!("{} generated files are fresh", plan.files.len());
            return Ok(ExitCode::SUCCESS);
        }
        for file in &stale {
            out!("{}", difference(file));
        }
        eprintln!(
            "{} of the generated files are stale: run `cargo xtask regen` and commit",
            stale.len()
        );
        return Ok(ExitCode::FAILURE);
    }
    let written = plan.write(root).map_err(|error| format!("{error}\n"))?;
    for file in &written {
        let what = match (&file.found, &file.expected) {
            (None, _) => "new",
            (_, None) => "removed",
            _ => "changed",
        };
        outln!("{what:8} {}", file.path.display());
    }
    outln!(
        "{} generated files, {} written",
        plan.files.len(),
        written.len()
    );
    Ok(ExitCode::SUCCESS)
}

fn difference(file: &Stale) -> String {
    let (found, expected) = (
        file.found.as_deref().unwrap_or_default(),
        file.expected.as_deref().unwrap_or_default(),
    );
    let path = file.path.display();
    let (from, to) = (
        if file.found.is_some() {
            format!("{path} (committed)")
        } else {
            "/dev/null".into()
        },
        if file.expected.is_some() {
            format!("{path} (regenerated)")
        } else {
            "/dev/null".into()
        },
    );
    TextDiff::from_lines(found, expected)
        .unified_diff()
        .context_radius(3)
        .header(&from, &to)
        .to_string()
}

fn lint(root: &Path, files: &[PathBuf]) -> ExitCode {
    let documents: Vec<Result<Document, Diagnostics>> = if files.is_empty() {
        regen::APIS
            .iter()
            .map(|name| regen::load(root, name))
            .collect()
    } else {
        files.iter().map(|file| Document::load(file)).collect()
    };
    let mut failed = false;
    for document in documents {
        let result = document.and_then(|document| {
            let api = mureka_gen::check(&document)?;
            let examples = mureka_gen::examples(&document, &api)?;
            mureka_gen::export::check_names(&document)?;
            Ok((document, api, examples))
        });
        match result {
            Ok((document, api, examples)) => outln!(
                "{}: {} operations, {} schemas, {examples} examples, no problems",
                document.name(),
                api.operations.len(),
                api.shapes.len(),
            ),
            Err(diagnostics) => {
                failed = true;
                eprint!("{}", shown(&diagnostics));
            }
        }
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn shown(diagnostics: &Diagnostics) -> String {
    diagnostics.render(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
}
