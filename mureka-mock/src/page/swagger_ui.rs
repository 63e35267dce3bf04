//! Swagger UI's own files, out of the crate that carries its release as a zip archive.

use std::sync::LazyLock;

use bytes::{BufMut, Bytes, BytesMut};
use rawzip::{CompressionMethod, ZipArchive, ZipSliceEntry};
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;

use super::{Page, SCRIPT, STYLE};

/// Files that are served: name here, type, place below the archive's only folder.
const SERVED: [(&str, &str, &str); 3] = [
    ("swagger-ui-bundle.js", SCRIPT, "dist/swagger-ui-bundle.js"),
    ("swagger-ui.css", STYLE, "dist/swagger-ui.css"),
    (
        "swagger-ui-license.txt",
        "text/plain; charset=utf-8",
        "LICENSE",
    ),
];

/// Read when the page is first asked for, which most mocks never are.
static FILES: LazyLock<Vec<(&str, Page)>> = LazyLock::new(|| read(SWAGGER_UI_VENDORED));

/// A file by the name under which it is served.
pub(super) fn file(name: &str) -> Option<Page> {
    let (_, page) = FILES.iter().find(|(served, _)| *served == name)?;
    Some(page.clone())
}

/// The files out of the archive. What it does not have is not served; a test sees to it
/// that there is nothing of that kind.
fn read(archive: &[u8]) -> Vec<(&'static str, Page)> {
    let mut files = Vec::new();
    let Ok(archive) = ZipArchive::from_slice(archive) else {
        return files;
    };
    let mut entries = archive.entries();
    while let Ok(Some(entry)) = entries.next_entry() {
        let served = SERVED.iter().find(|(_, _, place)| {
            let path = entry.file_path();
            let below = path.as_ref().splitn(2, |byte| *byte == b'/').nth(1);
            below == Some(place.as_bytes())
        });
        if let Some((name, content_type, _)) = served
            && entry.compression_method() == CompressionMethod::DEFLATE
            && let Ok(found) = archive.get_entry(entry.wayfinder())
        {
            let page = Page {
                content_type,
                content_encoding: Some("gzip"),
                etag: Some(format!("\"{:08x}\"", entry.crc32())),
                body: gzip(&found),
            };
            files.push((*name, page));
        }
    }
    files
}

/// The entry as gzip, which is the same compressed data between another head and
/// another tail (RFC 1952): every browser unpacks that, so that nothing has to here.
fn gzip(entry: &ZipSliceEntry<'_>) -> Bytes {
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let data = entry.data();
    let whole = entry.claim_verifier();
    let mut gzip = BytesMut::with_capacity(HEAD.len() + data.len() + 8);
    gzip.put_slice(&HEAD);
    gzip.put_slice(data);
    gzip.put_u32_le(whole.crc);
    // By the format, the size modulo 2³².
    #[allow(clippy::cast_possible_truncation, reason = "what the format asks for")]
    gzip.put_u32_le(whole.uncompressed_size as u32);
    gzip.freeze()
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
    fn the_archive_has_every_file_once() {
        let mut names: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        let mut served = SERVED.map(|(name, ..)| name);
        names.sort_unstable();
        served.sort_unstable();
        assert_eq!(names, served);
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

    #[test]
    fn a_broken_archive_has_no_files() {
        assert!(read(b"no zip").is_empty());
        assert!(read(&[]).is_empty());
    }
}
