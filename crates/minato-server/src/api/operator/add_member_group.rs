use actix_web::{HttpResponse, post, web};
use minato_db::WriteTx;
use minato_types::endpoints::{self, BASE};
use minato_types::groups::{AddGroupRequest, UserGroup};
use minato_types::values::MemberNumber;

use super::desk::{Desk, NumberInPath};
use super::group_desk::changer;
use crate::api::groups::add_group;
use crate::app::App;
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Make a group of a member
///
/// Without people and without rights: these are set afterwards. Wants a proof that is not older
/// than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("Idempotency-Key" = String, Header, description = "The same key again gets the same answer."),
    ),
    request_body = AddGroupRequest,
    responses(
        (status = 201, description = "The group is there.", body = UserGroup, headers(
            ("Location" = String, description = "Where the group is."),
            ("ETag" = String, description = "The version of the group."),
        )),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`tooManyGroups`: there are 200 already; `idempotencyKeyInUse`: the first request with this key is still under way.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/members/{memberNumber}/groups")]
pub async fn add_member_group(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    number: NumberInPath,
    body: Body<AddGroupRequest>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let own = (desk.clone(), number.0.clone());
    let found = app.db.read(move |tx| own.0.member(tx, &own.1));
    let (scope, _) = found.await?;
    let who = (desk.principal(), scope);
    let endpoint = endpoints::ADD_MEMBER_GROUP;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, &body.0)?;
    repeatable
        .answer(&app, move |tx| add(tx, &desk, &number.0, &body.0))
        .await
}

fn add(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    number: &MemberNumber,
    request: &AddGroupRequest,
) -> Result<Created, ApiError> {
    let by = changer(desk, tx, number)?;
    let (group, version) = add_group::add(tx, by, request)?;
    let location = format!("{BASE}/operator/members/{number}/groups/{}", group.id);
    Created::new(location, entity_tag::of(version), &group)
}
