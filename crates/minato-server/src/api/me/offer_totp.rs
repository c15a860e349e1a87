use actix_web::{HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::sessions::LiveSession;
use minato_types::security::TotpOffer;
use secrecy::zeroize::Zeroizing;

use crate::app::App;
use crate::auth::step_up;
use crate::auth::totp::{self, SECRET_BYTES, Totp};
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
    let totp = Totp::named(secret.as_slice(), &app.brand.product_name, &email)?;
    // Drawing takes its time: not on a thread that answers others.
    let offer = web::block(move || {
        Ok::<_, ApiError>(TotpOffer {
            secret: totp.secret_text(),
            uri: totp.uri()?,
            qr_code: totp.qr_code()?,
        })
    });
    let offer = offer
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))??;
    Ok(HttpResponse::Created().json(offer))
}

fn offer(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
) -> Result<Zeroizing<[u8; SECRET_BYTES]>, ApiError> {
    step_up::require(tx, live)?;
    let mut secret = Zeroizing::new([0; SECRET_BYTES]);
    tx.entropy().fill(&mut *secret);
    let account = &live.account;
    totp::offer(tx, &app.keys, account.scope(), account.id.0, &*secret)?;
    Ok(secret)
}
