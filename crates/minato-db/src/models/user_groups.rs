//! Groups of a member's people.

use diesel::prelude::*;
use minato_types::groups::UserGroupKind;

use crate::schema::user_groups;
use crate::{DbError, TenantScope, Tx as _, WriteTx};

/// Makes the group that covers every contract. Its id is that of its member, and so is there
/// never a second one.
pub(crate) fn insert_automatic(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::insert_into(user_groups::table)
        .values((
            user_groups::member_id.eq(scope.key()),
            user_groups::id.eq(scope.key()),
            user_groups::kind.eq(UserGroupKind::Automatic.as_str()),
            user_groups::name.eq(""),
            user_groups::description.eq(""),
            user_groups::created_at.eq(now),
            user_groups::updated_at.eq(now),
            user_groups::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
