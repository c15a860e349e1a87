//! Recovery codes: each stands in for a lost authenticator app, once.

use diesel::prelude::*;
use minato_types::values::AccountId;

use super::changed;
use crate::schema::recovery_codes;
use crate::{DbError, TenantScope, Tx, WriteTx};

/// Puts new codes, as keyed digests, in the place of all that the account had.
pub fn replace_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    digests: &[String],
) -> Result<(), DbError> {
    delete_all_of(tx, scope, account)?;
    let now = tx.now().naive_utc();
    for digest in digests {
        let id = tx.new_id();
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::member_id.eq(scope.key()),
                recovery_codes::id.eq(id.to_string()),
                recovery_codes::account_id.eq(account.to_string()),
                recovery_codes::code_digest.eq(digest),
                recovery_codes::created_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Uses a code up, once: false if the account has no such code, or it was used before.
pub fn consume(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    digest: &str,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let unused = recovery_codes::table
        .filter(recovery_codes::member_id.eq(scope.key()))
        .filter(recovery_codes::account_id.eq(account.to_string()))
        .filter(recovery_codes::code_digest.eq(digest))
        .filter(recovery_codes::used_at.is_null());
    let rows = diesel::update(unused)
        .set(recovery_codes::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// How many codes the account can still use.
pub fn count_unused(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<u32, DbError> {
    let unused: i64 = recovery_codes::table
        .filter(recovery_codes::member_id.eq(scope.key()))
        .filter(recovery_codes::account_id.eq(account.to_string()))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(u32::try_from(unused).unwrap_or(0))
}

/// Removes all codes of an account.
pub fn delete_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<(), DbError> {
    let own = recovery_codes::table
        .filter(recovery_codes::member_id.eq(scope.key()))
        .filter(recovery_codes::account_id.eq(account.to_string()));
    diesel::delete(own).execute(tx.conn())?;
    Ok(())
}
