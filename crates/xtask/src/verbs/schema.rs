//! `cargo xtask schema [--check]`: `schema.rs` against both databases.
//!
//! It is written by hand: diesel prints the types of one database, and the columns of
//! Minato have types that both share. A test of `minato-db` migrates a database, asks it
//! for its tables and compares columns, types, nullability and primary keys.

use anyhow::Result;
use lexopt::prelude::*;

use super::unknown;
use crate::command::{cargo, run as run_command};
use crate::postgres::ThrowAway;

/// The test of `minato-db` that compares.
const TEST: &str = "schema_matches";

/// Compares, with or without `--check`: there is nothing to write.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("check") => {}
            other => unknown(other)?,
        }
    }
    check()
}

/// Fails where `schema.rs` and a migrated database disagree.
pub(crate) fn check() -> Result<()> {
    let cluster = ThrowAway::start()?;
    for database in ["sqlite", "postgres"] {
        // Both packages, as in the other tests: what they share is then compiled once.
        let mut test = cargo([
            "test",
            "--package",
            "minato-db",
            "--package",
            "minato-server",
        ]);
        test.args(["--features", "minato-server/postgres", "--test", "db", TEST]);
        test.env("MINATO_TEST_DATABASE", database);
        run_command(test.env("MINATO_TEST_POSTGRES_URL", cluster.url()))?;
    }
    Ok(())
}
