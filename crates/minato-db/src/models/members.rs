//! The member companies: the tenants.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::members::MemberState;
use minato_types::page::PageQuery;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{Language, MemberId, MemberNumber};

use super::user_groups;
mod security;

pub use security::{SecurityChange, clear_allowed_networks, set_security};

use crate::conn::run;
use crate::schema::members;
use crate::{AsText, DbError, OperatorPrincipal, TenantScope, Tx, WriteTx};

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
    /// One network in each line, with a space and its description behind it.
    allowed_networks: String,
    /// After how many minutes without a request a session of its people ends; null as the server
    /// says.
    pub session_idle_minutes: Option<i64>,
    /// After how many hours it ends in any case; null as the server says.
    pub session_hours: Option<i64>,
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

/// A member as the operator manages it.
#[derive(Debug, Clone)]
pub struct ManagedMember {
    /// The member.
    pub member: Member,
    /// Grows with every change by an operator.
    pub version: i64,
    /// When it was registered.
    pub created_at: NaiveDateTime,
}

/// A member as an operator wants it to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberChange {
    /// The name of the company.
    pub name: String,
    /// The postal code, if known.
    pub postal_code: Option<String>,
    /// The address.
    pub address: String,
    /// Whether its people may use the portal.
    pub state: MemberState,
    /// The ports that the contract always includes.
    pub contracted_ports: u32,
    /// The most ports that can be added to one day.
    pub max_added_ports: u32,
    /// The day on which bills are closed; 31 means the last day of the month.
    pub closing_day: u8,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// What a new password must be like.
    pub password_policy: PasswordPolicy,
}

/// The member with this number, for an operator: his scope is the member that he names, and
/// nobody else gets one by naming it.
pub fn find_for_operator(
    tx: &mut impl Tx,
    _: OperatorPrincipal,
    number: &MemberNumber,
) -> Result<Option<(TenantScope, ManagedMember)>, DbError> {
    let found: Option<Managed> = members::table
        .filter(members::member_number.eq(number.as_str()))
        .select((Member::as_select(), members::version, members::created_at))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|row| (TenantScope::of(row.0.id.0), managed(row))))
}

/// One page of the members that `fits`, by number, and how many there are. It looks at the
/// number, the name and the state of every member: they are some thousands.
pub fn list_for_operator(
    tx: &mut impl Tx,
    _: OperatorPrincipal,
    fits: impl Fn(&str, &str, &str) -> bool,
    page: PageQuery,
) -> Result<(Vec<(TenantScope, ManagedMember)>, u64), DbError> {
    let all: Vec<(String, String, String, String)> = members::table
        .order(members::member_number)
        .select((
            members::id,
            members::member_number,
            members::name,
            members::state,
        ))
        .load(tx.conn())?;
    let mut found: Vec<String> = all
        .into_iter()
        .filter(|(_, number, name, state)| fits(number, name, state))
        .map(|(id, ..)| id)
        .collect();
    let total = found.len() as u64;
    let (size, before) = (
        page.page_size as usize,
        page.page.saturating_sub(1) as usize,
    );
    found = found
        .into_iter()
        .skip(before.saturating_mul(size))
        .take(size)
        .collect();
    let rows: Vec<Managed> = members::table
        .filter(members::id.eq_any(found))
        .order(members::member_number)
        .select((Member::as_select(), members::version, members::created_at))
        .load(tx.conn())?;
    let shown = rows
        .into_iter()
        .map(|row| (TenantScope::of(row.0.id.0), managed(row)));
    Ok((shown.collect(), total))
}

/// Changes a member that still has this version; false if somebody was faster.
pub fn update(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    version: i64,
    change: &MemberChange,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let same = members::table
        .find(scope.key())
        .filter(members::version.eq(version));
    let rows = diesel::update(same)
        .set((
            members::name.eq(&change.name),
            members::postal_code.eq(&change.postal_code),
            members::address.eq(&change.address),
            members::state.eq(change.state.as_str()),
            members::contracted_ports.eq(i64::from(change.contracted_ports)),
            members::max_added_ports.eq(i64::from(change.max_added_ports)),
            members::closing_day.eq(i64::from(change.closing_day)),
            members::two_step.eq(change.two_step),
            members::password_policy.eq(change.password_policy.as_str()),
            members::version.eq(members::version + 1),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(super::changed(rows))
}

type Managed = (Member, i64, NaiveDateTime);

fn managed((member, version, created_at): Managed) -> ManagedMember {
    ManagedMember {
        member,
        version,
        created_at,
    }
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
    let scope = TenantScope::of(id);
    user_groups::insert_automatic(tx, scope)?;
    Ok(scope)
}
