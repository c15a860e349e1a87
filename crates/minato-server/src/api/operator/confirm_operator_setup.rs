use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::audit::Actor;
use minato_db::models::operator_setups;
use minato_db::{Tx as _, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::security::{ConfirmTotpRequest, TotpConfirmed};
use minato_types::values::TotpCode;
use minato_types::{FieldErrors, ProblemCode};

use crate::app::App;
use crate::auth::cookies;
use crate::auth::keys::Secret;
use crate::auth::operator::{self, setup};
use crate::auth::totp::Totp;
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Set an operator up, second step
///
/// A code of the app proves that it has the secret. The one-time secret is used up, password
/// and app count from now on, and ten recovery codes are shown this once. Nobody is signed in
/// by it.
#[utoipa::path(
    tag = "operator",
    request_body = ConfirmTotpRequest,
    responses(
        (status = 200, description = "The operator is set up.", body = TotpConfirmed),
        (status = 401, description = "`codeWrong`; or `signInExpired`: the first step was not taken in this browser, or was taken again in another one.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`linkInvalid`: somebody else was faster.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/auth/setup/confirm")]
pub async fn confirm_operator_setup(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<ConfirmTotpRequest>,
) -> Result<HttpResponse, ApiError> {
    let browser = cookies::read(&request, cookies::OPERATOR_PENDING);
    let browser = browser.ok_or(ProblemCode::SignInExpired)?;
    let code = TotpCode::parse(&body.0.code).map_err(|rule| FieldErrors::one("code", rule))?;
    let state = app.clone();
    let recovery_codes = app
        .db
        .write(move |tx| confirm(tx, &state, &browser, &code))
        .await?;
    Ok(HttpResponse::Ok()
        .cookie(cookies::expire(cookies::OPERATOR_PENDING))
        .json(TotpConfirmed { recovery_codes }))
}

fn confirm(
    tx: &mut WriteTx<'_>,
    app: &App,
    browser: &Secret,
    code: &TotpCode,
) -> Result<Vec<String>, ApiError> {
    let digest = browser.digest();
    let found = operator_setups::find_begun(tx, &digest)?;
    let found = found.ok_or(ProblemCode::SignInExpired)?;
    // Tries are not counted: whoever types here was shown the secret.
    let step = Totp::new(&setup::offered(&app.keys, &found)?)?
        .step_of(code, tx.now())
        .ok_or(ProblemCode::CodeWrong)?;
    let codes = setup::complete(tx, app, &found, &digest, step)?;
    let actor = Actor::Operator(found.operator.id.0);
    operator::record(tx, actor, AuditAction::OperatorSetUp, &found.operator, None)?;
    Ok(codes)
}
