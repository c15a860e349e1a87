use super::normalised;
use crate::FieldRule;

/// A code of an authenticator app: six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpCode(String);

impl TotpCode {
    /// How many digits a code has.
    pub const DIGITS: u32 = 6;

    /// Accepts full-width digits, spaces and hyphens between the digits.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        if input.trim().is_empty() {
            return Err(FieldRule::Required);
        }
        let digits: String = normalised(input)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        if digits.len() == Self::DIGITS as usize && digits.chars().all(|c| c.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(FieldRule::InvalidCode {
                digits: Self::DIGITS,
            })
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The digits are a secret: they do not get into a log by accident.
impl std::fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::TotpCode;

    #[test]
    fn digits_of_any_width_are_understood() {
        for input in ["012345", "０１２３４５", " 012 345 ", "012-345"] {
            let code = TotpCode::parse(input).unwrap();
            assert_eq!(code.as_str(), "012345", "{input:?}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for input in ["", "12345", "1234567", "12345a", "12345678"] {
            assert!(TotpCode::parse(input).is_err(), "{input:?}");
        }
    }

    #[test]
    fn the_digits_do_not_show_in_a_log() {
        let code = TotpCode::parse("012345").unwrap();
        assert_eq!(format!("{code:?}"), "TotpCode(..)");
    }
}
