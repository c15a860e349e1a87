//! Values that exist only if they are valid.
//!
//! Each has `parse`, which accepts what people type (full-width letters, stray spaces)
//! and keeps the one canonical form, or names the [`FieldRule`](crate::FieldRule) broken.

mod email_address;
mod ids;
mod language;
mod member_number;
mod one_time_code;
mod person;
mod text;
mod time_zone;

pub use email_address::EmailAddress;
pub use ids::{AccountId, MemberId, SessionId};
pub use language::Language;
pub use member_number::MemberNumber;
pub use one_time_code::OneTimeCode;
pub use person::{AccountRole, SecondFactor};
pub(crate) use person::choices;
pub use text::{Department, PersonName, PhoneNumber};
pub use time_zone::TimeZone;

use unicode_normalization::UnicodeNormalization;

/// What somebody typed, with widths made equal (NFKC) and outer spaces removed.
pub(crate) fn normalised(input: &str) -> String {
    input.nfkc().collect::<String>().trim().to_owned()
}
