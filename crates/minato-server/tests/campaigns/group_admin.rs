//! An admin who makes groups and changes them.

use minato_client::{Client, Versioned};
use minato_types::groups::{
    AddGroupRequest, ContractGrant, ServiceGrant, SetGroupAccountsRequest, SetGroupRangeRequest,
    UserGroup,
};
use minato_types::values::AccountId;

use crate::rights_office::number;

/// The admin at work at one server.
pub(crate) struct GroupAdmin {
    pub(crate) client: Client,
}

impl GroupAdmin {
    pub(crate) async fn make_group(&self, name: &str) -> Versioned<UserGroup> {
        let request = AddGroupRequest {
            name: name.to_owned(),
            description: String::new(),
        };
        self.client.add_group(&request, name).await.unwrap()
    }

    pub(crate) async fn set_range(
        &self,
        group: &Versioned<UserGroup>,
        range: &SetGroupRangeRequest,
    ) -> Versioned<UserGroup> {
        let set = self
            .client
            .set_group_range(group.value.id, range, &group.etag);
        set.await.unwrap()
    }

    pub(crate) async fn set_accounts(
        &self,
        group: &Versioned<UserGroup>,
        accounts: Vec<AccountId>,
    ) -> Versioned<UserGroup> {
        let request = SetGroupAccountsRequest { accounts };
        let set = self
            .client
            .set_group_accounts(group.value.id, &request, &group.etag);
        set.await.unwrap()
    }

    pub(crate) async fn delete_group(&self, group: &Versioned<UserGroup>) {
        let deleted = self.client.delete_group(group.value.id, &group.etag);
        deleted.await.unwrap();
    }
}

/// Every contract of a service.
pub(crate) fn service(code: &str, permission: &str) -> SetGroupRangeRequest {
    SetGroupRangeRequest {
        services: vec![ServiceGrant {
            code: code.to_owned(),
            permission: permission.to_owned(),
        }],
        contracts: Vec::new(),
    }
}

/// One contract.
pub(crate) fn contract(n: u32, permission: &str) -> SetGroupRangeRequest {
    SetGroupRangeRequest {
        services: Vec::new(),
        contracts: vec![ContractGrant {
            number: number(n).to_string(),
            permission: permission.to_owned(),
        }],
    }
}
