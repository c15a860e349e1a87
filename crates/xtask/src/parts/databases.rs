//! Tests that need a database.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::rust::POSTGRES;
use crate::command::{cargo, run};
use crate::postgres::ThrowAway;
use crate::programs::{self, Package, has_libpq};

/// Where the campaigns stand in the server's tests.
const CAMPAIGNS: [&str; 2] = [
    "crates/minato-server/tests/campaigns.rs",
    "crates/minato-server/tests/campaigns/main.rs",
];

/// Files in memory: no attack depends on what is on a disk, and thousands wait for it.
const MEMORY: &str = "/dev/shm";

/// Server processes that are killed, or live at another time.
const KILLING: &[&str] = &[
    "--test",
    "campaigns",
    "--",
    "--nocapture",
    "--test-threads=1",
];

/// Attacks on a server, which are ignored among its other tests.
const ATTACKING: &[&str] = &[
    "--test",
    "api",
    "--",
    "campaigns::",
    "--include-ignored",
    "--nocapture",
    "--test-threads=1",
];

/// Database and server on SQLite.
pub(crate) fn sqlite() -> Result<()> {
    ensure_libpq()?;
    run(integration_tests().env("MINATO_TEST_DATABASE", "sqlite"))
}

/// The same tests on a PostgreSQL of their own.
pub(crate) fn postgres() -> Result<()> {
    ensure_libpq()?;
    let cluster = ThrowAway::start()?;
    run(integration_tests()
        .env("MINATO_TEST_DATABASE", "postgres")
        .env("MINATO_TEST_POSTGRES_URL", cluster.url()))
}

/// Long runs in which servers are killed, live at another time, or are attacked.
pub(crate) fn campaigns() -> Result<()> {
    ensure_libpq()?;
    programs::ensure(&[Package::program(&["faketime"], "faketime")])?;
    let cluster = ThrowAway::start()?;
    for database in ["sqlite", "postgres"] {
        println!("on {database}");
        for words in [KILLING, ATTACKING] {
            let mut command = cargo(["test", "--package", "minato-server"]);
            command
                .args(POSTGRES)
                .args(words)
                .env("MINATO_TEST_DATABASE", database)
                .env("MINATO_TEST_POSTGRES_URL", cluster.url());
            if words == ATTACKING && Path::new(MEMORY).is_dir() {
                command.env("TMPDIR", MEMORY);
            }
            run(&mut command)?;
        }
    }
    Ok(())
}

/// Whether the server has campaigns.
pub(crate) fn has_campaigns() -> bool {
    CAMPAIGNS.iter().any(|path| Path::new(path).exists())
}

/// What a build with PostgreSQL is linked against.
pub(crate) fn ensure_libpq() -> Result<()> {
    programs::ensure(&[Package::tested(has_libpq, "libpq-dev")])
}

/// The campaigns are not among them: their target says `test = false` and runs by name only.
fn integration_tests() -> Command {
    let mut command = cargo([
        "test",
        "--package",
        "minato-db",
        "--package",
        "minato-server",
    ]);
    command.args(POSTGRES);
    command
}
