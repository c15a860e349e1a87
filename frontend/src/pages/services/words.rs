//! Words for what the API says of services.

use minato_types::contracts::ContractStatus;
use minato_types::services::ServiceCategory;

use crate::language::{Text, text};

/// What a category is called.
pub(super) fn category(category: ServiceCategory) -> Text {
    match category {
        ServiceCategory::DataCenter => text!(services.categories.dataCenter),
        ServiceCategory::Network => text!(services.categories.network),
        ServiceCategory::Voice => text!(services.categories.voice),
        ServiceCategory::Application => text!(services.categories.application),
        ServiceCategory::ItManagement => text!(services.categories.itManagement),
        ServiceCategory::Security => text!(services.categories.security),
    }
}

/// Whether somebody should have a look.
pub(super) const fn needs_a_look(status: ContractStatus) -> bool {
    matches!(
        status,
        ContractStatus::Abnormal | ContractStatus::Warning | ContractStatus::Unknown
    )
}
