//! Things that are pinned or were used, with what is shown of them. What the person does not
//! reach any more is not shown.

use minato_db::models::contracts::pinned::{self, PinnedContract as Row};
use minato_db::models::contracts::rights;
use minato_db::models::pins::Thing;
use minato_db::models::services::{self, Service};
use minato_db::{AccountPrincipal, DbError, Tx};
use minato_types::pins::{Pin, PinKind, PinnedContract};
use minato_types::values::ServiceId;

use crate::api::contracts::shown;

/// What a person reaches of the things that he has asked for.
pub(super) struct Reached {
    contracts: Vec<Row>,
    services: Vec<Service>,
    /// Of which services he sees a contract.
    open: Vec<ServiceId>,
}

impl Reached {
    /// What the person reaches of these things now.
    pub(super) fn of(
        tx: &mut impl Tx,
        own: AccountPrincipal,
        things: &[Thing],
    ) -> Result<Self, DbError> {
        let named = |wanted: PinKind| -> Vec<String> {
            let things = things.iter().filter(|(kind, _)| *kind == wanted);
            things.map(|(_, target)| target.clone()).collect()
        };
        let (numbers, codes) = (named(PinKind::Contract), named(PinKind::Service));
        if numbers.is_empty() && codes.is_empty() {
            return Ok(Self {
                contracts: Vec::new(),
                services: Vec::new(),
                open: Vec::new(),
            });
        }
        let rights = rights::of(tx, own.scope, own.account)?;
        let services = services::all(tx)?;
        let wanted: Vec<_> = services
            .iter()
            .filter(|service| codes.contains(&service.code))
            .map(|service| service.id.0)
            .collect();
        Ok(Self {
            contracts: pinned::contracts(tx, &rights, numbers)?,
            open: pinned::services(tx, &rights, &wanted)?,
            services,
        })
    }

    /// What is shown of a thing, if the person reaches it.
    pub(super) fn pin(&self, (kind, target): &Thing) -> Option<Pin> {
        let (service, contract) = match kind {
            PinKind::Page => (None, None),
            PinKind::Service => (Some(self.service(target)?), None),
            PinKind::Contract => {
                let row = self.contract(target)?;
                let service = self
                    .services
                    .iter()
                    .find(|service| service.id == row.service_id)?;
                let contract = PinnedContract {
                    site: row.site.clone(),
                    status: row.status.0,
                };
                (Some(service), Some(contract))
            }
        };
        Some(Pin {
            kind: *kind,
            target: target.clone(),
            service: service.cloned().map(shown::service),
            contract,
        })
    }

    fn contract(&self, number: &str) -> Option<&Row> {
        self.contracts
            .iter()
            .find(|row| row.contract_number.0.as_str() == number)
    }

    fn service(&self, code: &str) -> Option<&Service> {
        let found = self.services.iter().find(|service| service.code == code)?;
        self.open.contains(&found.id.0).then_some(found)
    }
}
