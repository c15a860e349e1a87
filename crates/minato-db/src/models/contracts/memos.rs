//! Memos: what a member's people write to its contracts.

use std::fmt::Write as _;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamp};
use minato_types::values::{ContractMemo, PersonName};

use super::list::Row;
use super::rights::ContractRights;
use crate::conn::run;
use crate::models::changed;
use crate::schema::contracts;
use crate::{DbError, Tx as _, WriteTx};

/// Writes another memo in the place of the one that was found; false if the contract was
/// changed since.
pub fn write(
    tx: &mut WriteTx<'_>,
    rights: &ContractRights,
    found: &Row,
    memo: &ContractMemo,
    by: &PersonName,
) -> Result<bool, DbError> {
    let (contract, now) = (&found.contract, tx.now().naive_utc());
    let own = contracts::table.find((rights.scope().key(), contract.id.0.to_string()));
    // The text that is searched holds what the operator changes, too: it must be as it was found.
    let own = own
        .filter(contracts::memo_version.eq(contract.memo_version))
        .filter(contracts::version.eq(contract.version));
    let change = diesel::update(own).set((
        contracts::memo.eq(memo.as_str()),
        contracts::memo_version.eq(contract.memo_version + 1),
        contracts::memo_changed_at.eq(now),
        contracts::memo_changed_by.eq(by.as_str()),
        contracts::search_text.eq(contract.search_text(&found.service, memo.as_str())),
        contracts::updated_at.eq(now),
    ));
    let rows = run!(tx.conn(), |conn| change.execute(conn))?;
    Ok(changed(rows))
}

/// How many memos one statement writes.
const ROWS: usize = 500;

/// The values of a row: id, memo, text that is searched, version of the memo, of the rest.
const VALUES: usize = 5;

/// Writes other memos in the place of those that were found; false if one of the contracts was
/// changed since. Some of them are written then: the transaction must not stand.
pub fn write_all(
    tx: &mut WriteTx<'_>,
    rights: &ContractRights,
    all: &[(Row, ContractMemo)],
    by: &PersonName,
) -> Result<bool, DbError> {
    let (member, now) = (rights.scope().key(), tx.now().naive_utc());
    for part in all.chunks(ROWS) {
        let sql = update_of(part.len());
        let rows = run!(tx.conn(), |conn| {
            let mut update = diesel::sql_query(&sql)
                .into_boxed()
                .bind::<Timestamp, _>(now)
                .bind::<Text, _>(by.as_str())
                .bind::<Text, _>(&member);
            for (found, memo) in part {
                let contract = &found.contract;
                update = update
                    .bind::<Text, _>(contract.id.0.to_string())
                    .bind::<Text, _>(memo.as_str())
                    .bind::<Text, _>(contract.search_text(&found.service, memo.as_str()))
                    .bind::<BigInt, _>(contract.memo_version)
                    .bind::<BigInt, _>(contract.version);
            }
            update.execute(conn)
        })?;
        if rows != part.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The statement that writes so many memos, which both databases read.
fn update_of(rows: usize) -> String {
    let mut sql = "UPDATE contracts SET memo = new.column2, search_text = new.column3, \
                   memo_version = contracts.memo_version + 1, memo_changed_at = $1, \
                   memo_changed_by = $2, updated_at = $1 FROM (VALUES "
        .to_owned();
    for row in 0..rows {
        let at = |value: usize| 4 + row * VALUES + value;
        let comma = if row == 0 { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(
            sql,
            "{comma}(CAST(${} AS TEXT), CAST(${} AS TEXT), CAST(${} AS TEXT), \
             CAST(${} AS BIGINT), CAST(${} AS BIGINT))",
            at(0),
            at(1),
            at(2),
            at(3),
            at(4),
        );
    }
    sql.push_str(
        ") AS new WHERE contracts.member_id = $3 AND contracts.id = new.column1 \
         AND contracts.memo_version = new.column4 AND contracts.version = new.column5",
    );
    sql
}
