//! Somebody asked for a link for a new password. Whether there is such an account is
//! found out here and not in the request, so that the request tells nobody.

use actix_web::web::Data;
use chrono::TimeDelta;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::jobs::{self, Job, NewJob, Outcome};
use minato_db::models::accounts::{self, Account};
use minato_db::models::members::Member;
use minato_db::models::password_resets;
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Mail, PasswordReset};
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::auth::RequestPasswordResetRequest;
use minato_types::values::{EmailAddress, MemberNumber};

use super::{JobError, JobKind, send_mail};
use crate::app::App;
use crate::auth::first_login::{self, Purpose};
use crate::auth::keys::{Keys, Secret};
use crate::auth::password_link;
use crate::auth::rate_limits::{self, MailReason};

/// At most one link per account in this time.
const INTERVAL: TimeDelta = TimeDelta::seconds(60);

/// Writes the request down. While one about the same address waits, another changes nothing.
pub fn enqueue(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    request: &RequestPasswordResetRequest,
) -> Result<(), DbError> {
    let job = NewJob {
        kind: JobKind::PasswordReset.as_str(),
        subject: EmailAddress::parse(&request.email)
            .ok()
            .map(|e| keys.password_subject(&e)),
        payload: keys
            .payloads
            .seal(JobKind::PasswordReset, request, tx.entropy())?,
        run_at: None,
        expires_at: tx.now() + TimeDelta::hours(1),
    };
    jobs::enqueue(tx, &job)?;
    Ok(())
}

/// Makes the link and the mail that carries it, if there is an account that may have one.
/// The end of the job is noted in the same transaction: a worker that dies leaves either
/// both or nothing.
pub async fn run(app: &Data<App>, job: &Job) -> Result<(), JobError> {
    let request: RequestPasswordResetRequest = app
        .keys
        .payloads
        .open(JobKind::PasswordReset, &job.payload)?;
    let invalid = |rule: FieldRule| JobError::Permanent(rule.to_string());
    let email = EmailAddress::parse(&request.email).map_err(invalid)?;
    let number = request.given_member_number().map(MemberNumber::parse);
    let number = number.transpose().map_err(invalid)?;
    let (state, job) = (app.clone(), job.clone());
    app.db
        .write(move |tx| {
            make_link(tx, &state, number.as_ref(), &email)?;
            if jobs::finish(tx, &job, &Outcome::Done)? {
                Ok(())
            } else {
                // Somebody else holds the job now and will do it: nothing of this stays.
                Err(JobError::LeaseLost)
            }
        })
        .await
}

fn make_link(
    tx: &mut WriteTx<'_>,
    app: &App,
    number: Option<&MemberNumber>,
    email: &EmailAddress,
) -> Result<(), DbError> {
    let now = tx.now();
    let found = accounts::find_candidate(tx, number, email)?;
    let Some(candidate) =
        found.filter(|candidate| candidate.account.is_usable(now) && candidate.member.is_active())
    else {
        return Ok(());
    };
    let account = candidate.account;
    let (scope, id) = (account.scope(), account.id.0);
    accounts::lock(tx, scope, id)?;
    if accounts::password_hash(tx, scope, id)?.is_none() {
        return renew_first_login(tx, app, &account, &candidate.member);
    }
    let recent = password_resets::count_since(tx, scope, id, now - INTERVAL)?;
    if recent > 0 || !rate_limits::may_mail(tx, &app.keys, MailReason::Reset, email)? {
        return Ok(());
    }
    let token = Secret::generate(tx.entropy());
    let expires_at = now + app.settings.lifetimes.password_reset;
    password_resets::insert(tx, scope, id, &token.digest(), expires_at)?;
    let mail = Mail::PasswordReset(PasswordReset {
        name: account.name.0.as_str().to_owned(),
        link: password_link::of(&app.settings, &token),
        expires_at,
    });
    send_mail::enqueue(tx, &app.keys, &account, mail)?;
    record(tx, &account)
}

/// Sends a new link to somebody who has not finished his first sign-in.
fn renew_first_login(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    member: &Member,
) -> Result<(), DbError> {
    let too_soon = first_login::free_at(tx, account, &[Purpose::Renewal])?.is_some();
    if too_soon || !rate_limits::may_mail(tx, &app.keys, MailReason::Reset, &account.email.0)? {
        return Ok(());
    }
    first_login::send(tx, app, account, member, Purpose::Renewal, None)?;
    record(tx, account)
}

/// Anybody can ask: nobody has proved who he is.
fn record(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::Nobody,
        action: AuditAction::PasswordResetRequested,
        subject: Some(account.id.0.to_string()),
        text: None,
    };
    audit::record(tx, account.scope(), &event)
}
