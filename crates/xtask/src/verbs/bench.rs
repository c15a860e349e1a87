//! `cargo xtask bench`: the server beside its floor, both with full optimisation.

use std::process::Command;

use anyhow::Result;

use super::unknown;
use crate::command::{cargo, run as run_command};
use crate::progress::step;
use crate::server::{Build, program};

/// Builds both and measures them in turns.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        unknown(argument)?;
    }
    let mut build = cargo([
        "build",
        "--release",
        "-p",
        "minato-server",
        "-p",
        "minato-bench",
    ]);
    step("Building with full optimisation", &mut build)?;
    let product = program(Build::Release);
    let bench = product.with_file_name("minato-bench");
    run_command(Command::new(bench).arg(product))
}
