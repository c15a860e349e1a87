//! The services of which the person may see contracts.

pub(crate) mod get_service_menu;

use minato_db::models::services::Service;
use minato_types::services::{ContractService, ServiceName};

/// The service as the API shows it.
pub(crate) fn service_of(service: &Service) -> ContractService {
    ContractService {
        code: service.code.clone(),
        category: service.category.0,
        name: ServiceName {
            ja: service.name_ja.clone(),
            en: service.name_en.clone(),
        },
        has_settings: service.has_settings,
    }
}
