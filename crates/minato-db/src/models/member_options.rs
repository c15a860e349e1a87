//! What a member has ordered beside its contracts.

use chrono::NaiveDate;
use diesel::prelude::*;
use minato_types::company::CompanyOptionKind;

use crate::schema::member_options;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// An option that a member has.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = member_options)]
pub struct MemberOption {
    /// Which option it is.
    pub kind: AsText<CompanyOptionKind>,
    /// The day (Japan time) since which the member has it.
    pub enabled_since: NaiveDate,
}

/// The options that the member has.
pub fn list(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<MemberOption>, DbError> {
    Ok(member_options::table
        .filter(member_options::member_id.eq(scope.key()))
        .select(MemberOption::as_select())
        .load(tx.conn())?)
}

/// Whether the member has an option.
pub fn has(tx: &mut impl Tx, scope: TenantScope, kind: CompanyOptionKind) -> Result<bool, DbError> {
    let ordered = member_options::table.find((scope.key(), kind.as_str()));
    Ok(diesel::select(diesel::dsl::exists(ordered)).get_result(tx.conn())?)
}

/// Gives the member these options and no others; what it had keeps its day.
pub fn replace_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    kinds: &[CompanyOptionKind],
    today: NaiveDate,
) -> Result<(), DbError> {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let others = member_options::table
        .filter(member_options::member_id.eq(scope.key()))
        .filter(member_options::kind.ne_all(names));
    diesel::delete(others).execute(tx.conn())?;
    let had: Vec<CompanyOptionKind> = list(tx, scope)?.iter().map(|had| had.kind.0).collect();
    for kind in CompanyOptionKind::ALL {
        if kinds.contains(kind) && !had.contains(kind) {
            insert(tx, scope, *kind, today)?;
        }
    }
    Ok(())
}

/// Gives the member an option.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    kind: CompanyOptionKind,
    since: NaiveDate,
) -> Result<(), DbError> {
    diesel::insert_into(member_options::table)
        .values((
            member_options::member_id.eq(scope.key()),
            member_options::kind.eq(kind.as_str()),
            member_options::enabled_since.eq(since),
        ))
        .execute(tx.conn())?;
    Ok(())
}
