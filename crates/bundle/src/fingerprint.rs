//! Whether the sources are still those of the last run.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::Bundle;
use crate::asset::hex;
use crate::site::files_of;

/// The digest of everything that decides what is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Reads all sources, and this program itself: a new bundler writes anew.
    pub fn of(bundle: &Bundle) -> Result<Self> {
        let mut digest = Sha256::new();
        let mut add = |name: &str, content: &[u8]| {
            digest.update(name);
            digest.update([0]);
            digest.update(content.len().to_le_bytes());
            digest.update(content);
        };
        add("program", &fs::read(std::env::current_exe()?)?);
        add("dist", bundle.dist.as_os_str().as_encoded_bytes());
        let wasm = fs::read(&bundle.wasm).with_context(|| {
            format!(
                "cannot read {}: cargo has not built the pages yet",
                bundle.wasm.display()
            )
        })?;
        add("wasm", &wasm);
        for folder in ["", "styles", "assets", "public"] {
            for (name, content) in files_of(&bundle.frontend.join(folder))? {
                add(&format!("{folder}/{name}"), &content);
            }
        }
        Ok(Self(hex(&digest.finalize(), 32)))
    }

    /// Whether the last run had the same sources and its result is still there.
    pub fn is_recorded(&self, bundle: &Bundle) -> bool {
        bundle.dist.join("index.html").exists()
            && fs::read_to_string(record_path(bundle)).is_ok_and(|recorded| recorded == self.0)
    }

    /// Remembers these sources for the next run.
    pub fn record(&self, bundle: &Bundle) -> Result<()> {
        fs::write(record_path(bundle), &self.0).context("cannot record what was bundled")
    }
}

/// Beside the WebAssembly file: the result itself holds only what the server hands out.
fn record_path(bundle: &Bundle) -> PathBuf {
    bundle.wasm.with_extension("bundled")
}
