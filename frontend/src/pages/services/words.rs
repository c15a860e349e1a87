//! Words for what the API says of services and contracts.

use leptos::prelude::*;
use minato_types::contracts::ContractStatus;
use minato_types::services::{ContractService, ServiceCategory};

use crate::language::{Text, filled_text, text};

/// What a service is called.
pub(super) fn service(service: &ContractService) -> Text {
    let name = service.name.clone();
    filled_text(move |language| name.in_language(language).to_owned())
}

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

/// What a status is called.
pub(super) fn status(status: ContractStatus) -> Text {
    match status {
        ContractStatus::Abnormal => text!(services.statuses.abnormal),
        ContractStatus::Warning => text!(services.statuses.warning),
        ContractStatus::Unknown => text!(services.statuses.unknown),
        ContractStatus::Unmonitored => text!(services.statuses.unmonitored),
        ContractStatus::Normal => text!(services.statuses.normal),
    }
}

/// The sign beside the word of a status.
const fn sign(status: ContractStatus) -> &'static str {
    match status {
        ContractStatus::Abnormal => "✕",
        ContractStatus::Warning => "△",
        ContractStatus::Unknown => "?",
        ContractStatus::Unmonitored => "–",
        ContractStatus::Normal => "◎",
    }
}

/// A status by sign and word; colour only helps.
pub(super) fn mark(status: ContractStatus) -> AnyView {
    view! {
        <span class=format!("run run--{status}")>
            <span class="run__sign" aria-hidden="true">
                {sign(status)}
            </span>
            <span>{self::status(status)}</span>
        </span>
    }
    .into_any()
}

/// Whether somebody should have a look.
pub(super) const fn needs_a_look(status: ContractStatus) -> bool {
    matches!(
        status,
        ContractStatus::Abnormal | ContractStatus::Warning | ContractStatus::Unknown
    )
}
