// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! What the useapi.net Mureka API takes and answers.
//!
//! Answers are open: every field may be missing or null, and what the document
//! does not know is kept in `extra` and written back. Requests are strict, made
//! with `new` and one method per optional field.
use crate::model::{
    Extra, keyed_map, number_or_string, open_enum, open_struct, tagged_union, text_or,
};

use crate::{List, Secret};

/// Configuration of a Mureka account at useapi.net.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Account {
    /// Id of the account.
    pub account: Option<Id>,
    /// Mureka session token; runs out typically after 30 days. The vendor masks it in answers.
    pub token: Option<Secret>,
    /// Last change of the configuration, unix seconds.
    pub updated: Option<i64>,
    /// Last change of the configuration as text.
    #[cfg_attr(feature = "schemars", schemars(rename = "updatedUTC"))]
    pub updated_utc: Option<String>,
    /// Age of the token in days.
    #[cfg_attr(feature = "schemars", schemars(rename = "tokenIssuedDaysAgo"))]
    pub token_issued_days_ago: Option<i64>,
    /// Whether the token is renewed automatically with the Google cookie.
    #[cfg_attr(feature = "schemars", schemars(rename = "hasAutoRefresh"))]
    pub has_auto_refresh: Option<bool>,
    /// E-mail address of the account.
    pub email: Option<String>,
    /// The Google cookie `__Secure-3PSID` that renews the token; valid for about 13 months.
    #[cfg_attr(feature = "schemars", schemars(rename = "sessionCookie"))]
    pub session_cookie: Option<SessionCookie>,
    /// The Mureka user; only in the answer to configuring the account with a cookie.
    pub user: Option<AccountUser>,
    /// What keeps the account from working, for example a failed renewal.
    pub error: Option<String>,
    /// Code of the error.
    pub code: Option<ErrorCode>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Account {
    account: "account",
    token: "token",
    updated: "updated",
    updated_utc: "updatedUTC",
    token_issued_days_ago: "tokenIssuedDaysAgo",
    has_auto_refresh: "hasAutoRefresh",
    email: "email",
    session_cookie: "sessionCookie",
    user: "user",
    error: "error",
    code: "code",
});

/// Answer of status 596, the account itself is in an error state.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AccountError {
    /// What is wrong with the account.
    pub error: Option<String>,
    /// Why an account cannot serve calls
    pub code: Option<AccountErrorCode>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(AccountError {
    error: "error",
    code: "code",
});

open_enum! {
    /// Why an account cannot serve calls:
    ///
    /// * `ACCOUNT_ERROR`: the account has an error that blocks it
    /// * `REFRESH_FAILED`: the automatic renewal of the token failed
    /// * `REFRESH_IN_PROGRESS`: the token is being renewed right now; repeat shortly
    /// * `SESSION_EXPIRED`: the session ran out and no automatic renewal is set up
    /// * `COOKIE_EXPIRED`: the Google cookie ran out
    pub enum AccountErrorCode {
        /// `ACCOUNT_ERROR`
        AccountError = "ACCOUNT_ERROR",
        /// `REFRESH_FAILED`
        RefreshFailed = "REFRESH_FAILED",
        /// `REFRESH_IN_PROGRESS`
        RefreshInProgress = "REFRESH_IN_PROGRESS",
        /// `SESSION_EXPIRED`
        SessionExpired = "SESSION_EXPIRED",
        /// `COOKIE_EXPIRED`
        CookieExpired = "COOKIE_EXPIRED",
    }
}

/// Running jobs of an account.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AccountJobs {
    /// Number of running jobs of the account.
    pub total: Option<i64>,
    /// How many of them make music.
    pub music: Option<i64>,
    /// How many of them make speech.
    pub tts: Option<i64>,
    /// The jobs.
    pub jobs: Option<List<RunningJob>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(AccountJobs {
    total: "total",
    music: "music",
    tts: "tts",
    jobs: "jobs",
});

keyed_map! {
    /// Running jobs by account id.
    pub struct AccountJobsById of AccountJobs {
    }
}

/// Mureka user behind a freshly configured account.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AccountUser {
    /// Id of the user; the account id in the docs' example.
    pub id: Option<Id>,
    /// Name of the user.
    pub name: Option<String>,
    /// Link to the user's picture.
    pub avatar: Option<String>,
    /// Balance shown with the user; the docs do not explain the figure.
    pub gold: Option<i64>,
    /// Kind of subscription, a number the docs do not explain.
    pub vip_type: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(AccountUser {
    id: "id",
    name: "name",
    avatar: "avatar",
    gold: "gold",
    vip_type: "vip_type",
});

keyed_map! {
    /// Accounts by account id. The docs' model of the configuring call lists `error` and `code` beside them.
    pub struct Accounts of Account {
        /// What went wrong.
        error: String = "error",
        /// Code of the error.
        code: ErrorCode = "code",
    }
}

/// Error answer. Which fields are present depends on the call; a rate limit, for example, comes with `code` and `msg` but without `error`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ApiError {
    /// What went wrong, in short. May be empty.
    pub error: Option<String>,
    /// More about the error.
    #[cfg_attr(feature = "schemars", schemars(rename = "errorDetails"))]
    pub error_details: Option<String>,
    /// Code of an error, a number (an HTTP status or a code of Mureka such as 9008) or a text such as `REFRESH_FAILED`.
    pub code: Option<ErrorCode>,
    /// Additional message of Mureka, for example about calls that came too fast.
    pub msg: Option<String>,
    /// The job the error belongs to, if there is one.
    pub jobid: Option<String>,
    /// The unprocessed error data, if available.
    #[cfg_attr(feature = "schemars", schemars(rename = "rawData"))]
    pub raw_data: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(ApiError {
    error: "error",
    error_details: "errorDetails",
    code: "code",
    msg: "msg",
    jobid: "jobid",
    raw_data: "rawData",
});

/// Parameters of [`clone_voice`](super::raw::Raw::clone_voice): clone a voice from a sample.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CloneVoice {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Name of the voice, 1 to 50 characters.
    pub title: String,
    /// Description of the voice, 1 to 500 characters.
    pub desc: String,
    /// Language of the voice.
    pub lang: VoiceLanguage,
}

impl CloneVoice {
    /// With what is required; the rest is optional.
    pub fn new(
        title: impl Into<String>,
        desc: impl Into<String>,
        lang: impl Into<VoiceLanguage>,
    ) -> Self {
        Self {
            account: None,
            title: title.into(),
            desc: desc.into(),
            lang: lang.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Google cookie to configure an account with.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConfigureAccount {
    /// The cookie `__Secure-3PSID` of `accounts.google.com`, as a line of text or as an object.
    #[serde(rename = "sessionCookie")]
    pub session_cookie: SessionCookieInput,
}

impl ConfigureAccount {
    /// With what is required; the rest is optional.
    pub fn new(session_cookie: impl Into<SessionCookieInput>) -> Self {
        Self {
            session_cookie: session_cookie.into(),
        }
    }
}

/// Several voices in turn, the turns as JSON in a text. All texts together have at most 5000 characters.
pub type Conversation = crate::JsonString<ConversationTurns>;

text_or! {
    /// The conversation of a speech job, as the JSON text it was sent as or as its turns.
    pub enum ConversationRecord {
        /// As text.
        Text(String),
        /// In parts.
        List(List<RecordedTurn>),
    }
}

/// A turn of a conversation.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConversationTurn {
    /// The voice that speaks; a number in the docs.
    pub voice_id: Id,
    /// What it says.
    pub text: String,
}

impl ConversationTurn {
    /// With what is required; the rest is optional.
    pub fn new(voice_id: impl Into<Id>, text: impl Into<String>) -> Self {
        Self {
            voice_id: voice_id.into(),
            text: text.into(),
        }
    }
}

/// The turns of a conversation. All texts together have at most 5000 characters.
pub type ConversationTurns = Vec<ConversationTurn>;

/// Request for music without vocals.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreateInstrumental {
    /// Id of the account. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the music should be like, at most 1000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Title, at most 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A track to be inspired by, uploaded or a reference song of Mureka.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ref_id: Option<Id>,
    /// Music model; `V9` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the music.
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// Webhook that receives the job by POST when it is created, completed or failed.
    #[serde(rename = "replyUrl", default, skip_serializing_if = "Option::is_none")]
    pub reply_url: Option<Secret>,
    /// The caller's own reference, handed back in webhooks.
    #[serde(rename = "replyRef", default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
}

impl CreateInstrumental {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            prompt: None,
            title: None,
            ref_id: None,
            model: None,
            async_: None,
            reply_url: None,
            reply_ref: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the account. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `prompt`.
    ///
    /// What the music should be like, at most 1000 characters.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }

    /// Sets `title`.
    ///
    /// Title, at most 50 characters.
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }

    /// Sets `ref_id`.
    ///
    /// A track to be inspired by, uploaded or a reference song of Mureka.
    pub fn ref_id(mut self, value: impl Into<Id>) -> Self {
        self.ref_id = Some(value.into());
        self
    }

    /// Sets `model`.
    ///
    /// Music model; `V9` if left out.
    pub fn model(mut self, value: impl Into<Model>) -> Self {
        self.model = Some(value.into());
        self
    }

    /// Sets `async`.
    ///
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the music.
    pub fn async_(mut self, value: bool) -> Self {
        self.async_ = Some(value);
        self
    }

    /// Sets `replyUrl`.
    ///
    /// Webhook that receives the job by POST when it is created, completed or failed.
    pub fn reply_url(mut self, value: impl Into<Secret>) -> Self {
        self.reply_url = Some(value.into());
        self
    }

    /// Sets `replyRef`.
    ///
    /// The caller's own reference, handed back in webhooks.
    pub fn reply_ref(mut self, value: impl Into<String>) -> Self {
        self.reply_ref = Some(value.into());
        self
    }
}

/// What [`create_instrumental`](super::raw::Raw::create_instrumental) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateInstrumentalResponse {
    /// Status 200.
    Ok(MusicResult),
    /// Status 201.
    Created(Job),
}

/// Request for a song with lyrics by the AI.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreateSong {
    /// Id of the account. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the lyrics should be about; without it they are random. At most 3000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Music model; `V9` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// Webhook that receives the job by POST when it is created, completed or failed.
    #[serde(rename = "replyUrl", default, skip_serializing_if = "Option::is_none")]
    pub reply_url: Option<Secret>,
    /// The caller's own reference, handed back in webhooks.
    #[serde(rename = "replyRef", default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
}

impl CreateSong {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            prompt: None,
            model: None,
            async_: None,
            reply_url: None,
            reply_ref: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the account. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `prompt`.
    ///
    /// What the lyrics should be about; without it they are random. At most 3000 characters.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }

    /// Sets `model`.
    ///
    /// Music model; `V9` if left out.
    pub fn model(mut self, value: impl Into<Model>) -> Self {
        self.model = Some(value.into());
        self
    }

    /// Sets `async`.
    ///
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    pub fn async_(mut self, value: bool) -> Self {
        self.async_ = Some(value);
        self
    }

    /// Sets `replyUrl`.
    ///
    /// Webhook that receives the job by POST when it is created, completed or failed.
    pub fn reply_url(mut self, value: impl Into<Secret>) -> Self {
        self.reply_url = Some(value.into());
        self
    }

    /// Sets `replyRef`.
    ///
    /// The caller's own reference, handed back in webhooks.
    pub fn reply_ref(mut self, value: impl Into<String>) -> Self {
        self.reply_ref = Some(value.into());
        self
    }
}

/// Request for a song with the caller's own lyrics. `desc` excludes `ref_id`, `vocal_id` and `motif_id`;
/// `motif_id` excludes `ref_id`, `vocal_id` and `desc`.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreateSongAdvanced {
    /// Id of the account. Optional while one account is configured or if `motif_id` is given; required with several accounts and no `motif_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Lyrics of the song, at most 5000 characters.
    pub lyrics: String,
    /// Title of the song, at most 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Genres, moods and vocals separated by commas, for example `pop, electronic, happy, female vocal`; at most 1000 characters.
    /// The supported ones are listed by the moods and genres call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
    /// A vocal to sing with, uploaded or offered by Mureka.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocal_id: Option<Id>,
    /// A track to be inspired by, uploaded or a reference song of Mureka.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ref_id: Option<Id>,
    /// An uploaded melody to start from. In the docs' profile example `O2` has no `motif` among its abilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif_id: Option<Id>,
    /// Music model; `V9` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Gender of the voice that sings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocal_gender: Option<VocalGender>,
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// Webhook that receives the job by POST when it is created, completed or failed.
    #[serde(rename = "replyUrl", default, skip_serializing_if = "Option::is_none")]
    pub reply_url: Option<Secret>,
    /// The caller's own reference, handed back in webhooks.
    #[serde(rename = "replyRef", default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
}

impl CreateSongAdvanced {
    /// With what is required; the rest is optional.
    pub fn new(lyrics: impl Into<String>) -> Self {
        Self {
            account: None,
            lyrics: lyrics.into(),
            title: None,
            desc: None,
            vocal_id: None,
            ref_id: None,
            motif_id: None,
            model: None,
            vocal_gender: None,
            async_: None,
            reply_url: None,
            reply_ref: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the account. Optional while one account is configured or if `motif_id` is given; required with several accounts and no `motif_id`.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `title`.
    ///
    /// Title of the song, at most 50 characters.
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }

    /// Sets `desc`.
    ///
    /// Genres, moods and vocals separated by commas, for example `pop, electronic, happy, female vocal`; at most 1000 characters.
    /// The supported ones are listed by the moods and genres call.
    pub fn desc(mut self, value: impl Into<String>) -> Self {
        self.desc = Some(value.into());
        self
    }

    /// Sets `vocal_id`.
    ///
    /// A vocal to sing with, uploaded or offered by Mureka.
    pub fn vocal_id(mut self, value: impl Into<Id>) -> Self {
        self.vocal_id = Some(value.into());
        self
    }

    /// Sets `ref_id`.
    ///
    /// A track to be inspired by, uploaded or a reference song of Mureka.
    pub fn ref_id(mut self, value: impl Into<Id>) -> Self {
        self.ref_id = Some(value.into());
        self
    }

    /// Sets `motif_id`.
    ///
    /// An uploaded melody to start from. In the docs' profile example `O2` has no `motif` among its abilities.
    pub fn motif_id(mut self, value: impl Into<Id>) -> Self {
        self.motif_id = Some(value.into());
        self
    }

    /// Sets `model`.
    ///
    /// Music model; `V9` if left out.
    pub fn model(mut self, value: impl Into<Model>) -> Self {
        self.model = Some(value.into());
        self
    }

    /// Sets `vocal_gender`.
    ///
    /// Gender of the voice that sings.
    pub fn vocal_gender(mut self, value: impl Into<VocalGender>) -> Self {
        self.vocal_gender = Some(value.into());
        self
    }

    /// Sets `async`.
    ///
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    pub fn async_(mut self, value: bool) -> Self {
        self.async_ = Some(value);
        self
    }

    /// Sets `replyUrl`.
    ///
    /// Webhook that receives the job by POST when it is created, completed or failed.
    pub fn reply_url(mut self, value: impl Into<Secret>) -> Self {
        self.reply_url = Some(value.into());
        self
    }

    /// Sets `replyRef`.
    ///
    /// The caller's own reference, handed back in webhooks.
    pub fn reply_ref(mut self, value: impl Into<String>) -> Self {
        self.reply_ref = Some(value.into());
        self
    }
}

/// What [`create_song_advanced`](super::raw::Raw::create_song_advanced) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateSongAdvancedResponse {
    /// Status 200.
    Ok(MusicResult),
    /// Status 201.
    Created(Job),
}

/// What [`create_song`](super::raw::Raw::create_song) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateSongResponse {
    /// Status 200.
    Ok(MusicResult),
    /// Status 201.
    Created(Job),
}

/// Request for speech, either `text` with `voice_id`, or `conversation` alone.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreateSpeech {
    /// Id of the account. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Title of the speech, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text to speak, at most 5000 characters. Goes together with `voice_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The voice that speaks, built in or cloned. Goes together with `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<Id>,
    /// Several voices in turn, the turns as JSON in a text. All texts together have at most 5000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Conversation>,
    /// Return at once with the job (status 201) instead of waiting 20 to 90 seconds for the speech.
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// Webhook that receives the job by POST when it is created, completed or failed.
    #[serde(rename = "replyUrl", default, skip_serializing_if = "Option::is_none")]
    pub reply_url: Option<Secret>,
    /// The caller's own reference, handed back in webhooks.
    #[serde(rename = "replyRef", default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
}

impl CreateSpeech {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            title: None,
            text: None,
            voice_id: None,
            conversation: None,
            async_: None,
            reply_url: None,
            reply_ref: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the account. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `title`.
    ///
    /// Title of the speech, at most 500 characters.
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }

    /// Sets `text`.
    ///
    /// The text to speak, at most 5000 characters. Goes together with `voice_id`.
    pub fn text(mut self, value: impl Into<String>) -> Self {
        self.text = Some(value.into());
        self
    }

    /// Sets `voice_id`.
    ///
    /// The voice that speaks, built in or cloned. Goes together with `text`.
    pub fn voice_id(mut self, value: impl Into<Id>) -> Self {
        self.voice_id = Some(value.into());
        self
    }

    /// Sets `conversation`.
    pub fn conversation(mut self, value: impl Into<Conversation>) -> Self {
        self.conversation = Some(value.into());
        self
    }

    /// Sets `async`.
    ///
    /// Return at once with the job (status 201) instead of waiting 20 to 90 seconds for the speech.
    pub fn async_(mut self, value: bool) -> Self {
        self.async_ = Some(value);
        self
    }

    /// Sets `replyUrl`.
    ///
    /// Webhook that receives the job by POST when it is created, completed or failed.
    pub fn reply_url(mut self, value: impl Into<Secret>) -> Self {
        self.reply_url = Some(value.into());
        self
    }

    /// Sets `replyRef`.
    ///
    /// The caller's own reference, handed back in webhooks.
    pub fn reply_ref(mut self, value: impl Into<String>) -> Self {
        self.reply_ref = Some(value.into());
        self
    }
}

/// What [`create_speech`](super::raw::Raw::create_speech) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateSpeechResponse {
    /// Status 200.
    Ok(Speech),
    /// Status 201.
    Created(Job),
}

/// Parameters of [`delete_speech`](super::raw::Raw::delete_speech): delete a speech recording.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeleteSpeech {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The `id` of the recording, from the list of generated speech.
    pub id: Id,
}

impl DeleteSpeech {
    /// With what is required; the rest is optional.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            account: None,
            id: id.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Parameters of [`delete_track`](super::raw::Raw::delete_track): delete an uploaded reference track.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeleteTrack {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Id of the track, from the list of uploaded tracks.
    pub id: Id,
}

impl DeleteTrack {
    /// With what is required; the rest is optional.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            account: None,
            id: id.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Parameters of [`delete_vocal`](super::raw::Raw::delete_vocal): delete an uploaded vocal.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeleteVocal {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Id of the vocal, from the list of vocals with `mine`.
    pub id: Id,
}

impl DeleteVocal {
    /// With what is required; the rest is optional.
    pub fn new(id: impl Into<Id>) -> Self {
        Self {
            account: None,
            id: id.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Parameters of [`delete_voice`](super::raw::Raw::delete_voice): delete a cloned voice.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeleteVoice {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The `id` of the voice, from the list of voices.
    pub voice_id: Id,
}

impl DeleteVoice {
    /// With what is required; the rest is optional.
    pub fn new(voice_id: impl Into<Id>) -> Self {
        Self {
            account: None,
            voice_id: voice_id.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Empty answer to a successful deletion.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Deleted {
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Deleted {});

/// Request for the stems or the license of a song.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DownloadSong {
    /// The song.
    pub song_id: Id,
    /// What to download for a song, `stem` (the separated tracks) or `license`.
    #[serde(rename = "type")]
    pub type_: DownloadType,
}

impl DownloadSong {
    /// With what is required; the rest is optional.
    pub fn new(song_id: impl Into<Id>, type_: impl Into<DownloadType>) -> Self {
        Self {
            song_id: song_id.into(),
            type_: type_.into(),
        }
    }
}

open_enum! {
    /// What to download for a song, `stem` (the separated tracks) or `license`.
    pub enum DownloadType {
        /// `stem`
        Stem = "stem",
        /// `license`
        License = "license",
    }
}

number_or_string! {
    /// Code of an error, a number (an HTTP status or a code of Mureka such as 9008) or a text such as `REFRESH_FAILED`.
    pub struct ErrorCode;
}

/// Request to extend a song.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExtendSong {
    /// The song to extend.
    pub song_id: Id,
    /// Lyrics of the extension, at most 3000 characters.
    pub lyrics: String,
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// Webhook that receives the job by POST when it is created, completed or failed.
    #[serde(rename = "replyUrl", default, skip_serializing_if = "Option::is_none")]
    pub reply_url: Option<Secret>,
    /// The caller's own reference, handed back in webhooks.
    #[serde(rename = "replyRef", default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
}

impl ExtendSong {
    /// With what is required; the rest is optional.
    pub fn new(song_id: impl Into<Id>, lyrics: impl Into<String>) -> Self {
        Self {
            song_id: song_id.into(),
            lyrics: lyrics.into(),
            async_: None,
            reply_url: None,
            reply_ref: None,
        }
    }

    /// Sets `async`.
    ///
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    pub fn async_(mut self, value: bool) -> Self {
        self.async_ = Some(value);
        self
    }

    /// Sets `replyUrl`.
    ///
    /// Webhook that receives the job by POST when it is created, completed or failed.
    pub fn reply_url(mut self, value: impl Into<Secret>) -> Self {
        self.reply_url = Some(value.into());
        self
    }

    /// Sets `replyRef`.
    ///
    /// The caller's own reference, handed back in webhooks.
    pub fn reply_ref(mut self, value: impl Into<String>) -> Self {
        self.reply_ref = Some(value.into());
        self
    }
}

/// What [`extend_song`](super::raw::Raw::extend_song) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExtendSongResponse {
    /// Status 200.
    Ok(MusicResult),
    /// Status 201.
    Created(Job),
}

/// Request for lyrics by the AI.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenerateLyrics {
    /// Id of the account. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the lyrics should be about; without it they are random.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

impl GenerateLyrics {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            prompt: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the account. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `prompt`.
    ///
    /// What the lyrics should be about; without it they are random.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }
}

/// Request for a video of a song.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenerateVideo {
    /// The song to make a video of, from the list, create or create-advanced by the docs.
    pub song_id: Id,
}

impl GenerateVideo {
    /// With what is required; the rest is optional.
    pub fn new(song_id: impl Into<Id>) -> Self {
        Self { song_id: song_id.into() }
    }
}

/// Parameters of [`get_profile`](super::raw::Raw::get_profile): read user, credits and models of an account.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GetProfile {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

impl GetProfile {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self { account: None }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Parameters of [`get_youtube_soundtrack`](super::raw::Raw::get_youtube_soundtrack): get the soundtrack of a YouTube video.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GetYoutubeSoundtrack {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Link to the YouTube video.
    pub url: String,
}

impl GetYoutubeSoundtrack {
    /// With what is required; the rest is optional.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            account: None,
            url: url.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// The cookie as an object; `value` and `expires` are enough.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GivenSessionCookie {
    /// Name of the cookie, `__Secure-3PSID`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Value of the cookie, a text of about 170 characters.
    pub value: Secret,
    /// Domain of the cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Path of the cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// When the cookie runs out; a date in the past is refused.
    pub expires: String,
    /// Whether scripts are kept from reading the cookie.
    #[serde(rename = "httpOnly", default, skip_serializing_if = "Option::is_none")]
    pub http_only: Option<bool>,
    /// Whether the cookie goes over HTTPS only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secure: Option<bool>,
    /// SameSite rule of the cookie.
    #[serde(rename = "sameSite", default, skip_serializing_if = "Option::is_none")]
    pub same_site: Option<String>,
    /// When the cookie was stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<String>,
}

impl GivenSessionCookie {
    /// With what is required; the rest is optional.
    pub fn new(value: impl Into<Secret>, expires: impl Into<String>) -> Self {
        Self {
            name: None,
            value: value.into(),
            domain: None,
            path: None,
            expires: expires.into(),
            http_only: None,
            secure: None,
            same_site: None,
            added: None,
        }
    }

    /// Sets `name`.
    ///
    /// Name of the cookie, `__Secure-3PSID`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    /// Sets `domain`.
    ///
    /// Domain of the cookie.
    pub fn domain(mut self, value: impl Into<String>) -> Self {
        self.domain = Some(value.into());
        self
    }

    /// Sets `path`.
    ///
    /// Path of the cookie.
    pub fn path(mut self, value: impl Into<String>) -> Self {
        self.path = Some(value.into());
        self
    }

    /// Sets `httpOnly`.
    ///
    /// Whether scripts are kept from reading the cookie.
    pub fn http_only(mut self, value: bool) -> Self {
        self.http_only = Some(value);
        self
    }

    /// Sets `secure`.
    ///
    /// Whether the cookie goes over HTTPS only.
    pub fn secure(mut self, value: bool) -> Self {
        self.secure = Some(value);
        self
    }

    /// Sets `sameSite`.
    ///
    /// SameSite rule of the cookie.
    pub fn same_site(mut self, value: impl Into<String>) -> Self {
        self.same_site = Some(value.into());
        self
    }

    /// Sets `added`.
    ///
    /// When the cookie was stored.
    pub fn added(mut self, value: impl Into<String>) -> Self {
        self.added = Some(value.into());
        self
    }
}

number_or_string! {
    /// An id, either a number or a composite text. Send it back in the form in which it was received.
    pub struct Id;
}

tagged_union! {
    /// A job. Told apart by `jobType`: music, speech, or a kind the docs do not know yet.
    /// Kept for 7 days after its creation.
    pub enum Job by "jobType" {
        /// `jobType` is `music`.
        Music(MusicJob) = "music",
        /// `jobType` is `tts`.
        Tts(SpeechJob) = "tts",
        _ => Other(OtherJob)
    }
}

impl Job {
    /// Id of the job.
    pub fn jobid(&self) -> Option<&str> {
        match self {
            Self::Music(inner) => inner.jobid.as_deref(),
            Self::Tts(inner) => inner.jobid.as_deref(),
            Self::Other(inner) => inner.jobid.as_deref(),
        }
    }

    /// The call that started a job.
    pub fn verb(&self) -> Option<&JobVerb> {
        match self {
            Self::Music(inner) => inner.verb.as_ref(),
            Self::Tts(inner) => inner.verb.as_ref(),
            Self::Other(inner) => inner.verb.as_ref(),
        }
    }

    /// Kind of a job, `music` or `tts` (speech).
    pub fn job_type(&self) -> Option<&JobType> {
        match self {
            Self::Music(inner) => inner.job_type.as_ref(),
            Self::Tts(inner) => inner.job_type.as_ref(),
            Self::Other(inner) => inner.job_type.as_ref(),
        }
    }

    /// State of a job, `created` (accepted or still running), `completed` or `failed`.
    pub fn status(&self) -> Option<&JobStatus> {
        match self {
            Self::Music(inner) => inner.status.as_ref(),
            Self::Tts(inner) => inner.status.as_ref(),
            Self::Other(inner) => inner.status.as_ref(),
        }
    }

    /// When the job was created.
    pub fn created(&self) -> Option<&str> {
        match self {
            Self::Music(inner) => inner.created.as_deref(),
            Self::Tts(inner) => inner.created.as_deref(),
            Self::Other(inner) => inner.created.as_deref(),
        }
    }

    /// When the job last changed.
    pub fn updated(&self) -> Option<&str> {
        match self {
            Self::Music(inner) => inner.updated.as_deref(),
            Self::Tts(inner) => inner.updated.as_deref(),
            Self::Other(inner) => inner.updated.as_deref(),
        }
    }

    /// Why the job failed.
    pub fn error(&self) -> Option<&str> {
        match self {
            Self::Music(inner) => inner.error.as_deref(),
            Self::Tts(inner) => inner.error.as_deref(),
            Self::Other(inner) => inner.error.as_deref(),
        }
    }

    /// More about the failure.
    pub fn error_details(&self) -> Option<&str> {
        match self {
            Self::Music(inner) => inner.error_details.as_deref(),
            Self::Tts(inner) => inner.error_details.as_deref(),
            Self::Other(inner) => inner.error_details.as_deref(),
        }
    }

    /// HTTP status of the failure.
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Music(inner) => inner.code.as_ref(),
            Self::Tts(inner) => inner.code.as_ref(),
            Self::Other(inner) => inner.code.as_ref(),
        }
    }
}

open_enum! {
    /// State of a job, `created` (accepted or still running), `completed` or `failed`.
    pub enum JobStatus {
        /// `created`
        Created = "created",
        /// `completed`
        Completed = "completed",
        /// `failed`
        Failed = "failed",
    }
}

open_enum! {
    /// Kind of a job, `music` or `tts` (speech).
    pub enum JobType {
        /// `music`
        Music = "music",
        /// `tts`
        Tts = "tts",
    }
}

open_enum! {
    /// The call that started a job.
    pub enum JobVerb {
        /// `music/create`
        MusicCreate = "music/create",
        /// `music/create-instrumental`
        MusicCreateInstrumental = "music/create-instrumental",
        /// `music/create-advanced`
        MusicCreateAdvanced = "music/create-advanced",
        /// `music/regenerate`
        MusicRegenerate = "music/regenerate",
        /// `music/extend`
        MusicExtend = "music/extend",
        /// `speech`
        Speech = "speech",
    }
}

/// Parameters of [`list_moods_and_genres`](super::raw::Raw::list_moods_and_genres): list genres, moods and vocals.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListMoodsAndGenres {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

impl ListMoodsAndGenres {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self { account: None }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Parameters of [`list_references`](super::raw::Raw::list_references): list reference songs.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListReferences {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Only songs of this mood, one of those the moods and genres call lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood: Option<String>,
    /// Only songs of this genre, one of those the moods and genres call lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<Id>,
}

impl ListReferences {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            mood: None,
            genre: None,
            last_id: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `mood`.
    ///
    /// Only songs of this mood, one of those the moods and genres call lists.
    pub fn mood(mut self, value: impl Into<String>) -> Self {
        self.mood = Some(value.into());
        self
    }

    /// Sets `genre`.
    ///
    /// Only songs of this genre, one of those the moods and genres call lists.
    pub fn genre(mut self, value: impl Into<String>) -> Self {
        self.genre = Some(value.into());
        self
    }

    /// Sets `last_id`.
    ///
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    pub fn last_id(mut self, value: impl Into<Id>) -> Self {
        self.last_id = Some(value.into());
        self
    }
}

/// Parameters of [`list_songs`](super::raw::Raw::list_songs): list generated songs.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListSongs {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<Id>,
    /// Whether each song comes with all its details.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expand: Option<bool>,
}

impl ListSongs {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            last_id: None,
            expand: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `last_id`.
    ///
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    pub fn last_id(mut self, value: impl Into<Id>) -> Self {
        self.last_id = Some(value.into());
        self
    }

    /// Sets `expand`.
    ///
    /// Whether each song comes with all its details.
    pub fn expand(mut self, value: bool) -> Self {
        self.expand = Some(value);
        self
    }
}

/// Parameters of [`list_speech`](super::raw::Raw::list_speech): list generated speech.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListSpeech {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<Id>,
}

impl ListSpeech {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            last_id: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `last_id`.
    ///
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    pub fn last_id(mut self, value: impl Into<Id>) -> Self {
        self.last_id = Some(value.into());
        self
    }
}

/// Parameters of [`list_tracks`](super::raw::Raw::list_tracks): list uploaded reference tracks.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListTracks {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<Id>,
}

impl ListTracks {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            last_id: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `last_id`.
    ///
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    pub fn last_id(mut self, value: impl Into<Id>) -> Self {
        self.last_id = Some(value.into());
        self
    }
}

/// Parameters of [`list_vocals`](super::raw::Raw::list_vocals): list vocals.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListVocals {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<Id>,
    /// True for vocals uploaded with the account only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
}

impl ListVocals {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            last_id: None,
            mine: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `last_id`.
    ///
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    pub fn last_id(mut self, value: impl Into<Id>) -> Self {
        self.last_id = Some(value.into());
        self
    }

    /// Sets `mine`.
    ///
    /// True for vocals uploaded with the account only.
    pub fn mine(mut self, value: bool) -> Self {
        self.mine = Some(value);
        self
    }
}

/// Parameters of [`list_voices`](super::raw::Raw::list_voices): list voices for speech.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListVoices {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_id: Option<Id>,
    /// True for cloned voices only, false for built-in ones only; left out, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloned: Option<bool>,
}

impl ListVoices {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self {
            account: None,
            last_id: None,
            cloned: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `last_id`.
    ///
    /// Cursor of the page to read, the `last_id` of the page before it if that one said `more`. Left out for the first page.
    pub fn last_id(mut self, value: impl Into<Id>) -> Self {
        self.last_id = Some(value.into());
        self
    }

    /// Sets `cloned`.
    ///
    /// True for cloned voices only, false for built-in ones only; left out, all of them.
    pub fn cloned(mut self, value: bool) -> Self {
        self.cloned = Some(value);
        self
    }
}

/// Lyrics made by the AI.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Lyrics {
    /// The lyrics.
    pub lyrics: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// Code of an error, a number (an HTTP status or a code of Mureka such as 9008) or a text such as `REFRESH_FAILED`.
    pub code: Option<ErrorCode>,
    /// Additional message.
    pub msg: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Lyrics {
    lyrics: "lyrics",
    error: "error",
    code: "code",
    msg: "msg",
});

/// A line of a song's lyrics. The docs name no unit for its times.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LyricsRow {
    /// Where the line starts.
    pub start: Option<i64>,
    /// Where the line ends.
    pub end: Option<i64>,
    /// The line.
    pub text: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(LyricsRow {
    start: "start",
    end: "end",
    text: "text",
});

/// A section of a song's lyrics. The docs name no unit for its times.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LyricsSection {
    /// Kind of the section, a number the docs do not explain.
    pub seg_type: Option<i64>,
    /// Tag the lyrics had for the section.
    pub user_input_tag: Option<String>,
    /// Where the section starts.
    pub start: Option<i64>,
    /// Where the section ends.
    pub end: Option<i64>,
    /// Lines of the section.
    pub rows: Option<List<LyricsRow>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(LyricsSection {
    seg_type: "seg_type",
    user_input_tag: "user_input_tag",
    start: "start",
    end: "end",
    rows: "rows",
});

open_enum! {
    /// Music model.
    ///
    /// Requests may name `V9` (the default), `V8`, `O2`, `V7.6` and `V7.5`, and the retired `V7`, `O1`, `V6` and `V5.5`, of
    /// which the vendor makes `V7.6`. Answers still name retired ones and may name new ones. The profile lists the price in
    /// credits and the abilities of each model.
    pub enum Model {
        /// `V9`
        V9 = "V9",
        /// `V8`
        V8 = "V8",
        /// `O2`
        O2 = "O2",
        /// `V7.6`
        V7_6 = "V7.6",
        /// `V7.5`
        V7_5 = "V7.5",
        /// `V7`
        V7 = "V7",
        /// `O1`
        O1 = "O1",
        /// `V6`
        V6 = "V6",
        /// `V5.5`
        V5_5 = "V5.5",
    }
}

/// Models open to the account.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ModelCatalog {
    /// The models of Mureka.
    pub official_models: Option<List<ModelInfo>>,
    /// The model that is used if none is named.
    pub default_model: Option<ModelInfo>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(ModelCatalog {
    official_models: "official_models",
    default_model: "default_model",
});

/// A music model with its price and abilities.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ModelInfo {
    /// Name that is shown, for example `V9`.
    pub display_name: Option<String>,
    /// Name inside Mureka, for example `mureka-9`.
    pub model: Option<String>,
    /// What the model is good at.
    pub description: Option<String>,
    /// Number of generations the price is for.
    pub generation_amount: Option<i64>,
    /// Price in credits.
    pub required_credits: Option<i64>,
    /// What the model can be steered with, for example `refer`, `prompt`, `motif` or `vocal`.
    pub supported_control_types: Option<List<String>>,
    /// Whether the model is shown as free to use.
    pub show_free_to_use: Option<bool>,
    /// Name that is shown in the app.
    pub app_display_name: Option<String>,
    /// The lowest subscription level that has the model.
    pub min_tier: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(ModelInfo {
    display_name: "display_name",
    model: "model",
    description: "description",
    generation_amount: "generation_amount",
    required_credits: "required_credits",
    supported_control_types: "supported_control_types",
    show_free_to_use: "show_free_to_use",
    app_display_name: "app_display_name",
    min_tier: "min_tier",
});

/// Genres, moods and vocals that Mureka knows.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MoodsAndGenres {
    /// Genres, with cover pictures.
    pub genres: Option<List<Tag>>,
    /// Moods.
    pub moods: Option<List<Tag>>,
    /// Vocals.
    pub vocals: Option<List<Tag>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(MoodsAndGenres {
    genres: "genres",
    moods: "moods",
    vocals: "vocals",
});

/// An uploaded melody. Its `id` goes into `motif_id` of the advanced song call.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Motif {
    /// Id of the motif, for `motif_id`.
    pub id: Option<Id>,
    /// Link to the mp3 file.
    pub url: Option<String>,
    /// Length in milliseconds.
    pub duration_milliseconds: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Motif {
    id: "id",
    url: "url",
    duration_milliseconds: "duration_milliseconds",
});

/// A job that makes music.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MusicJob {
    /// Id of the job.
    pub jobid: Option<String>,
    /// The call that started a job.
    pub verb: Option<JobVerb>,
    /// Kind of a job, `music` or `tts` (speech).
    #[cfg_attr(feature = "schemars", schemars(rename = "jobType"))]
    pub job_type: Option<JobType>,
    /// State of a job, `created` (accepted or still running), `completed` or `failed`.
    pub status: Option<JobStatus>,
    /// When the job was created.
    pub created: Option<String>,
    /// When the job last changed.
    pub updated: Option<String>,
    /// The request of a music job as it was recorded.
    pub request: Option<MusicJobRequest>,
    /// The result, present once the job is completed.
    pub response: Option<MusicResult>,
    /// Why the job failed.
    pub error: Option<String>,
    /// More about the failure.
    #[cfg_attr(feature = "schemars", schemars(rename = "errorDetails"))]
    pub error_details: Option<String>,
    /// HTTP status of the failure.
    pub code: Option<ErrorCode>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(MusicJob {
    jobid: "jobid",
    verb: "verb",
    job_type: "jobType",
    status: "status",
    created: "created",
    updated: "updated",
    request: "request",
    response: "response",
    error: "error",
    error_details: "errorDetails",
    code: "code",
});

/// The request of a music job as it was recorded.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MusicJobRequest {
    /// The account the job runs on.
    pub account: Option<Id>,
    /// Prompt of create and create-instrumental.
    pub prompt: Option<String>,
    /// Title of the song.
    pub title: Option<String>,
    /// Lyrics of create-advanced and extend.
    pub lyrics: Option<String>,
    /// Genres, moods and vocals of create-advanced, separated by commas.
    pub desc: Option<String>,
    /// The song that is extended or regenerated.
    pub song_id: Option<Id>,
    /// Where regeneration starts, in milliseconds.
    pub start_milliseconds: Option<i64>,
    /// Model that was asked for.
    pub model: Option<Model>,
    /// Model of an instrumental.
    pub instrumental_model: Option<Model>,
    /// The reference track.
    pub ref_id: Option<Id>,
    /// The vocal.
    pub vocal_id: Option<Id>,
    /// The motif.
    pub motif_id: Option<Id>,
    /// Mood.
    pub mood: Option<String>,
    /// Genre.
    pub genre: Option<String>,
    /// Gender of the singing voice, `female` or `male`.
    pub vocal_gender: Option<VocalGender>,
    /// Whether the call returned at once with the job.
    #[cfg_attr(feature = "schemars", schemars(rename = "async"))]
    pub async_: Option<bool>,
    /// The webhook of the job.
    #[cfg_attr(feature = "schemars", schemars(rename = "replyUrl"))]
    pub reply_url: Option<Secret>,
    /// The caller's own reference.
    #[cfg_attr(feature = "schemars", schemars(rename = "replyRef"))]
    pub reply_ref: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(MusicJobRequest {
    account: "account",
    prompt: "prompt",
    title: "title",
    lyrics: "lyrics",
    desc: "desc",
    song_id: "song_id",
    start_milliseconds: "start_milliseconds",
    model: "model",
    instrumental_model: "instrumental_model",
    ref_id: "ref_id",
    vocal_id: "vocal_id",
    motif_id: "motif_id",
    mood: "mood",
    genre: "genre",
    vocal_gender: "vocal_gender",
    async_: "async",
    reply_url: "replyUrl",
    reply_ref: "replyRef",
});

/// Result of a finished music call, usually two songs.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MusicResult {
    /// Id of the job, for looking it up later.
    pub jobid: Option<String>,
    /// Id of the generation. May need more than 53 bits.
    pub feed_id: Option<Id>,
    /// State of the generation; finished ones show 3 in the docs, other values are not explained.
    pub state: Option<i64>,
    /// The songs.
    pub songs: Option<List<Song>>,
    /// What went wrong.
    pub error: Option<String>,
    /// Code of an error, a number (an HTTP status or a code of Mureka such as 9008) or a text such as `REFRESH_FAILED`.
    pub code: Option<ErrorCode>,
    /// Additional message.
    pub msg: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(MusicResult {
    jobid: "jobid",
    feed_id: "feed_id",
    state: "state",
    songs: "songs",
    error: "error",
    code: "code",
    msg: "msg",
});

/// A job of a kind the docs do not know.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OtherJob {
    /// Id of the job.
    pub jobid: Option<String>,
    /// The call that started a job.
    pub verb: Option<JobVerb>,
    /// Kind of a job, `music` or `tts` (speech).
    #[cfg_attr(feature = "schemars", schemars(rename = "jobType"))]
    pub job_type: Option<JobType>,
    /// State of a job, `created` (accepted or still running), `completed` or `failed`.
    pub status: Option<JobStatus>,
    /// When the job was created.
    pub created: Option<String>,
    /// When the job last changed.
    pub updated: Option<String>,
    /// What was asked for.
    pub request: Option<Extra>,
    /// The result, present once the job is completed.
    pub response: Option<Extra>,
    /// Why the job failed.
    pub error: Option<String>,
    /// More about the failure.
    #[cfg_attr(feature = "schemars", schemars(rename = "errorDetails"))]
    pub error_details: Option<String>,
    /// HTTP status of the failure.
    pub code: Option<ErrorCode>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(OtherJob {
    jobid: "jobid",
    verb: "verb",
    job_type: "jobType",
    status: "status",
    created: "created",
    updated: "updated",
    request: "request",
    response: "response",
    error: "error",
    error_details: "errorDetails",
    code: "code",
});

/// The Mureka user of an account, with the remaining credits and the models.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Profile {
    /// The Mureka user and its subscription.
    pub user: Option<ProfileUser>,
    /// Country code.
    pub country_code: Option<String>,
    /// Remaining credits.
    pub credits: Option<i64>,
    /// Number of generations in the feed.
    pub feed_list_count: Option<i64>,
    /// Remaining silver credits; the docs do not explain them.
    pub credits_silver: Option<i64>,
    /// Models whose mp3 files are free to download.
    pub free_download_mp3_models: Option<List<Model>>,
    /// Models open to the account.
    pub models: Option<ModelCatalog>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Profile {
    user: "user",
    country_code: "country_code",
    credits: "credits",
    feed_list_count: "feed_list_count",
    credits_silver: "credits_silver",
    free_download_mp3_models: "free_download_mp3_models",
    models: "models",
});

/// The Mureka user and its subscription.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProfileUser {
    /// Id of the user as text.
    pub id: Option<Id>,
    /// The same id as a number.
    pub user_id: Option<Id>,
    /// Stage name of the user.
    pub stage_name: Option<String>,
    /// Link to the user's picture.
    pub profile_image: Option<String>,
    /// Whether the user has a subscription.
    pub is_vip: Option<bool>,
    /// Level of the subscription.
    pub vip_level: Option<i64>,
    /// When the user was created, unix seconds.
    pub created_on: Option<i64>,
    /// A further id the docs do not explain.
    pub sid: Option<Id>,
    /// When the user was last active, unix seconds.
    pub last_active_time: Option<i64>,
    /// Country code.
    pub country_code: Option<String>,
    /// Address from which the user registered.
    pub register_ip: Option<String>,
    /// Start of the subscription, unix seconds.
    pub vip_start: Option<i64>,
    /// End of the subscription, unix seconds.
    pub vip_end: Option<i64>,
    /// Name of the subscription.
    pub vip_name: Option<String>,
    /// Name of the subscription's level.
    pub vip_level_name: Option<String>,
    /// Period of the subscription.
    pub vip_period_name: Option<String>,
    /// When the user was created, as text.
    #[cfg_attr(feature = "schemars", schemars(rename = "created_on_UTC"))]
    pub created_on_utc: Option<String>,
    /// End of the subscription, as text.
    #[cfg_attr(feature = "schemars", schemars(rename = "vip_end_UTC"))]
    pub vip_end_utc: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(ProfileUser {
    id: "id",
    user_id: "user_id",
    stage_name: "stage_name",
    profile_image: "profile_image",
    is_vip: "is_vip",
    vip_level: "vip_level",
    created_on: "created_on",
    sid: "sid",
    last_active_time: "last_active_time",
    country_code: "country_code",
    register_ip: "register_ip",
    vip_start: "vip_start",
    vip_end: "vip_end",
    vip_name: "vip_name",
    vip_level_name: "vip_level_name",
    vip_period_name: "vip_period_name",
    created_on_utc: "created_on_UTC",
    vip_end_utc: "vip_end_UTC",
});

/// A turn of a recorded conversation.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RecordedTurn {
    /// The voice that speaks.
    pub voice_id: Option<Id>,
    /// What it says.
    pub text: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(RecordedTurn {
    voice_id: "voice_id",
    text: "text",
});

/// Request to regenerate a song from a point on.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RegenerateSong {
    /// The song to regenerate.
    pub song_id: Id,
    /// Where to start, in milliseconds from the beginning of the song.
    pub start_milliseconds: i64,
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none")]
    pub async_: Option<bool>,
    /// Webhook that receives the job by POST when it is created, completed or failed.
    #[serde(rename = "replyUrl", default, skip_serializing_if = "Option::is_none")]
    pub reply_url: Option<Secret>,
    /// The caller's own reference, handed back in webhooks.
    #[serde(rename = "replyRef", default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
}

impl RegenerateSong {
    /// With what is required; the rest is optional.
    pub fn new(song_id: impl Into<Id>, start_milliseconds: i64) -> Self {
        Self {
            song_id: song_id.into(),
            start_milliseconds,
            async_: None,
            reply_url: None,
            reply_ref: None,
        }
    }

    /// Sets `async`.
    ///
    /// Return at once with the job (status 201) instead of waiting 30 to 90 seconds for the songs.
    pub fn async_(mut self, value: bool) -> Self {
        self.async_ = Some(value);
        self
    }

    /// Sets `replyUrl`.
    ///
    /// Webhook that receives the job by POST when it is created, completed or failed.
    pub fn reply_url(mut self, value: impl Into<Secret>) -> Self {
        self.reply_url = Some(value.into());
        self
    }

    /// Sets `replyRef`.
    ///
    /// The caller's own reference, handed back in webhooks.
    pub fn reply_ref(mut self, value: impl Into<String>) -> Self {
        self.reply_ref = Some(value.into());
        self
    }
}

/// What [`regenerate_song`](super::raw::Raw::regenerate_song) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RegenerateSongResponse {
    /// Status 200.
    Ok(MusicResult),
    /// Status 201.
    Created(Job),
}

/// A job that is running now.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RunningJob {
    /// Id of the job.
    pub jobid: Option<String>,
    /// The call that started a job.
    pub verb: Option<JobVerb>,
    /// Time since the start, meant for reading; the docs show it both as `00:24` and as `1m 23s`.
    pub elapsed: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(RunningJob {
    jobid: "jobid",
    verb: "verb",
    elapsed: "elapsed",
});

/// Summary of the jobs that are running now, over all configured accounts.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RunningJobs {
    /// Number of running jobs.
    pub total: Option<i64>,
    /// How many of them make music.
    pub music: Option<i64>,
    /// How many of them make speech.
    pub tts: Option<i64>,
    /// Running jobs by account id.
    pub accounts: Option<AccountJobsById>,
    /// Ids of the configured accounts.
    #[cfg_attr(feature = "schemars", schemars(rename = "availableAccounts"))]
    pub available_accounts: Option<List<Id>>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(RunningJobs {
    total: "total",
    music: "music",
    tts: "tts",
    accounts: "accounts",
    available_accounts: "availableAccounts",
});

/// The Google cookie `__Secure-3PSID` that renews the token; valid for about 13 months.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SessionCookie {
    /// Name of the cookie.
    pub name: Option<String>,
    /// Value of the cookie; the vendor masks it in answers.
    pub value: Option<Secret>,
    /// Domain of the cookie.
    pub domain: Option<String>,
    /// Path of the cookie.
    pub path: Option<String>,
    /// When the cookie runs out.
    pub expires: Option<String>,
    /// Whether scripts are kept from reading the cookie.
    #[cfg_attr(feature = "schemars", schemars(rename = "httpOnly"))]
    pub http_only: Option<bool>,
    /// Whether the cookie goes over HTTPS only.
    pub secure: Option<bool>,
    /// SameSite rule of the cookie.
    #[cfg_attr(feature = "schemars", schemars(rename = "sameSite"))]
    pub same_site: Option<String>,
    /// When the cookie was stored.
    pub added: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SessionCookie {
    name: "name",
    value: "value",
    domain: "domain",
    path: "path",
    expires: "expires",
    http_only: "httpOnly",
    secure: "secure",
    same_site: "sameSite",
    added: "added",
});

text_or! {
    /// The cookie `__Secure-3PSID` of `accounts.google.com`, as a line of text or as an object.
    pub enum SessionCookieInput {
        /// As text.
        Text(SessionCookieText),
        /// In parts.
        GivenSessionCookie(GivenSessionCookie),
    }
}

/// The cookie as one line with its columns separated by tabs, as copied from a browser's developer tools.
pub type SessionCookieText = Secret;

/// Account and token of the older setup without automatic renewal.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SetAccountToken {
    /// Id of the account; must be the same as in the path.
    pub account: String,
    /// Mureka session token; has to be renewed by hand every 30 days.
    pub token: Secret,
}

impl SetAccountToken {
    /// With what is required; the rest is optional.
    pub fn new(account: impl Into<String>, token: impl Into<Secret>) -> Self {
        Self {
            account: account.into(),
            token: token.into(),
        }
    }
}

/// A generated song.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Song {
    /// Id of the song, for all calls that take a `song_id`. A number in some of the docs' models, a composite text in all their answers.
    pub song_id: Option<Id>,
    /// Title of the song.
    pub title: Option<String>,
    /// Version of the song within its generation, for example `1`; extended and regenerated songs have longer ones.
    pub version: Option<String>,
    /// Whether the song was made by extending or regenerating another one.
    pub is_regenerate: Option<bool>,
    /// What the song was regenerated from; the docs do not explain the figure.
    pub regenerate_from: Option<i64>,
    /// Length in milliseconds.
    pub duration_milliseconds: Option<i64>,
    /// When it was generated, unix seconds.
    pub generate_at: Option<i64>,
    /// Genres of the song.
    pub genres: Option<List<String>>,
    /// Moods of the song.
    pub moods: Option<List<String>>,
    /// Link to the mp3 file.
    pub mp3_url: Option<String>,
    /// Key under which the song is shared.
    pub share_key: Option<String>,
    /// Link under which the song is shared.
    pub share_link: Option<String>,
    /// A flag the docs do not explain.
    pub recall: Option<bool>,
    /// State of the automatic review; the docs do not explain the values.
    pub machine_audit_state: Option<i64>,
    /// Kind of credits that paid for the song; the docs do not explain the values.
    pub credit_type: Option<i64>,
    /// Link to the cover picture.
    pub cover: Option<String>,
    /// Points of the waveform.
    pub wave_list: Option<List<serde_json::Number>>,
    /// Whether the song was played.
    pub is_played: Option<bool>,
    /// Whether the song was liked.
    pub is_liked: Option<bool>,
    /// Lyrics with their times, section by section; only in the details of a song.
    pub lyrics: Option<List<LyricsSection>>,
    /// Video of the song; an empty object if there is none.
    pub video: Option<SongVideo>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Song {
    song_id: "song_id",
    title: "title",
    version: "version",
    is_regenerate: "is_regenerate",
    regenerate_from: "regenerate_from",
    duration_milliseconds: "duration_milliseconds",
    generate_at: "generate_at",
    genres: "genres",
    moods: "moods",
    mp3_url: "mp3_url",
    share_key: "share_key",
    share_link: "share_link",
    recall: "recall",
    machine_audit_state: "machine_audit_state",
    credit_type: "credit_type",
    cover: "cover",
    wave_list: "wave_list",
    is_played: "is_played",
    is_liked: "is_liked",
    lyrics: "lyrics",
    video: "video",
});

/// Mureka user who made a song.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SongAuthor {
    /// Id of the user as text.
    pub id: Option<Id>,
    /// The same id as a number.
    pub user_id: Option<Id>,
    /// Stage name of the user.
    pub stage_name: Option<String>,
    /// Link to the user's picture.
    pub profile_image: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SongAuthor {
    id: "id",
    user_id: "user_id",
    stage_name: "stage_name",
    profile_image: "profile_image",
});

/// A song with lyrics, author and generation.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SongDetails {
    /// The song, lyrics included.
    pub song: Option<Song>,
    /// Mureka user who made a song.
    pub user: Option<SongAuthor>,
    /// Id of the generation. May need more than 53 bits.
    pub feed_id: Option<Id>,
    /// Id of the connection.
    pub conn_id: Option<String>,
    /// State of the generation; finished ones show 3 in the docs, other values are not explained.
    pub state: Option<i64>,
    /// How it was generated, a number the docs do not explain.
    pub generation_method: Option<i64>,
    /// Model that made the songs; may be a retired one.
    pub model: Option<Model>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SongDetails {
    song: "song",
    user: "user",
    feed_id: "feed_id",
    conn_id: "conn_id",
    state: "state",
    generation_method: "generation_method",
    model: "model",
});

/// Where a song's stems or license can be fetched.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SongDownload {
    /// Link to the file, a zip archive in the docs' example.
    pub oss_key: Option<String>,
    /// State of payment, a number the docs do not explain.
    pub paid_state: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SongDownload {
    oss_key: "oss_key",
    paid_state: "paid_state",
});

/// A generation with its songs, usually two.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SongFeed {
    /// Id of the generation. May need more than 53 bits.
    pub feed_id: Option<Id>,
    /// State of the generation; finished ones show 3 in the docs, other values are not explained.
    pub state: Option<i64>,
    /// The songs of the generation.
    pub songs: Option<List<Song>>,
    /// Whether the generation was accelerated.
    pub is_accelerated: Option<bool>,
    /// Id of the connection.
    pub conn_id: Option<String>,
    /// How it was generated, a number the docs do not explain.
    pub generation_method: Option<i64>,
    /// Model that made the songs; may be a retired one.
    pub model: Option<Model>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SongFeed {
    feed_id: "feed_id",
    state: "state",
    songs: "songs",
    is_accelerated: "is_accelerated",
    conn_id: "conn_id",
    generation_method: "generation_method",
    model: "model",
});

/// A page of generations.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SongPage {
    /// The generations of this page.
    pub list: Option<List<SongFeed>>,
    /// Cursor of the next page.
    pub last_id: Option<Id>,
    /// Whether there is a next page.
    pub more: Option<bool>,
    /// Total number; the docs do not say of what.
    pub total: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SongPage {
    list: "list",
    last_id: "last_id",
    more: "more",
    total: "total",
});

/// Video of a song.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SongVideo {
    /// Link to the mp4 file.
    pub video_url: Option<String>,
    /// Link to the cover picture.
    pub video_cover_url: Option<String>,
    /// Id of the video.
    pub video_id: Option<Id>,
    /// What went wrong.
    pub error: Option<String>,
    /// Code of an error, a number (an HTTP status or a code of Mureka such as 9008) or a text such as `REFRESH_FAILED`.
    pub code: Option<ErrorCode>,
    /// Additional message.
    pub msg: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SongVideo {
    video_url: "video_url",
    video_cover_url: "video_cover_url",
    video_id: "video_id",
    error: "error",
    code: "code",
    msg: "msg",
});

/// Generated speech.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Speech {
    /// Id of the job, for looking it up later; only in the answer to the call that made the speech.
    pub jobid: Option<String>,
    /// Title of the speech.
    pub title: Option<String>,
    /// Beginning of the text.
    pub preview: Option<String>,
    /// Link to the cover picture.
    pub cover: Option<String>,
    /// Link to the mp3 file.
    pub mp3_url: Option<String>,
    /// Id of the recording.
    pub id: Option<Id>,
    /// Length in milliseconds.
    pub duration_milliseconds: Option<i64>,
    /// Quality of the audio, a number the docs do not explain.
    pub audio_quality: Option<i64>,
    /// State of the speech; finished ones show 3 in the docs, other values are not explained.
    pub state: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Speech {
    jobid: "jobid",
    title: "title",
    preview: "preview",
    cover: "cover",
    mp3_url: "mp3_url",
    id: "id",
    duration_milliseconds: "duration_milliseconds",
    audio_quality: "audio_quality",
    state: "state",
});

/// A job that makes speech.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpeechJob {
    /// Id of the job.
    pub jobid: Option<String>,
    /// The call that started a job.
    pub verb: Option<JobVerb>,
    /// Kind of a job, `music` or `tts` (speech).
    #[cfg_attr(feature = "schemars", schemars(rename = "jobType"))]
    pub job_type: Option<JobType>,
    /// State of a job, `created` (accepted or still running), `completed` or `failed`.
    pub status: Option<JobStatus>,
    /// When the job was created.
    pub created: Option<String>,
    /// When the job last changed.
    pub updated: Option<String>,
    /// The request of a speech job as it was recorded.
    pub request: Option<SpeechJobRequest>,
    /// The result, present once the job is completed.
    pub response: Option<Speech>,
    /// Why the job failed.
    pub error: Option<String>,
    /// More about the failure.
    #[cfg_attr(feature = "schemars", schemars(rename = "errorDetails"))]
    pub error_details: Option<String>,
    /// HTTP status of the failure.
    pub code: Option<ErrorCode>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SpeechJob {
    jobid: "jobid",
    verb: "verb",
    job_type: "jobType",
    status: "status",
    created: "created",
    updated: "updated",
    request: "request",
    response: "response",
    error: "error",
    error_details: "errorDetails",
    code: "code",
});

/// The request of a speech job as it was recorded.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpeechJobRequest {
    /// The account the job runs on.
    pub account: Option<Id>,
    /// Title of the speech.
    pub title: Option<String>,
    /// The text that is spoken.
    pub text: Option<String>,
    /// The voice that speaks.
    pub voice_id: Option<Id>,
    /// The conversation of a speech job, as the JSON text it was sent as or as its turns.
    pub conversation: Option<ConversationRecord>,
    /// Whether the call returned at once with the job.
    #[cfg_attr(feature = "schemars", schemars(rename = "async"))]
    pub async_: Option<bool>,
    /// The webhook of the job.
    #[cfg_attr(feature = "schemars", schemars(rename = "replyUrl"))]
    pub reply_url: Option<Secret>,
    /// The caller's own reference.
    #[cfg_attr(feature = "schemars", schemars(rename = "replyRef"))]
    pub reply_ref: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SpeechJobRequest {
    account: "account",
    title: "title",
    text: "text",
    voice_id: "voice_id",
    conversation: "conversation",
    async_: "async",
    reply_url: "replyUrl",
    reply_ref: "replyRef",
});

/// A page of speech recordings.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpeechPage {
    /// The recordings of this page.
    pub list: Option<List<Speech>>,
    /// Cursor of the next page.
    pub last_id: Option<Id>,
    /// Whether there is a next page; may be absent, which is taken for no.
    pub more: Option<bool>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(SpeechPage {
    list: "list",
    last_id: "last_id",
    more: "more",
});

/// A genre, mood or vocal.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tag {
    /// The value to use in requests.
    pub tag: Option<String>,
    /// Path of the cover picture; genres only.
    pub cover: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Tag {
    tag: "tag",
    cover: "cover",
});

/// A reference track, uploaded or offered by Mureka. Its `id` goes into `ref_id` of the music calls.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Track {
    /// Id of the track, for `ref_id`.
    pub id: Option<Id>,
    /// Link to the mp3 file.
    pub url: Option<String>,
    /// Length in milliseconds.
    pub duration_milliseconds: Option<i64>,
    /// Mood of the track.
    pub mood: Option<String>,
    /// Title of the track.
    pub title: Option<String>,
    /// Genre of the track.
    pub genre: Option<String>,
    /// Who uploaded it; absent in the answer to an upload.
    pub username: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Track {
    id: "id",
    url: "url",
    duration_milliseconds: "duration_milliseconds",
    mood: "mood",
    title: "title",
    genre: "genre",
    username: "username",
});

/// A page of reference tracks.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TrackPage {
    /// The tracks of this page.
    pub list: Option<List<Track>>,
    /// Cursor of the next page.
    pub last_id: Option<Id>,
    /// Whether there is a next page.
    pub more: Option<bool>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(TrackPage {
    list: "list",
    last_id: "last_id",
    more: "more",
});

/// Parameters of [`upload_motif`](super::raw::Raw::upload_motif): upload a motif.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UploadMotif {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

impl UploadMotif {
    /// With nothing set: everything is optional.
    pub fn new() -> Self {
        Self { account: None }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// Parameters of [`upload_track`](super::raw::Raw::upload_track): upload a reference track.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UploadTrack {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Title of the track.
    pub title: String,
    /// Genre of the track, one of those the moods and genres call lists.
    pub genre: String,
    /// Mood of the track, one of those the moods and genres call lists.
    pub mood: String,
    /// Link to the YouTube video the track comes from, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl UploadTrack {
    /// With what is required; the rest is optional.
    pub fn new(
        title: impl Into<String>,
        genre: impl Into<String>,
        mood: impl Into<String>,
    ) -> Self {
        Self {
            account: None,
            title: title.into(),
            genre: genre.into(),
            mood: mood.into(),
            url: None,
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }

    /// Sets `url`.
    ///
    /// Link to the YouTube video the track comes from, if there is one.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = Some(value.into());
        self
    }
}

/// Parameters of [`upload_vocal`](super::raw::Raw::upload_vocal): upload a vocal.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UploadVocal {
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Name of the vocal.
    pub title: String,
}

impl UploadVocal {
    /// With what is required; the rest is optional.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            account: None,
            title: title.into(),
        }
    }

    /// Sets `account`.
    ///
    /// Id of the Mureka account to use. Optional while one account is configured, required with several.
    pub fn account(mut self, value: impl Into<String>) -> Self {
        self.account = Some(value.into());
        self
    }
}

/// A vocal sample, uploaded or offered by Mureka. Its `id` goes into `vocal_id` of the advanced song call.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Vocal {
    /// Id of the vocal, for `vocal_id`.
    pub id: Option<Id>,
    /// Link to the mp3 file.
    pub url: Option<String>,
    /// Length in milliseconds.
    pub duration_milliseconds: Option<i64>,
    /// Gender of the voice as a number; the docs do not explain the values.
    pub gender: Option<i64>,
    /// Name of the vocal.
    pub title: Option<String>,
    /// When it was created, unix seconds.
    pub created_at: Option<i64>,
    /// Who uploaded it.
    pub username: Option<String>,
    /// Link to a background picture.
    pub background_url: Option<String>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Vocal {
    id: "id",
    url: "url",
    duration_milliseconds: "duration_milliseconds",
    gender: "gender",
    title: "title",
    created_at: "created_at",
    username: "username",
    background_url: "background_url",
});

open_enum! {
    /// Gender of the singing voice, `female` or `male`.
    pub enum VocalGender {
        /// `female`
        Female = "female",
        /// `male`
        Male = "male",
    }
}

/// A page of vocals.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VocalPage {
    /// The vocals of this page.
    pub list: Option<List<Vocal>>,
    /// Cursor of the next page.
    pub last_id: Option<Id>,
    /// Whether there is a next page.
    pub more: Option<bool>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(VocalPage {
    list: "list",
    last_id: "last_id",
    more: "more",
});

/// A voice for speech, built in or cloned.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Voice {
    /// Id of the voice, for `voice_id`.
    pub id: Option<Id>,
    /// Id of the user who owns the voice.
    pub user_id: Option<Id>,
    /// Name of the voice.
    pub title: Option<String>,
    /// Link to the cover picture.
    pub cover: Option<String>,
    /// Link to a sample of the voice.
    pub mp3_url: Option<String>,
    /// Language of a voice.
    pub language: Option<VoiceLanguage>,
    /// When it was created, unix seconds.
    pub created_at: Option<i64>,
    /// What the voice is like.
    pub description: Option<String>,
    /// Length of the sample in milliseconds.
    pub duration_milliseconds: Option<i64>,
    /// Where the voice comes from, a number the docs do not explain; may be absent.
    pub source_type: Option<i64>,
    /// State of the automatic review; the docs do not explain the values.
    pub machine_audit_state: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(Voice {
    id: "id",
    user_id: "user_id",
    title: "title",
    cover: "cover",
    mp3_url: "mp3_url",
    language: "language",
    created_at: "created_at",
    description: "description",
    duration_milliseconds: "duration_milliseconds",
    source_type: "source_type",
    machine_audit_state: "machine_audit_state",
});

open_enum! {
    /// Language of a voice.
    ///
    /// Voices are cloned in `de` German, `en` English, `es` Spanish, `fr` French, `it` Italian, `ja` Japanese, `ko` Korean,
    /// `pt` Portuguese, `ru` Russian, `zh-Hans` and `zh-Hant` Chinese (simplified, traditional).
    pub enum VoiceLanguage {
        /// `en`
        En = "en",
        /// `zh-Hans`
        ZhHans = "zh-Hans",
        /// `zh-Hant`
        ZhHant = "zh-Hant",
        /// `ja`
        Ja = "ja",
        /// `ko`
        Ko = "ko",
        /// `es`
        Es = "es",
        /// `pt`
        Pt = "pt",
        /// `de`
        De = "de",
        /// `fr`
        Fr = "fr",
        /// `it`
        It = "it",
        /// `ru`
        Ru = "ru",
    }
}

/// A page of voices.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VoicePage {
    /// The voices of this page.
    pub list: Option<List<Voice>>,
    /// Cursor of the next page.
    pub last_id: Option<Id>,
    /// Whether there is a next page; may be absent, which is taken for no.
    pub more: Option<bool>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(VoicePage {
    list: "list",
    last_id: "last_id",
    more: "more",
});

/// Soundtrack of a YouTube video.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct YoutubeSoundtrack {
    /// Name of the soundtrack.
    pub name: Option<String>,
    /// Link to the mp3 file.
    pub cos_url: Option<String>,
    /// Length; the docs name no unit, the example looks like milliseconds.
    pub duration: Option<i64>,
    /// Fields that the document does not know, and known ones that came as null.
    #[cfg_attr(feature = "schemars", schemars(flatten))]
    pub extra: Extra,
}

open_struct!(YoutubeSoundtrack {
    name: "name",
    cos_url: "cos_url",
    duration: "duration",
});
