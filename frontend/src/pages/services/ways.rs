//! Where the menu leads.

use minato_client::query::encoded;
use minato_types::contracts::{ContractStatus, ListContractsQuery};
use minato_types::pins::PinKind;
use minato_types::values::ContractNumber;

use crate::paths::{Address, Page};

/// The contracts of a service, of one status if one is named.
pub(crate) fn contracts(service: &str, status: Option<ContractStatus>) -> String {
    let query = ListContractsQuery {
        service: Some(service.to_owned()),
        status: status.map(|status| status.to_string()),
        ..ListContractsQuery::default()
    };
    Page::Contracts.with_query(&encoded(&query).unwrap_or_default())
}

/// One contract.
pub(crate) fn contract(number: &ContractNumber) -> String {
    Address::contract(number).to_string()
}

/// Where a thing that is pinned or was used is found; nowhere for a page that is no more.
pub(super) fn thing(kind: PinKind, target: &str) -> Option<String> {
    match kind {
        PinKind::Service => Some(contracts(target, None)),
        PinKind::Contract => Some(contract(&ContractNumber::parse(target).ok()?)),
        PinKind::Page => Page::at(target).map(|_| target.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_thing_is_found_and_a_page_that_is_no_more_is_not() {
        let way = |kind, target| thing(kind, target);
        let service = way(PinKind::Service, "cloud-pbx");
        assert_eq!(service.as_deref(), Some("/contracts?service=cloud-pbx"));
        let contract = way(PinKind::Contract, "N123456789");
        assert_eq!(contract.as_deref(), Some("/contracts/N123456789"));
        let page = way(PinKind::Page, "/port-plus/new");
        assert_eq!(page.as_deref(), Some("/port-plus/new"));
        assert_eq!(way(PinKind::Page, "/gone"), None);
        let filtered = contracts("vpn", Some(ContractStatus::Abnormal));
        assert_eq!(filtered, "/contracts?service=vpn&status=abnormal");
    }
}
