//! Short texts about people.

use serde::{Deserialize, Serialize};

use super::normalised;
use crate::FieldRule;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident max $max:tt parse $parse:ident example $example:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = $example, max_length = $max))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The largest number of characters.
            pub const MAX_LENGTH: u32 = $max;

            /// Accepts what people type and keeps the canonical form.
            pub fn parse(input: &str) -> Result<Self, FieldRule> {
                $parse(input, $max).map(Self)
            }

            /// The canonical form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        canonical_text!($name);
    )*};
}

texts! {
    /// The name of a person.
    PersonName max 100 parse required_line example "港 花子";
    /// The department of a person.
    Department max 100 parse required_line example "情報システム部";
    /// The name of a company.
    CompanyName max 100 parse required_line example "港商事株式会社";
    /// The address of a company.
    PostalAddress max 200 parse required_line example "東京都港区海岸1-2-3";
    /// A Japanese postal code.
    PostalCode max 8 parse postal_code example "105-0000";
    /// What a member has written to one of its contracts; may be empty.
    ContractMemo max 200 parse line example "営業部の代表番号";
    /// The name of a group of people.
    UserGroupName max 60 parse required_line example "PBX担当";
    /// What a group is for.
    UserGroupDescription max 200 parse line example "クラウドPBXの設定を担当する方";
    /// What a person calls a filter that he has saved.
    SavedFilterName max 40 parse required_line example "異常のあるPBX";
    /// The number under which a customer stands at a service.
    CustomerNumber max 40 parse required_line example "C0004711";
    /// The number that contracts of one group share.
    GroupNumber max 40 parse required_line example "G000123";
    /// Where a contract is provided.
    ContractSite max 100 parse required_line example "東京本社 3階";
    /// What a service is called in one language.
    ServiceTitle max 60 parse required_line example "クラウドPBX";
    /// What a network is from which a member's people may come; may be empty.
    NetworkDescription max 100 parse line example "東京本社";
    /// A telephone number as its owner writes it.
    PhoneNumber max 30 parse phone_number example "03-1234-5678";
}

/// One line of text that is not empty. Widths stay as they were typed: they are part of a name.
fn required_line(input: &str, max: u32) -> Result<String, FieldRule> {
    match line(input, max) {
        Ok(text) if text.is_empty() => Err(FieldRule::Required),
        judged => judged,
    }
}

/// One line of text. Widths stay as they were typed.
fn line(input: &str, max: u32) -> Result<String, FieldRule> {
    let text = crate::unicode::nfc(input.trim());
    if text.chars().count() > max as usize {
        return Err(FieldRule::TooLong { max });
    }
    if text.chars().any(is_invisible) {
        return Err(FieldRule::InvalidCharacters);
    }
    Ok(text.into_owned())
}

/// Controls, line separators, and marks that turn the direction of the text around them.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Seven digits, with a hyphen of any form behind the third or without one.
fn postal_code(input: &str, _: u32) -> Result<String, FieldRule> {
    let text = normalised(input);
    let text = text.strip_prefix('〒').unwrap_or(&text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others = text.chars().filter(|c| !c.is_ascii_digit());
    let plain = others.clone().count() <= 1
        && others
            .into_iter()
            .all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}'));
    match digits.split_at_checked(3) {
        Some((area, rest)) if plain && rest.len() == 4 => Ok(format!("{area}-{rest}")),
        _ => Err(FieldRule::InvalidPostalCode),
    }
}

fn phone_number(input: &str, max: u32) -> Result<String, FieldRule> {
    let number: String = normalised(input)
        .chars()
        .map(|c| {
            if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}') {
                '-'
            } else {
                c
            }
        })
        .collect();
    if number.is_empty() {
        return Err(FieldRule::Required);
    }
    if number.chars().count() > max as usize {
        return Err(FieldRule::TooLong { max });
    }
    let rest = number.strip_prefix('+').unwrap_or(&number);
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let plain = rest
        .chars()
        .all(|c| c.is_ascii_digit() || " -()".contains(c));
    if plain && digits >= 5 {
        Ok(number)
    } else {
        Err(FieldRule::InvalidPhoneNumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_are_seven_digits() {
        for input in [
            "105-0000",
            "１０５－００００",
            "1050000",
            "〒105-0000",
            "105ー0000",
        ] {
            assert_eq!(PostalCode::parse(input).unwrap().as_str(), "105-0000");
        }
        for input in ["", "105-000", "105--0000", "105-00000", "abc-defg"] {
            assert_eq!(PostalCode::parse(input), Err(FieldRule::InvalidPostalCode));
        }
    }

    #[test]
    fn telephone_numbers_of_any_width_are_understood() {
        for (input, expected) in [
            ("０３－１２３４－５６７８", "03-1234-5678"),
            ("+81 3 1234 5678", "+81 3 1234 5678"),
            ("03ー1234ー5678", "03-1234-5678"),
        ] {
            assert_eq!(PhoneNumber::parse(input).unwrap().as_str(), expected);
        }
        for input in ["12", "abc", "03+1234", "03-1234-567x"] {
            assert_eq!(
                PhoneNumber::parse(input),
                Err(FieldRule::InvalidPhoneNumber),
                "{input}"
            );
        }
    }

    #[test]
    fn a_name_keeps_its_widths_and_has_no_line_breaks() {
        assert_eq!(
            PersonName::parse(" ミナト　ＡＢＣ ").unwrap().as_str(),
            "ミナト　ＡＢＣ"
        );
        assert_eq!(
            PersonName::parse("a\r\nb"),
            Err(FieldRule::InvalidCharacters)
        );
        assert_eq!(
            PersonName::parse("a\u{202E}b"),
            Err(FieldRule::InvalidCharacters)
        );
        assert_eq!(PersonName::parse("　"), Err(FieldRule::Required));
        assert_eq!(
            PersonName::parse(&"港".repeat(101)),
            Err(FieldRule::TooLong { max: 100 })
        );
    }
}
