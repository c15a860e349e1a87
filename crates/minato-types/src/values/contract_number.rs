use serde::{Deserialize, Serialize};

use super::{is_dash, normalised};
use crate::FieldRule;

/// The number of a contract: N and nine digits (`N123456789`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(example = "N123456789", pattern = "^N[0-9]{9}$")
)]
#[serde(try_from = "String", into = "String")]
pub struct ContractNumber(String);

impl ContractNumber {
    /// Accepts full-width characters, a small letter, and dashes and spaces between the digits.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let compact: String = normalised(input)
            .chars()
            .filter(|c| !c.is_whitespace() && !is_dash(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let digits = compact.strip_prefix('N').unwrap_or_default();
        if digits.len() == 9 && digits.chars().all(|c| c.is_ascii_digit()) {
            Ok(Self(compact))
        } else {
            Err(FieldRule::InvalidContractNumber)
        }
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(ContractNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_becomes_the_canonical_form() {
        for input in [
            "N123456789",
            " n123-456-789 ",
            "Ｎ１２３ー４５６７８９",
            "N 123 456 789",
        ] {
            assert_eq!(
                ContractNumber::parse(input).unwrap().as_str(),
                "N123456789",
                "{input:?}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for input in [
            "",
            "123456789",
            "N12345678",
            "N1234567890",
            "W123456789",
            "N12345678é",
        ] {
            assert!(ContractNumber::parse(input).is_err(), "{input:?}");
        }
    }
}
