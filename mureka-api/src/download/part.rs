//! The file that a download is written to until it is complete.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};
use same_file::Handle;
use serde::{Deserialize, Serialize};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, BufWriter};
use tokio::task::spawn_blocking;

use super::version::Version;
use crate::error::{Error, ErrorKind};

/// How much is collected before it is written.
const BUFFER: usize = 256 * 1024;

/// How often another download may take the file away before it is locked.
const RACES: usize = 16;

/// `NAME.part`, and `NAME.part.json` beside it. As long as it lives, no other download writes
/// to it: it is locked, which ends with the process, however that ends.
pub(super) struct Part {
    paths: Paths,
    origin: String,
    overwrite: bool,
    file: BufWriter<File>,
}

#[derive(Clone)]
struct Paths {
    target: PathBuf,
    part: PathBuf,
    memory: PathBuf,
}

/// What stands in `NAME.part.json`.
#[derive(Serialize, Deserialize)]
struct Memory {
    /// Where the file comes from: versions of different files may have the same name.
    origin: String,
    #[serde(flatten)]
    version: Version,
}

impl Part {
    /// Opens it, and tells how much of which version was left in it.
    pub async fn open(
        target: PathBuf,
        origin: String,
        overwrite: bool,
    ) -> Result<(Self, Option<(u64, Version)>), Error> {
        let with_ending = |ending: &str| {
            let mut path = OsString::from(&target);
            path.push(ending);
            PathBuf::from(path)
        };
        let paths = Paths {
            part: with_ending(".part"),
            memory: with_ending(".part.json"),
            target,
        };
        let (file, left) = {
            let (paths, origin) = (paths.clone(), origin.clone());
            blocking(move || paths.open(&origin, overwrite)).await?
        };
        let mut file = File::from_std(file);
        if let Some((bytes, _)) = &left {
            let sought = file.seek(io::SeekFrom::Start(*bytes)).await;
            sought.map_err(|error| file_error(&paths.part, "cannot be read", error))?;
        }
        let part = Self {
            file: BufWriter::with_capacity(BUFFER, file),
            paths,
            origin,
            overwrite,
        };
        Ok((part, left))
    }

    /// Starts anew with a version. What was there is gone.
    pub async fn begin(&mut self, version: &Version) -> Result<(), Error> {
        let memory = Memory {
            origin: self.origin.clone(),
            version: version.clone(),
        };
        let rewound = async {
            self.file.rewind().await?;
            self.file.get_mut().set_len(0).await
        };
        rewound.await.map_err(|error| self.unwritable(error))?;
        // Not before the part is empty: its bytes must never pass for another version.
        let text = serde_json::to_vec(&memory).unwrap_or_default();
        let written = tokio::fs::write(&self.paths.memory, text).await;
        written.map_err(|error| file_error(&self.paths.memory, "cannot be written", error))
    }

    /// Adds to it.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        let written = self.file.write_all(piece).await;
        written.map_err(|error| self.unwritable(error))
    }

    /// Gives it its name.
    pub async fn finish(mut self) -> Result<PathBuf, Error> {
        if let Err(error) = self.file.flush().await {
            let error = self.unwritable(error);
            return Err(self.keep(error).await);
        }
        // The file, and its lock, outlive the renaming.
        let Self {
            paths,
            overwrite,
            file,
            ..
        } = self;
        let target = paths.target.clone();
        blocking(move || paths.rename(overwrite)).await?;
        drop(file);
        Ok(target)
    }

    /// Keeps what came, and says so in the error that ended it.
    pub async fn keep(mut self, error: Error) -> Error {
        // What cannot be written is lost, and told by the error already.
        self.file.flush().await.ok();
        let metadata = self.file.get_ref().metadata().await;
        match metadata.map_or(0, |metadata| metadata.len()) {
            0 => {
                let paths = self.paths.clone();
                spawn_blocking(move || paths.remove()).await.ok();
                error
            }
            bytes => {
                let note = format!("{bytes} bytes are kept in {}", self.paths.part.display());
                error.with_note(&note)
            }
        }
    }

    fn unwritable(&self, error: io::Error) -> Error {
        file_error(&self.paths.part, "cannot be written", error)
    }
}

impl Paths {
    fn open(
        &self,
        origin: &str,
        overwrite: bool,
    ) -> Result<(fs::File, Option<(u64, Version)>), Error> {
        self.leave_alone(overwrite)?;
        let file = self.lock()?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        // Once more: the one that had the lock before may just have finished.
        if let Err(error) = self.leave_alone(overwrite) {
            if length == 0 {
                self.remove();
            }
            return Err(error);
        }
        let left = self.left(length, origin);
        Ok((file, left))
    }

    /// The part with its lock.
    fn lock(&self) -> Result<fs::File, Error> {
        let unopened = |error| file_error(&self.part, "cannot be opened", error);
        for _ in 0..RACES {
            if fs::symlink_metadata(&self.part).is_ok_and(|it| !it.is_file()) {
                let error = io::Error::from(io::ErrorKind::InvalidInput);
                return Err(file_error(&self.part, "is not a regular file", error));
            }
            let file = fs::File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&self.part)
                .map_err(unopened)?;
            match FileExt::try_lock(&file) {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let error = io::Error::from(io::ErrorKind::WouldBlock);
                    let reason = "is being written by another download";
                    return Err(file_error(&self.part, reason, error));
                }
                // Some network drives have no locks.
                Err(TryLockError::Error(_)) => return Ok(file),
            }
            // Between opening and locking, another download may have renamed it.
            let locked = file.try_clone().and_then(Handle::from_file);
            let named = Handle::from_path(&self.part);
            if let (Ok(locked), Ok(named)) = (locked, named)
                && locked == named
            {
                return Ok(file);
            }
        }
        let error = io::Error::from(io::ErrorKind::WouldBlock);
        Err(file_error(
            &self.part,
            "is taken away by other downloads",
            error,
        ))
    }

    /// What can be gone on with.
    fn left(&self, length: u64, origin: &str) -> Option<(u64, Version)> {
        let memory: Memory = serde_json::from_slice(&fs::read(&self.memory).ok()?).ok()?;
        let version = memory.version;
        let fits = version.length.is_none_or(|whole| length <= whole);
        let usable = length > 0 && fits && memory.origin == origin && version.validator().is_some();
        usable.then_some((length, version))
    }

    /// An error if the target is there and must stay.
    fn leave_alone(&self, overwrite: bool) -> Result<(), Error> {
        match fs::symlink_metadata(&self.target) {
            Ok(target) if target.is_dir() => {
                let error = io::Error::from(io::ErrorKind::IsADirectory);
                Err(file_error(&self.target, "is a folder", error))
            }
            Ok(_) if !overwrite => {
                let error = io::Error::from(io::ErrorKind::AlreadyExists);
                Err(self.taken(error))
            }
            _ => Ok(()),
        }
    }

    fn taken(&self, error: io::Error) -> Error {
        let reason = "is there already; `overwrite(true)` replaces it";
        file_error(&self.target, reason, error)
    }

    /// As long as `.part` stands, the lock on it keeps other downloads away from all of the
    /// names: it goes last, and nothing is touched after it.
    fn rename(&self, overwrite: bool) -> Result<(), Error> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => self.taken(error),
            _ => file_error(&self.target, "cannot be made out of its `.part`", error),
        };
        if overwrite {
            self.replace().map_err(failed)
        } else {
            self.rename_to_new().map_err(failed)
        }
    }

    fn replace(&self) -> io::Result<()> {
        fs::remove_file(&self.memory).ok();
        fs::rename(&self.part, &self.target)
    }

    /// Renaming replaces what is there, linking does not.
    fn rename_to_new(&self) -> io::Result<()> {
        match fs::hard_link(&self.part, &self.target) {
            Ok(()) => {
                self.remove();
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Not every file system has links. The empty file takes the name.
            Err(_) => {
                fs::File::create_new(&self.target)?;
                self.replace().inspect_err(|_| {
                    fs::remove_file(&self.target).ok();
                })
            }
        }
    }

    /// Takes away what is no longer needed; what stays does no harm.
    fn remove(&self) {
        fs::remove_file(&self.memory).ok();
        fs::remove_file(&self.part).ok();
    }
}

/// An error of the disk: what, why, and what the system says.
pub(super) fn file_error(path: &Path, what: &str, error: io::Error) -> Error {
    let reason = match error.kind() {
        // Made up here, to be found by its kind.
        _ if error.raw_os_error().is_none() => String::new(),
        _ => format!(": {error}"),
    };
    let message = format!("{} {what}{reason}", path.display());
    Error::of(ErrorKind::File, message).with_source(error)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let ended = spawn_blocking(work).await;
    ended.unwrap_or_else(|error| Err(Error::of(ErrorKind::File, error.to_string())))
}
