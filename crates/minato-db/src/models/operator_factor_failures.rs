//! Failed codes per operator and factor.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use minato_types::values::SecondFactor;
use uuid::Uuid;

use super::factor_failures::FactorFailures;
use crate::schema::operator_factor_failures;
use crate::{DbError, Tx as _, WriteTx};

/// Over which time failures of a factor add up.
const WINDOW: TimeDelta = TimeDelta::hours(24);

type Row = diesel::dsl::Find<operator_factor_failures::table, (String, &'static str)>;

fn row(operator: Uuid, factor: SecondFactor) -> Row {
    operator_factor_failures::table.find((operator.to_string(), factor.as_str()))
}

/// Counts one more try *before* it is judged and tells the state before it. Tries for one
/// operator take turns until the end of the transaction.
pub fn count(
    tx: &mut WriteTx<'_>,
    operator: Uuid,
    factor: SecondFactor,
) -> Result<FactorFailures, DbError> {
    super::operators::lock(tx, operator)?;
    let now = tx.now().naive_utc();
    let fresh = operator_factor_failures::first_failed_at.gt(now - WINDOW);
    let counted = diesel::update(row(operator, factor).filter(fresh))
        .set(operator_factor_failures::failures.eq(operator_factor_failures::failures + 1))
        .execute(tx.conn())?;
    if counted == 0 {
        clear(tx, operator, factor)?;
        diesel::insert_into(operator_factor_failures::table)
            .values((
                operator_factor_failures::operator_id.eq(operator.to_string()),
                operator_factor_failures::factor.eq(factor.as_str()),
                operator_factor_failures::failures.eq(1),
                operator_factor_failures::first_failed_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    let (failures, locked_until): (i64, Option<_>) = row(operator, factor)
        .select((
            operator_factor_failures::failures,
            operator_factor_failures::locked_until,
        ))
        .first(tx.conn())?;
    Ok(FactorFailures {
        failures: failures - 1,
        locked_until,
    })
}

/// Locks the factor.
pub fn lock(
    tx: &mut WriteTx<'_>,
    operator: Uuid,
    factor: SecondFactor,
    until: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(row(operator, factor))
        .set(operator_factor_failures::locked_until.eq(until.naive_utc()))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the failures: the factor was right.
pub fn clear(tx: &mut WriteTx<'_>, operator: Uuid, factor: SecondFactor) -> Result<(), DbError> {
    diesel::delete(row(operator, factor)).execute(tx.conn())?;
    Ok(())
}

/// Forgets the failures of every factor.
pub fn clear_all_of(tx: &mut WriteTx<'_>, operator: Uuid) -> Result<(), DbError> {
    let all = operator_factor_failures::table
        .filter(operator_factor_failures::operator_id.eq(operator.to_string()));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}
