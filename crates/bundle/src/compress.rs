//! What the server hands out to browsers that take it compressed.

use std::io::Write;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The smallest file for which a compressed sibling is worth its place.
const MINIMUM: usize = 256;

/// The endings of files that are compressed already.
const COMPRESSED: &[&str] = &["png", "jpg", "jpeg", "webp", "avif", "woff2", "gz", "br"];

/// A file in both compressed forms.
pub struct Compressed {
    /// Brotli at its highest quality.
    pub brotli: Vec<u8>,
    /// Gzip at its highest level.
    pub gzip: Vec<u8>,
}

/// Compresses, or returns nothing where it would not help.
pub fn compress(path: &str, content: &[u8]) -> Result<Option<Compressed>> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    if content.len() < MINIMUM || COMPRESSED.contains(&extension) {
        return Ok(None);
    }
    let compressed = Compressed {
        brotli: brotli(content)?,
        gzip: gzip(content)?,
    };
    let smaller = compressed.brotli.len() < content.len() && compressed.gzip.len() < content.len();
    Ok(smaller.then_some(compressed))
}

fn brotli(mut content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        // The largest window that every browser accepts.
        lgwin: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut content, &mut out, &parameters)?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_give_the_content_back() {
        let content = "港のポータル ".repeat(100).into_bytes();
        let compressed = compress("index.html", &content).unwrap().unwrap();

        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(&compressed.gzip[..])
            .read_to_end(&mut unzipped)
            .unwrap();
        assert_eq!(unzipped, content);

        let mut unbrotlied = Vec::new();
        brotli::BrotliDecompress(&mut &compressed.brotli[..], &mut unbrotlied).unwrap();
        assert_eq!(unbrotlied, content);
    }

    #[test]
    fn small_and_already_compressed_files_are_left_alone() {
        assert!(compress("a.css", b"a{}").unwrap().is_none());
        assert!(compress("a.png", &[0; 4096]).unwrap().is_none());
    }
}
