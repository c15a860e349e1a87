//! The front door: `cargo xtask <verb>`.
//!
//! To add a verb: a file in `verbs/` with a `run` and a line in [`VERBS`].
//! To add a check to `cargo xtask test`: a line in `parts::PARTS`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program talks to a terminal"
)]

mod command;
mod demo;
mod entries;
mod evidence;
mod http;
mod interrupt;
mod mutations;
mod parts;
mod postgres;
mod programs;
mod progress;
mod reference;
mod server;
mod spa;
mod verbs;
mod wasm_toolchain;
mod workspace;

use std::fmt::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};

/// A verb: its name, what it takes, what it does, and the function that does it.
type Verb = (
    &'static str,
    &'static str,
    &'static str,
    fn(lexopt::Parser) -> Result<()>,
);

const VERBS: &[Verb] = &[
    (
        "up",
        "[--port N] [--release] [--no-serve]",
        "build and start the demo",
        verbs::up::run,
    ),
    (
        "dev",
        "[--port N]",
        "the same, built again whenever a source changes",
        verbs::dev::run,
    ),
    (
        "test",
        "[--only PART]... [--list]",
        "every check that CI makes",
        verbs::test::run,
    ),
    (
        "mutations",
        "[--only NAME]... [--check]",
        "break guards, and see tests fail",
        verbs::mutations::run,
    ),
    (
        "openapi",
        "[--check]",
        "write the API document and its reference",
        verbs::openapi::run,
    ),
    (
        "schema",
        "[--check]",
        "compare schema.rs with both databases",
        verbs::schema::run,
    ),
    (
        "sbom",
        "",
        "list all crates, as CycloneDX",
        verbs::sbom::run,
    ),
    (
        "bench",
        "",
        "measure the server beside its floor",
        verbs::bench::run,
    ),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    std::env::set_current_dir(workspace::root())?;
    let mut arguments = lexopt::Parser::from_env();
    let Some(lexopt::Arg::Value(name)) = arguments.next()? else {
        print!("{}", help());
        return Ok(());
    };
    let Some((.., run)) = VERBS.iter().find(|(verb, ..)| name == *verb) else {
        bail!("there is no verb {}\n\n{}", name.to_string_lossy(), help());
    };
    run(arguments)
}

fn help() -> String {
    let mut help = String::from("cargo xtask <verb>\n\n");
    for (verb, takes, does, _) in VERBS {
        let _ = writeln!(help, "  {:<44}{does}", format!("{verb} {takes}"));
    }
    help
}
