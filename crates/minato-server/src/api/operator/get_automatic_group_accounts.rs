use actix_web::{HttpResponse, get, web};
use minato_db::Tx;
use minato_db::models::automatic_group;
use minato_types::contracts::{AutomaticGroupAccount, AutomaticGroupAccounts};
use minato_types::values::MemberNumber;

use super::contract_desk;
use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// Who of a member sees every contract
///
/// The people of its automatic group: they see and change every contract, those that come later
/// too. Other groups are the member's own business.
#[utoipa::path(
    tag = "operator",
    params(("memberNumber" = String, Path, description = "The member number.")),
    responses(
        (status = 200, description = "The accounts.", body = AutomaticGroupAccounts, headers(("ETag" = String, description = "The version of the group."))),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}/automatic-group/accounts")]
pub async fn get_automatic_group_accounts(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let found = app.db.read(move |tx| shown(tx, &desk, &number.0)).await?;
    Ok(contract_desk::versioned(&found))
}

/// The accounts and the version of the group.
pub(super) fn shown(
    tx: &mut impl Tx,
    desk: &Desk,
    number: &MemberNumber,
) -> Result<(AutomaticGroupAccounts, i64), ApiError> {
    let (scope, _) = desk.member(tx, number)?;
    let (people, version) = automatic_group::get(tx, desk.principal(), scope)?;
    let accounts = people
        .into_iter()
        .map(|(id, name, email)| AutomaticGroupAccount { id, name, email })
        .collect();
    Ok((AutomaticGroupAccounts { accounts }, version))
}
