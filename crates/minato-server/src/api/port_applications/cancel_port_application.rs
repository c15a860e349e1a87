use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::member_notifications;
use minato_db::models::port_applications::{self, per_day};
use minato_types::port_applications::{PortApplication, PortApplicationState};
use minato_types::values::PortApplicationNumber;

use super::changing::{self, Taken};
use super::happened;
use super::path::NumberInPath;
use super::shown::View;
use crate::app::App;
use crate::http::caller::Requester;
use crate::http::{ApiError, Caller, entity_tag, responses};
use crate::jobs::port_application_mails::{Happened, News};

/// Cancel an application
///
/// Until its deadline. The revision stays, the application stays visible. A user cancels only
/// his own applications, an admin those of all.
#[utoipa::path(
    tag = "ports",
    params(
        ("number" = PortApplicationNumber, Path, description = "The number, with any revision that the application has had.", example = "SO-03089-0"),
        ("If-Match" = String, Header, description = "The `ETag` of the version that is to be cancelled.", example = "\"v1\""),
    ),
    responses(
        (status = 200, description = "The application is cancelled; mails are on their way.", body = PortApplication, headers(("ETag" = String, description = "The new version of the application."))),
        (status = 409, description = "`deadlinePassed`: it is too late; `notChangeable`: it is cancelled, provisioned or finished.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::NotFound, responses::Versioned, responses::Always,
    ),
)]
#[post("/port-applications/{number}/cancel")]
pub async fn cancel_port_application(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let (state, by) = (app.clone(), caller.requester()?);
    let (etag, application) = app
        .db
        .write(move |tx| cancel(tx, &state, &by, number.0, version))
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag))
        .json(application))
}

fn cancel(
    tx: &mut WriteTx<'_>,
    app: &App,
    by: &Requester,
    number: PortApplicationNumber,
    version: i64,
) -> Result<(String, PortApplication), ApiError> {
    let own = by.party();
    let Taken {
        application: before,
        member,
    } = changing::take(tx, own, number, version)?;
    let cancelled = PortApplicationState::Cancelled;
    let after = port_applications::set_state(tx, own.scope, &before, cancelled)?;
    let news = News {
        what: Happened::Cancelled,
        application: &after,
        member: &member,
        by,
        added_on_day: per_day::added(tx, own.scope, after.effective_date, None)?,
        notified: &member_notifications::list_addresses(tx, own.scope)?,
        reminder_at: None,
    };
    happened::record(tx, app, &news)?;
    let etag = entity_tag::of(after.version);
    let shown = View::of(tx, own, Some(after.effective_date))?.show(after);
    Ok((etag, shown))
}
