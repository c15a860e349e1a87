use actix_web::{HttpRequest, HttpResponse, get, web};
use minato_db::models::trusted_browsers::{self, TrustedBrowser as Row};
use minato_types::sessions::{TrustedBrowser, TrustedBrowsers};

use crate::app::App;
use crate::auth::{cookies, trust};
use crate::http::{ApiError, Caller, responses};

/// Which browsers one trusts
///
/// In these one needs no second step for ten days after each sign-in. Whether one may trust
/// browsers at all, an admin decides.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "The browsers, last used first.", body = TrustedBrowsers),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/trusted-browsers")]
pub async fn list_trusted_browsers(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let own = live.principal();
    let current = cookies::read(&request, cookies::TRUST).map(|secret| secret.digest());
    let rows = app
        .db
        .read(move |tx| trusted_browsers::list(tx, own.scope, own.account))
        .await?;
    Ok(HttpResponse::Ok().json(TrustedBrowsers {
        allowed: trust::is_allowed(&live.account, &live.member),
        items: rows
            .into_iter()
            .map(|row| shown(row, current.as_deref()))
            .collect(),
    }))
}

fn shown(row: Row, current: Option<&str>) -> TrustedBrowser {
    TrustedBrowser {
        id: row.id.0,
        current: current == Some(row.secret_digest.as_str()),
        created_at: row.created_at.and_utc(),
        last_used_at: row.last_used_at.and_utc(),
        expires_at: row.expires_at.and_utc(),
        address: row.address,
        user_agent: row.user_agent,
    }
}
