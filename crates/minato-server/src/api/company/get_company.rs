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
    let company = company_of(caller.session()?.member.clone())?;
    Ok(HttpResponse::Ok().json(company))
}

fn company_of(member: Member) -> Result<Company, ApiError> {
    let broken = |_| ApiError::Internal("a member row is out of range".to_owned());
    Ok(Company {
        member_number: member.member_number.0,
        name: member.name,
        postal_code: member.postal_code,
        address: member.address,
        contracted_ports: u32::try_from(member.contracted_ports).map_err(broken)?,
        closing_day: u8::try_from(member.closing_day).map_err(broken)?,
    })
}
