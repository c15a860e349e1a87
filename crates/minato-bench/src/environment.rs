//! Where the figures were taken.

use std::fs;
use std::process::Command;

use anyhow::Result;

/// Above this, somebody else uses the processors.
const BUSY: f64 = 1.5;

/// The machine and the state of the sources, in one line; a warning if others use it too.
pub(crate) fn describe() -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let load = load()?;
    let commit = Command::new("git")
        .args(["describe", "--always", "--dirty", "--exclude=*"])
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let commit = commit.unwrap_or_else(|| "unknown".to_owned());
    let warning = if load > BUSY {
        "\nwarning: others use this machine; the figures say little"
    } else {
        ""
    };
    Ok(format!(
        "{cores} cores, load {load} before, commit {commit}{warning}"
    ))
}

/// The mean number of processes that wanted to run in the last minute.
fn load() -> Result<f64> {
    let text = fs::read_to_string("/proc/loadavg")?;
    Ok(text.split(' ').next().unwrap_or_default().parse()?)
}
