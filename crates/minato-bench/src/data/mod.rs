//! What stands in the database before anybody asks: a crowd of members and their
//! applications, of which one member has ten thousand.

mod applications;
mod contracts;
mod crowd;

use anyhow::Result;
use chrono::NaiveDate;

pub(crate) use crowd::{Crowd, Person, insert};

/// How many members there are beside the one that the lists are read of.
pub(crate) const MEMBERS: usize = 2_000;

/// How many of their people apply, each of another member.
pub(crate) const APPLICANTS: usize = 200;

/// How many applications the one member has, if there are as many at all.
const OF_THE_READER: u32 = 10_000;

/// How many days after today the first day is that people apply for.
pub(crate) const EFFECTIVE_FROM: u64 = 20;

/// How many applications there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// In all.
    pub(crate) rows: u32,
    /// The day of the measurement, in Japan.
    pub(crate) today: NaiveDate,
}

impl Size {
    /// Every so many-th application is one of the reader's member.
    pub(crate) const fn step(self) -> u32 {
        let step = self.rows / OF_THE_READER;
        if step == 0 { 1 } else { step }
    }
}

/// The statements that insert as many applications, and contracts too if they are asked for.
pub(crate) fn statements(size: Size, crowd: &Crowd, with_contracts: bool) -> Result<String> {
    let contracts = if with_contracts {
        contracts::statements(size)
    } else {
        String::new()
    };
    applications::statements(size, &crowd.members, &contracts)
}
