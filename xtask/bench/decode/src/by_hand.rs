//! Closed types as a good engineer writes them by hand: every documented field, and no other.

use serde::{Deserialize, Serialize};

/// A page of generations.
#[derive(Debug, Deserialize, Serialize)]
pub struct SongPage {
    /// The generations.
    pub list: Vec<SongFeed>,
    /// Cursor of the next page.
    pub last_id: i64,
    /// Whether there is a next page.
    pub more: bool,
    /// How many there are in all.
    pub total: Option<i64>,
}

/// A generation.
#[derive(Debug, Deserialize, Serialize)]
pub struct SongFeed {
    /// Its id.
    pub feed_id: i64,
    /// Its state.
    pub state: i64,
    /// Its songs.
    pub songs: Vec<Song>,
    /// Id of the connection.
    pub conn_id: String,
    /// Whether it was accelerated.
    pub is_accelerated: bool,
    /// How it was generated.
    pub generation_method: i64,
    /// The model.
    pub model: Model,
}

/// A model.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
pub enum Model {
    /// `O1`
    O1,
    /// `O2`
    O2,
    /// `V6`
    V6,
    /// `V7`
    V7,
    /// `V7.5`
    #[serde(rename = "V7.5")]
    V7_5,
    /// `V7.6`
    #[serde(rename = "V7.6")]
    V7_6,
    /// `V8`
    V8,
    /// `V9`
    V9,
}

/// A song.
#[derive(Debug, Deserialize, Serialize)]
pub struct Song {
    /// Its id.
    pub song_id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whether it was made of another one.
    pub is_regenerate: Option<bool>,
    /// Of which.
    pub regenerate_from: Option<i64>,
    /// Its length.
    pub duration_milliseconds: i64,
    /// When it was made.
    pub generate_at: i64,
    /// Its genres.
    pub genres: Vec<String>,
    /// Its moods.
    pub moods: Vec<String>,
    /// The file.
    pub mp3_url: String,
    /// Key under which it is shared.
    pub share_key: String,
    /// A flag.
    pub recall: Option<bool>,
    /// State of the review.
    pub machine_audit_state: i64,
    /// Kind of credits.
    pub credit_type: i64,
    /// Its picture.
    pub cover: String,
    /// Its waveform.
    pub wave_list: Option<Vec<f64>>,
    /// Whether it was played.
    pub is_played: Option<bool>,
    /// Whether it was liked.
    pub is_liked: Option<bool>,
    /// Its lyrics.
    pub lyrics: Option<Vec<LyricsSection>>,
    /// Its video.
    pub video: Option<SongVideo>,
    /// Link under which it is shared.
    pub share_link: String,
}

/// A section of lyrics.
#[derive(Debug, Deserialize, Serialize)]
pub struct LyricsSection {
    /// Its kind.
    pub seg_type: Option<i64>,
    /// Its tag.
    pub user_input_tag: Option<String>,
    /// Where it starts.
    pub start: Option<i64>,
    /// Where it ends.
    pub end: Option<i64>,
    /// Its lines.
    pub rows: Vec<LyricsRow>,
}

/// A line of lyrics.
#[derive(Debug, Deserialize, Serialize)]
pub struct LyricsRow {
    /// Where it starts.
    pub start: i64,
    /// Where it ends.
    pub end: i64,
    /// Its words.
    pub text: String,
}

/// The video of a song.
#[derive(Debug, Deserialize, Serialize)]
pub struct SongVideo {
    /// The file.
    pub video_url: Option<String>,
    /// Its picture.
    pub video_cover_url: Option<String>,
    /// Its id.
    pub video_id: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// Its code.
    pub code: Option<i64>,
    /// More about it.
    pub msg: Option<String>,
}
