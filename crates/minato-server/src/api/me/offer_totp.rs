use actix_web::{HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::sessions::LiveSession;
use minato_types::security::TotpOffer;

use crate::app::App;
use crate::auth::step_up;
use crate::auth::totp_setup::{self, NewSecret};
use crate::http::{ApiError, Caller, responses};

/// Begin to set an authenticator app up
///
/// Makes a new secret for the app, in the place of one that was not confirmed. An app that is
/// set up already works until the new one is confirmed. Wants a proof that is not older than
/// ten minutes.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 201, description = "The secret, for 30 minutes.", body = TotpOffer),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[post("/me/totp")]
pub async fn offer_totp(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let (state, email) = (app.clone(), live.account.email.0.clone());
    let secret = app.db.write(move |tx| offer(tx, &state, &live)).await?;
    let offer = totp_setup::show(&app, &secret, &email).await?;
    Ok(HttpResponse::Created().json(offer))
}

fn offer(tx: &mut WriteTx<'_>, app: &App, live: &LiveSession) -> Result<NewSecret, ApiError> {
    step_up::require(tx, live)?;
    totp_setup::offer(tx, app, &live.account)
}
