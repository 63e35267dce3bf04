// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! What the Cloudsway MaaS_Mureka says that requests have to keep.
use super::types;
use crate::check::{Check, Problems};

impl Check for types::ExtendSong {
    fn problems(&self, problems: &mut Problems) {
        problems.text("song_id", &self.song_id, 1..);
        problems.text("upload_audio_id", &self.upload_audio_id, 1..);
        problems.digits("extend_at", &self.extend_at, 8000..=420_000);
        problems
            .exclusive(
                &["song_id", "upload_audio_id"],
                self.song_id.is_some() && self.upload_audio_id.is_some(),
            );
    }
}

impl Check for types::GenerateSong {
    fn problems(&self, problems: &mut Problems) {
        problems.whole("n", &self.n, 1..=3);
        problems.text("prompt", &self.prompt, ..=1024);
        problems.text("reference_id", &self.reference_id, 1..);
        problems.text("vocal_id", &self.vocal_id, 1..);
        problems.text("melody_id", &self.melody_id, 1..);
        problems
            .exclusive(
                &["prompt", "reference_id"],
                self.prompt.is_some() && self.reference_id.is_some(),
            );
        problems
            .exclusive(
                &["prompt", "vocal_id"],
                self.prompt.is_some() && self.vocal_id.is_some(),
            );
        problems
            .exclusive(
                &["prompt", "melody_id"],
                self.prompt.is_some() && self.melody_id.is_some(),
            );
        problems
            .exclusive(
                &["reference_id", "melody_id"],
                self.reference_id.is_some() && self.melody_id.is_some(),
            );
        problems
            .exclusive(
                &["vocal_id", "melody_id"],
                self.vocal_id.is_some() && self.melody_id.is_some(),
            );
    }
}

impl Check for types::UploadFile {
    fn problems(&self, _: &mut Problems) {}
}
