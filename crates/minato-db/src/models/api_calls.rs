//! What programs asked for: the log that their owners see.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::conn::run;
use crate::schema::{api_calls, api_clients};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// How many rows one statement inserts: each has ten parameters, and SQLite takes 32,766.
const ROWS_AT_ONCE: usize = 500;

/// A call that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiCall {
    /// The member of the program.
    pub scope: TenantScope,
    /// The id of the request, whose first part is the time.
    pub request: Uuid,
    /// The API client.
    pub client: Uuid,
    /// When it came.
    pub at: DateTime<Utc>,
    /// The method.
    pub method: &'static str,
    /// The template of the path.
    pub route: String,
    /// The status of the answer.
    pub status: u16,
    /// The code of the problem, if it was answered with one.
    pub problem: Option<&'static str>,
    /// How long the answer took, in microseconds.
    pub micros: i64,
    /// The address that it came from.
    pub address: String,
}

/// A call as its row tells it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = api_calls)]
pub struct ApiCall {
    /// The id of the request.
    pub id: AsText<Uuid>,
    /// The API client.
    pub client_id: AsText<Uuid>,
    /// When it came.
    pub at: NaiveDateTime,
    /// The method.
    pub method: String,
    /// The template of the path.
    pub route: String,
    /// The status of the answer.
    pub status: i64,
    /// The code of the problem, if it was answered with one.
    pub problem: Option<String>,
    /// How long the answer took, in microseconds.
    pub micros: i64,
    /// The address that it came from.
    pub address: String,
}

/// Which calls are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this API client.
    pub client: Option<Uuid>,
    /// Only the one with this id.
    pub request: Option<Uuid>,
    /// Not before this time.
    pub from: Option<DateTime<Utc>>,
    /// Before this time.
    pub before: Option<DateTime<Utc>>,
    /// The first status, and the first one that is too large.
    pub statuses: Option<(u16, u16)>,
    /// Only those older than this one.
    pub older_than: Option<Uuid>,
}

/// Notes calls. One that is noted already stays as it is: a batch whose outcome was not known may
/// be tried again.
pub fn insert(tx: &mut WriteTx<'_>, calls: &[NewApiCall]) -> Result<(), DbError> {
    for part in calls.chunks(ROWS_AT_ONCE) {
        let rows: Vec<_> = part.iter().map(values).collect();
        run!(tx.conn(), |conn| diesel::insert_into(api_calls::table)
            .values(rows)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    Ok(())
}

/// The first `limit` calls, newest first, with the names of their API clients.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<(ApiCall, String)>, DbError> {
    let client = api_clients::member_id
        .eq(api_calls::member_id)
        .and(api_clients::id.eq(api_calls::client_id));
    let mut query = api_calls::table
        .inner_join(api_clients::table.on(client))
        .filter(api_calls::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(client) = filter.client {
        query = query.filter(api_calls::client_id.eq(client.to_string()));
    }
    if let Some(request) = filter.request {
        query = query.filter(api_calls::id.eq(request.to_string()));
    }
    // Ids begin with their time: the same index finds both.
    if let Some(from) = filter.from {
        query = query.filter(api_calls::id.ge(first_id_at(from)));
    }
    if let Some(before) = filter.before {
        query = query.filter(api_calls::id.lt(first_id_at(before)));
    }
    if let Some((first, beyond)) = filter.statuses {
        query = query
            .filter(api_calls::status.ge(i64::from(first)))
            .filter(api_calls::status.lt(i64::from(beyond)));
    }
    if let Some(older) = filter.older_than {
        query = query.filter(api_calls::id.lt(older.to_string()));
    }
    Ok(query
        .order(api_calls::id.desc())
        .limit(i64::from(limit))
        .select((ApiCall::as_select(), api_clients::name))
        .load(tx.conn())?)
}

/// Removes what came before `limit`.
pub fn delete_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = api_calls::table.filter(api_calls::at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

/// The smallest id that a request can have that comes at this time (UUID version 7).
fn first_id_at(time: DateTime<Utc>) -> String {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    Uuid::from_u64_pair(millis << 16, 0).to_string()
}

/// What `insert` writes of a call.
type Values<'a> = (
    diesel::dsl::Eq<api_calls::member_id, String>,
    diesel::dsl::Eq<api_calls::id, String>,
    diesel::dsl::Eq<api_calls::client_id, String>,
    diesel::dsl::Eq<api_calls::at, NaiveDateTime>,
    diesel::dsl::Eq<api_calls::method, &'a str>,
    diesel::dsl::Eq<api_calls::route, &'a str>,
    diesel::dsl::Eq<api_calls::status, i64>,
    diesel::dsl::Eq<api_calls::problem, Option<&'a str>>,
    diesel::dsl::Eq<api_calls::micros, i64>,
    diesel::dsl::Eq<api_calls::address, &'a str>,
);

fn values(call: &NewApiCall) -> Values<'_> {
    (
        api_calls::member_id.eq(call.scope.key()),
        api_calls::id.eq(call.request.to_string()),
        api_calls::client_id.eq(call.client.to_string()),
        api_calls::at.eq(call.at.naive_utc()),
        api_calls::method.eq(call.method),
        api_calls::route.eq(call.route.as_str()),
        api_calls::status.eq(i64::from(call.status)),
        api_calls::problem.eq(call.problem),
        api_calls::micros.eq(call.micros),
        api_calls::address.eq(call.address.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SystemEntropy, new_id};

    #[test]
    fn an_id_lies_between_its_time_and_the_next_millisecond() {
        let time = "2026-11-23T04:05:06.789Z".parse::<DateTime<Utc>>().unwrap();
        let id = new_id(&SystemEntropy, time).to_string();
        assert!(first_id_at(time) <= id);
        assert!(id < first_id_at(time + chrono::TimeDelta::milliseconds(1)));
        assert!(first_id_at(DateTime::UNIX_EPOCH) < id);
    }
}
