use actix_web::{HttpResponse, get, web};
use minato_types::help::MailHelp;

use crate::app::App;
use crate::http::{ApiError, responses};

/// As whom mails come
///
/// For people whom none reaches, signed in or not: what their mail system has to let through.
#[utoipa::path(
    tag = "help",
    responses(
        (status = 200, description = "The sender of every mail.", body = MailHelp),
        responses::Always,
    ),
)]
#[get("/help/mail")]
pub async fn get_mail_help(app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let sender = &app.brand.sender;
    Ok(HttpResponse::Ok().json(MailHelp {
        sender: sender.address(),
        domain: sender.domain().to_owned(),
    }))
}
