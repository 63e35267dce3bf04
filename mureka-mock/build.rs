//! Takes the files of Swagger UI that the page needs out of the archive that its release
//! comes as: they are a quarter of it, and the whole would be part of every program.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use rawzip::{CompressionMethod, ZipArchive, ZipSliceEntry};
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;

/// Place below the archive's only folder, and the name that `src/page/swagger_ui.rs`
/// includes it by.
const FILES: [(&str, &str); 3] = [
    ("dist/swagger-ui-bundle.js", "swagger-ui-bundle.js.gz"),
    ("dist/swagger-ui.css", "swagger-ui.css.gz"),
    ("LICENSE", "swagger-ui-license.txt.gz"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: cargo does that")?;
    for (place, name) in FILES {
        fs::write(Path::new(&folder).join(name), packed(place)?)?;
    }
    Ok(())
}

/// A file of the archive as gzip.
fn packed(place: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let archive = ZipArchive::from_slice(SWAGGER_UI_VENDORED)?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry()? {
        let path = entry.file_path();
        let below = path.as_ref().splitn(2, |byte| *byte == b'/').nth(1);
        if below == Some(place.as_bytes()) {
            if entry.compression_method() != CompressionMethod::DEFLATE {
                return Err(format!("{place}: is not deflated in Swagger UI's archive").into());
            }
            return gzip(&archive.get_entry(entry.wayfinder())?);
        }
    }
    Err(format!("{place}: is not in Swagger UI's archive").into())
}

/// The entry as gzip, which is the same compressed data between another head and
/// another tail (RFC 1952): every browser unpacks that, so that nothing has to here.
fn gzip(entry: &ZipSliceEntry<'_>) -> Result<Vec<u8>, Box<dyn Error>> {
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let whole = entry.claim_verifier();
    let size = u32::try_from(whole.uncompressed_size)?;
    let tail = [whole.crc.to_le_bytes(), size.to_le_bytes()];
    Ok([&HEAD[..], entry.data(), tail.as_flattened()].concat())
}
