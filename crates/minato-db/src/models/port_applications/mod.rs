//! Applications for additional ports: the rows, and what changes them. What they are asked
//! for by people is in [`list`] and [`per_day`], by the operator in [`desk`].
//!
//! Whoever changes an application claims its version first; whoever judges the ports of a
//! day holds [`members::lock`](super::members::lock).

pub mod desk;
pub mod list;
pub mod past;
pub mod per_day;
mod row;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use minato_types::port_applications::PortApplicationState;
use minato_types::rules::deadline::Deadline;
use minato_types::values::{AccountId, PersonName};

use crate::conn::run;
use crate::schema::port_applications;
use crate::{AsText, DbError, OneStatement, TenantScope, Tx, WriteTx};

pub use row::PortApplication;

/// An application to be kept.
#[derive(Debug, Clone)]
pub struct NewPortApplication {
    /// The serial, from [`serial_numbers`](super::serial_numbers).
    pub serial: u32,
    /// The day (Japan time) on which the ports are added.
    pub effective_date: NaiveDate,
    /// How many ports are added.
    pub added_ports: u32,
    /// Who applies.
    pub applicant: AccountId,
    /// The name of the applicant, which stays as it is now.
    pub applicant_name: PersonName,
    /// Whether a mail reminds the applicant before the deadline.
    pub remind: bool,
    /// The deadline that is promised.
    pub deadline: Deadline,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
}

/// What a change leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The day (Japan time) on which the ports are added.
    pub effective_date: NaiveDate,
    /// How many ports are added.
    pub added_ports: u32,
    /// Whether a mail reminds the applicant before the deadline.
    pub remind: bool,
    /// The deadline that is promised now.
    pub deadline: Deadline,
}

/// Keeps an application: revision 0, version 1, accepted.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    new: &NewPortApplication,
) -> Result<PortApplication, DbError> {
    let kept = PortApplication::new(scope, new);
    run!(tx.conn(), |conn| diesel::insert_into(
        port_applications::table
    )
    .values((
        port_applications::member_id.eq(scope.key()),
        port_applications::serial.eq(i64::from(kept.serial)),
        port_applications::revision.eq(i64::from(kept.revision)),
        port_applications::effective_date.eq(kept.effective_date),
        port_applications::added_ports.eq(i64::from(kept.added_ports)),
        port_applications::state.eq(kept.state.0.as_str()),
        port_applications::applicant_id.eq(kept.applicant_id.0.to_string()),
        port_applications::applicant_name.eq(kept.applicant_name.0.as_str()),
        port_applications::remind.eq(kept.remind),
        port_applications::deadline_on.eq(kept.deadline_on),
        port_applications::deadline_at.eq(kept.deadline_at),
        port_applications::search_text.eq(kept.search_text()),
        port_applications::version.eq(kept.version),
        port_applications::submitted_at.eq(kept.submitted_at),
        port_applications::updated_at.eq(kept.updated_at),
    ))
    .execute(conn))?;
    Ok(kept)
}

/// An application of the member.
pub fn get(tx: &mut impl Tx, scope: TenantScope, serial: u32) -> Result<PortApplication, DbError> {
    find(tx, scope, serial)?.ok_or(DbError::NotFound)
}

/// An application of the member, if it has one with this serial.
pub fn find<'a>(
    once: impl Into<OneStatement<'a>>,
    scope: TenantScope,
    serial: u32,
) -> Result<Option<PortApplication>, DbError> {
    let OneStatement { conn, .. } = once.into();
    let found = run!(conn, |conn| row(scope, serial)
        .select(PortApplication::as_select())
        .first(conn));
    Ok(found.optional()?)
}

/// Makes the next version of an application, if `version` is still its present one:
/// `None` if not, for somebody was faster. The row is then this transaction's alone, and what
/// the transaction decides from here on cannot grow old.
pub fn claim(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    serial: u32,
    version: i64,
) -> Result<Option<PortApplication>, DbError> {
    let present = row(scope, serial).filter(port_applications::version.eq(version));
    let claimed = run!(tx.conn(), |conn| {
        diesel::update(present)
            .set(port_applications::version.eq(port_applications::version + 1))
            .returning(PortApplication::as_select())
            .get_result(conn)
    });
    tx.read_clock();
    Ok(claimed.optional()?)
}

/// Changes a claimed application: its revision grows. Answers it as it is then.
pub fn change(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    claimed: &PortApplication,
    change: &Change,
) -> Result<PortApplication, DbError> {
    let after = PortApplication {
        revision: claimed.revision + 1,
        effective_date: change.effective_date,
        added_ports: change.added_ports,
        remind: change.remind,
        deadline_on: change.deadline.day,
        deadline_at: change.deadline.at.naive_utc(),
        updated_at: tx.now().naive_utc(),
        ..claimed.clone()
    };
    run!(tx.conn(), |conn| diesel::update(row(scope, claimed.serial))
        .set((
            port_applications::revision.eq(i64::from(after.revision)),
            port_applications::effective_date.eq(after.effective_date),
            port_applications::added_ports.eq(i64::from(after.added_ports)),
            port_applications::remind.eq(after.remind),
            port_applications::deadline_on.eq(after.deadline_on),
            port_applications::deadline_at.eq(after.deadline_at),
            port_applications::search_text.eq(after.search_text()),
            port_applications::updated_at.eq(after.updated_at),
        ))
        .execute(conn))?;
    Ok(after)
}

/// Cancels a claimed application, or marks it as provisioned. Answers it as it is then.
pub fn set_state(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    claimed: &PortApplication,
    state: PortApplicationState,
) -> Result<PortApplication, DbError> {
    let after = PortApplication {
        state: AsText(state),
        updated_at: tx.now().naive_utc(),
        ..claimed.clone()
    };
    run!(tx.conn(), |conn| diesel::update(row(scope, claimed.serial))
        .set((
            port_applications::state.eq(state.as_str()),
            port_applications::updated_at.eq(after.updated_at),
        ))
        .execute(conn))?;
    Ok(after)
}

type Row = diesel::dsl::Find<port_applications::table, (String, i64)>;

fn row(scope: TenantScope, serial: u32) -> Row {
    port_applications::table.find((scope.key(), i64::from(serial)))
}
