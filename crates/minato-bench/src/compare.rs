//! Both sides in turns: on each database, with each number of applications, at each work.

use std::collections::HashMap;

use anyhow::Result;
use minato_db::{Backend, Clock as _, SystemClock};
use minato_server::auth::keys::Keys;
use minato_server::config::{DataKeys, SecretKey};
use minato_types::rules::japan_time;

use crate::arguments::Arguments;
use crate::data::Size;
use crate::database::Place;
use crate::figures::{Figures, Series, Side};
use crate::load::Load;
use crate::process::{Process, Programs, cpu_seconds};
use crate::report::{self, Comparison, Statements};
use crate::work::Work;
use crate::{check, environment, silent_mail_server};

/// How long a server is warmed up, and how long statements are counted.
const SHORT: u32 = 2;

/// The keys of both sides.
pub(crate) fn keys() -> Keys {
    Keys::derive(&SecretKey::from_bytes([0; 32]), &DataKeys::default())
}

/// Measures what the arguments name and prints it; fails if a target is missed.
pub(crate) async fn run(arguments: &Arguments) -> Result<()> {
    println!("{}\n", environment::describe()?);
    let mut comparisons = Vec::new();
    for &backend in &arguments.databases {
        for (nth, &rows) in arguments.rows.iter().enumerate() {
            let bench = Bench::prepare(arguments, backend, rows).await?;
            if nth == 0 {
                bench.tell_once().await?;
                println!("\n{}", report::HEAD);
            }
            for &work in &arguments.works {
                let comparison = bench.compare(work).await?;
                println!("{}", comparison.lines());
                comparisons.push(comparison);
            }
        }
    }
    report::judge(&comparisons)
}

/// A database that is filled, and everything to measure it with.
struct Bench<'a> {
    arguments: &'a Arguments,
    programs: Programs,
    place: Place,
    backend: Backend,
    size: Size,
    load: Load,
}

impl<'a> Bench<'a> {
    /// Fills a database and proves that both sides do the same with it.
    async fn prepare(arguments: &'a Arguments, backend: Backend, rows: u32) -> Result<Self> {
        let today = japan_time::date(SystemClock.now());
        let size = Size { rows, today };
        let place = Place::open(backend, arguments.postgres.as_deref()).await?;
        let with_contracts = arguments.works.iter().any(|work| work.of_contracts());
        let crowd = place.fill(size, keys(), with_contracts).await?;
        let programs = Programs {
            minato: arguments.minato.clone(),
            mail_port: silent_mail_server::start()?,
            log: "error",
        };
        check::both_do_the_same(&programs, &place, &crowd, size).await?;
        check::same_contracts(&programs, &place, &crowd, &arguments.works, size).await?;
        Ok(Self {
            arguments,
            programs,
            place,
            backend,
            size,
            load: Load::new(&crowd, size)?,
        })
    }

    /// What does not depend on the number of applications.
    async fn tell_once(&self) -> Result<()> {
        if let Some(server) = self.place.server() {
            println!("\nPostgreSQL {}\n", server.version().await?);
            let mut counted = Vec::new();
            for &work in &self.arguments.works {
                counted.push(Statements {
                    work,
                    product: self.statements(work, Side::Product).await?,
                    floor: self.statements(work, Side::Floor).await?,
                });
            }
            println!("{}", report::statements(&counted));
        } else {
            let copy = self.place.copy().await?;
            let product = self.programs.start(Side::Product, &copy).await?;
            let milliseconds = product.started.as_secs_f64() * 1000.0;
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            let memory = product.memory_mb()?;
            println!("first answer after start {milliseconds:.1} ms, idle memory {memory:.1} MB");
        }
        Ok(())
    }

    /// Measures both sides in turns. Each server is alone on the machine, and begins with a
    /// database as the other one found it.
    async fn compare(&self, work: Work) -> Result<Comparison> {
        let (mut product, mut floor) = (Series::default(), Series::default());
        let mut copy = self.place.copy().await?;
        for round in 0..self.arguments.rounds {
            for side in Side::BOTH {
                if work.writes() && (round, side) != (0, Side::Floor) {
                    copy = self.place.copy().await?;
                }
                let figures = self.measure(work, side, &copy).await?;
                match side {
                    Side::Product => product.push(figures),
                    Side::Floor => floor.push(figures),
                }
            }
        }
        let paced_p99_ms = match work.paced_limit() {
            Some(_) => Some(self.paced(work, &copy).await?),
            None => None,
        };
        Ok(Comparison {
            backend: self.backend,
            rows: self.size.rows,
            work,
            product,
            floor,
            paced_p99_ms,
        })
    }

    /// The time that 99 in 100 answers of the product take at most while the requests come at a
    /// steady pace, in milliseconds.
    async fn paced(&self, work: Work, database: &str) -> Result<f64> {
        let process = self.programs.start(Side::Product, database).await?;
        let url = process.url("");
        self.load.run(&url, work, SHORT, "warm")?;
        let seconds = self.arguments.seconds * 2;
        Ok(self.load.run_at_pace(&url, work, seconds)?.p99_ms)
    }

    async fn measure(&self, work: Work, side: Side, database: &str) -> Result<Figures> {
        let process = self.programs.start(side, database).await?;
        let url = process.url("");
        self.load.run(&url, work, SHORT, "warm")?;
        let before = self.cpu(&process).await?;
        let answered = self
            .load
            .run(&url, work, self.arguments.seconds, "measured")?;
        let after = self.cpu(&process).await?;
        let each = |seconds: f64| seconds * 1000.0 / answered.requests;
        Ok(Figures {
            per_second: answered.requests / answered.seconds,
            server_cpu_ms: each(after.server - before.server),
            database_cpu_ms: each(after.database_since(&before)),
            p50_ms: answered.p50_ms,
            p99_ms: answered.p99_ms,
        })
    }

    /// How many statements the database counts for one request, on a copy of its own.
    async fn statements(&self, work: Work, side: Side) -> Result<f64> {
        let copy = self.place.copy().await?;
        let Some(server) = self.place.server() else {
            return Ok(0.0);
        };
        server.count_statements().await?;
        let process = self.programs.start(side, &copy).await?;
        let url = process.url("");
        self.load.run(&url, work, SHORT, "warm")?;
        let before = server.statements().await?;
        let answered = self.load.run(&url, work, SHORT, "counted")?;
        Ok((server.statements().await? - before) / answered.requests)
    }

    async fn cpu(&self, process: &Process) -> Result<Cpu> {
        let mut database = HashMap::new();
        if let Some(server) = self.place.server() {
            for pid in server.backends().await? {
                // One that ended in the meantime had nothing to do.
                database.insert(pid, cpu_seconds(pid).unwrap_or_default());
            }
        }
        Ok(Cpu {
            server: process.cpu_seconds()?,
            database,
        })
    }
}

/// CPU time used so far, in seconds.
struct Cpu {
    server: f64,
    /// By process.
    database: HashMap<u32, f64>,
}

impl Cpu {
    fn database_since(&self, before: &Self) -> f64 {
        let used = |(pid, now): (&u32, &f64)| now - before.database.get(pid).unwrap_or(&0.0);
        self.database.iter().map(used).sum()
    }
}
