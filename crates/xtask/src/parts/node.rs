//! Node and packages of folders such as `frontend/e2e`, locked to their exact versions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::output;
use crate::programs::{self, Package};
use crate::progress::step;

/// The folder with `package.json`.
pub(crate) const FOLDER: &str = "frontend/e2e";

/// The oldest Node that the packages accept.
const OLDEST: (u32, u32) = (20, 19);

/// Makes sure of Node and the packages of the tests.
pub(crate) fn prepare() -> Result<()> {
    programs::ensure(&[
        Package::program(&["node"], "nodejs"),
        Package::program(&["npm"], "npm"),
    ])?;
    let version = output(Command::new("node").arg("--version"))?;
    if parse_version(&version).context("node does not say its version")? < OLDEST {
        let (major, minor) = OLDEST;
        bail!(
            "Node {major}.{minor} or later is needed; this is {}",
            version.trim()
        );
    }
    install(FOLDER)
}

/// Makes sure of the packages that are locked in `folder`.
pub(crate) fn install(folder: &str) -> Result<()> {
    if !is_installed(folder) {
        let ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        step(
            &format!("Installing packages for {folder}"),
            Command::new("npm").args(ci).current_dir(folder),
        )?;
        fs::copy(lock(folder), installed_lock(folder))?;
    }
    Ok(())
}

/// A program of one of the packages of the tests, to be run in their folder.
pub(crate) fn program(name: &str) -> Command {
    program_in(FOLDER, name)
}

/// A program of one of the packages of `folder`, to be run there.
pub(crate) fn program_in(folder: &str, name: &str) -> Command {
    let mut command = Command::new("node_modules/.bin/".to_owned() + name);
    command.current_dir(folder);
    command
}

fn is_installed(folder: &str) -> bool {
    matches!((fs::read(lock(folder)), fs::read(installed_lock(folder))), (Ok(a), Ok(b)) if a == b)
}

fn lock(folder: &str) -> PathBuf {
    Path::new(folder).join("package-lock.json")
}

fn installed_lock(folder: &str) -> PathBuf {
    Path::new(folder).join("node_modules/.installed-lock.json")
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert_eq!(parse_version("v20.20.2\n"), Some((20, 20)));
        assert!(parse_version("v18.20.4").unwrap() < OLDEST);
        assert!(parse_version("v22.1.0").unwrap() > OLDEST);
        assert_eq!(parse_version("20"), None);
    }
}
