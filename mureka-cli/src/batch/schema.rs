//! The file that a batch is remembered in: opened, locked, and made if it is not there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension};

use crate::failure::Failure;
use crate::shown;

/// Tells the files of this program from other people's: `MURE`.
const APPLICATION: i64 = 0x4d55_5245;

/// Counted up with every change of what follows.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE batch (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE line (
    number    INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    at        INTEGER,
    stage     TEXT NOT NULL DEFAULT 'waiting',
    tries     INTEGER NOT NULL DEFAULT 0,
    reference TEXT,
    account   TEXT,
    sent      INTEGER,
    credits   INTEGER,
    ticket    TEXT,
    made      TEXT,
    trouble   TEXT
) STRICT;
CREATE TABLE file (
    line   INTEGER NOT NULL,
    piece  INTEGER NOT NULL,
    path   TEXT NOT NULL,
    bytes  INTEGER,
    PRIMARY KEY (line, piece, path)
) STRICT, WITHOUT ROWID;
INSERT INTO batch VALUES ('id', lower(hex(randomblob(8))));
";

/// Where the state of a file is, unless it is said.
pub fn path_for(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".mureka.sqlite");
    name.into()
}

/// Opens the state, alone: a second run of the same batch would send every line twice. The
/// system lets go of it when this program ends, however it ends.
pub fn open(path: &Path) -> Result<Connection, Failure> {
    create(path).map_err(|error| {
        let name = shown::one_line(&path.to_string_lossy()).into_owned();
        Failure::File(format!(
            "{name}: {error}; the state of a batch has to be written, --state puts it elsewhere"
        ))
    })?;
    let db = Connection::open(path).map_err(|error| broken(path, &error))?;
    prepared(db, path)
}

/// A state that is forgotten with this program.
pub fn in_memory() -> Result<Connection, Failure> {
    let path = Path::new("memory");
    let db = Connection::open_in_memory().map_err(|error| broken(path, &error))?;
    prepared(db, path)
}

fn prepared(db: Connection, path: &Path) -> Result<Connection, Failure> {
    let broken = |error| broken(path, &error);
    db.busy_timeout(Duration::ZERO).map_err(broken)?;
    // Before anything is read: so it is locked from the first look on.
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")
        .map_err(broken)?;
    let application: i64 = number(&db, "application_id").map_err(broken)?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(broken)?;
    if tables > 0 && application != APPLICATION {
        return Err(Failure::File(format!(
            "{}: a database of another program; --state names another file",
            shown::one_line(&path.to_string_lossy())
        )));
    }
    db.pragma_update(None, "journal_mode", "WAL")
        .map_err(broken)?;
    // What was written down is on the disk before anything follows from it.
    db.pragma_update(None, "synchronous", "FULL")
        .map_err(broken)?;
    if tables == 0 {
        let make = format!(
            "BEGIN EXCLUSIVE; {TABLES} PRAGMA application_id = {APPLICATION}; \
             PRAGMA user_version = {VERSION}; COMMIT;"
        );
        db.execute_batch(&make).map_err(broken)?;
    }
    let version = number(&db, "user_version").map_err(broken)?;
    if version != VERSION {
        return Err(Failure::File(format!(
            "{}: of version {version}, this program knows {VERSION}; use the program that \
             began the batch",
            shown::one_line(&path.to_string_lossy())
        )));
    }
    // A write, so that the lock is there even where a read takes none.
    db.execute_batch(
        "BEGIN EXCLUSIVE; INSERT OR REPLACE INTO batch VALUES ('opened', '1'); COMMIT",
    )
    .map_err(broken)?;
    Ok(db)
}

/// Readable by its owner only, and found again after a power cut.
fn create(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => file.sync_all()?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(error),
    }
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

fn number(db: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, pragma, |row| row.get(0))
}

/// A word about the batch that was kept.
pub fn word(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let read = "SELECT value FROM batch WHERE name = ?1";
    db.query_row(read, [name], |row| row.get(0)).optional()
}

/// Why the state cannot be used.
pub fn broken(path: &Path, error: &rusqlite::Error) -> Failure {
    let name = path.to_string_lossy();
    let name = shown::one_line(&name);
    Failure::File(match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            format!("{name}: another run of this batch is under way; wait for it, or stop it")
        }
        Some(ErrorCode::NotADatabase) => {
            format!("{name}: not the state of a batch; --state names another file")
        }
        _ => format!("{name}: {error}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_is_open_to_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = path_for(&folder.path().join("a.csv"));
        assert!(path.ends_with("a.csv.mureka.sqlite"));
        let first = open(&path).unwrap();
        let refused = open(&path).unwrap_err().to_string();
        assert!(
            refused.contains("another run of this batch is under way"),
            "{refused}"
        );
        drop(first);
        open(&path).unwrap();
    }

    #[test]
    fn what_is_no_state_of_a_batch_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        fs::write(
            &path,
            "Milk, bread, and a database that this is not. ".repeat(40),
        )
        .unwrap();
        let refused = open(&path).unwrap_err().to_string();
        assert!(refused.contains("not the state of a batch"), "{refused}");
        let path = folder.path().join("other.sqlite");
        let other = Connection::open(&path).unwrap();
        other
            .execute_batch("CREATE TABLE milk (bread TEXT)")
            .unwrap();
        drop(other);
        let refused = open(&path).unwrap_err().to_string();
        assert!(
            refused.contains("a database of another program"),
            "{refused}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_state_is_its_owners_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let _db = open(&path).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
