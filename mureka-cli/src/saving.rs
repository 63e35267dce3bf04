//! Files of a song on their way to disk.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use mureka_api::{Download, Saved};
use serde::Serialize;

use crate::failure::Failure;
use crate::output::Output;
use crate::shown;
use crate::waiting::interrupted;

/// Where files go.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Target {
    /// Folder to download to; made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Replace files that are there
    #[arg(long, requires = "out")]
    pub force: bool,
}

impl Target {
    /// Whether it can be a folder, as far as can be told without making it: better before a job
    /// is paid for than after.
    pub fn check(&self) -> Result<(), Failure> {
        let Some(out) = &self.out else {
            return Ok(());
        };
        for folder in out.ancestors() {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            let is_folder = match std::fs::metadata(folder) {
                Ok(there) => there.is_dir(),
                // The next one above, unless there is a link to nowhere.
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    if folder.symlink_metadata().is_err() {
                        continue;
                    }
                    false
                }
                // That of the path above tells more.
                Err(error) if error.kind() == ErrorKind::NotADirectory => continue,
                Err(error) => {
                    return Err(Failure::File(format!(
                        "--out: {}: {error}",
                        folder.display()
                    )));
                }
            };
            if is_folder {
                return Ok(());
            }
            let folder = folder.display();
            return Err(Failure::File(format!(
                "--out: {folder}: not a folder; nothing was sent"
            )));
        }
        Ok(())
    }

    /// What has to stand behind a command that is to save to the same place.
    pub fn again(&self) -> String {
        match &self.out {
            None => String::new(),
            Some(out) => {
                let force = if self.force { " --force" } else { "" };
                format!("--out {}{force}", quoted(&out.to_string_lossy()))
            }
        }
    }
}

/// A file that is on disk now, for machines.
#[derive(Serialize)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
}

impl File {
    /// The file that was saved.
    pub fn of(saved: &Saved) -> Self {
        Self {
            path: saved.path.clone(),
            bytes: saved.bytes,
        }
    }
}

/// Downloads a file into the folder, with a bar. Interrupted, the part of it stays for the next
/// try.
pub async fn save(
    download: Download,
    target: &Target,
    output: &Output,
) -> Result<Option<Saved>, Failure> {
    let Some(out) = &target.out else {
        return Ok(None);
    };
    // The folder itself is made once there is something to put into it.
    if let Some(above) = out.parent().filter(|above| !above.as_os_str().is_empty()) {
        std::fs::create_dir_all(above)
            .map_err(|error| Failure::File(format!("{}: {error}", above.display())))?;
    }
    let bar = bar(output);
    let moving = bar.clone();
    let download = download.overwrite(target.force).progress(move |progress| {
        if let Some(total) = progress.total {
            moving.set_length(total);
        }
        moving.set_position(progress.bytes);
    });
    let result = tokio::select! {
        result = download.save_in(out) => result,
        () = interrupted() => {
            bar.finish_and_clear();
            return Err(Failure::Interrupted {
                message: "interrupted; the same command goes on with the part that is there".into(),
                resume: None,
            });
        }
    };
    bar.finish_and_clear();
    Ok(Some(result?))
}

/// `songs/santas-slippery-sleigh-1.mp3  5.4 MB`
pub fn line(saved: &Saved) -> String {
    format!(
        "{}  {}",
        shown::one_line(&saved.path.to_string_lossy()),
        shown::bytes(saved.bytes)
    )
}

/// Units as everywhere else here: kB and MB.
const BAR: &str = "{bar:30} {decimal_bytes} of {decimal_total_bytes}  {decimal_bytes_per_sec}";

/// A bar for bytes, where somebody looks.
pub fn bar(output: &Output) -> ProgressBar {
    if !output.progress() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(BAR).unwrap_or_else(|_| ProgressStyle::default_bar());
    output.alive(ProgressBar::new(0)).with_style(style)
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./@%+=:,".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_written_as_a_shell_takes_it() {
        assert_eq!(quoted("songs/new"), "songs/new");
        assert_eq!(quoted("my songs"), "'my songs'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
