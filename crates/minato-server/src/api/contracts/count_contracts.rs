use actix_web::{HttpResponse, get, web};
use minato_db::models::contracts::list::{self, Filter};
use minato_db::models::contracts::rights;
use minato_db::{Party, ReadTx};
use minato_types::contracts::{ContractCounts, ContractStatusCount, ListContractsQuery};

use super::listing;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// How many contracts run how
///
/// Of those that the list finds with the same query, whatever `status` says; order, pages and
/// cursors are ignored.
#[utoipa::path(
    tag = "contracts",
    params(ListContractsQuery),
    responses(
        (status = 200, description = "A number for each status.", body = ContractCounts),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/contracts/counts")]
pub async fn count_contracts(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListContractsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let filter = Filter {
        status: None,
        ..listing::filter(&query.0)?
    };
    let counts = app.db.read(move |tx| counts(tx, own, &filter)).await?;
    Ok(HttpResponse::Ok().json(counts))
}

fn counts(tx: &mut ReadTx<'_>, own: Party, filter: &Filter) -> Result<ContractCounts, ApiError> {
    let rights = rights::of(tx, own.scope, own.holder)?;
    let counts = list::counts(tx, &rights, filter)?;
    Ok(ContractCounts {
        total: counts.iter().map(|(_, count)| count).sum(),
        statuses: counts
            .into_iter()
            .map(|(status, count)| ContractStatusCount { status, count })
            .collect(),
    })
}
