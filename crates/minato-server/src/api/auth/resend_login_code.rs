use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::{factor_failures, pending_logins};
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::auth::SessionState;
use minato_types::values::SecondFactor;

use crate::app::App;
use crate::auth::keys::Secret;
use crate::auth::{cookies, sign_in, throttle};
use crate::http::{ApiError, responses};

/// Send a new code
///
/// The code before it can no longer be used. A new one can be asked for every minute, at
/// most five times in one sign-in; wrong tries stay counted for the account.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 200, description = "A new code is on its way.", body = SessionState),
        (status = 401, description = "`signInExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`noCodeByMail`: an authenticator app shows the code.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too soon; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::Always,
    ),
)]
#[post("/auth/login/resend")]
pub async fn resend_login_code(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let pending = cookies::read(&request, cookies::PENDING_LOGIN)
        .ok_or_else(|| ApiError::from(ProblemCode::SignInExpired))?;
    let state = app.clone();
    let next = app.db.write(move |tx| resend(tx, &state, &pending)).await?;
    Ok(HttpResponse::Ok().json(&next))
}

fn resend(tx: &mut WriteTx<'_>, app: &App, pending: &Secret) -> Result<SessionState, ApiError> {
    let now = tx.now();
    let digest = pending.digest();
    let (login, account, member) = pending_logins::find(tx, &digest)?
        .filter(|(login, account, member)| {
            login.is_open(now)
                && account.is_usable(now)
                && !account.has_dead_password(now)
                && member.is_active()
        })
        .ok_or_else(|| ApiError::from(ProblemCode::SignInExpired))?;
    let factor = login.factor.0;
    if factor != SecondFactor::MailOtp {
        return Err(ProblemCode::NoCodeByMail.into());
    }
    if factor_failures::get(tx, login.scope(), account.id.0, factor)?.is_locked(now) {
        return Err(ProblemCode::FactorLocked.into());
    }
    let free_at = if login.codes_sent < sign_in::MAX_CODES {
        login.code_sent_at.and_utc() + sign_in::RESEND_INTERVAL
    } else {
        login.expires_at.and_utc()
    };
    if now < free_at {
        return Err(ApiError::Wait {
            seconds: throttle::seconds_until(free_at, now),
        });
    }
    let expires_at = (now + app.settings.lifetimes.mail_code).min(login.expires_at.and_utc());
    let code = sign_in::send_code(tx, &app.keys, login.id.0, &account, &member, expires_at)?;
    if !pending_logins::renew_code(tx, &login, &code)? {
        // Somebody else was faster: nothing of this transaction may stay.
        let seconds = throttle::seconds_until(now + sign_in::RESEND_INTERVAL, now);
        return Err(ApiError::Wait { seconds });
    }
    let (login, account, member) = pending_logins::find(tx, &digest)?
        .ok_or_else(|| ApiError::from(ProblemCode::SignInExpired))?;
    Ok(sign_in::code_required(
        &login,
        &account,
        &member,
        app.keys.csrf_token(pending),
    ))
}
