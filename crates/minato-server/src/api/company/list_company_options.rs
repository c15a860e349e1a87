use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use minato_db::models::member_options::{self, MemberOption};
use minato_types::company::{CompanyOption, CompanyOptionKind, CompanyOptions};

use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// The options that the member has or could have
#[utoipa::path(
    tag = "company",
    responses(
        (status = 200, description = "All options there are.", body = CompanyOptions),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/options")]
pub async fn list_company_options(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let ordered = app
        .db
        .read(move |tx| member_options::list(tx, scope))
        .await?;
    let items = CompanyOptionKind::ALL
        .iter()
        .map(|&kind| option_of(kind, &ordered))
        .collect();
    Ok(HttpResponse::Ok().json(CompanyOptions { items }))
}

fn option_of(kind: CompanyOptionKind, ordered: &[MemberOption]) -> CompanyOption {
    let enabled_since: Option<NaiveDate> = ordered
        .iter()
        .find(|option| option.kind.0 == kind)
        .map(|option| option.enabled_since);
    CompanyOption {
        kind,
        enabled: enabled_since.is_some(),
        enabled_since,
    }
}
