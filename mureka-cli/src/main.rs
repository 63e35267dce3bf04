//! `mureka`: the Mureka APIs at the prompt.

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod asking;
mod batch;
mod commands;
mod failure;
mod given;
mod living;
mod output;
mod profile;
mod saving;
mod session;
mod shown;
mod uploading;
mod waiting;

use arguments::Arguments;
use failure::Failure;
use output::{Format, Output};
use session::Session;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    arguments.shared.remember();
    // Fails only where there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let output = Output::new(&arguments.shared);
    // One thread: what the program does is wait.
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return output.failed(&error.into()),
    };
    runtime.block_on(async {
        let ends_itself = arguments.command.ends_itself();
        let result = async {
            let session = Session::start(arguments.shared, output.clone()).await?;
            Box::pin(commands::run(arguments.command, &session)).await
        };
        // A command that is interrupted where it can say more says so itself, and first. Without
        // this, Ctrl-C would do nothing between two waits: the first has taken the signal over.
        let result = tokio::select! {
            biased;
            result = result => result,
            () = waiting::interrupted(), if !ends_itself => Err(Failure::Interrupted {
                message: "interrupted".into(),
                resume: None,
            }),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => output.failed(&failure),
        }
    })
}

/// Arguments that are none, and the help. A machine is told in its own language, too.
fn misused(error: &clap::Error) -> ExitCode {
    let for_machines = |argument: &std::ffi::OsStr| argument == "--json" || argument == "--jsonl";
    if error.use_stderr() && std::env::args_os().any(|argument| for_machines(&argument)) {
        let text = error.to_string();
        let first = text.split("\n\n").next().unwrap_or_default();
        let message = first.strip_prefix("error: ").unwrap_or(first);
        return Output::early(Format::Json).failed(&Failure::Usage(message.trim_end().to_owned()));
    }
    match error.print() {
        Err(cause) if !error.use_stderr() && cause.kind() != ErrorKind::BrokenPipe => {
            Output::early(Format::People).failed(&Failure::File(format!("stdout: {cause}")))
        }
        _ => u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from),
    }
}
