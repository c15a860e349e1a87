//! What all endpoints of saved filters share.

use actix_web::HttpResponse;
use actix_web::http::header;
use minato_db::models::accounts;
use minato_db::models::saved_filters::{self, SavedFilter as Row};
use minato_db::{AccountPrincipal, DbError, Tx, UniqueKey, WriteTx};
use minato_types::contracts::ListContractsQuery;
use minato_types::saved_filters::SavedFilter;
use minato_types::values::SavedFilterId;
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use crate::http::{ApiError, entity_tag};

/// A row as the API shows it.
pub(super) fn shown(row: Row) -> Result<SavedFilter, ApiError> {
    let query: ListContractsQuery = serde_json::from_str(&row.query).map_err(|error| {
        ApiError::Internal(format!(
            "the saved filter {} cannot be read: {error}",
            row.id.0
        ))
    })?;
    Ok(SavedFilter {
        id: row.id.0,
        name: row.name.0,
        query,
    })
}

/// The query as a row holds it.
pub(super) fn kept(query: &ListContractsQuery) -> Result<String, ApiError> {
    serde_json::to_string(query)
        .map_err(|error| ApiError::Internal(format!("a filter cannot be written: {error}")))
}

/// One filter of this person. Somebody else's is like one that does not exist.
pub(super) fn find(
    tx: &mut impl Tx,
    own: AccountPrincipal,
    id: SavedFilterId,
) -> Result<Row, ApiError> {
    let found = saved_filters::find(tx, own, id)?;
    found.ok_or(ApiError::Problem(ProblemCode::NotFound))
}

/// The filter that is to be changed, if it still has the version that the change is based on.
/// Changes of one person's filters take turns from here on.
pub(super) fn hold(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    id: SavedFilterId,
    version: i64,
) -> Result<Row, ApiError> {
    accounts::lock(tx, own.scope, own.account)?;
    let row = find(tx, own, id)?;
    changed(row.version == version)?;
    Ok(row)
}

/// A conditional change that found its row; otherwise somebody was faster.
pub(super) fn changed(found: bool) -> Result<(), ApiError> {
    if found {
        Ok(())
    } else {
        Err(ProblemCode::PreconditionFailed.into())
    }
}

/// A name that another filter of the person has is told at its field.
pub(super) fn name_taken(error: DbError) -> ApiError {
    match error {
        DbError::Unique(UniqueKey::SavedFilterName) => {
            FieldErrors::one("name", FieldRule::SavedFilterNameTaken).into()
        }
        other => other.into(),
    }
}

/// A filter with its version.
pub(super) fn answer(row: Row) -> Result<HttpResponse, ApiError> {
    let tag = entity_tag::of(row.version);
    let filter = shown(row)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .json(filter))
}
