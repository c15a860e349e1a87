//! Setting an authenticator app up: a secret is offered and shown, and a code of the app
//! confirms it.

use actix_web::web;
use chrono::TimeDelta;
use minato_db::models::accounts::Account;
use minato_db::models::{factor_failures, pending_logins, totp_secrets, trusted_browsers};
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{Mail, TotpActivated};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::security::TotpOffer;
use minato_types::values::{EmailAddress, SecondFactor, TotpCode};
use secrecy::zeroize::Zeroizing;
use uuid::Uuid;

use super::sign_in;
use super::totp::{self, SECRET_BYTES, Totp};
use crate::app::App;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// How long an offered secret can be confirmed.
const OFFER_LIFETIME: TimeDelta = TimeDelta::minutes(30);

/// A new secret, in clear until it is shown.
pub type NewSecret = Zeroizing<[u8; SECRET_BYTES]>;

/// Makes a new secret and offers it to an account.
pub fn offer(tx: &mut WriteTx<'_>, app: &App, account: &Account) -> Result<NewSecret, ApiError> {
    let mut secret = Zeroizing::new([0; SECRET_BYTES]);
    tx.entropy().fill(&mut *secret);
    totp::offer(tx, &app.keys, account.scope(), account.id.0, &*secret)?;
    Ok(secret)
}

/// The secret as its owner sees it. Drawing takes its time: not on a thread that answers others.
pub async fn show(
    app: &App,
    secret: &NewSecret,
    email: &EmailAddress,
) -> Result<TotpOffer, ApiError> {
    let totp = Totp::named(secret.as_slice(), &app.brand.product_name, email)?;
    let offer = web::block(move || {
        Ok::<_, ApiError>(TotpOffer {
            secret: totp.secret_text(),
            uri: totp.uri()?,
            qr_code: totp.qr_code()?,
        })
    });
    offer
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))?
}

/// Confirms the offered secret by a code of the app: it takes the place of the one so far,
/// and sign-ins under way end. Answers which secret it is.
///
/// Tries are not counted: whoever types here was shown the secret, or guesses at one that
/// opens nothing.
pub fn confirm(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    code: &TotpCode,
) -> Result<Uuid, ApiError> {
    let (scope, id, now) = (account.scope(), account.id.0, tx.now());
    let missing = || ApiError::from(ProblemCode::NoAuthenticator);
    let offered = totp_secrets::find_offered(tx, scope, id)?
        .filter(|offered| now.naive_utc() < offered.created_at + OFFER_LIFETIME)
        .ok_or_else(missing)?;
    let step = Totp::open(&app.keys, &offered)?
        .step_of(code, now)
        .ok_or(ProblemCode::CodeWrong)?;
    if !totp_secrets::confirm(tx, &offered, step)? {
        return Err(missing());
    }
    // What was counted and locked belongs to the secret so far.
    factor_failures::clear(tx, scope, id, SecondFactor::Totp)?;
    pending_logins::close_all_of(tx, scope, id)?;
    // A browser stood in for the factor that was.
    trusted_browsers::delete_all_of(tx, scope, id)?;
    let event = sign_in::own_event(account, AuditAction::TotpActivated);
    audit::record(tx, scope, &event)?;
    Ok(offered.id.0)
}

/// Tells the owner by mail that an app was set up.
pub fn tell(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    address: String,
) -> Result<(), ApiError> {
    let mail = Mail::TotpActivated(TotpActivated {
        name: account.name.0.as_str().to_owned(),
        activated_at: tx.now(),
        address,
    });
    Ok(send_mail::enqueue(tx, &app.keys, account, mail)?)
}
