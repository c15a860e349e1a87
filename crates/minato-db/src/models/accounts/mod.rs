//! People of the members.

mod administration;
mod admins;
mod door;
mod making;
mod managed;
mod password;
mod profile;
mod row;
mod search;

pub use administration::{
    AccountChange, allow_any_address, delete, resume, set_valid_until, suspend, update,
};
pub use admins::{has_other_admin, list_admins};
pub use door::{
    Candidate, find_candidate, has_one_account, last_signed_in_at, lock_for_sign_in, note_sign_in,
};
pub use making::{insert, insert_many};
pub use managed::{ManagedAccount, find_managed};
pub use password::{
    forget_password, password_hash, rehash_password, require_own_password, set_password,
};
pub use profile::{Profile, is_email_free, set_email, update_profile};
pub use row::{Account, NewAccount};
pub use search::{AccountFilter, list, list_after};

use diesel::prelude::*;
use minato_types::rules::keyword_search;
use minato_types::values::{AccountId, Department, EmailAddress, PersonName, PhoneNumber};

use super::changed;
use crate::conn::{keep_row, run};
use crate::schema::accounts;
use crate::{DbError, TenantScope, Tx, WriteTx};

type Row = diesel::dsl::Find<accounts::table, (String, String)>;

fn row_of(scope: TenantScope, id: AccountId) -> Row {
    accounts::table.find((scope.key(), id.to_string()))
}

/// An account of the member.
pub fn get(tx: &mut impl Tx, scope: TenantScope, id: AccountId) -> Result<Account, DbError> {
    Ok(run!(tx.conn(), |conn| accounts::table
        .find((scope.key(), id.to_string()))
        .select(Account::as_select())
        .first(conn))?)
}

/// Makes all transactions that change what hangs on this account take turns.
pub fn lock(tx: &mut WriteTx<'_>, scope: TenantScope, id: AccountId) -> Result<(), DbError> {
    let locked: Option<String> =
        keep_row!(tx.conn(), row_of(scope, id).select(accounts::id)).optional()?;
    drop(locked);
    Ok(())
}

/// Which of these addresses, by their keys, have an account at the member already.
pub fn taken(
    tx: &mut impl Tx,
    scope: TenantScope,
    keys: Vec<String>,
) -> Result<Vec<String>, DbError> {
    Ok(accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::email_key.eq_any(keys))
        .filter(accounts::state.ne("deleted"))
        .select(accounts::email_key)
        .load(tx.conn())?)
}

/// What words are searched in, in the form in which they are compared.
fn search_text(
    name: &PersonName,
    email: &EmailAddress,
    department: &Department,
    phone: Option<&PhoneNumber>,
) -> String {
    let phone = phone.map_or("", PhoneNumber::as_str);
    let parts = [name.as_str(), email.as_str(), department.as_str(), phone];
    keyword_search::normalised(&parts.join(" "))
}
