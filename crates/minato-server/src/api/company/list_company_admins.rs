use actix_web::{HttpResponse, get, web};
use minato_db::models::accounts::{self, Account};
use minato_types::company::{CompanyAdmin, CompanyAdmins};

use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// Who the admins of the member are
///
/// Those who can sign in today, by name: whom to ask for accounts and rights.
#[utoipa::path(
    tag = "company",
    responses(
        (status = 200, description = "The admins.", body = CompanyAdmins),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/admins")]
pub async fn list_company_admins(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let admins = app
        .db
        .read(move |tx| accounts::list_admins(tx, scope))
        .await?;
    let items = admins.into_iter().map(admin_of).collect();
    Ok(HttpResponse::Ok().json(CompanyAdmins { items }))
}

fn admin_of(account: Account) -> CompanyAdmin {
    CompanyAdmin {
        name: account.name.0,
        department: account.department.0,
        email: account.email.0,
        phone: account.phone.map(|phone| phone.0),
    }
}
