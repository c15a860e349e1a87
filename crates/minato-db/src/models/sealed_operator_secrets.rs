//! Secrets of the apps of operators, encrypted, for replacing their key: in the row of an
//! operator, or of a set-up that is still open.

use diesel::dsl::count_star;
use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use crate::schema::{operator_setups, operators};
use crate::{AsText, DbError, Tx, WriteTx};

/// Which table holds a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// `operators`: it is in use.
    Operators,
    /// `operator_setups`: it waits to be confirmed.
    Setups,
}

/// The secret of an operator's app.
#[derive(Clone, Queryable)]
pub struct OperatorSecret {
    /// The id of the row.
    pub id: AsText<Uuid>,
    /// The operator.
    pub operator_id: AsText<Uuid>,
    /// The secret, encrypted.
    pub sealed_secret: String,
    /// The name of the key that opens it.
    pub key_id: String,
}

/// How many secrets are encrypted by which key.
pub fn count(tx: &mut impl Tx, holder: Holder) -> Result<Vec<(String, i64)>, DbError> {
    Ok(match holder {
        Holder::Operators => operators::table
            .filter(operators::key_id.is_not_null())
            .group_by(operators::key_id)
            .order(operators::key_id)
            .select((operators::key_id.assume_not_null(), count_star()))
            .load(tx.conn()),
        Holder::Setups => operator_setups::table
            .filter(operator_setups::key_id.is_not_null())
            .filter(operator_setups::closed_at.is_null())
            .group_by(operator_setups::key_id)
            .order(operator_setups::key_id)
            .select((operator_setups::key_id.assume_not_null(), count_star()))
            .load(tx.conn()),
    }?)
}

/// Secrets behind the row `after` that another key than `key_id` encrypts.
pub fn not_under(
    tx: &mut impl Tx,
    holder: Holder,
    key_id: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<OperatorSecret>, DbError> {
    Ok(match holder {
        Holder::Operators => operators::table
            .filter(operators::id.gt(after).and(operators::key_id.ne(key_id)))
            .order(operators::id)
            .limit(limit)
            .select((
                operators::id,
                operators::id,
                operators::sealed_secret.assume_not_null(),
                operators::key_id.assume_not_null(),
            ))
            .load(tx.conn()),
        Holder::Setups => operator_setups::table
            .filter(operator_setups::id.gt(after))
            .filter(operator_setups::key_id.ne(key_id))
            .filter(operator_setups::closed_at.is_null())
            .order(operator_setups::id)
            .limit(limit)
            .select((
                operator_setups::id,
                operator_setups::operator_id,
                operator_setups::sealed_secret.assume_not_null(),
                operator_setups::key_id.assume_not_null(),
            ))
            .load(tx.conn()),
    }?)
}

/// Puts the same secret under another key; false if the row was changed meanwhile.
pub fn replace(
    tx: &mut WriteTx<'_>,
    holder: Holder,
    row: &OperatorSecret,
    sealed_secret: &str,
    key_id: &str,
) -> Result<bool, DbError> {
    let id = row.id.0.to_string();
    let rows = match holder {
        Holder::Operators => diesel::update(operators::table.find(id))
            .filter(operators::sealed_secret.eq(&row.sealed_secret))
            .set((
                operators::sealed_secret.eq(sealed_secret),
                operators::key_id.eq(key_id),
            ))
            .execute(tx.conn()),
        Holder::Setups => diesel::update(operator_setups::table.find(id))
            .filter(operator_setups::sealed_secret.eq(&row.sealed_secret))
            .set((
                operator_setups::sealed_secret.eq(sealed_secret),
                operator_setups::key_id.eq(key_id),
            ))
            .execute(tx.conn()),
    }?;
    Ok(changed(rows))
}
