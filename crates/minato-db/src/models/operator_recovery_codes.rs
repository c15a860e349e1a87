//! Recovery codes of operators: each stands in for a lost authenticator app, once.

use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use crate::schema::operator_recovery_codes;
use crate::{DbError, Tx as _, WriteTx};

/// Puts new codes, as keyed digests, in the place of all that the operator had.
pub fn replace_all_of(
    tx: &mut WriteTx<'_>,
    operator: Uuid,
    digests: &[String],
) -> Result<(), DbError> {
    delete_all_of(tx, operator)?;
    let now = tx.now().naive_utc();
    for digest in digests {
        diesel::insert_into(operator_recovery_codes::table)
            .values((
                operator_recovery_codes::operator_id.eq(operator.to_string()),
                operator_recovery_codes::code_digest.eq(digest),
                operator_recovery_codes::created_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Uses a code up, once: false if the operator has no such code, or it was used before.
pub fn consume(tx: &mut WriteTx<'_>, operator: Uuid, digest: &str) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let unused = operator_recovery_codes::table
        .find((operator.to_string(), digest))
        .filter(operator_recovery_codes::used_at.is_null());
    let rows = diesel::update(unused)
        .set(operator_recovery_codes::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Removes all codes of an operator.
pub fn delete_all_of(tx: &mut WriteTx<'_>, operator: Uuid) -> Result<(), DbError> {
    let own = operator_recovery_codes::table
        .filter(operator_recovery_codes::operator_id.eq(operator.to_string()));
    diesel::delete(own).execute(tx.conn())?;
    Ok(())
}
