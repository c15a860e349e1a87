//! How tagged enums are read: as one flat struct with everything that any variant has. The
//! readers that serde derives for them keep all values in between, twice over, which costs the
//! pages of the browser 20 times as much.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use crate::auth::{
    CodeRequired, Session, SessionAccount, SessionLevel, SessionMember, SessionState,
};
use crate::problem::FieldProblem;
use crate::rules::business_days::Closing;
use crate::rules::holidays::HolidayName;
use crate::validation::FieldRule;
use crate::values::SecondFactor;

/// Something that its variant must have is missing, or there is no such variant.
#[derive(Debug, thiserror::Error)]
#[error("{0} is missing or unknown")]
pub(crate) struct Missing(&'static str);

fn take<T>(value: Option<T>, name: &'static str) -> Result<T, Missing> {
    value.ok_or(Missing(name))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlatFieldProblem {
    field: String,
    message: String,
    code: String,
    min: Option<i64>,
    max: Option<i64>,
    digits: Option<u32>,
    remaining: Option<u32>,
    effective_date: Option<NaiveDate>,
    deadline: Option<NaiveDate>,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    network: Option<String>,
    address: Option<String>,
}

impl TryFrom<FlatFieldProblem> for FieldProblem {
    type Error = Missing;

    fn try_from(flat: FlatFieldProblem) -> Result<Self, Missing> {
        let rule = FieldRule::read(&flat)?;
        Ok(Self {
            field: flat.field,
            rule,
            message: flat.message,
        })
    }
}

impl FieldRule {
    fn read(flat: &FlatFieldProblem) -> Result<Self, Missing> {
        let count = |value: Option<i64>, name| {
            let value = value.and_then(|value| u32::try_from(value).ok());
            take(value, name)
        };
        Ok(match flat.code.as_str() {
            "required" => Self::Required,
            "invalidEmail" => Self::InvalidEmail,
            "invalidMemberNumber" => Self::InvalidMemberNumber,
            "invalidContractNumber" => Self::InvalidContractNumber,
            "invalidPhoneNumber" => Self::InvalidPhoneNumber,
            "invalidPostalCode" => Self::InvalidPostalCode,
            "memberNumberTaken" => Self::MemberNumberTaken,
            "unknownMember" => Self::UnknownMember,
            "unknownContract" => Self::UnknownContract,
            "contractNotEditable" => Self::ContractNotEditable,
            "groupNameTaken" => Self::GroupNameTaken,
            "savedFilterNameTaken" => Self::SavedFilterNameTaken,
            "unknownAccount" => Self::UnknownAccount,
            "unknownService" => Self::UnknownService,
            "serviceCodeTaken" => Self::ServiceCodeTaken,
            "contractNumberTaken" => Self::ContractNumberTaken,
            "contractOfAnotherMember" => Self::ContractOfAnotherMember,
            "moreFaults" => Self::MoreFaults {
                remaining: take(flat.remaining, "remaining")?,
            },
            "invalidPublicKey" => Self::InvalidPublicKey,
            "unknownGroup" => Self::UnknownGroup,
            "invalidNetwork" => Self::InvalidNetwork,
            "networkHasHost" => Self::NetworkHasHost {
                network: take(flat.network.clone(), "network")?,
            },
            "ownAddressMissing" => Self::OwnAddressMissing {
                address: take(flat.address.clone(), "address")?,
            },
            "invalidRecoveryCode" => Self::InvalidRecoveryCode,
            "invalidPortApplicationNumber" => Self::InvalidPortApplicationNumber,
            "invalidDate" => Self::InvalidDate,
            "invalidMonth" => Self::InvalidMonth,
            "invalidNumber" => Self::InvalidNumber,
            "endsBeforeStart" => Self::EndsBeforeStart,
            "dateInThePast" => Self::DateInThePast,
            "nothingChanged" => Self::NothingChanged,
            "emailTaken" => Self::EmailTaken,
            "duplicate" => Self::Duplicate,
            "passwordNotChosenByAdmin" => Self::PasswordNotChosenByAdmin,
            "authenticatorMissing" => Self::AuthenticatorMissing,
            "pageOrCursor" => Self::PageOrCursor,
            "invalidCursor" => Self::InvalidCursor,
            "unknownChoice" => Self::UnknownChoice,
            "unknownTimeZone" => Self::UnknownTimeZone,
            "invalidCharacters" => Self::InvalidCharacters,
            "passwordNotHalfWidth" => Self::PasswordNotHalfWidth,
            "passwordNotMixed" => Self::PasswordNotMixed,
            "passwordTooCommon" => Self::PasswordTooCommon,
            "passwordTooPersonal" => Self::PasswordTooPersonal,
            "passwordUnchanged" => Self::PasswordUnchanged,
            "currentPasswordWrong" => Self::CurrentPasswordWrong,
            "confirmationDiffers" => Self::ConfirmationDiffers,
            "unknownField" => Self::UnknownField,
            "malformed" => Self::Malformed,
            "tooShort" => Self::TooShort {
                min: count(flat.min, "min")?,
            },
            "tooLong" => Self::TooLong {
                max: count(flat.max, "max")?,
            },
            "tooMany" => Self::TooMany {
                max: count(flat.max, "max")?,
            },
            "outOfRange" => Self::OutOfRange {
                min: take(flat.min, "min")?,
                max: take(flat.max, "max")?,
            },
            "invalidCode" => Self::InvalidCode {
                digits: take(flat.digits, "digits")?,
            },
            "tooManyPorts" => Self::TooManyPorts {
                remaining: take(flat.remaining, "remaining")?,
            },
            "deadlinePassed" => Self::DeadlinePassed {
                effective_date: take(flat.effective_date, "effectiveDate")?,
                deadline: take(flat.deadline, "deadline")?,
                earliest: take(flat.earliest, "earliest")?,
            },
            "dateTooFar" => Self::DateTooFar {
                latest: take(flat.latest, "latest")?,
            },
            "beyondCalendar" => Self::BeyondCalendar {
                last_day: take(flat.last_day, "lastDay")?,
            },
            _ => return Err(Missing("code")),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlatSessionState {
    state: String,
    factor: Option<SecondFactor>,
    masked_address: Option<String>,
    expires_at: Option<DateTime<Utc>>,
    resend_at: Option<DateTime<Utc>>,
    may_trust_browser: Option<bool>,
    csrf_token: Option<String>,
    account: Option<SessionAccount>,
    member: Option<SessionMember>,
    level: Option<SessionLevel>,
    idle_timeout_seconds: Option<u32>,
}

impl TryFrom<FlatSessionState> for SessionState {
    type Error = Missing;

    fn try_from(flat: FlatSessionState) -> Result<Self, Missing> {
        Ok(match flat.state.as_str() {
            "signedOut" => Self::SignedOut,
            "codeRequired" => Self::CodeRequired(CodeRequired {
                factor: take(flat.factor, "factor")?,
                masked_address: flat.masked_address,
                expires_at: take(flat.expires_at, "expiresAt")?,
                resend_at: flat.resend_at,
                may_trust_browser: flat.may_trust_browser.unwrap_or(false),
                csrf_token: take(flat.csrf_token, "csrfToken")?,
            }),
            "signedIn" => Self::SignedIn(Box::new(Session {
                account: take(flat.account, "account")?,
                member: take(flat.member, "member")?,
                level: take(flat.level, "level")?,
                csrf_token: take(flat.csrf_token, "csrfToken")?,
                idle_timeout_seconds: take(flat.idle_timeout_seconds, "idleTimeoutSeconds")?,
                expires_at: take(flat.expires_at, "expiresAt")?,
            })),
            _ => return Err(Missing("state")),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlatClosing {
    kind: String,
    name: Option<String>,
    code: Option<HolidayName>,
    reason: Option<String>,
}

impl TryFrom<FlatClosing> for Closing {
    type Error = Missing;

    fn try_from(flat: FlatClosing) -> Result<Self, Missing> {
        Ok(match flat.kind.as_str() {
            "weekend" => Self::Weekend,
            "holiday" => Self::Holiday {
                name: take(flat.name, "name")?,
                code: flat.code,
            },
            "yearEnd" => Self::YearEnd,
            "operator" => Self::Operator {
                reason: take(flat.reason, "reason")?,
            },
            _ => return Err(Missing("kind")),
        })
    }
}
