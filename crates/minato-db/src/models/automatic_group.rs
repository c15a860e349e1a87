//! Who of a member is in the group that covers every contract, as operators say it: somebody
//! must be the first.

use diesel::prelude::*;
use minato_types::values::{AccountId, EmailAddress, PersonName};

use super::{changed, user_groups};
use crate::schema::{accounts, user_group_accounts, user_groups as groups};
use crate::{AsText, DbError, OperatorPrincipal, TenantScope, Tx, WriteTx};

/// Somebody who is in the group.
pub type Member = (AccountId, PersonName, EmailAddress);

/// The people of the group, by name, and its version.
pub fn get(
    tx: &mut impl Tx,
    _: OperatorPrincipal,
    scope: TenantScope,
) -> Result<(Vec<Member>, i64), DbError> {
    let group = user_groups::automatic(scope).to_string();
    let version = groups::table
        .find((scope.key(), group.clone()))
        .select(groups::version)
        .first(tx.conn())?;
    let people: Vec<(AsText<AccountId>, AsText<PersonName>, AsText<EmailAddress>)> =
        user_group_accounts::table
            .inner_join(
                accounts::table.on(accounts::member_id
                    .eq(user_group_accounts::member_id)
                    .and(accounts::id.eq(user_group_accounts::account_id))),
            )
            .filter(user_group_accounts::member_id.eq(scope.key()))
            .filter(user_group_accounts::group_id.eq(group))
            .order((accounts::name, accounts::id))
            .select((accounts::id, accounts::name, accounts::email))
            .load(tx.conn())?;
    let people = people.into_iter();
    let people = people.map(|(id, name, email)| (id.0, name.0, email.0));
    Ok((people.collect(), version))
}

/// Puts these people into the group and all others out; false if it has another version.
pub fn set(
    tx: &mut WriteTx<'_>,
    _: OperatorPrincipal,
    scope: TenantScope,
    version: i64,
    accounts: &[AccountId],
) -> Result<bool, DbError> {
    let (id, now) = (user_groups::automatic(scope), tx.now().naive_utc());
    let own = groups::table
        .find((scope.key(), id.to_string()))
        .filter(groups::version.eq(version));
    let rows = diesel::update(own)
        .set((groups::version.eq(version + 1), groups::updated_at.eq(now)))
        .execute(tx.conn())?;
    if !changed(rows) {
        return Ok(false);
    }
    let before = user_group_accounts::table
        .filter(user_group_accounts::member_id.eq(scope.key()))
        .filter(user_group_accounts::group_id.eq(id.to_string()));
    diesel::delete(before).execute(tx.conn())?;
    for account in accounts {
        user_groups::add_account(tx, scope, id, *account)?;
    }
    Ok(true)
}
