//! Contracts of the demo, dated around today.

use chrono::{Days, NaiveDate, TimeDelta};
use minato_db::models::contracts::NewContract;
use minato_db::models::contracts::bulk::{self, NewContact, Registered};
use minato_db::{Tx as _, WriteTx};
use minato_types::contracts::ContractStatus;
use minato_types::values::{ContractId, ContractNumber};

use super::DemoError;
use super::company::Employed;
use super::services::Catalogue;

/// A contract in a few words.
#[derive(Debug, Clone)]
pub(super) struct Contract {
    /// The code of the service.
    pub(super) service: String,
    pub(super) number: String,
    pub(super) customer_number: String,
    pub(super) group_number: Option<String>,
    pub(super) site: String,
    pub(super) status: ContractStatus,
    /// Since how many minutes it runs like that.
    pub(super) minutes: u32,
    pub(super) memo: String,
    /// How many days ago it was applied for.
    pub(super) age: u64,
    /// In how many days it ends, if it does.
    pub(super) ends_in: Option<u64>,
    pub(super) contacts: Vec<NewContact>,
}

/// How many days after the application a service is provided.
const DELIVERY: u64 = 21;

impl Contract {
    fn registered(&self, tx: &WriteTx<'_>, today: NaiveDate) -> Result<NewContract, DemoError> {
        let applied_on = today - Days::new(self.age);
        Ok(NewContract {
            number: ContractNumber::parse(&self.number)?,
            customer_number: self.customer_number.clone(),
            group_number: self.group_number.clone(),
            site: self.site.clone(),
            status: self.status,
            status_since: tx.now() - TimeDelta::minutes(self.minutes.into()),
            memo: self.memo.clone(),
            applied_on,
            provided_on: applied_on + Days::new(DELIVERY),
            ends_on: self.ends_in.map(|days| today + Days::new(days)),
        })
    }
}

/// Registers contracts of a company; answers their ids in the same order.
pub(super) fn insert(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    catalogue: &Catalogue,
    today: NaiveDate,
    contracts: &[Contract],
) -> Result<Vec<ContractId>, DemoError> {
    let mut all: Vec<Registered<'_>> = Vec::with_capacity(contracts.len());
    for contract in contracts {
        let service = catalogue.find(&contract.service);
        let service = service.ok_or_else(|| DemoError::UnknownService(contract.service.clone()))?;
        let new = contract.registered(tx, today)?;
        all.push((service, new, contract.contacts.clone()));
    }
    Ok(bulk::insert_many(tx, company.scope, &all)?)
}
