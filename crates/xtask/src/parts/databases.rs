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

/// Long runs in which servers are killed, or live at another time.
pub(crate) fn campaigns() -> Result<()> {
    ensure_libpq()?;
    programs::ensure(&[Package::program(&["faketime"], "faketime")])?;
    let cluster = ThrowAway::start()?;
    for database in ["sqlite", "postgres"] {
        println!("on {database}");
        let mut command = cargo(["test", "--package", "minato-server", "--test", "campaigns"]);
        command
            .args(POSTGRES)
            .args(["--", "--nocapture", "--test-threads=1"])
            .env("MINATO_TEST_DATABASE", database)
            .env("MINATO_TEST_POSTGRES_URL", cluster.url());
        run(&mut command)?;
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
