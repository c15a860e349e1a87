//! Tests that need a database.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, anyhow, ensure};

use super::rust::POSTGRES;
use crate::command::{cannot_start, cargo, run, shown};
use crate::postgres::ThrowAway;
use crate::programs::{self, Package, has_libpq};

/// Where the campaigns stand in the server's tests.
const CAMPAIGNS: [&str; 2] = [
    "crates/minato-server/tests/campaigns.rs",
    "crates/minato-server/tests/campaigns/main.rs",
];

/// Files in memory: no attack depends on what is on a disk, and thousands wait for it.
const MEMORY: &str = "/dev/shm";

/// Server processes that are killed, or live at another time: a target of their own.
const KILLING: (&str, &[&str]) = ("campaigns", &[]);

/// Attacks on a server, which are ignored among its other tests.
const ATTACKING: (&str, &[&str]) = ("api", &["campaigns::", "--include-ignored"]);

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

/// Long runs in which servers are killed, live at another time, or are attacked. They wait more
/// than they work: both databases take their turn at the same time.
pub(crate) fn campaigns() -> Result<()> {
    ensure_libpq()?;
    programs::ensure(&[Package::program(&["faketime"], "faketime")])?;
    let cluster = ThrowAway::start()?;
    for (target, _) in [KILLING, ATTACKING] {
        run(server_tests(target).arg("--no-run"))?;
    }
    let (sqlite, postgres) = std::thread::scope(|scope| {
        let sqlite = scope.spawn(|| campaigns_on("sqlite", &cluster));
        let postgres = campaigns_on("postgres", &cluster);
        (sqlite.join(), postgres)
    });
    let sqlite = sqlite.map_err(|_| anyhow!("the campaigns on sqlite panicked"));
    match (sqlite.and_then(|outcome| outcome), postgres) {
        (Err(sqlite), Err(postgres)) => Err(anyhow!("{sqlite:#}\n{postgres:#}")),
        (sqlite, postgres) => sqlite.and(postgres),
    }
}

/// All campaigns on one database; what they print is shown at their end, in one piece.
fn campaigns_on(database: &str, cluster: &ThrowAway) -> Result<()> {
    for (target, chosen) in [KILLING, ATTACKING] {
        let mut command = server_tests(target);
        command
            .arg("--")
            .args(chosen)
            .args(["--nocapture", "--test-threads=1"])
            .env("MINATO_TEST_DATABASE", database)
            .env("MINATO_TEST_POSTGRES_URL", cluster.url());
        if target == ATTACKING.0 && Path::new(MEMORY).is_dir() {
            command.env("TMPDIR", MEMORY);
        }
        let ended = command.output().with_context(|| cannot_start(&command))?;
        let printed = String::from_utf8_lossy(&ended.stdout);
        let errors = String::from_utf8_lossy(&ended.stderr);
        println!("on {database}:\n{errors}{printed}");
        ensure!(
            ended.status.success(),
            "on {database}: `{}` failed ({})",
            shown(&command),
            ended.status
        );
    }
    Ok(())
}

/// One target of the server's tests.
fn server_tests(target: &str) -> Command {
    let mut command = cargo(["test", "--package", "minato-server", "--test", target]);
    command.args(POSTGRES);
    command
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
