//! What is said of programs.

use leptos::prelude::*;
use minato_types::api_clients::{ApiClientGroup, ApiClientState, ApiScope};

use crate::components::badge::{Badge, BadgeTone};
use crate::language::{Text, text};

/// The state of a program.
pub(super) fn badge(state: ApiClientState) -> AnyView {
    let (tone, words) = match state {
        ApiClientState::Active => (BadgeTone::Good, text!(api_clients.state.active)),
        ApiClientState::Suspended => (BadgeTone::Quiet, text!(api_clients.state.suspended)),
        ApiClientState::Expired => (BadgeTone::Quiet, text!(api_clients.state.expired)),
    };
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}

/// What a scope allows.
pub(super) fn scope(scope: ApiScope) -> Text {
    match scope {
        ApiScope::CompanyRead => text!(api_clients.scopes.companyRead),
        ApiScope::ServicesRead => text!(api_clients.scopes.servicesRead),
        ApiScope::ContractsRead => text!(api_clients.scopes.contractsRead),
        ApiScope::ContractsWrite => text!(api_clients.scopes.contractsWrite),
        ApiScope::PortApplicationsRead => text!(api_clients.scopes.portsRead),
        ApiScope::PortApplicationsWrite => text!(api_clients.scopes.portsWrite),
        ApiScope::AccountsRead => text!(api_clients.scopes.accountsRead),
        ApiScope::GroupsRead => text!(api_clients.scopes.groupsRead),
        ApiScope::AuditRead => text!(api_clients.scopes.auditRead),
        ApiScope::LogRead => text!(api_clients.scopes.logRead),
    }
}

/// What a scope belongs to: the heading that it stands under.
pub(super) fn subject(scope: ApiScope) -> Text {
    match scope {
        ApiScope::CompanyRead | ApiScope::ServicesRead => text!(api_clients.subjects.company),
        ApiScope::ContractsRead | ApiScope::ContractsWrite => text!(api_clients.subjects.contracts),
        ApiScope::PortApplicationsRead | ApiScope::PortApplicationsWrite => {
            text!(api_clients.subjects.ports)
        }
        ApiScope::AccountsRead | ApiScope::GroupsRead => text!(api_clients.subjects.people),
        ApiScope::AuditRead | ApiScope::LogRead => text!(api_clients.subjects.records),
    }
}

/// The scopes, in parts that belong together.
pub(super) const PARTS: [[ApiScope; 2]; 5] = [
    [
        ApiScope::PortApplicationsRead,
        ApiScope::PortApplicationsWrite,
    ],
    [ApiScope::ContractsRead, ApiScope::ContractsWrite],
    [ApiScope::CompanyRead, ApiScope::ServicesRead],
    [ApiScope::AccountsRead, ApiScope::GroupsRead],
    [ApiScope::AuditRead, ApiScope::LogRead],
];

/// What a group is called.
pub(super) fn group(group: &ApiClientGroup) -> Text {
    if group.name.is_empty() {
        text!(groups.automatic.name)
    } else {
        Signal::stored(group.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_can_be_chosen_once() {
        let parts: Vec<_> = PARTS.iter().flatten().copied().collect();
        assert_eq!(parts.len(), ApiScope::ALL.len());
        assert!(ApiScope::ALL.iter().all(|scope| parts.contains(scope)));
    }
}
