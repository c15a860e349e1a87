//! Small rooms: a file that one can read at once.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::workspace::files_below;

/// The most lines that a file may have.
const LIMIT: usize = 400;

/// Sources that are too long. What diesel's macro lists column by column is not read that way.
pub(crate) fn findings() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for folder in ["crates", "frontend/src"] {
        for path in files_below(Path::new(folder), "rs")? {
            let lines = fs::read_to_string(&path)?.lines().count();
            if lines > LIMIT && !path.ends_with("schema.rs") {
                findings.push(format!(
                    "{} has {lines} lines, at most {LIMIT} are readable",
                    path.display()
                ));
            }
        }
    }
    Ok(findings)
}
