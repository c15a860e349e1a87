use serde::{Deserialize, Serialize};

use super::normalised;
use crate::FieldRule;

/// The short name of a service in paths and files: small letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(
        example = "cloud-pbx",
        pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        max_length = 40
    )
)]
#[serde(try_from = "String", into = "String")]
pub struct ServiceCode(String);

impl ServiceCode {
    /// The largest number of characters.
    pub const MAX_LENGTH: u32 = 40;

    /// Accepts full-width characters and capitals.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let code = normalised(input).to_ascii_lowercase();
        let max = Self::MAX_LENGTH;
        if code.is_empty() {
            return Err(FieldRule::Required);
        }
        if code.chars().count() > max as usize {
            return Err(FieldRule::TooLong { max });
        }
        let letters = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        if code.starts_with(|c: char| c.is_ascii_lowercase()) && code.split('-').all(letters) {
            Ok(Self(code))
        } else {
            Err(FieldRule::InvalidCharacters)
        }
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(ServiceCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_words_with_hyphens_between_them() {
        for input in ["cloud-pbx", " Ｃｌｏｕｄ-PBX ", "vpn", "line2-b"] {
            assert!(ServiceCode::parse(input).is_ok(), "{input}");
        }
        for input in ["", "-vpn", "vpn-", "a--b", "2lines", "a_b", "電話", "a/b"] {
            assert!(ServiceCode::parse(input).is_err(), "{input}");
        }
    }
}
