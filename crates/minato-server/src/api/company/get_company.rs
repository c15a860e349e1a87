use actix_web::{HttpResponse, get};
use minato_db::models::members::Member;
use minato_types::company::Company;

use crate::http::{ApiError, Caller, responses};

/// The member company
#[utoipa::path(
    tag = "company",
    responses(
        (status = 200, description = "The member company.", body = Company),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company")]
pub async fn get_company(caller: Caller) -> Result<HttpResponse, ApiError> {
    // The guard has just read the member: there is nothing left to ask the database.
    let company = company_of(caller.member()?.clone());
    Ok(HttpResponse::Ok().json(company))
}

fn company_of(member: Member) -> Company {
    Company {
        member_number: member.member_number.0,
        name: member.name,
        postal_code: member.postal_code,
        address: member.address,
        contracted_ports: member.contracted_ports,
        closing_day: member.closing_day,
    }
}
