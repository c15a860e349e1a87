//! A compiler that makes WebAssembly.
//!
//! 1. The ordinary toolchain has the target already: nothing to do.
//! 2. rustup may download (`RUSTUP_AUTO_INSTALL` is not 0): `rustup target add`.
//! 3. Otherwise, on Debian: its `rustc-web` with the sources of the standard library,
//!    which is compiled once into a private folder (see [`debian`]).
//!
//! The target does not stand in a `rust-toolchain.toml`: every cargo call would then fail
//! on a machine without a network.

mod debian;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::command::{cargo, output, succeeds};
use crate::progress::step;

/// The name of the target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How long rustup may try to download before another way is taken.
const DOWNLOAD_LIMIT_SECONDS: &str = "120";

/// How long a compiler may take to say what it is.
const ANSWER_LIMIT: Duration = Duration::from_secs(20);

/// The toolchain that makes WebAssembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The ordinary one.
    Default,
    /// One that rustup knows by this name.
    Rustup(String),
    /// One in this folder, where there is no rustup.
    Folder(PathBuf),
}

impl WasmToolchain {
    /// Finds the toolchain, or makes it.
    pub(crate) fn prepare() -> Result<Self> {
        if has_target(&mut Command::new("rustc")) {
            return Ok(Self::Default);
        }
        let debian = debian::Installation::locate()?;
        if debian.is_ready() {
            return Ok(debian.toolchain());
        }
        if rustup_may_download() && download().is_ok() && has_target(&mut Command::new("rustc")) {
            return Ok(Self::Default);
        }
        debian.install()?;
        Ok(debian.toolchain())
    }

    /// A cargo of this toolchain.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = cargo::<&str>([]);
        command.env("CARGO_ENCODED_RUSTFLAGS", flags());
        match self {
            Self::Default => {}
            Self::Rustup(name) => {
                command.env("RUSTUP_TOOLCHAIN", name);
            }
            Self::Folder(folder) => {
                command.env("PATH", path_with(&folder.join("bin")));
            }
        }
        command
    }
}

/// Flags for the pages. Leptos writes the building and rebuilding of views once instead of once
/// for each component: an eighth less to download. And the folders of this machine stay out
/// of what browsers download: panics name the file they come from.
fn flags() -> OsString {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let crates = home.map(|home| (home.join("registry/src"), "/crates"));
    let sources = std::env::current_dir().ok().map(|root| (root, "/minato"));
    let mut flags = OsString::new();
    for (folder, name) in crates.into_iter().chain(sources) {
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
        flags.push(name);
        flags.push("\u{1f}");
    }
    flags.push("--cfg=erase_components");
    flags
}

/// Whether this compiler has the standard library of the target.
fn has_target(rustc: &mut Command) -> bool {
    let Ok(folder) = output(rustc.args(["--print", "target-libdir", "--target", TARGET])) else {
        return false;
    };
    holds_standard_library(Path::new(folder.trim()))
}

fn holds_standard_library(folder: &Path) -> bool {
    let is_std = |path: &Path| {
        path.extension()
            .is_some_and(|extension| extension == "rlib")
            && path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("libstd-"))
    };
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| is_std(&entry.path())))
}

fn has_rustup() -> bool {
    succeeds(Command::new("rustup").arg("--version"), ANSWER_LIMIT)
}

fn rustup_may_download() -> bool {
    std::env::var("RUSTUP_AUTO_INSTALL").as_deref() != Ok("0") && has_rustup()
}

fn download() -> Result<String> {
    let mut command = Command::new("rustup");
    if succeeds(Command::new("timeout").args(["1", "true"]), ANSWER_LIMIT) {
        command = Command::new("timeout");
        command.args([DOWNLOAD_LIMIT_SECONDS, "rustup"]);
    }
    step(
        "Adding WebAssembly to Rust",
        command.args(["target", "add", TARGET]),
    )
}

fn path_with(folder: &Path) -> OsString {
    let mut path = folder.as_os_str().to_owned();
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_library_is_known_by_its_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds_standard_library(folder.path()));
        fs::write(folder.path().join("libcore-1.rlib"), "").unwrap();
        assert!(!holds_standard_library(folder.path()));
        fs::write(folder.path().join("libstd-1a2b.rlib"), "").unwrap();
        assert!(holds_standard_library(folder.path()));
    }

    #[test]
    fn a_toolchain_decides_how_cargo_is_called() {
        let environment = |toolchain: WasmToolchain| -> Vec<(OsString, Option<OsString>)> {
            let command = toolchain.cargo();
            command
                .get_envs()
                .map(|(k, v)| (k.to_owned(), v.map(OsString::from)))
                .collect()
        };
        let named = environment(WasmToolchain::Rustup("web".into()));
        assert!(named.contains(&("RUSTUP_TOOLCHAIN".into(), Some("web".into()))));
        let path = environment(WasmToolchain::Folder("/opt/web".into()))
            .into_iter()
            .find_map(|(name, value)| (name == "PATH").then_some(value))
            .flatten()
            .unwrap();
        assert!(path.to_string_lossy().starts_with("/opt/web/bin:"));
    }
}
