//! The history of sign-ins of all accounts of the member.

use serde::{Deserialize, Serialize};

use crate::list_query::{check_period, check_place};
use crate::page::DEFAULT_PAGE_SIZE;
use crate::sessions::{SignIn, SignInOutcome};
use crate::values::{AccountId, EmailAddress, PersonName};
use crate::{FieldErrors, Validate};

/// Somebody of the member signed in, or tried to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanySignIn {
    /// Whose account it was.
    pub account: SignInAccount,
    /// When, from where, and how it ended.
    pub sign_in: SignIn,
}

/// Whose account somebody signed in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignInAccount {
    /// The id.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address.
    pub email: EmailAddress,
    /// Whether the account has been deleted since.
    pub deleted: bool,
}

/// Which entries of the history are asked for, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListCompanySignInsQuery {
    /// Only entries of the account with this id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        param(example = "0198c000-0000-7000-8000-000000000001")
    )]
    pub account: Option<String>,
    /// Only entries that ended so: a word of `SignInOutcome`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "passwordRefused"))]
    pub outcome: Option<String>,
    /// The first day (Japan time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-09-01"))]
    pub from: Option<String>,
    /// The last day (Japan time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-09-30"))]
    pub to: Option<String>,
    /// The page, from 1; not together with a cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Rows on a page, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
    /// The `next` of the answer before: for programs that read the whole list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ListCompanySignInsQuery {
    /// Rows on a page.
    pub fn size(&self) -> u32 {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// The page, from 1.
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

impl Validate for ListCompanySignInsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(account) = &self.account {
            errors.check("account", account.parse::<AccountId>());
        }
        if let Some(outcome) = &self.outcome {
            errors.check("outcome", outcome.parse::<SignInOutcome>());
        }
        check_period(self.from.as_deref(), self.to.as_deref(), errors);
        let cursor = self.cursor.as_deref();
        check_place(self.page, self.page_size, cursor, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_every_part_that_cannot_be() {
        let query = ListCompanySignInsQuery {
            account: Some("hanako".into()),
            outcome: Some("lost".into()),
            from: Some("2026-10-02".into()),
            to: Some("2026-10-01".into()),
            page: Some(0),
            page_size: Some(101),
            cursor: Some("x".into()),
        };
        let errors = query.validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            ["account", "outcome", "to", "page", "pageSize", "cursor"]
        );
        assert_eq!(ListCompanySignInsQuery::default().validate(), Ok(()));
    }
}
