//! Which contracts are asked for, and in which order.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ContractPermission, ContractStatus};
use crate::list_query::{check_place, check_search, check_storable};
use crate::page::DEFAULT_PAGE_SIZE;
use crate::services::ContractService;
use crate::values::ContractNumber;
use crate::{FieldErrors, FieldRule, Validate};

macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $wire:literal,)*) => {
        /// The order of a list of contracts; a minus sign turns it round.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ContractSort { $($(#[$doc])* #[serde(rename = $wire)] $name,)* }

        impl ContractSort {
            /// Every order there is.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The order as it stands in the query.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire),* }
            }
        }
    };
}

sorts! {
    /// What needs a look first, then by number.
    #[default]
    Status = "status",
    /// By number.
    Number = "number",
    /// By number, the last one first.
    NumberDescending = "-number",
    /// By site, then by number.
    Site = "site",
    /// The other way round.
    SiteDescending = "-site",
    /// By the name of the service in the reader's language, then like `status`.
    Service = "service",
    /// What runs as it does for the longest time first.
    StatusSince = "statusSince",
    /// What changed last first.
    StatusSinceDescending = "-statusSince",
}

impl std::str::FromStr for ContractSort {
    type Err = FieldRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|sort| sort.as_str() == text);
        found.ok_or(FieldRule::UnknownChoice)
    }
}

/// A contract as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractSummary {
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
    /// What the member has written to it.
    #[cfg_attr(feature = "openapi", schema(example = "営業部の代表番号"))]
    pub memo: String,
    /// What the one who asks may do with it.
    pub permission: ContractPermission,
}

/// How many contracts run how. The filter by status is left out of account, so that one sees
/// what another choice would find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractCounts {
    /// All of them.
    #[cfg_attr(feature = "openapi", schema(example = 128))]
    pub total: u64,
    /// One for each status, what needs a look first; none is left out.
    pub statuses: Vec<ContractStatusCount>,
}

/// How many contracts run in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractStatusCount {
    /// How they run.
    pub status: ContractStatus,
    /// How many they are.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub count: u64,
}

/// Which contracts are asked for, in which order, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams, utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[cfg_attr(
    feature = "openapi",
    schema(example = json!({"service": "cloud-pbx", "status": "abnormal", "q": "営業 東京"}))
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListContractsQuery {
    /// Only contracts of this service: its short name. One that does not exist has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "cloud-pbx"))]
    pub service: Option<String>,
    /// Only contracts that run like this: a word of `ContractStatus`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "abnormal"))]
    pub status: Option<String>,
    /// Words that must all stand in number, group number, customer number, service, site or
    /// memo, divided by half- or full-width spaces; widths, case, kana forms and hyphens do
    /// not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "営業 東京", max_length = 100))]
    pub q: Option<String>,
    /// Only contracts with which one may do at least this: a word of `ContractPermission`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "edit"))]
    pub permission: Option<String>,
    /// The order: a word of `ContractSort`; what needs a look first if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "status"))]
    pub sort: Option<String>,
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

impl ListContractsQuery {
    /// Rows on a page.
    pub fn size(&self) -> u32 {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// The page, from 1.
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

impl Validate for ListContractsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_storable("service", self.service.as_deref(), errors);
        if let Some(status) = &self.status {
            errors.check("status", status.parse::<ContractStatus>());
        }
        check_search(self.q.as_deref(), errors);
        if let Some(permission) = &self.permission {
            errors.check("permission", permission.parse::<ContractPermission>());
        }
        if let Some(sort) = &self.sort {
            errors.check("sort", sort.parse::<ContractSort>());
        }
        let cursor = self.cursor.as_deref();
        check_place(self.page, self.page_size, cursor, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(query: &ListContractsQuery) -> Vec<String> {
        let mut errors = FieldErrors::new();
        query.check(&mut errors);
        errors.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn a_query_names_every_part_that_cannot_be() {
        let query = ListContractsQuery {
            service: Some("no-such-service".into()),
            status: Some("broken".into()),
            q: Some("港".repeat(101)),
            permission: Some("own".into()),
            sort: Some("memo".into()),
            page: Some(0),
            page_size: Some(101),
            cursor: Some("x".into()),
        };
        assert_eq!(
            broken(&query),
            [
                "status",
                "q",
                "permission",
                "sort",
                "page",
                "pageSize",
                "cursor"
            ]
        );
        assert_eq!(broken(&ListContractsQuery::default()), [""; 0]);
    }

    #[test]
    fn every_order_is_read_as_it_is_written() {
        for &sort in ContractSort::ALL {
            assert_eq!(sort.as_str().parse(), Ok(sort));
            assert_eq!(serde_json::to_value(sort).unwrap(), sort.as_str());
        }
    }
}
