//! The member company: what it is, what the operator tells it, what it has ordered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::{
    Department, EmailAddress, Language, MemberNumber, PersonName, PhoneNumber, choices,
};
use crate::{FieldErrors, FieldRule, Validate};

mod security;
mod sign_ins;

pub use security::{
    AllowedNetwork, AllowedNetworkRequest, CompanySecurity, MAX_ALLOWED_NETWORKS,
    MAX_SESSION_HOURS, MAX_SESSION_IDLE_MINUTES, MIN_SESSION_HOURS, MIN_SESSION_IDLE_MINUTES,
    UpdateCompanySecurityRequest,
};
pub use sign_ins::{CompanySignIn, ListCompanySignInsQuery, SignInAccount};

/// The most addresses that a member can have notified.
pub const MAX_NOTIFICATION_ADDRESSES: u32 = 10;

/// The member company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// The member number.
    pub member_number: MemberNumber,
    /// The name of the company.
    #[cfg_attr(feature = "openapi", schema(example = "港商事株式会社"))]
    pub name: String,
    /// The postal code, if known.
    #[cfg_attr(feature = "openapi", schema(example = "105-0000"))]
    pub postal_code: Option<String>,
    /// The address.
    #[cfg_attr(feature = "openapi", schema(example = "東京都港区海岸1-2-3"))]
    pub address: String,
    /// The ports that the contract always includes.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub contracted_ports: u32,
    /// The day of the month on which bills are closed; 31 means the last day.
    #[cfg_attr(feature = "openapi", schema(example = 20, minimum = 1, maximum = 31))]
    pub closing_day: u8,
}

/// An announcement of the operator to the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyNote {
    /// The id of the note.
    pub id: uuid::Uuid,
    /// The day (Japan time) from which the note holds.
    #[cfg_attr(feature = "openapi", schema(example = "2026-11-20"))]
    pub published_on: NaiveDate,
    /// The headline.
    #[cfg_attr(feature = "openapi", schema(example = "年末年始の受付について"))]
    pub title: String,
    /// The text; lines are divided by line feeds.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "12月29日から1月3日まで受付を休止します。")
    )]
    pub body: String,
}

choices! {
    /// What a member can order beside its contracts.
    CompanyOptionKind {
        /// Applications for additional conference ports.
        PortPlus = "portPlus",
        /// The second step at sign-in.
        TwoStepSignIn = "twoStepSignIn",
        /// Access for the member's own programs.
        ApiAccess = "apiAccess",
        /// Notices by webhook.
        Webhooks = "webhooks",
    }
}

/// An option and whether the member has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyOption {
    /// Which option it is.
    pub kind: CompanyOptionKind,
    /// Whether the member has it now.
    pub enabled: bool,
    /// The day (Japan time) since which the member has it.
    #[cfg_attr(feature = "openapi", schema(example = "2026-04-01"))]
    pub enabled_since: Option<NaiveDate>,
}

/// All options there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyOptions {
    /// The options, in the order in which they are shown.
    pub items: Vec<CompanyOption>,
}

/// An admin of the member, as everybody there may know him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyAdmin {
    /// The name.
    pub name: PersonName,
    /// The department.
    pub department: Department,
    /// The e-mail address.
    pub email: EmailAddress,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
}

/// The admins of the member whose accounts can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyAdmins {
    /// The admins, by name.
    pub items: Vec<CompanyAdmin>,
}

/// Who hears by mail of what the member's people do, beside themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyNotifications {
    /// The addresses.
    pub addresses: Vec<EmailAddress>,
    /// The language of these mails.
    pub language: Language,
}

/// Changes who hears of it by mail: the whole list anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateCompanyNotificationsRequest {
    /// The addresses, at most 10; none means that nobody else hears of it.
    #[cfg_attr(feature = "openapi", schema(example = json!(["ports@example.jp"]), max_items = 10))]
    pub addresses: Vec<String>,
    /// The language of these mails: `ja` or `en`.
    #[cfg_attr(feature = "openapi", schema(example = "ja"))]
    pub language: String,
}

impl Validate for UpdateCompanyNotificationsRequest {
    fn check(&self, errors: &mut FieldErrors) {
        let max = MAX_NOTIFICATION_ADDRESSES;
        if self.addresses.len() > max as usize {
            errors.add("addresses", FieldRule::TooMany { max });
        }
        let mut seen = Vec::new();
        for (index, address) in self.addresses.iter().enumerate() {
            let field = format!("addresses.{index}");
            if let Some(address) = errors.check(&field, EmailAddress::parse(address)) {
                if seen.contains(&address.key()) {
                    errors.add(&field, FieldRule::Duplicate);
                }
                seen.push(address.key());
            }
        }
        errors.check("language", self.language.parse::<Language>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_notified_once_and_the_faulty_one_is_named() {
        let request = UpdateCompanyNotificationsRequest {
            addresses: vec!["a@b.jp".into(), "A@b.jp".into(), "nobody".into()],
            language: "ja".into(),
        };
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("addresses.1"), Some(&FieldRule::Duplicate));
        assert_eq!(errors.of("addresses.2"), Some(&FieldRule::InvalidEmail));
        assert_eq!(errors.iter().count(), 2);
    }
}
