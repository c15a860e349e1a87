//! Failed codes per account and factor.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use minato_types::values::{AccountId, SecondFactor};

use crate::schema::factor_failures;
use crate::{DbError, TenantScope, Tx, WriteTx};

/// Over which time failures of a factor add up.
const WINDOW: TimeDelta = TimeDelta::hours(24);

/// How often one factor of an account failed.
#[derive(Debug, Clone, Copy, Default, Queryable, Selectable)]
#[diesel(table_name = factor_failures)]
pub struct FactorFailures {
    /// Tries that were not right, in the window that began with the first of them.
    pub failures: i64,
    /// Until when the factor is locked, if it is.
    pub locked_until: Option<NaiveDateTime>,
}

impl FactorFailures {
    /// Whether the factor is locked at `now`.
    pub fn is_locked(&self, now: DateTime<Utc>) -> bool {
        self.locked_until
            .is_some_and(|until| now.naive_utc() < until)
    }
}

/// Counts one more try *before* it is judged and tells the state before it. Tries for
/// one account take turns until the end of the transaction.
pub fn count(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    factor: SecondFactor,
) -> Result<FactorFailures, DbError> {
    super::accounts::lock(tx, scope, account)?;
    let now = tx.now().naive_utc();
    let key = (scope.key(), account.to_string(), factor.as_str().to_owned());
    let row = factor_failures::table.find(key.clone());
    let fresh = factor_failures::first_failed_at.gt(now - WINDOW);
    let counted = diesel::update(row.clone().filter(fresh))
        .set(factor_failures::failures.eq(factor_failures::failures + 1))
        .execute(tx.conn())?;
    if counted == 0 {
        diesel::delete(row.clone()).execute(tx.conn())?;
        diesel::insert_into(factor_failures::table)
            .values((
                factor_failures::member_id.eq(key.0),
                factor_failures::account_id.eq(key.1),
                factor_failures::factor.eq(key.2),
                factor_failures::failures.eq(1),
                factor_failures::first_failed_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    let state: FactorFailures = row.select(FactorFailures::as_select()).first(tx.conn())?;
    Ok(FactorFailures {
        failures: state.failures - 1,
        ..state
    })
}

/// What is known of the factor, without counting.
pub fn get(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    factor: SecondFactor,
) -> Result<FactorFailures, DbError> {
    let row = factor_failures::table.find((scope.key(), account.to_string(), factor.as_str()));
    let state = row
        .select(FactorFailures::as_select())
        .first(tx.conn())
        .optional()?;
    Ok(state.unwrap_or_default())
}

/// Locks the factor.
pub fn lock(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    factor: SecondFactor,
    until: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(factor_failures::table.find((
        scope.key(),
        account.to_string(),
        factor.as_str(),
    )))
    .set(factor_failures::locked_until.eq(until.naive_utc()))
    .execute(tx.conn())?;
    Ok(())
}

/// Forgets the failures: the factor was right.
pub fn clear(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    factor: SecondFactor,
) -> Result<(), DbError> {
    diesel::delete(factor_failures::table.find((
        scope.key(),
        account.to_string(),
        factor.as_str(),
    )))
    .execute(tx.conn())?;
    Ok(())
}

/// Forgets the failures of every factor: an admin unlocks the account.
pub fn clear_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<(), DbError> {
    let all = factor_failures::table
        .filter(factor_failures::member_id.eq(scope.key()))
        .filter(factor_failures::account_id.eq(account.to_string()));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}
