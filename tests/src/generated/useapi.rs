// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! Every type and every call of the client by name.
#![allow(deprecated, reason = "deprecated calls are tested like the others")]
use mureka_api::useapi::{Client, types};
use mureka_api::Error;
use crate::calls::{Input, Outcome, RoundTrip, problems, round_trip, schema};
use serde_json::Value;

/// Types of bodies, sent or answered.
pub const TYPES: &[&str] = &[
    "Account",
    "AccountError",
    "Accounts",
    "ApiError",
    "ConfigureAccount",
    "CreateInstrumental",
    "CreateSong",
    "CreateSongAdvanced",
    "CreateSpeech",
    "Deleted",
    "DownloadSong",
    "ExtendSong",
    "GenerateLyrics",
    "GenerateVideo",
    "Job",
    "Lyrics",
    "MoodsAndGenres",
    "Motif",
    "MusicResult",
    "Profile",
    "RegenerateSong",
    "RunningJobs",
    "SetAccountToken",
    "SongDetails",
    "SongDownload",
    "SongPage",
    "SongVideo",
    "Speech",
    "SpeechPage",
    "Track",
    "TrackPage",
    "Vocal",
    "VocalPage",
    "Voice",
    "VoicePage",
    "YoutubeSoundtrack",
];
/// Operation, status, type of the body.
pub const RESPONSES: &[(&str, &str, &str)] = &[
    ("list_accounts", "200", "Accounts"),
    ("list_accounts", "401", "ApiError"),
    ("configure_account", "200", "Accounts"),
    ("configure_account", "400", "ApiError"),
    ("configure_account", "401", "ApiError"),
    ("get_account", "200", "Account"),
    ("get_account", "401", "ApiError"),
    ("set_account_token", "201", "Account"),
    ("set_account_token", "400", "ApiError"),
    ("set_account_token", "401", "ApiError"),
    ("delete_account", "401", "ApiError"),
    ("list_tracks", "200", "TrackPage"),
    ("list_tracks", "400", "ApiError"),
    ("list_tracks", "401", "ApiError"),
    ("list_tracks", "596", "AccountError"),
    ("upload_track", "200", "Track"),
    ("upload_track", "400", "ApiError"),
    ("upload_track", "401", "ApiError"),
    ("upload_track", "596", "AccountError"),
    ("delete_track", "400", "ApiError"),
    ("delete_track", "401", "ApiError"),
    ("delete_track", "596", "AccountError"),
    ("get_youtube_soundtrack", "200", "YoutubeSoundtrack"),
    ("get_youtube_soundtrack", "400", "ApiError"),
    ("get_youtube_soundtrack", "401", "ApiError"),
    ("get_youtube_soundtrack", "596", "AccountError"),
    ("upload_motif", "200", "Motif"),
    ("upload_motif", "400", "ApiError"),
    ("upload_motif", "401", "ApiError"),
    ("upload_motif", "596", "AccountError"),
    ("upload_vocal", "200", "Vocal"),
    ("upload_vocal", "400", "ApiError"),
    ("upload_vocal", "401", "ApiError"),
    ("upload_vocal", "596", "AccountError"),
    ("delete_vocal", "400", "ApiError"),
    ("delete_vocal", "401", "ApiError"),
    ("delete_vocal", "596", "AccountError"),
    ("list_vocals", "200", "VocalPage"),
    ("list_vocals", "400", "ApiError"),
    ("list_vocals", "401", "ApiError"),
    ("list_vocals", "596", "AccountError"),
    ("list_references", "200", "TrackPage"),
    ("list_references", "400", "ApiError"),
    ("list_references", "401", "ApiError"),
    ("list_references", "596", "AccountError"),
    ("list_jobs", "200", "RunningJobs"),
    ("list_jobs", "401", "ApiError"),
    ("get_job", "200", "Job"),
    ("get_job", "400", "ApiError"),
    ("get_job", "401", "ApiError"),
    ("get_job", "403", "ApiError"),
    ("get_job", "404", "ApiError"),
    ("list_moods_and_genres", "200", "MoodsAndGenres"),
    ("list_moods_and_genres", "400", "ApiError"),
    ("list_moods_and_genres", "401", "ApiError"),
    ("list_moods_and_genres", "596", "AccountError"),
    ("get_profile", "200", "Profile"),
    ("get_profile", "400", "ApiError"),
    ("get_profile", "401", "ApiError"),
    ("get_profile", "596", "AccountError"),
    ("list_songs", "200", "SongPage"),
    ("list_songs", "400", "ApiError"),
    ("list_songs", "401", "ApiError"),
    ("list_songs", "596", "AccountError"),
    ("get_song", "200", "SongDetails"),
    ("get_song", "400", "ApiError"),
    ("get_song", "401", "ApiError"),
    ("get_song", "404", "ApiError"),
    ("get_song", "596", "AccountError"),
    ("delete_song", "200", "Deleted"),
    ("delete_song", "400", "ApiError"),
    ("delete_song", "401", "ApiError"),
    ("delete_song", "596", "AccountError"),
    ("create_song", "200", "MusicResult"),
    ("create_song", "201", "Job"),
    ("create_song", "400", "ApiError"),
    ("create_song", "401", "ApiError"),
    ("create_song", "429", "ApiError"),
    ("create_song", "596", "AccountError"),
    ("create_song_advanced", "200", "MusicResult"),
    ("create_song_advanced", "201", "Job"),
    ("create_song_advanced", "400", "ApiError"),
    ("create_song_advanced", "401", "ApiError"),
    ("create_song_advanced", "429", "ApiError"),
    ("create_song_advanced", "596", "AccountError"),
    ("create_instrumental", "200", "MusicResult"),
    ("create_instrumental", "201", "Job"),
    ("create_instrumental", "400", "ApiError"),
    ("create_instrumental", "401", "ApiError"),
    ("create_instrumental", "429", "ApiError"),
    ("create_instrumental", "596", "AccountError"),
    ("extend_song", "200", "MusicResult"),
    ("extend_song", "201", "Job"),
    ("extend_song", "400", "ApiError"),
    ("extend_song", "401", "ApiError"),
    ("extend_song", "429", "ApiError"),
    ("extend_song", "596", "AccountError"),
    ("regenerate_song", "200", "MusicResult"),
    ("regenerate_song", "201", "Job"),
    ("regenerate_song", "400", "ApiError"),
    ("regenerate_song", "401", "ApiError"),
    ("regenerate_song", "429", "ApiError"),
    ("regenerate_song", "596", "AccountError"),
    ("generate_video", "200", "SongVideo"),
    ("generate_video", "400", "ApiError"),
    ("generate_video", "401", "ApiError"),
    ("generate_video", "429", "ApiError"),
    ("generate_video", "596", "AccountError"),
    ("download_song", "200", "SongDownload"),
    ("download_song", "400", "ApiError"),
    ("download_song", "401", "ApiError"),
    ("download_song", "596", "AccountError"),
    ("generate_lyrics", "200", "Lyrics"),
    ("generate_lyrics", "400", "ApiError"),
    ("generate_lyrics", "401", "ApiError"),
    ("generate_lyrics", "429", "ApiError"),
    ("generate_lyrics", "596", "AccountError"),
    ("list_speech", "200", "SpeechPage"),
    ("list_speech", "400", "ApiError"),
    ("list_speech", "401", "ApiError"),
    ("list_speech", "596", "AccountError"),
    ("delete_speech", "200", "Deleted"),
    ("delete_speech", "400", "ApiError"),
    ("delete_speech", "401", "ApiError"),
    ("delete_speech", "596", "AccountError"),
    ("create_speech", "200", "Speech"),
    ("create_speech", "201", "Job"),
    ("create_speech", "400", "ApiError"),
    ("create_speech", "401", "ApiError"),
    ("create_speech", "596", "AccountError"),
    ("list_voices", "200", "VoicePage"),
    ("list_voices", "400", "ApiError"),
    ("list_voices", "401", "ApiError"),
    ("list_voices", "596", "AccountError"),
    ("clone_voice", "200", "Voice"),
    ("clone_voice", "400", "ApiError"),
    ("clone_voice", "401", "ApiError"),
    ("clone_voice", "596", "AccountError"),
    ("delete_voice", "200", "Deleted"),
    ("delete_voice", "400", "ApiError"),
    ("delete_voice", "401", "ApiError"),
    ("delete_voice", "596", "AccountError"),
];
/// Operation, type of the body.
pub const REQUESTS: &[(&str, &str)] = &[
    ("configure_account", "ConfigureAccount"),
    ("set_account_token", "SetAccountToken"),
    ("create_song", "CreateSong"),
    ("create_song_advanced", "CreateSongAdvanced"),
    ("create_instrumental", "CreateInstrumental"),
    ("extend_song", "ExtendSong"),
    ("regenerate_song", "RegenerateSong"),
    ("generate_video", "GenerateVideo"),
    ("download_song", "DownloadSong"),
    ("generate_lyrics", "GenerateLyrics"),
    ("create_speech", "CreateSpeech"),
];
/// JSON into the type of that name and back.
pub fn through(type_name: &str, json: &[u8]) -> Result<RoundTrip, String> {
    match type_name {
        "Account" => round_trip::<types::Account>(json),
        "AccountError" => round_trip::<types::AccountError>(json),
        "Accounts" => round_trip::<types::Accounts>(json),
        "ApiError" => round_trip::<types::ApiError>(json),
        "ConfigureAccount" => round_trip::<types::ConfigureAccount>(json),
        "CreateInstrumental" => round_trip::<types::CreateInstrumental>(json),
        "CreateSong" => round_trip::<types::CreateSong>(json),
        "CreateSongAdvanced" => round_trip::<types::CreateSongAdvanced>(json),
        "CreateSpeech" => round_trip::<types::CreateSpeech>(json),
        "Deleted" => round_trip::<types::Deleted>(json),
        "DownloadSong" => round_trip::<types::DownloadSong>(json),
        "ExtendSong" => round_trip::<types::ExtendSong>(json),
        "GenerateLyrics" => round_trip::<types::GenerateLyrics>(json),
        "GenerateVideo" => round_trip::<types::GenerateVideo>(json),
        "Job" => round_trip::<types::Job>(json),
        "Lyrics" => round_trip::<types::Lyrics>(json),
        "MoodsAndGenres" => round_trip::<types::MoodsAndGenres>(json),
        "Motif" => round_trip::<types::Motif>(json),
        "MusicResult" => round_trip::<types::MusicResult>(json),
        "Profile" => round_trip::<types::Profile>(json),
        "RegenerateSong" => round_trip::<types::RegenerateSong>(json),
        "RunningJobs" => round_trip::<types::RunningJobs>(json),
        "SetAccountToken" => round_trip::<types::SetAccountToken>(json),
        "SongDetails" => round_trip::<types::SongDetails>(json),
        "SongDownload" => round_trip::<types::SongDownload>(json),
        "SongPage" => round_trip::<types::SongPage>(json),
        "SongVideo" => round_trip::<types::SongVideo>(json),
        "Speech" => round_trip::<types::Speech>(json),
        "SpeechPage" => round_trip::<types::SpeechPage>(json),
        "Track" => round_trip::<types::Track>(json),
        "TrackPage" => round_trip::<types::TrackPage>(json),
        "Vocal" => round_trip::<types::Vocal>(json),
        "VocalPage" => round_trip::<types::VocalPage>(json),
        "Voice" => round_trip::<types::Voice>(json),
        "VoicePage" => round_trip::<types::VoicePage>(json),
        "YoutubeSoundtrack" => round_trip::<types::YoutubeSoundtrack>(json),
        _ => Err(format!("no type `{type_name}`")),
    }
}

/// What the request of that name finds wrong with itself.
pub fn check(type_name: &str, json: &[u8]) -> Result<Vec<String>, String> {
    match type_name {
        "ConfigureAccount" => problems::<types::ConfigureAccount>(json),
        "CreateInstrumental" => problems::<types::CreateInstrumental>(json),
        "CreateSong" => problems::<types::CreateSong>(json),
        "CreateSongAdvanced" => problems::<types::CreateSongAdvanced>(json),
        "CreateSpeech" => problems::<types::CreateSpeech>(json),
        "DownloadSong" => problems::<types::DownloadSong>(json),
        "ExtendSong" => problems::<types::ExtendSong>(json),
        "GenerateLyrics" => problems::<types::GenerateLyrics>(json),
        "GenerateVideo" => problems::<types::GenerateVideo>(json),
        "RegenerateSong" => problems::<types::RegenerateSong>(json),
        "SetAccountToken" => problems::<types::SetAccountToken>(json),
        _ => Err(format!("no request `{type_name}`")),
    }
}

/// The JSON Schema of the type of that name, as `schemars` derives it.
pub fn schema_of(type_name: &str) -> Value {
    match type_name {
        "Account" => schema::<types::Account>(),
        "AccountError" => schema::<types::AccountError>(),
        "Accounts" => schema::<types::Accounts>(),
        "ApiError" => schema::<types::ApiError>(),
        "ConfigureAccount" => schema::<types::ConfigureAccount>(),
        "CreateInstrumental" => schema::<types::CreateInstrumental>(),
        "CreateSong" => schema::<types::CreateSong>(),
        "CreateSongAdvanced" => schema::<types::CreateSongAdvanced>(),
        "CreateSpeech" => schema::<types::CreateSpeech>(),
        "Deleted" => schema::<types::Deleted>(),
        "DownloadSong" => schema::<types::DownloadSong>(),
        "ExtendSong" => schema::<types::ExtendSong>(),
        "GenerateLyrics" => schema::<types::GenerateLyrics>(),
        "GenerateVideo" => schema::<types::GenerateVideo>(),
        "Job" => schema::<types::Job>(),
        "Lyrics" => schema::<types::Lyrics>(),
        "MoodsAndGenres" => schema::<types::MoodsAndGenres>(),
        "Motif" => schema::<types::Motif>(),
        "MusicResult" => schema::<types::MusicResult>(),
        "Profile" => schema::<types::Profile>(),
        "RegenerateSong" => schema::<types::RegenerateSong>(),
        "RunningJobs" => schema::<types::RunningJobs>(),
        "SetAccountToken" => schema::<types::SetAccountToken>(),
        "SongDetails" => schema::<types::SongDetails>(),
        "SongDownload" => schema::<types::SongDownload>(),
        "SongPage" => schema::<types::SongPage>(),
        "SongVideo" => schema::<types::SongVideo>(),
        "Speech" => schema::<types::Speech>(),
        "SpeechPage" => schema::<types::SpeechPage>(),
        "Track" => schema::<types::Track>(),
        "TrackPage" => schema::<types::TrackPage>(),
        "Vocal" => schema::<types::Vocal>(),
        "VocalPage" => schema::<types::VocalPage>(),
        "Voice" => schema::<types::Voice>(),
        "VoicePage" => schema::<types::VoicePage>(),
        "YoutubeSoundtrack" => schema::<types::YoutubeSoundtrack>(),
        _ => panic!("no type `{type_name}`"),
    }
}

/// The name of the documented type that the body of an error was read as.
pub fn type_of_error(error: &Error) -> Option<&'static str> {
    [
        error.typed::<types::AccountError>().is_some().then_some("AccountError"),
        error.typed::<types::ApiError>().is_some().then_some("ApiError"),
    ]
        .into_iter()
        .flatten()
        .next()
}

/// Calls an operation by its id.
pub async fn call(
    client: &Client,
    operation: &str,
    input: Input,
) -> Result<Outcome, Error> {
    let raw = client.raw();
    match operation {
        "list_accounts" => {
            let response = raw.list_accounts().await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "configure_account" => {
            let response = raw
                .configure_account(&input.body::<types::ConfigureAccount>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "get_account" => {
            let response = raw.get_account(&input.path::<String>("account")).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "set_account_token" => {
            let response = raw
                .set_account_token(
                    &input.path::<String>("account"),
                    &input.body::<types::SetAccountToken>(),
                )
                .await?;
            Ok(Outcome::new(201u16, &response, &*response))
        }
        "delete_account" => {
            let response = raw.delete_account(&input.path::<String>("account")).await?;
            Ok(Outcome::new(204u16, &response, &*response))
        }
        "list_tracks" => {
            let response = raw.list_tracks(&input.query::<types::ListTracks>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "upload_track" => {
            let response = raw
                .upload_track(&input.query::<types::UploadTrack>(), input.upload())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "delete_track" => {
            let response = raw.delete_track(&input.query::<types::DeleteTrack>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "get_youtube_soundtrack" => {
            let response = raw
                .get_youtube_soundtrack(&input.query::<types::GetYoutubeSoundtrack>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "upload_motif" => {
            let response = raw
                .upload_motif(&input.query::<types::UploadMotif>(), input.upload())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "upload_vocal" => {
            let response = raw
                .upload_vocal(&input.query::<types::UploadVocal>(), input.upload())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "delete_vocal" => {
            let response = raw.delete_vocal(&input.query::<types::DeleteVocal>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "list_vocals" => {
            let response = raw.list_vocals(&input.query::<types::ListVocals>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "list_references" => {
            let response = raw
                .list_references(&input.query::<types::ListReferences>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "list_jobs" => {
            let response = raw.list_jobs().await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "get_job" => {
            let response = raw.get_job(&input.path::<String>("jobid")).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "list_moods_and_genres" => {
            let response = raw
                .list_moods_and_genres(&input.query::<types::ListMoodsAndGenres>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "get_profile" => {
            let response = raw.get_profile(&input.query::<types::GetProfile>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "list_songs" => {
            let response = raw.list_songs(&input.query::<types::ListSongs>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "get_song" => {
            let response = raw.get_song(&input.path::<types::Id>("song_id")).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "delete_song" => {
            let response = raw.delete_song(&input.path::<types::Id>("song_id")).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "create_song" => {
            let response = raw.create_song(&input.body::<types::CreateSong>()).await?;
            Ok(
                match &*response {
                    types::CreateSongResponse::Ok(value) => {
                        Outcome::new(200u16, &response, value)
                    }
                    types::CreateSongResponse::Created(value) => {
                        Outcome::new(201u16, &response, value)
                    }
                    other => panic!("a variant without a status: {other:?}"),
                },
            )
        }
        "create_song_advanced" => {
            let response = raw
                .create_song_advanced(&input.body::<types::CreateSongAdvanced>())
                .await?;
            Ok(
                match &*response {
                    types::CreateSongAdvancedResponse::Ok(value) => {
                        Outcome::new(200u16, &response, value)
                    }
                    types::CreateSongAdvancedResponse::Created(value) => {
                        Outcome::new(201u16, &response, value)
                    }
                    other => panic!("a variant without a status: {other:?}"),
                },
            )
        }
        "create_instrumental" => {
            let response = raw
                .create_instrumental(&input.body::<types::CreateInstrumental>())
                .await?;
            Ok(
                match &*response {
                    types::CreateInstrumentalResponse::Ok(value) => {
                        Outcome::new(200u16, &response, value)
                    }
                    types::CreateInstrumentalResponse::Created(value) => {
                        Outcome::new(201u16, &response, value)
                    }
                    other => panic!("a variant without a status: {other:?}"),
                },
            )
        }
        "extend_song" => {
            let response = raw.extend_song(&input.body::<types::ExtendSong>()).await?;
            Ok(
                match &*response {
                    types::ExtendSongResponse::Ok(value) => {
                        Outcome::new(200u16, &response, value)
                    }
                    types::ExtendSongResponse::Created(value) => {
                        Outcome::new(201u16, &response, value)
                    }
                    other => panic!("a variant without a status: {other:?}"),
                },
            )
        }
        "regenerate_song" => {
            let response = raw
                .regenerate_song(&input.body::<types::RegenerateSong>())
                .await?;
            Ok(
                match &*response {
                    types::RegenerateSongResponse::Ok(value) => {
                        Outcome::new(200u16, &response, value)
                    }
                    types::RegenerateSongResponse::Created(value) => {
                        Outcome::new(201u16, &response, value)
                    }
                    other => panic!("a variant without a status: {other:?}"),
                },
            )
        }
        "generate_video" => {
            let response = raw
                .generate_video(&input.body::<types::GenerateVideo>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "download_song" => {
            let response = raw
                .download_song(&input.body::<types::DownloadSong>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "generate_lyrics" => {
            let response = raw
                .generate_lyrics(&input.body::<types::GenerateLyrics>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "list_speech" => {
            let response = raw.list_speech(&input.query::<types::ListSpeech>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "delete_speech" => {
            let response = raw
                .delete_speech(&input.query::<types::DeleteSpeech>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "create_speech" => {
            let response = raw
                .create_speech(&input.body::<types::CreateSpeech>())
                .await?;
            Ok(
                match &*response {
                    types::CreateSpeechResponse::Ok(value) => {
                        Outcome::new(200u16, &response, value)
                    }
                    types::CreateSpeechResponse::Created(value) => {
                        Outcome::new(201u16, &response, value)
                    }
                    other => panic!("a variant without a status: {other:?}"),
                },
            )
        }
        "list_voices" => {
            let response = raw.list_voices(&input.query::<types::ListVoices>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "clone_voice" => {
            let response = raw
                .clone_voice(&input.query::<types::CloneVoice>(), input.upload())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "delete_voice" => {
            let response = raw.delete_voice(&input.query::<types::DeleteVoice>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        _ => panic!("no operation `{operation}`"),
    }
}
