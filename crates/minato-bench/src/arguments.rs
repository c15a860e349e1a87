//! What is to be measured, from the command line.

use anyhow::{Context as _, Result, ensure};
use lexopt::prelude::*;
use minato_db::Backend;

use crate::work::Work;

/// The word for signing in: its floor is no server, so it is no [`Work`] like the others.
const SIGN_IN: &str = "sign-in";

/// The word for reading contracts from a file.
const IMPORT: &str = "contract-import";

/// What is to be measured.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// The program `minato`.
    pub(crate) minato: String,
    /// A PostgreSQL server, as the URL of its database `postgres`.
    pub(crate) postgres: Option<String>,
    /// The databases, in this order.
    pub(crate) databases: Vec<Backend>,
    /// How many applications there are in all, one after the other.
    pub(crate) rows: Vec<u32>,
    /// What is done.
    pub(crate) works: Vec<Work>,
    /// Whether people sign in.
    pub(crate) sign_in: bool,
    /// Whether contracts are read from a file.
    pub(crate) import: bool,
    /// How often each side is measured.
    pub(crate) rounds: usize,
    /// How long one measurement lasts.
    pub(crate) seconds: u32,
}

impl Arguments {
    /// Reads them; what is left out means everything.
    pub(crate) fn parse(words: Vec<String>) -> Result<Self> {
        let mut arguments = Self {
            minato: String::new(),
            postgres: None,
            databases: Vec::new(),
            rows: Vec::new(),
            works: Vec::new(),
            sign_in: false,
            import: false,
            rounds: 5,
            seconds: 5,
        };
        let mut parser = lexopt::Parser::from_args(words);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("postgres") => arguments.postgres = Some(parser.value()?.string()?),
                Long("database") => arguments
                    .databases
                    .push(backend(&parser.value()?.string()?)?),
                Long("rows") => arguments.rows.push(parser.value()?.parse()?),
                Long("work") => match parser.value()?.string()?.as_str() {
                    SIGN_IN => arguments.sign_in = true,
                    IMPORT => arguments.import = true,
                    word => arguments.works.extend(Work::parse(word)?),
                },
                Long("rounds") => arguments.rounds = parser.value()?.parse()?,
                Long("seconds") => arguments.seconds = parser.value()?.parse()?,
                Value(minato) => arguments.minato = minato.string()?,
                other => return Err(other.unexpected().into()),
            }
        }
        arguments.complete()
    }

    fn complete(mut self) -> Result<Self> {
        ensure!(!self.minato.is_empty(), "the path of `minato` is missing");
        ensure!(self.rounds > 0 && self.seconds > 0, "nothing to measure");
        if self.databases.is_empty() {
            self.databases.push(Backend::Sqlite);
            self.databases
                .extend(self.postgres.as_ref().map(|_| Backend::Postgres));
        }
        if self.rows.is_empty() {
            self.rows = vec![10_000, 1_000_000];
        }
        if self.works.is_empty() && !self.sign_in && !self.import {
            self.works = Work::ALL.to_vec();
            self.sign_in = true;
            self.import = true;
        }
        let postgres = self.databases.contains(&Backend::Postgres);
        ensure!(
            !postgres || self.postgres.is_some(),
            "--postgres must name a server"
        );
        Ok(self)
    }
}

fn backend(word: &str) -> Result<Backend> {
    match word {
        "sqlite" => Some(Backend::Sqlite),
        "postgres" => Some(Backend::Postgres),
        _ => None,
    }
    .with_context(|| format!("{word} is no database: sqlite, postgres"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments> {
        Arguments::parse(words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn what_is_left_out_means_everything() {
        let all = parse(&["--postgres", "postgres://h/postgres", "minato"]).unwrap();
        assert_eq!(all.databases, [Backend::Sqlite, Backend::Postgres]);
        assert_eq!(all.rows, [10_000, 1_000_000]);
        assert!(all.works == Work::ALL && all.sign_in && all.import);
        let alone = parse(&["--work", "sign-in", "minato"]).unwrap();
        assert!(alone.works.is_empty() && alone.sign_in && !alone.import);
        assert_eq!(parse(&["minato"]).unwrap().databases, [Backend::Sqlite]);
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        for words in [
            &["--rows", "10"][..],
            &["minato", "--database", "oracle"],
            &["minato", "--database", "postgres"],
            &["minato", "--work", "sleep"],
            &["minato", "--rounds", "0"],
        ] {
            assert!(parse(words).is_err(), "{words:?}");
        }
    }
}
