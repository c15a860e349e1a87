//! What an account is used by, and how all of it ends.

use minato_db::models::accounts::{self, Account};
use minato_db::models::{
    email_changes, factor_failures, first_logins, known_devices, password_resets, pending_logins,
    recovery_codes, sessions, totp_secrets, trusted_browsers,
};
use minato_db::{DbError, WriteTx};
use minato_types::values::SecondFactor;

/// Ends all sessions of an account, its sign-ins under way, its links, and the trust in its
/// browsers.
pub fn end(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    sessions::end_all_of(tx, scope, id, None)?;
    pending_logins::close_all_of(tx, scope, id)?;
    password_resets::consume_all_of(tx, scope, id)?;
    trusted_browsers::delete_all_of(tx, scope, id)?;
    first_logins::end_all_of(tx, scope, id)?;
    email_changes::consume_all_of(tx, scope, id)?;
    Ok(())
}

/// Takes everything away by which the account can be used.
pub fn forget_all(tx: &mut WriteTx<'_>, account: &Account) -> Result<(), DbError> {
    let (scope, id) = (account.scope(), account.id.0);
    accounts::forget_password(tx, scope, id)?;
    totp_secrets::delete_all_of(tx, scope, id)?;
    recovery_codes::delete_all_of(tx, scope, id)?;
    for factor in [
        SecondFactor::MailOtp,
        SecondFactor::Totp,
        SecondFactor::RecoveryCode,
    ] {
        factor_failures::clear(tx, scope, id, factor)?;
    }
    known_devices::forget_all_of(tx, scope, id, None)?;
    end(tx, account)
}
