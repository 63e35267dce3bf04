//! Which files an operation takes.

use serde_json::Value;

use super::Reader;
use crate::api::Upload;

const KEY: &str = "x-mureka-upload";

impl Reader<'_> {
    pub(super) fn upload(&mut self) -> Option<Upload> {
        let value = self.get(KEY)?;
        let upload = read(value);
        if upload.is_none() {
            let formats = Upload::FORMATS.join(", ");
            self.refuse(
                KEY,
                "`x-mureka-upload` needs `formats`, each once, and perhaps `bytes`",
                &format!("`{{formats: [mp3], bytes: 5368709120}}`; the formats are {formats}"),
            );
        }
        upload
    }
}

fn read(value: &Value) -> Option<Upload> {
    let map = value.as_object()?;
    let known = |name: &String| matches!(name.as_str(), "formats" | "bytes");
    let bytes = match map.get("bytes") {
        Some(bytes) => Some(bytes.as_u64().filter(|bytes| *bytes > 0)?),
        None => None,
    };
    let mut formats: Vec<String> = Vec::new();
    for format in map.get("formats")?.as_array()? {
        let format = format.as_str()?;
        let new = !formats.iter().any(|known| known == format);
        if !new || !Upload::FORMATS.contains(&format) {
            return None;
        }
        formats.push(format.to_owned());
    }
    (!formats.is_empty() && map.keys().all(known)).then_some(Upload { formats, bytes })
}
