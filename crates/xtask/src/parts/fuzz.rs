//! The API against its document, by requests that nobody would think of.

use std::env::current_dir;

use anyhow::Result;

use super::{databases, python};
use crate::server::Build;
use crate::{command, server};

/// What is run, and what it needs at exact versions.
const FOLDER: &str = "openapi/fuzz";
const REQUIREMENTS: &str = "openapi/fuzz/requirements.txt";

/// Whoever wants more than CI sends so many times as many requests, or others.
const SCALE: &str = "MINATO_FUZZ_SCALE";
const SEED: &str = "MINATO_FUZZ_SEED";

/// Shows that the checks notice what they shall, then fuzzes a server with the demo data.
pub(crate) fn run() -> Result<()> {
    let python = python::environment("fuzz-python", REQUIREMENTS)?;
    databases::ensure_libpq()?;
    let program = current_dir()?.join(server::build(Build::Test)?);
    command::run(
        python::quiet(&python)
            .args(["-m", "unittest", "--quiet", "test_checks"])
            .current_dir(FOLDER),
    )?;
    let mut fuzz = python::quiet(&python);
    fuzz.arg("fuzz.py").arg("--program").arg(program);
    for (name, option) in [(SCALE, "--scale"), (SEED, "--seed")] {
        if let Some(value) = std::env::var_os(name) {
            fuzz.arg(option).arg(value);
        }
    }
    command::run(fuzz.current_dir(FOLDER))
}
