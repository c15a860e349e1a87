//! Files by which operators register members, open accounts, set groups and register contracts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::values::{ImportId, choices};
use crate::{FieldErrors, Validate};

/// The largest file, in bytes.
pub const MAX_IMPORT_BYTES: usize = 32 * 1024 * 1024;

/// How many faults of a file are told; more are counted.
pub const MAX_TOLD_FAULTS: usize = 1_000;

choices! {
    /// What stands in the rows of a file.
    ImportKind {
        /// Members to be registered.
        Members = "members",
        /// Accounts to be opened.
        Accounts = "accounts",
        /// Who is in groups, and what they cover.
        Groups = "groups",
        /// Contracts to be registered or changed.
        Contracts = "contracts",
    }
    /// How far an import is.
    ImportState {
        /// All rows are right; they take effect some at a time.
        Applying = "applying",
        /// All rows are imported; opening mails are still to be queued.
        QueuingMails = "queuingMails",
        /// All rows are imported, and all opening mails queued.
        Done = "done",
    }
}

impl ImportKind {
    /// The most rows of a file: no other writer shall wait long for them.
    pub const fn max_rows(self) -> u32 {
        match self {
            Self::Members => 2_000,
            Self::Accounts | Self::Groups => 10_000,
            // These take effect some at a time.
            Self::Contracts => 100_000,
        }
    }
}

/// What a file is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportFileQuery {
    /// What stands in its rows: `members`, `accounts`, `groups` or `contracts`.
    #[cfg_attr(feature = "openapi", param(example = "accounts"))]
    pub kind: String,
}

impl Validate for ImportFileQuery {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("kind", self.kind.parse::<ImportKind>());
    }
}

/// A file that was imported. Rows of contracts take effect some at a time, those of
/// all other files did at the same moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Import {
    /// The id.
    pub id: ImportId,
    /// What stood in its rows.
    pub kind: ImportKind,
    /// How far it is.
    pub state: ImportState,
    /// How many rows were checked.
    #[cfg_attr(feature = "openapi", schema(example = 120))]
    pub rows_checked: u32,
    /// How many rows took effect so far.
    #[cfg_attr(feature = "openapi", schema(example = 120))]
    pub rows_applied: u32,
    /// How many rows cannot take effect: of contracts, those whose number another member got
    /// after they were checked.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub rows_refused: u32,
    /// How many opening mails belong to it.
    #[cfg_attr(feature = "openapi", schema(example = 120))]
    pub mails: u32,
    /// How many of them wait to be sent, or are sent.
    #[cfg_attr(feature = "openapi", schema(example = 100))]
    pub mails_queued: u32,
    /// When it was imported.
    pub created_at: DateTime<Utc>,
    /// When its last row took effect and its last mail was queued; null before.
    pub finished_at: Option<DateTime<Utc>>,
}
