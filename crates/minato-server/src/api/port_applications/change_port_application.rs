use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, patch, web};
use chrono::NaiveDate;
use minato_db::WriteTx;
use minato_db::models::member_notifications;
use minato_db::models::port_applications::{self, Change, PortApplication as Row, per_day};
use minato_types::port_applications::{ChangePortApplicationRequest, PortApplication};
use minato_types::rules::deadline::Deadline;
use minato_types::values::{PortApplicationNumber, parse_day};
use minato_types::{FieldErrors, FieldRule};

use super::at;
use super::changing::{self, Taken};
use super::happened;
use super::judge::{self, Terms};
use super::path::NumberInPath;
use super::shown::{self, View};
use crate::app::App;
use crate::http::body::Body;
use crate::http::caller::Requester;
use crate::http::{ApiError, Caller, entity_tag, responses};
use crate::jobs::port_application_mails::{Happened, News};

/// Change an application
///
/// What is left out stays as it is. Both the old and the new day must still be possible; the
/// revision grows with every change. A user changes only his own applications, an admin those
/// of all.
#[utoipa::path(
    tag = "ports",
    params(
        ("number" = PortApplicationNumber, Path, description = "The number, with any revision that the application has had.", example = "SO-03089-0"),
        ("If-Match" = String, Header, description = "The `ETag` of the version that the change is based on.", example = "\"v1\""),
    ),
    request_body = ChangePortApplicationRequest,
    responses(
        (status = 200, description = "The application after the change; mails are on their way.", body = PortApplication, headers(("ETag" = String, description = "The new version of the application."))),
        (status = 409, description = "`deadlinePassed`: it is too late; `notChangeable`: it is cancelled, provisioned or finished.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::NotFound, responses::Versioned, responses::Always,
    ),
)]
#[patch("/port-applications/{number}")]
pub async fn change_port_application(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    body: Body<ChangePortApplicationRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let (state, by) = (app.clone(), caller.requester()?);
    let (etag, application) = app
        .db
        .write(move |tx| change(tx, &state, &by, number.0, version, &body.0))
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag))
        .json(application))
}

fn change(
    tx: &mut WriteTx<'_>,
    app: &App,
    by: &Requester,
    number: PortApplicationNumber,
    version: i64,
    asked: &ChangePortApplicationRequest,
) -> Result<(String, PortApplication), ApiError> {
    let own = by.party();
    let Taken {
        application: before,
        member,
    } = changing::take(tx, own, number, version)?;
    let terms = Terms::load(tx, app.settings.port_deadline)?;
    let change = judged(tx, &terms, member.max_added_ports, &before, asked)?;
    let after = port_applications::change(tx, own.scope, &before, &change)?;
    let news = News {
        what: Happened::Changed { before: &before },
        application: &after,
        member: &member,
        by,
        added_on_day: per_day::added(tx, own.scope, after.effective_date, None)?,
        notified: &member_notifications::list_addresses(tx, own.scope)?,
        reminder_at: terms.reminder_at(&after),
    };
    happened::record(tx, app, &news)?;
    let etag = entity_tag::of(after.version);
    let shown = View::of(tx, own, Some(after.effective_date))?.show(after);
    Ok((etag, shown))
}

/// The application as it is to be, if it may be so.
fn judged(
    tx: &mut WriteTx<'_>,
    terms: &Terms,
    max: u32,
    before: &Row,
    asked: &ChangePortApplicationRequest,
) -> Result<Change, ApiError> {
    let (effective_date, added_ports) = wanted(before, asked)?;
    let remind = asked.remind.unwrap_or(before.remind);
    let same_day = effective_date == before.effective_date;
    let more_ports = added_ports > before.added_ports;
    if same_day && added_ports == before.added_ports && remind == before.remind {
        return Err(FieldErrors::one("effectiveDate", FieldRule::NothingChanged).into());
    }
    let mut errors = FieldErrors::new();
    let deadline = if same_day {
        Some(kept(before, terms))
    } else {
        errors.check("effectiveDate", terms.deadline(effective_date))
    };
    // Fewer ports on the same day are always possible, whatever the maximum has become.
    if !same_day || more_ports {
        let others = per_day::added(tx, before.scope(), effective_date, Some(before.serial))?;
        errors.check("addedPorts", judge::fits(added_ports, others, max));
    }
    match deadline {
        Some(deadline) if errors.is_empty() => Ok(Change {
            effective_date,
            added_ports,
            remind,
            deadline,
        }),
        _ => Err(errors.into()),
    }
}

/// The day and the ports that are asked for.
fn wanted(
    before: &Row,
    asked: &ChangePortApplicationRequest,
) -> Result<(NaiveDate, u32), FieldErrors> {
    let day = match &asked.effective_date {
        None => before.effective_date,
        Some(text) => parse_day(text).map_err(at("effectiveDate"))?,
    };
    let ports = match asked.added_ports {
        None => before.added_ports,
        Some(ports) => u32::try_from(ports)
            .map_err(|_| FieldErrors::one("addedPorts", FieldRule::InvalidNumber))?,
    };
    Ok((day, ports))
}

/// The deadline of the same day: what was promised holds, unless it is later by now.
fn kept(before: &Row, terms: &Terms) -> Deadline {
    let promised = shown::deadline(before, terms.calendar.official_until());
    terms
        .rule
        .deadline(&terms.calendar, before.effective_date)
        .map_or(promised, |computed| promised.later(computed))
}
