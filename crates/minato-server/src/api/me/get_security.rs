use actix_web::{HttpResponse, get, web};
use minato_db::ReadTx;
use minato_db::models::sessions::LiveSession;
use minato_db::models::{recovery_codes, totp_secrets};
use minato_types::security::SecurityOverview;
use minato_types::values::SecondFactor;

use crate::app::App;
use crate::auth::step_up;
use crate::http::{ApiError, Caller, responses};

/// How one proves oneself
///
/// What the second step asks for, how many recovery codes are left, and until when the last
/// proof counts for changes of all that.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "How one proves oneself.", body = SecurityOverview),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/security")]
pub async fn get_security(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let overview = app.db.read(move |tx| find(tx, &live)).await?;
    Ok(HttpResponse::Ok().json(overview))
}

fn find(tx: &mut ReadTx<'_>, live: &LiveSession) -> Result<SecurityOverview, ApiError> {
    let (scope, id) = (live.account.scope(), live.account.id.0);
    let secret = totp_secrets::find_confirmed(tx, scope, id)?;
    let since = secret.and_then(|secret| secret.confirmed_at);
    Ok(SecurityOverview {
        factor: if since.is_some() {
            SecondFactor::Totp
        } else {
            live.account.second_factor.0
        },
        totp_required: live.account.second_factor.0 == SecondFactor::Totp,
        totp_since: since.map(|at| at.and_utc()),
        recovery_codes_left: recovery_codes::count_unused(tx, scope, id)?,
        proven_until: live.session.proven_at.and_utc() + step_up::VALID_FOR,
    })
}
