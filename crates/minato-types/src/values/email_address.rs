use serde::{Deserialize, Serialize};

use super::normalised;
use crate::FieldRule;

/// An e-mail address: it receives mail and, inside one member, names one account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(example = "hanako@example.jp", format = "email", max_length = 254)
)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The longest address that SMTP carries.
    pub const MAX_LENGTH: u32 = 254;

    /// Accepts full-width characters and outer spaces. Only ASCII addresses exist here.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let address = normalised(input);
        if address.len() > Self::MAX_LENGTH as usize {
            return Err(FieldRule::TooLong {
                max: Self::MAX_LENGTH,
            });
        }
        let (local, domain) = address.rsplit_once('@').ok_or(FieldRule::InvalidEmail)?;
        if is_local_part(local) && is_domain(domain) {
            Ok(Self(address))
        } else {
            Err(FieldRule::InvalidEmail)
        }
    }

    /// The address as it was entered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which addresses are compared: small letters.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The address as a hint for its owner: `h*****@nt*****`. The number of stars is fixed,
    /// so that it tells no length.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let head: String = local.chars().take(1).collect();
        let domain: String = domain.chars().take(2).collect();
        format!("{head}*****@{domain}*****")
    }
}

fn is_local_part(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

canonical_text!(EmailAddress);

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn the_mask_is_that_of_the_manual_and_tells_no_length() {
        for address in ["hanako@nttest.example", "h@nt.example"] {
            assert_eq!(
                EmailAddress::parse(address).unwrap().masked(),
                "h*****@nt*****"
            );
        }
    }

    #[test]
    fn full_width_input_is_understood() {
        let address = EmailAddress::parse("　ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ ").unwrap();
        assert_eq!(address.as_str(), "hanako@example.jp");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for input in [
            "",
            "a",
            "@b.jp",
            "a@b",
            "a@.jp",
            "a@b..jp",
            "a b@c.jp",
            "a@b.jp\r\nBcc: x@y.jp",
            ".a@b.jp",
            "a.@b.jp",
            "a..b@c.jp",
            "a@-b.jp",
            "花子@example.jp",
            "a@b@c",
        ] {
            assert!(EmailAddress::parse(input).is_err(), "{input:?}");
        }
    }
}
