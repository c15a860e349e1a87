//! What programs asked for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::list_query::{check_page, check_period};
use crate::page::DEFAULT_PAGE_SIZE;
use crate::values::choices;
use crate::{FieldErrors, FieldRule, Validate};

choices! {
    /// How a call of a program ended.
    ApiCallOutcome {
        /// It was answered with what was asked for: a status below 400.
        Answered = "answered",
        /// It was refused: a status from 400 to 499.
        Refused = "refused",
        /// It failed by a fault of ours: a status from 500.
        Failed = "failed",
    }
}

impl ApiCallOutcome {
    /// The first status that ends so, and the first one that does not any more.
    pub const fn statuses(self) -> (u16, u16) {
        match self {
            Self::Answered => (100, 400),
            Self::Refused => (400, 500),
            Self::Failed => (500, 600),
        }
    }
}

/// A call of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiCall {
    /// The id of the request, as its answer told it in `X-Request-Id`.
    pub request_id: Uuid,
    /// When it came.
    pub at: DateTime<Utc>,
    /// The program.
    pub client: ApiCallClient,
    /// The method.
    #[cfg_attr(feature = "openapi", schema(example = "POST"))]
    pub method: String,
    /// The template of the path: ids stand in it as placeholders.
    #[cfg_attr(feature = "openapi", schema(example = "/api/v1/port-applications"))]
    pub route: String,
    /// The status of the answer.
    #[cfg_attr(
        feature = "openapi",
        schema(example = 201, minimum = 100, maximum = 599)
    )]
    pub status: u16,
    /// The code of the problem, where it was answered with one.
    #[cfg_attr(feature = "openapi", schema(example = "validationFailed"))]
    pub problem: Option<String>,
    /// How long the answer took, in microseconds.
    #[cfg_attr(feature = "openapi", schema(example = 1830, minimum = 0))]
    pub micros: u64,
    /// The network address that it came from.
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.5"))]
    pub address: String,
}

/// The program that made a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiCallClient {
    /// The id of the API client.
    pub id: Uuid,
    /// Its name now.
    #[cfg_attr(feature = "openapi", schema(example = "会議室予約システム"))]
    pub name: String,
}

/// A part of the log, newest call first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiCalls {
    /// The calls.
    pub items: Vec<ApiCall>,
    /// The cursor of the older calls; null where there are none.
    pub next: Option<String>,
}

/// Which calls are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListApiCallsQuery {
    /// Only calls of this API client. A program sees its own calls in any case, and no others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(format = Uuid))]
    pub client: Option<String>,
    /// Only the call with this `X-Request-Id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(format = Uuid))]
    pub request_id: Option<String>,
    /// The first day (Japan time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-09-21"))]
    pub from: Option<String>,
    /// The last day (Japan time).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-10-20"))]
    pub to: Option<String>,
    /// How the calls ended: a word of `ApiCallOutcome`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "refused"))]
    pub outcome: Option<String>,
    /// Calls in one part, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
    /// The `next` of the answer before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ListApiCallsQuery {
    /// Calls in one part.
    pub fn size(&self) -> u32 {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE)
    }
}

impl Validate for ListApiCallsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_id("client", self.client.as_deref(), errors);
        check_id("requestId", self.request_id.as_deref(), errors);
        check_period(self.from.as_deref(), self.to.as_deref(), errors);
        if let Some(outcome) = &self.outcome {
            errors.check("outcome", outcome.parse::<ApiCallOutcome>());
        }
        check_page(None, self.page_size, errors);
    }
}

/// Adds what is wrong with an id.
fn check_id(field: &str, text: Option<&str>, errors: &mut FieldErrors) {
    if text.is_some_and(|text| text.parse::<Uuid>().is_err()) {
        errors.add(field, FieldRule::Malformed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_belongs_to_one_outcome() {
        for status in 100..600 {
            let ends = |outcome: &&ApiCallOutcome| {
                let (first, beyond) = outcome.statuses();
                (first..beyond).contains(&status)
            };
            assert_eq!(ApiCallOutcome::ALL.iter().filter(ends).count(), 1);
        }
    }

    #[test]
    fn everything_wrong_with_a_query_is_named() {
        let query = ListApiCallsQuery {
            client: Some("x".to_owned()),
            request_id: Some("1-2".to_owned()),
            from: Some("2026-02-02".to_owned()),
            to: Some("2026-02-01".to_owned()),
            outcome: Some("good".to_owned()),
            page_size: Some(0),
            cursor: None,
        };
        let errors = query.validate().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        for field in ["client", "requestId", "to", "outcome", "pageSize"] {
            assert!(fields.contains(&field), "{field} is missing in {fields:?}");
        }
        assert!(ListApiCallsQuery::default().validate().is_ok());
    }
}
