//! Contracts as they are told.

use minato_db::models::contracts::list::Row;
use minato_db::models::services::Service;
use minato_types::contracts::ContractSummary;
use minato_types::services::{ContractService, ServiceName};

/// A service as its contracts tell it.
pub(crate) fn service(service: Service) -> ContractService {
    ContractService {
        code: service.code,
        category: service.category.0,
        name: ServiceName {
            ja: service.name_ja,
            en: service.name_en,
        },
        has_settings: service.has_settings,
    }
}

/// A contract as a row of a list.
pub(super) fn summary(row: Row) -> ContractSummary {
    let contract = row.contract;
    ContractSummary {
        number: contract.contract_number.0,
        service: service(row.service),
        customer_number: contract.customer_number,
        group_number: contract.group_number,
        site: contract.site,
        status: contract.status.0,
        status_since: contract.status_since.and_utc(),
        memo: contract.memo,
        permission: row.permission,
    }
}
