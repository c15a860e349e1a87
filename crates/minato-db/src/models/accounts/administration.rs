//! What an admin does to an account. Each takes the version that the change is based on and
//! answers false if somebody was faster.

use chrono::NaiveDate;
use diesel::prelude::*;
use minato_types::values::{
    AccountId, AccountRole, Department, PersonName, PhoneNumber, SecondFactor,
};

use super::{Account, changed, row_of, search_text};
use crate::models::user_groups;
use crate::schema::accounts;
use crate::{DbError, TenantScope, Tx as _, WriteTx};

/// An account as an admin wants it to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// The name.
    pub name: PersonName,
    /// What the account may do inside its member.
    pub role: AccountRole,
    /// The department.
    pub department: Department,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
    /// What the second step must ask for.
    pub second_factor: SecondFactor,
    /// The last day (Japan time) on which the account can be used.
    pub valid_until: NaiveDate,
    /// Whether the person may trust his browsers; none as the member says.
    pub trusted_browsers: Option<bool>,
    /// Whether the person may come from anywhere, whatever networks the member allows.
    pub any_address: bool,
}

/// Changes an account.
pub fn update(
    tx: &mut WriteTx<'_>,
    account: &Account,
    version: i64,
    change: &AccountChange,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let phone = change.phone.as_ref();
    let text = search_text(&change.name, &account.email.0, &change.department, phone);
    let rows = diesel::update(at_version(account, version))
        .set((
            accounts::name.eq(change.name.as_str()),
            accounts::role.eq(change.role.as_str()),
            accounts::department.eq(change.department.as_str()),
            accounts::phone.eq(phone.map(PhoneNumber::as_str)),
            accounts::second_factor.eq(change.second_factor.as_str()),
            accounts::valid_until.eq(change.valid_until),
            accounts::trusted_browsers.eq(change.trusted_browsers),
            accounts::any_address.eq(change.any_address),
            accounts::search_text.eq(text),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Switches an account off.
pub fn suspend(tx: &mut WriteTx<'_>, account: &Account, version: i64) -> Result<bool, DbError> {
    set_state(tx, account, version, "suspended")
}

/// Switches a suspended account on again.
pub fn resume(tx: &mut WriteTx<'_>, account: &Account, version: i64) -> Result<bool, DbError> {
    set_state(tx, account, version, "active")
}

/// Deletes an account: nobody sees it any more, its address is free, its password is gone.
/// It leaves its groups; the row stays for what refers to it.
pub fn delete(tx: &mut WriteTx<'_>, account: &Account, version: i64) -> Result<bool, DbError> {
    if !set_state(tx, account, version, "deleted")? {
        return Ok(false);
    }
    diesel::update(row_of(account.scope(), account.id.0))
        .set(accounts::password_hash.eq(None::<String>))
        .execute(tx.conn())?;
    user_groups::leave_all(tx, account.scope(), account.id.0)?;
    Ok(true)
}

/// Sets the last day (Japan time) on which the account can be used.
pub fn set_valid_until(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    day: NaiveDate,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(row_of(scope, id))
        .set((
            accounts::valid_until.eq(day),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Lets the person come from anywhere, whatever networks the member allows.
pub fn allow_any_address(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(row_of(scope, id))
        .set((
            accounts::any_address.eq(true),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn set_state(
    tx: &mut WriteTx<'_>,
    account: &Account,
    version: i64,
    state: &str,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(at_version(account, version))
        .set((
            accounts::state.eq(state),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

type Living = diesel::dsl::Filter<
    super::Row,
    diesel::dsl::And<
        diesel::dsl::Eq<accounts::version, i64>,
        diesel::dsl::NotEq<accounts::state, &'static str>,
    >,
>;

fn at_version(account: &Account, version: i64) -> Living {
    let living = accounts::version
        .eq(version)
        .and(accounts::state.ne("deleted"));
    row_of(account.scope(), account.id.0).filter(living)
}
