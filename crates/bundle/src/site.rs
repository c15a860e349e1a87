//! The whole site in memory, and its way to the disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::Bundle;
use crate::asset::Asset;
use crate::bindgen::{Application, application};
use crate::compress::compress;
use crate::placeholders::Placeholders;
use crate::styles;

/// Every file of the site.
pub struct Site {
    assets: Vec<Asset>,
    page: Asset,
}

impl Site {
    /// Makes every file from its sources.
    pub fn build(bundle: &Bundle) -> Result<Self> {
        let mut placeholders = Placeholders::default();
        let mut assets = Vec::new();

        for (name, content) in files_of(&bundle.frontend.join("assets"))? {
            let (stem, extension) = name.rsplit_once('.').unwrap_or((name.as_str(), "bin"));
            let asset = Asset::hashed(stem, extension, content);
            placeholders.add(&format!("asset:{name}"), &asset);
            assets.push(asset);
        }

        let sheet = placeholders.fill(&joined_styles(&bundle.frontend.join("styles"))?)?;
        let styles = Asset::hashed("styles", "css", sheet.into_bytes());
        placeholders.add("styles", &styles);

        let Application {
            js,
            fetcher,
            wasm,
            chunks,
            snippets,
        } = application(&bundle.wasm)?;
        placeholders.add("app_js", &js);
        placeholders.add("app_chunks", &fetcher);
        placeholders.add("app_wasm", &wasm);

        let script = placeholders.fill(&read(&bundle.frontend.join("loader.js"))?)?;
        let loader = Asset::hashed("loader", "js", script.into_bytes());
        placeholders.add("loader", &loader);

        let page = placeholders.fill(&read(&bundle.frontend.join("index.html"))?)?;
        assets.extend([styles, js, fetcher, wasm, loader]);
        assets.extend(chunks);
        assets.extend(snippets);
        for (name, content) in files_of(&bundle.frontend.join("public"))? {
            assets.push(Asset::named(name, content));
        }
        Ok(Self {
            assets,
            page: Asset::named("index.html", page.into_bytes()),
        })
    }

    /// Writes the files, the page last, and then removes what nothing refers to any more:
    /// a server that reads the folder meanwhile never meets a page whose files are missing.
    pub fn write(&self, dist: &Path) -> Result<()> {
        let mut written = BTreeSet::new();
        for asset in self.assets.iter().chain([&self.page]) {
            write_with_siblings(dist, asset, &mut written)
                .with_context(|| format!("cannot write {} in {}", asset.path, dist.display()))?;
        }
        remove_others(dist, &written)
    }
}

fn write_with_siblings(dist: &Path, asset: &Asset, written: &mut BTreeSet<PathBuf>) -> Result<()> {
    let path = dist.join(&asset.path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    if let Some(compressed) = compress(&asset.path, &asset.content)? {
        for (ending, content) in [(".br", compressed.brotli), (".gz", compressed.gzip)] {
            let mut sibling = path.clone().into_os_string();
            sibling.push(ending);
            fs::write(&sibling, content)?;
            written.insert(sibling.into());
        }
    }
    fs::write(&path, &asset.content)?;
    written.insert(path);
    Ok(())
}

fn remove_others(folder: &Path, keep: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, keep)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if !keep.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn joined_styles(folder: &Path) -> Result<String> {
    let sheets = files_of(folder)?
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|e| e == "css"))
        .map(|(name, content)| String::from_utf8(content).with_context(|| name))
        .collect::<Result<Vec<_>>>()?;
    Ok(styles::join(sheets.iter().map(String::as_str)))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The files of a folder by name, in order of their names; no folder means no files.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, fs::read(entry.path())?));
        }
    }
    files.sort();
    Ok(files)
}
