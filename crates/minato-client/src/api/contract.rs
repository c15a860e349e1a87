use minato_types::contracts::{
    Contract, ContractMemoImport, UpdateContractContactsRequest, UpdateContractMemoRequest,
};
use minato_types::endpoints;
use minato_types::values::ContractNumber;

use crate::{Call, Client, ClientError, Versioned};

impl Client {
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
