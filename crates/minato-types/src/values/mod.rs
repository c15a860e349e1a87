//! Values that exist only if they are valid.
//!
//! Each has `parse`, which accepts what people type (full-width letters, stray spaces)
//! and keeps the one canonical form, or names the [`FieldRule`](crate::FieldRule) broken.

/// Gives a newtype around its canonical text what serde, the database and error messages
/// need of it; `parse` and `as_str` stay its own.
macro_rules! canonical_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = $crate::FieldRule;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::FieldRule;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

mod contract_number;
mod day;
mod email_address;
mod ids;
mod language;
mod member_number;
mod network;
mod one_time_code;
mod person;
mod port_application_number;
mod recovery_code;
mod service_code;
mod text;
mod time_zone;
mod totp_code;

pub use contract_number::ContractNumber;
pub use day::parse_day;
pub use email_address::EmailAddress;
pub use ids::{
    AccountId, ContractId, ImportId, MemberId, SavedFilterId, ServiceId, SessionId,
    TrustedBrowserId, UserGroupId,
};
pub use language::Language;
pub use member_number::MemberNumber;
pub use network::Network;
pub use one_time_code::OneTimeCode;
pub(crate) use person::choices;
pub use person::{AccountRole, AccountState, SecondFactor};
pub use port_application_number::PortApplicationNumber;
pub use recovery_code::RecoveryCode;
pub use service_code::ServiceCode;
pub use text::{
    CompanyName, ContractMemo, ContractSite, CustomerNumber, Department, GroupNumber,
    NetworkDescription, PersonName, PhoneNumber, PostalAddress, PostalCode, SavedFilterName,
    ServiceTitle, UserGroupDescription, UserGroupName,
};
pub use time_zone::TimeZone;
pub use totp_code::TotpCode;

/// What somebody typed, with widths made equal (NFKC) and outer spaces removed.
pub(crate) fn normalised(input: &str) -> String {
    crate::unicode::nfkc(input).trim().to_owned()
}

/// Hyphens, minus signs and long vowel marks that people type for a hyphen.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}')
}
