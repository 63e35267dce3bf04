//! `cargo xtask export`: the documents for other tools and languages.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use mureka_gen::export::{self, Format, Profile};
use mureka_gen::regen;

/// The documents for other tools and languages.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder that the files are written into; target/export of the repository without it.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only these kinds of files; all of them without it.
    #[arg(long, value_enum, value_delimiter = ',')]
    format: Vec<Kind>,
    /// For whom: `strict-tools` is the plainest OpenAPI 3.0, for generators that choke on more.
    #[arg(long, value_enum, default_value_t = For::Full)]
    profile: For,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    #[value(name = "openapi-3.0")]
    OpenApi3_0,
    #[value(name = "openapi-3.1")]
    OpenApi3_1,
    Models,
    Postman,
}

#[derive(Clone, Copy, ValueEnum)]
enum For {
    Full,
    StrictTools,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let profile = match arguments.profile {
        For::Full => Profile::Full,
        For::StrictTools => Profile::StrictTools,
    };
    let chosen = arguments.format.iter().map(|kind| match kind {
        Kind::OpenApi3_0 => Format::OpenApi3_0,
        Kind::OpenApi3_1 => Format::OpenApi3_1,
        Kind::Models => Format::Models,
        Kind::Postman => Format::Postman,
    });
    let mut formats: Vec<Format> = chosen.collect();
    if profile == Profile::StrictTools && formats.iter().any(|it| *it != Format::OpenApi3_0) {
        return Err(
            "the profile strict-tools is one of openapi-3.0 alone: leave out --format\n".into(),
        );
    }
    if formats.is_empty() {
        formats.extend(Format::ALL);
    }
    // Everything is made before anything is written.
    let mut files = Vec::new();
    for name in regen::APIS {
        let made = regen::load(root, name).and_then(|document| {
            let api = mureka_gen::check(&document)?;
            mureka_gen::examples(&document, &api)?;
            export::export(name, &document, &api, profile, &formats)
        });
        files.extend(made.map_err(|diagnostics| crate::shown(&diagnostics))?);
    }
    let out = arguments.out.clone();
    let out = out.unwrap_or_else(|| root.join("target/export"));
    let written = export::write(&out, &files).map_err(|error| format!("{error}\n"))?;
    let mut out = std::io::stdout().lock();
    for (path, file) in written.iter().zip(&files) {
        // Who reads may stop early: the files are there all the same.
        let _ = writeln!(out, "{:8} {}", file.text.len(), path.display());
    }
    Ok(ExitCode::SUCCESS)
}
