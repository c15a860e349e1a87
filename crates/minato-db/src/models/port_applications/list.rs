//! Lists of a member's applications, in pages or from key to key.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::IntoBoxed;
use diesel::prelude::*;
use minato_types::port_applications::{PortApplicationSort as Sort, PortApplicationState as State};
use minato_types::rules::japan_time;

use super::PortApplication;
use crate::like::{ESCAPE, containing};
use crate::schema::port_applications::{self, dsl};
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// Which applications are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The first effective date.
    pub from: Option<NaiveDate>,
    /// The last effective date.
    pub to: Option<NaiveDate>,
    /// Normalised words that must all occur.
    pub words: Vec<String>,
    /// Where the applications stand.
    pub state: Option<State>,
}

/// The place of a row in an order: what it is ordered by, then its serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// In an order by number.
    Number(u32),
    /// In an order by day.
    EffectiveDate(NaiveDate, u32),
    /// In an order by ports.
    AddedPorts(u32, u32),
}

impl Key {
    /// The place of `row` in this order.
    pub const fn of(row: &PortApplication, sort: Sort) -> Self {
        match sort {
            Sort::Number | Sort::NumberDescending => Self::Number(row.serial),
            Sort::EffectiveDate | Sort::EffectiveDateDescending => {
                Self::EffectiveDate(row.effective_date, row.serial)
            }
            Sort::AddedPorts | Sort::AddedPortsDescending => {
                Self::AddedPorts(row.added_ports, row.serial)
            }
        }
    }
}

/// Where a part of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// After so many rows.
    Offset(u64),
    /// Behind this place; it must be one of the same order.
    Behind(Key),
}

/// At most `limit` rows of a list as it stands at `now`.
pub fn rows(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &Filter,
    now: DateTime<Utc>,
    sort: Sort,
    start: Start,
    limit: u32,
) -> Result<Vec<PortApplication>, DbError> {
    let mut query = ordered(matching(scope, filter, now), sort).limit(i64::from(limit));
    query = match start {
        Start::Offset(rows) => query.offset(i64::try_from(rows).unwrap_or(i64::MAX)),
        Start::Behind(key) => behind(query, sort, key),
    };
    Ok(query.select(PortApplication::as_select()).load(tx.conn())?)
}

/// How many rows the whole list has at `now`.
pub fn total(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &Filter,
    now: DateTime<Utc>,
) -> Result<u64, DbError> {
    let total: i64 = matching(scope, filter, now).count().get_result(tx.conn())?;
    Ok(total.unsigned_abs())
}

type Query = IntoBoxed<'static, port_applications::table, MultiBackend>;

fn matching(scope: TenantScope, filter: &Filter, now: DateTime<Utc>) -> Query {
    let mut query = port_applications::table
        .filter(dsl::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(from) = filter.from {
        query = query.filter(dsl::effective_date.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(dsl::effective_date.le(to));
    }
    if let Some(state) = filter.state {
        query = standing(query, state, now);
    }
    for word in &filter.words {
        query = query.filter(dsl::search_text.like(containing(word)).escape(ESCAPE));
    }
    query
}

/// The same as [`PortApplication::state_at`], for the database.
fn standing(query: Query, state: State, now: DateTime<Utc>) -> Query {
    let (today, now) = (japan_time::date(now), now.naive_utc());
    let stored = |state: State| dsl::state.eq(state.as_str());
    match state {
        State::Cancelled => query.filter(stored(state)),
        State::Finished => query
            .filter(dsl::state.ne(State::Cancelled.as_str()))
            .filter(dsl::effective_date.lt(today)),
        State::Provisioned => query
            .filter(stored(state))
            .filter(dsl::effective_date.ge(today)),
        State::Fixed => query
            .filter(stored(State::Accepted))
            .filter(dsl::effective_date.ge(today))
            .filter(dsl::deadline_at.le(now)),
        State::Accepted => query
            .filter(stored(state))
            .filter(dsl::effective_date.ge(today))
            .filter(dsl::deadline_at.gt(now)),
    }
}

fn ordered(query: Query, sort: Sort) -> Query {
    match sort {
        Sort::Number => query.order(dsl::serial.asc()),
        Sort::NumberDescending => query.order(dsl::serial.desc()),
        Sort::EffectiveDate => query.order((dsl::effective_date.asc(), dsl::serial.asc())),
        Sort::EffectiveDateDescending => {
            query.order((dsl::effective_date.desc(), dsl::serial.desc()))
        }
        Sort::AddedPorts => query.order((dsl::added_ports.asc(), dsl::serial.asc())),
        Sort::AddedPortsDescending => query.order((dsl::added_ports.desc(), dsl::serial.desc())),
    }
}

/// The first condition of each lets an index be entered at the place, the second leaves out
/// what stands there before it.
fn behind(query: Query, sort: Sort, key: Key) -> Query {
    let serial = |serial: u32| i64::from(serial);
    match (sort, key) {
        (Sort::Number, Key::Number(s)) => query.filter(dsl::serial.gt(serial(s))),
        (Sort::NumberDescending, Key::Number(s)) => query.filter(dsl::serial.lt(serial(s))),
        (Sort::EffectiveDate, Key::EffectiveDate(day, s)) => query
            .filter(dsl::effective_date.ge(day))
            .filter(dsl::effective_date.gt(day).or(dsl::serial.gt(serial(s)))),
        (Sort::EffectiveDateDescending, Key::EffectiveDate(day, s)) => query
            .filter(dsl::effective_date.le(day))
            .filter(dsl::effective_date.lt(day).or(dsl::serial.lt(serial(s)))),
        (Sort::AddedPorts, Key::AddedPorts(ports, s)) => {
            query.filter(dsl::added_ports.ge(i64::from(ports))).filter(
                dsl::added_ports
                    .gt(i64::from(ports))
                    .or(dsl::serial.gt(serial(s))),
            )
        }
        (Sort::AddedPortsDescending, Key::AddedPorts(ports, s)) => {
            query.filter(dsl::added_ports.le(i64::from(ports))).filter(
                dsl::added_ports
                    .lt(i64::from(ports))
                    .or(dsl::serial.lt(serial(s))),
            )
        }
        // A place in another order lies nowhere in this one.
        _ => query.filter(dsl::serial.lt(0)),
    }
}
