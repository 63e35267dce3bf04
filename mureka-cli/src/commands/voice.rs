//! `mureka voice`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mureka_api::useapi::types::{CloneVoice, DeleteVoice, ListVoices, Voice, VoiceLanguage};

use super::Range;
use super::listing::Columns;
use super::removing::Removal;
use crate::failure::Failure;
use crate::given;
use crate::session::Session;
use crate::shown;
use crate::uploading;

#[derive(Subcommand)]
pub enum Command {
    /// Make a voice that sounds like a recording. What it costs is not documented; take it for paid
    #[command(after_help = "\
Examples:
  mureka voice clone anna.mp3 --title Anna --desc \"warm and a little hoarse\" --lang en")]
    Clone(Clone),
    /// List the voices that can speak
    #[command(after_help = "\
Examples:
  mureka voice list
  mureka voice list --cloned
  mureka voice list --all --jsonl | jq -r '[.id, .title] | @tsv'")]
    List(List),
    /// Delete cloned voices; they are gone for good
    #[command(after_help = "\
Examples:
  mureka voice delete 123456")]
    Delete(Removal),
}

#[derive(Args)]
pub struct Clone {
    /// The recording: an mp3 of clear speech, 10 to 60 seconds; - for stdin
    file: PathBuf,

    /// Name of the voice, at most 50 characters
    #[arg(short, long)]
    title: String,

    /// What it is like, at most 500 characters; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    desc: String,

    /// Language: en, zh-Hans, zh-Hant, ja, ko, es, pt, de, fr, it, ru or a newer one
    #[arg(short, long)]
    lang: String,
}

#[derive(Args)]
pub struct List {
    /// Cloned ones only
    #[arg(long)]
    cloned: bool,

    #[command(flatten)]
    range: Range,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Clone(clone) => clone.run(session).await,
            Self::List(list) => list.run(session).await,
            Self::Delete(removal) => {
                let client = session.useapi()?;
                let call = async |id: &str| {
                    let mut request = DeleteVoice::new(id);
                    request.account = session.account();
                    client.voices().delete(request).await.map(drop)
                };
                removal.run("voice", session, call).await
            }
        }
    }
}

impl Clone {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let desc = given::text("desc", self.desc)?;
        let mut request = CloneVoice::new(self.title, desc, VoiceLanguage::from(self.lang));
        request.account = session.account();
        let voice = uploading::send(&self.file, &session.output, async |upload| {
            client.voices().clone_voice(request, upload).await
        })
        .await?;
        session.output.show(&voice, |output| {
            let title = shown::text(voice.title.as_deref());
            output.done(&format!("voice {}  {title}", shown::id(voice.id.as_ref())))
        })
    }
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = ListVoices::new();
        request.account = session.account();
        request.cloned = self.cloned.then_some(true);
        let columns = Columns {
            header: &["id", "title", "language", "description"],
            row,
            none: "no voices",
        };
        columns
            .show(client.voices().list(request), self.range, session)
            .await
    }
}

fn row(voice: &Voice) -> Vec<String> {
    vec![
        shown::id(voice.id.as_ref()),
        shown::text(voice.title.as_deref()),
        shown::text(voice.language.as_ref().map(VoiceLanguage::as_str)),
        shown::beginning(voice.description.as_deref()),
    ]
}
