use actix_web::{HttpResponse, post, web};
use minato_db::models::sessions::LiveSession;
use minato_db::{Tx as _, WriteTx};
use minato_mail::{Mail, TestMail};

use crate::app::App;
use crate::auth::rate_limits::{self, MailReason};
use crate::http::{ApiError, Caller, responses};
use crate::jobs::send_mail;

/// Have a test mail sent to oneself
///
/// To the address of one's own account, at most five times an hour.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 429, description = "Many were sent; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/me/test-mail")]
pub async fn send_test_mail(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let state = app.clone();
    app.db.write(move |tx| send(tx, &state, &live)).await?;
    Ok(HttpResponse::Accepted().finish())
}

fn send(tx: &mut WriteTx<'_>, app: &App, live: &LiveSession) -> Result<(), ApiError> {
    let account = &live.account;
    rate_limits::require_mail(tx, &app.keys, MailReason::Test, &account.email.0)?;
    let mail = Mail::TestMail(TestMail {
        name: account.name.0.as_str().to_owned(),
        requested_at: tx.now(),
    });
    Ok(send_mail::enqueue(tx, &app.keys, account, mail)?)
}
