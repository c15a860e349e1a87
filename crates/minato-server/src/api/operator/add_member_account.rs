use actix_web::{HttpResponse, post, web};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::{Tx as _, WriteTx};
use minato_types::accounts::AddAccountRequest;
use minato_types::endpoints::{self, BASE};
use minato_types::members::MemberAccount;
use minato_types::values::MemberNumber;
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::desk::{Desk, NumberInPath};
use super::list_member_accounts::shown;
use crate::api::accounts::add_account;
use crate::app::App;
use crate::desk::accounts::open;
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Add an account to a member
///
/// The person gets the opening mail, with a link to the first sign-in. Operators choose no
/// passwords: `initialPassword` is refused. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("Idempotency-Key" = String, Header, description = "The same key again gets the same answer."),
    ),
    request_body = AddAccountRequest,
    responses(
        (status = 201, description = "The account is there, the opening mail on its way.", body = MemberAccount, headers(
            ("Location" = String, description = "The accounts of the member."),
            ("ETag" = String, description = "The version of the account."),
        )),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::SignedIn, responses::WithBody, responses::WithKey, responses::Always,
    ),
)]
#[post("/operator/members/{memberNumber}/accounts")]
pub async fn add_member_account(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
    key: IdempotencyKey,
    body: Body<AddAccountRequest>,
) -> Result<HttpResponse, ApiError> {
    let (desk, request) = (Desk::of(&app, &caller)?, &body.0);
    let scope = app
        .db
        .read({
            let (desk, number) = (desk.clone(), number.0.clone());
            move |tx| Ok::<_, ApiError>(desk.member(tx, &number)?.0)
        })
        .await?;
    if request.initial_password.is_some() {
        let rule = FieldRule::PasswordNotChosenByAdmin;
        return Err(FieldErrors::one("initialPassword", rule).into());
    }
    let who = (desk.principal(), scope);
    let endpoint = endpoints::ADD_MEMBER_ACCOUNT;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, request)?;
    let new = add_account::read(request)?;
    repeatable
        .answer(&app, move |tx| add(tx, &desk, &number.0, &new))
        .await
}

fn add(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    number: &MemberNumber,
    new: &NewAccount,
) -> Result<Created, ApiError> {
    desk.require_proof(tx)?;
    let (scope, managed) = desk.member(tx, number)?;
    let whose = (scope, &managed.member);
    let account = open(tx, &desk.app, desk.actor(), whose, new)?;
    let location = format!("{BASE}/operator/members/{number}/accounts");
    let found = accounts::find_managed(tx, scope, account.id.0)?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let body = shown(found, tx.now());
    Created::new(location, entity_tag::of(account.version), &body)
}
