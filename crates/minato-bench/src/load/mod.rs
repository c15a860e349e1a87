//! The load: `wrk` with sixteen connections.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use chrono::Days;
use tempfile::TempDir;

use crate::data::{Crowd, EFFECTIVE_FROM, Size};
use crate::work::{PACE, Work};

/// How many clients ask at a time.
const CONNECTIONS: u32 = 16;

/// For how many days people apply.
const DAYS: u64 = 300;

/// How the clients ask, for one database.
pub(crate) struct Load {
    folder: TempDir,
    cookie: String,
    size: Size,
    days: String,
}

/// What came of a load.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answered {
    pub(crate) requests: f64,
    pub(crate) seconds: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Load {
    /// The clients of this crowd.
    pub(crate) fn new(crowd: &Crowd, size: Size) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let lines = crowd
            .applicants
            .iter()
            .map(|person| format!("{} {}\n", person.cookie, person.csrf_token));
        fs::write(folder.path().join("people"), lines.collect::<String>())?;
        for work in Work::ALL {
            let script = [script(work), include_str!("report.lua")].concat();
            fs::write(folder.path().join(work.name()), script)?;
        }
        let first = size.today + Days::new(EFFECTIVE_FROM);
        let days = first.iter_days().take(usize::try_from(DAYS)?);
        Ok(Self {
            folder,
            cookie: crowd.reader.cookie.clone(),
            size,
            days: days
                .map(|day| day.to_string())
                .collect::<Vec<_>>()
                .join(","),
        })
    }

    /// Lets the clients ask for so many seconds. `run` distinguishes the keys of requests that
    /// create something from those of earlier runs.
    pub(crate) fn run(&self, url: &str, work: Work, seconds: u32, run: &str) -> Result<Answered> {
        self.run_with(url, work, seconds, self.arguments(work, run))
    }

    /// The same at [`PACE`], for work that reads.
    pub(crate) fn run_at_pace(&self, url: &str, work: Work, seconds: u32) -> Result<Answered> {
        let mut arguments = self.arguments(work, "");
        arguments.push((1000 * CONNECTIONS / PACE).to_string());
        self.run_with(url, work, seconds, arguments)
    }

    fn run_with(
        &self,
        url: &str,
        work: Work,
        seconds: u32,
        arguments: Vec<String>,
    ) -> Result<Answered> {
        let output = Command::new("wrk")
            .args(["-t1", &format!("-c{CONNECTIONS}"), &format!("-d{seconds}s")])
            .args(["--timeout", "10s", "-s"])
            .arg(self.path(work.name()))
            .arg(url)
            .arg("--")
            .args(arguments)
            .output()
            .context("wrk is missing: apt-get install wrk")?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        Answered::read(&text).with_context(|| format!("{}:\n{text}{errors}", work.name()))
    }

    fn arguments(&self, work: Work, run: &str) -> Vec<String> {
        if let Some(path) = work.path() {
            return vec![self.cookie.clone(), path.to_owned()];
        }
        match work {
            Work::Detail | Work::ContractDetail => vec![
                self.cookie.clone(),
                self.size.step().to_string(),
                self.size.rows.to_string(),
            ],
            Work::Create => {
                let people = self.path("people").display().to_string();
                vec![people, self.days.clone(), run.to_owned()]
            }
            _ => vec![self.cookie.clone()],
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

const fn script(work: Work) -> &'static str {
    match work {
        Work::List => include_str!("list.lua"),
        Work::Detail => include_str!("detail.lua"),
        Work::Create => include_str!("create.lua"),
        Work::Contracts | Work::ContractSearch | Work::ContractCounts => {
            include_str!("contracts.lua")
        }
        Work::ContractDetail => include_str!("contract.lua"),
    }
}

impl Answered {
    /// Reads the line that `report.lua` writes.
    fn read(text: &str) -> Result<Self> {
        let line = text.lines().find_map(|line| line.strip_prefix("figures "));
        let numbers: Vec<f64> = line
            .context("no figures")?
            .split(' ')
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let &[requests, micros, p50, p99, failed] = numbers.as_slice() else {
            anyhow::bail!("not the figures of this program");
        };
        ensure!(requests > 0.0, "nobody was answered");
        ensure!(failed == 0.0, "{failed} requests did not succeed");
        Ok(Self {
            requests,
            seconds: micros / 1e6,
            p50_ms: p50 / 1000.0,
            p99_ms: p99 / 1000.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Answered;

    #[test]
    fn the_line_of_figures_is_found_among_others() {
        let text = "Running 5s test\nfigures 20000 5000000 850 1200 0\n";
        let answered = Answered::read(text).unwrap();
        assert!((answered.requests / answered.seconds - 4000.0).abs() < 1e-9);
        assert!((answered.p50_ms - 0.85).abs() < 1e-9 && (answered.p99_ms - 1.2).abs() < 1e-9);
    }

    #[test]
    fn a_request_that_failed_spoils_the_measurement() {
        assert!(Answered::read("figures 20000 5000000 850 1200 1").is_err());
        assert!(Answered::read("figures 0 5000000 0 0 0").is_err());
        assert!(Answered::read("unable to connect").is_err());
    }
}
