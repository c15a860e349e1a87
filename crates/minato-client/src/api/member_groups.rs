use minato_types::endpoints;
use minato_types::groups::{
    AddGroupRequest, ListMemberGroupsQuery, SetGroupAccountsRequest, SetGroupRangeRequest,
    UpdateGroupRequest, UserGroup,
};
use minato_types::page::Page;
use minato_types::values::{MemberNumber, UserGroupId};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The groups of a member, each with its people and what it covers.
    pub async fn list_member_groups(
        &self,
        member: &MemberNumber,
        query: &ListMemberGroupsQuery,
    ) -> Result<Page<UserGroup>, ClientError> {
        let call = Call::to(endpoints::LIST_MEMBER_GROUPS)
            .at("memberNumber", member)
            .query(query)?;
        self.send(call).await?.json()
    }

    /// Makes a group of a member. The same `key` again gets the same answer.
    pub async fn add_member_group(
        &self,
        member: &MemberNumber,
        request: &AddGroupRequest,
        key: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::ADD_MEMBER_GROUP)
            .at("memberNumber", member)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One group of a member.
    pub async fn get_member_group(
        &self,
        member: &MemberNumber,
        id: UserGroupId,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::GET_MEMBER_GROUP)
            .at("memberNumber", member)
            .at("id", &id);
        self.send(call).await?.versioned()
    }

    /// Renames or describes a group of a member; `etag` is that of the group which the change is
    /// based on.
    pub async fn update_member_group(
        &self,
        member: &MemberNumber,
        id: UserGroupId,
        request: &UpdateGroupRequest,
        etag: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::UPDATE_MEMBER_GROUP)
            .at("memberNumber", member)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Deletes a group of a member.
    pub async fn delete_member_group(
        &self,
        member: &MemberNumber,
        id: UserGroupId,
        etag: &str,
    ) -> Result<(), ClientError> {
        let call = Call::to(endpoints::DELETE_MEMBER_GROUP)
            .at("memberNumber", member)
            .at("id", &id)
            .if_match(etag);
        self.send(call).await.map(drop)
    }

    /// Says who is in a group of a member.
    pub async fn set_member_group_accounts(
        &self,
        member: &MemberNumber,
        id: UserGroupId,
        request: &SetGroupAccountsRequest,
        etag: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::SET_MEMBER_GROUP_ACCOUNTS)
            .at("memberNumber", member)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Says which contracts a group of a member covers.
    pub async fn set_member_group_range(
        &self,
        member: &MemberNumber,
        id: UserGroupId,
        request: &SetGroupRangeRequest,
        etag: &str,
    ) -> Result<Versioned<UserGroup>, ClientError> {
        let call = Call::to(endpoints::SET_MEMBER_GROUP_RANGE)
            .at("memberNumber", member)
            .at("id", &id)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }
}
