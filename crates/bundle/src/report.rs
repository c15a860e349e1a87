//! How much a browser has to fetch before the first page is there.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What the first page may weigh with brotli, in bytes. All pages are still in one file, so
/// each new page counts: docs/PERFORMANCE.md says what was measured and what is to follow.
pub const BUDGET: u64 = 400_000;

/// The sizes of one file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sizes {
    /// The path below the root of the site.
    pub path: String,
    /// As it is.
    pub raw: u64,
    /// Compressed with gzip, or as it is.
    pub gzip: u64,
    /// Compressed with brotli, or as it is.
    pub brotli: u64,
}

/// The files of the first page with their sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report(Vec<Sizes>);

impl Report {
    /// Measures `index.html`, the files that it names, and what the application imports.
    pub fn of(dist: &Path) -> Result<Self> {
        let page = fs::read_to_string(dist.join("index.html"))
            .with_context(|| format!("there is no index.html in {}", dist.display()))?;
        let mut files = vec![sizes(dist, "index.html")?];
        for path in paths_below(dist, &dist.join("assets"))? {
            let is_source = !has_extension(&path, "br") && !has_extension(&path, "gz");
            if is_source && (page.contains(&path) || is_code(&path)) {
                files.push(sizes(dist, &path)?);
            }
        }
        files.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
        Ok(Self(files))
    }

    /// The sum over all files.
    pub fn total(&self) -> Sizes {
        let sum = |size: fn(&Sizes) -> u64| self.0.iter().map(size).sum();
        Sizes {
            path: "total".to_owned(),
            raw: sum(|file| file.raw),
            gzip: sum(|file| file.gzip),
            brotli: sum(|file| file.brotli),
        }
    }

    /// By how many bytes the budget is exceeded, if it is.
    pub fn excess(&self) -> Option<u64> {
        self.total()
            .brotli
            .checked_sub(BUDGET)
            .filter(|&excess| excess > 0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<40} {:>10} {:>10} {:>10}",
            "first page (bytes)", "raw", "gzip", "brotli"
        )?;
        for file in self.0.iter().chain([&self.total()]) {
            writeln!(
                f,
                "{:<40} {:>10} {:>10} {:>10}",
                file.path, file.raw, file.gzip, file.brotli
            )?;
        }
        Ok(())
    }
}

fn sizes(dist: &Path, path: &str) -> Result<Sizes> {
    let length = |ending: &str| fs::metadata(dist.join(format!("{path}{ending}"))).map(|m| m.len());
    let raw = length("")?;
    Ok(Sizes {
        path: path.to_owned(),
        raw,
        gzip: length(".gz").unwrap_or(raw),
        brotli: length(".br").unwrap_or(raw),
    })
}

fn paths_below(dist: &Path, folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            paths.extend(paths_below(dist, &path)?);
        } else {
            paths.push(
                path.strip_prefix(dist)?
                    .to_string_lossy()
                    .replace('\\', "/"),
            );
        }
    }
    Ok(paths)
}

fn is_code(path: &str) -> bool {
    has_extension(path, "js") || has_extension(path, "wasm")
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == extension)
}
