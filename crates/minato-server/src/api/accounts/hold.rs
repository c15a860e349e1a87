//! What all changes of an account by an admin share.

use minato_db::audit::{Actor, NewAuditEvent};
use minato_db::models::accounts::{self, Account, ManagedAccount};
use minato_db::models::members;
use minato_db::{Party, Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::values::{AccountId, AccountRole, AccountState};

use crate::audit::explained;
use crate::http::ApiError;

/// The account that is to be changed. Changes of one member's accounts take turns from here
/// on: what is judged now holds until the commit.
pub(super) fn hold(
    tx: &mut WriteTx<'_>,
    own: Party,
    id: AccountId,
) -> Result<ManagedAccount, ApiError> {
    members::lock(tx, own.scope)?;
    accounts::find_managed(tx, own.scope, id)?.ok_or(ProblemCode::NotFound.into())
}

/// The same, if the account still has the version that the change is based on.
pub(super) fn hold_version(
    tx: &mut WriteTx<'_>,
    own: Party,
    id: AccountId,
    version: i64,
) -> Result<ManagedAccount, ApiError> {
    let managed = hold(tx, own, id)?;
    if managed.account.version == version {
        Ok(managed)
    } else {
        Err(ProblemCode::PreconditionFailed.into())
    }
}

/// Refuses what nobody does to his own account.
pub(super) fn not_own(own: Party, account: &Account) -> Result<(), ApiError> {
    if account.id.0 == own.account {
        Err(ProblemCode::OwnAccount.into())
    } else {
        Ok(())
    }
}

/// Refuses to take its power, for good or from some day on, from the only admin who can sign
/// in. [`hold`] made sure that nobody else does the same to another one at this moment.
pub(super) fn keep_an_admin(
    tx: &mut WriteTx<'_>,
    managed: &ManagedAccount,
) -> Result<(), ApiError> {
    let account = &managed.account;
    let is_admin = account.role.0 == AccountRole::Admin;
    if !is_admin || managed.state(tx.now()) != AccountState::Active {
        return Ok(());
    }
    if accounts::has_other_admin(tx, account.scope(), account.id.0)? {
        Ok(())
    } else {
        Err(ProblemCode::LastAdmin.into())
    }
}

/// The audit event of what an admin did to an account; its note is the address.
pub(super) fn event(
    own: Party,
    action: AuditAction,
    account: &Account,
    changes: Vec<AuditChange>,
) -> NewAuditEvent {
    NewAuditEvent {
        actor: Actor::from(own),
        action,
        subject: Some(account.id.0.to_string()),
        text: explained::text(Some(account.email.0.as_str()), changes),
    }
}

/// What a new account may do, and until when.
pub(super) fn power_of(account: &Account) -> Vec<AuditChange> {
    let has = |field, value: String| AuditChange::new(field, None, Some(value));
    vec![
        has(AuditField::Name, account.name.0.to_string()),
        has(AuditField::Role, account.role.0.to_string()),
        has(AuditField::ValidUntil, account.valid_until.to_string()),
    ]
}
