//! Checks by cargo that need neither database nor browser.

use anyhow::Result;

use super::databases::ensure_libpq;
use crate::command::{cargo, run};
use crate::spa;
use crate::wasm_toolchain::{TARGET, WasmToolchain};

/// The feature that tests, images and releases have, and `up` has not.
pub(crate) const POSTGRES: [&str; 2] = ["--features", "minato-server/postgres"];

/// The formatting of every crate; tells the files that `cargo fmt` would change.
pub(crate) fn fmt() -> Result<()> {
    run(&mut cargo([
        "fmt",
        "--all",
        "--check",
        "--",
        "--files-with-diff",
    ]))
}

/// The lints of every crate, its tests and examples.
pub(crate) fn clippy() -> Result<()> {
    ensure_libpq()?;
    let mut command = cargo(["clippy", "--workspace", "--all-targets"]);
    run(command.args(POSTGRES).args(["--", "--deny", "warnings"]))
}

/// Tests of the crates that talk to nobody.
pub(crate) fn unit() -> Result<()> {
    let mut command = cargo(["test", "--features", "minato-types/openapi"]);
    for package in [
        "minato-types",
        "minato-client",
        "minato-mail",
        "minato-frontend",
        "bundle",
        "xtask",
    ] {
        command.args(["--package", package]);
    }
    run(&mut command)
}

/// What the browser shares with the server.
pub(crate) fn wasm() -> Result<()> {
    let mut command = WasmToolchain::prepare()?.cargo();
    command.args([
        "check",
        "--package",
        "minato-types",
        "--package",
        "minato-client",
    ]);
    run(command
        .args(["--target", TARGET, "--target-dir"])
        .arg(spa::target_folder()))
}
