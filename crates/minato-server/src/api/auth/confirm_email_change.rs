use actix_web::{HttpResponse, post, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::{
    accounts, email_changes, password_resets, pending_logins, trusted_browsers,
};
use minato_db::{DbError, Tx as _, UniqueKey, WriteTx};
use minato_mail::{EmailChanged, Mail};
use minato_types::ProblemCode;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::auth::ConfirmEmailChangeRequest;

use crate::app::App;
use crate::audit::explained;
use crate::auth::keys::Secret;
use crate::auth::{failures, sign_in};
use crate::http::body::Body;
use crate::http::{ApiError, responses};
use crate::jobs::send_mail::{self, Reader};

/// Confirm a new e-mail address
///
/// By the link that was mailed to it. Ends sign-ins under way and links that were mailed to the
/// old address, and tells both addresses; sessions go on. An address that somebody else of the
/// member has got meanwhile is answered like a link that never existed.
#[utoipa::path(
    tag = "auth",
    request_body = ConfirmEmailChangeRequest,
    responses(
        (status = 204, description = "The address is changed; it is the id at sign-in from now on."),
        (status = 410, description = "`linkInvalid`: used, too old, replaced, or never existed.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/email-change/confirm")]
pub async fn confirm_email_change(
    app: web::Data<App>,
    body: Body<ConfirmEmailChangeRequest>,
) -> Result<HttpResponse, ApiError> {
    let digest = Secret::presented(&body.0.token).digest();
    let state = app.clone();
    app.db.write(move |tx| confirm(tx, &state, &digest)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn confirm(tx: &mut WriteTx<'_>, app: &App, digest: &str) -> Result<(), ApiError> {
    let invalid = || ApiError::from(ProblemCode::LinkInvalid);
    let found = email_changes::find_open(tx, digest)?.ok_or_else(invalid)?;
    let (scope, id) = (found.account.scope(), found.account.id.0);
    accounts::lock(tx, scope, id)?;
    app.metrics.link_contended();
    if !email_changes::consume(tx, &found)? {
        return Err(invalid());
    }
    // It may have changed before it was locked.
    let before = accounts::get(tx, scope, id)?;
    // What was counted of the old address is of no use to anybody.
    failures::forget(tx, &app.keys, &before, &found.member)?;
    match accounts::set_email(tx, &before, &found.email) {
        // Nothing of this transaction stays.
        Err(DbError::Unique(UniqueKey::AccountEmail)) => return Err(invalid()),
        other => other?,
    }
    pending_logins::close_all_of(tx, scope, id)?;
    password_resets::consume_all_of(tx, scope, id)?;
    // Codes went to the old address: who reads there is not to be let in without one.
    trusted_browsers::delete_all_of(tx, scope, id)?;
    let notice = Mail::EmailChanged(EmailChanged {
        name: before.name.0.as_str().to_owned(),
        email: found.email.masked(),
        changed_at: tx.now(),
    });
    send_mail::enqueue(tx, &app.keys, &before, notice.clone())?;
    let new = Reader {
        to: found.email.clone(),
        ..Reader::from(&before)
    };
    send_mail::enqueue_to(tx, &app.keys, new, notice)?;
    let email = AuditChange::of(AuditField::Email, &before.email.0, &found.email);
    let event = NewAuditEvent {
        // Whoever has the link reads the new mailbox; he has not signed in.
        actor: Actor::Nobody,
        text: explained::text(None, email.into_iter().collect()),
        ..sign_in::own_event(&before, AuditAction::EmailChanged)
    };
    Ok(audit::record(tx, scope, &event)?)
}
