use actix_web::{HttpResponse, get, web};
use chrono::Days;
use minato_types::port_applications::PortApplicationRules;
use minato_types::rules::japan_time;

use super::judge::Terms;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// How many days the facts reach beyond the days that can be applied for: a deadline lies
/// before its day, and pages show whole months.
const MARGIN: Days = Days::new(40);

/// The rules by which applications are judged
///
/// Deadline, holidays, closings and limits as they are now. Whoever has them can tell the
/// deadline of any day; the server decides again.
#[utoipa::path(
    tag = "ports",
    responses(
        (status = 200, description = "The rules.", body = PortApplicationRules),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/port-application-rules")]
pub async fn get_port_application_rules(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let member = caller.member()?;
    let rule = app.settings.port_deadline;
    let terms = app.db.read(move |tx| Terms::load(tx, rule)).await;
    let terms = terms.map_err(ApiError::from)?;
    let (earliest_date, latest_date) = (terms.earliest(), terms.latest());
    let facts = terms
        .calendar
        .facts(japan_time::date(terms.now) - MARGIN, latest_date + MARGIN);
    Ok(HttpResponse::Ok().json(PortApplicationRules {
        now: terms.now,
        contracted_ports: member.contracted_ports,
        max_added_ports: member.max_added_ports,
        deadline_rule: rule,
        earliest_date,
        latest_date,
        calendar: facts,
    }))
}
