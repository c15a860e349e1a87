//! Which applications are asked for, and in which order.

use serde::{Deserialize, Serialize};

use super::PortApplicationState;
use crate::list_query::{check_period, check_place, check_search};
use crate::page::DEFAULT_PAGE_SIZE;
use crate::rules::billing_month::BillingMonth;
use crate::{FieldErrors, FieldRule, Validate};

macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $wire:literal,)*) => {
        /// The order of a list of applications; a minus sign turns it round.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum PortApplicationSort { $($(#[$doc])* #[serde(rename = $wire)] $name,)* }

        impl PortApplicationSort {
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
    /// The newest application first.
    #[default]
    NumberDescending = "-number",
    /// The oldest application first.
    Number = "number",
    /// The earliest day first.
    EffectiveDate = "effectiveDate",
    /// The latest day first.
    EffectiveDateDescending = "-effectiveDate",
    /// The fewest ports first.
    AddedPorts = "addedPorts",
    /// The most ports first.
    AddedPortsDescending = "-addedPorts",
}

impl std::str::FromStr for PortApplicationSort {
    type Err = FieldRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|sort| sort.as_str() == text);
        found.ok_or(FieldRule::UnknownChoice)
    }
}

/// Which applications are asked for, in which order, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListPortApplicationsQuery {
    /// The billing month: from the day after the member's closing day to the next closing day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-09"))]
    pub month: Option<String>,
    /// The first effective date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-09-21"))]
    pub from: Option<String>,
    /// The last effective date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-10-20"))]
    pub to: Option<String>,
    /// Words that must all stand in number or applicant, divided by half- or full-width
    /// spaces; widths, case and kana forms do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        param(example = "花子 SO-03089", max_length = 100)
    )]
    pub q: Option<String>,
    /// Only applications in this state: a word of `PortApplicationState`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "accepted"))]
    pub state: Option<String>,
    /// The order: a word of `PortApplicationSort`; the newest number first if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "-number"))]
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

impl ListPortApplicationsQuery {
    /// Rows on a page.
    pub fn size(&self) -> u32 {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// The page, from 1.
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

impl Validate for ListPortApplicationsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(month) = &self.month {
            errors.check("month", BillingMonth::parse(month));
        }
        check_period(self.from.as_deref(), self.to.as_deref(), errors);
        if let Some(state) = &self.state {
            errors.check("state", state.parse::<PortApplicationState>());
        }
        if let Some(sort) = &self.sort {
            errors.check("sort", sort.parse::<PortApplicationSort>());
        }
        check_search(self.q.as_deref(), errors);
        let cursor = self.cursor.as_deref();
        check_place(self.page, self.page_size, cursor, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(query: &ListPortApplicationsQuery) -> Vec<(String, FieldRule)> {
        let mut errors = FieldErrors::new();
        query.check(&mut errors);
        errors
            .iter()
            .map(|(field, rule)| (field.to_owned(), rule.clone()))
            .collect()
    }

    #[test]
    fn a_query_names_every_part_that_cannot_be() {
        let query = ListPortApplicationsQuery {
            month: Some("2026-13".into()),
            from: Some("2026-10-02".into()),
            to: Some("2026-10-01".into()),
            q: Some("港".repeat(101)),
            state: Some("lost".into()),
            sort: Some("colour".into()),
            page: Some(0),
            page_size: Some(101),
            cursor: Some("x".into()),
        };
        let fields: Vec<String> = broken(&query).into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "month", "to", "state", "sort", "q", "page", "pageSize", "cursor"
            ]
        );
        assert_eq!(broken(&ListPortApplicationsQuery::default()), []);
    }

    #[test]
    fn every_order_is_read_as_it_is_written() {
        for &sort in PortApplicationSort::ALL {
            assert_eq!(sort.as_str().parse(), Ok(sort));
            assert_eq!(serde_json::to_value(sort).unwrap(), sort.as_str());
        }
    }
}
