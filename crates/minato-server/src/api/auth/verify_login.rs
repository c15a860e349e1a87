use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::models::pending_logins::{self, PendingLogin};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::auth::{SessionLevel, SessionState, VerifyLoginRequest};
use minato_types::values::{OneTimeCode, RecoveryCode, SecondFactor, TotpCode};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::log_in;
use crate::app::App;
use crate::auth::keys::Secret;
use crate::auth::second_step::{self, Presented, Verdict};
use crate::auth::sign_in::{self, Browser};
use crate::auth::{cookies, networks, sign_in_history, trust};
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Sign in, second step
///
/// Takes the one-time code of the mail or of the authenticator app, whichever was asked for,
/// or a recovery code. Five tries; every try is counted before it is judged, and a code is
/// accepted once. Ten wrong codes of one kind within 24 hours lock this way of signing in
/// until the end of the day, Japan time; recovery codes are a way of their own. With
/// `trustBrowser`, where an admin allows it, the next sign-ins with this browser within ten days
/// of each other ask for no code.
#[utoipa::path(
    tag = "auth",
    request_body = VerifyLoginRequest,
    responses(
        (status = 200, description = "Signed in; sets the session cookie.", body = SessionState),
        (status = 401, description = "`codeWrong`, `codeExpired` or `signInExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`addressRefused`: everything is right, but the member allows nobody to come from this address; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
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
    let browser = Browser::of(&request);
    let state = app.clone();
    let judged = app
        .db
        .write(move |tx| judge(tx, &state, &pending, &body.0, browser))
        .await?;
    match judged {
        Judged::Right {
            state,
            secret,
            known_by,
            trusted_by,
        } => {
            let mut answer = HttpResponse::Ok();
            answer
                .cookie(cookies::expire(cookies::PENDING_LOGIN))
                .cookie(cookies::set(cookies::SESSION, &secret))
                .cookie(cookies::keep_known(&known_by));
            if let Some(trusted_by) = &trusted_by {
                answer.cookie(cookies::keep_trusted(trusted_by));
            }
            Ok(answer.json(&state))
        }
        Judged::Wrong(code) => Err(code.into()),
    }
}

/// A judged code. A wrong one is no error of the transaction: its count must stay.
enum Judged {
    Right {
        state: SessionState,
        secret: Secret,
        known_by: Secret,
        trusted_by: Option<Secret>,
    },
    Wrong(ProblemCode),
}

fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    pending: &Secret,
    entry: &VerifyLoginRequest,
    browser: Browser,
) -> Result<Judged, ApiError> {
    let now = tx.now();
    let found = pending_logins::find(tx, &pending.digest())?;
    let Some((login, account, member)) = found.filter(|(login, account, member)| {
        login.is_open(now)
            && account.is_usable(now)
            && !account.has_dead_password(now)
            && member.is_active()
    }) else {
        return Ok(Judged::Wrong(ProblemCode::SignInExpired));
    };
    let presented = presented(entry, &login).map_err(|rule| FieldErrors::one("code", rule))?;
    let factor = presented.factor();
    // Whoever sets the password locks the account first too: nobody waits crosswise.
    accounts::lock(tx, login.scope(), account.id.0)?;
    if second_step::is_locked(tx, &account, factor)? {
        return Ok(Judged::Wrong(ProblemCode::FactorLocked));
    }
    if !login.takes_tries(now) || !pending_logins::take_try(tx, &login)? {
        return Ok(Judged::Wrong(tried_too_often(tx, &login)?));
    }
    match second_step::judge(tx, app, &account, &presented, &browser.address)? {
        Verdict::Right => {}
        Verdict::Locked => return Ok(Judged::Wrong(ProblemCode::FactorLocked)),
        Verdict::Wrong(code) => {
            sign_in_history::code_refused(tx, &account, factor, &browser)?;
            return Ok(Judged::Wrong(code));
        }
    }
    if !pending_logins::close(tx, &login)? {
        // Nothing of this transaction may stay: the code is not used up for nothing.
        return Err(ProblemCode::SignInExpired.into());
    }
    // The browser may have moved since the first step.
    if networks::keep_out(tx, &account, &member, Some(factor), &browser)? {
        return Ok(Judged::Wrong(ProblemCode::AddressRefused));
    }
    let level = SessionLevel::TwoStep;
    let lifetimes = &app.settings.lifetimes;
    let known_by = sign_in_history::succeeded(tx, &app.keys, &account, Some(factor), &browser)?;
    // Whoever needed a recovery code has lost his factor: he trusts nothing by it.
    let wanted = entry.trust_browser == Some(true) && factor != SecondFactor::RecoveryCode;
    let trusted_by = if wanted && trust::is_allowed(&account, &member) {
        Some(trust::begin(tx, &account, &browser)?)
    } else {
        None
    };
    let secret = sign_in::open_session(tx, &account, &member, level, browser, lifetimes)?;
    let state = log_in::signed_in(tx, app, &secret)?;
    Ok(Judged::Right {
        state,
        secret,
        known_by,
        trusted_by,
    })
}

/// The code that was given, as what was asked for or as a recovery code.
fn presented<'a>(
    entry: &VerifyLoginRequest,
    login: &'a PendingLogin,
) -> Result<Presented<'a>, FieldRule> {
    if entry.by_recovery_code() {
        return RecoveryCode::parse(&entry.code).map(Presented::Recovery);
    }
    match login.factor.0 {
        SecondFactor::MailOtp => {
            OneTimeCode::parse(&entry.code).map(|code| Presented::Mail(login, code))
        }
        SecondFactor::Totp | SecondFactor::RecoveryCode => {
            TotpCode::parse(&entry.code).map(Presented::Totp)
        }
    }
}

/// What is told when no try is left: another code can be mailed, but an app shows the same
/// ones, so that a sign-in by it begins anew.
fn tried_too_often(tx: &mut WriteTx<'_>, login: &PendingLogin) -> Result<ProblemCode, DbError> {
    if login.factor.0 == SecondFactor::MailOtp {
        return Ok(ProblemCode::CodeExpired);
    }
    pending_logins::close(tx, login)?;
    Ok(ProblemCode::SignInExpired)
}
