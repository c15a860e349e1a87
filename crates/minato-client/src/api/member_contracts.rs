use minato_types::contracts::{
    AddMemberContractRequest, AutomaticGroupAccounts, ContractStatusesSet,
    ListMemberContractsQuery, MemberContract, SetAutomaticGroupAccountsRequest,
    SetContractStatusesRequest, UpdateMemberContractRequest,
};
use minato_types::endpoints;
use minato_types::page::Page;
use minato_types::service_catalogue::{
    AddServiceRequest, CatalogueService, ServiceCatalogue, UpdateServiceRequest,
};
use minato_types::values::{ContractNumber, MemberNumber};

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The carrier's services.
    pub async fn list_services(&self) -> Result<ServiceCatalogue, ClientError> {
        self.get(endpoints::LIST_SERVICES).await
    }

    /// Adds a service to them. The same `key` again gets the same answer.
    pub async fn add_service(
        &self,
        request: &AddServiceRequest,
        key: &str,
    ) -> Result<Versioned<CatalogueService>, ClientError> {
        let call = Call::to(endpoints::ADD_SERVICE)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// Changes a service; `etag` is that of the service which the change is based on.
    pub async fn update_service(
        &self,
        code: &str,
        request: &UpdateServiceRequest,
        etag: &str,
    ) -> Result<Versioned<CatalogueService>, ClientError> {
        let call = Call::to(endpoints::UPDATE_SERVICE)
            .at("code", &code)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// The contracts of a member that a query asks for.
    pub async fn list_member_contracts(
        &self,
        member: &MemberNumber,
        query: &ListMemberContractsQuery,
    ) -> Result<Page<MemberContract>, ClientError> {
        let call = Call::to(endpoints::LIST_MEMBER_CONTRACTS)
            .at("memberNumber", member)
            .query(query)?;
        self.send(call).await?.json()
    }

    /// Registers a contract of a member. The same `key` again gets the same answer.
    pub async fn add_member_contract(
        &self,
        member: &MemberNumber,
        request: &AddMemberContractRequest,
        key: &str,
    ) -> Result<Versioned<MemberContract>, ClientError> {
        let call = Call::to(endpoints::ADD_MEMBER_CONTRACT)
            .at("memberNumber", member)
            .body(request)?
            .idempotency_key(key);
        self.send(call).await?.versioned()
    }

    /// One contract of a member.
    pub async fn get_member_contract(
        &self,
        member: &MemberNumber,
        number: &ContractNumber,
    ) -> Result<Versioned<MemberContract>, ClientError> {
        let call = Call::to(endpoints::GET_MEMBER_CONTRACT)
            .at("memberNumber", member)
            .at("contractNumber", number);
        self.send(call).await?.versioned()
    }

    /// Changes a contract of a member; `etag` is that of the contract which the change is based
    /// on.
    pub async fn update_member_contract(
        &self,
        member: &MemberNumber,
        number: &ContractNumber,
        request: &UpdateMemberContractRequest,
        etag: &str,
    ) -> Result<Versioned<MemberContract>, ClientError> {
        let call = Call::to(endpoints::UPDATE_MEMBER_CONTRACT)
            .at("memberNumber", member)
            .at("contractNumber", number)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Says how contracts run.
    pub async fn set_contract_statuses(
        &self,
        request: &SetContractStatusesRequest,
    ) -> Result<ContractStatusesSet, ClientError> {
        self.call(endpoints::SET_CONTRACT_STATUSES, request)
            .await?
            .json()
    }

    /// Who of a member sees every contract.
    pub async fn get_automatic_group_accounts(
        &self,
        member: &MemberNumber,
    ) -> Result<Versioned<AutomaticGroupAccounts>, ClientError> {
        let call = Call::to(endpoints::GET_AUTOMATIC_GROUP_ACCOUNTS).at("memberNumber", member);
        self.send(call).await?.versioned()
    }

    /// Says who does; `etag` is that of the accounts which the change is based on.
    pub async fn set_automatic_group_accounts(
        &self,
        member: &MemberNumber,
        request: &SetAutomaticGroupAccountsRequest,
        etag: &str,
    ) -> Result<Versioned<AutomaticGroupAccounts>, ClientError> {
        let call = Call::to(endpoints::SET_AUTOMATIC_GROUP_ACCOUNTS)
            .at("memberNumber", member)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }
}
