//! `mureka vocal`: voices for songs to be sung with.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mureka_api::useapi::types::{DeleteVocal, ListVocals, UploadVocal, Vocal};

use super::Range;
use super::listing::Columns;
use super::removing::Removal;
use crate::failure::Failure;
use crate::session::Session;
use crate::shown;
use crate::uploading;

#[derive(Subcommand)]
pub enum Command {
    /// Upload a vocal for songs to be sung with
    #[command(after_help = "\
Examples:
  mureka vocal upload me.mp3 --title \"My voice\"
  mureka song advanced --lyrics @lyrics.txt --vocal 112233 --out songs")]
    Upload(Upload),
    /// List vocals
    #[command(after_help = "\
Examples:
  mureka vocal list
  mureka vocal list --mine")]
    List(List),
    /// Delete uploaded vocals; they are gone for good
    #[command(after_help = "\
Examples:
  mureka vocal delete 112233")]
    Delete(Removal),
}

#[derive(Args)]
pub struct Upload {
    /// The vocal, an mp3; - for stdin
    file: PathBuf,

    /// Title of the vocal
    #[arg(short, long)]
    title: String,
}

#[derive(Args)]
pub struct List {
    /// Uploaded ones only
    #[arg(long)]
    mine: bool,

    #[command(flatten)]
    range: Range,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Upload(upload) => upload.run(session).await,
            Self::List(list) => list.run(session).await,
            Self::Delete(removal) => {
                let client = session.useapi()?;
                let call = async |id: &str| {
                    let mut request = DeleteVocal::new(id);
                    request.account = session.account();
                    client.vocals().delete(request).await
                };
                removal.run("vocal", session, call).await
            }
        }
    }
}

impl Upload {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = UploadVocal::new(self.title);
        request.account = session.account();
        let vocal = uploading::send(&self.file, &session.output, async |upload| {
            client.vocals().upload(request, upload).await
        })
        .await?;
        session.output.show(&vocal, |output| {
            let length = shown::duration(vocal.duration_milliseconds);
            output.done(&format!("vocal {}  {length}", shown::id(vocal.id.as_ref())))
        })
    }
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = ListVocals::new();
        request.account = session.account();
        request.mine = self.mine.then_some(true);
        let columns = Columns {
            header: &["id", "title", "length", "made"],
            row,
            none: "no vocals",
        };
        columns
            .show(client.vocals().list(request), self.range, session)
            .await
    }
}

fn row(vocal: &Vocal) -> Vec<String> {
    vec![
        shown::id(vocal.id.as_ref()),
        shown::text(vocal.title.as_deref()),
        shown::duration(vocal.duration_milliseconds),
        shown::time(vocal.created_at),
    ]
}
