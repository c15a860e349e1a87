//! Contracts are searched by the names of their service, too: what is searched follows when a
//! service is renamed, some contracts at a time.

use diesel::prelude::*;
use minato_types::values::ServiceId;

use super::Contract;
use crate::models::services::Service;
use crate::schema::{contracts, services};
use crate::{DbError, Tx as _, WriteTx};

/// How many contracts one transaction takes.
pub const BATCH: i64 = 500;

/// The place of a contract among all: member and id.
pub type Place = (String, String);

/// Lets the next contracts of a service behind a place be found by its names as they are; answers
/// where to go on, none at the end.
pub fn follow(
    tx: &mut WriteTx<'_>,
    service: ServiceId,
    after: Option<&Place>,
) -> Result<Option<Place>, DbError> {
    let (member, id) = after.cloned().unwrap_or_default();
    let behind = contracts::member_id
        .gt(member.clone())
        .or(contracts::member_id
            .eq(member.clone())
            .and(contracts::id.gt(id)));
    let next: Vec<Place> = contracts::table
        .filter(contracts::service_id.eq(service.to_string()))
        // Lets the index be entered at the place.
        .filter(contracts::member_id.ge(member))
        .filter(behind)
        .order((contracts::member_id, contracts::id))
        .limit(BATCH)
        .select((contracts::member_id, contracts::id))
        .load(tx.conn())?;
    for place in &next {
        follow_one(tx, place)?;
    }
    let full = i64::try_from(next.len()).is_ok_and(|rows| rows == BATCH);
    Ok(next.into_iter().next_back().filter(|_| full))
}

/// The row is held before it is read: whoever changes it meanwhile comes before or after.
fn follow_one(tx: &mut WriteTx<'_>, place: &Place) -> Result<(), DbError> {
    let own = || contracts::table.find(place.clone());
    diesel::update(own())
        .set(contracts::version.eq(contracts::version))
        .execute(tx.conn())?;
    let found: Option<(Contract, Service)> = own()
        .inner_join(services::table)
        .select((Contract::as_select(), Service::as_select()))
        .first(tx.conn())
        .optional()?;
    if let Some((contract, service)) = found {
        let text = contract.search_text(&service, &contract.memo);
        diesel::update(own())
            .set(contracts::search_text.eq(text))
            .execute(tx.conn())?;
    }
    Ok(())
}
