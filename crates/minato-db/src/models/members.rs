//! The member companies: the tenants.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{Language, MemberId, MemberNumber};

use super::changed;
use crate::conn::run;
use crate::schema::members;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A member company.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = members)]
pub struct Member {
    /// The id.
    pub id: AsText<MemberId>,
    /// The member number.
    pub member_number: AsText<MemberNumber>,
    /// The name of the company.
    pub name: String,
    /// The postal code, if known.
    pub postal_code: Option<String>,
    /// The address.
    pub address: String,
    /// The ports that the contract always includes.
    #[diesel(deserialize_as = i64)]
    pub contracted_ports: u32,
    /// The day on which bills are closed; 31 means the last day of the month.
    #[diesel(deserialize_as = i64)]
    pub closing_day: u8,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// What a new password must be like.
    pub password_policy: AsText<PasswordPolicy>,
    /// `active` or `closed`.
    pub state: String,
    /// The most ports that can be added to one day, over all its applications.
    #[diesel(deserialize_as = i64)]
    pub max_added_ports: u32,
    /// The language of mails to the addresses that the member has notified.
    pub mail_language: AsText<Language>,
    /// Whether its people may trust their browsers, unless their account says otherwise.
    pub trusted_browsers: bool,
    /// Grows with every change of how its people sign in.
    pub security_version: i64,
}

impl Member {
    /// Whether the people of the member may use the portal.
    pub fn is_active(&self) -> bool {
        self.state == "active"
    }
}

/// A member to be registered.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// The member number.
    pub member_number: MemberNumber,
    /// The name of the company.
    pub name: String,
    /// The postal code, if known.
    pub postal_code: Option<String>,
    /// The address.
    pub address: String,
    /// The ports that the contract always includes.
    pub contracted_ports: u32,
    /// The day on which bills are closed; 31 means the last day of the month.
    pub closing_day: u8,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// What a new password must be like.
    pub password_policy: PasswordPolicy,
}

/// The member with this number, for the command line.
pub fn find_by_number(
    tx: &mut impl Tx,
    number: &MemberNumber,
) -> Result<Option<(TenantScope, Member)>, DbError> {
    let found: Option<Member> = members::table
        .filter(members::member_number.eq(number.as_str()))
        .select(Member::as_select())
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|member| (TenantScope::of(member.id.0), member)))
}

/// The member.
pub fn get(tx: &mut impl Tx, scope: TenantScope) -> Result<Member, DbError> {
    Ok(run!(tx.conn(), |conn| members::table
        .find(scope.key())
        .select(Member::as_select())
        .first(conn))?)
}

/// Changes whether the people of the member may trust their browsers, based on this version of
/// how they sign in; false if somebody was faster.
pub fn set_trusted_browsers(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    version: i64,
    allowed: bool,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let own = members::table.find(scope.key());
    let rows = diesel::update(own.filter(members::security_version.eq(version)))
        .set((
            members::trusted_browsers.eq(allowed),
            members::security_version.eq(members::security_version + 1),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Sets the most ports that can be added to one day.
pub fn set_max_added_ports(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    ports: u32,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(members::table.find(scope.key()))
        .set((
            members::max_added_ports.eq(i64::from(ports)),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Makes all transactions that judge the member as a whole take turns. Comes before what it
/// judges is read: what was read earlier may be old by now.
pub fn lock(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<Member, DbError> {
    // An update that changes nothing locks the row on both databases.
    let member = run!(tx.conn(), |conn| {
        diesel::update(members::table.find(scope.key()))
            .set(members::updated_at.eq(members::updated_at))
            .returning(Member::as_select())
            .get_result(conn)
    })?;
    tx.read_clock();
    Ok(member)
}

/// Registers a member.
pub fn insert(tx: &mut WriteTx<'_>, new: &NewMember) -> Result<TenantScope, DbError> {
    let now: NaiveDateTime = tx.now().naive_utc();
    let id = MemberId(tx.new_id());
    diesel::insert_into(members::table)
        .values((
            members::id.eq(id.to_string()),
            members::member_number.eq(new.member_number.as_str()),
            members::name.eq(&new.name),
            members::postal_code.eq(&new.postal_code),
            members::address.eq(&new.address),
            members::contracted_ports.eq(i64::from(new.contracted_ports)),
            members::closing_day.eq(i64::from(new.closing_day)),
            members::two_step.eq(new.two_step),
            members::password_policy.eq(new.password_policy.as_str()),
            members::state.eq("active"),
            members::created_at.eq(now),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(TenantScope::of(id))
}
