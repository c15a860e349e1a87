use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::{accounts, factor_failures, first_logins, recovery_codes, totp_secrets};
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{AccessSetUp, Mail};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::auth::{SessionLevel, SessionState};
use minato_types::values::SecondFactor;

use super::entry_of;
use crate::api::auth::log_in;
use crate::app::App;
use crate::auth::first_login::progress::Progress;
use crate::auth::keys::Secret;
use crate::auth::sign_in::{self, Browser};
use crate::auth::{cookies, networks, new_password, sign_in_history};
use crate::http::{ApiError, responses};
use crate::jobs::send_mail;

/// Complete a first sign-in
///
/// The password counts from now on, the link ends, and the owner is told by mail. Whoever set
/// an app up on the way, or gets codes by mail, is signed in: the mailed link and the app have
/// just been proved. An app that was there before is not: its code is asked for at sign-in. From
/// where the member lets nobody in nothing is completed; the link can be used elsewhere.
#[utoipa::path(
    tag = "first sign-in",
    responses(
        (status = 200, description = "Completed: `signedIn`, with the session cookie, or `signedOut`.", body = SessionState),
        (status = 401, description = "`firstLoginExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`addressRefused`: the member allows nobody to come from this address; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`stepOutOfOrder`: something is still to be done.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::Always,
    ),
)]
#[post("/auth/first-login/complete")]
pub async fn complete_first_login(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let entry = entry_of(&request)?;
    let browser = Browser::of(&request);
    let state = app.clone();
    let opened = app
        .db
        .write(move |tx| complete(tx, &state, &entry, browser))
        .await?
        .map_err(ApiError::from)?;
    let mut answer = HttpResponse::Ok();
    answer.cookie(cookies::expire(cookies::FIRST_LOGIN));
    let Some(opened) = opened else {
        return Ok(answer.json(SessionState::SignedOut));
    };
    answer.cookie(cookies::expire(cookies::PENDING_LOGIN));
    answer.cookie(cookies::set(cookies::SESSION, &opened.secret));
    answer.cookie(cookies::keep_known(&opened.known_by));
    Ok(answer.json(&opened.state))
}

/// The session that comes out.
struct Opened {
    state: SessionState,
    secret: Secret,
    known_by: Secret,
}

fn complete(
    tx: &mut WriteTx<'_>,
    app: &App,
    entry: &Secret,
    browser: Browser,
) -> Result<Result<Option<Opened>, ProblemCode>, ApiError> {
    let progress = Progress::hold(tx, entry)?;
    app.metrics.link_contended();
    let Some(hash) = progress
        .row
        .password_hash
        .as_deref()
        .filter(|_| progress.is_complete())
    else {
        return Err(ProblemCode::StepOutOfOrder.into());
    };
    let (account, member) = (&progress.account, &progress.member);
    // No error of the transaction: what is written down of it must stay.
    if networks::keep_out(tx, account, member, None, &browser)? {
        return Ok(Err(ProblemCode::AddressRefused));
    }
    if !first_logins::end(tx, &progress.row)? {
        return Err(ProblemCode::FirstLoginExpired.into());
    }
    let (scope, id) = (account.scope(), account.id.0);
    accounts::set_password(tx, scope, id, hash, None)?;
    drop_strangers_app(tx, &progress)?;
    new_password::end_what_was(tx, app, account, member, None)?;
    let event = sign_in::own_event(account, AuditAction::FirstLoginCompleted);
    audit::record(tx, scope, &event)?;
    let by_app = progress.has_new_app() || progress.keeps_app();
    let mail = Mail::AccessSetUp(AccessSetUp {
        name: account.name.0.as_str().to_owned(),
        member_number: member.member_number.0.to_string(),
        completed_at: tx.now(),
        address: browser.address.clone(),
        by_app,
    });
    send_mail::enqueue(tx, &app.keys, account, mail)?;
    if progress.keeps_app() {
        return Ok(Ok(None));
    }
    open(tx, app, &progress, browser).map(|opened| Ok(Some(opened)))
}

/// Removes an app that was set up by another link to the account and left there before any
/// password was set: it is not the app of whoever completes this one.
fn drop_strangers_app(tx: &mut WriteTx<'_>, progress: &Progress) -> Result<(), ApiError> {
    if progress.has_new_app() || progress.keeps_app() {
        return Ok(());
    }
    let (scope, id) = (progress.account.scope(), progress.account.id.0);
    totp_secrets::delete_all_of(tx, scope, id)?;
    recovery_codes::delete_all_of(tx, scope, id)?;
    for factor in [SecondFactor::Totp, SecondFactor::RecoveryCode] {
        factor_failures::clear(tx, scope, id, factor)?;
    }
    Ok(())
}

fn open(
    tx: &mut WriteTx<'_>,
    app: &App,
    progress: &Progress,
    browser: Browser,
) -> Result<Opened, ApiError> {
    let (account, member) = (&progress.account, &progress.member);
    let factor = if progress.has_new_app() {
        SecondFactor::Totp
    } else {
        SecondFactor::MailOtp
    };
    let (level, lifetimes) = (SessionLevel::TwoStep, &app.settings.lifetimes);
    let known_by = sign_in_history::succeeded(tx, &app.keys, account, Some(factor), &browser)?;
    let secret = sign_in::open_session(tx, account, member, level, browser, lifetimes)?;
    let state = log_in::signed_in(tx, app, &secret)?;
    Ok(Opened {
        state,
        secret,
        known_by,
    })
}
