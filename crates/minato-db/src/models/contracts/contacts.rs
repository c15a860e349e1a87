//! Whom the carrier asks about a contract.

use diesel::prelude::*;
use minato_types::contracts::ContractContact;

use super::Contract;
use super::rights::ContractRights;
use crate::models::changed;
use crate::schema::{contract_contacts as contacts, contracts};
use crate::{DbError, Tx, WriteTx};

/// What is known of a contact: name, department, address, telephone.
pub(super) type Row = (String, String, String, String);

/// The columns of a [`Row`].
pub(super) const COLUMNS: (
    contacts::name,
    contacts::department,
    contacts::email,
    contacts::phone,
) = (
    contacts::name,
    contacts::department,
    contacts::email,
    contacts::phone,
);

/// The contact of a row.
pub(super) fn contact((name, department, email, phone): Row) -> ContractContact {
    ContractContact {
        name,
        department,
        email,
        phone,
    }
}

/// The contacts of a contract that was found by these rights, in their order.
pub fn list(
    tx: &mut impl Tx,
    rights: &ContractRights,
    contract: &Contract,
) -> Result<Vec<ContractContact>, DbError> {
    let found: Vec<Row> = contacts::table
        .filter(contacts::member_id.eq(rights.scope().key()))
        .filter(contacts::contract_id.eq(contract.id.0.to_string()))
        .order(contacts::position)
        .select(COLUMNS)
        .load(tx.conn())?;
    Ok(found.into_iter().map(contact).collect())
}

/// Puts other contacts in the place of those with `version`; false if somebody was faster.
pub fn replace(
    tx: &mut WriteTx<'_>,
    rights: &ContractRights,
    contract: &Contract,
    version: i64,
    people: &[ContractContact],
) -> Result<bool, DbError> {
    let (member, id) = (rights.scope().key(), contract.id.0.to_string());
    let now = tx.now().naive_utc();
    let own = contracts::table.find((member.clone(), id.clone()));
    let rows = diesel::update(own.filter(contracts::contacts_version.eq(version)))
        .set((
            contracts::contacts_version.eq(contracts::contacts_version + 1),
            contracts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if !changed(rows) {
        return Ok(false);
    }
    let before = contacts::table
        .filter(contacts::member_id.eq(&member))
        .filter(contacts::contract_id.eq(&id));
    diesel::delete(before).execute(tx.conn())?;
    for (person, position) in people.iter().zip(0_i64..) {
        diesel::insert_into(contacts::table)
            .values((
                contacts::member_id.eq(&member),
                contacts::contract_id.eq(&id),
                contacts::position.eq(position),
                contacts::name.eq(&person.name),
                contacts::department.eq(&person.department),
                contacts::email.eq(&person.email),
                contacts::phone.eq(&person.phone),
            ))
            .execute(tx.conn())?;
    }
    Ok(true)
}
