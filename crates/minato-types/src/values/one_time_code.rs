use super::normalised;
use crate::FieldRule;

/// A one-time code of a mail: eight digits.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    /// How many digits a code has.
    pub const DIGITS: u32 = 8;

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
impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::OneTimeCode;

    #[test]
    fn digits_of_any_width_are_understood() {
        for input in ["12345678", "１２３４５６７８", " 1234 5678 ", "1234-5678"] {
            assert_eq!(
                OneTimeCode::parse(input).unwrap().as_str(),
                "12345678",
                "{input:?}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for input in ["", "1234567", "123456789", "1234567a", "１２３４５６７"] {
            assert!(OneTimeCode::parse(input).is_err(), "{input:?}");
        }
    }

    #[test]
    fn the_digits_do_not_show_in_a_log() {
        let code = OneTimeCode::parse("12345678").unwrap();
        assert_eq!(format!("{code:?}"), "OneTimeCode(..)");
    }
}
