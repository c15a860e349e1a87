//! Filters of the list of contracts that people have saved. Everybody has his own: every question
//! names member and account.

use diesel::prelude::*;
use minato_types::values::{SavedFilterId, SavedFilterName};

use super::changed;
use crate::schema::saved_filters;
use crate::{AccountPrincipal, AsText, DbError, MultiBackend, Tx, WriteTx};

/// A filter that somebody has saved.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = saved_filters)]
pub struct SavedFilter {
    /// The id.
    pub id: AsText<SavedFilterId>,
    /// What its owner calls it.
    pub name: AsText<SavedFilterName>,
    /// What it asks of the list, as JSON.
    pub query: String,
    /// Grows with every change.
    pub version: i64,
}

/// The filters of one person.
fn of(own: AccountPrincipal) -> saved_filters::BoxedQuery<'static, MultiBackend> {
    saved_filters::table
        .filter(saved_filters::member_id.eq(own.scope.key()))
        .filter(saved_filters::account_id.eq(own.account.to_string()))
        .into_boxed()
}

/// The filters of one person, by name.
pub fn list(tx: &mut impl Tx, own: AccountPrincipal) -> Result<Vec<SavedFilter>, DbError> {
    Ok(of(own)
        .order((saved_filters::name, saved_filters::id))
        .select(SavedFilter::as_select())
        .load(tx.conn())?)
}

/// How many filters somebody has saved.
pub fn count(tx: &mut impl Tx, own: AccountPrincipal) -> Result<u64, DbError> {
    let count: i64 = of(own).count().get_result(tx.conn())?;
    Ok(count.unsigned_abs())
}

/// One filter of this person.
pub fn find(
    tx: &mut impl Tx,
    own: AccountPrincipal,
    id: SavedFilterId,
) -> Result<Option<SavedFilter>, DbError> {
    Ok(of(own)
        .filter(saved_filters::id.eq(id.to_string()))
        .select(SavedFilter::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Saves a filter.
pub fn insert(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    name: &SavedFilterName,
    query: &str,
) -> Result<SavedFilterId, DbError> {
    let (id, now) = (SavedFilterId(tx.new_id()), tx.now().naive_utc());
    diesel::insert_into(saved_filters::table)
        .values((
            saved_filters::member_id.eq(own.scope.key()),
            saved_filters::id.eq(id.to_string()),
            saved_filters::account_id.eq(own.account.to_string()),
            saved_filters::name.eq(name.as_str()),
            saved_filters::query.eq(query),
            saved_filters::created_at.eq(now),
            saved_filters::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Gives a filter another name and query; false if somebody was faster.
pub fn update(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    filter: &SavedFilter,
    name: &SavedFilterName,
    query: &str,
) -> Result<bool, DbError> {
    let at_version = saved_filters::table
        .find((own.scope.key(), filter.id.0.to_string()))
        .filter(saved_filters::account_id.eq(own.account.to_string()))
        .filter(saved_filters::version.eq(filter.version));
    let rows = diesel::update(at_version)
        .set((
            saved_filters::name.eq(name.as_str()),
            saved_filters::query.eq(query),
            saved_filters::version.eq(saved_filters::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Deletes a filter; false if somebody was faster.
pub fn delete(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    filter: &SavedFilter,
) -> Result<bool, DbError> {
    let at_version = saved_filters::table
        .find((own.scope.key(), filter.id.0.to_string()))
        .filter(saved_filters::account_id.eq(own.account.to_string()))
        .filter(saved_filters::version.eq(filter.version));
    Ok(changed(diesel::delete(at_version).execute(tx.conn())?))
}
