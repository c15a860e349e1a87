//! How much a browser has to fetch before the first page is there, and when others are opened.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What the first page may weigh with brotli, in bytes: the shell, the way in and the start
/// page. What was measured stands in docs/PERFORMANCE.md.
pub const BUDGET: u64 = 300_000;

/// What a chunk may weigh with brotli, in bytes: what a slow mobile connection of 1 Mbit/s
/// brings in a second, after which people think of something else.
pub const CHUNK_BUDGET: u64 = 125_000;

/// Where the chunks lie.
const CHUNKS: &str = "assets/chunks/";

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

/// The files with their sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What a browser fetches before the first page is there, the largest file first.
    first: Vec<Sizes>,
    /// What it fetches when other pages are opened, the largest file first.
    chunks: Vec<Sizes>,
}

impl Report {
    /// Measures `index.html`, the files that it names, what the application imports, and the
    /// chunks.
    pub fn of(dist: &Path) -> Result<Self> {
        let page = fs::read_to_string(dist.join("index.html"))
            .with_context(|| format!("there is no index.html in {}", dist.display()))?;
        let mut first = vec![sizes(dist, "index.html")?];
        let mut chunks = Vec::new();
        for path in paths_below(dist, &dist.join("assets"))? {
            let is_source = !has_extension(&path, "br") && !has_extension(&path, "gz");
            if is_source && path.starts_with(CHUNKS) {
                chunks.push(sizes(dist, &path)?);
            } else if is_source && (page.contains(&path) || is_code(&path)) {
                first.push(sizes(dist, &path)?);
            }
        }
        for files in [&mut first, &mut chunks] {
            files.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
        }
        Ok(Self { first, chunks })
    }

    /// The sum over all files of the first page.
    pub fn total(&self) -> Sizes {
        sum("total", &self.first)
    }

    /// What is too heavy, and by how many bytes.
    pub fn excesses(&self) -> Vec<String> {
        let heavy = |what: &str, brotli: u64, budget: u64| {
            let excess = brotli.checked_sub(budget).filter(|excess| *excess > 0)?;
            Some(format!(
                "{what} is {excess} bytes (brotli) above its budget of {budget} bytes: \
                 look at what was added to it"
            ))
        };
        let first = heavy("the first page", self.total().brotli, BUDGET);
        let chunks = self.chunks.iter();
        let chunks = chunks.filter_map(|file| heavy(&file.path, file.brotli, CHUNK_BUDGET));
        first.into_iter().chain(chunks).collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        table(f, "first page (bytes)", &self.first, &self.total())?;
        if self.chunks.is_empty() {
            return Ok(());
        }
        let together = sum("all chunks", &self.chunks);
        table(f, "fetched when opened (bytes)", &self.chunks, &together)
    }
}

fn table(f: &mut fmt::Formatter<'_>, title: &str, files: &[Sizes], sum: &Sizes) -> fmt::Result {
    writeln!(
        f,
        "{title:<44} {:>10} {:>10} {:>10}",
        "raw", "gzip", "brotli"
    )?;
    for file in files.iter().chain([sum]) {
        writeln!(
            f,
            "{:<44} {:>10} {:>10} {:>10}",
            file.path, file.raw, file.gzip, file.brotli
        )?;
    }
    Ok(())
}

fn sum(name: &str, files: &[Sizes]) -> Sizes {
    let sum = |size: fn(&Sizes) -> u64| files.iter().map(size).sum();
    Sizes {
        path: name.to_owned(),
        raw: sum(|file| file.raw),
        gzip: sum(|file| file.gzip),
        brotli: sum(|file| file.brotli),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_do_not_weigh_on_the_first_page_and_have_a_budget_of_their_own() {
        let dist = tempfile::tempdir().unwrap();
        let write = |path: &str, length: u64| {
            let path = dist.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, vec![0; usize::try_from(length).unwrap()]).unwrap();
        };
        write("index.html", 100);
        write("assets/app-1.wasm", 1_000);
        write("assets/chunks/me-1.wasm", CHUNK_BUDGET);
        write("assets/chunks/company-1.wasm", CHUNK_BUDGET + 1);
        let report = Report::of(dist.path()).unwrap();
        assert_eq!(report.total().brotli, 1_100);
        let excesses = report.excesses();
        assert_eq!(excesses.len(), 1, "{report}");
        assert!(excesses[0].starts_with("assets/chunks/company-1.wasm is 1 bytes"));
        assert!(report.to_string().contains("all chunks"));

        write("assets/app-1.wasm", BUDGET);
        let excesses = Report::of(dist.path()).unwrap().excesses();
        assert!(excesses[0].starts_with("the first page is 100 bytes"));
    }
}
