//! Accounts are opened for members, and their people get the opening mail.

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, Account, NewAccount};
use minato_db::models::members::Member;
use minato_db::{DbError, TenantScope, Tx as _, UniqueKey, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;
use minato_types::{FieldErrors, FieldRule};

use crate::app::App;
use crate::auth::first_login::{self, Purpose};
use crate::http::ApiError;

/// Opens an account and mails the link to the first sign-in.
pub fn open(
    tx: &mut WriteTx<'_>,
    app: &App,
    actor: Actor,
    (scope, member): (TenantScope, &Member),
    new: &NewAccount,
) -> Result<Account, ApiError> {
    if new.valid_until < japan_time::date(tx.now()) {
        return Err(FieldErrors::one("validUntil", FieldRule::DateInThePast).into());
    }
    let id = accounts::insert(tx, scope, new).map_err(|error| match error {
        DbError::Unique(UniqueKey::AccountEmail) => {
            FieldErrors::one("email", FieldRule::EmailTaken).into()
        }
        other => ApiError::from(other),
    })?;
    let account = accounts::get(tx, scope, id)?;
    audit::record(
        tx,
        scope,
        &event(actor, AuditAction::AccountCreated, &account),
    )?;
    first_login::send(tx, app, &account, member, Purpose::Opening, None)?;
    Ok(account)
}

/// The audit event of what was done to an account of a member.
pub fn event(actor: Actor, action: AuditAction, account: &Account) -> NewAuditEvent {
    NewAuditEvent {
        actor,
        action,
        subject: Some(account.id.0.to_string()),
        text: Some(account.email.0.as_str().to_owned()),
    }
}
