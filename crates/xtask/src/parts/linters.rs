//! The API document under the eyes of two linters.

use std::env::current_dir;

use anyhow::Result;

use super::node;
use crate::command;
use crate::verbs::openapi::DOCUMENT;

/// Redocly and Spectral, with the rules that lie beside their versions.
pub(crate) fn run() -> Result<()> {
    node::prepare()?;
    let document = current_dir()?.join(DOCUMENT);
    let mut redocly = node::program("redocly");
    redocly
        .args(["lint", "--config", "redocly.yaml"])
        .arg(&document);
    // Neither a check for updates nor anything else leaves this machine.
    command::run(
        redocly
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
    )?;
    let mut spectral = node::program("spectral");
    spectral.args([
        "lint",
        "--ruleset",
        "spectral.yaml",
        "--fail-severity",
        "warn",
    ]);
    command::run(spectral.arg(&document))
}
