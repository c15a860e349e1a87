//! First sign-ins, step by step: the mailed link, and the browser that goes through it. The
//! mail holds the token, the browser a secret, the row their digests.

mod progress;

pub use progress::{
    end, end_all_of, enter, note_recovery_codes, note_totp, renew_entry, stage_password,
    take_identity_try,
};

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::values::{AccountId, MemberId};
use uuid::Uuid;

use super::accounts::Account;
use super::members::Member;
use crate::schema::{accounts, first_logins, members};
use crate::{AsText, DbError, MultiBackend, TenantScope, Tx, WriteTx};

/// How often the identity check of one link may fail.
pub const MAX_IDENTITY_TRIES: i64 = 5;

/// Why a link was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The operator opens the portal to somebody.
    Opening,
    /// An admin of the member invites.
    Invitation,
    /// The person asked for another one, having never finished.
    Renewal,
    /// An admin or the operator took password and factors away.
    FactorReset,
}

impl Purpose {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Invitation => "invitation",
            Self::Renewal => "renewal",
            Self::FactorReset => "factorReset",
        }
    }
}

/// A first sign-in under way.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = first_logins)]
pub struct FirstLogin {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// The id.
    pub id: AsText<Uuid>,
    /// The account.
    pub account_id: AsText<AccountId>,
    /// When the link ends in any case.
    pub expires_at: NaiveDateTime,
    /// Tries of the identity check since the last right one.
    pub identity_tries: i64,
    /// The hash of the password that was chosen; it is the account's when all is done.
    pub password_hash: Option<String>,
    /// The secret of the authenticator app that was set up on the way.
    pub totp_id: Option<AsText<Uuid>>,
    /// When recovery codes were made on the way.
    pub recovery_codes_made_at: Option<NaiveDateTime>,
}

impl FirstLogin {
    /// The rows that belong to the member of the account.
    pub fn scope(&self) -> TenantScope {
        TenantScope::of(self.member_id.0)
    }
}

/// A first sign-in with the person it was sent to.
#[derive(Debug, Clone)]
pub struct OpenFirstLogin {
    /// How far it is.
    pub login: FirstLogin,
    /// The account.
    pub account: Account,
    /// Its member.
    pub member: Member,
}

/// Makes a link.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    token_digest: &str,
    expires_at: DateTime<Utc>,
    purpose: Purpose,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(first_logins::table)
        .values((
            first_logins::member_id.eq(scope.key()),
            first_logins::id.eq(id.to_string()),
            first_logins::account_id.eq(account.to_string()),
            first_logins::token_digest.eq(token_digest),
            first_logins::purpose.eq(purpose.as_str()),
            first_logins::created_at.eq(now),
            first_logins::expires_at.eq(expires_at.naive_utc()),
            first_logins::identity_tries.eq(0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// When the links of these purposes were made for an account since `since`, newest first.
pub fn made_since(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    purposes: &[Purpose],
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, DbError> {
    let words = purposes.iter().map(|purpose| purpose.as_str());
    let times: Vec<NaiveDateTime> = first_logins::table
        .filter(
            first_logins::member_id
                .eq(scope.key())
                .and(first_logins::account_id.eq(account.to_string()))
                .and(first_logins::created_at.gt(since.naive_utc()))
                .and(first_logins::purpose.eq_any(words)),
        )
        .order(first_logins::created_at.desc())
        .select(first_logins::created_at)
        .load(tx.conn())?;
    Ok(times.iter().map(NaiveDateTime::and_utc).collect())
}

/// What the link with this token leads to, if it can still be used: a door, where nobody is
/// known yet.
pub fn find_by_token(
    tx: &mut impl Tx,
    token_digest: &str,
) -> Result<Option<OpenFirstLogin>, DbError> {
    let by_token = first_logins::token_digest.eq(token_digest.to_owned());
    find(tx, first_logins::table.filter(by_token).into_boxed())
}

/// Where the browser with this secret stands, if it can go on: a door, where nobody is known
/// but by an identity check.
pub fn find_by_entry(
    tx: &mut impl Tx,
    entry_digest: &str,
) -> Result<Option<OpenFirstLogin>, DbError> {
    let by_entry = first_logins::entry_digest
        .eq(entry_digest.to_owned())
        .and(first_logins::entry_expires_at.gt(tx.now().naive_utc()));
    let living = by_entry.assume_not_null();
    find(tx, first_logins::table.filter(living).into_boxed())
}

fn find(
    tx: &mut impl Tx,
    open: first_logins::BoxedQuery<'static, MultiBackend>,
) -> Result<Option<OpenFirstLogin>, DbError> {
    let now = tx.now();
    let owner = accounts::member_id
        .eq(first_logins::member_id)
        .and(accounts::id.eq(first_logins::account_id));
    let found: Option<(FirstLogin, Account, Member)> = open
        .inner_join(accounts::table.on(owner))
        .inner_join(members::table.on(members::id.eq(first_logins::member_id)))
        .filter(first_logins::ended_at.is_null())
        .filter(first_logins::expires_at.gt(now.naive_utc()))
        .select((
            FirstLogin::as_select(),
            Account::as_select(),
            Member::as_select(),
        ))
        .first(tx.conn())
        .optional()?;
    Ok(found
        .filter(|(_, account, member)| account.is_usable(now) && member.is_active())
        .map(|(login, account, member)| OpenFirstLogin {
            login,
            account,
            member,
        }))
}

/// Removes what expired before `limit`.
pub fn delete_expired_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = first_logins::table.filter(first_logins::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
