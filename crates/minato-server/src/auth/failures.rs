//! Forgetting failed passwords: after a right one, after a new one, or because an admin
//! unlocks the account.

use minato_db::models::accounts::{self, Account};
use minato_db::models::members::Member;
use minato_db::models::{known_devices, password_failures};
use minato_db::{DbError, Tx, WriteTx};

use super::keys::Keys;

/// The names under which failures of an account are counted: with the member number, and
/// without it where the account is known without one.
pub fn subjects(
    tx: &mut impl Tx,
    keys: &Keys,
    account: &Account,
    member: &Member,
) -> Result<Vec<String>, DbError> {
    let email = &account.email.0;
    let mut subjects = vec![keys.sign_in_subject(Some(&member.member_number.0), email)];
    // The address of somebody who is known elsewhere is not this member's to set free.
    if accounts::has_one_account(tx, email)? {
        subjects.push(keys.sign_in_subject(None, email));
    }
    Ok(subjects)
}

/// Forgets the failed passwords of an account, also those of each browser that knows it: an
/// admin unlocks it.
pub fn forget_everywhere(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    member: &Member,
) -> Result<(), DbError> {
    let id = account.id.0;
    for digest in known_devices::digests_of(tx, account.scope(), id)? {
        password_failures::clear(tx, &keys.browser_subject(id, &digest))?;
    }
    forget(tx, keys, account, member)
}

/// Forgets the failed passwords of an account.
pub fn forget(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    member: &Member,
) -> Result<(), DbError> {
    for subject in subjects(tx, keys, account, member)? {
        password_failures::clear(tx, &subject)?;
    }
    Ok(())
}
