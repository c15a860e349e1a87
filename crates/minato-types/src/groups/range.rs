//! The contracts that a group covers.

use serde::{Deserialize, Serialize};

use super::{check_list, entry_field};
use crate::contracts::ContractPermission;
use crate::list_query::{check_page, check_search};
use crate::services::{ContractService, ServiceName};
use crate::values::ContractNumber;
use crate::{FieldErrors, Validate};

/// The largest number of services that a group covers as a whole.
pub const MAX_RANGE_SERVICES: u32 = 200;

/// The largest number of single contracts that a group covers.
pub const MAX_RANGE_CONTRACTS: u32 = 1_000;

/// A service that a group covers as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroupService {
    /// The service.
    pub service: ContractService,
    /// What may be done with its contracts, later ones too.
    pub permission: ContractPermission,
}

/// A single contract that a group covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroupContract {
    /// The contract.
    pub contract: RangeContract,
    /// What may be done with it.
    pub permission: ContractPermission,
}

/// As much of a contract as whoever gives rights must know: admins see it without a right of
/// their own. Its status, its memo and its contacts are not among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RangeContract {
    /// The number.
    pub number: ContractNumber,
    /// The short name of its service.
    #[cfg_attr(feature = "openapi", schema(example = "cloud-pbx"))]
    pub service_code: String,
    /// What its service is called.
    pub service_name: ServiceName,
    /// Where it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "東京本社"))]
    pub site: String,
}

/// A service that the member has contracts of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RangeService {
    /// The service.
    pub service: ContractService,
    /// How many contracts of it the member has.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub contract_count: u64,
}

/// The services that the member has contracts of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RangeServices {
    /// In the order of menus.
    pub items: Vec<RangeService>,
}

/// Gives a right on a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceGrant {
    /// The short name of the service.
    #[cfg_attr(feature = "openapi", schema(example = "cloud-pbx"))]
    pub code: String,
    /// What may be done with its contracts: `view` or `edit`.
    #[cfg_attr(feature = "openapi", schema(example = "edit"))]
    pub permission: String,
}

/// Gives a right on a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContractGrant {
    /// The number of the contract.
    #[cfg_attr(feature = "openapi", schema(example = "N123456789"))]
    pub number: String,
    /// What may be done with it: `view` or `edit`.
    #[cfg_attr(feature = "openapi", schema(example = "view"))]
    pub permission: String,
}

/// Says which contracts a group covers: exactly these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetGroupRangeRequest {
    /// Whole services, later contracts included.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub services: Vec<ServiceGrant>,
    /// Single contracts.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub contracts: Vec<ContractGrant>,
}

impl Validate for SetGroupRangeRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_range(&self.services, &self.contracts, errors);
    }
}

/// Checks what a group is to cover.
pub(super) fn check_range(
    services: &[ServiceGrant],
    contracts: &[ContractGrant],
    errors: &mut FieldErrors,
) {
    let codes: Vec<&str> = services.iter().map(|grant| grant.code.as_str()).collect();
    check_list("services", "code", MAX_RANGE_SERVICES, &codes, errors);
    for (place, grant) in services.iter().enumerate() {
        let field = entry_field("services", place, "permission");
        errors.check(&field, grant.permission.parse::<ContractPermission>());
    }
    let mut numbers = Vec::with_capacity(contracts.len());
    for (place, grant) in contracts.iter().enumerate() {
        let number = ContractNumber::parse(&grant.number);
        numbers.extend(errors.check(&entry_field("contracts", place, "number"), number));
        let field = entry_field("contracts", place, "permission");
        errors.check(&field, grant.permission.parse::<ContractPermission>());
    }
    // Where a number cannot be read, the places of the others would be wrong.
    if numbers.len() == contracts.len() {
        check_list("contracts", "number", MAX_RANGE_CONTRACTS, &numbers, errors);
    }
}

/// Which contracts an admin looks for to give rights on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListRangeContractsQuery {
    /// Words that must all stand in number, service or site, divided by half- or full-width
    /// spaces; widths, case, kana forms and hyphens do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "N123 東京", max_length = 100))]
    pub q: Option<String>,
    /// Only contracts of the service with this short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "cloud-pbx"))]
    pub service: Option<String>,
    /// The page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Rows on a page, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
}

impl Validate for ListRangeContractsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_search(self.q.as_deref(), errors);
        check_page(self.page, self.page_size, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldRule;

    fn grant(number: &str, permission: &str) -> ContractGrant {
        ContractGrant {
            number: number.to_owned(),
            permission: permission.to_owned(),
        }
    }

    #[test]
    fn every_broken_grant_is_named_by_its_place() {
        let service = ServiceGrant {
            code: "vpn".to_owned(),
            permission: "own".to_owned(),
        };
        let request = SetGroupRangeRequest {
            services: vec![service.clone(), service],
            contracts: vec![grant("N123456789", "view"), grant("N12", "edit")],
        };
        let errors = request.validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "services.1.code",
                "services.0.permission",
                "services.1.permission",
                "contracts.1.number"
            ]
        );
    }

    #[test]
    fn a_contract_stands_once_however_its_number_is_written() {
        let request = SetGroupRangeRequest {
            contracts: vec![grant("N123456789", "view"), grant("n123-456-789", "edit")],
            ..SetGroupRangeRequest::default()
        };
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("contracts.1.number"), Some(&FieldRule::Duplicate));
    }

    #[test]
    fn a_group_covers_at_most_a_thousand_single_contracts() {
        let contracts = |count: u32| SetGroupRangeRequest {
            contracts: (0..count)
                .map(|n| grant(&format!("N{n:09}"), "view"))
                .collect(),
            ..SetGroupRangeRequest::default()
        };
        assert_eq!(contracts(1_000).validate(), Ok(()));
        let errors = contracts(1_001).validate().unwrap_err();
        let rule = FieldRule::TooMany { max: 1_000 };
        assert_eq!(errors.of("contracts"), Some(&rule));
    }
}
