use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::values::{AccountId, EmailAddress, MemberNumber};

use super::{Account, row_of};
use crate::models::members::Member;
use crate::schema::{accounts, members};
use crate::{DbError, TenantScope, Tx, WriteTx};

/// What a door needs to know of an account.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The account.
    pub account: Account,
    /// Its member.
    pub member: Member,
    /// The hash of its password, if it has one.
    pub password_hash: Option<String>,
}

/// The account that a door is asked to open for: nobody is known yet, so this looks
/// across members. `None` also if the address stands at several members and no number
/// was given.
pub fn find_candidate(
    tx: &mut impl Tx,
    member_number: Option<&MemberNumber>,
    email: &EmailAddress,
) -> Result<Option<Candidate>, DbError> {
    let mut query = accounts::table
        .inner_join(members::table)
        .filter(accounts::email_key.eq(email.key()))
        .filter(accounts::state.ne("deleted"))
        .select((
            Account::as_select(),
            Member::as_select(),
            accounts::password_hash,
        ))
        .limit(2)
        .into_boxed();
    if let Some(number) = member_number {
        query = query.filter(members::member_number.eq(number.as_str().to_owned()));
    }
    let mut found: Vec<(Account, Member, Option<String>)> = query.load(tx.conn())?;
    let last = found.pop();
    Ok(match (last, found.is_empty()) {
        (Some((account, member, password_hash)), true) => Some(Candidate {
            account,
            member,
            password_hash,
        }),
        _ => None,
    })
}

/// Whether no second member has an account of this address: only then it is known without
/// a member number. Looks across members, and tells nothing but that.
pub fn has_one_account(tx: &mut impl Tx, email: &EmailAddress) -> Result<bool, DbError> {
    let found: Vec<String> = accounts::table
        .filter(accounts::email_key.eq(email.key()))
        .filter(accounts::state.ne("deleted"))
        .select(accounts::id)
        .limit(2)
        .load(tx.conn())?;
    Ok(found.len() < 2)
}

/// Whether anybody has ever signed in with the account.
pub fn has_signed_in(tx: &mut impl Tx, scope: TenantScope, id: AccountId) -> Result<bool, DbError> {
    let last: Option<NaiveDateTime> = row_of(scope, id)
        .select(accounts::last_signed_in_at)
        .first(tx.conn())?;
    Ok(last.is_some())
}

/// Notes that the account signs in now. Its version stays: the profile does not change.
pub fn note_sign_in(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(row_of(scope, id))
        .set(accounts::last_signed_in_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}
