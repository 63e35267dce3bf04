//! The bytes of a file, of the standard input, or of an address.

use std::error::Error;
use std::io::Read;
use std::time::Duration;

/// Most bytes taken; the vendor's whole reference has 0.2 MB.
const MAX: u64 = 8 * 1024 * 1024;
/// For all of it, from connecting to the last byte.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What a name stands for: an address with `http` or `https`, `-`, or a file.
///
/// The error says why there is nothing, without the name.
pub fn bytes(name: &str) -> Result<Vec<u8>, String> {
    if name == "-" {
        return taken(std::io::stdin().lock());
    }
    if name.starts_with("https://") || name.starts_with("http://") {
        return download(name);
    }
    let kind = std::fs::metadata(name).map_err(|error| error.to_string())?;
    if kind.is_dir() {
        return Err("it is a folder; name the files in it".into());
    }
    if kind.is_file() {
        return opened(name);
    }
    // Of a pipe, nothing may ever come.
    let (sender, receiver) = std::sync::mpsc::channel();
    let pipe = name.to_owned();
    std::thread::spawn(move || sender.send(opened(&pipe)));
    let waited = receiver.recv_timeout(TIMEOUT);
    waited.unwrap_or_else(|_| {
        Err(format!(
            "nothing came of it in {} seconds",
            TIMEOUT.as_secs()
        ))
    })
}

fn opened(name: &str) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(name).map_err(|error| error.to_string())?;
    taken(file)
}

fn taken(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| chain(&error))?;
    if bytes.len() as u64 > MAX {
        return Err(format!("more than {MAX} bytes, which is no documentation"));
    }
    Ok(bytes)
}

fn download(url: &str) -> Result<Vec<u8>, String> {
    let client = reqwest::blocking::Client::builder()
        .timeout(TIMEOUT)
        .connect_timeout(Duration::from_secs(15))
        .build()
        .map_err(|error| chain(&error))?;
    let answer = client
        .get(url)
        .send()
        .map_err(|error| chain(&error.without_url()))?;
    let status = answer.status();
    if !status.is_success() {
        return Err(format!("answered with status {status}"));
    }
    taken(answer)
}

/// An error with its reasons.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut reason = error.source();
    while let Some(next) = reason {
        let told = next.to_string();
        if !text.contains(&told) {
            text += &format!(": {told}");
        }
        reason = next.source();
    }
    text
}
