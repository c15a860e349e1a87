//! `cargo xtask test`: everything that CI checks, and what came of it on one screen.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use lexopt::prelude::*;

use super::unknown;
use crate::interrupt;
use crate::parts::{PARTS, Part};
use crate::progress::seconds;

/// How one part ended.
struct Outcome {
    name: &'static str,
    passed: bool,
    duration: Duration,
}

/// Runs the parts one after the other; a failure does not keep the others from running.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let Some(parts) = chosen(arguments)? else {
        return Ok(());
    };
    interrupt::remember()?;
    let mut outcomes = Vec::new();
    for part in parts {
        if interrupt::happened() {
            bail!("interrupted before {}", part.name);
        }
        outcomes.push(run_part(part));
    }
    println!("\n{}", table(&outcomes));
    let failed = outcomes.iter().filter(|outcome| !outcome.passed).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        // Everything is said: the last line stays the last one.
        std::process::exit(1);
    }
    Ok(())
}

fn run_part(part: &Part) -> Outcome {
    println!("\n── {}: {} ──", part.name, part.proves);
    let start = Instant::now();
    let result = (part.run)();
    if let Err(error) = &result {
        println!("{} failed: {error:#}", part.name);
    }
    Outcome {
        name: part.name,
        passed: result.is_ok(),
        duration: start.elapsed(),
    }
}

fn table(outcomes: &[Outcome]) -> String {
    let line = |outcome: &Outcome| {
        let word = if outcome.passed { "passed" } else { "FAILED" };
        format!(
            "{:<14}{word}{:>14}\n",
            outcome.name,
            seconds(outcome.duration)
        )
    };
    outcomes.iter().map(line).collect()
}

/// The parts that were asked for, or all; nothing if they were only to be listed.
fn chosen(mut arguments: lexopt::Parser) -> Result<Option<Vec<&'static Part>>> {
    let mut chosen = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("only") => chosen.push(named(&arguments.value()?.string()?)?),
            Long("list") => {
                print!("{}", list());
                return Ok(None);
            }
            other => unknown(other)?,
        }
    }
    if chosen.is_empty() {
        chosen.extend(PARTS.iter().filter(|part| (part.exists)()));
    }
    Ok(Some(chosen))
}

fn named(name: &str) -> Result<&'static Part> {
    match PARTS.iter().find(|part| part.name == name) {
        Some(part) => Ok(part),
        None => bail!("there is no part {name}; there are:\n\n{}", list()),
    }
}

fn list() -> String {
    let lines = PARTS
        .iter()
        .map(|part| format!("{:<14}{}", part.name, part.proves));
    lines.collect::<Vec<_>>().join(
        "
",
    ) + "
"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_chosen_by_name() {
        let parser = lexopt::Parser::from_args(["--only", "fmt", "--only", "wasm"]);
        let names: Vec<_> = chosen(parser)
            .unwrap()
            .unwrap()
            .iter()
            .map(|part| part.name)
            .collect();
        assert_eq!(names, ["fmt", "wasm"]);
        let error = chosen(lexopt::Parser::from_args(["--only", "fnt"]))
            .err()
            .unwrap();
        assert!(error.to_string().contains("fnt") && error.to_string().contains("clippy"));
    }

    #[test]
    fn a_failed_part_stands_out() {
        let outcome = |passed| Outcome {
            name: "fmt",
            passed,
            duration: Duration::from_secs(1),
        };
        assert!(
            table(&[outcome(true)]).contains("passed")
                && table(&[outcome(false)]).contains("FAILED")
        );
    }
}
