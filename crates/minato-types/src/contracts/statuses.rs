//! How contracts run, as monitoring systems say it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ContractStatus;
use crate::values::ContractNumber;
use crate::{FieldErrors, FieldRule, Validate};

/// The most contracts whose status is set by one request.
pub const MAX_STATUS_CHANGES: u32 = 1_000;

/// Says how contracts run, of any members: what a monitoring system sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetContractStatusesRequest {
    /// The contracts, at most 1,000; none twice.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub contracts: Vec<ContractStatusChange>,
    /// Since when they run like that; now if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateTime<Utc>>,
}

/// How one contract runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContractStatusChange {
    /// The number of the contract.
    #[cfg_attr(feature = "openapi", schema(example = "N123456789"))]
    pub number: String,
    /// How it runs: a word of `ContractStatus`.
    #[cfg_attr(feature = "openapi", schema(example = "abnormal"))]
    pub status: String,
}

impl Validate for SetContractStatusesRequest {
    fn check(&self, errors: &mut FieldErrors) {
        let max = MAX_STATUS_CHANGES;
        if self.contracts.is_empty() {
            errors.add("contracts", FieldRule::Required);
        }
        if self.contracts.len() > max as usize {
            errors.add("contracts", FieldRule::TooMany { max });
            return;
        }
        let mut seen = std::collections::HashSet::new();
        for (place, change) in self.contracts.iter().enumerate() {
            let at = |field: &str| format!("contracts.{place}.{field}");
            let number = errors.check(&at("number"), ContractNumber::parse(&change.number));
            if number.is_some_and(|number| !seen.insert(number)) {
                errors.add(&at("number"), FieldRule::Duplicate);
            }
            errors.check(&at("status"), change.status.parse::<ContractStatus>());
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractStatusesSet {
    /// How many contracts run otherwise than before.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub changed: u32,
    /// How many ran like that already.
    #[cfg_attr(feature = "openapi", schema(example = 97))]
    pub unchanged: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_says_twice_how_a_contract_runs() {
        let change = |number: &str| ContractStatusChange {
            number: number.into(),
            status: "normal".into(),
        };
        let request = SetContractStatusesRequest {
            contracts: vec![change("N123456789"), change("n123-456-789")],
            since: None,
        };
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("contracts.1.number"), Some(&FieldRule::Duplicate));
    }
}
