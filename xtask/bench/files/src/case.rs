//! What is done with a file, by our client and by curl.

use std::error::Error;
use std::path::Path;
use std::pin::pin;
use std::process::Command;

use futures_util::TryStreamExt;
use mureka_api::{Upload, cloudsway, useapi};

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Saved under a name.
    Save,
    /// Read piece by piece, and kept nowhere.
    Read,
    /// Sent as the body of a request.
    Send,
    /// Sent as a part of a form.
    Form,
}

impl Case {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Save, Self::Read, Self::Send, Self::Form];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Save => "download to a file",
            Self::Read => "download, kept nowhere",
            Self::Send => "upload of a file",
            Self::Form => "upload of a file in a form",
        }
    }

    /// The case of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }

    /// Whether the file is sent.
    pub fn sends(self) -> bool {
        matches!(self, Self::Send | Self::Form)
    }

    /// Does it with our client.
    pub async fn ours(self, url: &str, path: &Path) -> Result<(), Box<dyn Error>> {
        let client = || useapi::Client::builder().token("user:1-a").base_url(url);
        match self {
            Self::Save => {
                let link = format!("{url}/song.mp3");
                client().build()?.download(link).save_as(path).await?;
            }
            Self::Read => {
                let link = format!("{url}/song.mp3");
                let mut pieces = pin!(client().build()?.download(link).into_stream());
                while pieces.try_next().await?.is_some() {}
            }
            Self::Send => {
                let song = Upload::file(path).await?;
                let params = useapi::types::UploadTrack::new("Title", "rock", "calm");
                client().build()?.tracks().upload(params, song).await?;
            }
            Self::Form => {
                let client = cloudsway::Client::builder().api_key("a").endpoint("e");
                let client = client.base_url(url).build()?;
                let request = cloudsway::types::UploadFile::new("audio");
                let song = Upload::file(path).await?;
                client.files().upload(request, song).await?;
            }
        }
        Ok(())
    }

    /// The same by curl.
    pub fn curl(self, url: &str, path: &Path) -> Command {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--fail", "--http1.1"]);
        curl.args(["--noproxy", "*"]);
        match self {
            Self::Save => curl.arg("--output").arg(path),
            Self::Read => curl.args(["--output", "/dev/null"]),
            Self::Send => {
                curl.args(["--request", "POST", "--header", "content-type: audio/mpeg"]);
                curl.arg("--output").arg("/dev/null");
                curl.arg("--upload-file").arg(path)
            }
            Self::Form => {
                let part = format!("file=@{};type=audio/mpeg", path.display());
                curl.args(["--output", "/dev/null", "--form", &part])
            }
        };
        curl.arg(format!("{url}/song.mp3"));
        curl
    }
}
