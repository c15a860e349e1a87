//! What the operator does with applications, across members.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use minato_types::port_applications::PortApplicationState;
use minato_types::rules::business_days::{BusinessCalendar, OutsideCalendar};
use minato_types::rules::deadline::DeadlineRule;
use minato_types::rules::japan_time;
use minato_types::values::MemberNumber;

use super::PortApplication;
use crate::schema::members;
use crate::schema::port_applications::{self, dsl};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// Which applications the operator asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskFilter {
    /// Only this member's.
    pub member: Option<TenantScope>,
    /// The first effective date.
    pub from: Option<NaiveDate>,
    /// The last effective date.
    pub to: Option<NaiveDate>,
    /// Not only those to be provisioned: whose deadline has passed, whose day has not, which
    /// are neither provisioned nor cancelled.
    pub all: bool,
}

/// An application with the member that applied.
#[derive(Debug, Clone, Queryable)]
pub struct DeskApplication {
    /// The application.
    pub application: PortApplication,
    /// The number of the member.
    pub member_number: AsText<MemberNumber>,
    /// The name of the member.
    pub member_name: String,
    /// The ports that its contract always includes.
    #[diesel(deserialize_as = i64)]
    pub contracted_ports: u32,
}

/// At most `limit` applications of all members by serial, those behind `after`.
pub fn list(
    tx: &mut impl Tx,
    filter: &DeskFilter,
    after: u32,
    limit: u32,
) -> Result<Vec<DeskApplication>, DbError> {
    let mut query = port_applications::table
        .inner_join(members::table)
        .filter(dsl::serial.gt(i64::from(after)))
        .order(dsl::serial)
        .limit(i64::from(limit))
        .select((
            PortApplication::as_select(),
            members::member_number,
            members::name,
            members::contracted_ports,
        ))
        .into_boxed();
    if let Some(member) = filter.member {
        query = query.filter(dsl::member_id.eq(member.key()));
    }
    if let Some(from) = filter.from {
        query = query.filter(dsl::effective_date.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(dsl::effective_date.le(to));
    }
    if !filter.all {
        let now = tx.now();
        query = query
            .filter(dsl::state.eq(PortApplicationState::Accepted.as_str()))
            .filter(dsl::deadline_at.le(now.naive_utc()))
            .filter(dsl::effective_date.ge(japan_time::date(now)));
    }
    Ok(query.load(tx.conn())?)
}

/// The application with this serial, whichever member's it is.
pub fn find(tx: &mut impl Tx, serial: u32) -> Result<Option<PortApplication>, DbError> {
    Ok(port_applications::table
        .filter(dsl::serial.eq(i64::from(serial)))
        .select(PortApplication::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Why deadlines could not be raised.
#[derive(Debug, thiserror::Error)]
pub enum RaiseError {
    /// The database.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The calendar does not reach to the day of an open application.
    #[error(transparent)]
    Calendar(#[from] OutsideCalendar),
}

/// Raises the promised deadlines of open applications to those of a changed calendar where
/// these are later; none is ever lowered. Answers the applications whose deadline changed.
pub fn raise_deadlines(
    tx: &mut WriteTx<'_>,
    rule: &DeadlineRule,
    calendar: &BusinessCalendar,
) -> Result<Vec<PortApplication>, RaiseError> {
    let now = tx.now();
    let days: Vec<NaiveDate> = port_applications::table
        .filter(dsl::effective_date.ge(japan_time::date(now)))
        .filter(dsl::state.eq(PortApplicationState::Accepted.as_str()))
        .filter(dsl::deadline_at.gt(now.naive_utc()))
        .select(dsl::effective_date)
        .distinct()
        .order(dsl::effective_date)
        .load(tx.conn())
        .map_err(DbError::from)?;
    let mut raised = Vec::new();
    for day in days {
        let deadline = rule.deadline(calendar, day)?;
        raised.extend(raise(tx, day, deadline.day, deadline.at.naive_utc())?);
    }
    Ok(raised)
}

/// Raises the open deadlines of one effective date.
fn raise(
    tx: &mut WriteTx<'_>,
    effective_date: NaiveDate,
    day: NaiveDate,
    at: NaiveDateTime,
) -> Result<Vec<PortApplication>, DbError> {
    let now = tx.now().naive_utc();
    let earlier = port_applications::table
        .filter(dsl::state.eq(PortApplicationState::Accepted.as_str()))
        .filter(dsl::effective_date.eq(effective_date))
        .filter(dsl::deadline_at.gt(now))
        .filter(dsl::deadline_at.lt(at));
    let serials: Vec<i64> = earlier.select(dsl::serial).load(tx.conn())?;
    let mut raised = Vec::with_capacity(serials.len());
    for serial in serials {
        // Asked again row by row: between the two it may have been changed or cancelled.
        let rows = diesel::update(earlier.filter(dsl::serial.eq(serial)))
            .set((dsl::deadline_on.eq(day), dsl::deadline_at.eq(at)))
            .execute(tx.conn())?;
        if rows == 1 {
            let raised_row = port_applications::table
                .filter(dsl::serial.eq(serial))
                .select(PortApplication::as_select())
                .first(tx.conn())?;
            raised.push(raised_row);
        }
    }
    Ok(raised)
}
