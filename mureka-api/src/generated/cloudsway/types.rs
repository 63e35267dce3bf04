// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! What the Cloudsway MaaS_Mureka takes and answers.
//!
//! Answers are open: every field may be missing or null, and what the document
//! does not know is kept in `extra` and written back. Requests are strict, made
//! with `new` and one method per optional field.
use crate::model::{Extra, number_or_string, open_enum, open_struct};
use crate::List;

/// A song that a task made.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Choice {
    /// Place of the song among the songs of the task; null has been seen.
    pub index: Option<i64>,
    /// Id of the song, by which it can be extended.
    pub id: Option<Id>,
    /// Link to the mp3, valid for one month.
    pub url: Option<String>,
    /// Link to the lossless wav, valid for one month.
    pub wav_url: Option<String>,
    /// Link to the lossless flac, valid for one month.
    pub flac_url: Option<String>,
    /// Link to listen at while the song is made, in the phase `streaming`.
    pub stream_url: Option<String>,
    /// Length in milliseconds.
    pub duration: Option<i64>,
    /// The lyrics with their times.
    pub lyrics_sections: Option<List<LyricsSection>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Choice {
    index: "index",
    id: "id",
    url: "url",
    wav_url: "wav_url",
    flac_url: "flac_url",
    stream_url: "stream_url",
    duration: "duration",
    lyrics_sections: "lyrics_sections",
});

number_or_string! {
    /// Code of a failure, a number or a word.
    pub struct ErrorCode;
}

/// Further lyrics for a song that was generated or uploaded.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExtendSong {
    /// The generated song to extend. Excludes `upload_audio_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub song_id: Option<Id>,
    /// The uploaded file to extend, of purpose `reference`, or `audio` by the
    /// description of the upload. Excludes `song_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload_audio_id: Option<Id>,
    /// The lyrics to go on with. A longest length is not documented.
    pub lyrics: String,
    /// Where the extension begins, in milliseconds, as text of digits: 8000 to
    /// 420000. A moment past the end of the song means its end.
    pub extend_at: String,
}

impl ExtendSong {
    /// With what is required; the rest is optional.
    pub fn new(lyrics: impl Into<String>, extend_at: impl Into<String>) -> Self {
        Self {
            song_id: None,
            upload_audio_id: None,
            lyrics: lyrics.into(),
            extend_at: extend_at.into(),
        }
    }

    /// Sets `song_id`.
    ///
    /// The generated song to extend. Excludes `upload_audio_id`.
    pub fn song_id(mut self, value: impl Into<Id>) -> Self {
        self.song_id = Some(value.into());
        self
    }

    /// Sets `upload_audio_id`.
    ///
    /// The uploaded file to extend, of purpose `reference`, or `audio` by the
    /// description of the upload. Excludes `song_id`.
    pub fn upload_audio_id(mut self, value: impl Into<Id>) -> Self {
        self.upload_audio_id = Some(value.into());
        self
    }
}

open_enum! {
    /// What an uploaded file is for; decides formats and durations.
    pub enum FilePurpose {
        /// `reference`
        Reference = "reference",
        /// `vocal`
        Vocal = "vocal",
        /// `melody`
        Melody = "melody",
        /// `instrumental`
        Instrumental = "instrumental",
        /// `voice`
        Voice = "voice",
        /// `audio`
        Audio = "audio",
    }
}

/// What the gateway says when it refuses a call. Undocumented; any field may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GatewayError {
    /// Code of a failure, a number or a word.
    pub code: Option<ErrorCode>,
    /// The code in words.
    pub code_msg: Option<String>,
    /// What went wrong.
    pub message: Option<String>,
    /// Mark of this call in the gateway's records.
    pub trace_id: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(GatewayError {
    code: "code",
    code_msg: "code_msg",
    message: "message",
    trace_id: "trace_id",
});

/// Lyrics and at most one source of style: `prompt`, `melody_id`, or `reference_id`
/// with or without `vocal_id` (which may stand alone too).
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenerateSong {
    /// The lyrics to sing. A longest length is not documented.
    pub lyrics: String,
    /// How many songs to make.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<i64>,
    /// The style in words, at most 1024 characters. Excludes `reference_id`,
    /// `vocal_id` and `melody_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Uploaded file of purpose `reference` whose style the song takes up. Excludes
    /// `prompt` and `melody_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<Id>,
    /// Uploaded file of purpose `vocal` whose voice sings. Excludes `prompt` and
    /// `melody_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocal_id: Option<Id>,
    /// Uploaded file of purpose `melody` that the song follows. Excludes `prompt`,
    /// `reference_id` and `vocal_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub melody_id: Option<Id>,
    /// Whether the task goes through a phase `streaming`, in which songs can be
    /// heard at `stream_url` while they are made. By the page not for the model
    /// `mureka-o1`, which it does not cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<bool>,
}

impl GenerateSong {
    /// With what is required; the rest is optional.
    pub fn new(lyrics: impl Into<String>) -> Self {
        Self {
            lyrics: lyrics.into(),
            n: None,
            prompt: None,
            reference_id: None,
            vocal_id: None,
            melody_id: None,
            stream: None,
        }
    }

    /// Sets `n`.
    ///
    /// How many songs to make.
    pub fn n(mut self, value: i64) -> Self {
        self.n = Some(value);
        self
    }

    /// Sets `prompt`.
    ///
    /// The style in words, at most 1024 characters. Excludes `reference_id`,
    /// `vocal_id` and `melody_id`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }

    /// Sets `reference_id`.
    ///
    /// Uploaded file of purpose `reference` whose style the song takes up. Excludes
    /// `prompt` and `melody_id`.
    pub fn reference_id(mut self, value: impl Into<Id>) -> Self {
        self.reference_id = Some(value.into());
        self
    }

    /// Sets `vocal_id`.
    ///
    /// Uploaded file of purpose `vocal` whose voice sings. Excludes `prompt` and
    /// `melody_id`.
    pub fn vocal_id(mut self, value: impl Into<Id>) -> Self {
        self.vocal_id = Some(value.into());
        self
    }

    /// Sets `melody_id`.
    ///
    /// Uploaded file of purpose `melody` that the song follows. Excludes `prompt`,
    /// `reference_id` and `vocal_id`.
    pub fn melody_id(mut self, value: impl Into<Id>) -> Self {
        self.melody_id = Some(value.into());
        self
    }

    /// Sets `stream`.
    ///
    /// Whether the task goes through a phase `streaming`, in which songs can be
    /// heard at `stream_url` while they are made. By the page not for the model
    /// `mureka-o1`, which it does not cover.
    pub fn stream(mut self, value: bool) -> Self {
        self.stream = Some(value);
        self
    }
}

number_or_string! {
    /// An id, written as text or as a number.
    pub struct Id;
}

/// A line of lyrics.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LyricsLine {
    /// Start in milliseconds.
    pub start: Option<i64>,
    /// End in milliseconds.
    pub end: Option<i64>,
    /// The line.
    pub text: Option<String>,
    /// The words of the line.
    pub words: Option<List<LyricsWord>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(LyricsLine {
    start: "start",
    end: "end",
    text: "text",
    words: "words",
});

/// A part of the song with its lines of lyrics.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LyricsSection {
    /// Part of a song that a section of the lyrics belongs to.
    pub section_type: Option<SectionType>,
    /// Start in milliseconds.
    pub start: Option<i64>,
    /// End in milliseconds.
    pub end: Option<i64>,
    /// The lines of the section.
    pub lines: Option<List<LyricsLine>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(LyricsSection {
    section_type: "section_type",
    start: "start",
    end: "end",
    lines: "lines",
});

/// A word of a line, with the blank that follows it.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LyricsWord {
    /// Start in milliseconds.
    pub start: Option<i64>,
    /// End in milliseconds.
    pub end: Option<i64>,
    /// The word.
    pub text: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(LyricsWord {
    start: "start",
    end: "end",
    text: "text",
});

open_enum! {
    /// Part of a song that a section of the lyrics belongs to.
    pub enum SectionType {
        /// `intro`
        Intro = "intro",
        /// `verse`
        Verse = "verse",
        /// `pre-chorus`
        PreChorus = "pre-chorus",
        /// `chorus`
        Chorus = "chorus",
        /// `bridge`
        Bridge = "bridge",
        /// `break`
        Break = "break",
        /// `outro`
        Outro = "outro",
    }
}

/// A generation or an extension.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Task {
    /// Id to query the task by.
    #[cfg_attr(feature = "schemars", schemars(rename = "taskId"))]
    pub task_id: Option<Id>,
    /// Mark of the task in the gateway's records; may differ from that of the call.
    pub trace_id: Option<String>,
    /// When the task was created, unix seconds.
    pub created_at: Option<i64>,
    /// When the task ended, unix seconds; null until then.
    pub finished_at: Option<i64>,
    /// The model at work, such as `MaaS_Mureka_v7.6`.
    pub model: Option<String>,
    /// Where a task stands. `succeeded`, `failed`, `timeouted` and `cancelled` are
    pub status: Option<TaskStatus>,
    /// Why the task failed.
    pub failed_reason: Option<String>,
    /// Undocumented, of unknown type.
    pub watermarked: Option<serde_json::Value>,
    /// The songs; null until there are any.
    pub choices: Option<List<Choice>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Task {
    task_id: "taskId",
    trace_id: "trace_id",
    created_at: "created_at",
    finished_at: "finished_at",
    model: "model",
    status: "status",
    failed_reason: "failed_reason",
    watermarked: "watermarked",
    choices: "choices",
});

/// The task, with the gateway's word on the call itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TaskEnvelope {
    /// 0 for success; anything else is taken for a failure, although the status is 200.
    pub code: Option<ErrorCode>,
    /// A generation or an extension.
    pub data: Option<Task>,
    /// The code in words, `success` for 0.
    pub code_msg: Option<String>,
    /// Mark of this call in the gateway's records.
    pub trace_id: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(TaskEnvelope {
    code: "code",
    data: "data",
    code_msg: "code_msg",
    trace_id: "trace_id",
});

open_enum! {
    /// Where a task stands. `succeeded`, `failed`, `timeouted` and `cancelled` are
    /// final. `streaming` occurs only if the request asked for it.
    pub enum TaskStatus {
        /// `preparing`
        Preparing = "preparing",
        /// `queued`
        Queued = "queued",
        /// `running`
        Running = "running",
        /// `streaming`
        Streaming = "streaming",
        /// `succeeded`
        Succeeded = "succeeded",
        /// `failed`
        Failed = "failed",
        /// `timeouted`
        Timeouted = "timeouted",
        /// `cancelled`
        Cancelled = "cancelled",
    }
}

/// A file and what it is for.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UploadFile {
    /// What an uploaded file is for; decides formats and durations.
    pub purpose: FilePurpose,
}

impl UploadFile {
    /// With what is required; the rest is optional.
    pub fn new(purpose: impl Into<FilePurpose>) -> Self {
        Self { purpose: purpose.into() }
    }
}

/// A stored file.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UploadedFile {
    /// Id that later calls name the file by.
    pub id: Option<Id>,
    /// What an uploaded file is for; decides formats and durations.
    pub purpose: Option<FilePurpose>,
    /// Name that the gateway gave to the file.
    pub filename: Option<String>,
    /// Size in bytes.
    pub bytes: Option<i64>,
    /// When the file was stored, unix seconds.
    pub created_at: Option<i64>,
    /// Mark of this call in the gateway's records.
    pub trace_id: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(UploadedFile {
    id: "id",
    purpose: "purpose",
    filename: "filename",
    bytes: "bytes",
    created_at: "created_at",
    trace_id: "trace_id",
});
