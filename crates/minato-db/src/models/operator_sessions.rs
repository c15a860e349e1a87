//! Sessions of operators. The browser holds the secret, the row its digest.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use super::operators::Operator;
use crate::schema::{operator_sessions, operators};
use crate::{AsText, DbError, OneStatement, OperatorPrincipal, Tx, WriteTx};

/// How old the note of the last request may grow before it is written again.
const TOUCH_INTERVAL: TimeDelta = TimeDelta::minutes(1);

/// A session of an operator.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = operator_sessions)]
pub struct OperatorSession {
    /// The id.
    pub id: AsText<Uuid>,
    /// When the last request came, to the minute.
    pub last_seen_at: NaiveDateTime,
    /// When the session ends in any case.
    pub expires_at: NaiveDateTime,
    /// When it last proved whose it is: at sign-in, or by a step-up.
    pub proven_at: NaiveDateTime,
}

/// A living session and the operator behind it.
#[derive(Debug, Clone)]
pub struct LiveOperatorSession {
    /// The session.
    pub session: OperatorSession,
    /// The operator.
    pub operator: Operator,
}

impl LiveOperatorSession {
    /// Who asks.
    pub fn principal(&self) -> OperatorPrincipal {
        OperatorPrincipal {
            operator: self.operator.id.0,
        }
    }

    /// Whether it is time to note the request.
    pub fn wants_touch(&self, now: DateTime<Utc>) -> bool {
        now.naive_utc() - self.session.last_seen_at >= TOUCH_INTERVAL
    }
}

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewOperatorSession {
    /// The digest of the secret.
    pub secret_digest: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The address that the request came from.
    pub address: String,
    /// When the session ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// Opens a session.
pub fn insert(
    tx: &mut WriteTx<'_>,
    operator: Uuid,
    new: &NewOperatorSession,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(operator_sessions::table)
        .values((
            operator_sessions::id.eq(id.to_string()),
            operator_sessions::operator_id.eq(operator.to_string()),
            operator_sessions::secret_digest.eq(&new.secret_digest),
            operator_sessions::user_agent.eq(&new.user_agent),
            operator_sessions::address.eq(&new.address),
            operator_sessions::created_at.eq(now),
            operator_sessions::last_seen_at.eq(now),
            operator_sessions::expires_at.eq(new.expires_at.naive_utc()),
            operator_sessions::proven_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// The living session that this secret belongs to, in one statement: not ended, not idle for
/// longer than `idle`, its operator active.
pub fn find_live<'a>(
    once: impl Into<OneStatement<'a>>,
    secret_digest: &str,
    idle: TimeDelta,
) -> Result<Option<LiveOperatorSession>, DbError> {
    let OneStatement { conn, now } = once.into();
    let found: Option<(OperatorSession, Operator)> = operator_sessions::table
        .inner_join(operators::table)
        .filter(operator_sessions::secret_digest.eq(secret_digest))
        .filter(operator_sessions::ended_at.is_null())
        .select((OperatorSession::as_select(), Operator::as_select()))
        .first(conn)
        .optional()?;
    let now = now.naive_utc();
    Ok(found.and_then(|(session, operator)| {
        let live =
            now < session.expires_at && now < session.last_seen_at + idle && operator.is_active();
        live.then_some(LiveOperatorSession { session, operator })
    }))
}

/// Notes that a request came.
pub fn touch(tx: &mut WriteTx<'_>, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let due = living(id).filter(operator_sessions::last_seen_at.le(now - TOUCH_INTERVAL));
    let rows = diesel::update(due)
        .set(operator_sessions::last_seen_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Notes that the session has just proved again whose it is; false if it has ended.
pub fn prove(tx: &mut WriteTx<'_>, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(living(id))
        .set(operator_sessions::proven_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// When the session last proved whose it is, as the row says now; `None` if it has ended.
pub fn proven_at(tx: &mut impl Tx, id: Uuid) -> Result<Option<NaiveDateTime>, DbError> {
    Ok(living(id)
        .select(operator_sessions::proven_at)
        .first(tx.conn())
        .optional()?)
}

/// Ends a session, once: false if it had ended before.
pub fn end(tx: &mut WriteTx<'_>, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(living(id))
        .set(operator_sessions::ended_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends the session of this secret, if there is one: a new sign-in takes its place.
pub fn end_replaced(tx: &mut WriteTx<'_>, secret_digest: &str) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let replaced = operator_sessions::table
        .filter(operator_sessions::secret_digest.eq(secret_digest))
        .filter(operator_sessions::ended_at.is_null());
    diesel::update(replaced)
        .set(operator_sessions::ended_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends all sessions of an operator.
pub fn end_all_of(tx: &mut WriteTx<'_>, operator: Uuid) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let all = operator_sessions::table
        .filter(operator_sessions::operator_id.eq(operator.to_string()))
        .filter(operator_sessions::ended_at.is_null());
    diesel::update(all)
        .set(operator_sessions::ended_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes what expired before `limit`.
pub fn delete_expired_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = operator_sessions::table.filter(operator_sessions::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

type Living = diesel::dsl::Filter<
    diesel::dsl::Find<operator_sessions::table, String>,
    diesel::dsl::IsNull<operator_sessions::ended_at>,
>;

fn living(id: Uuid) -> Living {
    operator_sessions::table
        .find(id.to_string())
        .filter(operator_sessions::ended_at.is_null())
}
