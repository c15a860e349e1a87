use actix_web::{HttpResponse, post, web};
use minato_db::models::{accounts, saved_filters};
use minato_db::{AccountPrincipal, WriteTx};
use minato_types::ProblemCode;
use minato_types::endpoints::{self, BASE};
use minato_types::saved_filters::{MAX_SAVED_FILTERS, SaveFilterRequest, SavedFilter};

use super::saved_filter::{find, kept, name_taken, shown};
use crate::app::App;
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Save a filter
///
/// A filter of the list of contracts, under a name of one's own. The query has the parameters of
/// the list but `page` and `cursor`, by the same rules.
#[utoipa::path(
    tag = "me",
    params(("Idempotency-Key" = String, Header, description = "The same key again gets the same answer.")),
    request_body = SaveFilterRequest,
    responses(
        (status = 201, description = "The filter is saved.", body = SavedFilter, headers(
            ("Location" = String, description = "Where the filter is."),
            ("ETag" = String, description = "The version of the filter."),
        )),
        (status = 409, description = "`tooManySavedFilters`: there are 20 already; `idempotencyKeyInUse`: the first request with this key is still under way.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/me/saved-filters")]
pub async fn add_saved_filter(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<SaveFilterRequest>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let endpoint = endpoints::ADD_SAVED_FILTER;
    let repeatable = Repeatable::new(&app.keys, own, endpoint, &key, &body.0)?;
    repeatable
        .answer(&app, move |tx| add(tx, own, &body.0))
        .await
}

fn add(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    request: &SaveFilterRequest,
) -> Result<Created, ApiError> {
    let (name, query) = request.read()?;
    accounts::lock(tx, own.scope, own.account)?;
    if saved_filters::count(tx, own)? >= u64::from(MAX_SAVED_FILTERS) {
        return Err(ProblemCode::TooManySavedFilters.into());
    }
    let id = saved_filters::insert(tx, own, &name, &kept(&query)?).map_err(name_taken)?;
    let row = find(tx, own, id)?;
    let location = format!("{BASE}/me/saved-filters/{id}");
    Created::new(location, entity_tag::of(row.version), &shown(row)?)
}
