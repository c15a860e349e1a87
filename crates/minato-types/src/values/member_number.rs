use serde::{Deserialize, Serialize};

use super::{is_dash, normalised};
use crate::FieldRule;

/// The number of a member company: a letter, two digits, a hyphen, five digits (`M97-00339`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(example = "M97-00339", pattern = "^[A-Z][0-9]{2}-[0-9]{5}$")
)]
#[serde(try_from = "String", into = "String")]
pub struct MemberNumber(String);

impl MemberNumber {
    /// Accepts full-width characters, small letters, any dash or none.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let compact: String = normalised(input)
            .chars()
            .filter(|c| !c.is_whitespace() && !is_dash(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let valid = compact.len() == 8
            && compact.starts_with(|c: char| c.is_ascii_uppercase())
            && compact.chars().skip(1).all(|c| c.is_ascii_digit());
        if !valid {
            return Err(FieldRule::InvalidMemberNumber);
        }
        let (head, tail) = compact.split_at(3);
        Ok(Self(format!("{head}-{tail}")))
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(MemberNumber);

#[cfg(test)]
mod tests {
    use super::MemberNumber;

    #[test]
    fn what_people_type_becomes_the_canonical_form() {
        for input in [
            "M97-00339",
            " m97-00339 ",
            "Ｍ９７－００３３９",
            "M9700339",
            "M97ー00339",
        ] {
            assert_eq!(
                MemberNumber::parse(input).unwrap().as_str(),
                "M97-00339",
                "{input:?}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for input in [
            "",
            "M97-0033",
            "M97-003390",
            "197-00339",
            "MM7-00339",
            "M97-0033é",
            "🦀",
        ] {
            assert!(MemberNumber::parse(input).is_err(), "{input:?}");
        }
    }
}
