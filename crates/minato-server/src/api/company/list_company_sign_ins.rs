use actix_web::{HttpResponse, get, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use minato_db::models::sign_ins::{self, CompanySignIn as Row, Filter, Place, Start};
use minato_db::{ReadTx, TenantScope};
use minato_types::company::{CompanySignIn, ListCompanySignInsQuery, SignInAccount};
use minato_types::page::Page;
use minato_types::rules::japan_time;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

use crate::api::me::list_sign_ins;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// Who of the member signed in
///
/// Every sign-in of the last 180 days of all accounts, and every try that failed, newest first;
/// the same entries as `/me/sign-ins` shows everybody of his own. People turn pages with `page`
/// and `pageSize`; programs read the whole list by sending `next` as `cursor`.
#[utoipa::path(
    tag = "company",
    params(ListCompanySignInsQuery),
    responses(
        (status = 200, description = "One page of the history.", body = Page<CompanySignIn>),
        responses::WithQuery, responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/sign-ins")]
pub async fn list_company_sign_ins(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListCompanySignInsQuery>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.account()?.scope;
    let (filter, start) = (filter(&query.0)?, start(&query.0)?);
    let size = query.0.size();
    let page = app
        .db
        .read(move |tx| page(tx, scope, &filter, start, size))
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

fn page(
    tx: &mut ReadTx<'_>,
    scope: TenantScope,
    filter: &Filter,
    start: Start,
    size: u32,
) -> Result<Page<CompanySignIn>, ApiError> {
    // One row more than asked for tells whether there is a next page.
    let mut rows = sign_ins::list_of_member(tx, scope, filter, start, size + 1)?;
    let total = sign_ins::total_of_member(tx, scope, filter)?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| cursor_behind(row.place()));
    Ok(Page {
        items: rows.into_iter().map(shown).collect(),
        total,
        next,
    })
}

fn shown(row: Row) -> CompanySignIn {
    CompanySignIn {
        account: SignInAccount {
            id: row.account,
            name: row.name,
            email: row.email,
            deleted: row.deleted,
        },
        sign_in: list_sign_ins::shown(row.sign_in),
    }
}

/// What is asked for. The fields were validated on arrival; a fault here would be told in the
/// same way.
fn filter(query: &ListCompanySignInsQuery) -> Result<Filter, FieldErrors> {
    let account = query.account.as_deref().map(str::parse).transpose();
    let outcome = query.outcome.as_deref().map(str::parse).transpose();
    let from = query.from.as_deref().map(parse_day).transpose();
    let to = query.to.as_deref().map(parse_day).transpose();
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let from = from.map_err(at("from"))?;
    Ok(Filter {
        account: account.map_err(at("account"))?,
        outcome: outcome.map_err(at("outcome"))?,
        // A day begins when the one before it ends.
        from: from.and_then(|day| day.pred_opt()).map(japan_time::end_of),
        before: to.map_err(at("to"))?.map(japan_time::end_of),
    })
}

fn start(query: &ListCompanySignInsQuery) -> Result<Start, FieldErrors> {
    match &query.cursor {
        None => {
            let before = u64::from(query.number() - 1) * u64::from(query.size());
            Ok(Start::Offset(before))
        }
        Some(cursor) => place_in(cursor)
            .map(Start::Behind)
            .ok_or_else(|| FieldErrors::one("cursor", FieldRule::InvalidCursor)),
    }
}

/// The cursor of what stands behind a place.
fn cursor_behind(place: Place) -> String {
    let micros = place.at.and_utc().timestamp_micros();
    URL_SAFE_NO_PAD.encode(format!("signIns {micros} {}", place.id))
}

/// The place that a cursor names.
fn place_in(cursor: &str) -> Option<Place> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.split(' ');
    if parts.next() != Some("signIns") {
        return None;
    }
    let at = DateTime::from_timestamp_micros(parts.next()?.parse().ok()?)?.naive_utc();
    let id = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(Place { at, id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place_and_a_forged_one_to_none() {
        let place = Place {
            at: "2026-09-17T05:30:00.123456".parse().unwrap(),
            id: "0198c000-0000-7000-8000-000000000001".parse().unwrap(),
        };
        assert_eq!(place_in(&cursor_behind(place)), Some(place));
        for text in [
            "",
            "signIns",
            "signIns 1",
            "signIns x y",
            "number 17",
            "signIns 1 2 3",
        ] {
            assert_eq!(place_in(&URL_SAFE_NO_PAD.encode(text)), None, "{text}");
        }
        assert_eq!(place_in("not base64!"), None);
    }

    #[test]
    fn days_are_those_of_japan() {
        let query = ListCompanySignInsQuery {
            from: Some("2026-09-17".into()),
            to: Some("2026-09-17".into()),
            ..ListCompanySignInsQuery::default()
        };
        let filter = filter(&query).unwrap();
        let time = |text: &str| text.parse().ok();
        assert_eq!(filter.from, time("2026-09-16T15:00:00Z"));
        assert_eq!(filter.before, time("2026-09-17T15:00:00Z"));
    }
}
