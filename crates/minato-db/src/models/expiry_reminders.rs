//! What has been told of things that end: each stage once for each last day.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::company::CompanyOptionKind;
use minato_types::values::MemberId;

use super::accounts::Account;
use super::api_clients::ApiClient;
use crate::conn::run;
use crate::schema::{
    accounts, api_client_secrets, api_clients, expiry_reminders, member_options, members,
};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// What ends. The words stand in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// An account of a person.
    Account,
    /// A program of the member.
    ApiClient,
    /// A secret of such a program.
    ApiClientSecret,
}

impl SubjectKind {
    /// The kind as it stands in the row.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::ApiClient => "apiClient",
            Self::ApiClientSecret => "apiClientSecret",
        }
    }
}

/// Notes that a stage is told of; false if it was before. Whoever is answered true tells it, in
/// the same transaction.
pub fn note(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    kind: SubjectKind,
    id: &str,
    ends_on: NaiveDate,
    days_before: u32,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = run!(tx.conn(), |conn| diesel::insert_into(
        expiry_reminders::table
    )
    .values((
        expiry_reminders::member_id.eq(scope.key()),
        expiry_reminders::subject_kind.eq(kind.as_str()),
        expiry_reminders::subject_id.eq(id),
        expiry_reminders::ends_on.eq(ends_on),
        expiry_reminders::days_before.eq(i64::from(days_before)),
        expiry_reminders::reminded_at.eq(now),
    ))
    .on_conflict_do_nothing()
    .execute(conn))?;
    Ok(rows == 1)
}

/// The members of which accounts, programs or secrets end from `from` to `to`. For the daily job,
/// which serves them all.
pub fn members_with_ends(
    tx: &mut impl Tx,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<TenantScope>, DbError> {
    let ending = accounts::table
        .filter(accounts::member_id.eq(members::id))
        .filter(accounts::valid_until.between(from, to))
        .filter(accounts::state.eq("active"));
    let clients = api_clients::table
        .filter(api_clients::member_id.eq(members::id))
        .filter(api_clients::valid_until.between(from, to))
        .filter(api_clients::deleted_at.is_null());
    let secrets = api_client_secrets::table
        .filter(api_client_secrets::member_id.eq(members::id))
        .filter(api_client_secrets::valid_until.between(from, to));
    let ids: Vec<AsText<MemberId>> = members::table
        .filter(members::state.eq("active"))
        .filter(exists(ending).or(exists(clients)).or(exists(secrets)))
        .order(members::member_number)
        .select(members::id)
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| TenantScope::of(id.0)).collect())
}

/// The accounts of a member in use that end from `from` to `to`, the first to end first.
pub fn accounts_with_ends(
    tx: &mut impl Tx,
    scope: TenantScope,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Account>, DbError> {
    Ok(accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::valid_until.between(from, to))
        .filter(accounts::state.eq("active"))
        .order((accounts::valid_until, accounts::name, accounts::id))
        .select(Account::as_select())
        .load(tx.conn())?)
}

/// The programs of a member that may be used on `today`, with who answers for each, the first to
/// end first.
pub fn clients_in_use(
    tx: &mut impl Tx,
    scope: TenantScope,
    today: NaiveDate,
) -> Result<Vec<(ApiClient, Account)>, DbError> {
    let owner = accounts::member_id
        .eq(api_clients::member_id)
        .and(accounts::id.eq(api_clients::owner_id));
    let access = member_options::table.find((scope.key(), CompanyOptionKind::ApiAccess.as_str()));
    Ok(api_clients::table
        .inner_join(accounts::table.on(owner))
        .filter(api_clients::member_id.eq(scope.key()))
        .filter(api_clients::deleted_at.is_null())
        .filter(api_clients::suspended.eq(false))
        .filter(api_clients::valid_until.ge(today))
        .filter(exists(access))
        .order((api_clients::valid_until, api_clients::name, api_clients::id))
        .select((ApiClient::as_select(), Account::as_select()))
        .load(tx.conn())?)
}

/// Removes what is told of things that ended before `day`.
pub fn delete_ended_before(tx: &mut WriteTx<'_>, day: NaiveDate) -> Result<usize, DbError> {
    let old = expiry_reminders::table.filter(expiry_reminders::ends_on.lt(day));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
