//! Many contracts that an import registers or changes with one statement.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use minato_types::contracts::ContractStatus;
use minato_types::values::{ContractId, ContractNumber, MemberId};

use super::bulk::ContractRow;
use super::{Contract, NewContract};
use crate::models::services::Service;
use crate::schema::contracts;
use crate::{AsText, Conn, DbError, TenantScope, Tx as _, WriteTx};

/// A contract as a file has it.
#[derive(Debug, Clone)]
pub struct FileContract {
    /// The number.
    pub number: ContractNumber,
    /// The number under which the customer stands at the service itself.
    pub customer_number: String,
    /// The number that contracts of one group share.
    pub group_number: Option<String>,
    /// Where it is provided.
    pub site: String,
    /// How it runs; `None` leaves it as it is.
    pub status: Option<ContractStatus>,
    /// The day on which it was applied for.
    pub applied_on: NaiveDate,
    /// The day from which it is provided.
    pub provided_on: NaiveDate,
    /// Its last day, if it has one.
    pub ends_on: Option<NaiveDate>,
    /// The memo of a contract that is new.
    pub memo: String,
}

/// Registers the contracts that are new and changes those that stand, of which the memo stays;
/// what is as it should be is left alone. Answers how many belong to another member: these are
/// left alone, too.
pub(crate) fn upsert(
    tx: &mut WriteTx<'_>,
    file: &[(TenantScope, &Service, FileContract)],
) -> Result<usize, DbError> {
    let numbers: Vec<&str> = file.iter().map(|row| row.2.number.as_str()).collect();
    let standing = standing(tx, &numbers)?;
    let (mut wanted, mut refused) = (Vec::new(), 0);
    for (scope, service, row) in file {
        let place = standing.binary_search_by(|(_, known)| {
            known.contract_number.0.as_str().cmp(row.number.as_str())
        });
        match place.ok().and_then(|place| standing.get(place)) {
            Some((owner, _)) if owner.0 != scope.member() => refused += 1,
            Some((_, known)) if is_as(known, service, row) => {}
            Some((_, known)) => wanted.push((*scope, *service, row.with(tx, Some(known)))),
            None => wanted.push((*scope, *service, row.with(tx, None))),
        }
    }
    let written = write(tx, &wanted)?;
    Ok(refused + wanted.len().saturating_sub(written))
}

/// The contracts that have these numbers, by number, and whose they are. Nobody changes them
/// before the transaction ends.
fn standing(
    tx: &mut WriteTx<'_>,
    numbers: &[&str],
) -> Result<Vec<(AsText<MemberId>, Contract)>, DbError> {
    let found = contracts::table
        .filter(contracts::contract_number.eq_any(numbers))
        .order(contracts::contract_number);
    Ok(match tx.conn() {
        Conn::Sqlite(sqlite) => found
            .select((contracts::member_id, Contract::as_select()))
            .load(sqlite)?,
        #[cfg(feature = "postgres")]
        Conn::Postgres(postgres) => found
            .select((contracts::member_id, Contract::as_select()))
            .for_update()
            .load(postgres)?,
    })
}

/// Whether nothing is to be changed.
fn is_as(known: &Contract, service: &Service, row: &FileContract) -> bool {
    known.service_id == service.id
        && known.customer_number == row.customer_number
        && known.group_number == row.group_number
        && known.site == row.site
        && row.status.is_none_or(|status| status == known.status.0)
        && (known.applied_on, known.provided_on, known.ends_on)
            == (row.applied_on, row.provided_on, row.ends_on)
}

impl FileContract {
    /// The contract as it is to be.
    fn with(&self, tx: &WriteTx<'_>, known: Option<&Contract>) -> NewContract {
        let before = known.map(|known| known.status.0);
        let status = self.status.or(before);
        let since = known
            .filter(|_| status == before)
            .map_or(tx.now(), |known| known.status_since.and_utc());
        NewContract {
            number: self.number.clone(),
            customer_number: self.customer_number.clone(),
            group_number: self.group_number.clone(),
            site: self.site.clone(),
            status: status.unwrap_or(ContractStatus::Unmonitored),
            status_since: since,
            memo: known.map_or_else(|| self.memo.clone(), |known| known.memo.clone()),
            applied_on: self.applied_on,
            provided_on: self.provided_on,
            ends_on: self.ends_on,
        }
    }
}

/// Writes them; answers how many.
fn write(
    tx: &mut WriteTx<'_>,
    wanted: &[(TenantScope, &Service, NewContract)],
) -> Result<usize, DbError> {
    if wanted.is_empty() {
        return Ok(0);
    }
    let now = tx.now().naive_utc();
    let rows: Vec<ContractRow<'_>> = wanted
        .iter()
        .map(|(scope, service, new)| {
            ContractRow::of(*scope, ContractId(tx.new_id()), service, new, now)
        })
        .collect();
    let upsert = diesel::insert_into(contracts::table)
        .values(&rows)
        .on_conflict(contracts::contract_number)
        .do_update()
        .set((
            contracts::service_id.eq(excluded(contracts::service_id)),
            contracts::customer_number.eq(excluded(contracts::customer_number)),
            contracts::group_number.eq(excluded(contracts::group_number)),
            contracts::site.eq(excluded(contracts::site)),
            contracts::status.eq(excluded(contracts::status)),
            contracts::status_rank.eq(excluded(contracts::status_rank)),
            contracts::status_since.eq(excluded(contracts::status_since)),
            contracts::applied_on.eq(excluded(contracts::applied_on)),
            contracts::provided_on.eq(excluded(contracts::provided_on)),
            contracts::ends_on.eq(excluded(contracts::ends_on)),
            contracts::search_text.eq(excluded(contracts::search_text)),
            contracts::updated_at.eq(excluded(contracts::updated_at)),
            contracts::version.eq(contracts::version + 1),
        ));
    Ok(match tx.conn() {
        Conn::Sqlite(sqlite) => upsert.execute(sqlite)?,
        // Another member that was faster with one of these numbers keeps it.
        #[cfg(feature = "postgres")]
        Conn::Postgres(postgres) => {
            let same_member = contracts::member_id.eq(excluded(contracts::member_id));
            diesel::query_dsl::methods::FilterDsl::filter(upsert, same_member).execute(postgres)?
        }
    })
}
