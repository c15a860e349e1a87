use super::normalised;
use crate::FieldRule;

/// The letters of a code: 32, so that each carries five bits; none that is easily taken for
/// another one.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A code that stands in for a lost authenticator app, once: 80 bits as 16 letters and digits.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// How many letters and digits a code has.
    pub const LENGTH: u32 = 16;

    /// How many random bytes make one.
    pub const BYTES: usize = 10;

    /// How many letters and digits stand together where a code is shown.
    const GROUP: usize = 4;

    /// The code of these random bytes.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let (mut waiting, mut bits) = (0_u32, 0_u32);
        let mut code = String::with_capacity(Self::LENGTH as usize);
        for byte in bytes {
            waiting = (waiting << 8) | u32::from(byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                let place = (waiting >> bits) as usize % ALPHABET.len();
                code.extend(ALPHABET.get(place).copied().map(char::from));
            }
            waiting &= (1 << bits) - 1;
        }
        Self(code)
    }

    /// Accepts letters of any case and width, spaces and hyphens between them, and the letters
    /// that look like a digit of the code.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        if input.trim().is_empty() {
            return Err(FieldRule::Required);
        }
        let code: String = normalised(input)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .collect();
        let is_known = |c: char| u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
        if code.chars().count() == Self::LENGTH as usize && code.chars().all(is_known) {
            Ok(Self(code))
        } else {
            Err(FieldRule::InvalidRecoveryCode)
        }
    }

    /// The code as it is shown and kept: `xxxx-xxxx-xxxx-xxxx`.
    pub fn reveal(&self) -> String {
        let mut shown = String::with_capacity(Self::LENGTH as usize + 3);
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % Self::GROUP == 0 {
                shown.push('-');
            }
            shown.push(c);
        }
        shown
    }

    /// The letters and digits alone: what is compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letters are a secret: they do not get into a log by accident.
impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_shown_is_understood(bytes in any::<[u8; RecoveryCode::BYTES]>()) {
            let code = RecoveryCode::from_bytes(bytes);
            let shown = code.reveal();
            prop_assert_eq!(shown.len(), 19);
            prop_assert_eq!(RecoveryCode::parse(&shown).unwrap(), code.clone());
            prop_assert_eq!(RecoveryCode::parse(&shown.to_uppercase()).unwrap(), code);
        }

        #[test]
        fn different_bytes_are_different_codes(
            one in any::<[u8; RecoveryCode::BYTES]>(),
            other in any::<[u8; RecoveryCode::BYTES]>(),
        ) {
            prop_assume!(one != other);
            prop_assert_ne!(RecoveryCode::from_bytes(one), RecoveryCode::from_bytes(other));
        }
    }

    #[test]
    fn all_bits_are_in_the_code() {
        assert_eq!(RecoveryCode::from_bytes([0; 10]).as_str(), "0".repeat(16));
        assert_eq!(RecoveryCode::from_bytes([255; 10]).as_str(), "z".repeat(16));
        let counted = [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf];
        let counted = RecoveryCode::from_bytes(counted);
        assert_eq!(counted.reveal(), "0123-4567-89ab-cdef");
    }

    #[test]
    fn width_case_hyphens_and_lookalikes_do_not_matter() {
        for input in [
            "0123-4567-89ab-cdef",
            "0123456789ABCDEF",
            " ０１２３ ４５６７ ８９ａｂ ＣＤＥＦ ",
            "oI23-4567-89ab-cdef",
            "Ol23-4567-89ab-cdef",
        ] {
            let code = RecoveryCode::parse(input).unwrap();
            assert_eq!(code.as_str(), "0123456789abcdef", "{input:?}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for input in [
            "",
            "0123-4567-89ab-cde",
            "0123-4567-89ab-cdefg",
            "0123-4567-89ab-cdeu",
            "0123-4567-89ab-cde港",
            "12345678",
        ] {
            assert!(RecoveryCode::parse(input).is_err(), "{input:?}");
        }
    }

    #[test]
    fn the_letters_do_not_show_in_a_log() {
        let code = RecoveryCode::from_bytes([7; 10]);
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
    }
}
