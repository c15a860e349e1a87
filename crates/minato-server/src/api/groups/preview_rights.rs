use std::convert::Infallible;

use actix_web::{HttpResponse, post, web};
use minato_db::models::contracts::per_service::{self, ServiceContracts};
use minato_db::models::contracts::{rights, within};
use minato_db::models::user_groups;
use minato_db::models::{accounts, members, services};
use minato_db::{DbError, TenantScope, WriteTx};
use minato_types::ProblemCode;
use minato_types::groups::{
    PreviewRightsRequest, PreviewedContract, PreviewedService, RightsPreview, UserGroupKind,
};
use minato_types::values::AccountId;

use super::range::Range;
use super::shown;
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// How many contracts a preview names.
const SHOWN: u32 = 20;

/// What somebody would see
///
/// If a group, existing or yet to be made, were as told. The account's other groups count as
/// they are. Nothing is changed.
#[utoipa::path(
    tag = "groups",
    request_body = PreviewRightsRequest,
    responses(
        (status = 200, description = "What the account would see.", body = RightsPreview),
        (status = 404, description = "`notFound`: the account or the group.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/groups/preview")]
pub async fn preview_rights(
    app: web::Data<App>,
    caller: Caller,
    body: Body<PreviewRightsRequest>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.account()?.scope;
    let tried: Result<Infallible, Undone> = app
        .db
        .write(move |tx| {
            let preview = preview(tx, scope, &body.0)?;
            Err(Undone::Seen(Box::new(preview)))
        })
        .await;
    match tried {
        Ok(never) => match never {},
        Err(Undone::Seen(preview)) => Ok(HttpResponse::Ok().json(preview)),
        Err(Undone::Refused(error)) => Err(error),
    }
}

/// Why nothing that was tried stays: it was only looked at, or it was refused. What is looked at
/// is decided by the same rows and the same code as what counts later.
enum Undone {
    Seen(Box<RightsPreview>),
    Refused(ApiError),
}

impl From<DbError> for Undone {
    fn from(error: DbError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<ApiError> for Undone {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

/// Changes the group as told, and looks.
fn preview(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    request: &PreviewRightsRequest,
) -> Result<RightsPreview, ApiError> {
    let missing = ApiError::Problem(ProblemCode::NotFound);
    let account = request.account;
    // Changes of the member's groups wait: rows of the same group are never taken crosswise.
    members::lock(tx, scope)?;
    accounts::find_managed(tx, scope, account)?.ok_or(missing.clone())?;
    let group = if let Some(id) = request.group {
        id
    } else {
        // A name that nobody else has.
        let name = tx.new_id().to_string();
        user_groups::insert(tx, scope, &name, "")?
    };
    let group = user_groups::find(tx, scope, group)?.ok_or(missing)?;
    let id = group.id.0;
    user_groups::remove_account(tx, scope, id, account)?;
    if request.in_group {
        user_groups::add_account(tx, scope, id, account)?;
    }
    if group.kind.0 == UserGroupKind::Custom {
        let wanted = Range::read(tx, scope, &request.services, &request.contracts)?;
        let before = Range::of_group(tx, scope, id)?;
        before.change_to(&wanted, tx, scope, id)?;
    }
    look(tx, scope, account)
}

fn look(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<RightsPreview, ApiError> {
    let rights = rights::of(tx, scope, account)?;
    let counted = per_service::count(tx, &rights)?;
    let sum = |of: fn(&ServiceContracts) -> u64| counted.iter().map(of).sum();
    let all = services::all(tx)?;
    let of_service = |service: &services::Service| {
        let own = || counted.iter().filter(|row| row.service == service.id.0);
        own().next()?;
        Some(PreviewedService {
            service: shown::service(service),
            visible: own().map(|row| row.visible).sum(),
            editable: own().map(|row| row.editable).sum(),
        })
    };
    let first = within::first(tx, &rights, SHOWN)?;
    let of_contract = |(contract, permission)| {
        let contract = shown::range_contract(contract, &all)?;
        Some(PreviewedContract {
            contract,
            permission,
        })
    };
    Ok(RightsPreview {
        everything: rights.cover_everything(),
        visible: sum(|row| row.visible),
        editable: sum(|row| row.editable),
        services: all.iter().filter_map(of_service).collect(),
        contracts: first.into_iter().filter_map(of_contract).collect(),
    })
}
