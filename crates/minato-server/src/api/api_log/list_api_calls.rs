use actix_web::{HttpResponse, get, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minato_db::Principal;
use minato_db::models::api_calls::{self, ApiCall as Row, Filter};
use minato_types::api_log::{ApiCall, ApiCallClient, ApiCallOutcome, ApiCalls, ListApiCallsQuery};
use minato_types::rules::japan_time;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule, ProblemCode};
use uuid::Uuid;

use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};
use crate::programs::call_log;

/// What programs called
///
/// A program sees its own calls, an admin those of all programs of the member, newest first. A
/// call stands here at most a second after it was answered, for 90 days unless the carrier keeps
/// the log longer or shorter. Whoever has the `X-Request-Id` of an answer finds its call by it.
#[utoipa::path(
    tag = "api-log",
    params(ListApiCallsQuery),
    responses(
        (status = 200, description = "A part of the log.", body = ApiCalls),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/api-log")]
pub async fn list_api_calls(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListApiCallsQuery>,
) -> Result<HttpResponse, ApiError> {
    let (scope, own) = match caller.principal()? {
        Principal::Account(account) => (account.scope, None),
        Principal::ApiClient(client) => (client.scope, Some(client.client)),
        Principal::Operator(_) => return Err(ProblemCode::Forbidden.into()),
    };
    let mut filter = filter_of(&query.0)?;
    filter.client = own.or(filter.client);
    call_log::write(&app).await?;
    let size = query.0.size();
    // One row more than asked for tells whether there are older ones.
    let mut rows = app
        .db
        .read(move |tx| api_calls::list(tx, scope, &filter, size + 1))
        .await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|(row, _)| URL_SAFE_NO_PAD.encode(row.id.0.as_bytes()));
    let items = rows.into_iter().map(shown).collect();
    Ok(HttpResponse::Ok().json(ApiCalls { items, next }))
}

/// What a query asks for, in the words of the database.
fn filter_of(query: &ListApiCallsQuery) -> Result<Filter, FieldErrors> {
    let id = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Uuid>().ok());
    let day = |text: &Option<String>| text.as_deref().and_then(|text| parse_day(text).ok());
    let outcome = query.outcome.as_deref().map(str::parse::<ApiCallOutcome>);
    let outcome = outcome
        .transpose()
        .map_err(|rule| FieldErrors::one("outcome", rule))?;
    Ok(Filter {
        client: id(&query.client),
        request: id(&query.request_id),
        from: day(&query.from)
            .and_then(|day| day.pred_opt())
            .map(japan_time::end_of),
        before: day(&query.to).map(japan_time::end_of),
        statuses: outcome.map(ApiCallOutcome::statuses),
        older_than: query.cursor.as_deref().map(read_cursor).transpose()?,
    })
}

fn read_cursor(cursor: &str) -> Result<Uuid, FieldErrors> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    let id = bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok());
    id.ok_or_else(|| FieldErrors::one("cursor", FieldRule::InvalidCursor))
}

fn shown((row, name): (Row, String)) -> ApiCall {
    ApiCall {
        request_id: row.id.0,
        at: row.at.and_utc(),
        client: ApiCallClient {
            id: row.client_id.0,
            name,
        },
        method: row.method,
        route: row.route,
        status: u16::try_from(row.status).unwrap_or(0),
        problem: row.problem,
        micros: row.micros.unsigned_abs(),
        address: row.address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};

    #[test]
    fn a_cursor_names_a_call() {
        let id = Uuid::from_u128(77);
        let cursor = URL_SAFE_NO_PAD.encode(id.as_bytes());
        assert_eq!(read_cursor(&cursor).unwrap(), id);
        for forged in ["", "x", "not base64!", &cursor[1..]] {
            assert!(read_cursor(forged).is_err(), "{forged:?}");
        }
    }

    #[test]
    fn a_day_reaches_to_its_end_in_japan() {
        let filter = filter_of(&ListApiCallsQuery {
            from: Some("2026-09-21".to_owned()),
            to: Some("2026-09-21".to_owned()),
            ..ListApiCallsQuery::default()
        })
        .unwrap();
        let text = |time: Option<DateTime<Utc>>| time.unwrap().to_rfc3339();
        assert_eq!(text(filter.from), "2026-09-20T15:00:00+00:00");
        assert_eq!(text(filter.before), "2026-09-21T15:00:00+00:00");
    }
}
