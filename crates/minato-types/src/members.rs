//! The member companies, as operators manage them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::company::CompanyOptionKind;
use crate::list_query::{check_page, check_search};
use crate::page::PageQuery;
use crate::rules::password::PasswordPolicy;
use crate::values::{
    AccountId, AccountRole, AccountState, CompanyName, Department, EmailAddress, Language,
    MemberNumber, PersonName, PhoneNumber, PostalAddress, PostalCode, SecondFactor, choices,
};
use crate::{FieldErrors, FieldRule, Validate};

/// The most ports of a contract.
pub const MAX_CONTRACTED_PORTS: i64 = 99_999;

/// The most ports that can be added to one day, whatever the member.
pub const MAX_ADDED_PORTS: i64 = 9_999;

choices! {
    /// Whether the people of a member may use the portal.
    MemberState {
        /// They may.
        Active = "active",
        /// They may not, and are signed out.
        Closed = "closed",
    }
}

/// A member company, as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Member {
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
    /// Whether its people may use the portal.
    pub state: MemberState,
    /// The ports that the contract always includes.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub contracted_ports: u32,
    /// The most ports that can be added to one day, over all applications.
    #[cfg_attr(feature = "openapi", schema(example = 100))]
    pub max_added_ports: u32,
    /// The day of the month on which bills are closed; 31 means the last day.
    #[cfg_attr(feature = "openapi", schema(example = 20, minimum = 1, maximum = 31))]
    pub closing_day: u8,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// What a new password must be like.
    pub password_policy: PasswordPolicy,
    /// The options that it has.
    pub options: Vec<CompanyOptionKind>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
}

/// Registers a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterMemberRequest {
    /// The member number; it stays.
    #[cfg_attr(feature = "openapi", schema(example = "M97-00350"))]
    pub member_number: String,
    /// The name of the company.
    #[cfg_attr(feature = "openapi", schema(example = "沖合通運株式会社"))]
    pub name: String,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "105-0000"))]
    pub postal_code: Option<String>,
    /// The address.
    #[cfg_attr(feature = "openapi", schema(example = "東京都港区海岸1-2-3"))]
    pub address: String,
    /// The ports that the contract always includes; 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = 30, minimum = 0, maximum = 99999)
    )]
    pub contracted_ports: Option<i64>,
    /// The most ports that can be added to one day; 100 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = 100, minimum = 1, maximum = 9999)
    )]
    pub max_added_ports: Option<i64>,
    /// The day of the month on which bills are closed, 31 for the last one; 20 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = 20, minimum = 1, maximum = 31))]
    pub closing_day: Option<i64>,
    /// Whether a second step follows the password; true if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub two_step: Option<bool>,
    /// What a new password must be like: `standard` or `portplus`; `standard` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "standard"))]
    pub password_policy: Option<String>,
    /// The options that it has: words of `CompanyOptionKind`; none if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = json!(["portPlus"])))]
    pub options: Option<Vec<String>>,
}

impl Validate for RegisterMemberRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("memberNumber", MemberNumber::parse(&self.member_number));
        errors.check("name", CompanyName::parse(&self.name));
        check_postal_code(self.postal_code.as_deref(), errors);
        errors.check("address", PostalAddress::parse(&self.address));
        check_numbers(
            self.contracted_ports,
            self.max_added_ports,
            self.closing_day,
            errors,
        );
        check_choices(
            self.password_policy.as_deref(),
            self.options.as_deref(),
            errors,
        );
    }
}

/// Changes a member. What is left out stays as it is; the member number always does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateMemberRequest {
    /// The name of the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "沖合通運株式会社"))]
    pub name: Option<String>,
    /// The postal code; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "105-0000"))]
    pub postal_code: Option<String>,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "東京都港区海岸1-2-3"))]
    pub address: Option<String>,
    /// Whether its people may use the portal: `active` or `closed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "active"))]
    pub state: Option<String>,
    /// The ports that the contract always includes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = 40, minimum = 0, maximum = 99999)
    )]
    pub contracted_ports: Option<i64>,
    /// The most ports that can be added to one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = 100, minimum = 1, maximum = 9999)
    )]
    pub max_added_ports: Option<i64>,
    /// The day of the month on which bills are closed; 31 for the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = 20, minimum = 1, maximum = 31))]
    pub closing_day: Option<i64>,
    /// Whether a second step follows the password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub two_step: Option<bool>,
    /// What a new password must be like: `standard` or `portplus`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "standard"))]
    pub password_policy: Option<String>,
    /// All the options that it has: words of `CompanyOptionKind`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = json!(["portPlus"])))]
    pub options: Option<Vec<String>>,
}

impl Validate for UpdateMemberRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(name) = &self.name {
            errors.check("name", CompanyName::parse(name));
        }
        check_postal_code(self.postal_code.as_deref(), errors);
        if let Some(address) = &self.address {
            errors.check("address", PostalAddress::parse(address));
        }
        if let Some(state) = &self.state {
            errors.check("state", state.parse::<MemberState>());
        }
        check_numbers(
            self.contracted_ports,
            self.max_added_ports,
            self.closing_day,
            errors,
        );
        check_choices(
            self.password_policy.as_deref(),
            self.options.as_deref(),
            errors,
        );
    }
}

fn check_postal_code(code: Option<&str>, errors: &mut FieldErrors) {
    if let Some(code) = code.filter(|code| !code.trim().is_empty()) {
        errors.check("postalCode", PostalCode::parse(code));
    }
}

fn check_numbers(
    contracted: Option<i64>,
    added: Option<i64>,
    closing_day: Option<i64>,
    errors: &mut FieldErrors,
) {
    for (field, value, min, max) in [
        ("contractedPorts", contracted, 0, MAX_CONTRACTED_PORTS),
        ("maxAddedPorts", added, 1, MAX_ADDED_PORTS),
        ("closingDay", closing_day, 1, 31),
    ] {
        if value.is_some_and(|value| !(min..=max).contains(&value)) {
            errors.add(field, FieldRule::OutOfRange { min, max });
        }
    }
}

fn check_choices(policy: Option<&str>, options: Option<&[String]>, errors: &mut FieldErrors) {
    if let Some(policy) = policy {
        errors.check("passwordPolicy", policy.parse::<PasswordPolicy>());
    }
    for (index, option) in options.unwrap_or_default().iter().enumerate() {
        let field = format!("options.{index}");
        errors.check(&field, option.parse::<CompanyOptionKind>());
    }
}

/// Which members are asked for, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMembersQuery {
    /// Words that must all stand in number or name, divided by half- or full-width spaces;
    /// widths, case and kana forms do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "港 商事", max_length = 100))]
    pub q: Option<String>,
    /// Only members in this state: a word of `MemberState`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "active"))]
    pub state: Option<String>,
    /// The page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Rows on a page, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
}

impl ListMembersQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        let first = PageQuery::default();
        PageQuery {
            page: self.page.unwrap_or(first.page),
            page_size: self.page_size.unwrap_or(first.page_size),
        }
    }
}

impl Validate for ListMembersQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_search(self.q.as_deref(), errors);
        if let Some(state) = &self.state {
            errors.check("state", state.parse::<MemberState>());
        }
        check_page(self.page, self.page_size, errors);
    }
}

/// An account of a member, as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemberAccount {
    /// The id.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address, which is also the id at sign-in.
    pub email: EmailAddress,
    /// The department.
    pub department: Department,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
    /// What the account may do.
    pub role: AccountRole,
    /// Whether it can be used.
    pub state: AccountState,
    /// How the second step is proved.
    pub second_factor: SecondFactor,
    /// The last day (Japan time) on which it can be used; 9999-12-31 means no end.
    #[cfg_attr(feature = "openapi", schema(example = "9999-12-31"))]
    pub valid_until: NaiveDate,
    /// The language of pages and mails.
    pub language: Language,
    /// When it last signed in; null if never.
    pub last_signed_in_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_with_a_member_is_told_at_once() {
        let request = RegisterMemberRequest {
            member_number: "97".into(),
            postal_code: Some("1050".into()),
            contracted_ports: Some(-1),
            closing_day: Some(32),
            options: Some(vec!["portPlus".into(), "boats".into()]),
            ..RegisterMemberRequest::default()
        };
        let errors = request.validate().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "memberNumber",
                "name",
                "postalCode",
                "address",
                "contractedPorts",
                "closingDay",
                "options.1"
            ]
        );
    }
}
