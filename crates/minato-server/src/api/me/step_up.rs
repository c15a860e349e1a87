use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, Utc};
use minato_db::WriteTx;
use minato_db::models::sessions::LiveSession;
use minato_db::models::{accounts, totp_secrets};
use minato_types::security::{AppCode, StepUpRequest, SteppedUp};
use minato_types::values::SecondFactor;
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use crate::app::App;
use crate::auth::own_password::Owner;
use crate::auth::second_step::{self, Verdict};
use crate::auth::step_up as fresh_proof;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, client_address, responses};

/// Prove once more that it is oneself
///
/// Whoever has an authenticator app gives one of its codes, or a recovery code; everybody else
/// the current password. Changes of the second step want a proof that is not older than ten
/// minutes; signing in is one. Wrong tries count like wrong tries at sign-in.
#[utoipa::path(
    tag = "me",
    request_body = StepUpRequest,
    responses(
        (status = 200, description = "Proved.", body = SteppedUp),
        (status = 401, description = "`codeWrong`; or `notSignedIn`: the session has ended.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`factorLocked`: too many wrong codes; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong passwords; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::WithBody, responses::Always,
    ),
)]
#[post("/me/step-up")]
pub async fn step_up(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<StepUpRequest>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let account = live.account.clone();
    let factor = app
        .db
        .read_one(move |once| totp_secrets::factor_of(once, &account))
        .await?;
    let proven_until = if factor == SecondFactor::Totp {
        let code = required("code", body.0.code)?;
        let code = AppCode::parse(&code).map_err(|rule| FieldErrors::one("code", rule))?;
        prove_by_code(&app, live, code, client_address::of(&request)).await?
    } else {
        let password = required("password", body.0.password)?;
        prove_by_password(&app, Owner::of(&app, &request, &live), live, &password).await?
    };
    Ok(HttpResponse::Ok().json(SteppedUp { proven_until }))
}

fn required(field: &str, value: Option<String>) -> Result<String, FieldErrors> {
    value.ok_or_else(|| FieldErrors::one(field, FieldRule::Required))
}

async fn prove_by_code(
    app: &web::Data<App>,
    live: LiveSession,
    code: AppCode,
    address: String,
) -> Result<DateTime<Utc>, ApiError> {
    let state = app.clone();
    let judged = app
        .db
        .write(move |tx| judge(tx, &state, &live, code, &address))
        .await?;
    judged.map_err(ApiError::from)
}

/// Judges a code. A wrong one is no error of the transaction: its count must stay.
fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
    code: AppCode,
    address: &str,
) -> Result<Result<DateTime<Utc>, ProblemCode>, ApiError> {
    fresh_proof::proven_until(tx, live)?;
    let account = &live.account;
    if second_step::is_locked(tx, account, code.factor())? {
        return Ok(Err(ProblemCode::FactorLocked));
    }
    match second_step::judge(tx, app, account, &code.into(), address)? {
        Verdict::Right => fresh_proof::note(tx, live).map(Ok),
        Verdict::Locked => Ok(Err(ProblemCode::FactorLocked)),
        Verdict::Wrong(code) => Ok(Err(code)),
    }
}

async fn prove_by_password(
    app: &web::Data<App>,
    owner: Owner,
    live: LiveSession,
    password: &str,
) -> Result<DateTime<Utc>, ApiError> {
    let wrong = || FieldErrors::one("password", FieldRule::CurrentPasswordWrong);
    let proved = owner.prove(app, password).await?.ok_or_else(wrong)?;
    let state = app.clone();
    app.db
        .write(move |tx| {
            fresh_proof::proven_until(tx, &live)?;
            let (scope, id) = (live.account.scope(), live.account.id.0);
            // Either may have changed while the password was hashed.
            if totp_secrets::factor_of(&mut *tx, &live.account)? == SecondFactor::Totp {
                return Err(ProblemCode::StepUpRequired.into());
            }
            if accounts::password_hash(tx, scope, id)?.as_deref() != Some(proved.stored.as_str()) {
                return Err(wrong().into());
            }
            proved
                .lane
                .forget(tx, &state.keys, &live.account, &live.member)?;
            fresh_proof::note(tx, &live)
        })
        .await
}
