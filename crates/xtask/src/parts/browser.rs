//! The tests in a real browser.

use std::env::current_dir;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result};

use super::{POSTGRES, databases, node};
use crate::command::cargo;
use crate::programs::{self, Package, find};
use crate::progress::step;
use crate::server::Build;
use crate::workspace::{DIST, target};
use crate::{command, server, spa};

/// The names under which systems know the browser.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Builds what people get, starts it, and uses it as people do.
pub(crate) fn run() -> Result<()> {
    programs::ensure(&[
        Package::program(CHROMIUM, "chromium"),
        Package::tested(has_japanese_font, "fonts-noto-cjk"),
        // The examples for integrators.
        Package::program(&["curl"], "curl"),
        Package::program(&["jq"], "jq"),
        Package::program(&["python3"], "python3"),
    ])?;
    databases::ensure_libpq()?;
    node::prepare()?;
    print!("{}", spa::build()?);
    println!();
    let program = server::build(Build::Test)?;
    let example = build_example()?;
    let chromium = CHROMIUM
        .iter()
        .find_map(|name| find(name))
        .context("there is no Chromium")?;
    let mut tests = Command::new("node");
    tests
        // Each file has a server and a browser of its own. By itself node leaves one core free.
        .args(["--test", "--test-reporter=spec"])
        .arg(format!("--test-concurrency={}", cores()))
        .current_dir(node::FOLDER)
        .env("MINATO_PROGRAM", current_dir()?.join(program))
        .env("MINATO_EXAMPLE", current_dir()?.join(example))
        .env("MINATO_SPA_DIR", current_dir()?.join(DIST))
        .env("CHROMIUM", chromium);
    command::run(&mut tests)
}

/// The example in Rust for integrators; answers its program.
fn build_example() -> Result<PathBuf> {
    const NAME: &str = "port_application";
    // Beside the server, so that both are built with the same features.
    let packages = ["--package", "minato-client", "--package", "minato-server"];
    let mut command = cargo(["build", "--example", NAME]);
    step(
        "Building the example in Rust",
        command.args(packages).args(POSTGRES),
    )?;
    Ok(target().join("debug/examples").join(NAME))
}

/// How many test files run at the same time.
fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// Without one the pages are full of empty boxes, and nobody could judge the pictures.
fn has_japanese_font() -> bool {
    command::output(Command::new("fc-list").args([":lang=ja", "family"]))
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}
