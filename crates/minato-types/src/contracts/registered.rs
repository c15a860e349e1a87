//! The contracts of a member, as operators register and change them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ContractStatus;
use crate::list_query::{check_page, check_search};
use crate::page::PageQuery;
use crate::services::ContractService;
use crate::values::{
    AccountId, ContractMemo, ContractNumber, ContractSite, CustomerNumber, EmailAddress,
    GroupNumber, PersonName, ServiceCode, parse_day,
};
use crate::{FieldErrors, FieldRule, Validate};

/// The most accounts that an operator puts into the automatic group of a member.
pub const MAX_AUTOMATIC_ACCOUNTS: u32 = 1_000;

/// A contract, as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemberContract {
    /// The number by which people know it.
    pub number: ContractNumber,
    /// The service.
    pub service: ContractService,
    /// The number under which the customer stands at the service itself.
    #[cfg_attr(feature = "openapi", schema(example = "C0004711"))]
    pub customer_number: String,
    /// The number that contracts of one group share; null if it is in none.
    #[cfg_attr(feature = "openapi", schema(example = "G000123"))]
    pub group_number: Option<String>,
    /// Where it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "東京本社 3階"))]
    pub site: String,
    /// How it runs.
    pub status: ContractStatus,
    /// Since when it runs like that.
    pub status_since: DateTime<Utc>,
    /// What the member has written to it; empty if nothing.
    #[cfg_attr(feature = "openapi", schema(example = "営業部の代表番号"))]
    pub memo: String,
    /// The day (Japan time) on which it was applied for.
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-02"))]
    pub applied_on: NaiveDate,
    /// The day (Japan time) from which it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "2026-04-01"))]
    pub provided_on: NaiveDate,
    /// Its last day (Japan time); null if it has none.
    #[cfg_attr(feature = "openapi", schema(example = "2028-03-31"))]
    pub ends_on: Option<NaiveDate>,
}

/// Registers a contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddMemberContractRequest {
    /// The number; it stays, and no two members share one.
    #[cfg_attr(feature = "openapi", schema(example = "N123456789"))]
    pub number: String,
    /// The short name of the service; it stays.
    #[cfg_attr(feature = "openapi", schema(example = "cloud-pbx"))]
    pub service: String,
    /// The number under which the customer stands at the service itself.
    #[cfg_attr(feature = "openapi", schema(example = "C0004711", max_length = 40))]
    pub customer_number: String,
    /// The number that contracts of one group share; none if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "G000123", max_length = 40))]
    pub group_number: Option<String>,
    /// Where it is provided.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "東京本社 3階", max_length = 100)
    )]
    pub site: String,
    /// How it runs: a word of `ContractStatus`; `unmonitored` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "normal"))]
    pub status: Option<String>,
    /// The day (Japan time) on which it was applied for.
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-02"))]
    pub applied_on: String,
    /// The day (Japan time) from which it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "2026-04-01"))]
    pub provided_on: String,
    /// Its last day (Japan time); none if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2028-03-31"))]
    pub ends_on: Option<String>,
    /// The first memo, which is the member's to change; empty if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "営業部の代表番号", max_length = 200)
    )]
    pub memo: Option<String>,
}

impl Validate for AddMemberContractRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("number", ContractNumber::parse(&self.number));
        if ServiceCode::parse(&self.service).is_err() {
            errors.add("service", FieldRule::UnknownService);
        }
        let number = CustomerNumber::parse(&self.customer_number);
        errors.check("customerNumber", number);
        check_given(
            "groupNumber",
            self.group_number.as_deref(),
            errors,
            GroupNumber::parse,
        );
        errors.check("site", ContractSite::parse(&self.site));
        if let Some(status) = &self.status {
            errors.check("status", status.parse::<ContractStatus>());
        }
        errors.check("appliedOn", parse_day(&self.applied_on));
        let provided = errors.check("providedOn", parse_day(&self.provided_on));
        let ends = check_given("endsOn", self.ends_on.as_deref(), errors, parse_day);
        if provided
            .zip(ends)
            .is_some_and(|(provided, ends)| ends < provided)
        {
            errors.add("endsOn", FieldRule::EndsBeforeStart);
        }
        if let Some(memo) = &self.memo {
            errors.check("memo", ContractMemo::parse(memo));
        }
    }
}

/// Changes a contract. What is left out stays as it is; number, service and memo always do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateMemberContractRequest {
    /// The number under which the customer stands at the service itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "C0004711", max_length = 40))]
    pub customer_number: Option<String>,
    /// The number that contracts of one group share; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "G000123", max_length = 40))]
    pub group_number: Option<String>,
    /// Where it is provided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "東京本社 3階", max_length = 100)
    )]
    pub site: Option<String>,
    /// How it runs: a word of `ContractStatus`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "abnormal"))]
    pub status: Option<String>,
    /// Since when; now if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_since: Option<DateTime<Utc>>,
    /// The day (Japan time) on which it was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-02"))]
    pub applied_on: Option<String>,
    /// The day (Japan time) from which it is provided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2026-04-01"))]
    pub provided_on: Option<String>,
    /// Its last day (Japan time); empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2028-03-31"))]
    pub ends_on: Option<String>,
}

impl Validate for UpdateMemberContractRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(number) = &self.customer_number {
            errors.check("customerNumber", CustomerNumber::parse(number));
        }
        check_given(
            "groupNumber",
            self.group_number.as_deref(),
            errors,
            GroupNumber::parse,
        );
        if let Some(site) = &self.site {
            errors.check("site", ContractSite::parse(site));
        }
        if let Some(status) = &self.status {
            errors.check("status", status.parse::<ContractStatus>());
        }
        for (field, day) in [
            ("appliedOn", &self.applied_on),
            ("providedOn", &self.provided_on),
        ] {
            if let Some(day) = day {
                errors.check(field, parse_day(day));
            }
        }
        check_given("endsOn", self.ends_on.as_deref(), errors, parse_day);
    }
}

/// What may be left empty, if it is not.
fn check_given<T>(
    field: &str,
    text: Option<&str>,
    errors: &mut FieldErrors,
    parse: impl Fn(&str) -> Result<T, FieldRule>,
) -> Option<T> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    errors.check(field, parse(text))
}

/// Which contracts of a member are asked for, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMemberContractsQuery {
    /// Words that must all stand in number, group number, customer number, service, site or
    /// memo, divided by half- or full-width spaces; widths, case, kana forms and hyphens do
    /// not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "営業 東京", max_length = 100))]
    pub q: Option<String>,
    /// The page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Rows on a page, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
}

impl ListMemberContractsQuery {
    /// The page that is asked for.
    pub fn page(&self) -> PageQuery {
        let first = PageQuery::default();
        PageQuery {
            page: self.page.unwrap_or(first.page),
            page_size: self.page_size.unwrap_or(first.page_size),
        }
    }
}

impl Validate for ListMemberContractsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_search(self.q.as_deref(), errors);
        check_page(self.page, self.page_size, errors);
    }
}

/// Who of a member sees and changes every contract, those that come later too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AutomaticGroupAccounts {
    /// The accounts, by name.
    pub accounts: Vec<AutomaticGroupAccount>,
}

/// Somebody who does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AutomaticGroupAccount {
    /// The id of the account.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address.
    pub email: EmailAddress,
}

/// Says who does: the whole list anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetAutomaticGroupAccountsRequest {
    /// The ids of the accounts, at most 1,000.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub accounts: Vec<AccountId>,
}

impl Validate for SetAutomaticGroupAccountsRequest {
    fn check(&self, errors: &mut FieldErrors) {
        let max = MAX_AUTOMATIC_ACCOUNTS;
        if self.accounts.len() > max as usize {
            errors.add("accounts", FieldRule::TooMany { max });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_with_a_contract_is_told() {
        let request = AddMemberContractRequest {
            number: "N12".into(),
            service: "電話".into(),
            status: Some("broken".into()),
            applied_on: "2026-13-01".into(),
            provided_on: "2026-04-01".into(),
            ends_on: Some("2026-03-31".into()),
            ..AddMemberContractRequest::default()
        };
        let errors = request.validate().unwrap_err();
        let told: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            told,
            [
                "number",
                "service",
                "customerNumber",
                "site",
                "status",
                "appliedOn",
                "endsOn"
            ]
        );
    }
}
