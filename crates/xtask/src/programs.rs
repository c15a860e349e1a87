//! Programs from outside: there already, installed from Debian, or named precisely.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::command::{output, succeeds};
use crate::progress::step;

/// A package of Debian and how one sees that it is not needed any more.
pub(crate) struct Package {
    proof: Proof,
    name: &'static str,
}

enum Proof {
    /// This file or folder exists.
    Path(&'static str),
    /// One of these programs is in `PATH`.
    Program(&'static [&'static str]),
    /// `pkg-config` knows this library, or the file exists.
    Test(fn() -> bool),
}

impl Package {
    /// The package `name`, whose work is done by the file or folder `path`.
    pub(crate) const fn providing(path: &'static str, name: &'static str) -> Self {
        Self {
            proof: Proof::Path(path),
            name,
        }
    }

    /// The package `name`, whose work is done by any of these programs.
    pub(crate) const fn program(programs: &'static [&'static str], name: &'static str) -> Self {
        Self {
            proof: Proof::Program(programs),
            name,
        }
    }

    /// The package `name`, which is there if `test` says so.
    pub(crate) const fn tested(test: fn() -> bool, name: &'static str) -> Self {
        Self {
            proof: Proof::Test(test),
            name,
        }
    }

    fn is_there(&self) -> bool {
        match self.proof {
            Proof::Path(path) => Path::new(path).exists(),
            Proof::Program(programs) => programs.iter().any(|program| find(program).is_some()),
            Proof::Test(test) => test(),
        }
    }
}

/// Makes sure that all of these are there: installs what is missing where that is possible
/// without asking (root on Debian), and says precisely what is missing where it is not.
pub(crate) fn ensure(packages: &[Package]) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|package| !package.is_there())
        .map(|package| package.name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if find("apt-get").is_none() {
        bail!("not installed here: what Debian packages as {list}");
    }
    if !is_root() {
        bail!("not installed here: {list}; run `sudo apt-get install {list}`");
    }
    step("Updating the package lists", apt().arg("update").arg("-qq"))?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    step(
        &format!("Installing {list}"),
        apt().args(install).args(&missing),
    )?;
    match packages.iter().find(|package| !package.is_there()) {
        Some(package) => bail!(
            "{} was installed, but does not give what is needed",
            package.name
        ),
        None => Ok(()),
    }
}

/// The path of a program in `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

/// Whether programs can be linked against libpq.
pub(crate) fn has_libpq() -> bool {
    const LIMIT: Duration = Duration::from_secs(10);
    succeeds(
        Command::new("pkg-config").args(["--exists", "libpq"]),
        LIMIT,
    ) || succeeds(Command::new("pg_config").arg("--libdir"), LIMIT)
        && output(Command::new("pg_config").arg("--libdir"))
            .is_ok_and(|folder| Path::new(folder.trim()).join("libpq.so").exists())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_installed() {
        ensure(&[
            Package::providing("/", "base-files"),
            Package::program(&["no-such-program", "sh"], "dash"),
            Package::tested(|| true, "anything"),
        ])
        .unwrap();
    }

    #[test]
    fn programs_are_found_in_the_path() {
        assert!(find("sh").is_some_and(|path| path.is_absolute()));
        assert_eq!(find("no-such-program"), None);
    }
}
