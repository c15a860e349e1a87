//! Cuts the application into what the first page needs and what is fetched later.
//!
//! The pages mark where to cut (`wasm_split`); the linker leaves in the file who names whom
//! (`--emit-relocs`). What only one mark needs goes into its file, what several need and the
//! first page does not into a file that they share, all else stays where it is.

use std::fs;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use crate::asset::Asset;
use crate::sections::without_custom_sections;

/// What the splitter calls the JavaScript that fetches chunks; the application imports it.
pub const FETCHER: &str = "./chunks.js";

/// What the splitter calls the JavaScript of the application; the fetcher imports it.
pub const APPLICATION: &str = "./app.js";

/// What a mark of the pages leaves in the file.
const MARK: &[u8] = b"__wasm_split_load_";

/// The application in parts.
pub struct Split {
    /// The WebAssembly of the first page, as the linker would have left it.
    pub first: Vec<u8>,
    /// The JavaScript that fetches chunks, if there are any.
    pub fetcher: Option<String>,
    /// The WebAssembly that is fetched later.
    pub chunks: Vec<Asset>,
}

/// Cuts what cargo made; a program without marks stays whole.
pub fn split(wasm: Vec<u8>) -> Result<Split> {
    if !wasm.windows(MARK.len()).any(|bytes| bytes == MARK) {
        return Ok(Split {
            first: wasm,
            fetcher: None,
            chunks: Vec::new(),
        });
    }
    let folder = tempfile::tempdir().context("there is no place for the parts")?;
    let first = folder.path().join("first.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = folder.path();
    options.main_out_path = &first;
    options.link_name = FETCHER;
    options.main_module = APPLICATION;
    let parts = transform(options).map_err(|error| anyhow!("cannot cut the pages: {error:#}"))?;

    let mut fetcher = fs::read_to_string(folder.path().join(FETCHER))?;
    let mut chunks = Vec::new();
    for path in parts.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let chunk = chunk(&stem, &fs::read(&path)?)?;
        fetcher = with_address(&fetcher, &stem, &chunk)?;
        chunks.push(chunk);
    }
    Ok(Split {
        first: fs::read(&first)?,
        fetcher: Some(fetcher),
        chunks,
    })
}

/// Names a part: `split_me` is what only the pages of `me` need, `chunk_3` what several need.
fn chunk(stem: &str, wasm: &[u8]) -> Result<Asset> {
    let name = match stem.strip_prefix("split_") {
        Some(area) => format!("chunks/{area}"),
        None => format!("chunks/{}", stem.replace("chunk_", "shared-")),
    };
    let wasm = without_custom_sections(wasm)
        .with_context(|| format!("the splitter wrote a file that cannot be read: {stem}"))?;
    Ok(Asset::hashed(&name, "wasm", wasm))
}

/// Lets the fetcher find a chunk by its name with the digest, and the browser check it.
fn with_address(fetcher: &str, stem: &str, chunk: &Asset) -> Result<String> {
    let written = format!("new URL(\"./{stem}.wasm\", import.meta.url)");
    let address = chunk.path.trim_start_matches("assets/");
    let wanted = format!(
        "new URL(\"./{address}\", import.meta.url), {{ integrity: \"{}\" }}",
        chunk.integrity()
    );
    if fetcher.contains(&written) {
        Ok(fetcher.replace(&written, &wanted))
    } else {
        Err(anyhow!("nothing fetches the chunk {stem}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_marks_stays_whole() {
        let wasm = b"\0asm\x01\0\0\0".to_vec();
        let split = split(wasm.clone()).unwrap();
        assert_eq!(split.first, wasm);
        assert!(split.fetcher.is_none() && split.chunks.is_empty());
    }

    #[test]
    fn a_chunk_is_fetched_by_its_digest_and_checked_by_the_browser() {
        let chunk = chunk("split_me", b"\0asm\x01\0\0\0").unwrap();
        assert!(
            chunk.path.starts_with("assets/chunks/me-"),
            "{}",
            chunk.path
        );
        let fetcher = "fetch(new URL(\"./split_me.wasm\", import.meta.url));";
        let found = with_address(fetcher, "split_me", &chunk).unwrap();
        let name = chunk.path.strip_prefix("assets/").unwrap();
        assert!(
            found.starts_with(&format!("fetch(new URL(\"./{name}\"")),
            "{found}"
        );
        assert!(found.ends_with(&format!("{{ integrity: \"{}\" }});", chunk.integrity())));
        assert!(with_address(fetcher, "split_you", &chunk).is_err());
    }
}
