use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use minato_types::values::{AccountId, MemberId};
use uuid::Uuid;

use crate::models::changed;
use crate::schema::{
    accounts, api_client_keys, api_client_secrets, api_clients, user_group_api_clients, user_groups,
};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// An API client.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = api_clients)]
pub struct ApiClient {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// The id.
    pub id: AsText<Uuid>,
    /// The name by which it asks for tokens.
    pub client_id: String,
    /// What its admins call it.
    pub name: String,
    /// What it may do, divided by spaces.
    pub scopes: String,
    /// The networks it may call from, divided by spaces; empty means from anywhere.
    pub allowed_networks: String,
    /// The last day (Japan time) on which it may be used.
    pub valid_until: NaiveDate,
    /// Who answers for it.
    pub owner_id: AsText<AccountId>,
    /// Whether an admin switched it off.
    pub suspended: bool,
    /// When it was deleted, if it was.
    pub deleted_at: Option<NaiveDateTime>,
    /// When it last got a token.
    pub last_used_at: Option<NaiveDateTime>,
    /// Grows with every change.
    pub version: i64,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

impl ApiClient {
    /// The rows that belong to its member.
    pub fn scope(&self) -> TenantScope {
        TenantScope::of(self.member_id.0)
    }
}

/// An API client to be made.
#[derive(Debug, Clone)]
pub struct NewApiClient {
    /// The name by which it will ask for tokens.
    pub client_id: String,
    /// What it may be and do.
    pub change: Change,
}

/// What an API client is to be and do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What its admins call it.
    pub name: String,
    /// What it may do, divided by spaces.
    pub scopes: String,
    /// The networks it may call from, divided by spaces.
    pub allowed_networks: String,
    /// The last day (Japan time) on which it may be used.
    pub valid_until: NaiveDate,
    /// Who answers for it.
    pub owner: AccountId,
}

/// Makes an API client.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    new: &NewApiClient,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(api_clients::table)
        .values((
            api_clients::member_id.eq(scope.key()),
            api_clients::id.eq(id.to_string()),
            api_clients::client_id.eq(&new.client_id),
            api_clients::name.eq(&new.change.name),
            api_clients::scopes.eq(&new.change.scopes),
            api_clients::allowed_networks.eq(&new.change.allowed_networks),
            api_clients::valid_until.eq(new.change.valid_until),
            api_clients::owner_id.eq(new.change.owner.to_string()),
            api_clients::suspended.eq(false),
            api_clients::version.eq(1),
            api_clients::created_at.eq(now),
            api_clients::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// How many API clients the member has.
pub fn count(tx: &mut impl Tx, scope: TenantScope) -> Result<u64, DbError> {
    let all: i64 = api_clients::table
        .filter(api_clients::member_id.eq(scope.key()))
        .filter(api_clients::deleted_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(all.unsigned_abs())
}

/// The API clients of the member by name, each with the name of who answers for it.
pub fn list(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<(ApiClient, String)>, DbError> {
    Ok(with_owner(scope)
        .order((api_clients::name, api_clients::id))
        .select((ApiClient::as_select(), accounts::name))
        .load(tx.conn())?)
}

/// One of them.
pub fn find(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: Uuid,
) -> Result<Option<(ApiClient, String)>, DbError> {
    Ok(with_owner(scope)
        .filter(api_clients::id.eq(id.to_string()))
        .select((ApiClient::as_select(), accounts::name))
        .first(tx.conn())
        .optional()?)
}

#[diesel::dsl::auto_type]
fn with_owner(scope: TenantScope) -> _ {
    let member: String = scope.key();
    let owner = api_clients::member_id
        .eq(accounts::member_id)
        .and(api_clients::owner_id.eq(accounts::id));
    api_clients::table
        .inner_join(accounts::table.on(owner))
        .filter(api_clients::member_id.eq(member))
        .filter(api_clients::deleted_at.is_null())
}

/// Changes an API client; false if somebody was faster.
pub fn update(tx: &mut WriteTx<'_>, before: &ApiClient, change: &Change) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(at_version(before))
        .set((
            api_clients::name.eq(&change.name),
            api_clients::scopes.eq(&change.scopes),
            api_clients::allowed_networks.eq(&change.allowed_networks),
            api_clients::valid_until.eq(change.valid_until),
            api_clients::owner_id.eq(change.owner.to_string()),
            api_clients::version.eq(api_clients::version + 1),
            api_clients::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Switches an API client off or on; false if somebody was faster.
pub fn set_suspended(
    tx: &mut WriteTx<'_>,
    before: &ApiClient,
    suspended: bool,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(at_version(before))
        .set((
            api_clients::suspended.eq(suspended),
            api_clients::version.eq(api_clients::version + 1),
            api_clients::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Deletes an API client and all that it could prove itself by; false if somebody was faster. The
/// row stays for its log and the trail.
pub fn delete(tx: &mut WriteTx<'_>, before: &ApiClient) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(at_version(before))
        .set((
            api_clients::deleted_at.eq(now),
            api_clients::version.eq(api_clients::version + 1),
            api_clients::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if !changed(rows) {
        return Ok(false);
    }
    let (scope, id) = (before.scope(), before.id.0);
    set_groups(tx, scope, id, &[])?;
    let secrets = api_client_secrets::table
        .filter(api_client_secrets::member_id.eq(scope.key()))
        .filter(api_client_secrets::api_client_id.eq(id.to_string()));
    diesel::delete(secrets).execute(tx.conn())?;
    let keys = api_client_keys::table
        .filter(api_client_keys::member_id.eq(scope.key()))
        .filter(api_client_keys::api_client_id.eq(id.to_string()));
    diesel::delete(keys).execute(tx.conn())?;
    Ok(true)
}

/// Gives what somebody answered for to somebody else, because his account ends.
pub fn hand_over(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    from: AccountId,
    to: AccountId,
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let owned = api_clients::table
        .filter(api_clients::member_id.eq(scope.key()))
        .filter(api_clients::owner_id.eq(from.to_string()))
        .filter(api_clients::deleted_at.is_null());
    Ok(diesel::update(owned)
        .set((
            api_clients::owner_id.eq(to.to_string()),
            api_clients::version.eq(api_clients::version + 1),
            api_clients::updated_at.eq(now),
        ))
        .execute(tx.conn())?)
}

/// The groups of all API clients of the member: client, group, name.
pub fn groups_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    only: Option<Uuid>,
) -> Result<Vec<(Uuid, Uuid, String)>, DbError> {
    let group = user_groups::member_id
        .eq(user_group_api_clients::member_id)
        .and(user_groups::id.eq(user_group_api_clients::group_id));
    let mut query = user_group_api_clients::table
        .inner_join(user_groups::table.on(group))
        .filter(user_group_api_clients::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(client) = only {
        query = query.filter(user_group_api_clients::api_client_id.eq(client.to_string()));
    }
    let rows: Vec<(AsText<Uuid>, AsText<Uuid>, String)> = query
        .order((user_groups::name, user_groups::id))
        .select((
            user_group_api_clients::api_client_id,
            user_groups::id,
            user_groups::name,
        ))
        .load(tx.conn())?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(client, group, name)| (client.0, group.0, name))
        .collect())
}

/// Puts an API client into these groups of the member and no others; false if one does not exist.
pub fn set_groups(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    client: Uuid,
    groups: &[Uuid],
) -> Result<bool, DbError> {
    let ids: Vec<String> = groups.iter().map(ToString::to_string).collect();
    let known: i64 = user_groups::table
        .filter(user_groups::member_id.eq(scope.key()))
        .filter(user_groups::id.eq_any(&ids))
        .count()
        .get_result(tx.conn())?;
    if usize::try_from(known) != Ok(ids.len()) {
        return Ok(false);
    }
    let before = user_group_api_clients::table
        .filter(user_group_api_clients::member_id.eq(scope.key()))
        .filter(user_group_api_clients::api_client_id.eq(client.to_string()));
    diesel::delete(before).execute(tx.conn())?;
    for id in &ids {
        diesel::insert_into(user_group_api_clients::table)
            .values((
                user_group_api_clients::member_id.eq(scope.key()),
                user_group_api_clients::group_id.eq(id),
                user_group_api_clients::api_client_id.eq(client.to_string()),
            ))
            .execute(tx.conn())?;
    }
    Ok(true)
}

#[diesel::dsl::auto_type]
fn at_version<'a>(before: &'a ApiClient) -> _ {
    let member: String = before.member_id.0.to_string();
    let id: String = before.id.0.to_string();
    let version: i64 = before.version;
    api_clients::table
        .filter(api_clients::member_id.eq(member))
        .filter(api_clients::id.eq(id))
        .filter(api_clients::version.eq(version))
        .filter(api_clients::deleted_at.is_null())
}
