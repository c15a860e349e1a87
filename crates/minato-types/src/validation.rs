//! What is wrong with what somebody sent, field by field, as codes.
//!
//! The browser calls [`Validate::validate`] before a request leaves, the server calls
//! the same function when it arrives: both say the same of the same input.

use chrono::NaiveDate;
use serde::Serialize;

/// The rule that a field broke. The words for it are in [`crate::words`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
// utoipa does not know `rename_all_fields`: fields of two words say their names once more.
pub enum FieldRule {
    /// Something must be given here.
    Required,
    /// At least `min` characters.
    TooShort {
        /// The smallest number of characters.
        min: u32,
    },
    /// At most `max` characters.
    TooLong {
        /// The largest number of characters.
        max: u32,
    },
    /// A number from `min` to `max`.
    OutOfRange {
        /// The smallest number.
        min: i64,
        /// The largest number.
        max: i64,
    },
    /// An e-mail address such as `name@example.jp`.
    InvalidEmail,
    /// A member number such as `M97-00339`.
    InvalidMemberNumber,
    /// A contract number such as `N123456789`.
    InvalidContractNumber,
    /// A telephone number: digits, spaces, hyphens, parentheses, a leading `+`.
    InvalidPhoneNumber,
    /// A Japanese postal code such as `105-0000`.
    InvalidPostalCode,
    /// A member with this number exists already.
    MemberNumberTaken,
    /// There is no such member.
    UnknownMember,
    /// There is no such contract, or one may not see it.
    UnknownContract,
    /// One may see this contract, but not change it.
    ContractNotEditable,
    /// The member has a group with this name already.
    GroupNameTaken,
    /// One has saved a filter under this name already.
    SavedFilterNameTaken,
    /// There is no such account.
    UnknownAccount,
    /// There is no such service.
    UnknownService,
    /// A service with this short name exists already.
    ServiceCodeTaken,
    /// A contract with this number exists already.
    ContractNumberTaken,
    /// The contract with this number is another member's.
    ContractOfAnotherMember,
    /// The file has more faults than are told.
    MoreFaults {
        /// How many more.
        remaining: u32,
    },
    /// A one-time code of `digits` digits.
    InvalidCode {
        /// How many digits a code has.
        digits: u32,
    },
    /// A public key as a JWK: Ed25519 or P-256, with a `kid`.
    InvalidPublicKey,
    /// There is no such group.
    UnknownGroup,
    /// An IPv4 or IPv6 address, or a network such as `203.0.113.0/24`.
    InvalidNetwork,
    /// One address of a network and the length of its prefix: one address or the network?
    NetworkHasHost {
        /// The network that may be meant.
        network: String,
    },
    /// The list would keep out the one who saves it.
    OwnAddressMissing {
        /// The address that he asks from.
        address: String,
    },
    /// A recovery code: 16 letters and digits.
    InvalidRecoveryCode,
    /// A number of a port application such as `SO-03089-0`.
    InvalidPortApplicationNumber,
    /// A day such as `2026-09-24`.
    InvalidDate,
    /// A month such as `2026-09`.
    InvalidMonth,
    /// A whole number.
    InvalidNumber,
    /// The last day must not lie before the first.
    EndsBeforeStart,
    /// Applications for this day were taken until `deadline`; the next possible day is `earliest`.
    DeadlinePassed {
        /// The day that was asked for.
        #[cfg_attr(feature = "openapi", schema(rename = "effectiveDate"))]
        effective_date: NaiveDate,
        /// The last day on which it could be applied for.
        deadline: NaiveDate,
        /// The first day that can still be applied for.
        earliest: NaiveDate,
    },
    /// Not later than `latest`.
    DateTooFar {
        /// The last possible day.
        latest: NaiveDate,
    },
    /// Not before today.
    DateInThePast,
    /// The calendar of holidays ends before this day.
    BeyondCalendar {
        /// The last day of the calendar.
        #[cfg_attr(feature = "openapi", schema(rename = "lastDay"))]
        last_day: NaiveDate,
    },
    /// So many ports can still be added on that day.
    TooManyPorts {
        /// What the day still takes; can be 0.
        remaining: u32,
    },
    /// Something must change.
    NothingChanged,
    /// The address already has an account at this member.
    EmailTaken,
    /// The same address twice.
    Duplicate,
    /// At most `max` of them.
    TooMany {
        /// The largest number.
        max: u32,
    },
    /// The policy of the member does not let an admin choose passwords.
    PasswordNotChosenByAdmin,
    /// The account has a password but no authenticator app: requiring one would lock it out.
    AuthenticatorMissing,
    /// Either pages or a cursor, not both.
    PageOrCursor,
    /// The cursor belongs to another list or order.
    InvalidCursor,
    /// One of the choices that the documentation lists.
    UnknownChoice,
    /// A time zone name of the IANA database, such as `Asia/Tokyo`.
    UnknownTimeZone,
    /// No control characters.
    InvalidCharacters,
    /// The policy `portplus`: half-width letters, digits and symbols only.
    PasswordNotHalfWidth,
    /// The policy `portplus`: at least one letter and one digit.
    PasswordNotMixed,
    /// The password is among those that attackers try first.
    PasswordTooCommon,
    /// The password is made of one's own name, address, member number or the like.
    PasswordTooPersonal,
    /// The new password is the old one.
    PasswordUnchanged,
    /// The current password is not right.
    CurrentPasswordWrong,
    /// The second entry differs from the first.
    ConfirmationDiffers,
    /// Nobody knows this field.
    UnknownField,
    /// The value has another type or form than the documentation says.
    Malformed,
}

/// In English, for programmers; pages and answers use [`crate::words`].
impl std::fmt::Display for FieldRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&crate::words::field_rule(self, crate::values::Language::En))
    }
}

impl std::error::Error for FieldRule {}

/// All that is wrong with one input. Empty means valid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, FieldRule)>);

impl FieldErrors {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Exactly one thing is wrong.
    pub fn one(field: &str, rule: FieldRule) -> Self {
        Self(vec![(field.to_owned(), rule)])
    }

    /// Adds a broken rule. `field` is the JSON name; nested ones are divided by dots.
    pub fn add(&mut self, field: &str, rule: FieldRule) {
        self.0.push((field.to_owned(), rule));
    }

    /// Adds the error of a parser that judged `field`.
    pub fn check<T>(&mut self, field: &str, parsed: Result<T, FieldRule>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(rule) => {
                self.add(field, rule);
                None
            }
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every broken rule with its field, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldRule)> {
        self.0.iter().map(|(field, rule)| (field.as_str(), rule))
    }

    /// The first rule that `field` broke.
    pub fn of(&self, field: &str) -> Option<&FieldRule> {
        self.iter()
            .find(|(name, _)| *name == field)
            .map(|(_, rule)| rule)
    }
}

impl FromIterator<(String, FieldRule)> for FieldErrors {
    fn from_iter<I: IntoIterator<Item = (String, FieldRule)>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// An input that can say all that is wrong with it at once.
pub trait Validate {
    /// Adds every broken rule to `errors`.
    fn check(&self, errors: &mut FieldErrors);

    /// `Ok` if no rule is broken, otherwise all broken rules.
    fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        self.check(&mut errors);
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }
}
