use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::first_logins;
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::first_login::{FirstLogin, FirstLoginStep, SetFirstPasswordRequest};

use super::entry_of;
use crate::app::App;
use crate::auth::first_login::progress::Progress;
use crate::auth::keys::Secret;
use crate::auth::new_password;
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Choose the password
///
/// It is kept aside, and opens nothing until the first sign-in is completed.
#[utoipa::path(
    tag = "first sign-in",
    request_body = SetFirstPasswordRequest,
    responses(
        (status = 200, description = "What comes next.", body = FirstLogin),
        (status = 401, description = "`firstLoginExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`stepOutOfOrder`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/first-login/password")]
pub async fn set_first_password(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<SetFirstPasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let entry = entry_of(&request)?;
    let asked = entry.clone();
    let before = app.db.read(move |tx| Progress::find(tx, &asked)).await?;
    before.require(&[FirstLoginStep::Password])?;
    let (account, password) = (&before.account, &body.0.password);
    new_password::check(password, account.into(), &before.member, "password").await?;
    let entropy = app.db.entropy();
    let hash = app.hasher.hash(password, entropy.as_ref()).await?;
    let state = app.clone();
    let shown = app
        .db
        .write(move |tx| stage(tx, &state, &entry, &hash))
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

fn stage(
    tx: &mut WriteTx<'_>,
    app: &App,
    entry: &Secret,
    hash: &str,
) -> Result<FirstLogin, ApiError> {
    let progress = Progress::hold(tx, entry)?;
    if !first_logins::stage_password(tx, &progress.row, hash)? {
        return Err(ProblemCode::StepOutOfOrder.into());
    }
    Ok(Progress::find(tx, entry)?.shown(app, entry, tx.now()))
}
