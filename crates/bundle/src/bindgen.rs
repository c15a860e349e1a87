//! The JavaScript that stands between the browser and the WebAssembly.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::asset::{Asset, hex};
use crate::split::{APPLICATION, FETCHER, split};

/// The application: its WebAssembly, its JavaScript, and what that imports.
pub struct Application {
    /// The JavaScript module whose default export starts the application.
    pub js: Asset,
    /// The JavaScript module that fetches chunks; empty if there are none.
    pub fetcher: Asset,
    /// The WebAssembly that the first page needs.
    pub wasm: Asset,
    /// The WebAssembly that is fetched later.
    pub chunks: Vec<Asset>,
    /// Modules that crates bring along; the JavaScript imports them by relative path.
    pub snippets: Vec<Asset>,
}

/// Cuts what cargo made into parts and runs `wasm-bindgen` on the first.
pub fn application(wasm: &Path) -> Result<Application> {
    let whole = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let parts = split(whole)?;
    let mut output = Bindgen::new()
        .input_bytes("app", parts.first)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // The chunks use the table and the stack of the first part.
        .keep_lld_exports(true)
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

    let folder = format!("snippets-{}", digest_of(&files));
    let js = output.js().replace("./snippets/", &format!("./{folder}/"));
    let snippets = files
        .into_iter()
        .map(|(path, js)| Asset::named(format!("assets/{folder}/{path}"), js.into_bytes()))
        .collect();
    let (js, fetcher) = named_together(js, parts.fetcher.unwrap_or_default());
    Ok(Application {
        js,
        fetcher,
        wasm: Asset::hashed("app", "wasm", output.wasm_mut().emit_wasm()),
        chunks: parts.chunks,
        snippets,
    })
}

/// Application and fetcher import each other by name: both are named after both.
fn named_together(js: String, fetcher: String) -> (Asset, Asset) {
    let files = [("app.js".to_owned(), js), ("chunks.js".to_owned(), fetcher)];
    let digest = digest_of(&files);
    // Only where they import: the WebAssembly asks for the fetcher by its first name.
    let from = |js: &str, old: &str, new: &str| {
        js.replace(
            &format!("from \"{old}\""),
            &format!("from \"./{new}-{digest}.js\""),
        )
    };
    let [js, fetcher] = files.map(|(_, js)| {
        let js = from(&js, APPLICATION, "app");
        from(&js, FETCHER, "chunks").into_bytes()
    });
    (
        Asset::named(format!("assets/app-{digest}.js"), js),
        Asset::named(format!("assets/chunks-{digest}.js"), fetcher),
    )
}

/// One digest for modules that import each other by name.
fn digest_of(files: &[(String, String)]) -> String {
    let mut digest = Sha256::new();
    for (path, js) in files {
        digest.update(path);
        digest.update([0]);
        digest.update(js);
        digest.update([0]);
    }
    hex(&digest.finalize(), 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn application_and_fetcher_find_each_other_and_change_their_names_together() {
        let named = |fetched: &str| {
            named_together(
                format!("import * as chunks from \"{FETCHER}\";"),
                format!("import {{ initSync }} from \"{APPLICATION}\"; {fetched}"),
            )
        };
        let (js, fetcher) = named("one");
        let knows = |asset: &Asset, other: &Asset| {
            let text = String::from_utf8(asset.content.clone()).unwrap();
            text.contains(&other.path.replace("assets/", "\"./"))
        };
        assert!(knows(&js, &fetcher) && knows(&fetcher, &js));
        let (other, _) = named("two");
        assert_ne!(
            js.path, other.path,
            "what the fetcher fetches is another file now"
        );
    }
}
