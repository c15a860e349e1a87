//! Judging the codes of the second step: at sign-in, and when somebody proves himself again.

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::Account;
use minato_db::models::pending_logins::PendingLogin;
use minato_db::models::{factor_failures, recovery_codes, totp_secrets};
use minato_db::{DbError, Tx, WriteTx};
use minato_mail::{Mail, RecoveryCodeUsed};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;
use minato_types::security::AppCode;
use minato_types::values::{OneTimeCode, RecoveryCode, SecondFactor, TotpCode};

use super::keys::equal;
use super::totp::Totp;
use super::{sign_in, throttle};
use crate::app::App;
use crate::http::ApiError;
use crate::jobs::send_mail;

/// A code that somebody presents.
pub enum Presented<'a> {
    /// The code that was mailed for this sign-in.
    Mail(&'a PendingLogin, OneTimeCode),
    /// A code of the authenticator app.
    Totp(TotpCode),
    /// A recovery code.
    Recovery(RecoveryCode),
}

impl Presented<'_> {
    /// Which factor it proves: each is counted for itself.
    pub const fn factor(&self) -> SecondFactor {
        match self {
            Self::Mail(..) => SecondFactor::MailOtp,
            Self::Totp(_) => SecondFactor::Totp,
            Self::Recovery(_) => SecondFactor::RecoveryCode,
        }
    }
}

impl From<AppCode> for Presented<'static> {
    fn from(code: AppCode) -> Self {
        match code {
            AppCode::Totp(code) => Self::Totp(code),
            AppCode::Recovery(code) => Self::Recovery(code),
        }
    }
}

/// What was found of a code. Nothing of it is an error of the transaction: the count must stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was right, and is used up.
    Right,
    /// The factor is locked: it was not looked at.
    Locked,
    /// It was wrong, or was used before; so the answer says.
    Wrong(ProblemCode),
}

/// Whether the factor of an account is locked now.
pub fn is_locked(
    tx: &mut impl Tx,
    account: &Account,
    factor: SecondFactor,
) -> Result<bool, DbError> {
    let failures = factor_failures::get(tx, account.scope(), account.id.0, factor)?;
    Ok(failures.is_locked(tx.now()))
}

/// Counts the try, then compares, and uses a right code up. `address` is where it came from.
pub fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    presented: &Presented<'_>,
    address: &str,
) -> Result<Verdict, ApiError> {
    let (scope, id, factor) = (account.scope(), account.id.0, presented.factor());
    let before = factor_failures::count(tx, scope, id, factor)?;
    if before.is_locked(tx.now()) {
        return Ok(Verdict::Locked);
    }
    app.metrics.code_evaluated();
    let right = match presented {
        Presented::Mail(login, code) => {
            equal(&app.keys.code_digest(login.id.0, code), &login.code_digest)
        }
        Presented::Totp(code) => accept_totp(tx, app, account, code)?,
        Presented::Recovery(code) => accept_recovery(tx, app, account, code, address)?,
    };
    if !right {
        return wrong(tx, account, factor, before.failures + 1).map(Verdict::Wrong);
    }
    factor_failures::clear(tx, scope, id, factor)?;
    Ok(Verdict::Right)
}

/// Whether this is a code of the app whose step was not accepted before.
fn accept_totp(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    code: &TotpCode,
) -> Result<bool, ApiError> {
    let (scope, id) = (account.scope(), account.id.0);
    let Some(secret) = totp_secrets::find_confirmed(tx, scope, id)? else {
        return Ok(false);
    };
    match Totp::open(&app.keys, &secret)?.step_of(code, tx.now()) {
        Some(step) => Ok(totp_secrets::accept_step(tx, &secret, step)?),
        None => Ok(false),
    }
}

/// Whether this is an unused recovery code. Its owner hears that one was used.
fn accept_recovery(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    code: &RecoveryCode,
    address: &str,
) -> Result<bool, ApiError> {
    let (scope, id) = (account.scope(), account.id.0);
    let digest = app.keys.recovery_code_digest(scope.member(), id, code);
    if !recovery_codes::consume(tx, scope, id, &digest)? {
        return Ok(false);
    }
    let event = sign_in::own_event(account, AuditAction::RecoveryCodeUsed);
    audit::record(tx, scope, &event)?;
    let mail = Mail::RecoveryCodeUsed(RecoveryCodeUsed {
        name: account.name.0.as_str().to_owned(),
        used_at: tx.now(),
        address: address.to_owned(),
        left: recovery_codes::count_unused(tx, scope, id)?,
    });
    send_mail::enqueue(tx, &app.keys, account, mail)?;
    Ok(true)
}

/// Records a wrong code, and locks the factor if it was one too many.
fn wrong(
    tx: &mut WriteTx<'_>,
    account: &Account,
    factor: SecondFactor,
    failures: i64,
) -> Result<ProblemCode, ApiError> {
    let (scope, id) = (account.scope(), account.id.0);
    audit::record(tx, scope, &by_nobody(account, AuditAction::CodeRefused))?;
    if failures < throttle::FACTOR_LIMIT {
        return Ok(ProblemCode::CodeWrong);
    }
    let until = japan_time::end_of(japan_time::date(tx.now()));
    factor_failures::lock(tx, scope, id, factor, until)?;
    audit::record(tx, scope, &by_nobody(account, AuditAction::FactorLocked))?;
    Ok(ProblemCode::FactorLocked)
}

/// What somebody did who has not proved to be the owner of the account.
fn by_nobody(account: &Account, action: AuditAction) -> NewAuditEvent {
    NewAuditEvent {
        actor: Actor::Nobody,
        ..sign_in::own_event(account, action)
    }
}
