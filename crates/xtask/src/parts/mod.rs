//! The parts of `cargo xtask test`.

mod architecture;
mod browser;
mod databases;
mod fuzz;
mod generated;
mod linters;
mod locales;
mod node;
mod register;
mod rust;

use anyhow::Result;

pub(crate) use databases::ensure_libpq;
pub(crate) use rust::POSTGRES;

/// One part: its name, what it proves, and the function that proves it.
pub(crate) struct Part {
    /// The name for `--only`.
    pub(crate) name: &'static str,
    /// What holds if it passes.
    pub(crate) proves: &'static str,
    /// Fails if it does not hold, having written why.
    pub(crate) run: fn() -> Result<()>,
    /// Whether there is anything to prove.
    pub(crate) exists: fn() -> bool,
}

const fn part(name: &'static str, proves: &'static str, run: fn() -> Result<()>) -> Part {
    Part {
        name,
        proves,
        run,
        exists: || true,
    }
}

/// Everything that CI checks, the fast before the slow.
pub(crate) const PARTS: &[Part] = &[
    part("fmt", "all Rust code is formatted", rust::fmt),
    part(
        "architecture",
        "each crate knows only what it may know",
        architecture::run,
    ),
    part(
        "locales",
        "both languages say the same, and nothing unused",
        locales::run,
    ),
    part(
        "register",
        "every requirement of security says what proves it",
        register::run,
    ),
    part("clippy", "no lint complains, in any target", rust::clippy),
    part(
        "unit",
        "what needs neither database nor browser",
        rust::unit,
    ),
    part(
        "wasm",
        "the contract and its client compile for browsers",
        rust::wasm,
    ),
    part("sqlite", "database and server on SQLite", databases::sqlite),
    part(
        "postgres",
        "database and server on PostgreSQL",
        databases::postgres,
    ),
    Part {
        exists: databases::has_campaigns,
        ..part(
            "campaigns",
            "no acknowledged write is lost",
            databases::campaigns,
        )
    },
    part(
        "generated",
        "generated files are what their sources give",
        generated::run,
    ),
    part(
        "openapi-lint",
        "the API document pleases two linters",
        linters::run,
    ),
    part(
        "fuzz",
        "20,000 generated requests find nothing outside the API document",
        fuzz::run,
    ),
    part(
        "e2e",
        "people can do their work in a real browser",
        browser::run,
    ),
];
