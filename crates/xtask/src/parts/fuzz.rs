//! The API against its document, by requests that nobody would think of.

use std::env::current_dir;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::databases;
use crate::programs::{self, Package, find};
use crate::progress::step;
use crate::server::Build;
use crate::workspace::target;
use crate::{command, server};

/// What is run, and what it needs at exact versions.
const FOLDER: &str = "openapi/fuzz";
const REQUIREMENTS: &str = "openapi/fuzz/requirements.txt";

/// Whoever wants more than CI sends so many times as many requests, or others.
const SCALE: &str = "MINATO_FUZZ_SCALE";
const SEED: &str = "MINATO_FUZZ_SEED";

/// Shows that the checks notice what they shall, then fuzzes a server with the demo data.
pub(crate) fn run() -> Result<()> {
    let python = prepare()?;
    databases::ensure_libpq()?;
    let program = current_dir()?.join(server::build(Build::Test)?);
    command::run(
        quiet(&python)
            .args(["-m", "unittest", "--quiet", "test_checks"])
            .current_dir(FOLDER),
    )?;
    let mut fuzz = quiet(&python);
    fuzz.arg("fuzz.py").arg("--program").arg(program);
    for (name, option) in [(SCALE, "--scale"), (SEED, "--seed")] {
        if let Some(value) = std::env::var_os(name) {
            fuzz.arg(option).arg(value);
        }
    }
    command::run(fuzz.current_dir(FOLDER))
}

fn quiet(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Makes sure of a Python of our own with the locked packages; answers its program.
fn prepare() -> Result<PathBuf> {
    programs::ensure(&[
        Package::program(&["python3"], "python3"),
        Package::tested(can_make_environments, "python3-venv"),
    ])?;
    let folder = current_dir()?.join(target()).join("fuzz-python");
    let (python, installed) = (
        folder.join("bin/python"),
        folder.join("installed-requirements.txt"),
    );
    if !is_same(Path::new(REQUIREMENTS), &installed) {
        let mut make = Command::new("python3");
        step(
            "Making a Python environment",
            make.args(["-m", "venv", "--clear"]).arg(&folder),
        )?;
        let pip = ["-m", "pip", "install", "--disable-pip-version-check"];
        let locked = ["--require-hashes", "--only-binary", ":all:", "-r"];
        step(
            "Installing packages for fuzzing",
            Command::new(&python)
                .args(pip)
                .args(locked)
                .arg(REQUIREMENTS),
        )?;
        fs::copy(REQUIREMENTS, installed)?;
    }
    Ok(python)
}

/// Debian has `venv` in a package of its own: without it there is no pip.
fn can_make_environments() -> bool {
    find("python3").is_some()
        && command::output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok()
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_package_is_locked_with_its_hashes() {
        let requirements = include_str!("../../../../openapi/fuzz/requirements.txt");
        let packages: Vec<&str> = requirements
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with([' ', '#']))
            .collect();
        assert!(packages.len() > 20, "{packages:?}");
        for package in &packages {
            assert!(
                package.contains("==") && package.ends_with('\\'),
                "{package}"
            );
        }
        let hashes = requirements.matches("--hash=sha256:").count();
        assert!(hashes >= packages.len(), "{hashes}");
    }
}
