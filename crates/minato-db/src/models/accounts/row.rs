use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::rules::japan_time;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberId, PersonName, PhoneNumber,
    SecondFactor, TimeZone,
};

use crate::schema::accounts;
use crate::{AsText, TenantScope};

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
    /// Whether somebody else chose the password: then nothing but setting one's own is possible.
    pub must_change_password: bool,
    /// After this time the password opens no door; null where its owner chose it.
    pub password_expires_at: Option<NaiveDateTime>,
    /// Whether the person may trust his browsers; null as the member says.
    pub trusted_browsers: Option<bool>,
    /// Whether the person may come from anywhere, whatever networks the member allows.
    pub any_address: bool,
}

impl Account {
    /// Whether the account can be used at `now`.
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.state == "active" && japan_time::date(now) <= self.valid_until
    }

    /// Whether a password that somebody else chose is too old at `now` to open a door.
    pub fn has_dead_password(&self, now: DateTime<Utc>) -> bool {
        self.password_expires_at
            .is_some_and(|until| until <= now.naive_utc())
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
