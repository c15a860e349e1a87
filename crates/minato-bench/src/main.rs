//! Measures the server beside its floor: the same answers by hand-written actix-web and
//! SQLite, without diesel, without layers. Both run side by side on the same database and
//! are driven by the same load, in turns; the answers are compared byte by byte first.
//!
//! `cargo xtask bench` builds both with optimisation and calls this. Needs `wrk`.

#![allow(clippy::print_stdout, reason = "the figures are its answer")]

mod data;
mod floor;
mod load;
mod process;

use anyhow::{Context as _, Result, ensure};

use crate::load::Figures;
use crate::process::Process;

/// How often each side is measured.
const ROUNDS: usize = 3;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["floor", database, port] => floor::serve(database, port.parse()?),
        [minato] => actix_web::rt::System::new().block_on(compare(minato)),
        _ => anyhow::bail!("usage: minato-bench PATH-OF-MINATO"),
    }
}

async fn compare(minato: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("bench.sqlite");
    let database = database.to_str().context("a path that is text")?;
    let cookie = data::fill(database).await?;

    let product = Process::start_product(minato, database).await?;
    println!(
        "first answer after start  {:>8.1} ms",
        product.started.as_secs_f64() * 1000.0
    );
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    println!("idle memory               {:>8.1} MB", product.memory_mb()?);
    let floor = Process::start_floor(database).await?;

    println!(
        "\nlist of notes: session checked, page of 10 of {} with total",
        data::NOTES
    );
    println!("statements per request: product 3, floor 3\n");
    let path = "/api/v1/company/notes?page=1&pageSize=10";
    let answers = [
        product.get(path, &cookie).await?,
        floor.get(path, &cookie).await?,
    ];
    ensure!(
        answers[0] == answers[1],
        "the answers differ:\n{}\n{}",
        answers[0],
        answers[1]
    );

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(load::run(&product, path, &cookie)?);
        theirs.push(load::run(&floor, path, &cookie)?);
    }
    report("product", &ours);
    report("floor", &theirs);
    let ratio = median(&ours, |f| f.per_second) / median(&theirs, |f| f.per_second);
    println!("\nproduct / floor: {ratio:.2}");
    Ok(())
}

fn report(side: &str, figures: &[Figures]) {
    let of = |value: fn(&Figures) -> f64| {
        let all: Vec<f64> = figures.iter().map(value).collect();
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = all.iter().copied().fold(0.0, f64::max);
        (least, median(figures, value), most)
    };
    let (least, middle, most) = of(|f| f.per_second);
    let (_, cpu, _) = of(|f| f.cpu_ms);
    let (_, p99, _) = of(|f| f.p99_ms);
    println!(
        "{side:8} {least:8.0} / {middle:8.0} / {most:8.0} requests/s (min / median / max), \
         {cpu:.3} CPU ms each, p99 {p99:.1} ms"
    );
}

fn median(figures: &[Figures], value: impl Fn(&Figures) -> f64) -> f64 {
    let mut all: Vec<f64> = figures.iter().map(value).collect();
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}
