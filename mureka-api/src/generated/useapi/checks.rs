// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! What the useapi.net Mureka API says that requests have to keep.
use super::types;
use crate::check::{Check, Problems, Way};

impl Check for types::ConfigureAccount {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::ConversationTurn {
    fn problems(&self, problems: &mut Problems) {
        problems.text("voice_id", &self.voice_id, 1..);
        problems.text("text", &self.text, ..=5000);
    }
}

impl Check for types::CreateInstrumental {
    fn problems(&self, problems: &mut Problems) {
        problems.text("prompt", &self.prompt, ..=1000);
        problems.text("title", &self.title, ..=50);
        problems.text("ref_id", &self.ref_id, 1..);
    }
}

impl Check for types::CreateSong {
    fn problems(&self, problems: &mut Problems) {
        problems.text("prompt", &self.prompt, ..=3000);
    }
}

impl Check for types::CreateSongAdvanced {
    fn problems(&self, problems: &mut Problems) {
        problems.text("lyrics", &self.lyrics, ..=5000);
        problems.text("title", &self.title, ..=50);
        problems.text("desc", &self.desc, ..=1000);
        problems.text("vocal_id", &self.vocal_id, 1..);
        problems.text("ref_id", &self.ref_id, 1..);
        problems.text("motif_id", &self.motif_id, 1..);
        problems
            .exclusive(
                &["desc", "ref_id"],
                self.desc.is_some() && self.ref_id.is_some(),
            );
        problems
            .exclusive(
                &["desc", "vocal_id"],
                self.desc.is_some() && self.vocal_id.is_some(),
            );
        problems
            .exclusive(
                &["desc", "motif_id"],
                self.desc.is_some() && self.motif_id.is_some(),
            );
        problems
            .exclusive(
                &["motif_id", "ref_id"],
                self.motif_id.is_some() && self.ref_id.is_some(),
            );
        problems
            .exclusive(
                &["motif_id", "vocal_id"],
                self.motif_id.is_some() && self.vocal_id.is_some(),
            );
    }
}

impl Check for types::CreateSpeech {
    fn problems(&self, problems: &mut Problems) {
        problems.text("title", &self.title, ..=500);
        problems.text("text", &self.text, ..=5000);
        problems.text("voice_id", &self.voice_id, 1..);
        problems
            .each(
                "conversation",
                &self.conversation,
                |problems, item| {
                    problems.object("", item);
                },
            );
        problems
            .total("conversation", &self.conversation, "text", 5000, |item| &item.text);
        problems
            .ways(
                false,
                &[
                    Way {
                        with: &[
                            ("text", self.text.is_some()),
                            ("voice_id", self.voice_id.is_some()),
                        ],
                        without: &[("conversation", self.conversation.is_some())],
                    },
                    Way {
                        with: &[("conversation", self.conversation.is_some())],
                        without: &[
                            ("text", self.text.is_some()),
                            ("voice_id", self.voice_id.is_some()),
                        ],
                    },
                ],
            );
    }
}

impl Check for types::DownloadSong {
    fn problems(&self, problems: &mut Problems) {
        problems.text("song_id", &self.song_id, 1..);
    }
}

impl Check for types::ExtendSong {
    fn problems(&self, problems: &mut Problems) {
        problems.text("song_id", &self.song_id, 1..);
        problems.text("lyrics", &self.lyrics, ..=3000);
    }
}

impl Check for types::GenerateLyrics {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::GenerateVideo {
    fn problems(&self, problems: &mut Problems) {
        problems.text("song_id", &self.song_id, 1..);
    }
}

impl Check for types::RegenerateSong {
    fn problems(&self, problems: &mut Problems) {
        problems.text("song_id", &self.song_id, 1..);
        problems.whole("start_milliseconds", &self.start_milliseconds, 0..);
    }
}

impl Check for types::SetAccountToken {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::ListTracks {
    fn problems(&self, problems: &mut Problems) {
        problems.text("last_id", &self.last_id, 1..);
    }
}

impl Check for types::UploadTrack {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::DeleteTrack {
    fn problems(&self, problems: &mut Problems) {
        problems.text("id", &self.id, 1..);
    }
}

impl Check for types::GetYoutubeSoundtrack {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::UploadMotif {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::UploadVocal {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::DeleteVocal {
    fn problems(&self, problems: &mut Problems) {
        problems.text("id", &self.id, 1..);
    }
}

impl Check for types::ListVocals {
    fn problems(&self, problems: &mut Problems) {
        problems.text("last_id", &self.last_id, 1..);
    }
}

impl Check for types::ListReferences {
    fn problems(&self, problems: &mut Problems) {
        problems.text("last_id", &self.last_id, 1..);
    }
}

impl Check for types::ListMoodsAndGenres {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::GetProfile {
    fn problems(&self, _: &mut Problems) {}
}

impl Check for types::ListSongs {
    fn problems(&self, problems: &mut Problems) {
        problems.text("last_id", &self.last_id, 1..);
    }
}

impl Check for types::ListSpeech {
    fn problems(&self, problems: &mut Problems) {
        problems.text("last_id", &self.last_id, 1..);
    }
}

impl Check for types::DeleteSpeech {
    fn problems(&self, problems: &mut Problems) {
        problems.text("id", &self.id, 1..);
    }
}

impl Check for types::ListVoices {
    fn problems(&self, problems: &mut Problems) {
        problems.text("last_id", &self.last_id, 1..);
    }
}

impl Check for types::CloneVoice {
    fn problems(&self, problems: &mut Problems) {
        problems.text("title", &self.title, 1..=50);
        problems.text("desc", &self.desc, 1..=500);
    }
}

impl Check for types::DeleteVoice {
    fn problems(&self, problems: &mut Problems) {
        problems.text("voice_id", &self.voice_id, 1..);
    }
}
