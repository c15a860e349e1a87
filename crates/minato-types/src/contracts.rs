//! Contracts of a member, and who may do what with them.

mod detail;
mod list;
mod registered;
mod statuses;

use crate::values::choices;

pub use detail::{
    Contract, ContractContact, ContractContactEntry, ContractMemoImport, MAX_CONTRACT_CONTACTS,
    MAX_MEMO_FILE_BYTES, MAX_MEMO_ROWS, UpdateContractContactsRequest, UpdateContractMemoRequest,
};
pub use list::{
    ContractCounts, ContractSort, ContractStatusCount, ContractSummary, ListContractsQuery,
};
pub use registered::{
    AddMemberContractRequest, AutomaticGroupAccount, AutomaticGroupAccounts,
    ListMemberContractsQuery, MAX_AUTOMATIC_ACCOUNTS, MemberContract,
    SetAutomaticGroupAccountsRequest, UpdateMemberContractRequest,
};
pub use statuses::{
    ContractStatusChange, ContractStatusesSet, MAX_STATUS_CHANGES, SetContractStatusesRequest,
};

choices! {
    /// How what was contracted runs.
    ContractStatus {
        /// It does not work as it should.
        Abnormal = "abnormal",
        /// It works, and something needs a look.
        Warning = "warning",
        /// It is monitored, and the monitoring has no answer.
        Unknown = "unknown",
        /// Nobody monitors it.
        Unmonitored = "unmonitored",
        /// It works.
        Normal = "normal",
    }
    /// What somebody may do with a contract.
    ContractPermission {
        /// See it.
        View = "view",
        /// See and change it.
        Edit = "edit",
    }
}

impl ContractStatus {
    /// The place in lists: what needs a look comes first.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Abnormal => 0,
            Self::Warning => 1,
            Self::Unknown => 2,
            Self::Unmonitored => 3,
            Self::Normal => 4,
        }
    }
}

impl ContractPermission {
    /// Whether whoever may do this may also do what `needed` names.
    pub const fn allows(self, needed: Self) -> bool {
        matches!((self, needed), (Self::Edit, _) | (Self::View, Self::View))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_change_may_see() {
        use ContractPermission::{Edit, View};
        assert!(Edit.allows(View) && Edit.allows(Edit) && View.allows(View));
        assert!(!View.allows(Edit));
    }

    #[test]
    fn each_status_has_its_place() {
        let mut ranks: Vec<u8> = ContractStatus::ALL
            .iter()
            .map(|status| status.rank())
            .collect();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), ContractStatus::ALL.len());
    }
}
