//! What happened to the applications for additional ports: rows are only ever added.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use minato_types::port_applications::PortApplicationEventKind;
use minato_types::values::{AccountId, PersonName, PortApplicationNumber};

use super::port_applications::PortApplication;
use crate::conn::run;
use crate::schema::port_application_events;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// Something that happened to an application.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = port_application_events)]
pub struct PortApplicationEvent {
    /// The serial of the application.
    #[diesel(deserialize_as = i64)]
    pub serial: u32,
    /// Its place in the history, from 1 without gaps.
    #[diesel(deserialize_as = i64)]
    pub seq: u32,
    /// The revision afterwards.
    #[diesel(deserialize_as = i64)]
    pub revision: u32,
    /// What happened.
    pub kind: AsText<PortApplicationEventKind>,
    /// The day afterwards.
    pub effective_date: NaiveDate,
    /// The ports afterwards.
    #[diesel(deserialize_as = i64)]
    pub added_ports: u32,
    /// The last day of the deadline afterwards.
    pub deadline_on: NaiveDate,
    /// The first instant after the deadline.
    pub deadline_at: NaiveDateTime,
    /// Who did it; `None` for the operator.
    pub account_id: Option<AsText<AccountId>>,
    /// The name of that person at that time.
    pub account_name: Option<AsText<PersonName>>,
    /// When.
    pub at: NaiveDateTime,
}

impl PortApplicationEvent {
    /// The number with the revision afterwards.
    pub const fn number(&self) -> PortApplicationNumber {
        PortApplicationNumber {
            serial: self.serial,
            revision: self.revision,
        }
    }
}

fn last_seq(tx: &mut impl Tx, scope: TenantScope, serial: u32) -> Result<Option<i64>, DbError> {
    Ok(port_application_events::table
        .filter(port_application_events::member_id.eq(scope.key()))
        .filter(port_application_events::serial.eq(i64::from(serial)))
        .select(max(port_application_events::seq))
        .first(tx.conn())?)
}

/// Adds what happened to an application at `at`; `after` is the application afterwards, which
/// this transaction has written. `by` is `None` for the operator.
pub fn append(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    after: &PortApplication,
    kind: PortApplicationEventKind,
    by: Option<(AccountId, &PersonName)>,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    // Whoever makes the first version makes the first event.
    let last = match after.version {
        1 => None,
        _ => last_seq(tx, scope, after.serial)?,
    };
    run!(tx.conn(), |conn| diesel::insert_into(
        port_application_events::table
    )
    .values((
        port_application_events::member_id.eq(scope.key()),
        port_application_events::serial.eq(i64::from(after.serial)),
        port_application_events::seq.eq(last.unwrap_or(0) + 1),
        port_application_events::revision.eq(i64::from(after.revision)),
        port_application_events::kind.eq(kind.as_str()),
        port_application_events::effective_date.eq(after.effective_date),
        port_application_events::added_ports.eq(i64::from(after.added_ports)),
        port_application_events::deadline_on.eq(after.deadline_on),
        port_application_events::deadline_at.eq(after.deadline_at),
        port_application_events::account_id.eq(by.map(|(id, _)| id.to_string())),
        port_application_events::account_name.eq(by.map(|(_, name)| name.as_str())),
        port_application_events::at.eq(at.naive_utc()),
    ))
    .execute(conn))?;
    Ok(())
}

/// What happened to an application, oldest first; empty if the member has none with this
/// serial.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    serial: u32,
) -> Result<Vec<PortApplicationEvent>, DbError> {
    Ok(port_application_events::table
        .filter(port_application_events::member_id.eq(scope.key()))
        .filter(port_application_events::serial.eq(i64::from(serial)))
        .order(port_application_events::seq)
        .select(PortApplicationEvent::as_select())
        .load(tx.conn())?)
}
