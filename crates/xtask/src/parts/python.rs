//! Environments of Python with packages locked to their exact versions and hashes.

use std::env::current_dir;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::output;
use crate::programs::{self, Package, find};
use crate::progress::step;
use crate::workspace::target;

/// Makes sure of the environment `name` with what `requirements` locks; answers its program.
pub(crate) fn environment(name: &str, requirements: &str) -> Result<PathBuf> {
    programs::ensure(&[
        Package::program(&["python3"], "python3"),
        Package::tested(can_make_environments, "python3-venv"),
    ])?;
    let folder = current_dir()?.join(target()).join(name);
    let (python, installed) = (
        folder.join("bin/python"),
        folder.join("installed-requirements.txt"),
    );
    if !is_same(Path::new(requirements), &installed) {
        let mut make = Command::new("python3");
        step(
            "Making a Python environment",
            make.args(["-m", "venv", "--clear"]).arg(&folder),
        )?;
        let pip = ["-m", "pip", "install", "--disable-pip-version-check"];
        let locked = ["--require-hashes", "--only-binary", ":all:", "-r"];
        step(
            "Installing Python packages",
            Command::new(&python)
                .args(pip)
                .args(locked)
                .arg(requirements),
        )?;
        fs::copy(requirements, installed)?;
    }
    Ok(python)
}

/// Runs `program` without leaving compiled files among the sources.
pub(crate) fn quiet(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Debian has `venv` in a package of its own: without it there is no pip.
fn can_make_environments() -> bool {
    find("python3").is_some()
        && output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok()
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    const LOCKS: [&str; 2] = [
        include_str!("../../../../openapi/fuzz/requirements.txt"),
        include_str!("../../../../openapi/clients/python/requirements.txt"),
    ];

    #[test]
    fn every_package_is_locked_with_its_hashes() {
        for requirements in LOCKS {
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
}
