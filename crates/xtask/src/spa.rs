//! The pages: compiled to WebAssembly and bundled into `dist/`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::cargo;
use crate::progress::step;
use crate::wasm_toolchain::{TARGET, WasmToolchain};
use crate::workspace::{DIST, target};

const PACKAGE: &str = "minato-frontend";
const PROFILE: &str = "wasm";

/// Another folder than cargo's ordinary one: another compiler may work here, and neither
/// shall throw away what the other made.
pub(crate) fn target_folder() -> PathBuf {
    target().join("wasm")
}

/// Builds and bundles the pages and returns what they weigh, one file a line.
pub(crate) fn build() -> Result<String> {
    let toolchain = WasmToolchain::prepare()?;
    step(
        "Building the pages",
        toolchain
            .cargo()
            .args([
                "build",
                "--package",
                PACKAGE,
                "--target",
                TARGET,
                "--profile",
                PROFILE,
            ])
            .arg("--target-dir")
            .arg(target_folder()),
    )?;
    let wasm = target_folder()
        .join(TARGET)
        .join(PROFILE)
        .join(format!("{PACKAGE}.wasm"));
    step(
        "Building the bundler",
        &mut cargo(["build", "--package", "bundle"]),
    )?;
    let mut bundle = Command::new(target().join("debug/bundle"));
    step(
        "Bundling the pages",
        bundle.arg(&wasm).arg("frontend").arg(DIST),
    )
}

/// The line with the sum of what the pages weigh.
pub(crate) fn total(report: &str) -> Result<&str> {
    report
        .lines()
        .find(|line| line.starts_with("total "))
        .context("the bundler told no total")
}
