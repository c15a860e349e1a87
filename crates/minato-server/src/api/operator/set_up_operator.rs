use actix_web::{HttpResponse, post, web};
use minato_db::models::operator_setups;
use minato_types::ProblemCode;
use minato_types::operator::{OperatorSetup, SetUpOperatorRequest};
use minato_types::security::TotpOffer;

use crate::app::App;
use crate::auth::cookies;
use crate::auth::keys::Secret;
use crate::auth::operator::setup;
use crate::auth::totp::Totp;
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Set an operator up, first step
///
/// Takes the one-time secret that `minato operator create` or `reset` printed, and the new
/// password; answers the secret for the authenticator app. Nothing opens before the second
/// step; until then the first can be taken again, with another password and another secret.
#[utoipa::path(
    tag = "operator",
    request_body = SetUpOperatorRequest,
    responses(
        (status = 200, description = "The secret for the app; sets a cookie.", body = OperatorSetup),
        (status = 410, description = "`linkInvalid`: the secret was used, is older than 24 hours, or never existed.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/auth/setup")]
pub async fn set_up_operator(
    app: web::Data<App>,
    body: Body<SetUpOperatorRequest>,
) -> Result<HttpResponse, ApiError> {
    let digest = Secret::presented(&body.0.secret).digest();
    let operator = app
        .db
        .read({
            let digest = digest.clone();
            move |tx| operator_setups::find_open(tx, &digest)
        })
        .await?
        .ok_or(ProblemCode::LinkInvalid)?
        .operator;
    setup::check_password(&body.0.password, &operator).await?;
    let entropy = app.db.entropy();
    let hash = app.hasher.hash(&body.0.password, entropy.as_ref()).await?;
    let state = app.clone();
    let begun = app
        .db
        .write(move |tx| setup::begin(tx, &state.keys, &digest, hash))
        .await?;
    let (issuer, email) = (&app.brand.product_name, &operator.email.0);
    let totp = Totp::named(begun.totp.as_slice(), issuer, email)?;
    let csrf_token = app.keys.csrf_token(&begun.browser);
    let answer = OperatorSetup {
        totp: offer(totp).await?,
        csrf_token,
        expires_at: begun.expires_at,
    };
    Ok(HttpResponse::Ok()
        .cookie(cookies::set(cookies::OPERATOR_PENDING, &begun.browser))
        .json(answer))
}

/// Drawing takes its time: not on a thread that answers others.
async fn offer(totp: Totp) -> Result<TotpOffer, ApiError> {
    let drawn = web::block(move || {
        Ok::<_, ApiError>(TotpOffer {
            secret: totp.secret_text(),
            uri: totp.uri()?,
            qr_code: totp.qr_code()?,
        })
    });
    drawn
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))?
}
