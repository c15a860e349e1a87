//! `cargo xtask mutations`: breaks one guard after the other in a copy, and demands that the one
//! test that is named for it fails.

mod copy;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use lexopt::prelude::*;

use self::copy::Copy;
use super::unknown;
use crate::command::{cannot_start, cargo};
use crate::interrupt;
use crate::mutations::{self, Mutation, Place};
use crate::parts::{POSTGRES, ensure_libpq};
use crate::progress::seconds;

/// A test that has not ended by then does not fail: it hangs.
const LIMIT: Duration = Duration::from_mins(10);

/// Built together always: alone, each would have other features, and be compiled anew.
const PRODUCT: [&str; 4] = ["minato-types", "minato-db", "minato-mail", "minato-server"];

/// What came of a broken guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The test failed, as it must.
    Noticed,
    /// The test passed.
    Unnoticed,
    /// There was no such test.
    NotRun,
    /// The change is no Rust.
    DoesNotCompile,
    /// The test did not end.
    Hangs,
}

impl Outcome {
    const fn words(self) -> &'static str {
        match self {
            Self::Noticed => "noticed",
            Self::Unnoticed => "UNNOTICED",
            Self::NotRun => "TEST DID NOT RUN",
            Self::DoesNotCompile => "DOES NOT COMPILE",
            Self::Hangs => "HANGS",
        }
    }
}

/// Looks at the list only, or breaks what was asked for, or everything.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut only, mut check) = (Vec::new(), false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("only") => only.push(arguments.value()?.string()?),
            Long("check") => check = true,
            other => unknown(other)?,
        }
    }
    let all = mutations::read(Path::new("."))?;
    let findings = mutations::findings(Path::new("."), &all);
    ensure!(findings.is_empty(), "{}", findings.join("\n"));
    if check {
        println!("{} guards can be broken by name", all.len());
        return Ok(());
    }
    for name in &only {
        ensure!(all.iter().any(|m| m.name == *name), "there is no {name}");
    }
    let chosen = |m: &&Mutation| only.is_empty() || only.contains(&m.name);
    break_all(&all.iter().filter(chosen).collect::<Vec<_>>())
}

fn break_all(chosen: &[&Mutation]) -> Result<()> {
    interrupt::remember()?;
    ensure_libpq()?;
    let copy = Copy::of_head()?;
    println!("whole, every test must pass");
    let mut tests: Vec<&str> = chosen.iter().map(|m| m.test.as_str()).collect();
    tests.sort_unstable();
    tests.dedup();
    for test in tests {
        let outcome = try_test(&copy, test)?;
        ensure!(
            outcome == Outcome::Unnoticed,
            "{test} does not pass although nothing is broken: {outcome:?}"
        );
    }
    let (mut table, mut missed) = (String::new(), 0);
    for mutation in chosen {
        if interrupt::happened() {
            bail!("interrupted before {}\n{table}", mutation.name);
        }
        let begin = Instant::now();
        let outcome = broken(&copy, mutation)?;
        missed += usize::from(outcome != Outcome::Noticed);
        let took = seconds(begin.elapsed());
        let line = format!("{:<48}{:<18}{took:>10}", mutation.name, outcome.words());
        println!("{line}\n    {}", failure(&fs::read_to_string(copy.log())?));
        let _ = writeln!(table, "{line}");
    }
    println!("\n{table}\n{} broken, {missed} not noticed", chosen.len());
    ensure!(missed == 0, "a broken guard that no test notices");
    Ok(())
}

/// Breaks one guard, tries its test, and mends it again.
fn broken(copy: &Copy, mutation: &Mutation) -> Result<Outcome> {
    let path = copy.tree().join(&mutation.file);
    let whole = fs::read_to_string(&path).with_context(|| mutation.file.clone())?;
    let changed = mutation
        .apply(&whole)
        .with_context(|| format!("{}: commit {} first", mutation.name, mutation.file))?;
    fs::write(&path, changed)?;
    let outcome = try_test(copy, &mutation.test);
    fs::write(&path, whole)?;
    outcome
}

fn try_test(copy: &Copy, test: &str) -> Result<Outcome> {
    let place = Place::of(test).with_context(|| test.to_owned())?;
    let built = cargo_test(copy, &place).arg("--no-run").output()?;
    if !built.status.success() {
        let errors = String::from_utf8_lossy(&built.stderr);
        let first = errors.lines().filter(|line| line.starts_with("error"));
        println!("{}", first.take(3).collect::<Vec<_>>().join("\n"));
        return Ok(Outcome::DoesNotCompile);
    }
    let mut command = cargo_test(copy, &place);
    command.args(["--", "--exact", "--include-ignored", &place.name]);
    let log = copy.log();
    let out = File::create(&log)?;
    command.stdout(out.try_clone()?).stderr(out);
    let Some(passed) = within_limit(&mut command)? else {
        return Ok(Outcome::Hangs);
    };
    Ok(judge(passed, &fs::read_to_string(log)?))
}

/// What a run of one test says. A crash fails too, but then nobody counts.
fn judge(passed: bool, printed: &str) -> Outcome {
    if !printed.lines().any(|line| line == "running 1 test") {
        Outcome::NotRun
    } else if passed {
        Outcome::Unnoticed
    } else {
        Outcome::Noticed
    }
}

/// Where a test failed, and with which words.
fn failure(printed: &str) -> String {
    let mut lines = printed
        .lines()
        .skip_while(|line| !line.contains("panicked at "));
    let place = lines
        .next()
        .and_then(|line| line.split("panicked at ").nth(1));
    let words = lines.next().unwrap_or_default();
    format!("{} {words}", place.unwrap_or_default())
}

fn cargo_test(copy: &Copy, place: &Place) -> Command {
    let mut command = cargo(["test", "--quiet"]);
    let of_product = PRODUCT.contains(&place.package.as_str());
    let own = [place.package.as_str()];
    for package in if of_product { &PRODUCT[..] } else { &own[..] } {
        command.args(["--package", package]);
    }
    match &place.target {
        Some(target) => command.args(["--test", target]),
        None => command.arg("--lib"),
    };
    if of_product {
        command.args(POSTGRES);
    }
    command
        .current_dir(copy.tree())
        .env("CARGO_TARGET_DIR", copy.target())
        .env("MINATO_TEST_DATABASE", "sqlite")
        .stdin(Stdio::null());
    command
}

/// Whether the command succeeded; nothing if it had to be stopped.
fn within_limit(command: &mut Command) -> Result<Option<bool>> {
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let begin = Instant::now();
    while begin.elapsed() < LIMIT {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        sleep(Duration::from_millis(100));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_test_that_ran_and_failed_has_noticed() {
        let ran = "\nrunning 1 test\nF\n";
        assert_eq!(judge(false, ran), Outcome::Noticed);
        assert_eq!(judge(true, ran), Outcome::Unnoticed);
        assert_eq!(judge(true, "\nrunning 0 tests\n"), Outcome::NotRun);
        assert_eq!(judge(false, "error: could not compile"), Outcome::NotRun);
    }

    #[test]
    fn the_first_failure_is_told() {
        let printed = "running 1 test\nthread 'a' (7) panicked at tests/a.rs:3:5:\nleft: 1\nF\n";
        assert_eq!(failure(printed), "tests/a.rs:3:5: left: 1");
        assert_eq!(failure("running 1 test\n.\n"), " ");
    }
}
