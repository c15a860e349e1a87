//! How sign-ins ended: the history that the owner of an account sees, the browsers by which he
//! is known, and the mail about a new one.
//!
//! Whether there is an account is told to nobody: where a step fails, what is done for an
//! account and for none takes the same way.

use minato_db::models::accounts::{self, Account, Candidate};
use minato_db::models::sign_ins::{self, NewSignIn};
use minato_db::models::{known_devices, password_failures};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Mail, NewSignIn as NewSignInMail};
use minato_types::rules::browser_name::browser_name;
use minato_types::sessions::SignInOutcome;
use minato_types::values::SecondFactor;

use super::keys::{Keys, Secret};
use super::sign_in::Browser;
use crate::app::App;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// Records that the password for `subject` was wrong. The history is that of the account that
/// the entry names for certain; where it names none, as many statements are run and the
/// transaction is committed all the same, so that not even the time tells.
pub async fn password_refused(
    app: &App,
    subject: String,
    named: Option<Candidate>,
    browser: Browser,
) -> Result<(), ApiError> {
    app.db
        .write(move |tx| {
            password_failures::note_refusal(tx, &subject)?;
            if let Some(candidate) = named {
                let outcome = SignInOutcome::PasswordRefused;
                record(tx, &candidate.account, outcome, Step::none(), &browser)?;
            } else {
                record_nothing(tx, &browser)?;
            }
            Ok(())
        })
        .await
}

/// Records that a code was wrong.
pub fn code_refused(
    tx: &mut WriteTx<'_>,
    account: &Account,
    factor: SecondFactor,
    browser: &Browser,
) -> Result<(), DbError> {
    let outcome = SignInOutcome::CodeRefused;
    record(tx, account, outcome, Step::by(Some(factor)), browser).map(drop)
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
    let known = record(tx, account, SignInOutcome::Succeeded, step, browser)?;
    if !known && accounts::has_signed_in(tx, scope, id)? {
        tell(tx, keys, account, browser)?;
    }
    let secret = secret_for(tx, browser)?;
    known_devices::note(tx, scope, id, &secret.digest())?;
    Ok(secret)
}

/// Adds to the history; answers whether the account has signed in with the browser before.
fn record(
    tx: &mut WriteTx<'_>,
    account: &Account,
    outcome: SignInOutcome,
    step: Step,
    browser: &Browser,
) -> Result<bool, DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    let known = match &browser.known_by {
        Some(secret) => known_devices::is_known(tx, scope, id, &secret.digest())?,
        None => false,
    };
    let entry = NewSignIn {
        outcome,
        factor: step.factor,
        trusted: step.trusted,
        address: &browser.address,
        user_agent: &browser.user_agent,
        known,
    };
    sign_ins::insert(tx, scope, id, &entry)?;
    Ok(known)
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
