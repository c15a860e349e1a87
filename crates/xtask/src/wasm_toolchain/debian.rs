//! WebAssembly from Debian's own compiler, where rustup may not download.
//!
//! Debian ships `rustc-web` and the sources of the standard library, but not the library
//! compiled for this target. It is compiled once, into a folder that looks like a
//! toolchain: afterwards cargo needs no unstable option and no variable.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{TARGET, WasmToolchain, has_rustup, has_target};
use crate::command::output;
use crate::programs::{self, Package};
use crate::progress::step;
use crate::workspace::files_below;

/// The name under which rustup knows the toolchain.
const NAME: &str = "debian-web";

/// Grows when [`Installation::install`] changes, so that old results are made anew.
const RECIPE: &str = "2";

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LINKER: &str = "/usr/bin/lld-22";
const SOURCES: &str = "/usr/lib/rustlib/src";

/// What would lead Debian's cargo to another compiler or another folder.
const MISLEADING: &[&str] = &[
    "RUSTUP_TOOLCHAIN",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTC",
    "CARGO_BUILD_RUSTC_WRAPPER",
    "RUSTC_WRAPPER",
    "LD_LIBRARY_PATH",
];

/// The private folder with the compiled standard library.
pub(crate) struct Installation {
    folder: PathBuf,
}

impl Installation {
    /// Where the folder is or will be: `~/.local/share/debian-web`.
    pub(crate) fn locate() -> Result<Self> {
        let data = std::env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
            .context("neither HOME nor XDG_DATA_HOME is set")?;
        Ok(Self {
            folder: data.join(NAME),
        })
    }

    /// How cargo is told to use it.
    pub(crate) fn toolchain(&self) -> WasmToolchain {
        if has_rustup() {
            WasmToolchain::Rustup(NAME.to_owned())
        } else {
            WasmToolchain::Folder(self.folder.clone())
        }
    }

    /// Whether it was made from the compiler that is installed now, and can be used.
    pub(crate) fn is_ready(&self) -> bool {
        has_target(&mut Command::new(self.folder.join("bin/rustc")))
            && self.is_current()
            && (!has_rustup() || has_target(Command::new("rustup").args(["run", NAME, "rustc"])))
    }

    /// Makes it. A run that was cut short leaves nothing behind that looks finished.
    pub(crate) fn install(&self) -> Result<()> {
        programs::ensure(&[
            Package::providing(RUSTC, "rustc-web"),
            Package::providing(CARGO, "cargo-web"),
            Package::providing("/usr/lib/rustlib/src/rust/library", "rust-web-src"),
            Package::providing(LINKER, "lld-22"),
        ])
        .context(
            "the WebAssembly target is missing: run `rustup target add wasm32-unknown-unknown`, \
             or use a Debian system that has rustc-web",
        )?;
        if !self.is_current() {
            self.make()?;
        }
        if has_rustup() {
            output(
                Command::new("rustup")
                    .args(["toolchain", "link", NAME])
                    .arg(&self.folder),
            )?;
        }
        if !has_target(&mut Command::new(self.folder.join("bin/rustc"))) {
            bail!(
                "{} has no WebAssembly after all: remove it and try again",
                self.folder.display()
            );
        }
        Ok(())
    }

    fn is_current(&self) -> bool {
        let stamp = fs::read_to_string(self.folder.join(".stamp"));
        matches!((stamp, current_stamp()), (Ok(made), Ok(now)) if made.trim() == now)
    }

    fn make(&self) -> Result<()> {
        let new = self.folder.with_extension("new");
        remove(&new)?;
        let work = new.join("work");
        compile_standard_library(&work)?;
        lay_out(&new, &work, &self.folder)?;
        fs::remove_dir_all(&work)?;
        fs::write(new.join(".stamp"), current_stamp()?)?;
        remove(&self.folder)?;
        fs::rename(&new, &self.folder)?;
        Ok(())
    }
}

fn current_stamp() -> Result<String> {
    Ok(format!(
        "{RECIPE} {}",
        output(Command::new(RUSTC).arg("-V"))?.trim()
    ))
}

/// Compiles an empty crate for the target together with its standard library.
fn compile_standard_library(work: &Path) -> Result<()> {
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("src/lib.rs"), "")?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    let mut command = Command::new(CARGO);
    for name in MISLEADING {
        command.env_remove(name);
    }
    command
        .current_dir(work)
        .args([
            "build",
            "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test",
        ])
        .args(["--release", "--target", TARGET])
        .env("PATH", "/usr/bin:/bin")
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without the bitcode, link-time optimisation of the application fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", work.join("target"));
    step("Compiling Rust's std for WebAssembly", &mut command)?;
    Ok(())
}

/// Arranges compiler, library and linker as a toolchain that will live at `home`.
fn lay_out(new: &Path, work: &Path, home: &Path) -> Result<()> {
    let host = host()?;
    let library = new.join("lib/rustlib");
    let (target_library, host_programs) = (
        library.join(TARGET).join("lib"),
        library.join(&host).join("bin"),
    );
    for folder in [&new.join("bin"), &target_library, &host_programs] {
        fs::create_dir_all(folder)?;
    }
    for path in files_below(
        &work.join("target").join(TARGET).join("release/deps"),
        "rlib",
    )? {
        let name = path.file_name().unwrap_or_default();
        if !name.to_string_lossy().starts_with("libprobe-") {
            fs::copy(&path, target_library.join(name))?;
        }
    }
    symlink(
        format!("/usr/lib/rustlib/{host}/lib"),
        library.join(&host).join("lib"),
    )?;
    symlink(LINKER, host_programs.join("rust-lld"))?;
    symlink(SOURCES, library.join("src"))?;
    for program in ["rustc", "rustdoc", "clippy-driver"] {
        write_wrapper(&new.join("bin").join(program), program, home)?;
    }
    for program in ["cargo", "cargo-clippy", "cargo-fmt", "rustfmt"] {
        let source = Path::new("/usr/bin").join(program);
        if source.exists() {
            symlink(source, new.join("bin").join(program))?;
        }
    }
    Ok(())
}

/// The same compiler, with the private folder as its system root.
fn write_wrapper(path: &Path, program: &str, home: &Path) -> Result<()> {
    if !Path::new("/usr/bin").join(program).exists() {
        return Ok(());
    }
    let mut script = String::from("#!/bin/sh\n");
    writeln!(
        script,
        "exec /usr/bin/{program} --sysroot \"{}\" \"$@\"",
        home.display()
    )?;
    fs::write(path, script)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

fn host() -> Result<String> {
    let version = output(Command::new(RUSTC).arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .context("rustc does not say what it runs on")?
        .to_owned())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
