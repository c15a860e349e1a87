use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, Account};
use minato_db::models::factor_failures;
use minato_db::models::pending_logins::{self, PendingLogin};
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::auth::{SessionLevel, SessionState, VerifyLoginRequest};
use minato_types::rules::japan_time;
use minato_types::values::OneTimeCode;

use super::log_in;
use crate::app::App;
use crate::auth::keys::{Secret, equal};
use crate::auth::sign_in::{self, Browser};
use crate::auth::{cookies, throttle};
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Sign in, second step
///
/// Takes the one-time code of the mail. A code can be tried five times; every try is
/// counted before it is judged. Ten wrong codes of an account within 24 hours lock this
/// way of signing in until the end of the day, Japan time.
#[utoipa::path(
    tag = "auth",
    request_body = VerifyLoginRequest,
    responses(
        (status = 200, description = "Signed in; sets the session cookie.", body = SessionState),
        (status = 401, description = "`codeWrong`, `codeExpired` or `signInExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/login/verify")]
pub async fn verify_login(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<VerifyLoginRequest>,
) -> Result<HttpResponse, ApiError> {
    let expired = || ApiError::from(ProblemCode::SignInExpired);
    let pending = cookies::read(&request, cookies::PENDING_LOGIN).ok_or_else(expired)?;
    let code = OneTimeCode::parse(&body.0.code).map_err(|_| ProblemCode::CodeWrong)?;
    let browser = Browser::of(&request);
    let state = app.clone();
    let judged = app
        .db
        .write(move |tx| judge(tx, &state, &pending, &code, browser))
        .await?;
    match judged {
        Judged::Right { state, secret } => Ok(HttpResponse::Ok()
            .cookie(cookies::expire(cookies::PENDING_LOGIN))
            .cookie(cookies::set(cookies::SESSION, &secret))
            .json(&state)),
        Judged::Wrong(code) => Err(code.into()),
    }
}

/// A judged code. A wrong one is no error of the transaction: its count must stay.
enum Judged {
    Right { state: SessionState, secret: Secret },
    Wrong(ProblemCode),
}

fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    pending: &Secret,
    code: &OneTimeCode,
    browser: Browser,
) -> Result<Judged, ApiError> {
    let now = tx.now();
    let found = pending_logins::find(tx, &pending.digest())?;
    let Some((login, account, _)) = found.filter(|(login, account, member)| {
        login.is_open(now)
            && account.is_usable(now)
            && !account.has_dead_password(now)
            && member.is_active()
    }) else {
        return Ok(Judged::Wrong(ProblemCode::SignInExpired));
    };
    let (scope, id, factor) = (login.scope(), account.id.0, account.second_factor.0);
    // Whoever sets the password locks the account first too: nobody waits crosswise.
    accounts::lock(tx, scope, id)?;
    if factor_failures::get(tx, scope, id, factor)?.is_locked(now) {
        return Ok(Judged::Wrong(ProblemCode::FactorLocked));
    }
    if !login.takes_tries(now) || !pending_logins::take_try(tx, &login)? {
        return Ok(Judged::Wrong(ProblemCode::CodeExpired));
    }
    let before = factor_failures::count(tx, scope, id, factor)?;
    if before.is_locked(now) {
        return Ok(Judged::Wrong(ProblemCode::FactorLocked));
    }
    app.metrics.code_evaluated();
    if !equal(&app.keys.code_digest(login.id.0, code), &login.code_digest) {
        return Ok(Judged::Wrong(wrong(
            tx,
            &login,
            &account,
            before.failures + 1,
        )?));
    }
    if !pending_logins::close(tx, &login)? {
        return Ok(Judged::Wrong(ProblemCode::SignInExpired));
    }
    factor_failures::clear(tx, scope, id, factor)?;
    let level = SessionLevel::TwoStep;
    let lifetimes = &app.settings.lifetimes;
    let secret = sign_in::open_session(tx, &account, level, browser, lifetimes)?;
    let state = log_in::signed_in(tx, app, &secret)?;
    Ok(Judged::Right { state, secret })
}

/// Records a wrong code, and locks the factor if it was one too many.
fn wrong(
    tx: &mut WriteTx<'_>,
    login: &PendingLogin,
    account: &Account,
    failures: i64,
) -> Result<ProblemCode, ApiError> {
    let scope = login.scope();
    audit::record(tx, scope, &by_nobody(account, AuditAction::CodeRefused))?;
    if failures < throttle::FACTOR_LIMIT {
        return Ok(ProblemCode::CodeWrong);
    }
    let until = japan_time::end_of(japan_time::date(tx.now()));
    factor_failures::lock(tx, scope, account.id.0, account.second_factor.0, until)?;
    audit::record(tx, scope, &by_nobody(account, AuditAction::FactorLocked))?;
    Ok(ProblemCode::FactorLocked)
}

/// What somebody did who has not proved to be the owner of the account.
fn by_nobody(account: &Account, action: AuditAction) -> NewAuditEvent {
    NewAuditEvent {
        actor: Actor::Nobody,
        ..sign_in::own_event(account, action)
    }
}
