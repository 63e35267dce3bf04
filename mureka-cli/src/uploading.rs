//! Files on their way to the service.

use std::io::ErrorKind;
use std::path::Path;

use indicatif::ProgressBar;
use mureka_api::{Error, Upload};

use crate::failure::Failure;
use crate::given;
use crate::output::Output;
use crate::saving;

/// Opens a file, or takes stdin for `-`, and sends it by `call`, with a bar.
pub async fn send<T>(
    path: &Path,
    output: &Output,
    call: impl AsyncFnOnce(Upload) -> Result<T, Error>,
) -> Result<T, Failure> {
    let (upload, bar) = open(path, output).await?;
    let result = call(upload).await;
    drop(bar);
    Ok(result?)
}

/// A file, or what comes on stdin, and the bar of its way, which goes when it is dropped.
pub async fn open(path: &Path, output: &Output) -> Result<(Upload, Bar), Failure> {
    let upload = if is_stdin(path) {
        Upload::bytes(given::bytes("file")?)
    } else {
        Upload::file(path).await.map_err(|error| {
            Failure::File(match error.kind() {
                // It names the path itself.
                ErrorKind::InvalidInput => error.to_string(),
                _ => format!("{}: {error}", path.display()),
            })
        })?
    };
    let bar = saving::bar(output);
    bar.set_length(upload.len());
    let moving = bar.clone();
    let upload = upload.progress(move |progress| moving.set_position(progress.bytes));
    Ok((upload, Bar(bar)))
}

/// The same where the service is told a name, whose ending says what the file is. One on disk
/// has a name already.
pub async fn open_named(
    path: &Path,
    name: Option<&str>,
    output: &Output,
) -> Result<(Upload, Bar), Failure> {
    if name.is_none() && is_stdin(path) {
        return Err(Failure::Usage(
            "--name: required with stdin, which has none; its ending says what the file is: \
             --name tune.mid"
                .into(),
        ));
    }
    let (upload, bar) = open(path, output).await?;
    Ok(match name {
        Some(name) => (upload.named(name), bar),
        None => (upload, bar),
    })
}

/// Whether `-` is given, for stdin.
fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A bar that is there as long as a file is on its way.
pub struct Bar(ProgressBar);

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
