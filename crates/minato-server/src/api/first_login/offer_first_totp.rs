use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::WriteTx;
use minato_types::first_login::FirstLoginStep;
use minato_types::security::TotpOffer;
use minato_types::values::EmailAddress;

use super::entry_of;
use crate::app::App;
use crate::auth::first_login::progress::Progress;
use crate::auth::keys::Secret;
use crate::auth::totp_setup::{self, NewSecret};
use crate::http::{ApiError, responses};

/// Begin to set an authenticator app up in a first sign-in
///
/// Makes a new secret for the app, in the place of one that was not confirmed.
#[utoipa::path(
    tag = "first sign-in",
    responses(
        (status = 201, description = "The secret, for 30 minutes.", body = TotpOffer),
        (status = 401, description = "`firstLoginExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`stepOutOfOrder`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::Always,
    ),
)]
#[post("/auth/first-login/totp")]
pub async fn offer_first_totp(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let entry = entry_of(&request)?;
    let state = app.clone();
    let (secret, email) = app.db.write(move |tx| offer(tx, &state, &entry)).await?;
    let offer = totp_setup::show(&app, &secret, &email).await?;
    Ok(HttpResponse::Created().json(offer))
}

fn offer(
    tx: &mut WriteTx<'_>,
    app: &App,
    entry: &Secret,
) -> Result<(NewSecret, EmailAddress), ApiError> {
    let progress = Progress::hold(tx, entry)?;
    progress.require(&[FirstLoginStep::Totp])?;
    let secret = totp_setup::offer(tx, app, &progress.account)?;
    Ok((secret, progress.account.email.0))
}
