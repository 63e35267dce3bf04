//! `mureka batch`

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use mureka_api::pool::{AccountStatus, Pool};
use mureka_api::useapi::Client;
use tokio::sync::mpsc;

use super::making::seconds;
use crate::arguments::program;
use crate::batch::changes::edited;
use crate::batch::choice::{Allowed, Choice, choose};
use crate::batch::drive::{Ended, Work, drive, leave_space};
use crate::batch::journal::Journal;
use crate::batch::live::Live;
use crate::batch::preview;
use crate::batch::price::Prices;
use crate::batch::reading::{self, Line};
use crate::batch::report::Report;
use crate::batch::stage::Stage;
use crate::batch::state::{Record, State};
use crate::batch::{doubt, schema};
use crate::failure::Failure;
use crate::saving::{Target, quoted};
use crate::session::Session;
use crate::waiting::interrupted;

/// How long to wait for a job unless it is said.
const DEADLINE: Duration = Duration::from_secs(600);

#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "they are the flags")]
#[command(after_help = "\
Each line is a request: the fields of create, advanced, instrumental or speech, and kind, which
says which of them it is for; without it create, or advanced if there are lyrics.

  prompt,model            or   {\"prompt\": \"Rain on a tin roof\", \"model\": \"V9\"}
  Rain on a tin roof,V9        {\"kind\": \"speech\", \"text\": \"Hello\", \"voice_id\": 123}

All lines are checked before the first one is sent. What was sent is written down beside FILE, in
FILE.mureka.sqlite, so that the same command goes on where it was stopped, killed or cut off, and
sends nothing twice. A line of which it is not known whether it was accepted is reported as
unsure, and sent again only with --retry-unsure: look at your songs first.

Examples:
  mureka batch songs.csv --out songs
  mureka batch songs.csv --dry-run
  mureka batch songs.jsonl --out songs --only 1234,5678 --limit-credits 500
  mureka batch songs.csv --out songs --retry-failed --jsonl")]
pub struct Batch {
    /// CSV with names in its first line, or JSON Lines; - for stdin
    file: PathBuf,

    #[command(flatten)]
    target: Target,

    /// Where to write down what was sent [default: FILE.mureka.sqlite]
    #[arg(long, value_name = "PATH")]
    state: Option<PathBuf>,

    /// Accounts to use, separated by commas; all of them if none is given
    #[arg(
        long,
        visible_alias = "accounts",
        value_name = "ACCOUNT",
        value_delimiter = ','
    )]
    only: Vec<String>,

    /// Send so many lines in this run
    #[arg(long, value_name = "COUNT")]
    max: Option<usize>,

    /// Spend so many credits on this batch, earlier runs included, by the prices of the models
    #[arg(long, value_name = "CREDITS")]
    limit_credits: Option<u32>,

    /// Show what would be sent, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// Send lines again that were refused, or whose job failed
    #[arg(long)]
    retry_failed: bool,

    /// Send lines again that may have been accepted, and charged, before
    #[arg(long)]
    retry_unsure: bool,

    /// Send lines that were changed after they were sent as new ones
    #[arg(long)]
    send_edited: bool,

    /// Wait so many seconds at most for each job; the next run goes on with it
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Duration>,
}

impl Batch {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let is_stdin = self.file.as_os_str() == "-";
        if is_stdin && self.state.is_none() && !session.is_mock() {
            let message = "--state: required with stdin, to know the batch again";
            return Err(Failure::Usage(message.into()));
        }
        let lines = reading::file(&self.file)?;
        let client = session.useapi()?;
        let only = self.accounts(session, &lines)?;
        let pool = match only.as_slice() {
            [] => client.pool(),
            only => client.pool().only(only),
        };
        let mut state = self.open(session, &client)?;
        let records = state.records()?;
        self.refuse_edited(&records, &lines)?;
        if self.dry_run {
            let (accounts, prices) = ask(&client, &pool).await?;
            let paired = paired(&lines, &records);
            let choice = choose(&paired, &records, &prices, self.allowed())?;
            return preview::show(&paired, &choice, &accounts, &session.output);
        }
        if let Some(out) = &self.target.out {
            std::fs::create_dir_all(out)
                .map_err(|error| Failure::File(format!("{}: {error}", out.display())))?;
        }
        state.take(&lines)?;
        let records = state.records()?;
        let live = Live::new(&session.output);
        let journal = Journal::new(state, records, live);
        let interrupts = interrupts(&journal);
        let begun = Instant::now();
        let (held_back, accounts, ended) = tokio::select! {
            biased;
            done = self.work(&client, &pool, &lines, &journal, interrupts) => done?,
            // Before anything is on its way.
            () = before_work(&journal) => (0, 0, Ended::Interrupted),
        };
        let reason = journal.take_reason();
        let by_itself = reason.is_some() && !journal.has_begun();
        let ended = if by_itself { Ended::Over } else { ended };
        let counted = journal.finish();
        let records = journal.records();
        let took = begun.elapsed();
        let report = Report::new(
            &records,
            counted,
            held_back,
            accounts,
            took,
            &session.output,
        );
        report.show(&session.output)?;
        self.end(&report, ended, reason, session)
    }

    /// Everything that talks to the service.
    async fn work(
        &self,
        client: &Client,
        pool: &Pool,
        lines: &[Line],
        journal: &Journal,
        interrupts: mpsc::Receiver<()>,
    ) -> Result<(usize, usize, Ended), Failure> {
        doubt::look(client, journal).await;
        let mut doubts = doubt::in_doubt(journal);
        if self.retry_unsure {
            // To the end: what is found after all is not sent again.
            doubt::settle(client, journal, std::mem::take(&mut doubts)).await;
        }
        let records = journal.records();
        let paired = paired(lines, &records);
        let is_new = |stage| matches!(stage, Stage::Waiting | Stage::Failed | Stage::Unsure);
        let sends = (paired.iter()).any(|(_, record)| record.is_none_or(|it| is_new(it.stage)));
        let (accounts, prices) = if sends {
            ask(client, pool).await?
        } else {
            (Vec::new(), Prices::default())
        };
        let mut allowed = self.allowed();
        if sends && accounts.iter().all(|account| account.trouble.is_some()) {
            // Nothing can be spent, and why not is told once it is tried.
            allowed.credits = None;
        }
        let Choice {
            mut items,
            held_back,
        } = choose(&paired, &records, &prices, allowed)?;
        for item in &mut items {
            let own = item.request.reference().map(str::to_owned);
            item.reference = own.unwrap_or_else(|| journal.reference(item.number));
        }
        if !items.is_empty() {
            leave_space(&records).await;
        }
        let names: Vec<String> = accounts.into_iter().map(|status| status.account).collect();
        journal.begin(&names);
        let work = Work {
            client: client.clone(),
            pool: pool.clone(),
            items,
            doubts,
            out: self.target.out.clone(),
            force: self.target.force,
            deadline: self.deadline.unwrap_or(DEADLINE),
        };
        let ended = drive(work, journal, interrupts).await;
        Ok((held_back, names.len(), ended))
    }

    fn allowed(&self) -> Allowed {
        Allowed {
            failed: self.retry_failed,
            unsure: self.retry_unsure,
            lines: self.max,
            credits: self.limit_credits.map(i64::from),
        }
    }

    /// The accounts to use; none stands for all.
    fn accounts(&self, session: &Session, lines: &[Line]) -> Result<Vec<String>, Failure> {
        let only = if self.only.is_empty() {
            session.account().into_iter().collect()
        } else {
            self.only.clone()
        };
        if only.is_empty() {
            return Ok(only);
        }
        for line in lines {
            if let Some(account) = line.request.account()
                && !only.iter().any(|only| only == account)
            {
                return Err(Failure::Usage(format!(
                    "line {}: account: {account}, only {} may be used",
                    line.at,
                    only.join(", ")
                )));
            }
        }
        Ok(only)
    }

    fn open(&self, session: &Session, client: &Client) -> Result<State, Failure> {
        let service = client.base_url();
        if session.is_mock() {
            if self.state.is_some() {
                let message = "--state: not together with --mock, whose server forgets everything";
                return Err(Failure::Usage(message.into()));
            }
            return State::in_memory(service);
        }
        let path = match &self.state {
            Some(path) => path.clone(),
            None => schema::path_for(&self.file),
        };
        if self.dry_run && !path.exists() {
            return State::in_memory(service);
        }
        State::open(&path, service)
    }

    /// A line that was paid for, and looks like a new one: better ask.
    fn refuse_edited(&self, records: &[Record], lines: &[Line]) -> Result<(), Failure> {
        let edited = edited(records, lines);
        if edited.is_empty() || self.send_edited {
            return Ok(());
        }
        let mut text = format!(
            "{}: lines were changed after they were sent; undo it, or send them as new ones with \
             --send-edited",
            self.file.display()
        );
        for edited in edited {
            let record = records.iter().find(|it| it.number == edited.number);
            let stage = record.map_or("sent", |record| record.stage.name());
            let job = record.and_then(|record| record.ticket.as_ref());
            let job = job.map_or_else(String::new, |ticket| format!(", job {}", ticket.id));
            text.push_str(&format!("\n  line {}: was sent: {stage}{job}", edited.at));
        }
        Err(Failure::Usage(text))
    }

    fn end(
        &self,
        report: &Report,
        ended: Ended,
        reason: Option<Failure>,
        session: &Session,
    ) -> Result<(), Failure> {
        let resume = self.again(session);
        if ended == Ended::Interrupted {
            let message = format!(
                "interrupted; {} running, {} not sent yet, nothing is lost",
                report.running, report.waiting
            );
            return Err(Failure::Interrupted {
                message,
                resume: Some(resume),
            });
        }
        if let Some(failure) = reason {
            session.output.hint(&format!("To go on: {resume}"));
            return Err(failure);
        }
        if report.is_good() {
            if report.held_back > 0 {
                let count = report.held_back;
                let hint = format!("{count} left for another time; to go on: {resume}");
                session.output.hint(&hint);
            }
            return Ok(());
        }
        let mut message = report.summary();
        if report.failed > 0 {
            message.push_str("; --retry-failed sends the failed ones again");
        }
        if report.unsure > 0 {
            message.push_str(
                "; look for the unsure ones with `mureka song list`, --retry-unsure sends them \
                 again",
            );
        }
        if report.running + report.files_missing > 0 || report.waiting > report.held_back {
            message.push_str(&format!("; `{resume}` goes on"));
        }
        Err(Failure::Some(message))
    }

    /// The command that goes on.
    fn again(&self, session: &Session) -> String {
        let mut words = vec![
            format!("{} batch", program()),
            quoted(&self.file.to_string_lossy()),
        ];
        if let Some(state) = &self.state {
            words.push(format!("--state {}", quoted(&state.to_string_lossy())));
        }
        if !self.only.is_empty() {
            words.push(format!("--only {}", quoted(&self.only.join(","))));
        }
        if let Some(account) = session.shared.typed_account() {
            words.push(format!("--account {}", quoted(account)));
        }
        let again = self.target.again();
        if !again.is_empty() {
            words.push(again);
        }
        words.join(" ")
    }
}

/// The lines with what is known of them.
fn paired<'l>(lines: &'l [Line], records: &'l [Record]) -> Vec<(&'l Line, Option<&'l Record>)> {
    let known: HashMap<&str, &Record> = records
        .iter()
        .map(|record| (record.key.as_str(), record))
        .collect();
    let pair = |line: &'l Line| (line, known.get(line.key.as_str()).copied());
    lines.iter().map(pair).collect()
}

/// The accounts and the prices.
async fn ask(client: &Client, pool: &Pool) -> Result<(Vec<AccountStatus>, Prices), Failure> {
    let accounts = pool.accounts().await?;
    let works = accounts.iter().find(|status| status.trouble.is_none());
    let prices = match works {
        // Without them nothing but an estimate is missing.
        Some(status) => Prices::ask(client, Some(&status.account)).await,
        None => Ok(Prices::default()),
    };
    Ok((accounts, prices.unwrap_or_default()))
}

/// Every interrupt stops the sending, from now on.
fn interrupts(journal: &Journal) -> mpsc::Receiver<()> {
    let (told, interrupts) = mpsc::channel(4);
    let journal = journal.clone();
    tokio::spawn(async move {
        loop {
            interrupted().await;
            journal.stop(None);
            if told.send(()).await.is_err() {
                return;
            }
        }
    });
    interrupts
}

/// Over when it was interrupted while nothing was under way yet.
async fn before_work(journal: &Journal) {
    journal.stopped().await;
    if journal.has_begun() {
        std::future::pending::<()>().await;
    }
}
