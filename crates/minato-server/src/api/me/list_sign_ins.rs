use actix_web::{HttpResponse, get, web};
use minato_db::models::sign_ins::{self, SignIn as Row};
use minato_types::page::{Page, PageQuery};
use minato_types::sessions::SignIn;

use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// Who signed in with one's account
///
/// Every sign-in of the last 180 days, and every try with a wrong password or a wrong code,
/// newest first. A try that came too soon after others is not looked at and does not stand
/// here.
#[utoipa::path(
    tag = "me",
    params(PageQuery),
    responses(
        (status = 200, description = "One page of the history.", body = Page<SignIn>),
        responses::WithQuery, responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/sign-ins")]
pub async fn list_sign_ins(
    app: web::Data<App>,
    caller: Caller,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let (rows, total) = app
        .db
        .read(move |tx| sign_ins::list(tx, own.scope, own.account, query.0))
        .await?;
    let items = rows.into_iter().map(shown).collect();
    Ok(HttpResponse::Ok().json(Page {
        items,
        total,
        next: None,
    }))
}

/// An entry of the history as the API shows it.
pub(crate) fn shown(row: Row) -> SignIn {
    SignIn {
        id: row.id.0,
        at: row.at.and_utc(),
        outcome: row.outcome.0,
        factor: row.factor.map(|factor| factor.0),
        trusted_browser: row.trusted,
        address: row.address,
        user_agent: row.user_agent,
        known_browser: row.known,
    }
}
