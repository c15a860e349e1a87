use diesel::prelude::*;
use minato_types::values::{Department, EmailAddress, Language, PersonName, PhoneNumber, TimeZone};

use super::{Account, changed, row_of, search_text};
use crate::schema::accounts;
use crate::{DbError, TenantScope, Tx, WriteTx};

/// The profile of an account, as its owner may change it.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The name.
    pub name: PersonName,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
    /// The department.
    pub department: Department,
    /// The language of pages and mails.
    pub language: Language,
    /// The zone in which times are shown.
    pub time_zone: TimeZone,
}

/// Whether no account of the member has this address.
pub fn is_email_free(
    tx: &mut impl Tx,
    scope: TenantScope,
    email: &EmailAddress,
) -> Result<bool, DbError> {
    let taken: i64 = accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::email_key.eq(email.key()))
        .filter(accounts::state.ne("deleted"))
        .count()
        .get_result(tx.conn())?;
    Ok(taken == 0)
}

/// Sets the e-mail address of an account. That of somebody else of the member breaks a unique
/// key.
pub fn set_email(
    tx: &mut WriteTx<'_>,
    account: &Account,
    email: &EmailAddress,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let phone = account.phone.as_ref().map(|phone| &phone.0);
    let text = search_text(&account.name.0, email, &account.department.0, phone);
    diesel::update(row_of(account.scope(), account.id.0))
        .set((
            accounts::email.eq(email.as_str()),
            accounts::email_key.eq(email.key()),
            accounts::search_text.eq(text),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Changes the profile if the account still has `version`; false if somebody was faster.
pub fn update_profile(
    tx: &mut WriteTx<'_>,
    account: &Account,
    version: i64,
    profile: &Profile,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let phone = profile.phone.as_ref();
    let text = search_text(&profile.name, &account.email.0, &profile.department, phone);
    let own = row_of(account.scope(), account.id.0);
    let rows = diesel::update(own.filter(accounts::version.eq(version)))
        .set((
            accounts::name.eq(profile.name.as_str()),
            accounts::phone.eq(phone.map(PhoneNumber::as_str)),
            accounts::department.eq(profile.department.as_str()),
            accounts::language.eq(profile.language.as_str()),
            accounts::time_zone.eq(profile.time_zone.as_str()),
            accounts::search_text.eq(text),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}
