use std::net::IpAddr;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use minato_db::models::members::{self, Member};
use minato_types::company::{CompanySecurity, MIN_SESSION_HOURS, MIN_SESSION_IDLE_MINUTES};

use crate::app::App;
use crate::config::Lifetimes;
use crate::http::{ApiError, Caller, client_address, entity_tag, responses};

/// How the member's people sign in
///
/// The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "company",
    responses(
        (status = 200, description = "How they sign in.", body = CompanySecurity, headers(("ETag" = String, description = "The version of these rules."))),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/security")]
pub async fn get_company_security(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.account()?.scope;
    let member = app.db.read(move |tx| members::get(tx, scope)).await?;
    let limits = Limits::of(&app.settings.lifetimes);
    Ok(answer(&member, limits, client_address::ip(&request)))
}

/// The most that a member can choose: what the server does anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) idle_minutes: u32,
    pub(super) hours: u32,
}

impl Limits {
    /// Less than the least that can be chosen counts as that: the server's own limit holds too.
    pub(super) fn of(lifetimes: &Lifetimes) -> Self {
        let idle = u32::try_from(lifetimes.session_idle.num_minutes()).unwrap_or(0);
        let hours = u32::try_from(lifetimes.session_absolute.num_hours()).unwrap_or(0);
        Self {
            idle_minutes: idle.max(MIN_SESSION_IDLE_MINUTES),
            hours: hours.max(MIN_SESSION_HOURS),
        }
    }
}

/// The rules and their version, for somebody who asks from this address.
pub(super) fn answer(member: &Member, limits: Limits, from: Option<IpAddr>) -> HttpResponse {
    let chosen = |limit: Option<i64>| limit.and_then(|limit| u32::try_from(limit).ok());
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(member.security_version)))
        .json(CompanySecurity {
            trusted_browsers: member.trusted_browsers,
            allowed_networks: member.allowed_networks(),
            session_idle_minutes: chosen(member.session_idle_minutes),
            session_hours: chosen(member.session_hours),
            max_session_idle_minutes: limits.idle_minutes,
            max_session_hours: limits.hours,
            own_address: from.map(|address| address.to_string()),
        })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn limits(idle_minutes: i64, absolute_minutes: i64) -> (u32, u32) {
        let limits = Limits::of(&Lifetimes {
            session_idle: TimeDelta::minutes(idle_minutes),
            session_absolute: TimeDelta::minutes(absolute_minutes),
            mail_code: TimeDelta::zero(),
            password_reset: TimeDelta::zero(),
        });
        (limits.idle_minutes, limits.hours)
    }

    #[test]
    fn a_member_chooses_no_more_than_the_server_allows() {
        assert_eq!(limits(30, 720), (30, 12));
        assert_eq!(limits(60, 1439), (60, 23));
        assert_eq!(limits(1, 5), (5, 1));
    }
}
