use actix_web::{HttpResponse, post, web};
use minato_db::models::{members, user_groups};
use minato_db::{WriteTx, audit};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::endpoints::{self, BASE};
use minato_types::groups::{AddGroupRequest, MAX_GROUPS, UserGroup};
use minato_types::values::{UserGroupDescription, UserGroupName};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::hold::Changer;
use super::{details, hold};
use crate::app::App;
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Make a group
///
/// Without people and without rights: these are set afterwards.
#[utoipa::path(
    tag = "groups",
    params(("Idempotency-Key" = String, Header, description = "The same key again gets the same answer.")),
    request_body = AddGroupRequest,
    responses(
        (status = 201, description = "The group is there.", body = UserGroup, headers(
            ("Location" = String, description = "Where the group is."),
            ("ETag" = String, description = "The version of the group."),
        )),
        (status = 409, description = "`tooManyGroups`: there are 200 already; `idempotencyKeyInUse`: the first request with this key is still under way.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/groups")]
pub async fn add_group(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<AddGroupRequest>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let repeatable = Repeatable::new(&app.keys, own, endpoints::ADD_GROUP, &key, &body.0)?;
    repeatable
        .answer(&app, move |tx| {
            let (group, version) = add(tx, own.into(), &body.0)?;
            let location = format!("{BASE}/groups/{}", group.id);
            Created::new(location, entity_tag::of(version), &group)
        })
        .await
}

/// Makes the group; answers it with its version.
pub(crate) fn add(
    tx: &mut WriteTx<'_>,
    by: Changer,
    request: &AddGroupRequest,
) -> Result<(UserGroup, i64), ApiError> {
    // The fields were validated on arrival; a fault here would be told in the same way.
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let name = UserGroupName::parse(&request.name).map_err(at("name"))?;
    let description =
        UserGroupDescription::parse(&request.description).map_err(at("description"))?;
    members::lock(tx, by.scope)?;
    if user_groups::count(tx, by.scope)? >= u64::from(MAX_GROUPS) {
        return Err(ProblemCode::TooManyGroups.into());
    }
    let id = user_groups::insert(tx, by.scope, name.as_str(), description.as_str())
        .map_err(hold::name_taken)?;
    let row = user_groups::find(tx, by.scope, id)?;
    let row = row.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
    let changes = [
        AuditChange::of(AuditField::Name, "", &row.name),
        AuditChange::of(AuditField::Description, "", &row.description),
    ];
    let changes = changes.into_iter().flatten().collect();
    let event = hold::event(by, AuditAction::UserGroupCreated, &row, changes);
    audit::record(tx, by.scope, &event)?;
    details::group(tx, by.scope, id)
}
