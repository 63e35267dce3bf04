//! What is known of every line, on disk: what is written here survives a crash.

use std::path::{Path, PathBuf};

use mureka_api::Ticket;
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::reading::Line;
use super::request::Kind;
use super::schema;
use super::stage::Stage;
use crate::failure::Failure;

/// A line as it was written down.
#[derive(Clone, Debug)]
pub struct Record {
    /// Counted from 1 in the order in which lines were seen first; it stays.
    pub number: i64,
    pub key: String,
    pub kind: Kind,
    /// Where it is in the file; `None` if it is not there any more.
    pub at: Option<u64>,
    pub stage: Stage,
    /// How often it was sent, or was to be.
    pub tries: i64,
    /// The reference that it was sent with last.
    pub reference: Option<String>,
    pub account: Option<String>,
    /// When it was sent last, in seconds since 1970.
    pub sent: Option<u64>,
    /// What its model was listed with when it was sent.
    pub credits: Option<i64>,
    pub ticket: Option<Ticket>,
    pub made: Vec<Piece>,
    pub trouble: Option<Trouble>,
}

/// A song or a speech that was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Piece {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mp3_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_milliseconds: Option<i64>,
}

/// Why a line is not done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Trouble {
    pub kind: String,
    pub message: String,
    /// `no`, `unknown` or `yes`.
    pub charged: String,
}

/// A file of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub path: PathBuf,
    /// Its length, once it is complete.
    pub bytes: Option<u64>,
}

/// The state of a batch, locked as long as this lives.
pub struct State {
    db: Connection,
    path: PathBuf,
    /// Tells the references of this batch from those of others.
    id: String,
}

impl State {
    /// Opens it for a service: one that was begun elsewhere says nothing about this one.
    pub fn open(path: &Path, service: &str) -> Result<Self, Failure> {
        Self::of(schema::open(path)?, path, service)
    }

    /// One that is forgotten with this program.
    pub fn in_memory(service: &str) -> Result<Self, Failure> {
        Self::of(schema::in_memory()?, Path::new("memory"), service)
    }

    fn of(db: Connection, path: &Path, service: &str) -> Result<Self, Failure> {
        let broken = |error| schema::broken(path, &error);
        let id = schema::word(&db, "id").map_err(broken)?.unwrap_or_default();
        match schema::word(&db, "service").map_err(broken)? {
            Some(other) if other != service => {
                return Err(Failure::Usage(format!(
                    "{}: of a batch at {other}, this is {service}; --state names another file",
                    path.display()
                )));
            }
            Some(_) => {}
            None => {
                let write = "INSERT INTO batch VALUES ('service', ?1)";
                db.execute(write, [service]).map_err(broken)?;
            }
        }
        let path = path.to_owned();
        Ok(Self { db, path, id })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The reference of the next try of a line.
    pub fn reference(&self, record: &Record) -> String {
        let (id, number, tries) = (&self.id, record.number, record.tries + 1);
        format!("mureka-batch-{id}-{number}-{tries}")
    }

    /// All lines, in the order of their numbers.
    pub fn records(&self) -> Result<Vec<Record>, Failure> {
        let read = "SELECT number, key, kind, at, stage, tries, reference, account, sent, credits, \
                    ticket, made, trouble FROM line ORDER BY number";
        self.done(|db| {
            let mut read = db.prepare(read)?;
            let records = read.query_map([], record)?;
            records.collect()
        })
    }

    /// Takes the lines of the file, those that are new at its end.
    pub fn take(&mut self, lines: &[Line]) -> Result<(), Failure> {
        let done = (|| {
            let all = self.db.transaction()?;
            all.execute("UPDATE line SET at = NULL", [])?;
            {
                let mut take = all.prepare(
                    "INSERT INTO line (key, kind, at) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (key) DO UPDATE SET at = excluded.at",
                )?;
                for line in lines {
                    let kind = line.request.kind().name();
                    take.execute(params![line.key, kind, signed(line.at)])?;
                }
            }
            all.commit()
        })();
        done.map_err(|error| schema::broken(&self.path, &error))
    }

    /// Writes down how far a line is.
    pub fn write(&self, record: &Record) -> Result<(), Failure> {
        let write = "UPDATE line SET stage = ?2, tries = ?3, reference = ?4, account = ?5, \
                     sent = ?6, credits = ?7, ticket = ?8, made = ?9, trouble = ?10 \
                     WHERE number = ?1";
        let made = Some(&record.made).filter(|made| !made.is_empty());
        self.done(|db| {
            db.prepare(write)?.execute(params![
                record.number,
                record.stage.name(),
                record.tries,
                record.reference,
                record.account,
                record.sent.map(signed),
                record.credits,
                record.ticket.as_ref().map(json),
                made.map(json),
                record.trouble.as_ref().map(json),
            ])
        })
        .map(|_| ())
    }

    /// The files of a piece, wherever they were saved.
    pub fn files(&self, number: i64, piece: usize) -> Result<Vec<Kept>, Failure> {
        let read = "SELECT path, bytes FROM file WHERE line = ?1 AND piece = ?2";
        self.done(|db| {
            let mut read = db.prepare(read)?;
            let files = read.query_map(params![number, place(piece)], |row| {
                let path: String = row.get(0)?;
                let bytes: Option<i64> = row.get(1)?;
                Ok(Kept {
                    path: path.into(),
                    bytes: bytes.map(i64::unsigned_abs),
                })
            })?;
            files.collect()
        })
    }

    /// Writes down where a piece is saved, or is going to be.
    pub fn file(&self, number: i64, piece: usize, kept: &Kept) -> Result<(), Failure> {
        let write = "INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4)";
        let path = kept.path.to_string_lossy();
        let bytes = kept.bytes.map(signed);
        self.done(|db| db.execute(write, params![number, place(piece), path, bytes]))
            .map(|_| ())
    }

    fn done<T>(&self, what: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Failure> {
        what(&self.db).map_err(|error| schema::broken(&self.path, &error))
    }
}

/// As the database counts.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn place(piece: usize) -> i64 {
    i64::try_from(piece).unwrap_or(i64::MAX)
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    let kind: String = row.get(2)?;
    let stage: String = row.get(4)?;
    let at: Option<i64> = row.get(3)?;
    let sent: Option<i64> = row.get(8)?;
    let made: Option<Vec<Piece>> = read(row, 11)?;
    Ok(Record {
        number: row.get(0)?,
        key: row.get(1)?,
        kind: Kind::of_name(&kind).ok_or_else(|| odd(2, &kind))?,
        at: at.map(i64::unsigned_abs),
        stage: Stage::of_name(&stage).ok_or_else(|| odd(4, &stage))?,
        tries: row.get(5)?,
        reference: row.get(6)?,
        account: row.get(7)?,
        sent: sent.map(i64::unsigned_abs),
        credits: row.get(9)?,
        ticket: read(row, 10)?,
        made: made.unwrap_or_default(),
        trouble: read(row, 12)?,
    })
}

/// What was written as JSON.
fn read<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(index)?;
    let Some(text) = text else {
        return Ok(None);
    };
    match serde_json::from_str(&text) {
        Ok(value) => Ok(Some(value)),
        Err(_) => Err(odd(index, &text)),
    }
}

fn odd(index: usize, text: &str) -> rusqlite::Error {
    let error = format!("`{text}` is nothing that this program wrote");
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, error.into())
}
