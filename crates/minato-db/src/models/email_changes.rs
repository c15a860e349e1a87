//! Links by which a new e-mail address is confirmed. The mail holds the token, the row its digest.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::values::{AccountId, EmailAddress};

use super::accounts::Account;
use super::changed;
use super::members::Member;
use crate::schema::{accounts, email_changes, members};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A link that can still be used.
#[derive(Debug, Clone)]
pub struct OpenEmailChange {
    /// The account.
    pub account: Account,
    /// Its member.
    pub member: Member,
    /// The new address.
    pub email: EmailAddress,
    token_digest: String,
}

/// Makes a link.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    email: &EmailAddress,
    token_digest: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(email_changes::table)
        .values((
            email_changes::member_id.eq(scope.key()),
            email_changes::id.eq(id.to_string()),
            email_changes::account_id.eq(account.to_string()),
            email_changes::email.eq(email.as_str()),
            email_changes::token_digest.eq(token_digest),
            email_changes::created_at.eq(now),
            email_changes::expires_at.eq(expires_at.naive_utc()),
            email_changes::consumed_at.eq(None::<NaiveDateTime>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The link that this token belongs to, if it can still be used: a door, where nobody is known
/// yet.
pub fn find_open(tx: &mut impl Tx, token_digest: &str) -> Result<Option<OpenEmailChange>, DbError> {
    let now = tx.now();
    let owner = accounts::member_id
        .eq(email_changes::member_id)
        .and(accounts::id.eq(email_changes::account_id));
    let found: Option<(Account, Member, AsText<EmailAddress>)> = email_changes::table
        .inner_join(accounts::table.on(owner))
        .inner_join(members::table.on(members::id.eq(email_changes::member_id)))
        .filter(email_changes::token_digest.eq(token_digest))
        .filter(email_changes::consumed_at.is_null())
        .filter(email_changes::expires_at.gt(now.naive_utc()))
        .select((
            Account::as_select(),
            Member::as_select(),
            email_changes::email,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(found
        .filter(|(account, member, _)| account.is_usable(now) && member.is_active())
        .map(|(account, member, email)| OpenEmailChange {
            account,
            member,
            email: email.0,
            token_digest: token_digest.to_owned(),
        }))
}

/// Uses the link up, once: false if it was used before.
pub fn consume(tx: &mut WriteTx<'_>, change: &OpenEmailChange) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let open = email_changes::table.filter(
        email_changes::token_digest
            .eq(&change.token_digest)
            .and(email_changes::consumed_at.is_null())
            .and(email_changes::expires_at.gt(now)),
    );
    let rows = diesel::update(open)
        .set(email_changes::consumed_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Uses up every link of an account: only the newest counts.
pub fn consume_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let open = email_changes::table.filter(
        email_changes::member_id
            .eq(scope.key())
            .and(email_changes::account_id.eq(account.to_string()))
            .and(email_changes::consumed_at.is_null()),
    );
    Ok(diesel::update(open)
        .set(email_changes::consumed_at.eq(now))
        .execute(tx.conn())?)
}

/// Removes what expired before `limit`.
pub fn delete_expired_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = email_changes::table.filter(email_changes::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
