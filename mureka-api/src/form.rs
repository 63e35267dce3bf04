//! multipart/form-data out of a request and its file.

use reqwest::multipart::Form;
use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::upload::Upload;

/// A form of the fields of `request` and the file under `name`.
///
/// The file comes last: a server that reads in order knows by then what it is for.
pub(crate) fn form(
    request: &impl Serialize,
    name: &'static str,
    file: Upload,
) -> Result<Form, Error> {
    let fields = serde_json::to_value(request)
        .map_err(|error| Error::invalid(name, format!("the form cannot be made: {error}")))?;
    let mut form = Form::new();
    for (key, value) in fields.as_object().into_iter().flatten() {
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        form = form.text(key.clone(), text);
    }
    let file_name = file.name().unwrap_or("audio").to_owned();
    let media_type = media_type(&file_name);
    Ok(form.part(name, file.into_part(file_name, media_type)?))
}

/// The media type of the audio formats that the docs name.
fn media_type(file_name: &str) -> &'static str {
    let extension = file_name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "mid" | "midi" => "audio/midi",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_media_type_follows_the_name() {
        for (name, expected) in [
            ("a.mp3", "audio/mpeg"),
            ("a.b.M4A", "audio/mp4"),
            ("melody.mid", "audio/midi"),
            ("audio", "application/octet-stream"),
            ("mp3", "application/octet-stream"),
        ] {
            assert_eq!(media_type(name), expected, "{name}");
        }
    }
}
