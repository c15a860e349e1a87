//! The history of sign-ins, as the owner of an account sees it.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::page::PageQuery;
use minato_types::sessions::SignInOutcome;
use minato_types::values::{AccountId, SecondFactor};
use uuid::Uuid;

mod company;

pub use company::{CompanySignIn, Filter, Place, Start, list_of_member, total_of_member};

use crate::conn::run;
use crate::schema::sign_ins;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// How a try to sign in ended.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sign_ins)]
pub struct SignIn {
    /// The id.
    pub id: AsText<Uuid>,
    /// When it was.
    pub at: NaiveDateTime,
    /// How it ended.
    pub outcome: AsText<SignInOutcome>,
    /// How the second step was tried, if it came to that.
    pub factor: Option<AsText<SecondFactor>>,
    /// The address that it came from.
    pub address: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Whether the account had signed in with this browser before.
    pub known: bool,
    /// Whether a trusted browser stood in for the second step.
    pub trusted: bool,
}

/// How a try to sign in has just ended.
#[derive(Debug, Clone, Copy)]
pub struct NewSignIn<'a> {
    /// How it ended.
    pub outcome: SignInOutcome,
    /// How the second step was tried, if it came to that.
    pub factor: Option<SecondFactor>,
    /// The address that it came from.
    pub address: &'a str,
    /// What the browser calls itself.
    pub user_agent: &'a str,
    /// Whether the account had signed in with this browser before.
    pub known: bool,
    /// Whether a trusted browser stood in for the second step.
    pub trusted: bool,
}

/// Adds to the history of an account.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    new: &NewSignIn<'_>,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    run!(tx.conn(), |conn| diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::member_id.eq(scope.key()),
            sign_ins::id.eq(id.to_string()),
            sign_ins::account_id.eq(account.to_string()),
            sign_ins::at.eq(now),
            sign_ins::outcome.eq(new.outcome.as_str()),
            sign_ins::factor.eq(new.factor.map(SecondFactor::as_str)),
            sign_ins::address.eq(new.address),
            sign_ins::user_agent.eq(new.user_agent),
            sign_ins::known.eq(new.known),
            sign_ins::trusted.eq(new.trusted),
        ))
        .execute(conn))?;
    Ok(())
}

/// Whether the history of an account knows of a sign-in that succeeded.
pub fn has_succeeded(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<bool, DbError> {
    let succeeded = sign_ins::table.filter(
        sign_ins::member_id
            .eq(scope.key())
            .and(sign_ins::account_id.eq(account.to_string()))
            .and(sign_ins::outcome.eq(SignInOutcome::Succeeded.as_str())),
    );
    Ok(run!(tx.conn(), |conn| diesel::select(exists(succeeded))
        .get_result(conn))?)
}

/// What is done where there is nobody whose history it could be: one statement that finds
/// nothing, so that a try without an account takes as many as one with.
pub fn insert_nothing(tx: &mut WriteTx<'_>) -> Result<(), DbError> {
    run!(tx.conn(), |conn| diesel::delete(
        sign_ins::table.find(("", ""))
    )
    .execute(conn))?;
    Ok(())
}

/// From where an account was refused for its address since `since`, newest first, at most `limit`.
pub fn refused_addresses(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<String>, DbError> {
    let refused = sign_ins::member_id
        .eq(scope.key())
        .and(sign_ins::account_id.eq(account.to_string()))
        .and(sign_ins::at.gt(since.naive_utc()))
        .and(sign_ins::outcome.eq(SignInOutcome::AddressRefused.as_str()));
    Ok(sign_ins::table
        .filter(refused)
        .order((sign_ins::at.desc(), sign_ins::id.desc()))
        .limit(limit)
        .select(sign_ins::address)
        .load(tx.conn())?)
}

/// One page of the history of an account, newest first, and how long it is.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    page: PageQuery,
) -> Result<(Vec<SignIn>, u64), DbError> {
    let own = sign_ins::member_id
        .eq(scope.key())
        .and(sign_ins::account_id.eq(account.to_string()));
    let total: i64 = sign_ins::table
        .filter(own.clone())
        .count()
        .get_result(tx.conn())?;
    let rows = sign_ins::table
        .filter(own)
        .order((sign_ins::at.desc(), sign_ins::id.desc()))
        .limit(i64::from(page.page_size))
        .offset(i64::from(page.page - 1) * i64::from(page.page_size))
        .select(SignIn::as_select())
        .load(tx.conn())?;
    Ok((rows, total.unsigned_abs()))
}

/// Removes what was before `limit`.
pub fn delete_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = sign_ins::table.filter(sign_ins::at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
