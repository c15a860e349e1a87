//! The two lanes of password tries. Most tries are counted for what was typed, wherever they
//! come from. A browser with which the account was used before has a lane of its own: what
//! strangers do neither makes it wait nor closes it, and its own failures count for it alone.
//!
//! Whether there is an account is told to nobody: with the same cookies the same statements
//! run for an account and for none.

use chrono::{DateTime, Utc};
use minato_db::models::accounts::Account;
use minato_db::models::known_devices;
use minato_db::models::members::Member;
use minato_db::models::password_failures::{self, PasswordFailures};
use minato_db::{DbError, Tx, WriteTx};

use super::keys::{Keys, Secret};
use super::{failures, throttle};
use crate::http::ApiError;

/// Who tries a password.
#[derive(Debug, Clone, Copy)]
pub struct Trier<'a> {
    /// Under which name strangers are counted who type the same.
    pub subject: &'a str,
    /// The account that is named for certain, if there is one.
    pub named: Option<&'a Account>,
    /// By what the browser says to be known.
    pub known_by: Option<&'a Secret>,
}

/// The lane of a try that was counted.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Under which name it was counted.
    pub subject: String,
    /// Whether the account was used with this browser before.
    known: bool,
    /// Whether no password opens here any more, be it right or wrong.
    closed: bool,
    /// Whether it is closed from now on, if the password is wrong.
    closes: bool,
}

impl Lane {
    /// Counts a try before anything is compared, or refuses it because it comes too soon.
    pub fn enter(tx: &mut WriteTx<'_>, keys: &Keys, trier: Trier<'_>) -> Result<Self, ApiError> {
        if let Some(subject) = subject_of_browser(tx, keys, trier)? {
            let before = lock(tx, &subject)?;
            if before.unwrap_or(0) < throttle::BROWSER_LIMIT {
                count(tx, &subject, before)?;
                return Ok(Self {
                    subject,
                    known: true,
                    closed: false,
                    closes: false,
                });
            }
            // Nobody mistypes that often: from now on it is a stranger's.
            stop_knowing(tx, trier)?;
            password_failures::clear(tx, &subject)?;
        }
        let before = lock(tx, trier.subject)?;
        count(tx, trier.subject, before)?;
        let failures = before.unwrap_or(0);
        Ok(Self {
            subject: trier.subject.to_owned(),
            known: false,
            closed: failures >= throttle::CLOSED_AFTER,
            closes: failures + 1 == throttle::CLOSED_AFTER,
        })
    }

    /// Refuses a try that comes too soon; counts nothing.
    pub fn check_wait(tx: &mut impl Tx, keys: &Keys, trier: Trier<'_>) -> Result<(), ApiError> {
        let own = subject_of_browser(tx, keys, trier)?;
        let subject = own.as_deref().unwrap_or(trier.subject);
        let known = password_failures::get(tx, subject)?;
        refuse_early(known.as_ref(), tx.now())
    }

    /// Whether a right password opens here.
    pub const fn is_open(&self) -> bool {
        !self.closed
    }

    /// Whether this try, if its password is wrong, is the one that closes the lane.
    pub const fn closes(&self) -> bool {
        self.closes
    }

    /// Forgets the failures of this lane, because the password was right. Those of strangers
    /// stay: otherwise each sign-in of the owner would let them guess from the start again.
    pub fn forget(
        &self,
        tx: &mut WriteTx<'_>,
        keys: &Keys,
        account: &Account,
        member: &Member,
    ) -> Result<(), DbError> {
        if self.known {
            password_failures::clear(tx, &self.subject)
        } else {
            failures::forget(tx, keys, account, member)
        }
    }
}

/// Counts a try of somebody for whom there is one lane only, or refuses it because it comes too
/// soon.
pub fn count_try(tx: &mut WriteTx<'_>, subject: &str) -> Result<(), ApiError> {
    let before = lock(tx, subject)?;
    count(tx, subject, before)
}

/// The name of the browser's own lane, if it has one.
fn subject_of_browser(
    tx: &mut impl Tx,
    keys: &Keys,
    trier: Trier<'_>,
) -> Result<Option<String>, DbError> {
    let Some(secret) = trier.known_by else {
        return Ok(None);
    };
    let digest = secret.digest();
    let known = known_devices::knows(tx, trier.named, &digest)?;
    let named = trier.named.filter(|_| known);
    Ok(named.map(|account| keys.browser_subject(account.id.0, &digest)))
}

fn stop_knowing(tx: &mut WriteTx<'_>, trier: Trier<'_>) -> Result<(), DbError> {
    match (trier.named, trier.known_by) {
        (Some(account), Some(secret)) => {
            known_devices::forget(tx, account.scope(), account.id.0, &secret.digest())
        }
        _ => Ok(()),
    }
}

/// How many failures are remembered of `subject`, `None` where there is no row. Refuses a try
/// that comes too soon. Tries under one name take turns from here on.
fn lock(tx: &mut WriteTx<'_>, subject: &str) -> Result<Option<i64>, ApiError> {
    let now = tx.now();
    let known = password_failures::lock(tx, subject)?;
    refuse_early(known.as_ref(), now)?;
    Ok(known.map(|failed| {
        let old = now.naive_utc() - failed.last_failed_at > throttle::MEMORY;
        // A lane that is closed is not opened by waiting.
        let forgotten = old && failed.failures < throttle::CLOSED_AFTER;
        if forgotten { 0 } else { failed.failures }
    }))
}

fn count(tx: &mut WriteTx<'_>, subject: &str, before: Option<i64>) -> Result<(), ApiError> {
    let until = tx.now() + throttle::wait_after(before.unwrap_or(0) + 1);
    if password_failures::count(tx, subject, before, until)? {
        Ok(())
    } else {
        // Two first tries at the same time: the other one was counted.
        Err(ApiError::Wait { seconds: 1 })
    }
}

fn refuse_early(known: Option<&PasswordFailures>, now: DateTime<Utc>) -> Result<(), ApiError> {
    match known.map(|failed| failed.blocked_until.and_utc()) {
        Some(until) if now < until => Err(ApiError::Wait {
            seconds: throttle::seconds_until(until, now),
        }),
        _ => Ok(()),
    }
}
