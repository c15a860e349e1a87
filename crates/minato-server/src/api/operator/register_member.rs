use actix_web::{HttpResponse, post, web};
use minato_db::{DbError, TenantScope, UniqueKey, WriteTx};
use minato_types::endpoints::{self, BASE};
use minato_types::members::{Member, RegisterMemberRequest};
use minato_types::{FieldErrors, FieldRule};

use super::desk::{self, Desk};
use crate::app::App;
use crate::desk::members::{self, Registration};
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Register a member
///
/// Nobody can sign in there before it has an account.
#[utoipa::path(
    tag = "operator",
    params(("Idempotency-Key" = String, Header, description = "The same key again gets the same answer.")),
    request_body = RegisterMemberRequest,
    responses(
        (status = 201, description = "The member is registered.", body = Member, headers(
            ("Location" = String, description = "Where the member is."),
            ("ETag" = String, description = "The version of the member."),
        )),
        responses::SignedIn, responses::Change, responses::WithBody, responses::WithKey, responses::Always,
    ),
)]
#[post("/operator/members")]
pub async fn register_member(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<RegisterMemberRequest>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let who = (desk.principal(), TenantScope::CARRIER);
    let endpoint = endpoints::REGISTER_MEMBER;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, &body.0)?;
    let registration = members::read(&body.0)?;
    repeatable
        .answer(&app, move |tx| register(tx, &desk, &registration))
        .await
}

fn register(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    registration: &Registration,
) -> Result<Created, ApiError> {
    members::register(tx, desk.actor(), registration).map_err(|error| match error {
        DbError::Unique(UniqueKey::MemberNumber) => {
            FieldErrors::one("memberNumber", FieldRule::MemberNumberTaken).into()
        }
        other => ApiError::from(other),
    })?;
    let number = &registration.new.member_number;
    let (scope, managed) = desk.member(tx, number)?;
    let (location, version) = (format!("{BASE}/operator/members/{number}"), managed.version);
    let member = desk::shown(tx, scope, managed)?;
    Created::new(location, entity_tag::of(version), &member)
}
