//! The JavaScript that stands between the browser and the WebAssembly.

use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::asset::{Asset, hex};

/// The application: its WebAssembly, its JavaScript, and what that imports.
pub struct Application {
    /// The JavaScript module whose default export starts the application.
    pub js: Asset,
    /// The WebAssembly.
    pub wasm: Asset,
    /// Modules that crates bring along; the JavaScript imports them by relative path.
    pub snippets: Vec<Asset>,
}

/// Runs `wasm-bindgen` on what cargo made.
pub fn application(wasm: &Path) -> Result<Application> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("app")
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))?;

    let mut files: Vec<(String, String)> = Vec::new();
    for (identifier, scripts) in output.snippets() {
        for (index, script) in scripts.iter().enumerate() {
            files.push((format!("{identifier}/inline{index}.js"), script.clone()));
        }
    }
    files.extend(
        output
            .local_modules()
            .iter()
            .map(|(path, js)| (path.clone(), js.clone())),
    );
    files.sort();

    let folder = snippets_folder(&files);
    let js = output.js().replace("./snippets/", &format!("./{folder}/"));
    let snippets = files
        .into_iter()
        .map(|(path, js)| Asset::named(format!("assets/{folder}/{path}"), js.into_bytes()))
        .collect();
    Ok(Application {
        js: Asset::hashed("app", "js", js.into_bytes()),
        wasm: Asset::hashed("app", "wasm", output.wasm_mut().emit_wasm()),
        snippets,
    })
}

/// A folder named after everything in it, since the modules import each other by name.
fn snippets_folder(files: &[(String, String)]) -> String {
    let mut digest = Sha256::new();
    for (path, js) in files {
        digest.update(path);
        digest.update([0]);
        digest.update(js);
        digest.update([0]);
    }
    format!("snippets-{}", hex(&digest.finalize(), 8))
}
