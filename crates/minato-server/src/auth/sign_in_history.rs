//! How sign-ins ended: the history that the owner of an account sees, the browsers by which he
//! is known, and the mail about a new one.
//!
//! Whether there is an account is told to nobody: where a step fails, what is done for an
//! account and for none takes the same way.

use actix_web::web::Data;
use chrono::TimeDelta;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, Account, Candidate};
use minato_db::models::sign_ins::{self, NewSignIn};
use minato_db::models::{known_devices, password_failures};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Mail, NewSignIn as NewSignInMail, SignInClosed};
use minato_types::audit::AuditAction;
use minato_types::rules::browser_name::browser_name;
use minato_types::sessions::{SIGN_IN_DAYS, SignInOutcome};
use minato_types::values::SecondFactor;

use super::keys::{Keys, Secret};
use super::lane::Lane;
use super::sign_in::Browser;
use super::throttle;
use crate::app::App;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// Records that the password for `subject` was wrong. The history is that of the account that
/// the entry names for certain; where it names none, as many statements are run and the
/// transaction is committed all the same, so that not even the time tells.
pub async fn password_refused(
    app: &Data<App>,
    lane: Lane,
    named: Option<Candidate>,
    browser: Browser,
) -> Result<(), ApiError> {
    let state = app.clone();
    app.db
        .write(move |tx| {
            password_failures::note_refusal(tx, &lane.subject)?;
            if let Some(candidate) = named {
                let outcome = SignInOutcome::PasswordRefused;
                record(tx, &candidate.account, outcome, Step::none(), &browser)?;
                if lane.closes() {
                    tell_of_closing(tx, &state.keys, &candidate.account)?;
                }
            } else {
                record_nothing(tx, &browser)?;
            }
            Ok(())
        })
        .await
}

/// Records that so many wrong passwords in a row have closed the lane of strangers, and tells the
/// owner, once for each closing.
pub fn tell_of_closing(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::Nobody,
        action: AuditAction::SignInClosed,
        subject: Some(account.id.0.to_string()),
        text: None,
    };
    audit::record(tx, account.scope(), &event)?;
    let mail = Mail::SignInClosed(SignInClosed {
        name: account.name.0.as_str().to_owned(),
        closed_at: tx.now(),
        failures: throttle::CLOSED_AFTER,
    });
    send_mail::enqueue(tx, keys, account, mail)
}

/// Records that a code was wrong.
pub fn code_refused(
    tx: &mut WriteTx<'_>,
    account: &Account,
    factor: SecondFactor,
    browser: &Browser,
) -> Result<(), DbError> {
    let outcome = SignInOutcome::CodeRefused;
    record(tx, account, outcome, Step::by(Some(factor)), browser)
}

/// How long a refusal for the address stands for all that follow from the same one.
const REFUSAL_MEMORY: TimeDelta = TimeDelta::hours(1);

/// How many of them are told within that time: whoever has the password could fill the history
/// from ever new addresses.
const MAX_REFUSALS: i64 = 10;

/// Records that somebody has proved himself, but that his member lets nobody in from where he is:
/// once an hour for each address.
pub fn address_refused(
    tx: &mut WriteTx<'_>,
    account: &Account,
    factor: Option<SecondFactor>,
    browser: &Browser,
) -> Result<(), DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    let since = tx.now() - REFUSAL_MEMORY;
    let told = sign_ins::refused_addresses(tx, scope, id, since, MAX_REFUSALS)?;
    let enough = usize::try_from(MAX_REFUSALS).is_ok_and(|most| told.len() >= most);
    if enough || told.contains(&browser.address) {
        return Ok(());
    }
    let outcome = SignInOutcome::AddressRefused;
    record(tx, account, outcome, Step::by(factor), browser)?;
    let event = NewAuditEvent {
        actor: Actor::Account(id),
        action: AuditAction::AddressRefused,
        subject: Some(id.to_string()),
        text: Some(format!("{} {}", browser.address, browser.user_agent)),
    };
    audit::record(tx, scope, &event)
}

/// Records that somebody is let in, which is about to be noted in the account. If he was never
/// seen with this browser, the owner is told by mail, but for the very first sign-in of the
/// account. Answers by what the browser is known from now on.
pub fn succeeded(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    factor: Option<SecondFactor>,
    browser: &Browser,
) -> Result<Secret, DbError> {
    let_in(tx, keys, account, Step::by(factor), browser)
}

/// The same where a trusted browser stood in for the second step.
pub fn succeeded_by_trust(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    browser: &Browser,
) -> Result<Secret, DbError> {
    let_in(tx, keys, account, Step::trusted(), browser)
}

/// How the second step was taken.
#[derive(Clone, Copy)]
struct Step {
    factor: Option<SecondFactor>,
    trusted: bool,
}

impl Step {
    const fn by(factor: Option<SecondFactor>) -> Self {
        Self {
            factor,
            trusted: false,
        }
    }

    const fn none() -> Self {
        Self::by(None)
    }

    const fn trusted() -> Self {
        Self {
            factor: None,
            trusted: true,
        }
    }
}

fn let_in(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    step: Step,
    browser: &Browser,
) -> Result<Secret, DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    let outcome = SignInOutcome::Succeeded;
    // Who signs in with a browser that he is known by: nothing else is asked.
    if let Some(secret) = &browser.known_by
        && known_devices::note_again(tx, scope, id, &secret.digest())?
    {
        add(tx, account, outcome, step, browser, true)?;
        return Ok(secret.clone());
    }
    if is_news(tx, account)? {
        tell(tx, keys, account, browser)?;
    }
    add(tx, account, outcome, step, browser, false)?;
    let secret = secret_for(tx, browser)?;
    known_devices::note(tx, scope, id, &secret.digest())?;
    Ok(secret)
}

/// Whether a browser that the account was never seen with is worth a mail. It is not at the very
/// first sign-in, nor at the first one since browsers are known at all: whose last sign-in does
/// not stand in the history, although it is recent enough, was last here before there was one,
/// and his browser is new only to us. The history came together with the browsers.
fn is_news(tx: &mut WriteTx<'_>, account: &Account) -> Result<bool, DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    let Some(last) = accounts::last_signed_in_at(tx, scope, id)? else {
        return Ok(false);
    };
    let kept_since = tx.now() - TimeDelta::days(SIGN_IN_DAYS.into());
    Ok(last <= kept_since.naive_utc() || sign_ins::has_succeeded(tx, scope, id)?)
}

/// Adds to the history how a try that failed has ended.
fn record(
    tx: &mut WriteTx<'_>,
    account: &Account,
    outcome: SignInOutcome,
    step: Step,
    browser: &Browser,
) -> Result<(), DbError> {
    let known = match &browser.known_by {
        Some(secret) => {
            known_devices::is_known(tx, account.scope(), account.id.0, &secret.digest())?
        }
        None => false,
    };
    add(tx, account, outcome, step, browser, known)
}

/// Adds to the history.
fn add(
    tx: &mut WriteTx<'_>,
    account: &Account,
    outcome: SignInOutcome,
    step: Step,
    browser: &Browser,
    known: bool,
) -> Result<(), DbError> {
    let entry = NewSignIn {
        outcome,
        factor: step.factor,
        trusted: step.trusted,
        address: &browser.address,
        user_agent: &browser.user_agent,
        known,
    };
    sign_ins::insert(tx, account.scope(), account.id.0, &entry)
}

/// Does as much as [`record`], and leaves nothing.
fn record_nothing(tx: &mut WriteTx<'_>, browser: &Browser) -> Result<(), DbError> {
    if let Some(secret) = &browser.known_by {
        known_devices::is_ours(tx, &secret.digest())?;
    }
    sign_ins::insert_nothing(tx)
}

/// The secret that the browser has, if it is one of ours: whoever else signs in with it stays
/// known. Otherwise a new one; what somebody made up is never taken.
fn secret_for(tx: &mut WriteTx<'_>, browser: &Browser) -> Result<Secret, DbError> {
    match &browser.known_by {
        Some(secret) if known_devices::is_ours(tx, &secret.digest())? => Ok(secret.clone()),
        _ => Ok(Secret::generate(tx.entropy())),
    }
}

/// Tells the owner of a sign-in with a browser that he was never seen with.
fn tell(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    browser: &Browser,
) -> Result<(), DbError> {
    let mail = Mail::NewSignIn(NewSignInMail {
        name: account.name.0.as_str().to_owned(),
        signed_in_at: tx.now(),
        address: browser.address.clone(),
        browser: browser_name(&browser.user_agent).unwrap_or_default(),
    });
    send_mail::enqueue(tx, keys, account, mail)
}
