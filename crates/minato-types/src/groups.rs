//! Groups of people, and which contracts they may see or change.

mod range;
mod rights;

pub use range::{
    ContractGrant, ListRangeContractsQuery, MAX_RANGE_CONTRACTS, MAX_RANGE_SERVICES, RangeContract,
    RangeService, RangeServices, ServiceGrant, SetGroupRangeRequest, UserGroupContract,
    UserGroupService,
};
pub use rights::{
    AccountContractRight, AccountRights, AccountServiceRight, GrantingGroup, PreviewRightsRequest,
    PreviewedContract, PreviewedService, RightsPreview,
};

use serde::{Deserialize, Serialize};

use crate::list_query::check_page;
use crate::page::DEFAULT_PAGE_SIZE;
use crate::values::{
    AccountId, EmailAddress, PersonName, UserGroupDescription, UserGroupId, UserGroupName, choices,
};
use crate::{FieldErrors, FieldRule, Validate};

/// The largest number of groups of a member, the automatic one included.
pub const MAX_GROUPS: u32 = 200;

/// The largest number of groups on a page that shows them whole.
pub const MAX_GROUPS_ON_PAGE: u32 = 20;

/// The largest number of people in a group.
pub const MAX_GROUP_ACCOUNTS: u32 = 2_000;

choices! {
    /// What kind of group it is.
    UserGroupKind {
        /// The one that covers every contract, later ones too. It can be neither renamed nor
        /// deleted.
        Automatic = "automatic",
        /// One that the member's admins made.
        Custom = "custom",
    }
}

/// A group, as it stands in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroupSummary {
    /// The id.
    pub id: UserGroupId,
    /// What kind of group it is.
    pub kind: UserGroupKind,
    /// The name; empty for the automatic group, which pages name in the language of the reader.
    #[cfg_attr(feature = "openapi", schema(example = "PBX担当"))]
    pub name: String,
    /// What it is for; possibly empty.
    #[cfg_attr(feature = "openapi", schema(example = "クラウドPBXの設定を担当する方"))]
    pub description: String,
    /// How many people are in it.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub account_count: u32,
    /// How many services it covers as a whole.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub service_count: u32,
    /// How many single contracts it covers.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub contract_count: u32,
}

/// The groups of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroups {
    /// The automatic group, then the others by name.
    pub items: Vec<UserGroupSummary>,
}

/// A group: its people, and what they may do with which contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroup {
    /// The id.
    pub id: UserGroupId,
    /// What kind of group it is.
    pub kind: UserGroupKind,
    /// The name; empty for the automatic group.
    #[cfg_attr(feature = "openapi", schema(example = "PBX担当"))]
    pub name: String,
    /// What it is for; possibly empty.
    #[cfg_attr(feature = "openapi", schema(example = "クラウドPBXの設定を担当する方"))]
    pub description: String,
    /// The people in it, by name.
    pub accounts: Vec<UserGroupAccount>,
    /// The services that it covers as a whole, later contracts included.
    pub services: Vec<UserGroupService>,
    /// The single contracts that it covers, by number.
    pub contracts: Vec<UserGroupContract>,
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroupAccount {
    /// The id of the account.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address.
    pub email: EmailAddress,
}

/// Which page of a member's groups is asked for. A group can be long: 20 on a page at most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMemberGroupsQuery {
    /// The page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Groups on a page, 1 to 20; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 20, example = 10))]
    pub page_size: Option<u32>,
}

impl ListMemberGroupsQuery {
    /// Groups on a page.
    pub fn size(&self) -> usize {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE) as usize
    }

    /// How many groups stand before the page.
    pub fn first(&self) -> usize {
        let before = self.page.unwrap_or(1).saturating_sub(1) as usize;
        before.saturating_mul(self.size())
    }
}

impl Validate for ListMemberGroupsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_page(self.page, None, errors);
        let (min, max) = (1, MAX_GROUPS_ON_PAGE);
        if self
            .page_size
            .is_some_and(|size| !(min..=max).contains(&size))
        {
            let (min, max) = (min.into(), max.into());
            errors.add("pageSize", FieldRule::OutOfRange { min, max });
        }
    }
}

/// Makes a group without people and without rights.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddGroupRequest {
    /// The name; no two groups of a member share one.
    #[cfg_attr(feature = "openapi", schema(example = "PBX担当", max_length = 60))]
    pub name: String,
    /// What it is for; empty if left out.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "クラウドPBXの設定を担当する方", max_length = 200)
    )]
    pub description: String,
}

impl Validate for AddGroupRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("name", UserGroupName::parse(&self.name));
        errors.check(
            "description",
            UserGroupDescription::parse(&self.description),
        );
    }
}

/// Renames or describes a group. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateGroupRequest {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "PBX管理", max_length = 60))]
    pub name: Option<String>,
    /// What it is for; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "内線の設定", max_length = 200))]
    pub description: Option<String>,
}

impl Validate for UpdateGroupRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(name) = &self.name {
            errors.check("name", UserGroupName::parse(name));
        }
        if let Some(description) = &self.description {
            errors.check("description", UserGroupDescription::parse(description));
        }
    }
}

/// Says who is in a group: exactly these people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetGroupAccountsRequest {
    /// The ids of their accounts.
    #[cfg_attr(feature = "openapi", schema(max_items = 2000))]
    pub accounts: Vec<AccountId>,
}

impl Validate for SetGroupAccountsRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_list("accounts", "", MAX_GROUP_ACCOUNTS, &self.accounts, errors);
    }
}

/// Refuses a list that is too long or names something twice; `key` is the field of an entry that
/// names it, empty if it is the entry.
fn check_list<T: Ord>(field: &str, key: &str, max: u32, list: &[T], errors: &mut FieldErrors) {
    if list.len() > max as usize {
        errors.add(field, FieldRule::TooMany { max });
        return;
    }
    let mut seen = std::collections::BTreeSet::new();
    for (place, entry) in list.iter().enumerate() {
        if !seen.insert(entry) {
            errors.add(&entry_field(field, place, key), FieldRule::Duplicate);
        }
    }
}

/// The name of a field of one entry of a list, such as `contracts.3.number`.
pub fn entry_field(list: &str, place: usize, key: &str) -> String {
    if key.is_empty() {
        format!("{list}.{place}")
    } else {
        format!("{list}.{place}.{key}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_put_into_a_group_twice() {
        let [one, other] = [1, 2].map(|n| AccountId(uuid::Uuid::from_u128(n)));
        let request = SetGroupAccountsRequest {
            accounts: vec![one, other, one],
        };
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("accounts.2"), Some(&FieldRule::Duplicate));
        assert_eq!(errors.iter().count(), 1);
    }

    #[test]
    fn a_group_has_a_name_and_possibly_a_description() {
        let request = AddGroupRequest {
            name: " PBX担当 ".to_owned(),
            description: String::new(),
        };
        assert_eq!(request.validate(), Ok(()));
        let errors = AddGroupRequest::default().validate().unwrap_err();
        assert_eq!(errors.of("name"), Some(&FieldRule::Required));
    }
}
