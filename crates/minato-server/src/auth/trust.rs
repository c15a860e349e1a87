//! Browsers in which somebody needs no second step for ten days, where an admin allows it.
//!
//! Such a browser stands in for the code, never for the password. The session has two steps,
//! but has proved nothing freshly: whatever wants a fresh proof asks for one first.

use minato_db::models::accounts::Account;
use minato_db::models::members::Member;
use minato_db::models::trusted_browsers::{self, NewTrustedBrowser};
use minato_db::{DbError, WriteTx, audit};
use minato_types::audit::AuditAction;

use super::keys::Secret;
use super::sign_in::{self, Browser};

/// Whether the person may trust his browsers: his account says so, or his member.
pub fn is_allowed(account: &Account, member: &Member) -> bool {
    account.trusted_browsers.unwrap_or(member.trusted_browsers)
}

/// The secret of the browser if it stands in for the second step now; it does so for ten days
/// from now on again.
pub fn stands_in(
    tx: &mut WriteTx<'_>,
    account: &Account,
    member: &Member,
    browser: &Browser,
) -> Result<Option<Secret>, DbError> {
    let allowed = is_allowed(account, member);
    let Some(secret) = browser.trusted_by.as_ref().filter(|_| allowed) else {
        return Ok(None);
    };
    let (scope, id) = (account.scope(), account.id.0);
    if !trusted_browsers::renew(tx, scope, id, &secret.digest())? {
        return Ok(None);
    }
    let event = sign_in::own_event(account, AuditAction::TrustedBrowserUsed);
    audit::record(tx, scope, &event)?;
    Ok(Some(secret.clone()))
}

/// Trusts the browser for ten days; answers the secret that it keeps. Whoever else trusts it
/// goes on doing so; a secret that somebody made up is never taken.
pub fn begin(
    tx: &mut WriteTx<'_>,
    account: &Account,
    browser: &Browser,
) -> Result<Secret, DbError> {
    let secret = match &browser.trusted_by {
        Some(secret) if trusted_browsers::is_ours(tx, &secret.digest())? => secret.clone(),
        _ => Secret::generate(tx.entropy()),
    };
    let (scope, id) = (account.scope(), account.id.0);
    let new = NewTrustedBrowser {
        secret_digest: &secret.digest(),
        user_agent: &browser.user_agent,
        address: &browser.address,
    };
    let trusted = trusted_browsers::insert(tx, scope, id, &new)?;
    let mut event = sign_in::own_event(account, AuditAction::BrowserTrusted);
    event.subject = Some(trusted.to_string());
    event.text = Some(format!("{} {}", browser.address, browser.user_agent));
    audit::record(tx, scope, &event)?;
    Ok(secret)
}
