//! Links by which a password is set anew. The mail holds the token, the row its digest.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::values::AccountId;

use super::accounts::Account;
use super::changed;
use super::first_logins::MAX_IDENTITY_TRIES;
use super::members::Member;
use crate::schema::{accounts, members, password_resets};
use crate::{DbError, TenantScope, Tx, WriteTx};

/// A link that can still be used, with the person it was sent to.
#[derive(Debug, Clone)]
pub struct OpenReset {
    /// The account.
    pub account: Account,
    /// Its member.
    pub member: Member,
    /// Tries of the identity check since the last right one.
    pub identity_tries: i64,
    token_digest: String,
}

/// Why a link was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The password was forgotten.
    Reset,
    /// An admin wants the person to set it.
    Invitation,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Invitation => "invitation",
        }
    }
}

/// Makes a link for somebody who forgot the password.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    token_digest: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    insert_for(tx, scope, account, token_digest, expires_at, Purpose::Reset)
}

/// Makes a link.
pub fn insert_for(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    token_digest: &str,
    expires_at: DateTime<Utc>,
    purpose: Purpose,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(password_resets::table)
        .values((
            password_resets::member_id.eq(scope.key()),
            password_resets::id.eq(id.to_string()),
            password_resets::account_id.eq(account.to_string()),
            password_resets::token_digest.eq(token_digest),
            password_resets::created_at.eq(now),
            password_resets::expires_at.eq(expires_at.naive_utc()),
            password_resets::purpose.eq(purpose.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How many links were made since `since` because the password of an account was forgotten.
pub fn count_since(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<i64, DbError> {
    let made = made_since(tx, scope, account, Purpose::Reset, since)?;
    Ok(i64::try_from(made.len()).unwrap_or(i64::MAX))
}

/// When the links of one purpose were made for an account since `since`, newest first.
pub fn made_since(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    purpose: Purpose,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, DbError> {
    let times: Vec<NaiveDateTime> = password_resets::table
        .filter(
            password_resets::member_id
                .eq(scope.key())
                .and(password_resets::account_id.eq(account.to_string()))
                .and(password_resets::created_at.gt(since.naive_utc()))
                .and(password_resets::purpose.eq(purpose.as_str())),
        )
        .order(password_resets::created_at.desc())
        .select(password_resets::created_at)
        .load(tx.conn())?;
    Ok(times.iter().map(NaiveDateTime::and_utc).collect())
}

/// The link that this token belongs to, if it can still be used: a door, where nobody
/// is known yet.
pub fn find_open(tx: &mut impl Tx, token_digest: &str) -> Result<Option<OpenReset>, DbError> {
    let now = tx.now();
    let owner = accounts::member_id
        .eq(password_resets::member_id)
        .and(accounts::id.eq(password_resets::account_id));
    let found: Option<(Account, Member, i64)> = password_resets::table
        .inner_join(accounts::table.on(owner))
        .inner_join(members::table.on(members::id.eq(password_resets::member_id)))
        .filter(password_resets::token_digest.eq(token_digest))
        .filter(password_resets::consumed_at.is_null())
        .filter(password_resets::expires_at.gt(now.naive_utc()))
        .select((
            Account::as_select(),
            Member::as_select(),
            password_resets::identity_tries,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(found
        .filter(|(account, member, _)| account.is_usable(now) && member.is_active())
        .map(|(account, member, identity_tries)| OpenReset {
            account,
            member,
            identity_tries,
            token_digest: token_digest.to_owned(),
        }))
}

/// Takes one of the tries of the identity check: false if none is left.
pub fn take_identity_try(tx: &mut WriteTx<'_>, reset: &OpenReset) -> Result<bool, DbError> {
    let open = password_resets::table.filter(
        password_resets::token_digest
            .eq(&reset.token_digest)
            .and(password_resets::consumed_at.is_null())
            .and(password_resets::identity_tries.lt(MAX_IDENTITY_TRIES)),
    );
    let rows = diesel::update(open)
        .set(password_resets::identity_tries.eq(password_resets::identity_tries + 1))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Forgets the tries: the identity check was right.
pub fn forget_identity_tries(tx: &mut WriteTx<'_>, reset: &OpenReset) -> Result<(), DbError> {
    let link = password_resets::table.filter(password_resets::token_digest.eq(&reset.token_digest));
    diesel::update(link)
        .set(password_resets::identity_tries.eq(0))
        .execute(tx.conn())?;
    Ok(())
}

/// Uses the link up, once: false if it was used before.
pub fn consume(tx: &mut WriteTx<'_>, reset: &OpenReset) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let open = password_resets::table.filter(
        password_resets::token_digest
            .eq(&reset.token_digest)
            .and(password_resets::consumed_at.is_null())
            .and(password_resets::expires_at.gt(now)),
    );
    let rows = diesel::update(open)
        .set(password_resets::consumed_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Uses up every link of an account: the password was set in another way.
pub fn consume_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let open = password_resets::table.filter(
        password_resets::member_id
            .eq(scope.key())
            .and(password_resets::account_id.eq(account.to_string()))
            .and(password_resets::consumed_at.is_null()),
    );
    Ok(diesel::update(open)
        .set(password_resets::consumed_at.eq(now))
        .execute(tx.conn())?)
}

/// Removes what expired before `limit`.
pub fn delete_expired_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = password_resets::table.filter(password_resets::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
