//! Numbers that are given out one by one, without gaps: a transaction that is undone gives
//! its number back.

use diesel::prelude::*;

use crate::conn::run;
use crate::schema::serial_numbers;
use crate::{DbError, Tx as _, WriteTx};

/// A row of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// The serials of port applications.
    PortApplication,
}

impl Series {
    /// The series as it stands in the row.
    const fn as_str(self) -> &'static str {
        match self {
            Self::PortApplication => "portApplication",
        }
    }
}

/// Takes the next `count` numbers and answers the first of them. From here to its end, the
/// transaction makes all others wait that want one: take it late.
pub fn take(tx: &mut WriteTx<'_>, series: Series, count: u32) -> Result<u32, DbError> {
    let last: i64 = run!(tx.conn(), |conn| {
        diesel::update(serial_numbers::table.find(series.as_str()))
            .set(serial_numbers::last.eq(serial_numbers::last + i64::from(count)))
            .returning(serial_numbers::last)
            .get_result(conn)
    })?;
    let first = last - i64::from(count) + 1;
    u32::try_from(first)
        .map_err(|_| DbError::Unavailable(format!("the serial {first} is out of range")))
}
