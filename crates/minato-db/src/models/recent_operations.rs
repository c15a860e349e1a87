//! What people did last: one row for each thing, with its latest time.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::pins::PinKind;
use minato_types::values::AccountId;

use super::changed;
use super::pins::Thing;
use crate::schema::recent_operations;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// What an account did, the latest first. Whether it may still see it is not asked here.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Vec<(Thing, NaiveDateTime)>, DbError> {
    let rows: Vec<(AsText<PinKind>, String, NaiveDateTime)> = recent_operations::table
        .filter(recent_operations::member_id.eq(scope.key()))
        .filter(recent_operations::account_id.eq(account.to_string()))
        .order((
            recent_operations::at.desc(),
            recent_operations::kind,
            recent_operations::target,
        ))
        .select((
            recent_operations::kind,
            recent_operations::target,
            recent_operations::at,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(kind, target, at)| ((kind.0, target), at))
        .collect())
}

/// Notes that an account uses a thing now, and forgets all but the latest `most`. Whoever calls
/// it holds the lock of the account.
pub fn note(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    (kind, target): &Thing,
    most: u32,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let key = (
        scope.key(),
        account.to_string(),
        kind.as_str().to_owned(),
        target.clone(),
    );
    let known = diesel::update(recent_operations::table.find(key))
        .set(recent_operations::at.eq(now))
        .execute(tx.conn())?;
    if changed(known) {
        return Ok(());
    }
    diesel::insert_into(recent_operations::table)
        .values((
            recent_operations::member_id.eq(scope.key()),
            recent_operations::account_id.eq(account.to_string()),
            recent_operations::kind.eq(kind.as_str()),
            recent_operations::target.eq(target),
            recent_operations::at.eq(now),
        ))
        .execute(tx.conn())?;
    forget_older(tx, scope, account, most)
}

fn forget_older(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    most: u32,
) -> Result<(), DbError> {
    let all = list(tx, scope, account)?;
    for ((kind, target), _) in all.into_iter().skip(most as usize) {
        let key = (
            scope.key(),
            account.to_string(),
            kind.as_str().to_owned(),
            target,
        );
        diesel::delete(recent_operations::table.find(key)).execute(tx.conn())?;
    }
    Ok(())
}
