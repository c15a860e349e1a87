//! The ports that a member's applications add to each day. Cancelled ones add nothing.

use chrono::NaiveDate;
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use minato_types::port_applications::PortApplicationState;

use crate::conn::run;
use crate::schema::port_applications::{self, dsl};
use crate::{DbError, TenantScope, Tx};

/// What the applications of a day add to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct PortsOfDay {
    /// The day (Japan time).
    pub date: NaiveDate,
    /// The ports that are added by all of them.
    #[diesel(deserialize_as = i64)]
    pub added_ports: u32,
    /// How many applications that are.
    #[diesel(deserialize_as = i64)]
    pub applications: u32,
}

/// The days from `from` to `to` to which ports are added, in order.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<PortsOfDay>, DbError> {
    Ok(port_applications::table
        .filter(dsl::member_id.eq(scope.key()))
        .filter(dsl::effective_date.between(from, to))
        .filter(dsl::state.ne(PortApplicationState::Cancelled.as_str()))
        .group_by(dsl::effective_date)
        .order(dsl::effective_date)
        .select((
            dsl::effective_date,
            // The sum of whole numbers is a decimal one on PostgreSQL.
            sql::<BigInt>("CAST(SUM(added_ports) AS BIGINT)"),
            count_star(),
        ))
        .load(tx.conn())?)
}

/// The ports that applications add to `day`, without those of `except`.
pub fn added(
    tx: &mut impl Tx,
    scope: TenantScope,
    day: NaiveDate,
    except: Option<u32>,
) -> Result<u32, DbError> {
    let sum: i64 = run!(tx.conn(), |conn| port_applications::table
        .filter(dsl::member_id.eq(scope.key()))
        .filter(dsl::effective_date.eq(day))
        .filter(dsl::state.ne(PortApplicationState::Cancelled.as_str()))
        // No serial is 0.
        .filter(dsl::serial.ne(i64::from(except.unwrap_or(0))))
        .select(sql::<BigInt>(
            "CAST(COALESCE(SUM(added_ports), 0) AS BIGINT)",
        ))
        .first(conn))?;
    Ok(u32::try_from(sum).unwrap_or(u32::MAX))
}
