//! `bundle <wasm> <frontend folder> <dist folder>`: see the library.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use bundle::Bundle;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [wasm, frontend, dist] = <[PathBuf; 3]>::try_from(arguments)
        .ok()
        .context("usage: bundle <wasm file> <frontend folder> <dist folder>")?;

    let (changed, report) = Bundle {
        wasm,
        frontend,
        dist,
    }
    .write()?;
    let mut out = std::io::stdout().lock();
    if !changed {
        writeln!(out, "unchanged since the last run")?;
    }
    write!(out, "{report}")?;
    let excesses = report.excesses();
    ensure!(excesses.is_empty(), "{}", excesses.join("\n"));
    Ok(())
}
