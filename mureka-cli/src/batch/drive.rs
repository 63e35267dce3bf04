//! The batch on its way: submitted, waited for, saved, or left where it is.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, BoxStream, FuturesUnordered, StreamExt};
use mureka_api::jobs::{Output, Start, wait_all};
use mureka_api::pool::Pool;
use mureka_api::useapi::Client;
use mureka_api::useapi::operations::CREATE_SONG;
use mureka_api::useapi::types::{Job, MusicResult, Song, Speech};
use mureka_api::{Done, Error};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;

use super::doubt::settle;
use super::files;
use super::journal::{Journal, now};
use super::request::{Kind, Request};
use super::stage::Stage;
use super::state::{Piece, Record};

/// So many files are downloaded at once: the host of the files is another one than the API's.
const DOWNLOADS: usize = 4;

/// A request with the reference by which it is found again.
#[derive(Clone)]
pub struct Item {
    pub number: i64,
    pub reference: String,
    /// What it is listed with.
    pub credits: Option<i64>,
    pub request: Request,
}

/// What is to be done, and how.
pub struct Work {
    pub client: Client,
    pub pool: Pool,
    /// What is to be sent, in this order.
    pub items: Vec<Item>,
    /// What an earlier run left in doubt.
    pub doubts: Vec<Record>,
    /// Where files go.
    pub out: Option<PathBuf>,
    /// Whether files that are there are replaced.
    pub force: bool,
    /// How long to wait for each job.
    pub deadline: Duration,
}

/// Waits until the calls of an earlier run are so far back that these do not come too fast: what
/// is refused for that could not be told, after a crash, from what was accepted.
pub async fn leave_space(records: &[Record]) {
    let spacing = CREATE_SONG.spacing.unwrap_or_default();
    let last = records.iter().filter_map(|record| record.sent).max();
    let since = last.map(|last| Duration::from_secs(now().saturating_sub(last)));
    // Whole seconds were written down.
    let wait = since.map(|since| (spacing + Duration::from_secs(1)).saturating_sub(since));
    tokio::time::sleep(wait.unwrap_or_default()).await;
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// There is nothing left to do.
    Over,
    /// It was interrupted.
    Interrupted,
}

type Outcome = (i64, Result<Vec<Piece>, Error>);

/// Does it. Interrupted once, it sends nothing more, and goes as soon as it is known what became
/// of that which is on its way; interrupted again, it goes at once.
pub async fn drive(work: Work, journal: &Journal, mut interrupts: mpsc::Receiver<()>) -> Ended {
    let mut results = submitted(&work, journal);
    results.push(resumed(&work, journal));
    results.push(found(&work, journal));
    let mut results = stream::select_all(results);
    let mut saving = Saving::new(&work, journal);
    for record in journal.records() {
        if record.stage == Stage::Made {
            saving.begin(&record);
        }
    }
    let (mut coming, mut leaving) = (true, false);
    while coming || !saving.tasks.is_empty() {
        if leaving && !journal.is_sending() {
            return Ended::Interrupted;
        }
        tokio::select! {
            biased;
            Some(()) = interrupts.recv() => {
                if leaving {
                    return Ended::Interrupted;
                }
                leaving = true;
                journal.stop(None);
            }
            outcome = results.next(), if coming => match outcome {
                None => coming = false,
                Some((number, Ok(pieces))) => {
                    journal.made(number, pieces);
                    if let Some(record) = journal.record(number) {
                        saving.begin(&record);
                    }
                }
                Some((number, Err(error))) => journal.ended(number, error),
            },
            Some(_) = saving.tasks.join_next() => {}
        }
    }
    if leaving {
        Ended::Interrupted
    } else {
        Ended::Over
    }
}

/// What is sent now, kind by kind: all share slots and spacing.
fn submitted(work: &Work, journal: &Journal) -> Vec<BoxStream<'static, Outcome>> {
    let mut kinds = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for item in &work.items {
        let mut request = item.request.clone();
        request.refer(item.reference.clone());
        match request {
            Request::Create(request) => kinds.0.push((item.clone(), request)),
            Request::Advanced(request) => kinds.1.push((item.clone(), request)),
            Request::Instrumental(request) => kinds.2.push((item.clone(), request)),
            Request::Speech(request) => kinds.3.push((item.clone(), request)),
        }
    }
    vec![
        run(work, journal, kinds.0),
        run(work, journal, kinds.1),
        run(work, journal, kinds.2),
        run(work, journal, kinds.3),
    ]
}

fn run<R>(work: &Work, journal: &Journal, items: Vec<(Item, R)>) -> BoxStream<'static, Outcome>
where
    R: Start<Output: Output<State = Job> + Pieces>,
{
    if items.is_empty() {
        return stream::empty().boxed();
    }
    let (items, requests): (Vec<Item>, Vec<R>) = items.into_iter().unzip();
    let numbers: Vec<i64> = items.iter().map(|item| item.number).collect();
    let (asked, refused, told) = (journal.clone(), journal.clone(), journal.clone());
    let (sent, known) = (numbers.clone(), numbers.clone());
    let results = (work.pool.run(requests))
        .deadline(work.deadline)
        .until(journal.stopped())
        .before_sending(move |place, account| match items.get(place) {
            Some(item) => asked.sending(item.number, account, &item.reference, item.credits),
            None => Err(Error::cancelled("of no line")),
        })
        .on_refused(move |place| {
            if let Some(number) = sent.get(place) {
                refused.refused(*number);
            }
        })
        .on_submitted(move |place, ticket| {
            if let Some(number) = known.get(place) {
                told.running(*number, ticket);
            }
        })
        .results();
    let outcome = move |(place, result): (usize, Result<Done<R::Output>, Error>)| {
        let number = numbers.get(place).copied().unwrap_or_default();
        (number, result.map(|done| done.pieces()))
    };
    results.map(outcome).boxed()
}

/// The jobs of earlier runs.
fn resumed(work: &Work, journal: &Journal) -> BoxStream<'static, Outcome> {
    let runs = |record: &Record| record.stage == Stage::Running;
    let records: Vec<Record> = journal.records().into_iter().filter(runs).collect();
    for record in &records {
        journal.resumed(record.number);
    }
    waited_for(&work.client, records, work.deadline)
}

/// The jobs of earlier runs that have to be looked for first. Others are sent meanwhile.
fn found(work: &Work, journal: &Journal) -> BoxStream<'static, Outcome> {
    let (client, journal, deadline) = (work.client.clone(), journal.clone(), work.deadline);
    let doubts = work.doubts.clone();
    let found = async move {
        let records = settle(&client, &journal, doubts).await;
        waited_for(&client, records, deadline)
    };
    stream::once(found).flatten().boxed()
}

fn waited_for(
    client: &Client,
    records: Vec<Record>,
    deadline: Duration,
) -> BoxStream<'static, Outcome> {
    let wait = |record: Record| {
        let client = client.clone();
        async move {
            let number = record.number;
            (number, resume(&client, record, deadline).await)
        }
    };
    let waits: FuturesUnordered<_> = records.into_iter().map(wait).collect();
    waits.boxed()
}

/// Waits for the job of a line.
pub async fn resume(
    client: &Client,
    record: Record,
    deadline: Duration,
) -> Result<Vec<Piece>, Error> {
    let Some(ticket) = record.ticket else {
        return Err(Error::cancelled("no job is known"));
    };
    if record.kind == Kind::Speech {
        let job = client.speech().resume(ticket)?.deadline(deadline);
        one(wait_all([job]).await).map(|done| done.pieces())
    } else {
        let job = client.songs().resume(ticket)?.deadline(deadline);
        one(wait_all([job]).await).map(|done| done.pieces())
    }
}

/// The only one. It is waited for as one of many, so that there is one question for all.
fn one<T>(mut results: Vec<Result<T, Error>>) -> Result<T, Error> {
    let none = || Err(Error::cancelled("no job was waited for"));
    results.pop().unwrap_or_else(none)
}

/// What a job made, as far as it is kept.
trait Pieces {
    fn pieces(&self) -> Vec<Piece>;
}

impl Pieces for MusicResult {
    fn pieces(&self) -> Vec<Piece> {
        let songs = self.songs.iter().flat_map(|songs| songs.iter());
        songs.map(of_song).collect()
    }
}

/// A song as it is kept.
pub fn of_song(song: &Song) -> Piece {
    Piece {
        id: song.song_id.as_ref().map(|id| id.to_text().into_owned()),
        title: song.title.clone(),
        mp3_url: song.mp3_url.clone(),
        duration_milliseconds: song.duration_milliseconds,
    }
}

impl Pieces for Speech {
    fn pieces(&self) -> Vec<Piece> {
        vec![Piece {
            id: self.id.as_ref().map(|id| id.to_text().into_owned()),
            title: self.title.clone(),
            mp3_url: self.mp3_url.clone(),
            duration_milliseconds: self.duration_milliseconds,
        }]
    }
}

/// Files on their way. Dropped, it leaves their parts for the next time.
struct Saving {
    client: Client,
    journal: Journal,
    out: Option<PathBuf>,
    force: bool,
    places: Arc<Semaphore>,
    tasks: JoinSet<()>,
}

impl Saving {
    fn new(work: &Work, journal: &Journal) -> Self {
        Self {
            client: work.client.clone(),
            journal: journal.clone(),
            out: work.out.clone(),
            force: work.force,
            places: Arc::new(Semaphore::new(DOWNLOADS)),
            tasks: JoinSet::new(),
        }
    }

    /// In tasks of their own, so that jobs are sent and looked at meanwhile.
    fn begin(&mut self, record: &Record) {
        let Some(out) = &self.out else {
            return;
        };
        for piece in 0..record.made.len() {
            let file = files::File {
                client: self.client.clone(),
                journal: self.journal.clone(),
                record: record.clone(),
                piece,
                out: out.clone(),
                force: self.force,
            };
            let places = Arc::clone(&self.places);
            self.tasks.spawn(async move {
                // It is never closed.
                let _place = places.acquire().await;
                file.save().await;
            });
        }
    }
}
