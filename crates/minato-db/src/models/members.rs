//! The member companies: the tenants.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{MemberId, MemberNumber};

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
    pub contracted_ports: i64,
    /// The day on which bills are closed; 31 means the last day of the month.
    pub closing_day: i64,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// What a new password must be like.
    pub password_policy: AsText<PasswordPolicy>,
    /// `active` or `closed`.
    pub state: String,
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
