//! How an operator comes in for the first time, or after a lost app: by a one-time secret of
//! the command line he sets password and app. No operator has a password that anybody else
//! knows.

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::models::operator_setups::{self, OpenSetup};
use minato_db::models::operators::{self, Credentials, Operator};
use minato_db::models::{
    operator_factor_failures, operator_pending_logins, operator_recovery_codes, operator_sessions,
    password_failures,
};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Mail, OperatorReset};
use minato_types::security::RECOVERY_CODES;
use minato_types::values::{AccountId, RecoveryCode};
use minato_types::{FieldErrors, FieldRule, ProblemCode};
use secrecy::zeroize::Zeroizing;

use super::place;
use crate::app::App;
use crate::auth::keys::{Keys, Secret};
use crate::auth::new_password;
use crate::auth::totp::SECRET_BYTES;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// How long the one-time secret can be used.
pub const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// Makes a one-time secret for an operator, in the place of all before; until when it counts.
pub fn issue(
    tx: &mut WriteTx<'_>,
    operator: &Operator,
) -> Result<(Secret, DateTime<Utc>), DbError> {
    let (secret, expires_at) = (Secret::generate(tx.entropy()), tx.now() + LIFETIME);
    operator_setups::insert(tx, operator.id.0, &secret.digest(), expires_at)?;
    Ok((secret, expires_at))
}

/// Lets an operator set himself up anew: takes everything away that he proves himself by, tells
/// him by mail, and makes the one-time secret that begins it.
pub fn reset(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    operator: &Operator,
) -> Result<(Secret, DateTime<Utc>), DbError> {
    revoke(tx, keys, operator)?;
    let mail = Mail::OperatorReset(OperatorReset {
        name: operator.name.0.as_str().to_owned(),
        reset_at: tx.now(),
    });
    send_mail::enqueue_to(tx, keys, operator.into(), mail)?;
    issue(tx, operator)
}

/// Takes everything away that an operator proves himself by, and ends his sessions.
pub fn revoke(tx: &mut WriteTx<'_>, keys: &Keys, operator: &Operator) -> Result<(), DbError> {
    let id = operator.id.0;
    operators::clear_credentials(tx, id)?;
    operator_recovery_codes::delete_all_of(tx, id)?;
    operator_factor_failures::clear_all_of(tx, id)?;
    password_failures::clear(tx, &keys.operator_subject(&operator.email.0))?;
    end_access(tx, operator)
}

/// Ends the sessions of an operator, his sign-ins under way and his one-time secrets.
pub fn end_access(tx: &mut WriteTx<'_>, operator: &Operator) -> Result<(), DbError> {
    operator_sessions::end_all_of(tx, operator.id.0)?;
    operator_pending_logins::close_all_of(tx, operator.id.0)?;
    operator_setups::close_all_of(tx, operator.id.0)
}

/// Whether an operator may use `password`, beyond the rules of the contract.
pub async fn check_password(password: &str, operator: &Operator) -> Result<(), ApiError> {
    let (email, name) = (&operator.email.0, &operator.name.0);
    let mut words = vec![email.as_str().to_owned(), name.as_str().to_owned()];
    words.extend(
        email
            .as_str()
            .split(['@', '.', '-', '_', '+'])
            .map(str::to_owned),
    );
    words.extend(name.as_str().split_whitespace().map(str::to_owned));
    words.extend(["minato".to_owned(), "港".to_owned()]);
    words.retain(|word| word.chars().count() > 1);
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let password = password.to_owned();
    // Estimating guesses takes its time: not on a thread that answers others.
    let broken = web::block(move || {
        if new_password::is_common(&password) {
            Some(FieldRule::PasswordTooCommon)
        } else {
            new_password::is_personal(&password, &words).then_some(FieldRule::PasswordTooPersonal)
        }
    });
    let broken = broken
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))?;
    match broken {
        Some(rule) => Err(FieldErrors::one("password", rule).into()),
        None => Ok(()),
    }
}

/// What the first step gave.
pub struct Begun {
    /// The secret for the app.
    pub totp: Zeroizing<[u8; SECRET_BYTES]>,
    /// By what the browser is known in the second step.
    pub browser: Secret,
    /// Until when the second step can be taken.
    pub expires_at: DateTime<Utc>,
}

/// The first step: keeps the hash of the chosen password and a new secret for the app in the
/// row of the set-up. Nothing opens yet; done again, it begins anew.
pub fn begin(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    secret_digest: &str,
    password_hash: String,
) -> Result<Begun, ApiError> {
    let gone = || ApiError::from(ProblemCode::LinkInvalid);
    let setup = operator_setups::find_open(tx, secret_digest)?.ok_or_else(gone)?;
    let mut totp = Zeroizing::new([0; SECRET_BYTES]);
    tx.entropy().fill(&mut *totp);
    let chosen = Credentials {
        password_hash,
        sealed_secret: keys.totp.seal(place_of(&setup), &*totp, tx.entropy())?,
        key_id: keys.totp.id().to_owned(),
    };
    let browser = Secret::generate(tx.entropy());
    if !operator_setups::choose(tx, setup.id, &browser.digest(), &chosen)? {
        return Err(gone());
    }
    Ok(Begun {
        totp,
        browser,
        expires_at: setup.expires_at,
    })
}

/// The secret for the app that was offered, opened.
pub fn offered(keys: &Keys, setup: &OpenSetup) -> Result<Zeroizing<Vec<u8>>, ApiError> {
    let chosen = setup.chosen.as_ref().ok_or(ProblemCode::LinkInvalid)?;
    let sealed = &chosen.sealed_secret;
    Ok(keys.totp.open(place_of(setup), &chosen.key_id, sealed)?)
}

/// The second step, once its code was right: uses the set-up up, sets what was chosen, and
/// makes recovery codes. Whatever the operator had before ends.
pub fn complete(
    tx: &mut WriteTx<'_>,
    app: &App,
    setup: &OpenSetup,
    browser_digest: &str,
    step: i64,
) -> Result<Vec<String>, ApiError> {
    let (operator, keys, id) = (&setup.operator, &app.keys, setup.operator.id.0);
    let gone = || ApiError::from(ProblemCode::LinkInvalid);
    let totp = offered(keys, setup)?;
    let chosen = setup.chosen.clone().ok_or_else(gone)?;
    operators::lock(tx, id)?;
    if !operator_setups::consume(tx, setup.id, browser_digest)? {
        return Err(gone());
    }
    revoke(tx, keys, operator)?;
    let sealed = keys
        .totp
        .seal(place("operators", id, id), &totp, tx.entropy())?;
    let credentials = Credentials {
        sealed_secret: sealed,
        key_id: keys.totp.id().to_owned(),
        ..chosen
    };
    operators::set_credentials(tx, id, &credentials, step)?;
    make_recovery_codes(tx, keys, operator)
}

fn make_recovery_codes(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    operator: &Operator,
) -> Result<Vec<String>, ApiError> {
    let (mut shown, mut digests) = (Vec::new(), Vec::new());
    for _ in 0..RECOVERY_CODES {
        let mut bytes = [0; RecoveryCode::BYTES];
        tx.entropy().fill(&mut bytes);
        let code = RecoveryCode::from_bytes(bytes);
        digests.push(recovery_digest(keys, operator, &code));
        shown.push(code.reveal());
    }
    operator_recovery_codes::replace_all_of(tx, operator.id.0, &digests)?;
    Ok(shown)
}

/// What the database keeps of an operator's recovery code.
pub(super) fn recovery_digest(keys: &Keys, operator: &Operator, code: &RecoveryCode) -> String {
    let carrier = minato_db::TenantScope::CARRIER.member();
    keys.recovery_code_digest(carrier, AccountId(operator.id.0), code)
}

fn place_of(setup: &OpenSetup) -> crate::auth::seal::Place {
    place("operator_setups", setup.operator.id.0, setup.id)
}
