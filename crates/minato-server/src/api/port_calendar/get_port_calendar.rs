use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use minato_db::models::port_applications::per_day::{self, PortsOfDay};
use minato_types::port_calendar::{PortCalendar, PortCalendarQuery, PortDay};
use minato_types::rules::japan_time;
use minato_types::values::parse_day;

use crate::api::port_applications::at;
use crate::api::port_applications::judge::Terms;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The ports effective on each day
///
/// Contracted ports and those that were applied for, day by day, with what must be known
/// before one applies for a day: until when, and on which days the operator does not work.
#[utoipa::path(
    tag = "ports",
    params(PortCalendarQuery),
    responses(
        (status = 200, description = "The days asked for, without gaps.", body = PortCalendar),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/port-calendar")]
pub async fn get_port_calendar(
    app: web::Data<App>,
    caller: Caller,
    query: Query<PortCalendarQuery>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let contracted_ports = caller.member()?.contracted_ports;
    let from = parse_day(&query.0.from).map_err(at("from"))?;
    let to = parse_day(&query.0.to).map_err(at("to"))?;
    let rule = app.settings.port_deadline;
    let (added, terms) = app
        .db
        .read(move |tx| {
            Ok::<_, ApiError>((per_day::list(tx, scope, from, to)?, Terms::load(tx, rule)?))
        })
        .await?;
    Ok(HttpResponse::Ok().json(PortCalendar {
        contracted_ports,
        today: japan_time::date(terms.now),
        days: days(from, to, &added, &terms, contracted_ports),
    }))
}

fn days(
    from: NaiveDate,
    to: NaiveDate,
    added: &[PortsOfDay],
    terms: &Terms,
    contracted_ports: u32,
) -> Vec<PortDay> {
    let possible = terms.earliest()..=terms.latest();
    let mut added = added.iter().peekable();
    let day = |date: NaiveDate| {
        let of_day = added.next_if(|day| day.date == date);
        let added_ports = of_day.map_or(0, |day| day.added_ports);
        PortDay {
            date,
            added_ports,
            effective_ports: contracted_ports.saturating_add(added_ports),
            applications: of_day.map_or(0, |day| day.applications),
            closing: terms.calendar.closing(date).ok().flatten(),
            deadline: terms.rule.deadline(&terms.calendar, date).ok(),
            open: possible.contains(&date),
        }
    };
    from.iter_days()
        .take_while(|date| *date <= to)
        .map(day)
        .collect()
}
