//! A sign-in between its two steps. The browser holds the secret, the row its digest.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::values::{AccountId, MemberId, SecondFactor};
use uuid::Uuid;

use super::accounts::Account;
use super::changed;
use super::members::Member;
use crate::schema::{accounts, members, pending_logins};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// How often one code may be tried.
pub const MAX_TRIES: i64 = 5;

/// A sign-in between its two steps.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pending_logins)]
pub struct PendingLogin {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// The id.
    pub id: AsText<Uuid>,
    /// The account.
    pub account_id: AsText<AccountId>,
    /// The keyed digest of the code.
    pub code_digest: String,
    /// How often the present code was tried.
    pub code_tries: i64,
    /// When the present code was sent.
    pub code_sent_at: NaiveDateTime,
    /// Until when the present code can be used.
    pub code_expires_at: NaiveDateTime,
    /// How many codes were sent so far.
    pub codes_sent: i64,
    /// When the whole sign-in must be done.
    pub expires_at: NaiveDateTime,
    /// When a session came of it, or it was given up.
    pub closed_at: Option<NaiveDateTime>,
    /// What the second step asks for.
    pub factor: AsText<SecondFactor>,
}

impl PendingLogin {
    /// The rows that belong to the member that signs in.
    pub fn scope(&self) -> TenantScope {
        TenantScope::of(self.member_id.0)
    }

    /// Whether the sign-in can still go on at `now`.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.closed_at.is_none() && now.naive_utc() < self.expires_at
    }

    /// Whether the present code can still be tried at `now`.
    pub fn takes_tries(&self, now: DateTime<Utc>) -> bool {
        self.code_tries < MAX_TRIES && now.naive_utc() < self.code_expires_at
    }
}

/// A code, as the row keeps it.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// The keyed digest of the code.
    pub digest: String,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
}

/// Begins a sign-in. `id` is known beforehand, because the code's digest depends on it. Without
/// a code that was sent, the authenticator app is asked.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: Uuid,
    account: AccountId,
    secret_digest: &str,
    code: Option<&NewCode>,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let factor = match code {
        Some(_) => SecondFactor::MailOtp,
        None => SecondFactor::Totp,
    };
    diesel::insert_into(pending_logins::table)
        .values((
            pending_logins::member_id.eq(scope.key()),
            pending_logins::id.eq(id.to_string()),
            pending_logins::account_id.eq(account.to_string()),
            pending_logins::secret_digest.eq(secret_digest),
            // No digest is empty: what is typed equals none.
            pending_logins::code_digest.eq(code.map_or("", |code| code.digest.as_str())),
            pending_logins::code_tries.eq(0),
            pending_logins::code_sent_at.eq(now),
            pending_logins::code_expires_at
                .eq(code.map_or(expires_at, |code| code.expires_at).naive_utc()),
            pending_logins::codes_sent.eq(i64::from(code.is_some())),
            pending_logins::factor.eq(factor.as_str()),
            pending_logins::created_at.eq(now),
            pending_logins::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The sign-in that this secret belongs to: a door, where nobody is known yet.
pub fn find(
    tx: &mut impl Tx,
    secret_digest: &str,
) -> Result<Option<(PendingLogin, Account, Member)>, DbError> {
    let owner = accounts::member_id
        .eq(pending_logins::member_id)
        .and(accounts::id.eq(pending_logins::account_id));
    Ok(pending_logins::table
        .inner_join(accounts::table.on(owner))
        .inner_join(members::table.on(members::id.eq(pending_logins::member_id)))
        .filter(pending_logins::secret_digest.eq(secret_digest))
        .select((
            PendingLogin::as_select(),
            Account::as_select(),
            Member::as_select(),
        ))
        .first(tx.conn())
        .optional()?)
}

/// Takes one of the tries of the present code; false if none is left or the sign-in is closed.
pub fn take_try(tx: &mut WriteTx<'_>, login: &PendingLogin) -> Result<bool, DbError> {
    let open = row(login).filter(
        pending_logins::closed_at
            .is_null()
            .and(pending_logins::code_digest.eq(&login.code_digest))
            .and(pending_logins::code_tries.lt(MAX_TRIES)),
    );
    let rows = diesel::update(open)
        .set(pending_logins::code_tries.eq(pending_logins::code_tries + 1))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Puts a new code in the place of the present one; false if the sign-in was closed or
/// somebody else just did the same.
pub fn renew_code(
    tx: &mut WriteTx<'_>,
    login: &PendingLogin,
    code: &NewCode,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let open = row(login).filter(
        pending_logins::closed_at
            .is_null()
            .and(pending_logins::codes_sent.eq(login.codes_sent)),
    );
    let rows = diesel::update(open)
        .set((
            pending_logins::code_digest.eq(&code.digest),
            pending_logins::code_tries.eq(0),
            pending_logins::code_sent_at.eq(now),
            pending_logins::code_expires_at.eq(code.expires_at.naive_utc()),
            pending_logins::codes_sent.eq(pending_logins::codes_sent + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends the sign-in, once: false if it was closed before.
pub fn close(tx: &mut WriteTx<'_>, login: &PendingLogin) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(row(login).filter(pending_logins::closed_at.is_null()))
        .set(pending_logins::closed_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends every sign-in of an account that is under way.
pub fn close_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let open = pending_logins::table.filter(
        pending_logins::member_id
            .eq(scope.key())
            .and(pending_logins::account_id.eq(account.to_string()))
            .and(pending_logins::closed_at.is_null()),
    );
    Ok(diesel::update(open)
        .set(pending_logins::closed_at.eq(now))
        .execute(tx.conn())?)
}

/// Removes what ended before `limit`.
pub fn delete_ended_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = pending_logins::table.filter(pending_logins::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

type Row = diesel::dsl::Find<pending_logins::table, (String, String)>;

fn row(login: &PendingLogin) -> Row {
    pending_logins::table.find((login.member_id.0.to_string(), login.id.0.to_string()))
}
