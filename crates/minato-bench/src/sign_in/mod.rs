//! Signing in: how near it comes to hashing alone, and what everybody else notices of five
//! hundred who sign in at once.

mod clients;
mod hashes;
mod people;

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use minato_db::{Backend, Clock as _, SystemClock};
use minato_types::rules::japan_time;

use self::clients::Answered;
use self::hashes::{COST, Memory, WAYS};
use crate::arguments::Arguments;
use crate::compare::keys;
use crate::data::Size;
use crate::database::Place;
use crate::figures::Side;
use crate::process::{Process, Programs};
use crate::{environment, silent_mail_server};

/// How many people sign in one after the other.
const CONNECTIONS: usize = 16;

/// How many sign-ins are in flight when others are measured.
const IN_FLIGHT: usize = 500;

/// The least of the hashes per second that must become sign-ins.
const TARGET: f64 = 0.9;

/// The longest that 99 of 100 other requests may take, in milliseconds.
const P99_MS: f64 = 250.0;

/// How much memory the server may take beside one hash for each processor, in MB.
const MEMORY_MB: f64 = 64.0;

/// What others ask for meanwhile.
const PATHS: [&str; 3] = [
    "/api/v1/port-applications",
    "/api/v1/auth/session",
    "/api/v1/me",
];

/// What was measured on one database.
struct Measured {
    /// The median of the rounds.
    ratio: f64,
    floor: f64,
    product: f64,
    p99_ms: f64,
    asked: usize,
    memory_mb: f64,
    idle_mb: f64,
    flood: Answered,
}

/// Measures and prints; fails if a target is missed.
pub(crate) async fn run(arguments: &Arguments) -> Result<()> {
    println!("{}\n", environment::describe()?);
    let seconds = Duration::from_secs(u64::from(arguments.seconds));
    let mut missed = Vec::new();
    for &backend in &arguments.databases {
        let measured = measure(arguments, backend, seconds).await?;
        println!("{}", measured.lines(backend));
        missed.extend(measured.missed(backend));
    }
    ensure!(missed.is_empty(), "{}", missed.join("; "));
    Ok(())
}

/// The fastest of all ways to hash.
fn fastest(seconds: Duration) -> Result<Memory> {
    let mut fastest = (0.0_f64, Memory::Kept);
    for (name, memory) in WAYS {
        let per_second = hashes::per_second(memory, seconds)?;
        println!("{name}: {per_second:.1} hashes/s on all processors");
        if per_second > fastest.0 {
            fastest = (per_second, memory);
        }
    }
    Ok(fastest.1)
}

async fn measure(arguments: &Arguments, backend: Backend, seconds: Duration) -> Result<Measured> {
    let today = japan_time::date(SystemClock.now());
    let place = Place::open(backend, arguments.postgres.as_deref()).await?;
    let crowd = place
        .fill(Size { rows: 1000, today }, keys(), false)
        .await?;
    let database = place.copy().await?;
    people::register(&database, IN_FLIGHT).await?;
    let programs = Programs {
        minato: arguments.minato.clone(),
        mail_port: silent_mail_server::start()?,
        // Everybody who is told to come again would be a line.
        log: "off",
    };
    let (mut floors, mut products) = (Vec::new(), Vec::new());
    let server = programs.start(Side::Product, &database).await?;
    let origin = server.url("");
    let local = tokio::task::LocalSet::new();
    local
        .run_until(clients::sign_in(
            &origin,
            CONNECTIONS,
            Duration::from_secs(2),
        ))
        .await?;
    let idle_mb = server.memory_mb()?;
    let way = fastest(seconds)?;
    floors.push(hashes::per_second(way, seconds)?);
    for _ in 0..arguments.rounds {
        let begin = std::time::Instant::now();
        let signing_in = clients::sign_in(&origin, CONNECTIONS, seconds);
        let answered = local.run_until(signing_in).await?;
        ensure!(answered.failed == 0, "{} sign-ins failed", answered.failed);
        products.push(f64::from(answered.signed_in) / begin.elapsed().as_secs_f64());
        floors.push(hashes::per_second(way, seconds)?);
    }
    let flood = clients::sign_in(&origin, IN_FLIGHT, seconds);
    let ask = || clients::ask(&origin, &PATHS, &crowd.reader.cookie, seconds);
    let asking = async { tokio::join!(ask(), ask(), ask()) };
    let watching = most_memory(&server, seconds);
    let (flood, times, memory_mb) = local
        .run_until(async { tokio::join!(flood, asking, watching) })
        .await;
    let (first, second, third) = times;
    let mut times = [first?, second?, third?].concat();
    times.sort_by(f64::total_cmp);
    Ok(Measured {
        ratio: median(ratios(&floors, &products))?,
        floor: median(floors)?,
        product: median(products)?,
        p99_ms: *times.get(times.len() * 99 / 100).context("nobody asked")?,
        asked: times.len(),
        memory_mb: memory_mb?,
        idle_mb,
        flood: flood?,
    })
}

/// The most memory that the server has taken meanwhile, in MB.
async fn most_memory(server: &Process, duration: Duration) -> Result<f64> {
    let end = std::time::Instant::now() + duration;
    let mut most = 0.0_f64;
    while std::time::Instant::now() < end {
        most = most.max(server.memory_mb()?);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(most)
}

/// What each round of sign-ins is of the hashing just before and just after it: a machine does
/// not keep its speed from one minute to the next.
fn ratios(floors: &[f64], products: &[f64]) -> Vec<f64> {
    let around = floors.iter().zip(floors.iter().skip(1));
    let rounds = products.iter().zip(around);
    rounds
        .map(|(product, (before, after))| 2.0 * product / (before + after))
        .collect()
}

fn median(mut values: Vec<f64>) -> Result<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().context("no values")
}

impl Measured {
    /// The memory that may be taken: where the server began, a hash for each processor, and
    /// some more. The processors' own memory is part of the beginning once they have hashed.
    fn allowed_mb(&self) -> f64 {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = u32::try_from(threads).unwrap_or(1);
        self.idle_mb + f64::from(threads * COST.memory_kib) / 1024.0 + MEMORY_MB
    }

    fn lines(&self, backend: Backend) -> String {
        let Answered {
            signed_in, put_off, ..
        } = self.flood;
        format!(
            "{backend:?}: {:.1} sign-ins/s at {CONNECTIONS} connections, {:.1} hashes/s alone: **{:.2}** (target {TARGET})\n\
             {backend:?}: {IN_FLIGHT} in flight: {signed_in} signed in, {put_off} told to come again; \
             p99 of {} other requests {:.1} ms (target {P99_MS}); memory {:.0} MB, before {:.0} MB (target {:.0})",
            self.product,
            self.floor,
            self.ratio,
            self.asked,
            self.p99_ms,
            self.memory_mb,
            self.idle_mb,
            self.allowed_mb(),
        )
    }

    fn missed(&self, backend: Backend) -> Vec<String> {
        let checks = [
            (self.ratio >= TARGET, "too few sign-ins"),
            (self.p99_ms < P99_MS, "others wait too long"),
            (self.memory_mb <= self.allowed_mb(), "too much memory"),
            (
                self.flood.failed == 0,
                "an overload is not told with Retry-After",
            ),
            (self.flood.put_off > 0, "there was no overload"),
            (self.asked >= 50, "too few others asked"),
        ];
        let missed = checks.into_iter().filter(|(holds, _)| !holds);
        missed
            .map(|(_, what)| format!("{backend:?}: {what}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::ratios;

    #[test]
    fn a_round_is_compared_with_the_hashing_around_it() {
        assert_eq!(ratios(&[80.0, 120.0, 100.0], &[90.0, 110.0]), [0.9, 1.0]);
    }
}
