//! `mureka cloudsway`: the same songs through the other gateway.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use mureka_api::cloudsway::operations::GENERATE_SONG;
use mureka_api::cloudsway::types::{
    Choice, ExtendSong, FilePurpose, GenerateSong, Id, TaskEnvelope, TaskStatus, UploadFile,
};
use mureka_api::jobs::Start;
use mureka_api::{Done, Submission, Ticket};

use super::making::{Made, Making, SONG, announce, seconds, submit};
use crate::failure::Failure;
use crate::given;
use crate::saving::Target;
use crate::session::Session;
use crate::shown;
use crate::uploading;
use crate::waiting::wait_and_tell;

#[derive(Subcommand)]
pub enum Command {
    /// Make songs from lyrics. Paid
    #[command(after_help = "\
Examples:
  mureka cloudsway generate --lyrics @lyrics.txt --prompt \"slow waltz, piano\" --out songs
  mureka cloudsway generate --lyrics @lyrics.txt --count 1 --stream --format flac --out songs")]
    Generate(Generate),
    /// Go on with a song or an uploaded file. Paid
    #[command(after_help = "\
Examples:
  mureka cloudsway extend --song 1122 --lyrics @more.txt --at 60000 --out songs
  mureka cloudsway extend --upload 3344 --lyrics @more.txt --at 8000 --out songs")]
    Extend(Extend),
    /// Show a task, or wait for it and take its songs
    #[command(after_help = "\
Examples:
  mureka cloudsway query 435134
  mureka cloudsway query 435134 --wait --format wav --out songs")]
    Query(Query),
    /// Upload a file for later songs
    #[command(after_help = "\
Examples:
  mureka cloudsway upload me.mp3 --purpose vocal
  mureka cloudsway upload tune.mid --purpose melody
  lame me.wav - | mureka cloudsway upload - --name me.mp3 --purpose vocal")]
    Upload(Upload),
}

#[derive(Args)]
pub struct Generate {
    /// The lyrics; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    lyrics: String,

    /// The style in words, at most 1024 characters; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT", conflicts_with_all = ["reference", "vocal", "melody"])]
    prompt: Option<String>,

    /// Id of an uploaded file whose style is taken up
    #[arg(
        long = "ref",
        id = "reference",
        value_name = "ID",
        conflicts_with = "melody"
    )]
    reference: Option<String>,

    /// Id of an uploaded file whose voice sings
    #[arg(long, value_name = "ID", conflicts_with = "melody")]
    vocal: Option<String>,

    /// Id of an uploaded melody
    #[arg(long, value_name = "ID")]
    melody: Option<String>,

    /// How many songs, 1 to 3
    #[arg(short = 'n', long)]
    count: Option<i64>,

    /// Show links to listen at while the songs are made
    #[arg(long)]
    stream: bool,

    #[command(flatten)]
    taking: Taking,
}

#[derive(Args)]
#[group(id = "what", required = true, multiple = false, args = ["song", "upload"])]
pub struct Extend {
    /// The lyrics to go on with; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    lyrics: String,

    /// Id of a song that was generated
    #[arg(long, value_name = "ID")]
    song: Option<String>,

    /// Id of an uploaded file
    #[arg(long, value_name = "ID")]
    upload: Option<String>,

    /// From which moment on, 8000 to 420000 milliseconds
    #[arg(long, value_name = "MILLISECONDS")]
    at: String,

    #[command(flatten)]
    taking: Taking,
}

/// How songs are waited for, and taken.
#[derive(Args)]
struct Taking {
    /// Wait for the result; so it is anyway in a terminal, with --out and with --mock
    #[arg(long, overrides_with = "no_wait")]
    wait: bool,

    /// Submit only, and print the id of the task
    #[arg(long, conflicts_with = "out")]
    no_wait: bool,

    /// Wait so many seconds at most; the task goes on
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Duration>,

    /// Look every so many seconds, at least 1; 5 by default
    #[arg(long, value_name = "SECONDS", value_parser = seconds, env = "MUREKA_INTERVAL")]
    interval: Option<Duration>,

    #[command(flatten)]
    files: Files,
}

/// Which files of the songs, and where they go.
#[derive(Args, Clone)]
struct Files {
    /// Format of the files; repeatable
    #[arg(short, long, default_values = ["mp3"])]
    format: Vec<Format>,

    #[command(flatten)]
    target: Target,
}

/// A format in which songs come.
#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Format {
    /// Small
    Mp3,
    /// Without loss
    Wav,
    /// Without loss, but smaller
    Flac,
}

#[derive(Args)]
pub struct Query {
    /// Id of the task
    task: String,

    /// Wait for the result; so it is anyway with --out
    #[arg(long)]
    wait: bool,

    /// Wait so many seconds at most; the task goes on
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Duration>,

    /// Look every so many seconds, at least 1; 5 by default
    #[arg(long, value_name = "SECONDS", value_parser = seconds, env = "MUREKA_INTERVAL")]
    interval: Option<Duration>,

    #[command(flatten)]
    files: Files,
}

#[derive(Args)]
pub struct Upload {
    /// The file: mp3 or m4a; for a melody mid, too; - for stdin
    file: PathBuf,

    /// Name that the service is told, its own if none is given
    #[arg(long)]
    name: Option<String>,

    /// What it is for: reference, vocal, melody, instrumental, voice, audio or a newer one
    #[arg(short, long)]
    purpose: String,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Generate(generate) => generate.run(session).await,
            Self::Extend(extend) => extend.run(session).await,
            Self::Query(query) => query.run(session).await,
            Self::Upload(upload) => upload.run(session).await,
        }
    }
}

impl Generate {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = GenerateSong::new(given::text("lyrics", self.lyrics)?);
        request.prompt = given::maybe("prompt", self.prompt)?;
        request.reference_id = self.reference.map(Id::from);
        request.vocal_id = self.vocal.map(Id::from);
        request.melody_id = self.melody.map(Id::from);
        request.n = self.count;
        request.stream = self.stream.then_some(true);
        let client = session.cloudsway()?;
        make(client.songs().generate(request), self.taking, session).await
    }
}

impl Extend {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let lyrics = given::text("lyrics", self.lyrics)?;
        let mut request = ExtendSong::new(lyrics, self.at);
        request.song_id = self.song.map(Id::from);
        request.upload_audio_id = self.upload.map(Id::from);
        let client = session.cloudsway()?;
        make(client.songs().extend(request), self.taking, session).await
    }
}

async fn make<R: Start<Output = TaskEnvelope>>(
    submission: Submission<R>,
    taking: Taking,
    session: &Session,
) -> Result<(), Failure> {
    let making = Making {
        wait: taking.wait,
        no_wait: taking.no_wait,
        deadline: taking.deadline,
        interval: taking.interval,
        check_credits: false,
        target: taking.files.target.clone(),
    };
    making.target.check()?;
    let handle = submit(submission, making.interval, session).await?;
    if !making.waits(session) {
        return announce(&handle, &session.output);
    }
    let mut patience = making.patience(SONG);
    patience.again = taking.files.again();
    let done = wait_and_tell(handle, patience, &session.output, Early::default().news()).await?;
    taking.files.take(&done, session).await
}

/// The links to listen at that were told already.
#[derive(Default)]
struct Early(Vec<String>);

impl Early {
    /// Tells each of them once.
    fn news(mut self) -> impl FnMut(&TaskEnvelope) -> Option<String> {
        move |state| {
            let links = choices(state).filter_map(|choice| choice.stream_url.as_deref());
            let new: Vec<_> = links
                .filter(|link| !self.0.iter().any(|told| told == link))
                .map(str::to_owned)
                .collect();
            self.0.extend_from_slice(&new);
            let lines: Vec<_> = new
                .iter()
                .map(|link| format!("Listen already: {}", shown::one_line(link)))
                .collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        }
    }
}

fn choices(task: &TaskEnvelope) -> impl Iterator<Item = &Choice> {
    let task = task.data.iter();
    task.flat_map(|task| &task.choices).flatten()
}

impl Files {
    /// What has to stand behind a command that takes the same files.
    fn again(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.format != [Format::Mp3] {
            words.extend(
                self.format
                    .iter()
                    .map(|format| format!("--format {}", format.name())),
            );
        }
        words.push(self.target.again());
        words.join(" ").trim().to_owned()
    }

    /// Saves what was made, if there is a folder for it, and tells it.
    async fn take(&self, done: &Done<TaskEnvelope>, session: &Session) -> Result<(), Failure> {
        let output = &session.output;
        let mut made = Made::default();
        for song in done.songs() {
            let id = song.id.as_ref().map(Id::to_text);
            let id = shown::text(id.as_deref());
            let about = format!("{id}  {}", shown::duration(song.duration));
            for format in &self.format {
                let (download, link) = match format {
                    Format::Mp3 => (song.mp3(), &song.url),
                    Format::Wav => (song.wav(), &song.wav_url),
                    Format::Flac => (song.flac(), &song.flac_url),
                };
                // A song has no title here, and links may all end the same.
                let download = download.name(file_name(done.ticket(), &id));
                made.keep(download, &about, link.as_deref(), &self.target, output)
                    .await?;
            }
        }
        made.end(&**done, done.ticket(), &self.target, output)
    }
}

/// `mureka-TASK-SONG`
fn file_name(ticket: &Ticket, song: &str) -> String {
    format!("mureka-{}-{song}", ticket.id)
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
            Self::Flac => "flac",
        }
    }
}

impl Query {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.cloudsway()?;
        if !self.wait && self.files.target.out.is_none() {
            let task = client.tasks().get(self.task.as_str()).await?;
            return session.output.show(&task, |_| self.show(&task, session));
        }
        // Whichever call it came from, it is read the same way.
        let handle = client
            .songs()
            .resume(Ticket::new(&GENERATE_SONG, self.task.as_str()))?;
        let patience = crate::waiting::Patience {
            deadline: self.deadline,
            interval: self.interval,
            typical: None,
            again: self.files.again(),
        };
        let news = Early::default().news();
        let done = wait_and_tell(handle, patience, &session.output, news).await?;
        self.files.take(&done, session).await
    }

    fn show(&self, answer: &TaskEnvelope, session: &Session) -> Result<(), Failure> {
        let output = &session.output;
        let task = answer.data.clone().unwrap_or_default();
        output.line(&shown::one_line(&self.task))?;
        output.facts(&[
            (
                "status",
                shown::text(task.status.as_ref().map(TaskStatus::as_str)),
            ),
            ("model", shown::text(task.model.as_deref())),
            ("created", shown::time(task.created_at)),
            ("ended", shown::time(task.finished_at)),
            ("error", shown::text(task.failed_reason.as_deref())),
        ])?;
        for song in choices(answer) {
            let id = song.id.as_ref().map(Id::to_text);
            let length = shown::duration(song.duration);
            let link = song.url.as_deref().or(song.stream_url.as_deref());
            let (id, link) = (shown::text(id.as_deref()), shown::text(link));
            output.line(&format!("  {id}  {length}  {link}"))?;
        }
        Ok(())
    }
}

impl Upload {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.cloudsway()?;
        let request = UploadFile::new(FilePurpose::from(self.purpose));
        let (upload, bar) =
            uploading::open_named(&self.file, self.name.as_deref(), &session.output).await?;
        let file = client.files().upload(request, upload).await;
        drop(bar);
        let file = file?;
        session.output.show(&file, |output| {
            let id = file.id.as_ref().map(Id::to_text);
            output.done(&format!("file {}", shown::text(id.as_deref())))
        })
    }
}
