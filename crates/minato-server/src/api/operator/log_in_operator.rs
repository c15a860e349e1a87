use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::models::operators::{self, Credentials, Operator};
use minato_db::models::{operator_pending_logins, password_failures};
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::operator::{LogInOperatorRequest, OperatorCodeRequired, OperatorSessionState};
use minato_types::values::EmailAddress;

use crate::app::App;
use crate::auth::even_time::refusing_evenly;
use crate::auth::keys::Secret;
use crate::auth::{cookies, lane};
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// How long the second step may take.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// Sign in as an operator, first step
///
/// Takes e-mail and password; the code of the app always follows. Unknown people, wrong
/// passwords, and operators who are suspended or not set up all get the same answer. After
/// failures one must wait, at most 15 minutes.
#[utoipa::path(
    tag = "operator",
    request_body = LogInOperatorRequest,
    responses(
        (status = 200, description = "The password was right; sets a cookie.", body = OperatorSessionState),
        (status = 401, description = "`signInFailed`, whatever the reason.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/auth/login")]
pub async fn log_in_operator(
    app: web::Data<App>,
    body: Body<LogInOperatorRequest>,
) -> Result<HttpResponse, ApiError> {
    refusing_evenly(judge(app, body.0)).await
}

async fn judge(app: web::Data<App>, body: LogInOperatorRequest) -> Result<HttpResponse, ApiError> {
    let refused = || ApiError::from(ProblemCode::SignInFailed);
    let email = EmailAddress::parse(&body.email).map_err(|_| refused())?;
    // Where there is no place for the hash, the try is not counted either.
    let slot = app.hasher.reserve()?;
    let found = count_and_find(&app, email).await?;
    let stored = found.as_ref().and_then(|(_, own)| own.as_ref());
    let stored = stored.map(|own| own.password_hash.as_str());
    // One hash per try, whether or not there is somebody to compare with.
    let verdict = app.hasher.verify(slot, &body.password, stored).await?;
    let (Some((operator, Some(own))), true) = (found, verdict.matches) else {
        return Err(refused());
    };
    let newer = if verdict.outdated {
        let entropy = app.db.entropy();
        Some(app.hasher.hash(&body.password, entropy.as_ref()).await?)
    } else {
        None
    };
    let state = app.clone();
    let (secret, expires_at) = app
        .db
        .write(move |tx| proceed(tx, &state, &operator, &own, newer.as_deref()))
        .await?;
    let required = OperatorSessionState::CodeRequired(OperatorCodeRequired {
        expires_at,
        csrf_token: app.keys.csrf_token(&secret),
    });
    Ok(HttpResponse::Ok()
        .cookie(cookies::set(cookies::OPERATOR_PENDING, &secret))
        .json(required))
}

type Found = Option<(Operator, Option<Credentials>)>;

/// Counts the try before anything is compared, and looks for the operator.
async fn count_and_find(app: &App, email: EmailAddress) -> Result<Found, ApiError> {
    let subject = app.keys.operator_subject(&email);
    app.db
        .write(move |tx| {
            lane::count_try(tx, &subject)?;
            let Some(operator) = operators::find_by_email(tx, &email)? else {
                return Ok(None);
            };
            let own = operators::credentials(tx, operator.id.0)?;
            Ok(Some((operator, own)))
        })
        .await
}

/// The password was right: forgets the failures, and begins the second step.
fn proceed(
    tx: &mut WriteTx<'_>,
    app: &App,
    operator: &Operator,
    proved: &Credentials,
    newer: Option<&str>,
) -> Result<(Secret, DateTime<Utc>), ApiError> {
    let id = operator.id.0;
    operators::lock(tx, id)?;
    // Either may have changed while the password was hashed.
    let active = operators::get(tx, id)?.is_active();
    let current = operators::credentials(tx, id)?;
    let same = current.is_some_and(|own| own.password_hash == proved.password_hash);
    if !active || !same {
        return Err(ProblemCode::SignInFailed.into());
    }
    password_failures::clear(tx, &app.keys.operator_subject(&operator.email.0))?;
    if let Some(newer) = newer {
        operators::rehash_password(tx, id, &proved.password_hash, newer)?;
    }
    let (secret, expires_at) = (Secret::generate(tx.entropy()), tx.now() + LIFETIME);
    operator_pending_logins::insert(tx, id, &secret.digest(), expires_at)?;
    Ok((secret, expires_at))
}
