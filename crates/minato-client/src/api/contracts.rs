use minato_types::contracts::{ContractCounts, ContractSummary, ListContractsQuery};
use minato_types::endpoints;
use minato_types::page::Page;

use crate::{Call, Client, ClientError};

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
}
