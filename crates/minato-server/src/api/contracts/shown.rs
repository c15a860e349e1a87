//! Contracts as they are told.

use minato_db::models::services::Service;
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
