//! Groups of a member's people.

mod list;
mod people;
mod range;

pub use list::{ListedGroup, count, list, list_of};
pub use people::{
    GroupPerson, add_account, leave_all, living_people, people_of, people_of_groups,
    people_with_addresses, remove_account,
};
pub use range::{grant_contract, grant_service, revoke_contract, revoke_service, services_of};

use diesel::prelude::*;
use minato_types::groups::UserGroupKind;
use minato_types::values::UserGroupId;

use super::changed;
use crate::schema::{
    user_group_accounts, user_group_api_clients, user_group_contracts, user_group_services,
    user_groups,
};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A group.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = user_groups)]
pub struct UserGroup {
    /// The id.
    pub id: AsText<UserGroupId>,
    /// What kind of group it is.
    pub kind: AsText<UserGroupKind>,
    /// The name; empty for the automatic group.
    pub name: String,
    /// What it is for; possibly empty.
    pub description: String,
    /// Grows with every change of its name, its people or what it covers.
    pub version: i64,
}

/// The group of a member that covers every contract, later ones too.
pub fn automatic(scope: TenantScope) -> UserGroupId {
    UserGroupId(scope.member().0)
}

/// Makes the group that covers every contract. Its id is that of its member, and so is there
/// never a second one.
pub(crate) fn insert_automatic(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    let id = automatic(scope);
    insert_row(tx, scope, id, UserGroupKind::Automatic, "", "")
}

/// Makes a group without people and without rights.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    name: &str,
    description: &str,
) -> Result<UserGroupId, DbError> {
    let id = UserGroupId(tx.new_id());
    insert_row(tx, scope, id, UserGroupKind::Custom, name, description)?;
    Ok(id)
}

fn insert_row(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: UserGroupId,
    kind: UserGroupKind,
    name: &str,
    description: &str,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::insert_into(user_groups::table)
        .values((
            user_groups::member_id.eq(scope.key()),
            user_groups::id.eq(id.to_string()),
            user_groups::kind.eq(kind.as_str()),
            user_groups::name.eq(name),
            user_groups::description.eq(description),
            user_groups::created_at.eq(now),
            user_groups::updated_at.eq(now),
            user_groups::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A group of the member.
pub fn find(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: UserGroupId,
) -> Result<Option<UserGroup>, DbError> {
    Ok(user_groups::table
        .find((scope.key(), id.to_string()))
        .select(UserGroup::as_select())
        .first(tx.conn())
        .optional()?)
}

/// The group of the member that has this name.
pub fn find_by_name(
    tx: &mut impl Tx,
    scope: TenantScope,
    name: &str,
) -> Result<Option<UserGroup>, DbError> {
    Ok(user_groups::table
        .filter(user_groups::member_id.eq(scope.key()))
        .filter(user_groups::name.eq(name))
        .filter(user_groups::kind.eq(UserGroupKind::Custom.as_str()))
        .select(UserGroup::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Names and describes a group; false if somebody was faster.
pub fn update(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: &UserGroup,
    name: &str,
    description: &str,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let at_version = user_groups::table
        .find((scope.key(), group.id.0.to_string()))
        .filter(user_groups::version.eq(group.version));
    let rows = diesel::update(at_version)
        .set((
            user_groups::name.eq(name),
            user_groups::description.eq(description),
            user_groups::version.eq(user_groups::version + 1),
            user_groups::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Gives a group its next version; false if somebody was faster.
pub fn touch(tx: &mut WriteTx<'_>, scope: TenantScope, group: &UserGroup) -> Result<bool, DbError> {
    update(tx, scope, group, &group.name, &group.description)
}

/// Deletes a group with everything that hangs on it; false if somebody was faster.
pub fn delete(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: &UserGroup,
) -> Result<bool, DbError> {
    // The row is held first: nobody puts anything into the group from here on.
    if !touch(tx, scope, group)? {
        return Ok(false);
    }
    let (member, id) = (scope.key(), group.id.0.to_string());
    let people = user_group_accounts::table
        .filter(user_group_accounts::member_id.eq(&member))
        .filter(user_group_accounts::group_id.eq(&id));
    diesel::delete(people).execute(tx.conn())?;
    let programs = user_group_api_clients::table
        .filter(user_group_api_clients::member_id.eq(&member))
        .filter(user_group_api_clients::group_id.eq(&id));
    diesel::delete(programs).execute(tx.conn())?;
    let services = user_group_services::table
        .filter(user_group_services::member_id.eq(&member))
        .filter(user_group_services::group_id.eq(&id));
    diesel::delete(services).execute(tx.conn())?;
    let contracts = user_group_contracts::table
        .filter(user_group_contracts::member_id.eq(&member))
        .filter(user_group_contracts::group_id.eq(&id));
    diesel::delete(contracts).execute(tx.conn())?;
    diesel::delete(user_groups::table.find((member, id))).execute(tx.conn())?;
    Ok(true)
}
