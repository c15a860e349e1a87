use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::models::user_groups::{self, GroupPerson};
use minato_db::{WriteTx, audit};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::groups::{SetGroupAccountsRequest, UserGroup, entry_field};
use minato_types::values::{AccountId, UserGroupId};
use minato_types::{FieldErrors, FieldRule};

use super::hold::Changer;
use super::{details, hold, shown};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Say who is in a group
///
/// Exactly the people of the list, from their next request on. Whoever leaves loses what he
/// has by this group alone. An admin may put himself into a group: the audit trail says so.
#[utoipa::path(
    tag = "groups",
    params(
        ("id" = UserGroupId, Path, description = "The id of the group."),
        ("If-Match" = String, Header, description = "The `ETag` of the group that the change is based on."),
    ),
    request_body = SetGroupAccountsRequest,
    responses(
        (status = 200, description = "The group after the change.", body = UserGroup, headers(("ETag" = String, description = "The new version of the group."))),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[put("/groups/{id}/accounts")]
pub async fn set_group_accounts(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<UserGroupId>,
    body: Body<SetGroupAccountsRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let by = Changer::from(caller.account()?);
    let after = app
        .db
        .write(move |tx| {
            set(tx, by, *id, version, &body.0.accounts)?;
            details::group(tx, by.scope, *id)
        })
        .await?;
    Ok(shown::versioned(&after))
}

/// Puts these people into the group and all others out.
pub(crate) fn set(
    tx: &mut WriteTx<'_>,
    by: Changer,
    id: UserGroupId,
    version: i64,
    wanted: &[AccountId],
) -> Result<(), ApiError> {
    let group = hold::hold(tx, by, id, version)?;
    let after = user_groups::living_people(tx, by.scope, wanted)?;
    check_known(wanted, &after)?;
    let before = user_groups::people_of(tx, by.scope, id)?;
    entity_tag::found(user_groups::touch(tx, by.scope, &group)?)?;
    let mut changes = Vec::new();
    for person in missing(&after, &before) {
        user_groups::add_account(tx, by.scope, id, person.id.0)?;
        let email = person.email.0.to_string();
        changes.push(AuditChange::new(
            AuditField::GroupAccount,
            None,
            Some(email),
        ));
    }
    for person in missing(&before, &after) {
        user_groups::remove_account(tx, by.scope, id, person.id.0)?;
        let email = person.email.0.to_string();
        changes.push(AuditChange::new(
            AuditField::GroupAccount,
            Some(email),
            None,
        ));
    }
    let action = AuditAction::UserGroupAccountsChanged;
    let event = hold::event(by, action, &group, changes);
    Ok(audit::record(tx, by.scope, &event)?)
}

/// Names every account that the member does not have, or has no more.
fn check_known(wanted: &[AccountId], known: &[GroupPerson]) -> Result<(), FieldErrors> {
    let known: HashSet<AccountId> = known.iter().map(|person| person.id.0).collect();
    let mut errors = FieldErrors::new();
    for (place, id) in wanted.iter().enumerate() {
        if !known.contains(id) {
            let field = entry_field("accounts", place, "");
            errors.add(&field, FieldRule::UnknownAccount);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// The people of `these` who are not among `others`.
fn missing<'a>(
    these: &'a [GroupPerson],
    others: &[GroupPerson],
) -> impl Iterator<Item = &'a GroupPerson> {
    let others: HashSet<AccountId> = others.iter().map(|person| person.id.0).collect();
    these
        .iter()
        .filter(move |person| !others.contains(&person.id.0))
}
