use minato_types::endpoints;
use minato_types::groups::{
    AccountRights, AddGroupRequest, ListRangeContractsQuery, PreviewRightsRequest, RangeContract,
    RangeServices, RightsPreview, SetGroupAccountsRequest, SetGroupRangeRequest,
    UpdateGroupRequest, UserGroup, UserGroups,
};
use minato_types::page::Page;
use minato_types::values::{AccountId, UserGroupId};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The groups of the member.
    pub async fn list_groups(&self) -> Result<UserGroups, ClientError> {
        self.get(endpoints::LIST_GROUPS).await
    }

    /// Makes a group. The same `key` again gets the same answer: nothing is made twice.
    pub async fn add_group(
        &self,
        request: &AddGroupRequest,
        key: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::ADD_GROUP)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One group.
    pub async fn get_group(&self, id: UserGroupId) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::GET_GROUP).at("id", &id);
        self.send(call).await?.versioned()
    }

    /// Renames or describes a group; `etag` is that of the group which the change is based on.
    pub async fn update_group(
        &self,
        id: UserGroupId,
        request: &UpdateGroupRequest,
        etag: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::UPDATE_GROUP)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Deletes a group.
    pub async fn delete_group(&self, id: UserGroupId, etag: &str) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_GROUP)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await.map(drop)
    }

    /// Says who is in a group.
    pub async fn set_group_accounts(
        &self,
        id: UserGroupId,
        request: &SetGroupAccountsRequest,
        etag: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::SET_GROUP_ACCOUNTS)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Says which contracts a group covers.
    pub async fn set_group_range(
        &self,
        id: UserGroupId,
        request: &SetGroupRangeRequest,
        etag: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::SET_GROUP_RANGE)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// What somebody would see if a group were as told; nothing is changed.
    pub async fn preview_rights(
        &self,
        request: &PreviewRightsRequest,
    ) -> Result<RightsPreview, ClientError> {
        self.call(endpoints::PREVIEW_RIGHTS, request).await?.json()
    }

    /// The services that a group can be given rights on.
    pub async fn list_range_services(&self) -> Result<RangeServices, ClientError> {
        self.get(endpoints::LIST_RANGE_SERVICES).await
    }

    /// The contracts that a group can be given rights on.
    pub async fn list_range_contracts(
        &self,
        query: &ListRangeContractsQuery,
    ) -> Result<Page<RangeContract>, ClientError> {
        let call = Call::to(endpoints::LIST_RANGE_CONTRACTS).query(query)?;
        self.send(call).await?.json()
    }

    /// What an account may do with contracts, and where each right comes from.
    pub async fn get_account_rights(&self, id: AccountId) -> Result<AccountRights, ClientError> {
        let call = Call::to(endpoints::GET_ACCOUNT_RIGHTS).at("id", &id);
        self.send(call).await?.json()
    }
}
