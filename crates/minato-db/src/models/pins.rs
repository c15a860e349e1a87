//! What people have pinned to their start page, in their own order.

use diesel::prelude::*;
use minato_types::pins::PinKind;
use minato_types::values::AccountId;

use crate::schema::pins;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A thing: its kind, and what names it.
pub type Thing = (PinKind, String);

/// What an account has pinned, in its order. Whether it may still see it is not asked here.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Vec<Thing>, DbError> {
    let rows: Vec<(AsText<PinKind>, String)> = pins::table
        .filter(pins::member_id.eq(scope.key()))
        .filter(pins::account_id.eq(account.to_string()))
        .order(pins::position)
        .select((pins::kind, pins::target))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(kind, target)| (kind.0, target))
        .collect())
}

/// Pins these things, in this order, and no others. Whoever calls it holds the lock of the
/// account, so that two lists do not mix.
pub fn replace(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    things: &[Thing],
) -> Result<(), DbError> {
    let own = pins::table
        .filter(pins::member_id.eq(scope.key()))
        .filter(pins::account_id.eq(account.to_string()));
    diesel::delete(own).execute(tx.conn())?;
    for (position, (kind, target)) in (0_i64..).zip(things) {
        diesel::insert_into(pins::table)
            .values((
                pins::member_id.eq(scope.key()),
                pins::account_id.eq(account.to_string()),
                pins::position.eq(position),
                pins::kind.eq(kind.as_str()),
                pins::target.eq(target),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
