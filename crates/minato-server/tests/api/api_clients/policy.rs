//! What programs may call, and what they need for it: written down apart from the map of routes,
//! so that nothing opens to programs by an edit of one line. What does not stand here is for
//! people only.

use minato_types::api_clients::ApiScope as S;
use minato_types::endpoints::{self as e, Endpoint};

/// Every operation that programs may call, with its scope.
const PROGRAMS_MAY: &[(Endpoint, S)] = &[
    (e::GET_COMPANY, S::CompanyRead),
    (e::LIST_COMPANY_NOTES, S::CompanyRead),
    (e::LIST_COMPANY_OPTIONS, S::CompanyRead),
    (e::LIST_COMPANY_ADMINS, S::CompanyRead),
    (e::GET_COMPANY_NOTIFICATIONS, S::CompanyRead),
    (e::GET_SERVICE_MENU, S::ServicesRead),
    (e::LIST_CONTRACTS, S::ContractsRead),
    (e::COUNT_CONTRACTS, S::ContractsRead),
    (e::EXPORT_CONTRACTS, S::ContractsRead),
    (e::GET_CONTRACT, S::ContractsRead),
    (e::UPDATE_CONTRACT_MEMO, S::ContractsWrite),
    (e::UPDATE_CONTRACT_CONTACTS, S::ContractsWrite),
    (e::IMPORT_CONTRACT_MEMOS, S::ContractsWrite),
    (e::GET_PORT_APPLICATION_RULES, S::PortApplicationsRead),
    (e::LIST_PORT_APPLICATIONS, S::PortApplicationsRead),
    (e::EXPORT_PORT_APPLICATIONS, S::PortApplicationsRead),
    (e::GET_PORT_APPLICATION, S::PortApplicationsRead),
    (e::LIST_PORT_APPLICATION_HISTORY, S::PortApplicationsRead),
    (e::GET_PORT_CALENDAR, S::PortApplicationsRead),
    (e::SUBMIT_PORT_APPLICATION, S::PortApplicationsWrite),
    (e::CHANGE_PORT_APPLICATION, S::PortApplicationsWrite),
    (e::CANCEL_PORT_APPLICATION, S::PortApplicationsWrite),
    (e::LIST_ACCOUNTS, S::AccountsRead),
    (e::EXPORT_ACCOUNTS, S::AccountsRead),
    (e::GET_ACCOUNT, S::AccountsRead),
    (e::GET_ACCOUNT_RIGHTS, S::GroupsRead),
    (e::LIST_GROUPS, S::GroupsRead),
    (e::GET_GROUP, S::GroupsRead),
    (e::LIST_RANGE_SERVICES, S::GroupsRead),
    (e::LIST_RANGE_CONTRACTS, S::GroupsRead),
    (e::LIST_AUDIT_EVENTS, S::AuditRead),
    (e::EXPORT_AUDIT_EVENTS, S::AuditRead),
    (e::LIST_API_CALLS, S::LogRead),
];

/// What a program needs for an operation; none where it has no business.
pub(super) fn scope_for(endpoint: Endpoint) -> Option<S> {
    let mut found = PROGRAMS_MAY.iter().filter(|(known, _)| *known == endpoint);
    let scope = found.next().map(|(_, scope)| *scope);
    assert!(found.next().is_none(), "{endpoint} stands here twice");
    scope
}

/// The map of routes says the same, of every operation that there is.
#[test]
fn the_map_of_routes_opens_to_programs_what_stands_here() {
    let mut opened = 0;
    for route in minato_server::api::ROUTES {
        assert_eq!(route.scope, scope_for(route.endpoint), "{}", route.endpoint);
        opened += usize::from(route.scope.is_some());
    }
    assert_eq!(opened, PROGRAMS_MAY.len(), "what stands here exists");
}
