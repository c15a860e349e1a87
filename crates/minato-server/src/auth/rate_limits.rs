//! How many tries come from one part of the network, and how many mails go to one address.
//!
//! Both are counted in the database: several servers share one count, and a restart forgets
//! nothing. Whoever is over his limit costs one read, and nothing is written for him.

use std::net::IpAddr;

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::models::rate_limits::{self, RateLimit};
use minato_db::{DbError, OneStatement, Tx as _, WriteTx};
use minato_types::values::EmailAddress;
use uuid::Uuid;

use super::keys::Keys;
use super::throttle;
use crate::app::App;
use crate::http::{ApiError, client_address};

/// In which time tries from one part of the network add up.
const BLOCK_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Why somebody gets a mail that others can cause. Each is counted for itself: a stranger who
/// asks for resets does not use up the codes of somebody who has given the right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailReason {
    /// A code of a sign-in.
    Code,
    /// A link because the password was forgotten.
    Reset,
    /// A link to an address that somebody says is his.
    EmailChange,
    /// A mail to see whether mails arrive.
    Test,
}

impl MailReason {
    const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Reset => "reset",
            Self::EmailChange => "emailChange",
            Self::Test => "test",
        }
    }

    const fn limit(self) -> RateLimit {
        let most = match self {
            Self::Code => 10,
            Self::Reset | Self::EmailChange | Self::Test => 5,
        };
        RateLimit {
            most,
            window: TimeDelta::hours(1),
        }
    }
}

/// Counts one more mail to an address, whoever's it is and at however many members it stands;
/// `false` where it would be one too many.
pub fn may_mail(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    reason: MailReason,
    email: &EmailAddress,
) -> Result<bool, DbError> {
    let subject = keys.mailbox_subject(reason.name(), email);
    Ok(rate_limits::take(tx, &subject, reason.limit())?.is_none())
}

/// The same for somebody who is told how long to wait.
pub fn require_mail(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    reason: MailReason,
    email: &EmailAddress,
) -> Result<(), ApiError> {
    let subject = keys.mailbox_subject(reason.name(), email);
    wait_until(rate_limits::take(tx, &subject, reason.limit())?, tx.now())
}

/// The name under which tries from this part of the network are counted.
pub fn block_subject(app: &App, address: IpAddr) -> String {
    app.keys.block_subject(&block_of(address))
}

/// The name under which tries of programs from this part of the network are counted: those of
/// people there are not used up by a program with an old secret.
pub fn program_block(app: &App, address: IpAddr) -> String {
    app.keys.program_block_subject(&block_of(address))
}

/// How many tries one part of the network has.
fn limit_of(app: &App) -> RateLimit {
    RateLimit {
        most: app.settings.address_tries,
        window: BLOCK_WINDOW,
    }
}

/// Counts one more proof of a program, or says how long it must wait: each one writes to the trail
/// of its member, and none counts as a guess of its part of the network.
pub fn count_token(
    tx: &mut WriteTx<'_>,
    app: &App,
    client: Uuid,
) -> Result<Result<(), ApiError>, DbError> {
    let limit = RateLimit {
        most: app.settings.client_calls,
        window: TimeDelta::minutes(1),
    };
    let subject = app.keys.client_tokens_subject(client);
    let free_at = rate_limits::take(tx, &subject, limit)?;
    Ok(wait_until(free_at, tx.now()))
}

/// How often refused calls of one program from one part of the network are told of.
const REFUSALS_TOLD: RateLimit = RateLimit {
    most: 1,
    window: TimeDelta::hours(1),
};

/// The name under which it is noted that refused calls of a program from there were told of.
pub fn refusal_subject(app: &App, client: Uuid, address: IpAddr) -> String {
    app.keys.client_block_subject(client, &block_of(address))
}

/// Whether a refusal was told of lately; a read, which a flood of them may cost.
pub fn was_told<'a>(once: impl Into<OneStatement<'a>>, subject: &str) -> Result<bool, DbError> {
    Ok(rate_limits::used_up_until(once, subject, REFUSALS_TOLD)?.is_some())
}

/// Whether a refusal is to be told of, by whoever comes first.
pub fn may_tell(tx: &mut WriteTx<'_>, subject: &str) -> Result<bool, DbError> {
    Ok(rate_limits::take(tx, subject, REFUSALS_TOLD)?.is_none())
}

/// Refuses a try from a part of the network that is over its limit: one read.
pub async fn refuse_used_up(app: &App, subject: &str) -> Result<(), ApiError> {
    let (limit, asked) = (limit_of(app), subject.to_owned());
    let used_up = app
        .db
        .read_one(move |once| rate_limits::used_up_until(once, &asked, limit))
        .await?;
    wait_until(used_up, app.db.clock().now())
}

/// Counts one more try from a part of the network before it is judged, or refuses it.
pub async fn enter(app: &App, subject: &str) -> Result<(), ApiError> {
    let (limit, counted) = (limit_of(app), subject.to_owned());
    let free_at: Option<_> = app
        .db
        .write(move |tx| rate_limits::take(tx, &counted, limit))
        .await?;
    wait_until(free_at, app.db.clock().now())
}

fn wait_until(free_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), ApiError> {
    match free_at {
        Some(free_at) => Err(ApiError::Wait {
            seconds: throttle::seconds_until(free_at, now),
        }),
        None => Ok(()),
    }
}

/// A try that its handler counts, in the writes that it makes anyway.
#[derive(Debug, Clone)]
pub struct OwnTry {
    /// The part of the network that it comes from, if that is known.
    subject: Option<String>,
    limit: RateLimit,
}

impl OwnTry {
    /// The try of this request.
    pub fn of(app: &App, request: &HttpRequest) -> Self {
        let address = client_address::ip(request);
        Self {
            subject: address.map(|address| block_subject(app, address)),
            limit: limit_of(app),
        }
    }

    /// Counts it, or refuses it. It comes last in its transaction: everybody of the same part of
    /// the network waits for this row until the commit.
    pub fn count(&self, tx: &mut WriteTx<'_>) -> Result<(), ApiError> {
        let Some(subject) = &self.subject else {
            return Ok(());
        };
        wait_until(rate_limits::take(tx, subject, self.limit)?, tx.now())
    }

    /// Gives it back, because it was right. It comes last, like counting.
    pub fn give_back(&self, tx: &mut WriteTx<'_>) -> Result<(), DbError> {
        match &self.subject {
            Some(subject) => rate_limits::give_back(tx, subject),
            None => Ok(()),
        }
    }

    /// Gives it back if what came after it was a fault of ours.
    pub fn end_with(&self, app: &App, error: &ApiError) {
        if let (Some(subject), true) = (&self.subject, error.status().is_server_error()) {
            give_back(app, subject.clone());
        }
    }
}

/// Gives a try back that was right, so that an office full of people who know their passwords
/// never reaches the limit. Nobody waits for it.
pub fn give_back(app: &App, subject: String) {
    let db = app.db.clone();
    actix_web::rt::spawn(async move {
        let given: Result<(), DbError> = db
            .write(move |tx| rate_limits::give_back(tx, &subject))
            .await;
        if let Err(error) = given {
            tracing::warn!(%error, "a try could not be given back");
        }
    });
}

/// The part of the network that one customer of an access provider has, more or less: /24 of
/// IPv4, /64 of IPv6. Nobody gains by changing the rest of the address.
fn block_of(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().iter().take(3).copied().collect(),
        IpAddr::V6(v6) => v6.octets().iter().take(8).copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(left: &str, right: &str) -> bool {
        block_of(left.parse().unwrap()) == block_of(right.parse().unwrap())
    }

    #[test]
    fn neighbours_share_a_count_and_strangers_do_not() {
        assert!(same("203.0.113.1", "203.0.113.254"));
        assert!(same("203.0.113.1", "::ffff:203.0.113.9"));
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("203.0.113.1", "203.0.114.1"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
    }
}
