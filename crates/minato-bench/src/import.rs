//! A hundred thousand contracts from one file: how long that takes, and how long whoever writes
//! something else waits for it.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::{Backend, Clock as _, Db, DbError, SystemClock, TenantScope, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;

use crate::arguments::Arguments;
use crate::compare::keys;
use crate::data::{MEMBERS, Size};
use crate::database::{self, Place};
use crate::environment;
use crate::process::SECRET_KEY;
use crate::report::name;

/// How many contracts the file has.
const ROWS: usize = 100_000;

/// How many contracts stand before.
const BEFORE: u32 = 1000;

/// The longest that it may take.
const LONGEST: Duration = Duration::from_mins(1);

/// The longest that another writer may wait.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How often another one writes.
const PAUSE: Duration = Duration::from_millis(10);

/// What one run of the file took, and what another writer saw meanwhile.
struct Measured {
    took: Duration,
    writes: u32,
    longest_wait: Duration,
}

/// Measures and prints; fails if a limit is missed.
pub(crate) async fn run(arguments: &Arguments) -> Result<()> {
    println!("{}\n", environment::describe()?);
    println!("| database | file | seconds | other writes meanwhile | longest wait, ms |");
    println!("|---|---|---|---|---|");
    let mut missed = Vec::new();
    for &backend in &arguments.databases {
        let size = Size {
            rows: BEFORE,
            today: japan_time::date(SystemClock.now()),
        };
        let place = Place::open(backend, arguments.postgres.as_deref()).await?;
        let crowd = place.fill(size, keys(), true).await?;
        let scope = crowd.applicants.first().context("nobody applies")?.scope;
        let url = place.copy().await?;
        for file in ["new", "the same again"] {
            let measured = measure(arguments, &url, scope).await?;
            println!("{}", measured.line(backend, file));
            missed.extend(measured.missed(backend));
            let expected = i64::from(BEFORE) + i64::try_from(ROWS)?;
            let there = place.count_contracts().await?;
            ensure!(there == expected, "{there} contracts instead of {expected}");
        }
    }
    ensure!(missed.is_empty(), "{}", missed.join("; "));
    Ok(())
}

async fn measure(arguments: &Arguments, url: &str, scope: TenantScope) -> Result<Measured> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("contracts.csv");
    std::fs::write(&file, table())?;
    let db = database::open(url)?;
    let begin = Instant::now();
    let mut import = Command::new(&arguments.minato)
        .args(["contract", "import"])
        .arg(&file)
        .env("DATABASE_URL", url)
        .env("MINATO_SECRET_KEY", SECRET_KEY)
        .env("MINATO_LOG", "error")
        .stdout(Stdio::null())
        .spawn()
        .context("the import does not start")?;
    let (mut writes, mut longest_wait) = (0, Duration::ZERO);
    let ended = loop {
        longest_wait = longest_wait.max(write(&db, scope).await?);
        writes += 1;
        if let Some(ended) = import.try_wait()? {
            break ended;
        }
        tokio::time::sleep(PAUSE).await;
    };
    ensure!(ended.success(), "the import failed: {ended}");
    Ok(Measured {
        took: begin.elapsed(),
        writes,
        longest_wait,
    })
}

/// How long it took to write into the trail of a member whose contracts are imported.
async fn write(db: &Db, scope: TenantScope) -> Result<Duration> {
    let begin = Instant::now();
    let written: Result<(), DbError> = db
        .write(move |tx: &mut WriteTx<'_>| {
            let event = NewAuditEvent {
                actor: Actor::Nobody,
                action: AuditAction::SignedOut,
                subject: Some(tx.new_id().to_string()),
                text: None,
            };
            audit::record(tx, scope, &event)
        })
        .await;
    written?;
    Ok(begin.elapsed())
}

/// Contracts of all members in turns.
fn table() -> String {
    let mut table = "memberNumber,contractNumber,service,customerNumber,site,appliedOn,\
        providedOn,memo\r\n"
        .to_owned();
    for n in 0..ROWS {
        let member = 1 + n * 7919 % MEMBERS;
        // Writing to a string cannot fail.
        let _ = write!(
            table,
            "B00-{member:05},N{},cloud-pbx,C{n:06},東京都港区海岸 {}階,2026-03-02,2026-04-01,代表番号 {n}\r\n",
            500_000_000 + n,
            1 + n % 40,
        );
    }
    table
}

impl Measured {
    fn line(&self, backend: Backend, file: &str) -> String {
        format!(
            "| {} | {file} | {:.1} | {} | {:.0} |",
            name(backend),
            self.took.as_secs_f64(),
            self.writes,
            self.longest_wait.as_secs_f64() * 1000.0,
        )
    }

    fn missed(&self, backend: Backend) -> Vec<String> {
        let mut missed = Vec::new();
        if self.took > LONGEST {
            missed.push(format!("{}: {:?} for the file", name(backend), self.took));
        }
        if self.longest_wait > LONGEST_WAIT {
            let waited = self.longest_wait;
            missed.push(format!("{}: a writer waited {waited:?}", name(backend)));
        }
        missed
    }
}
