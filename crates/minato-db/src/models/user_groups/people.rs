//! Who is in which group.

use diesel::prelude::*;
use minato_types::values::{AccountId, EmailAddress, PersonName, UserGroupId};

use crate::schema::{accounts, user_group_accounts, user_groups};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// Somebody who is in a group or could be.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct GroupPerson {
    /// The id of the account.
    pub id: AsText<AccountId>,
    /// The name.
    pub name: AsText<PersonName>,
    /// The e-mail address.
    pub email: AsText<EmailAddress>,
}

/// The people in a group, by name.
pub fn people_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    group: UserGroupId,
) -> Result<Vec<GroupPerson>, DbError> {
    let found = people_of_groups(tx, scope, &[group])?;
    Ok(found.into_iter().map(|(_, person)| person).collect())
}

/// The people in these groups, by name.
pub fn people_of_groups(
    tx: &mut impl Tx,
    scope: TenantScope,
    groups: &[UserGroupId],
) -> Result<Vec<(UserGroupId, GroupPerson)>, DbError> {
    let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
    let rows: Vec<(AsText<UserGroupId>, GroupPerson)> = user_group_accounts::table
        .inner_join(
            accounts::table.on(accounts::member_id
                .eq(user_group_accounts::member_id)
                .and(accounts::id.eq(user_group_accounts::account_id))),
        )
        .filter(user_group_accounts::member_id.eq(scope.key()))
        .filter(user_group_accounts::group_id.eq_any(groups))
        .order((accounts::name, accounts::id))
        .select((user_group_accounts::group_id, GroupPerson::as_select()))
        .load(tx.conn())?;
    let found = rows.into_iter();
    Ok(found.map(|(group, person)| (group.0, person)).collect())
}

/// Those of these accounts that the member has, deleted ones left out.
pub fn living_people(
    tx: &mut impl Tx,
    scope: TenantScope,
    ids: &[AccountId],
) -> Result<Vec<GroupPerson>, DbError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    Ok(accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::id.eq_any(ids))
        .filter(accounts::state.ne("deleted"))
        .order((accounts::name, accounts::id))
        .select(GroupPerson::as_select())
        .load(tx.conn())?)
}

/// Those of the member's people who have one of these addresses, by their keys.
pub fn people_with_addresses(
    tx: &mut impl Tx,
    scope: TenantScope,
    keys: Vec<String>,
) -> Result<Vec<GroupPerson>, DbError> {
    Ok(accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::email_key.eq_any(keys))
        .filter(accounts::state.ne("deleted"))
        .select(GroupPerson::as_select())
        .load(tx.conn())?)
}

/// Puts an account into a group that it is not in.
pub fn add_account(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    account: AccountId,
) -> Result<(), DbError> {
    diesel::insert_into(user_group_accounts::table)
        .values((
            user_group_accounts::member_id.eq(scope.key()),
            user_group_accounts::group_id.eq(group.to_string()),
            user_group_accounts::account_id.eq(account.to_string()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes an account out of a group.
pub fn remove_account(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    account: AccountId,
) -> Result<(), DbError> {
    let key = (scope.key(), group.to_string(), account.to_string());
    diesel::delete(user_group_accounts::table.find(key)).execute(tx.conn())?;
    Ok(())
}

/// Takes an account out of all its groups. They get their next version: whoever has one of them
/// open must look again.
pub fn leave_all(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let own = || {
        user_group_accounts::table
            .filter(user_group_accounts::member_id.eq(scope.key()))
            .filter(user_group_accounts::account_id.eq(account.to_string()))
    };
    let groups = user_groups::table
        .filter(user_groups::member_id.eq(scope.key()))
        .filter(user_groups::id.eq_any(own().select(user_group_accounts::group_id)));
    diesel::update(groups)
        .set((
            user_groups::version.eq(user_groups::version + 1),
            user_groups::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    diesel::delete(own()).execute(tx.conn())?;
    Ok(())
}
