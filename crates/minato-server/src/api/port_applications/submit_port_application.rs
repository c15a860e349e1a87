use actix_web::{HttpResponse, post, web};
use chrono::NaiveDate;
use minato_db::models::port_applications::{
    self, NewPortApplication, PortApplication as Row, per_day,
};
use minato_db::models::serial_numbers::{self, Series};
use minato_db::models::{member_notifications, members};
use minato_db::{Party, Tx as _, WriteTx};
use minato_types::endpoints;
use minato_types::port_applications::{PortApplication, SubmitPortApplicationRequest};
use minato_types::rules::deadline::Deadline;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

use super::at;
use super::happened;
use super::judge::{self, Terms};
use super::shown::View;
use crate::app::App;
use crate::http::body::Body;
use crate::http::caller::Requester;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};
use crate::jobs::port_application_mails::{Happened, News};

/// Apply for additional ports on a day
///
/// Any day up to 12 months ahead whose deadline has not passed, holidays too; several
/// applications for one day are possible, up to the maximum of the member. The deadline of the
/// answer is a promise. The applicant and the member's notification addresses hear by mail.
#[utoipa::path(
    tag = "ports",
    params(("Idempotency-Key" = String, Header, description = "1 to 255 visible ASCII characters, new for every application. The same key again gets the same answer for 24 hours, and nothing is applied for twice.", example = "3c1f1e0a-5a0b-4f0e-9d5e-6a1f3f0d2b7c")),
    request_body = SubmitPortApplicationRequest,
    responses(
        (status = 201, description = "The application is accepted; mails are on their way.", body = PortApplication, headers(("Location" = String, description = "Where the application is."), ("ETag" = String, description = "The version of the application."))),
        responses::SignedIn, responses::Change, responses::WithBody, responses::WithKey, responses::Always,
    ),
)]
#[post("/port-applications")]
pub async fn submit_port_application(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<SubmitPortApplicationRequest>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let endpoint = endpoints::SUBMIT_PORT_APPLICATION;
    let request = Repeatable::new(&app.keys, own, endpoint, &key, &body.0)?;
    let (state, by) = (app.clone(), caller.requester()?);
    request
        .answer(&app, move |tx| submit(tx, &state, &by, &body.0))
        .await
}

fn submit(
    tx: &mut WriteTx<'_>,
    app: &App,
    by: &Requester,
    asked: &SubmitPortApplicationRequest,
) -> Result<Created, ApiError> {
    let own = by.party();
    let member = members::lock(tx, own.scope)?;
    let terms = Terms::load(tx, app.settings.port_deadline)?;
    let accepted = judged(tx, own, &terms, member.max_added_ports, asked)?;
    let notified = member_notifications::list_addresses(tx, own.scope)?;
    let new = NewPortApplication {
        effective_date: accepted.day,
        added_ports: accepted.ports,
        applicant: own.account,
        applicant_name: by.name.clone(),
        remind: asked.remind,
        deadline: accepted.deadline,
        submitted_at: tx.now(),
        // Last of all that is read: from here on everybody else who applies waits.
        serial: serial_numbers::take(tx, Series::PortApplication, 1)?,
    };
    let application = port_applications::insert(tx, own.scope, &new)?;
    let news = News {
        what: Happened::Submitted,
        application: &application,
        member: &member,
        by,
        added_on_day: accepted.others + accepted.ports,
        notified: &notified,
        reminder_at: terms.reminder_at(&application),
    };
    happened::record(tx, app, &news)?;
    created(tx, own, application)
}

fn created(tx: &mut WriteTx<'_>, own: Party, application: Row) -> Result<Created, ApiError> {
    let (number, version) = (application.number(), application.version);
    let shown = View::of(tx, own, Some(application.effective_date))?.show(application);
    let all = endpoints::LIST_PORT_APPLICATIONS.full_path();
    Created::new(format!("{all}/{number}"), entity_tag::of(version), &shown)
}

/// An application that may be made.
struct Accepted {
    day: NaiveDate,
    ports: u32,
    deadline: Deadline,
    /// The ports that other applications add to the day.
    others: u32,
}

/// What is asked for, if it may be so.
fn judged(
    tx: &mut WriteTx<'_>,
    own: Party,
    terms: &Terms,
    max: u32,
    asked: &SubmitPortApplicationRequest,
) -> Result<Accepted, ApiError> {
    let day = parse_day(&asked.effective_date).map_err(at("effectiveDate"))?;
    let ports = u32::try_from(asked.added_ports)
        .map_err(|_| FieldErrors::one("addedPorts", FieldRule::InvalidNumber))?;
    let others = per_day::added(tx, own.scope, day, None)?;
    let mut errors = FieldErrors::new();
    let deadline = errors.check("effectiveDate", terms.deadline(day));
    errors.check("addedPorts", judge::fits(ports, others, max));
    match deadline {
        Some(deadline) if errors.is_empty() => Ok(Accepted {
            day,
            ports,
            deadline,
            others,
        }),
        _ => Err(errors.into()),
    }
}
