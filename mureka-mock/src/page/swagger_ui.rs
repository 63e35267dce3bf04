//! Swagger UI's own files, as `build.rs` takes them out of the archive of its release.

use bytes::Bytes;

use super::{Page, SCRIPT, STYLE};

/// A file that the build script wrote.
macro_rules! packed {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz"))
    };
}

/// Files that are served: name, type, what is in it as gzip.
const SERVED: [(&str, &str, &[u8]); 3] = [
    (
        "swagger-ui-bundle.js",
        SCRIPT,
        packed!("swagger-ui-bundle.js"),
    ),
    ("swagger-ui.css", STYLE, packed!("swagger-ui.css")),
    (
        "swagger-ui-license.txt",
        "text/plain; charset=utf-8",
        packed!("swagger-ui-license.txt"),
    ),
];

/// A file by the name under which it is served.
pub(super) fn file(name: &str) -> Option<Page> {
    let (_, content_type, gzip) = SERVED.iter().find(|(served, ..)| *served == name)?;
    // By the format, a checksum and a length end it; the two are another's with the text.
    let tail = gzip.last_chunk().copied().map(u64::from_be_bytes);
    Some(Page {
        content_type,
        content_encoding: Some("gzip"),
        etag: tail.map(|tail| format!("\"{tail:016x}\"")),
        body: Bytes::from_static(gzip),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    /// Also checks length and checksum, as a browser does.
    fn unpacked(name: &str) -> String {
        let page = file(name).unwrap();
        let mut text = String::new();
        GzDecoder::new(&page.body[..])
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn files_unpack_to_what_they_are() {
        for (name, part) in [
            ("swagger-ui-bundle.js", "SwaggerUIBundle"),
            ("swagger-ui.css", ".swagger-ui .opblock"),
            ("swagger-ui-license.txt", "Apache License"),
        ] {
            assert!(unpacked(name).contains(part), "{name}");
        }
    }
}
