//! The words of the pages: the same keys in both languages, and each of them used.

mod catalogue;

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use self::catalogue::Catalogue;
use crate::workspace::files_below;

const LOCALES: &str = "frontend/locales";
const SOURCES: &str = "frontend/src";
const LANGUAGES: [&str; 2] = ["ja", "en"];

/// Compares the languages with each other and with the sources.
pub(crate) fn run() -> Result<()> {
    let [japanese, english] = LANGUAGES.map(|language| Path::new(LOCALES).join(language));
    let (japanese, english) = (Catalogue::read(&japanese)?, Catalogue::read(&english)?);
    let mut findings = japanese.differences(&english, LANGUAGES);
    findings.extend(english.unused(&sources()?));
    if !findings.is_empty() {
        bail!(
            "the words of the pages need care:\n  {}",
            findings.join("\n  ")
        );
    }
    println!("{} texts in {} languages", english.len(), LANGUAGES.len());
    Ok(())
}

fn sources() -> Result<String> {
    let mut text = String::new();
    for path in files_below(Path::new(SOURCES), "rs")? {
        text.push_str(&fs::read_to_string(path)?);
    }
    Ok(text)
}
