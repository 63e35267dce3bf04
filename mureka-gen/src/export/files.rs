//! Exports on the disk: each file as a whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::File;

/// Writes the files into a folder, which is made if need be, and gives their paths. A file
/// is replaced in one step: what fails leaves the old one, or none. The error names the
/// path.
pub fn write(folder: &Path, files: &[File]) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).map_err(|error| named(&error, folder))?;
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        replace(folder, &path, file).map_err(|error| named(&error, &path))?;
        written.push(path);
    }
    Ok(written)
}

fn replace(folder: &Path, path: &Path, file: &File) -> io::Result<()> {
    // Of this process alone: two runs at once do not write into one file.
    let temporary = folder.join(format!(".{}.{}", file.name, std::process::id()));
    let result = fs::File::create(&temporary)
        .and_then(|mut out| {
            out.write_all(file.text.as_bytes())?;
            // Some disks tell only now that they are full.
            out.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, path));
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    result
}

fn named(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(
        error.kind(),
        format!(
            "{}: {error}; name another folder with --out",
            path.display()
        ),
    )
}
