use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use minato_db::models::sessions::LiveSession;
use minato_db::models::{accounts, email_changes};
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{EmailChangeLink, EmailChangeRequested, Mail};
use minato_types::audit::AuditAction;
use minato_types::me::RequestEmailChangeRequest;
use minato_types::values::EmailAddress;
use minato_types::{FieldErrors, FieldRule};

use crate::app::App;
use crate::auth::keys::Secret;
use crate::auth::rate_limits::{self, MailReason};
use crate::auth::{sign_in, step_up};
use crate::http::body::Body;
use crate::http::{ApiError, Caller, client_address, responses};
use crate::jobs::send_mail::{self, Reader};

/// How long the link can be used.
const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// Ask for another e-mail address
///
/// Mails a link to the new address, which must be confirmed there within 24 hours; only the
/// newest link counts. The present address stays until then and is told. Where somebody else of
/// the member has the new address, the answer is the same and no link is mailed. Wants a proof
/// that is not older than ten minutes.
#[utoipa::path(
    tag = "me",
    request_body = RequestEmailChangeRequest,
    responses(
        (status = 202, description = "A link is on its way, if the address can be had."),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Many mails went to that address; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[post("/me/email")]
pub async fn request_email_change(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<RequestEmailChangeRequest>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let email =
        EmailAddress::parse(&body.0.email).map_err(|rule| FieldErrors::one("email", rule))?;
    let address = client_address::of(&request);
    let state = app.clone();
    app.db
        .write(move |tx| ask(tx, &state, &live, &email, address))
        .await?;
    Ok(HttpResponse::Accepted().finish())
}

fn ask(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
    email: &EmailAddress,
    address: String,
) -> Result<(), ApiError> {
    step_up::require(tx, live)?;
    let own = live.principal();
    // The address may have changed since the guard looked.
    let account = accounts::get(tx, own.scope, own.account)?;
    if account.email.0.key() == email.key() {
        return Err(FieldErrors::one("email", FieldRule::NothingChanged).into());
    }
    rate_limits::require_mail(tx, &app.keys, MailReason::EmailChange, email)?;
    email_changes::consume_all_of(tx, own.scope, own.account)?;
    let name = account.name.0.as_str().to_owned();
    if accounts::is_email_free(tx, own.scope, email)? {
        let (token, expires_at) = (Secret::generate(tx.entropy()), tx.now() + LIFETIME);
        let digest = token.digest();
        email_changes::insert(tx, own.scope, own.account, email, &digest, expires_at)?;
        let origin = &app.settings.public_origin;
        let reader = Reader {
            to: email.clone(),
            ..Reader::from(&account)
        };
        let link = Mail::EmailChangeLink(EmailChangeLink {
            name: name.clone(),
            link: format!("{origin}/me/email/confirm#{}", token.reveal()),
            expires_at,
        });
        send_mail::enqueue_to(tx, &app.keys, reader, link)?;
    }
    let notice = Mail::EmailChangeRequested(EmailChangeRequested {
        name,
        email: email.masked(),
        requested_at: tx.now(),
        address,
    });
    send_mail::enqueue(tx, &app.keys, &account, notice)?;
    let mut event = sign_in::own_event(&account, AuditAction::EmailChangeRequested);
    event.text = Some(email.as_str().to_owned());
    Ok(audit::record(tx, own.scope, &event)?)
}
