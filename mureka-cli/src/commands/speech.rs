//! `mureka speech`

use clap::{Args, Subcommand};
use mureka_api::useapi::types::{
    ConversationTurns, CreateSpeech, DeleteSpeech, Id, ListSpeech, Speech,
};

use super::Range;
use super::listing::Columns;
use super::making::{self, Making, SPEECH, make};
use super::removing::Removal;
use crate::failure::Failure;
use crate::given;
use crate::session::Session;
use crate::shown;

#[derive(Subcommand)]
pub enum Command {
    /// Let a voice speak, or several in turn. Paid
    #[command(after_help = "\
Examples:
  mureka speech create --text \"Hello, and welcome.\" --voice 123456 --out speech
  mureka speech create --text @chapter.txt --voice 123456 --title \"Chapter 1\" --out speech
  mureka speech create --conversation @talk.json --out speech

A conversation is JSON: [{\"voice_id\": 123456, \"text\": \"Hello.\"}, {\"voice_id\": 123457, \"text\": \"Hi!\"}].
`mureka voice list` shows the voices.")]
    Create(Create),
    /// List speech, the newest first
    #[command(after_help = "\
Examples:
  mureka speech list --limit 5
  mureka speech list --all --jsonl | jq -r .mp3_url")]
    List(List),
    /// Delete speech; it is gone for good
    #[command(after_help = "\
Examples:
  mureka speech delete 123456")]
    Delete(Removal),
}

#[derive(Args)]
#[group(id = "words", required = true, args = ["text", "conversation"])]
pub struct Create {
    /// What to say, at most 5000 characters; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT", requires = "voice")]
    text: Option<String>,

    /// Id of the voice that says it
    #[arg(short, long, value_name = "ID", requires = "text")]
    voice: Option<String>,

    /// Several voices in turn, as JSON; text, @FILE or - for stdin
    #[arg(short, long, value_name = "JSON", conflicts_with_all = ["text", "voice"])]
    conversation: Option<String>,

    /// Title, at most 500 characters
    #[arg(long)]
    title: Option<String>,

    #[command(flatten)]
    making: Making,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    range: Range,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Create(create) => create.run(session).await,
            Self::List(list) => list.run(session).await,
            Self::Delete(removal) => {
                let client = session.useapi()?;
                let call = async |id: &str| {
                    let mut request = DeleteSpeech::new(id);
                    request.account = session.account();
                    client.speech().delete(request).await.map(drop)
                };
                removal.run("recording", session, call).await
            }
        }
    }
}

impl Create {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = CreateSpeech::new();
        request.account = session.account();
        request.title = self.title;
        request.text = given::maybe("text", self.text)?;
        request.voice_id = self.voice.map(Id::from);
        let conversation = given::maybe("conversation", self.conversation)?;
        request.conversation = conversation
            .as_deref()
            .map(turns)
            .transpose()?
            .map(Into::into);
        let client = session.useapi()?;
        let submission = client.speech().create(request);
        match make(submission, &self.making, SPEECH, session).await? {
            Some(done) => making::speech(&done, &self.making.target, &session.output).await,
            None => Ok(()),
        }
    }
}

fn turns(json: &str) -> Result<ConversationTurns, Failure> {
    let turns: ConversationTurns = serde_json::from_str(json).map_err(|error| {
        Failure::Usage(format!(
            "conversation: {error}; it is written as [{{\"voice_id\": 123456, \"text\": \"Hello.\"}}]"
        ))
    })?;
    if turns.is_empty() {
        return Err(Failure::Usage(
            "conversation: empty; at least one turn is needed".into(),
        ));
    }
    Ok(turns)
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = ListSpeech::new();
        request.account = session.account();
        let columns = Columns {
            header: &["id", "title", "length", "begins"],
            row,
            none: "no speech",
        };
        columns
            .show(client.speech().list(request), self.range, session)
            .await
    }
}

fn row(speech: &Speech) -> Vec<String> {
    vec![
        shown::id(speech.id.as_ref()),
        shown::text(speech.title.as_deref()),
        shown::duration(speech.duration_milliseconds),
        shown::beginning(speech.preview.as_deref()),
    ]
}
