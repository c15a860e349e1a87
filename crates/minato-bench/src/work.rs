//! What is measured.

use anyhow::{Result, ensure};
use minato_db::Backend;

/// How many requests a second are sent where the time of an answer is limited.
pub(crate) const PACE: u32 = 50;

/// What the clients do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// They read the list: the first page of ten, newest first, with the total.
    List,
    /// They read one application after the other.
    Detail,
    /// They apply, each time with a key and for a day of its own.
    Create,
    /// They read the list of contracts: the first page of ten, what needs a look first.
    Contracts,
    /// The same of the contracts in which two words stand.
    ContractSearch,
    /// They count contracts by status.
    ContractCounts,
    /// They read one contract after the other.
    ContractDetail,
}

/// The word for everything about contracts.
const CONTRACTS: &str = "contracts";

impl Work {
    /// All of it.
    pub(crate) const ALL: [Self; 7] = [
        Self::List,
        Self::Detail,
        Self::Create,
        Self::Contracts,
        Self::ContractSearch,
        Self::ContractCounts,
        Self::ContractDetail,
    ];

    /// The word on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Create => "create",
            Self::Contracts => "contract-list",
            Self::ContractSearch => "contract-search",
            Self::ContractCounts => "contract-counts",
            Self::ContractDetail => "contract-detail",
        }
    }

    /// The works that a word names.
    pub(crate) fn parse(word: &str) -> Result<Vec<Self>> {
        let named = |work: &Self| work.name() == word || word == CONTRACTS && work.of_contracts();
        let found: Vec<Self> = Self::ALL.into_iter().filter(named).collect();
        ensure!(
            !found.is_empty(),
            "{word} is no work: list, detail, create, contracts, sign-in, contract-import"
        );
        Ok(found)
    }

    /// Whether it is about contracts.
    pub(crate) const fn of_contracts(self) -> bool {
        matches!(self, Self::ContractDetail) || self.path().is_some()
    }

    /// What is asked for again and again, if it is always the same about contracts.
    pub(crate) const fn path(self) -> Option<&'static str> {
        match self {
            Self::Contracts => Some("/api/v1/contracts"),
            // 倉庫 新潟
            Self::ContractSearch => {
                Some("/api/v1/contracts?q=%E5%80%89%E5%BA%AB%20%E6%96%B0%E6%BD%9F")
            }
            Self::ContractCounts => Some("/api/v1/contracts/counts"),
            Self::List | Self::Detail | Self::Create | Self::ContractDetail => None,
        }
    }

    /// The most milliseconds that 99 in 100 answers may take at [`PACE`], if that is limited.
    pub(crate) const fn paced_limit(self) -> Option<f64> {
        if self.of_contracts() {
            Some(50.0)
        } else {
            None
        }
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
