//! `cargo xtask bench`: the server beside its floor, both with full optimisation.

use std::process::Command;

use anyhow::Result;
use lexopt::prelude::*;

use super::unknown;
use crate::command::{cargo, run as run_command};
use crate::interrupt;
use crate::parts::{POSTGRES, ensure_libpq};
use crate::postgres::ThrowAway;
use crate::programs::{self, Package};
use crate::progress::step;
use crate::server::{Build, program};

/// Words that are handed on to the program that measures; each takes a value.
const HANDED_ON: [&str; 5] = ["database", "rows", "work", "rounds", "seconds"];

/// Builds both and measures them in turns, on SQLite and on a PostgreSQL of their own.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let wanted = Wanted::parse(arguments)?;
    ensure_libpq()?;
    programs::ensure(&[Package::program(&["wrk"], "wrk")])?;
    let mut build = cargo(["build", "--release"]);
    build.args(["-p", "minato-server", "-p", "minato-bench"]);
    step("Building with full optimisation", build.args(POSTGRES))?;
    interrupt::remember()?;
    let product = program(Build::Release);
    let mut bench = Command::new(product.with_file_name("minato-bench"));
    bench.args(wanted.handed_on);
    // It lives as long as the measurements.
    let cluster = wanted.postgres.then(ThrowAway::start_durable).transpose()?;
    if let Some(cluster) = &cluster {
        bench.args(["--postgres", &cluster.url()]);
    }
    run_command(bench.arg(product))
}

/// What the arguments say.
struct Wanted {
    /// Whether PostgreSQL is measured too.
    postgres: bool,
    handed_on: Vec<String>,
}

impl Wanted {
    fn parse(mut arguments: lexopt::Parser) -> Result<Self> {
        let mut wanted = Self {
            postgres: true,
            handed_on: Vec::new(),
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                Long(word) if HANDED_ON.contains(&word) => {
                    let word = word.to_owned();
                    wanted.hand_on(&word, arguments.value()?.string()?);
                }
                other => unknown(other)?,
            }
        }
        Ok(wanted)
    }

    fn hand_on(&mut self, word: &str, value: String) {
        self.postgres &= word != "database" || value != "sqlite";
        self.handed_on.extend([format!("--{word}"), value]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Wanted> {
        Wanted::parse(lexopt::Parser::from_args(words))
    }

    #[test]
    fn postgresql_starts_unless_only_sqlite_is_wanted() {
        assert!(parse(&[]).unwrap().postgres);
        assert!(parse(&["--database", "postgres"]).unwrap().postgres);
        let sqlite = parse(&["--rows", "10000", "--database=sqlite"]).unwrap();
        assert!(!sqlite.postgres);
        assert_eq!(
            sqlite.handed_on,
            ["--rows", "10000", "--database", "sqlite"]
        );
    }

    #[test]
    fn words_that_nobody_knows_are_refused() {
        assert!(parse(&["--faster"]).is_err());
        assert!(parse(&["faster"]).is_err());
        assert!(parse(&["--rows"]).is_err());
    }
}
