//! What is measured.

use anyhow::{Context as _, Result};
use minato_db::Backend;

/// What the clients do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// They read the list: the first page of ten, newest first, with the total.
    List,
    /// They read one application after the other.
    Detail,
    /// They apply, each time with a key and for a day of its own.
    Create,
}

impl Work {
    /// All of it.
    pub(crate) const ALL: [Self; 3] = [Self::List, Self::Detail, Self::Create];

    /// The word on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Create => "create",
        }
    }

    /// The work that a word names.
    pub(crate) fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|work| work.name() == word);
        found.with_context(|| format!("{word} is no work: list, detail, create, sign-in"))
    }

    /// The least that the product must reach of the floor. On SQLite the floor of creating
    /// has a commit for each request, which the product need not have.
    pub(crate) const fn target(self, backend: Backend) -> f64 {
        match (self, backend) {
            (Self::Create, Backend::Sqlite) => 1.0,
            _ => 0.5,
        }
    }

    /// Whether it changes the database.
    pub(crate) const fn writes(self) -> bool {
        matches!(self, Self::Create)
    }
}
