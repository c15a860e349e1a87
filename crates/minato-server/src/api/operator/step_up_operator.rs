use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use minato_db::audit::Actor;
use minato_db::models::operator_sessions::{self, LiveOperatorSession};
use minato_db::{Tx as _, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::operator::OperatorCodeRequest;
use minato_types::security::{AppCode, SteppedUp};
use minato_types::{FieldErrors, ProblemCode};

use crate::app::App;
use crate::auth::operator::{self, code, session};
use crate::auth::step_up;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// Prove once more that one is this operator
///
/// Takes a code of the app, or a recovery code. Changes that credentials of others depend on
/// want a proof that is not older than ten minutes; signing in is one. Wrong tries count like
/// wrong tries at sign-in.
#[utoipa::path(
    tag = "operator",
    request_body = OperatorCodeRequest,
    responses(
        (status = 200, description = "Proved.", body = SteppedUp),
        (status = 401, description = "`codeWrong`; or `notSignedIn`: the session has ended.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`factorLocked`: too many wrong codes; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/auth/step-up")]
pub async fn step_up_operator(
    app: web::Data<App>,
    caller: Caller,
    body: Body<OperatorCodeRequest>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.operator()?.clone();
    let code = AppCode::parse(&body.0.code).map_err(|rule| FieldErrors::one("code", rule))?;
    let state = app.clone();
    let judged = app
        .db
        .write(move |tx| judge(tx, &state, &live, &code))
        .await?;
    Ok(HttpResponse::Ok().json(SteppedUp {
        proven_until: judged?,
    }))
}

/// A wrong code is no error of the transaction: its count must stay.
fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveOperatorSession,
    presented: &AppCode,
) -> Result<Result<DateTime<Utc>, ProblemCode>, ApiError> {
    session::proven_until(tx, live)?;
    if let Err(refusal) = code::judge(tx, app, &live.operator, presented)? {
        return Ok(Err(refusal));
    }
    if !operator_sessions::prove(tx, live.session.id.0)? {
        return Err(ProblemCode::NotSignedIn.into());
    }
    let actor = Actor::Operator(live.operator.id.0);
    operator::record(tx, actor, AuditAction::SteppedUp, &live.operator, None)?;
    Ok(Ok(tx.now() + step_up::VALID_FOR))
}
