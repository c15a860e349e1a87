use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::sessions::{self, LiveSession};
use minato_db::models::{known_devices, trusted_browsers};
use minato_db::{WriteTx, audit};
use minato_types::audit::AuditAction;
use minato_types::auth::LogOutQuery;

use crate::app::App;
use crate::auth::cookies;
use crate::auth::sign_in::{self, Browser};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// Sign out
///
/// Ends the session at once and tells the browser to forget what it cached. With
/// `forgetBrowser` the browser is forgotten too, by everybody who used it: its next sign-in is
/// one with a new browser, and asks for the second step.
#[utoipa::path(
    tag = "auth",
    params(LogOutQuery),
    responses(
        (status = 204, description = "Signed out."),
        responses::SignedIn, responses::Change, responses::WithQuery, responses::Always,
    ),
)]
#[post("/auth/logout")]
pub async fn log_out(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    query: Query<LogOutQuery>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let forgets = query.0.forget_browser == Some(true);
    let browser = forgets.then(|| Browser::of(&request));
    app.db.write(move |tx| end(tx, &live, browser)).await?;
    let mut answer = HttpResponse::NoContent();
    answer.cookie(cookies::expire(cookies::SESSION));
    if forgets {
        for name in [cookies::PENDING_LOGIN, cookies::KNOWN, cookies::TRUST] {
            answer.cookie(cookies::expire(name));
        }
    }
    let cleared = HeaderValue::from_static(if forgets {
        "\"cache\", \"cookies\", \"storage\""
    } else {
        "\"cache\""
    });
    Ok(answer
        .insert_header((HeaderName::from_static("clear-site-data"), cleared))
        .finish())
}

/// Ends the session, and forgets the browser if one is given.
fn end(
    tx: &mut WriteTx<'_>,
    live: &LiveSession,
    forgotten: Option<Browser>,
) -> Result<(), ApiError> {
    let scope = live.account.scope();
    if sessions::end(tx, &live.session)? {
        let event = sign_in::own_event(&live.account, AuditAction::SignedOut);
        audit::record(tx, scope, &event)?;
    }
    let Some(browser) = forgotten else {
        return Ok(());
    };
    if let Some(secret) = &browser.known_by {
        known_devices::forget_browser(tx, &secret.digest())?;
    }
    if let Some(secret) = &browser.trusted_by {
        trusted_browsers::delete_browser(tx, &secret.digest())?;
    }
    let event = sign_in::own_event(&live.account, AuditAction::BrowserForgotten);
    Ok(audit::record(tx, scope, &event)?)
}
