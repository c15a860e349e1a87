//! `cargo xtask openapi [--check]`: the API document and its reference.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use super::unknown;
use crate::command::output;
use crate::reference;
use crate::server::{self, Build};

/// The OpenAPI document.
pub(crate) const DOCUMENT: &str = "openapi/minato.json";
const REFERENCE: &str = "openapi/reference.html";
const STYLES: &str = "openapi/reference.css";

/// A generated file: its path and what it holds.
type Generated = (&'static str, String);

/// Writes the files, or with `--check` says whether they are what would be written.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut only_check = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("check") => only_check = true,
            other => unknown(other)?,
        }
    }
    if only_check {
        check(Build::Debug)
    } else {
        write()
    }
}

/// Fails if the committed files are not what the server and the generator give now.
pub(crate) fn check(build: Build) -> Result<()> {
    let stale: Vec<&str> = stale(&generate(build)?)
        .into_iter()
        .map(|(path, _)| *path)
        .collect();
    if !stale.is_empty() {
        bail!(
            "not up to date: {}; run `cargo xtask openapi`",
            stale.join(", ")
        );
    }
    println!("{DOCUMENT}, {REFERENCE} and {STYLES} are up to date");
    Ok(())
}

fn write() -> Result<()> {
    let files = generate(Build::Debug)?;
    let stale = stale(&files);
    if stale.is_empty() {
        println!("nothing changed");
    }
    for (path, content) in stale {
        fs::write(path, content).with_context(|| format!("cannot write {path}"))?;
        println!("{path} written");
    }
    Ok(())
}

fn generate(build: Build) -> Result<[Generated; 3]> {
    create_missing()?;
    let program = server::build(build)?;
    let document = output(&mut server::verb(&program, "openapi"))?;
    let json = serde_json::from_str(&document).context("`minato openapi` printed no JSON")?;
    let page = reference::page(&json)?;
    Ok([
        (DOCUMENT, document.trim_end().to_owned() + "\n"),
        (REFERENCE, page),
        (STYLES, reference::STYLES.to_owned()),
    ])
}

/// The server that prints the document also carries it: where the files are not there yet,
/// empty ones let it be compiled.
fn create_missing() -> Result<()> {
    for path in [DOCUMENT, REFERENCE, STYLES].map(Path::new) {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        if !path.exists() {
            fs::write(path, "")?;
        }
    }
    Ok(())
}

fn stale(files: &[Generated]) -> Vec<&Generated> {
    let is_stale =
        |(path, content): &&Generated| fs::read_to_string(path).ok().as_ref() != Some(content);
    files.iter().filter(is_stale).collect()
}
