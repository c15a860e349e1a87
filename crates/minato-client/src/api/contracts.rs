use minato_types::contracts::{
    Contract, ContractCounts, ContractMemoImport, ContractSummary, ListContractsQuery,
    UpdateContractContactsRequest, UpdateContractMemoRequest,
};
use minato_types::endpoints;
use minato_types::page::Page;
use minato_types::values::ContractNumber;

use crate::{Call, Client, ClientError, Versioned};

impl Client {
    /// The contracts that a query asks for, as far as one may see them.
    pub async fn list_contracts(
        &self,
        query: &ListContractsQuery,
    ) -> Result<Page<ContractSummary>, ClientError> {
        let call = Call::to(endpoints::LIST_CONTRACTS).query(query)?;
        self.send(call).await?.json()
    }

    /// How many of them run how, whatever status the query asks for.
    pub async fn count_contracts(
        &self,
        query: &ListContractsQuery,
    ) -> Result<ContractCounts, ClientError> {
        let call = Call::to(endpoints::COUNT_CONTRACTS).query(query)?;
        self.send(call).await?.json()
    }

    /// The whole result of a query as CSV.
    pub async fn export_contracts(
        &self,
        query: &ListContractsQuery,
    ) -> Result<String, ClientError> {
        let call = Call::to(endpoints::EXPORT_CONTRACTS).query(query)?;
        Ok(self.send(call).await?.body)
    }

    /// One contract.
    pub async fn get_contract(
        &self,
        number: &ContractNumber,
    ) -> Result<Versioned<Contract>, ClientError> {
        let call = Call::to(endpoints::GET_CONTRACT).at("contractNumber", number);
        self.send(call).await?.versioned()
    }

    /// Writes another memo to a contract.
    pub async fn update_contract_memo(
        &self,
        number: &ContractNumber,
        request: &UpdateContractMemoRequest,
        etag: &str,
    ) -> Result<Versioned<Contract>, ClientError> {
        let call = Call::to(endpoints::UPDATE_CONTRACT_MEMO)
            .at("contractNumber", number)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Changes whom the carrier asks about a contract.
    pub async fn update_contract_contacts(
        &self,
        number: &ContractNumber,
        request: &UpdateContractContactsRequest,
        etag: &str,
    ) -> Result<Versioned<Contract>, ClientError> {
        let call = Call::to(endpoints::UPDATE_CONTRACT_CONTACTS)
            .at("contractNumber", number)
            .body(request)?
            .if_match(etag);
        self.send(call).await?.versioned()
    }

    /// Writes the memos of many contracts from a table.
    pub async fn import_contract_memos(
        &self,
        table: &str,
    ) -> Result<ContractMemoImport, ClientError> {
        let call = Call::to(endpoints::IMPORT_CONTRACT_MEMOS).csv(table);
        self.send(call).await?.json()
    }
}
