//! Sessions of people. The browser holds the secret, the row its digest.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::auth::SessionLevel;
use minato_types::company::CompanyOptionKind;
use minato_types::values::{AccountId, MemberId, SessionId};

use super::accounts::Account;
use super::changed;
use super::members::Member;
use crate::conn::run;
use crate::fixed::fixed_update;
use crate::principal::AccountPrincipal;
use crate::schema::{accounts, member_options, members, sessions};
use crate::{AsText, DbError, OneStatement, TenantScope, Tx, WriteTx};

/// How old the note of the last request may grow before it is written again.
const TOUCH_INTERVAL: TimeDelta = TimeDelta::minutes(1);

/// A session.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// The id.
    pub id: AsText<SessionId>,
    /// The account.
    pub account_id: AsText<AccountId>,
    /// What was proved at sign-in.
    pub level: AsText<SessionLevel>,
    /// When the last request came, to the minute.
    pub last_seen_at: NaiveDateTime,
    /// When the session ends in any case.
    pub expires_at: NaiveDateTime,
    /// When it was ended, if it was.
    pub ended_at: Option<NaiveDateTime>,
    /// When it last proved whose it is: at sign-in, or by a step-up.
    pub proven_at: NaiveDateTime,
    /// When it was opened.
    pub created_at: NaiveDateTime,
}

/// A living session with everything that each request needs to know.
#[derive(Debug, Clone)]
pub struct LiveSession {
    /// The session.
    pub session: Session,
    /// The person.
    pub account: Account,
    /// The member of the person.
    pub member: Member,
    /// Whether the member has the option port plus.
    pub port_plus: bool,
}

impl LiveSession {
    /// Who asks.
    pub fn principal(&self) -> AccountPrincipal {
        AccountPrincipal {
            scope: self.account.scope(),
            account: self.account.id.0,
            role: self.account.role.0,
            level: self.session.level.0,
            must_change_password: self.account.must_change_password,
            port_plus: self.port_plus,
        }
    }

    /// Whether it may be used from an address.
    pub fn lets_in(&self, address: Option<IpAddr>) -> bool {
        self.member.lets_in(&self.account, address)
    }

    /// When it ends in any case: as was said at sign-in, or earlier if the member says so now.
    pub fn expires_at(&self) -> NaiveDateTime {
        let Session {
            created_at,
            expires_at,
            ..
        } = self.session;
        self.member.session_end(created_at, expires_at)
    }

    /// Whether it is time to note the request.
    pub fn wants_touch(&self, now: DateTime<Utc>) -> bool {
        now.naive_utc() - self.session.last_seen_at >= TOUCH_INTERVAL
    }
}

/// A session as its owner sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct OwnSession {
    /// The id.
    pub id: AsText<SessionId>,
    /// What was proved at sign-in.
    pub level: AsText<SessionLevel>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The address that the sign-in came from.
    pub address: String,
    /// When it was opened.
    pub created_at: NaiveDateTime,
    /// When the last request came, to the minute.
    pub last_seen_at: NaiveDateTime,
    /// When the session ends in any case.
    pub expires_at: NaiveDateTime,
}

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The digest of the secret.
    pub secret_digest: String,
    /// What was proved.
    pub level: SessionLevel,
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
    scope: TenantScope,
    account: AccountId,
    new: &NewSession,
) -> Result<SessionId, DbError> {
    let now = tx.now().naive_utc();
    let id = SessionId(tx.new_id());
    run!(tx.conn(), |conn| diesel::insert_into(sessions::table)
        .values((
            sessions::member_id.eq(scope.key()),
            sessions::id.eq(id.to_string()),
            sessions::account_id.eq(account.to_string()),
            sessions::secret_digest.eq(&new.secret_digest),
            sessions::level.eq(new.level.as_str()),
            sessions::user_agent.eq(&new.user_agent),
            sessions::address.eq(&new.address),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::expires_at.eq(new.expires_at.naive_utc()),
            sessions::proven_at.eq(now),
        ))
        .execute(conn))?;
    Ok(id)
}

/// The living session that this secret belongs to, in one statement: not ended, not idle
/// for longer than `idle` or than its member says, its account usable today and its member
/// active. Whether it may be used from where the request comes is for the caller to ask.
pub fn find_live<'a>(
    once: impl Into<OneStatement<'a>>,
    secret_digest: &str,
    idle: TimeDelta,
) -> Result<Option<LiveSession>, DbError> {
    let OneStatement { conn, now } = once.into();
    let owner = accounts::member_id
        .eq(sessions::member_id)
        .and(accounts::id.eq(sessions::account_id));
    let ordered = member_options::table.find((members::id, CompanyOptionKind::PortPlus.as_str()));
    let found: Option<(Session, Account, Member, bool)> = run!(conn, |conn| {
        sessions::table
            .inner_join(accounts::table.on(owner))
            .inner_join(members::table.on(members::id.eq(sessions::member_id)))
            .filter(sessions::secret_digest.eq(secret_digest))
            .select((
                Session::as_select(),
                Account::as_select(),
                Member::as_select(),
                exists(ordered),
            ))
            .first(conn)
    })
    .optional()?;
    Ok(found.and_then(|(session, account, member, port_plus)| {
        let live = session.ended_at.is_none()
            // What was proved must still be enough.
            && !(member.two_step && session.level.0 == SessionLevel::Password)
            && now.naive_utc() < member.session_end(session.created_at, session.expires_at)
            && now.naive_utc() < session.last_seen_at + member.idle_limit(idle)
            && account.is_usable(now)
            && member.is_active();
        live.then_some(LiveSession {
            session,
            account,
            member,
            port_plus,
        })
    }))
}

/// Notes that a request came.
pub fn touch(tx: &mut WriteTx<'_>, session: &Session) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let due = sessions::member_id
        .eq(session.member_id.0.to_string())
        .and(sessions::id.eq(session.id.0.to_string()))
        .and(sessions::ended_at.is_null())
        .and(sessions::last_seen_at.le(now - TOUCH_INTERVAL));
    let rows = run!(tx.conn(), |conn| fixed_update!(
        sessions::table,
        due,
        sessions::last_seen_at.eq(now)
    )
    .execute(conn))?;
    Ok(changed(rows))
}

/// Notes that the session has just proved again whose it is; false if it has ended.
pub fn prove(tx: &mut WriteTx<'_>, session: &Session) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(row(session).filter(sessions::ended_at.is_null()))
        .set(sessions::proven_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Notes that the session with this secret has proved nothing freshly.
pub fn unprove(tx: &mut WriteTx<'_>, secret_digest: &str) -> Result<(), DbError> {
    let opened = sessions::table.filter(sessions::secret_digest.eq(secret_digest));
    diesel::update(opened)
        .set(sessions::proven_at.eq(DateTime::UNIX_EPOCH.naive_utc()))
        .execute(tx.conn())?;
    Ok(())
}

/// When the session last proved whose it is, as the row says now; `None` if it has ended.
pub fn proven_at(tx: &mut impl Tx, session: &Session) -> Result<Option<NaiveDateTime>, DbError> {
    Ok(run!(tx.conn(), |conn| row(session)
        .filter(sessions::ended_at.is_null())
        .select(sessions::proven_at)
        .first(conn))
    .optional()?)
}

/// Ends a session, once: false if it had ended before.
pub fn end(tx: &mut WriteTx<'_>, session: &Session) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(row(session).filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// The living sessions of an account that can be used, newest first. They live by the same rules
/// as [`find_live`] knows.
pub fn list_living(
    tx: &mut impl Tx,
    account: &Account,
    member: &Member,
    idle: TimeDelta,
) -> Result<Vec<OwnSession>, DbError> {
    let now = tx.now().naive_utc();
    let mut living: Vec<OwnSession> = sessions::table
        .filter(
            sessions::member_id
                .eq(account.scope().key())
                .and(sessions::account_id.eq(account.id.0.to_string()))
                .and(sessions::ended_at.is_null())
                .and(sessions::expires_at.gt(now))
                .and(sessions::last_seen_at.gt(now - member.idle_limit(idle))),
        )
        .order((sessions::created_at.desc(), sessions::id.desc()))
        .select(OwnSession::as_select())
        .load(tx.conn())?;
    for one in &mut living {
        one.expires_at = member.session_end(one.created_at, one.expires_at);
    }
    // What was proved must still be enough.
    living.retain(|one| {
        let too_little = member.two_step && one.level.0 == SessionLevel::Password;
        !too_little && now < one.expires_at
    });
    Ok(living)
}

/// Ends one session of an account, once: false if there is none of this id, or it had ended.
pub fn end_one_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    id: SessionId,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let one = sessions::table
        .find((scope.key(), id.to_string()))
        .filter(sessions::account_id.eq(account.to_string()))
        .filter(sessions::ended_at.is_null());
    let rows = diesel::update(one)
        .set(sessions::ended_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends the session of this secret, if there is one: a new sign-in takes its place.
pub fn end_replaced(tx: &mut WriteTx<'_>, secret_digest: &str) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let replaced = sessions::secret_digest
        .eq(secret_digest)
        .and(sessions::ended_at.is_null());
    run!(tx.conn(), |conn| fixed_update!(
        sessions::table,
        replaced,
        sessions::ended_at.eq(now)
    )
    .execute(conn))?;
    Ok(())
}

/// Ends all sessions of an account, but for `keep`.
pub fn end_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    keep: Option<SessionId>,
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let keep = keep.map(|id| id.to_string()).unwrap_or_default();
    let others = sessions::table.filter(
        sessions::member_id
            .eq(scope.key())
            .and(sessions::account_id.eq(account.to_string()))
            .and(sessions::ended_at.is_null())
            .and(sessions::id.ne(keep)),
    );
    Ok(diesel::update(others)
        .set(sessions::ended_at.eq(now))
        .execute(tx.conn())?)
}

/// Removes what expired before `limit`.
pub fn delete_expired_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = sessions::table.filter(sessions::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

type Row = diesel::dsl::Find<sessions::table, (String, String)>;

fn row(session: &Session) -> Row {
    sessions::table.find((session.member_id.0.to_string(), session.id.0.to_string()))
}
