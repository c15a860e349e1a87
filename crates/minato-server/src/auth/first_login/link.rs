//! The link to a first sign-in, and the mail that carries it.

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::models::accounts::Account;
use minato_db::models::first_logins::{self, Purpose};
use minato_db::models::members::Member;
use minato_db::models::password_resets;
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{AccountInvitation, AccountOpening, FactorReset, Mail};
use minato_types::values::PersonName;

use crate::app::App;
use crate::auth::keys::{Keys, Secret};
use crate::auth::throttle;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// How long a link can be used.
const LIFETIME: TimeDelta = TimeDelta::hours(72);

/// At most one link per account in this time.
const INTERVAL: TimeDelta = TimeDelta::seconds(60);

/// The time in which links are counted.
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// At most this many links per account and [`WINDOW`].
const MOST: usize = 5;

/// Makes a link to the first sign-in of an account and writes the mail that carries it down,
/// in the same transaction. `sender` is the admin who sends it; none for the operator and for
/// people who asked for it themselves.
///
/// It takes the place of all links that are open, but for [`Purpose::Renewal`]: anybody can
/// ask for one of those, and must not be able to interrupt who is on the way. The caller holds
/// the lock of the account.
pub fn send(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    member: &Member,
    purpose: Purpose,
    sender: Option<&PersonName>,
) -> Result<(), DbError> {
    let office = (&app.keys, app.settings.public_origin.as_str());
    send_from(tx, office, account, member, purpose, sender)
}

/// The same for whoever has no application yet: its keys, and the origin of the link.
pub fn send_from(
    tx: &mut WriteTx<'_>,
    (keys, origin): (&Keys, &str),
    account: &Account,
    member: &Member,
    purpose: Purpose,
    sender: Option<&PersonName>,
) -> Result<(), DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    let (secret, expires_at) = (Secret::generate(tx.entropy()), tx.now() + LIFETIME);
    if purpose != Purpose::Renewal {
        password_resets::consume_all_of(tx, scope, id)?;
        first_logins::end_all_of(tx, scope, id)?;
    }
    first_logins::insert(tx, scope, id, &secret.digest(), expires_at, purpose)?;
    let letter = Letter {
        name: account.name.0.as_str().to_owned(),
        member,
        sender: sender.map_or("", PersonName::as_str).to_owned(),
        link: link_of(origin, &secret),
        expires_at,
    };
    let mail = letter.of(purpose, tx.now());
    send_mail::enqueue(tx, keys, account, mail)
}

/// Until when no other link of these purposes may be sent to an account, if it must wait.
pub fn free_at(
    tx: &mut WriteTx<'_>,
    account: &Account,
    purposes: &[Purpose],
) -> Result<Option<DateTime<Utc>>, DbError> {
    let (now, scope, id) = (tx.now(), account.scope(), account.id.0);
    let made = first_logins::made_since(tx, scope, id, purposes, now - WINDOW)?;
    let after_last = made.first().map(|last| *last + INTERVAL);
    let after_window = made.get(MOST - 1).map(|oldest| *oldest + WINDOW);
    Ok(after_last
        .max(after_window)
        .filter(|free_at| now < *free_at))
}

/// Refuses a link that comes too soon after others of these purposes.
pub fn check_wait(
    tx: &mut WriteTx<'_>,
    account: &Account,
    purposes: &[Purpose],
) -> Result<(), ApiError> {
    match free_at(tx, account, purposes)? {
        Some(free_at) => Err(ApiError::Wait {
            seconds: throttle::seconds_until(free_at, tx.now()),
        }),
        None => Ok(()),
    }
}

/// The link with this secret, which stands in the fragment: it reaches no server log and no
/// other site, and programs that look at links in mails use nothing up.
fn link_of(origin: &str, secret: &Secret) -> String {
    format!("{origin}/first-login#{}", secret.reveal())
}

/// What all the mails say.
struct Letter<'a> {
    name: String,
    member: &'a Member,
    sender: String,
    link: String,
    expires_at: DateTime<Utc>,
}

impl Letter<'_> {
    fn of(self, purpose: Purpose, now: DateTime<Utc>) -> Mail {
        let (name, member_name) = (self.name, self.member.name.clone());
        let member_number = self.member.member_number.0.to_string();
        let (link, expires_at) = (self.link, self.expires_at);
        match purpose {
            Purpose::Opening | Purpose::Renewal => Mail::AccountOpening(AccountOpening {
                name,
                member_name,
                member_number,
                link,
                expires_at,
            }),
            Purpose::Invitation => Mail::AccountInvitation(AccountInvitation {
                name,
                member_name,
                member_number,
                invited_by: self.sender,
                link,
                expires_at,
            }),
            Purpose::FactorReset => Mail::FactorReset(FactorReset {
                name,
                member_name,
                reset_by: self.sender,
                reset_at: now,
                link,
                expires_at,
            }),
        }
    }
}
