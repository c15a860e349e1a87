//! The load: `wrk` with 16 connections.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::process::Process;

/// How long one measurement lasts, in seconds.
const SECONDS: u32 = 5;

/// What one measurement gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) cpu_ms: f64,
    pub(crate) p99_ms: f64,
}

pub(crate) fn run(process: &Process, path: &str, cookie: &str) -> Result<Figures> {
    let before = process.cpu_seconds()?;
    let output = Command::new("wrk")
        .args([
            "-t1",
            "-c16",
            "--latency",
            "-H",
            &format!("Cookie: {cookie}"),
        ])
        .arg(format!("-d{SECONDS}s"))
        .arg(process.url(path))
        .output()
        .context("wrk is missing: apt-get install wrk")?;
    let cpu = process.cpu_seconds()? - before;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        !text.contains("Non-2xx"),
        "not every request succeeded:\n{text}"
    );
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(name));
        line.map(|rest| rest.trim().to_owned())
            .with_context(|| format!("no {name} in:\n{text}"))
    };
    let per_second: f64 = value("Requests/sec:")?.parse()?;
    Ok(Figures {
        per_second,
        cpu_ms: cpu * 1000.0 / (per_second * f64::from(SECONDS)),
        p99_ms: milliseconds(&value("99%")?)?,
    })
}

/// wrk writes `850.00us`, `1.20ms`, `1.01s`.
fn milliseconds(text: &str) -> Result<f64> {
    let (number, factor) = if let Some(number) = text.strip_suffix("us") {
        (number, 0.001)
    } else if let Some(number) = text.strip_suffix("ms") {
        (number, 1.0)
    } else {
        (text.strip_suffix('s').context("a time")?, 1000.0)
    };
    Ok(number.parse::<f64>()? * factor)
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn times_of_all_units_are_understood() {
        for (text, expected) in [("850.00us", 0.85), ("1.20ms", 1.2), ("1.01s", 1010.0)] {
            assert!(
                (milliseconds(text).unwrap() - expected).abs() < 1e-9,
                "{text}"
            );
        }
        assert!(milliseconds("soon").is_err());
    }
}
