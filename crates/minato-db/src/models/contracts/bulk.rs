//! Many contracts at once, for demo data.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use minato_types::values::ContractId;

use super::NewContract;
use crate::models::services::Service;
use crate::schema::{contract_contacts, contracts};
use crate::{Conn, DbError, TenantScope, Tx as _, WriteTx};

/// How many rows one statement inserts: fewer values than any database takes at once.
const ROWS: usize = 500;

/// Somebody whom the carrier asks about a contract.
#[derive(Debug, Clone)]
pub struct NewContact {
    /// The name.
    pub name: String,
    /// The department.
    pub department: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number.
    pub phone: String,
}

/// A contract of a service, and whom the carrier asks about it.
pub type Registered<'a> = (&'a Service, NewContract, Vec<NewContact>);

/// Registers contracts; answers their ids in the same order.
pub fn insert_many(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    all: &[Registered<'_>],
) -> Result<Vec<ContractId>, DbError> {
    let now = tx.now().naive_utc();
    let ids: Vec<ContractId> = all.iter().map(|_| ContractId(tx.new_id())).collect();
    let rows: Vec<ContractRow<'_>> = ids
        .iter()
        .zip(all)
        .map(|(id, (service, new, _))| ContractRow::of(scope, *id, service, new, now))
        .collect();
    for rows in rows.chunks(ROWS) {
        let insert = diesel::insert_into(contracts::table).values(rows);
        match tx.conn() {
            Conn::Sqlite(sqlite) => insert.execute(sqlite)?,
            #[cfg(feature = "postgres")]
            Conn::Postgres(postgres) => insert.execute(postgres)?,
        };
    }
    let contacts: Vec<ContactRow<'_>> = ids
        .iter()
        .zip(all)
        .flat_map(|(id, (_, _, contacts))| ContactRow::all_of(scope, *id, contacts))
        .collect();
    for rows in contacts.chunks(ROWS) {
        let insert = diesel::insert_into(contract_contacts::table).values(rows);
        match tx.conn() {
            Conn::Sqlite(sqlite) => insert.execute(sqlite)?,
            #[cfg(feature = "postgres")]
            Conn::Postgres(postgres) => insert.execute(postgres)?,
        };
    }
    Ok(ids)
}

/// A row with all that a new contract has.
#[derive(Insertable)]
#[diesel(table_name = contracts, treat_none_as_default_value = false)]
pub(super) struct ContractRow<'a> {
    member_id: String,
    id: String,
    contract_number: &'a str,
    service_id: String,
    customer_number: &'a str,
    group_number: Option<String>,
    site: &'a str,
    status: &'static str,
    status_rank: i64,
    status_since: NaiveDateTime,
    memo: &'a str,
    memo_version: i64,
    applied_on: NaiveDate,
    provided_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    search_text: String,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    version: i64,
}

impl<'a> ContractRow<'a> {
    pub(super) fn of(
        scope: TenantScope,
        id: ContractId,
        service: &Service,
        new: &'a NewContract,
        now: NaiveDateTime,
    ) -> Self {
        Self {
            member_id: scope.key(),
            id: id.to_string(),
            contract_number: new.number.as_str(),
            service_id: service.id.0.to_string(),
            customer_number: &new.customer_number,
            group_number: new.group_number.clone(),
            site: &new.site,
            status: new.status.as_str(),
            status_rank: new.status.rank().into(),
            status_since: new.status_since.naive_utc(),
            memo: &new.memo,
            memo_version: 1,
            applied_on: new.applied_on,
            provided_on: new.provided_on,
            ends_on: new.ends_on,
            search_text: new.search_text(service),
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = contract_contacts, treat_none_as_default_value = false)]
struct ContactRow<'a> {
    member_id: String,
    contract_id: String,
    position: i64,
    name: &'a str,
    department: &'a str,
    email: &'a str,
    phone: &'a str,
}

impl<'a> ContactRow<'a> {
    fn all_of(
        scope: TenantScope,
        contract: ContractId,
        contacts: &'a [NewContact],
    ) -> impl Iterator<Item = Self> {
        let (member_id, contract_id) = (scope.key(), contract.to_string());
        (1..).zip(contacts).map(move |(position, contact)| Self {
            member_id: member_id.clone(),
            contract_id: contract_id.clone(),
            position,
            name: &contact.name,
            department: &contact.department,
            email: &contact.email,
            phone: &contact.phone,
        })
    }
}
