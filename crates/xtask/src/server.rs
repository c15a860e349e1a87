//! The program `minato`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::cargo;
use crate::progress::step;
use crate::workspace::target;

/// How the server is built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Build {
    /// Fast to compile, and what is hot in it is optimised all the same.
    #[default]
    Debug,
    /// The same with PostgreSQL, as the tests build it.
    Test,
    /// As it is released, but for SQLite alone, so that no library is needed.
    Release,
}

/// Builds the server and returns the path of the program.
pub(crate) fn build(build: Build) -> Result<PathBuf> {
    let mut command = cargo(["build", "--package", "minato-server"]);
    match build {
        Build::Debug => {}
        Build::Test => {
            command.args(["--features", "minato-server/postgres"]);
        }
        Build::Release => {
            command.arg("--release");
        }
    }
    step("Building the server", &mut command)?;
    Ok(program(build))
}

/// Where cargo leaves the program.
pub(crate) fn program(build: Build) -> PathBuf {
    let profile = match build {
        Build::Debug | Build::Test => "debug",
        Build::Release => "release",
    };
    target().join(profile).join("minato")
}

/// A verb of the program, to be run from the folder of the workspace.
pub(crate) fn verb(program: &Path, verb: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(verb);
    command
}
