//! Who asks: session, account, member and rights in one statement, as in the product.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use minato_types::rules::japan_time;

use super::columns::Columns;

/// How long a session may be idle.
const IDLE: TimeDelta = TimeDelta::minutes(30);

/// The columns that the product reads.
pub(super) const SESSION: &str = "SELECT s.member_id, s.id, s.account_id, s.level, \
    s.last_seen_at, s.expires_at, s.ended_at, \
    a.email, a.name, a.department, a.phone, a.role, a.second_factor, a.valid_until, a.language, \
    a.time_zone, a.state, a.password_changed_at, a.version, a.must_change_password, \
    a.password_expires_at, \
    m.member_number, m.name, m.postal_code, m.address, m.contracted_ports, m.closing_day, \
    m.two_step, m.password_policy, m.state, m.max_added_ports, m.mail_language, \
    EXISTS (SELECT 1 FROM member_options o WHERE o.member_id = m.id AND o.kind = 'portPlus') \
    FROM sessions s \
    JOIN accounts a ON a.member_id = s.member_id AND a.id = s.account_id \
    JOIN members m ON m.id = s.member_id \
    WHERE s.secret_digest = $1";

/// A person who may use port plus.
pub(super) struct Caller {
    pub(super) member: String,
    pub(super) account: String,
    pub(super) is_admin: bool,
}

/// What is known of a person who applies, beside.
pub(super) struct Applicant {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) language: String,
    pub(super) member_name: String,
    pub(super) contracted_ports: i64,
    /// The language of mails to the addresses that the member has notified.
    pub(super) mail_language: String,
}

impl Caller {
    /// The person behind a row of [`SESSION`], if the session lives and the right is there.
    pub(super) fn read(row: &impl Columns, now: DateTime<Utc>) -> Result<Option<Self>> {
        let now_utc = now.naive_utc();
        let lives = row.is_null(6)?
            && !(row.flag(27)? && row.text(3)? == "password")
            && now_utc < row.time(5)?
            && now_utc < row.time(4)? + IDLE
            && row.text(16)? == "active"
            && japan_time::date(now) <= row.day(13)?
            && row.text(29)? == "active";
        let may = !row.flag(19)? && row.flag(32)?;
        if !(lives && may) {
            return Ok(None);
        }
        Ok(Some(Self {
            member: row.text(0)?,
            account: row.text(2)?,
            is_admin: row.text(11)? == "admin",
        }))
    }
}

impl Applicant {
    /// What a row of [`SESSION`] says beside.
    pub(super) fn read(row: &impl Columns) -> Result<Self> {
        Ok(Self {
            email: row.text(7)?,
            name: row.text(8)?,
            language: row.text(14)?,
            member_name: row.text(22)?,
            contracted_ports: row.number(25)?,
            mail_language: row.text(31)?,
        })
    }
}
