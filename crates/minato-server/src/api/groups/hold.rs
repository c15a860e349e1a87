//! What all changes of a group share.

use minato_db::audit::{Actor, NewAuditEvent};
use minato_db::models::members;
use minato_db::models::user_groups::{self, UserGroup};
use minato_db::{AccountPrincipal, DbError, TenantScope, UniqueKey, WriteTx};
use minato_types::audit::{AuditAction, AuditChange};
use minato_types::groups::UserGroupKind;
use minato_types::values::UserGroupId;
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use crate::audit::explained;
use crate::http::ApiError;

/// Who changes groups, and those of which member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changer {
    pub(crate) scope: TenantScope,
    pub(crate) actor: Actor,
}

impl From<AccountPrincipal> for Changer {
    fn from(own: AccountPrincipal) -> Self {
        Self {
            scope: own.scope,
            actor: Actor::Account(own.account),
        }
    }
}

/// The group that is to be changed, if it still has the version that the change is based on.
/// Changes of one member's accounts and groups take turns from here on.
pub(super) fn hold(
    tx: &mut WriteTx<'_>,
    by: Changer,
    id: UserGroupId,
    version: i64,
) -> Result<UserGroup, ApiError> {
    members::lock(tx, by.scope)?;
    let found = user_groups::find(tx, by.scope, id)?;
    let group = found.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
    if group.version == version {
        Ok(group)
    } else {
        Err(ProblemCode::PreconditionFailed.into())
    }
}

/// Refuses what is not done to the automatic group.
pub(super) fn not_automatic(group: &UserGroup) -> Result<(), ApiError> {
    match group.kind.0 {
        UserGroupKind::Automatic => Err(ProblemCode::GroupIsAutomatic.into()),
        UserGroupKind::Custom => Ok(()),
    }
}

/// A name that another group of the member has is told at its field.
pub(super) fn name_taken(error: DbError) -> ApiError {
    match error {
        DbError::Unique(UniqueKey::UserGroupName) => {
            FieldErrors::one("name", FieldRule::GroupNameTaken).into()
        }
        other => other.into(),
    }
}

/// The audit event of what was done to a group; its note is the name.
pub(super) fn event(
    by: Changer,
    action: AuditAction,
    group: &UserGroup,
    changes: Vec<AuditChange>,
) -> NewAuditEvent {
    let name = match group.kind.0 {
        UserGroupKind::Automatic => group.kind.0.as_str(),
        UserGroupKind::Custom => group.name.as_str(),
    };
    NewAuditEvent {
        actor: by.actor,
        action,
        subject: Some(group.id.0.to_string()),
        text: explained::text(Some(name), changes),
    }
}
