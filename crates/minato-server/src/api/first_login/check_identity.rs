use actix_web::{HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::models::first_logins::{self, MAX_IDENTITY_TRIES};
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::first_login::{CheckIdentityRequest, FirstLogin};

use crate::app::App;
use crate::auth::first_login::identity;
use crate::auth::first_login::progress::{IDLE, Progress};
use crate::auth::keys::Secret;
use crate::auth::{cookies, sign_in};
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Prove that a link was meant for oneself
///
/// Takes the token of the mailed link, e-mail address, name and telephone number; widths,
/// case, kana forms, hyphens and spaces do not matter, and nobody is told what was wrong. Five
/// wrong tries in a row end the link. Opening the link uses nothing up: only this call counts.
/// Once right, the first sign-in goes on where it stopped, in this browser alone.
#[utoipa::path(
    tag = "first sign-in",
    request_body = CheckIdentityRequest,
    responses(
        (status = 200, description = "It is; sets a cookie.", body = FirstLogin),
        (status = 401, description = "`identityMismatch`, whichever field it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`linkInvalid`: used, replaced, too old, tried too often, or never existed.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/first-login/identity")]
pub async fn check_identity(
    app: web::Data<App>,
    body: Body<CheckIdentityRequest>,
) -> Result<HttpResponse, ApiError> {
    let state = app.clone();
    let judged = app.db.write(move |tx| judge(tx, &state, &body.0)).await?;
    let (entry, shown) = judged.map_err(ApiError::from)?;
    Ok(HttpResponse::Ok()
        .cookie(cookies::set(cookies::FIRST_LOGIN, &entry))
        .json(shown))
}

/// A judged check. A wrong one is no error of the transaction: its count must stay.
type Judged = Result<(Secret, FirstLogin), ProblemCode>;

/// Counts the try, then compares.
fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    typed: &CheckIdentityRequest,
) -> Result<Judged, ApiError> {
    let digest = Secret::presented(&typed.token).digest();
    let Some(before) = first_logins::find_by_token(tx, &digest)? else {
        return Ok(Err(ProblemCode::LinkInvalid));
    };
    accounts::lock(tx, before.account.scope(), before.account.id.0)?;
    app.metrics.link_contended();
    // Others may have tried while this one waited for the lock.
    let Some(open) = first_logins::find_by_token(tx, &digest)? else {
        return Ok(Err(ProblemCode::LinkInvalid));
    };
    if !first_logins::take_identity_try(tx, &open.login)? {
        return Ok(Err(ProblemCode::LinkInvalid));
    }
    if !identity::matches(&open.account, typed.identity()) {
        identity::record_refusal(tx, &open.account)?;
        if open.login.identity_tries + 1 < MAX_IDENTITY_TRIES {
            return Ok(Err(ProblemCode::IdentityMismatch));
        }
        first_logins::end(tx, &open.login)?;
        identity::record_end(tx, &open.account)?;
        return Ok(Err(ProblemCode::LinkInvalid));
    }
    let (entry, now) = (Secret::generate(tx.entropy()), tx.now());
    if !first_logins::enter(tx, &open.login, &entry.digest(), now + IDLE)? {
        return Ok(Err(ProblemCode::LinkInvalid));
    }
    let event = sign_in::own_event(&open.account, AuditAction::IdentityConfirmed);
    audit::record(tx, open.account.scope(), &event)?;
    let shown = Progress::of(tx, open)?.shown(app, &entry, now);
    Ok(Ok((entry, shown)))
}
