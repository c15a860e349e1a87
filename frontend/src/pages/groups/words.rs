//! What is said of groups and rights.

use leptos::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::groups::{RangeContract, UserGroupKind};
use minato_types::services::ServiceName;

use crate::components::badge::{Badge, BadgeTone};
use crate::language::{Text, filled_text, text};

/// What a group is called.
pub(crate) fn name(kind: UserGroupKind, name: String) -> Text {
    match kind {
        UserGroupKind::Automatic => text!(groups.automatic.name),
        UserGroupKind::Custom => Signal::stored(name),
    }
}

/// What may be done, in one word.
pub(crate) fn permission(permission: ContractPermission) -> Text {
    match permission {
        ContractPermission::View => text!(groups.permission.view),
        ContractPermission::Edit => text!(groups.permission.edit),
    }
}

/// The same as a badge.
pub(crate) fn badge(given: ContractPermission) -> AnyView {
    let tone = match given {
        ContractPermission::View => BadgeTone::Quiet,
        ContractPermission::Edit => BadgeTone::Info,
    };
    view! { <Badge tone=tone>{permission(given)}</Badge> }.into_any()
}

/// What a service is called, in the language of the reader.
pub(crate) fn service(name: ServiceName) -> Text {
    filled_text(move |language| name.in_language(language).to_owned())
}

/// A contract in a line: its number, its service, where it is.
pub(crate) fn contract(contract: RangeContract) -> AnyView {
    view! {
        <span class="grant__name numbers">{contract.number.to_string()}</span>
        <span class="grant__note">{service(contract.service_name)} " / " {contract.site}</span>
    }
    .into_any()
}
