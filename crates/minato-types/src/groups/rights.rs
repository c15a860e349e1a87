//! What somebody may do with contracts, and where each right comes from.

use serde::{Deserialize, Serialize};

use super::range::{ContractGrant, RangeContract, ServiceGrant, check_range};
use super::{UserGroupKind, UserGroupSummary};
use crate::contracts::ContractPermission;
use crate::services::ContractService;
use crate::values::{AccountId, UserGroupId};
use crate::{FieldErrors, Validate};

/// What an account may do with the contracts of its member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountRights {
    /// Whether it covers every contract, later ones too.
    pub everything: bool,
    /// The groups that the account is in: the automatic one, then the others by name.
    pub groups: Vec<UserGroupSummary>,
    /// What it may do with whole services.
    pub services: Vec<AccountServiceRight>,
    /// What it may do with single contracts, by number; at most 100 of them.
    pub contracts: Vec<AccountContractRight>,
    /// How many single contracts its groups name.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub contract_count: u64,
    /// How many contracts it sees, all taken together.
    #[cfg_attr(feature = "openapi", schema(example = 14))]
    pub visible: u64,
    /// How many of these it may change.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub editable: u64,
}

/// A right on all contracts of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountServiceRight {
    /// The service.
    pub service: ContractService,
    /// What all its groups together allow.
    pub permission: ContractPermission,
    /// How many contracts of it the member has.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub contract_count: u64,
    /// The groups that it comes from.
    pub groups: Vec<GrantingGroup>,
}

/// A right on a single contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountContractRight {
    /// The contract.
    pub contract: RangeContract,
    /// What all groups that name it together allow; its service may allow more.
    pub permission: ContractPermission,
    /// The groups that name it.
    pub groups: Vec<GrantingGroup>,
}

/// A group that gives a right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct GrantingGroup {
    /// The id.
    pub id: UserGroupId,
    /// What kind of group it is.
    pub kind: UserGroupKind,
    /// The name; empty for the automatic group.
    #[cfg_attr(feature = "openapi", schema(example = "PBX担当"))]
    pub name: String,
    /// What this group alone allows.
    pub permission: ContractPermission,
}

/// Asks what an account would see if a group were as told. Its other groups count as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreviewRightsRequest {
    /// The id of the account.
    pub account: AccountId,
    /// The id of the group that is to be changed; left out for one that is to be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<UserGroupId>,
    /// Whether the account would be in the group.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub in_group: bool,
    /// The services that the group would cover; of no account for the automatic group.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub services: Vec<ServiceGrant>,
    /// The single contracts that it would cover; of no account for the automatic group.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub contracts: Vec<ContractGrant>,
}

impl Validate for PreviewRightsRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_range(&self.services, &self.contracts, errors);
    }
}

/// What an account would see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RightsPreview {
    /// Whether it would cover every contract, later ones too.
    pub everything: bool,
    /// How many contracts it would see.
    #[cfg_attr(feature = "openapi", schema(example = 14))]
    pub visible: u64,
    /// How many of these it could change.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub editable: u64,
    /// The services of these contracts, in the order of menus.
    pub services: Vec<PreviewedService>,
    /// The first of these contracts, by number; at most 20.
    pub contracts: Vec<PreviewedContract>,
}

/// What an account would see of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PreviewedService {
    /// The service.
    pub service: ContractService,
    /// How many of its contracts it would see.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub visible: u64,
    /// How many of these it could change.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub editable: u64,
}

/// A contract that an account would see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PreviewedContract {
    /// The contract.
    pub contract: RangeContract,
    /// What it could do with it.
    pub permission: ContractPermission,
}
