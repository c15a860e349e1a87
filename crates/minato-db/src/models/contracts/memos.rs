//! Memos: what a member's people write to its contracts.

use diesel::prelude::*;
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
