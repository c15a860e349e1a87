use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::{operator_pending_logins, operator_sessions, operators};
use minato_types::operator::{OperatorCodeRequest, OperatorSessionState};
use minato_types::security::AppCode;
use minato_types::{FieldErrors, ProblemCode};

use crate::app::App;
use crate::auth::cookies;
use crate::auth::keys::Secret;
use crate::auth::operator::code;
use crate::auth::operator::session::{self, Browser, Opened};
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Sign in as an operator, second step
///
/// Takes a code of the app, or a recovery code. Five tries; every try is counted before it is
/// judged, and a code is accepted once. Ten wrong codes of one kind within 24 hours lock it
/// until the end of the day, Japan time.
#[utoipa::path(
    tag = "operator",
    request_body = OperatorCodeRequest,
    responses(
        (status = 200, description = "Signed in; sets the session cookie.", body = OperatorSessionState),
        (status = 401, description = "`codeWrong` or `signInExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/auth/login/verify")]
pub async fn verify_operator_login(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<OperatorCodeRequest>,
) -> Result<HttpResponse, ApiError> {
    let pending = cookies::read(&request, cookies::OPERATOR_PENDING);
    let pending = pending.ok_or(ProblemCode::SignInExpired)?;
    let code = AppCode::parse(&body.0.code).map_err(|rule| FieldErrors::one("code", rule))?;
    let (state, browser) = (app.clone(), Browser::of(&request));
    let judged = app
        .db
        .write(move |tx| judge(tx, &state, &pending, &code, browser))
        .await?;
    let (shown, opened) = judged?;
    Ok(HttpResponse::Ok()
        .cookie(cookies::expire(cookies::OPERATOR_PENDING))
        .cookie(cookies::set(cookies::OPERATOR, &opened.session))
        .cookie(cookies::keep_operator_known(&opened.known_by))
        .json(shown))
}

/// A wrong code is no error of the transaction: its count must stay.
type Judged = Result<(OperatorSessionState, Opened), ProblemCode>;

fn judge(
    tx: &mut WriteTx<'_>,
    app: &App,
    pending: &Secret,
    presented: &AppCode,
    browser: Browser,
) -> Result<Judged, ApiError> {
    let found = operator_pending_logins::find_open(tx, &pending.digest())?;
    let Some((login, operator)) = found else {
        return Ok(Err(ProblemCode::SignInExpired));
    };
    operators::lock(tx, operator.id.0)?;
    if !operator_pending_logins::take_try(tx, login.id.0)? {
        return Ok(Err(ProblemCode::SignInExpired));
    }
    if let Err(refusal) = code::judge(tx, app, &operator, presented)? {
        return Ok(Err(refusal));
    }
    // Whoever suspends or resets the operator closes his sign-ins.
    if !operator_pending_logins::close(tx, login.id.0)? {
        // Nothing of this transaction may stay: the code is not used up for nothing.
        return Err(ProblemCode::SignInExpired.into());
    }
    let lifetimes = &app.settings.lifetimes;
    let opened = session::open(tx, app, &operator, browser)?;
    let idle = session::idle(lifetimes);
    let live = operator_sessions::find_live(tx, &opened.session.digest(), idle)?
        .ok_or_else(|| ApiError::Internal("a new session is missing".to_owned()))?;
    let token = app.keys.csrf_token(&opened.session);
    Ok(Ok((session::shown(&live, token, lifetimes), opened)))
}
