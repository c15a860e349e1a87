//! The operator's part of the calendar of business days: imported holidays and closings of
//! his own. It is the same for all members.

use std::sync::OnceLock;

use chrono::NaiveDate;
use diesel::prelude::*;
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::holidays;

use super::changed;
use crate::conn::run;
use crate::schema::{closings, holiday_imports, holidays as imported};
use crate::{DbError, Tx, WriteTx};

/// The key of the one import.
const IMPORT: i64 = 1;

/// A day on which the operator closes for a reason of his own.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = closings)]
pub struct OwnClosing {
    /// The day.
    pub date: NaiveDate,
    /// The reason in the operator's words.
    pub reason: String,
}

/// The calendar as it stands: the built-in one, with what was imported and closed.
pub fn load(tx: &mut impl Tx) -> Result<BusinessCalendar, DbError> {
    let calendar = built_in();
    let import: Option<(NaiveDate, NaiveDate)> = run!(tx.conn(), |conn| holiday_imports::table
        .find(IMPORT)
        .select((holiday_imports::first_day, holiday_imports::last_day))
        .first(conn))
    .optional()?;
    let calendar = match import {
        Some((first, last)) => calendar.with_holidays(first, last, imported_holidays(tx)?),
        None => calendar,
    };
    let closed: Vec<(NaiveDate, String)> = run!(tx.conn(), |conn| closings::table
        .order(closings::date)
        .select((closings::date, closings::reason))
        .load(conn))?;
    Ok(calendar.with_closings(closed))
}

/// Made once: its later years are computed.
fn built_in() -> BusinessCalendar {
    static BUILT_IN: OnceLock<BusinessCalendar> = OnceLock::new();
    BUILT_IN.get_or_init(BusinessCalendar::built_in).clone()
}

fn imported_holidays(tx: &mut impl Tx) -> Result<Vec<(NaiveDate, String)>, DbError> {
    Ok(imported::table
        .order(imported::date)
        .select((imported::date, imported::name))
        .load(tx.conn())?)
}

/// Keeps the official holidays of the days `first` to `last` in place of those imported
/// before. What lies before the built-in calendar is left out. Answers how many were kept.
pub fn import_holidays(
    tx: &mut WriteTx<'_>,
    first: NaiveDate,
    last: NaiveDate,
    official: &[(NaiveDate, String)],
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let first = first.max(holidays::FIRST_DAY);
    diesel::delete(imported::table).execute(tx.conn())?;
    diesel::delete(holiday_imports::table).execute(tx.conn())?;
    diesel::insert_into(holiday_imports::table)
        .values((
            holiday_imports::id.eq(IMPORT),
            holiday_imports::first_day.eq(first),
            holiday_imports::last_day.eq(last),
            holiday_imports::imported_at.eq(now),
        ))
        .execute(tx.conn())?;
    let mut kept = 0;
    for (date, name) in official {
        if (first..=last).contains(date) {
            kept += diesel::insert_into(imported::table)
                .values((imported::date.eq(date), imported::name.eq(name)))
                .execute(tx.conn())?;
        }
    }
    Ok(kept)
}

/// The operator's closings from `from` to `to`, in order.
pub fn list_closings(
    tx: &mut impl Tx,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<OwnClosing>, DbError> {
    Ok(closings::table
        .filter(closings::date.between(from, to))
        .order(closings::date)
        .select(OwnClosing::as_select())
        .load(tx.conn())?)
}

/// Closes a day, or gives a closed one another reason; true if it was open before.
pub fn close(tx: &mut WriteTx<'_>, date: NaiveDate, reason: &str) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let known = diesel::update(closings::table.find(date))
        .set(closings::reason.eq(reason))
        .execute(tx.conn())?;
    if changed(known) {
        return Ok(false);
    }
    diesel::insert_into(closings::table)
        .values((
            closings::date.eq(date),
            closings::reason.eq(reason),
            closings::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Opens a closed day again; false if it was not closed.
pub fn open(tx: &mut WriteTx<'_>, date: NaiveDate) -> Result<bool, DbError> {
    let rows = diesel::delete(closings::table.find(date)).execute(tx.conn())?;
    Ok(changed(rows))
}
