//! People of the members.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::rules::japan_time;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberId, MemberNumber, PersonName,
    PhoneNumber, SecondFactor, TimeZone,
};

use super::changed;
use super::members::Member;
use crate::schema::{accounts, members};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A person of a member.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Account {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// The id.
    pub id: AsText<AccountId>,
    /// The e-mail address.
    pub email: AsText<EmailAddress>,
    /// The name.
    pub name: AsText<PersonName>,
    /// The department.
    pub department: AsText<Department>,
    /// The telephone number, if known.
    pub phone: Option<AsText<PhoneNumber>>,
    /// What the account may do inside its member.
    pub role: AsText<AccountRole>,
    /// How the second step is proved.
    pub second_factor: AsText<SecondFactor>,
    /// The last day (Japan time) on which the account can be used.
    pub valid_until: NaiveDate,
    /// The language of pages and mails.
    pub language: AsText<Language>,
    /// The zone in which times are shown.
    pub time_zone: AsText<TimeZone>,
    /// `active`, `suspended` or `deleted`.
    pub state: String,
    /// When the password was last set.
    pub password_changed_at: NaiveDateTime,
    /// Grows with every change of the profile.
    pub version: i64,
}

impl Account {
    /// Whether the account can be used at `now`.
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.state == "active" && japan_time::date(now) <= self.valid_until
    }

    /// The rows that belong to the member of this account.
    pub fn scope(&self) -> TenantScope {
        TenantScope::of(self.member_id.0)
    }
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The e-mail address.
    pub email: EmailAddress,
    /// The name.
    pub name: PersonName,
    /// The department.
    pub department: Department,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
    /// What the account may do inside its member.
    pub role: AccountRole,
    /// How the second step is proved.
    pub second_factor: SecondFactor,
    /// The last day (Japan time) on which the account can be used.
    pub valid_until: NaiveDate,
    /// The language of pages and mails.
    pub language: Language,
    /// The zone in which times are shown.
    pub time_zone: TimeZone,
    /// The hash of the password (PHC string), if it has one.
    pub password_hash: Option<String>,
}

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

/// An account of the member.
pub fn get(tx: &mut impl Tx, scope: TenantScope, id: AccountId) -> Result<Account, DbError> {
    Ok(accounts::table
        .find((scope.key(), id.to_string()))
        .select(Account::as_select())
        .first(tx.conn())?)
}

/// The hash of the password of an account, if it has one.
pub fn password_hash(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: AccountId,
) -> Result<Option<String>, DbError> {
    Ok(accounts::table
        .find((scope.key(), id.to_string()))
        .select(accounts::password_hash)
        .first(tx.conn())?)
}

/// Makes all transactions that change what hangs on this account take turns.
pub fn lock(tx: &mut WriteTx<'_>, scope: TenantScope, id: AccountId) -> Result<(), DbError> {
    // An update that changes nothing locks the row on both databases.
    diesel::update(accounts::table.find((scope.key(), id.to_string())))
        .set(accounts::version.eq(accounts::version))
        .execute(tx.conn())?;
    Ok(())
}

/// Makes an account.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    new: &NewAccount,
) -> Result<AccountId, DbError> {
    let now = tx.now().naive_utc();
    let id = AccountId(tx.new_id());
    diesel::insert_into(accounts::table)
        .values((
            accounts::member_id.eq(scope.key()),
            accounts::id.eq(id.to_string()),
            accounts::email.eq(new.email.as_str()),
            accounts::email_key.eq(new.email.key()),
            accounts::name.eq(new.name.as_str()),
            accounts::department.eq(new.department.as_str()),
            accounts::phone.eq(new.phone.as_ref().map(PhoneNumber::as_str)),
            accounts::role.eq(new.role.as_str()),
            accounts::second_factor.eq(new.second_factor.as_str()),
            accounts::valid_until.eq(new.valid_until),
            accounts::language.eq(new.language.as_str()),
            accounts::time_zone.eq(new.time_zone.as_str()),
            accounts::state.eq("active"),
            accounts::password_hash.eq(&new.password_hash),
            accounts::password_changed_at.eq(now),
            accounts::version.eq(1),
            accounts::created_at.eq(now),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

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

/// Changes the profile if it still has `version`; false if somebody was faster.
pub fn update_profile(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    version: i64,
    profile: &Profile,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let own = accounts::table.find((scope.key(), id.to_string()));
    let rows = diesel::update(own.filter(accounts::version.eq(version)))
        .set((
            accounts::name.eq(profile.name.as_str()),
            accounts::phone.eq(profile.phone.as_ref().map(PhoneNumber::as_str)),
            accounts::department.eq(profile.department.as_str()),
            accounts::language.eq(profile.language.as_str()),
            accounts::time_zone.eq(profile.time_zone.as_str()),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Sets the password. With `replacing`, only if the hash is still that one: false if not.
pub fn set_password(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    hash: &str,
    replacing: Option<&str>,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let mut own = diesel::update(accounts::table.find((scope.key(), id.to_string())))
        .set((
            accounts::password_hash.eq(hash.to_owned()),
            accounts::password_changed_at.eq(now),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .into_boxed();
    if let Some(old) = replacing {
        own = own.filter(accounts::password_hash.eq(old.to_owned()));
    }
    Ok(changed(own.execute(tx.conn())?))
}

/// Stores the same password under newer hash parameters; the profile does not change.
pub fn rehash_password(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    old: &str,
    hash: &str,
) -> Result<bool, DbError> {
    let own = accounts::table.find((scope.key(), id.to_string()));
    let rows = diesel::update(own.filter(accounts::password_hash.eq(old)))
        .set(accounts::password_hash.eq(hash))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Sets the last day (Japan time) on which the account can be used.
pub fn set_valid_until(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    day: NaiveDate,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(accounts::table.find((scope.key(), id.to_string())))
        .set((
            accounts::valid_until.eq(day),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}
