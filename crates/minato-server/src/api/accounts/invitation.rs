//! The link by which a person sets the first password, or a new one.

use chrono::TimeDelta;
use minato_db::models::accounts::{self, Account};
use minato_db::models::password_resets::{self, Purpose};
use minato_db::{Tx as _, WriteTx};
use minato_mail::{AccountInvitation, Mail};

use super::viewer::Viewer;
use crate::auth::keys::Secret;
use crate::auth::{password_link, throttle};
use crate::http::ApiError;
use crate::jobs::send_mail;

/// How long such a link can be used.
const LIFETIME: TimeDelta = TimeDelta::hours(72);

/// At most one link per account in this time.
const INTERVAL: TimeDelta = TimeDelta::seconds(60);

/// The time in which links are counted.
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// At most this many links per account and [`WINDOW`].
const MOST: usize = 5;

/// Makes a link in the place of all that are open, and writes down the mail that carries it.
pub(super) fn send(
    tx: &mut WriteTx<'_>,
    viewer: &Viewer,
    account: &Account,
) -> Result<(), ApiError> {
    let (app, scope, id) = (&viewer.app, account.scope(), account.id.0);
    let (secret, expires_at) = (Secret::generate(tx.entropy()), tx.now() + LIFETIME);
    password_resets::consume_all_of(tx, scope, id)?;
    let (digest, purpose) = (secret.digest(), Purpose::Invitation);
    password_resets::insert_for(tx, scope, id, &digest, expires_at, purpose)?;
    let admin = accounts::get(tx, scope, viewer.own.account)?;
    let mail = Mail::AccountInvitation(AccountInvitation {
        name: account.name.0.as_str().to_owned(),
        member_name: viewer.member.name.clone(),
        member_number: viewer.member.member_number.0.to_string(),
        invited_by: admin.name.0.as_str().to_owned(),
        link: password_link::of(&app.settings, &secret),
        expires_at,
    });
    Ok(send_mail::enqueue(tx, &app.keys, account, mail)?)
}

/// Refuses a link that comes too soon after others.
pub(super) fn check_wait(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), ApiError> {
    let (now, scope, id) = (tx.now(), account.scope(), account.id.0);
    let made = password_resets::made_since(tx, scope, id, Purpose::Invitation, now - WINDOW)?;
    let after_last = made.first().map(|last| *last + INTERVAL);
    let after_window = made.get(MOST - 1).map(|oldest| *oldest + WINDOW);
    match after_last.max(after_window) {
        Some(free_at) if now < free_at => Err(ApiError::Wait {
            seconds: throttle::seconds_until(free_at, now),
        }),
        _ => Ok(()),
    }
}
