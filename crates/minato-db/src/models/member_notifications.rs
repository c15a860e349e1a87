//! Who hears by mail of what a member's people do, beside themselves.

use diesel::prelude::*;
use minato_types::values::{EmailAddress, Language};

use super::changed;
use crate::conn::run;
use crate::schema::{member_notification_addresses as addresses, members};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// The addresses of a member and the language of the mails to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberNotifications {
    /// The addresses, in their order.
    pub addresses: Vec<EmailAddress>,
    /// The language of mails to them.
    pub language: Language,
    /// Grows with every change.
    pub version: i64,
}

/// The addresses of a member and the language of the mails to them.
pub fn get(tx: &mut impl Tx, scope: TenantScope) -> Result<MemberNotifications, DbError> {
    let (language, version): (AsText<Language>, i64) = members::table
        .find(scope.key())
        .select((members::mail_language, members::notifications_version))
        .first(tx.conn())?;
    Ok(MemberNotifications {
        addresses: list_addresses(tx, scope)?,
        language: language.0,
        version,
    })
}

/// The addresses of a member, in their order.
pub fn list_addresses(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<EmailAddress>, DbError> {
    let found: Vec<AsText<EmailAddress>> = run!(tx.conn(), |conn| addresses::table
        .filter(addresses::member_id.eq(scope.key()))
        .order(addresses::position)
        .select(addresses::email)
        .load(conn))?;
    Ok(found.into_iter().map(|address| address.0).collect())
}

/// Puts other addresses and another language in the place of those with `version`; false if
/// somebody was faster.
pub fn replace(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    version: i64,
    emails: &[EmailAddress],
    language: Language,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let own = members::table.find(scope.key());
    let rows = diesel::update(own.filter(members::notifications_version.eq(version)))
        .set((
            members::mail_language.eq(language.as_str()),
            members::notifications_version.eq(members::notifications_version + 1),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if !changed(rows) {
        return Ok(false);
    }
    diesel::delete(addresses::table.filter(addresses::member_id.eq(scope.key())))
        .execute(tx.conn())?;
    for (email, position) in emails.iter().zip(0_i64..) {
        diesel::insert_into(addresses::table)
            .values((
                addresses::member_id.eq(scope.key()),
                addresses::position.eq(position),
                addresses::email.eq(email.as_str()),
            ))
            .execute(tx.conn())?;
    }
    Ok(true)
}
