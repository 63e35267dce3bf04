//! `mureka motif`: melodies for songs to begin with.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mureka_api::useapi::types::UploadMotif;

use crate::failure::Failure;
use crate::session::Session;
use crate::shown;
use crate::uploading;

#[derive(Subcommand)]
pub enum Command {
    /// Upload a melody for songs to begin with
    #[command(after_help = "\
Examples:
  mureka motif upload hummed.mp3
  mureka song advanced --lyrics @lyrics.txt --motif 445566 --out songs")]
    Upload(Upload),
}

#[derive(Args)]
pub struct Upload {
    /// The melody, an mp3; - for stdin
    file: PathBuf,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Self::Upload(upload) = self;
        let client = session.useapi()?;
        let mut request = UploadMotif::new();
        request.account = session.account();
        let motif = uploading::send(&upload.file, &session.output, async |upload| {
            client.motifs().upload(request, upload).await
        })
        .await?;
        session.output.show(&motif, |output| {
            let length = shown::duration(motif.duration_milliseconds);
            output.done(&format!("motif {}  {length}", shown::id(motif.id.as_ref())))
        })
    }
}
