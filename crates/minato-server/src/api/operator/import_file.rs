use actix_web::{HttpResponse, post, web};
use aws_lc_rs::digest::{SHA256, digest};
use minato_db::models::{contract_imports, imports};
use minato_db::{DbError, TenantScope, WriteTx};
use minato_types::FieldErrors;
use minato_types::endpoints::{self, BASE};
use minato_types::imports::{Import, ImportFileQuery, ImportKind};
use serde::Serialize;

use super::desk::Desk;
use super::get_import::{shown, shown_contracts};
use crate::app::App;
use crate::desk::imports::contracts::{self, Staged};
use crate::desk::imports::{self as files, File, ImportError};
use crate::http::body::CsvBody;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};
use crate::jobs::contract_import;

/// Import a file of members, accounts, groups or contracts
///
/// A table as CSV, up to 32 MiB, in UTF-8 or Shift JIS; the first row names the columns, as the
/// API or our own exports do. At most 2,000 members, 10,000 accounts or
/// rows of groups, or 100,000 contracts. The
/// whole file is checked first: if a row is wrong, nothing is imported, and `fields` names all
/// faults as `rows.<line>.<column>`, of contracts the first 1,000. Otherwise all rows of members,
/// accounts and groups take effect at the same moment, and opening mails follow. A group that the
/// file names is then exactly as its rows say. Contracts are
/// registered, or changed where their number stands already, some at a time after the answer;
/// whoever looks meanwhile sees a part of them. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ImportFileQuery,
        ("Idempotency-Key" = String, Header, description = "The same key again gets the same answer."),
    ),
    request_body(content = String, content_type = "text/csv", description = "The table."),
    responses(
        (status = 201, description = "All rows are right; they are imported, or contracts about to be.", body = Import, headers(
            ("Location" = String, description = "Where its progress is told."),
            ("ETag" = String, description = "The version of the import."),
        )),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::WithKey, responses::Always,
    ),
)]
#[post("/operator/imports")]
pub async fn import_file(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    query: Query<ImportFileQuery>,
    body: CsvBody,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let kind: ImportKind = query
        .0
        .kind
        .parse()
        .map_err(|rule| FieldErrors::one("kind", rule))?;
    let digest = digest(&SHA256, &body.0);
    let request = Request {
        kind,
        file: digest.as_ref(),
    };
    let who = (desk.principal(), TenantScope::CARRIER);
    let endpoint = endpoints::IMPORT_FILE;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, &request)?;
    if kind == ImportKind::Contracts {
        return import_contracts(&app, desk, body.0, repeatable).await;
    }
    // Reading takes its time: not on a thread that answers others.
    let file = web::block(move || files::read(kind, &body.0))
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))??;
    repeatable
        .answer(&app, move |tx| import(tx, &desk, &file))
        .await
}

/// What makes two requests the same.
#[derive(Serialize)]
struct Request<'a> {
    kind: ImportKind,
    /// The digest of the file.
    file: &'a [u8],
}

/// Stages the rows, and has them take effect one part after the other.
async fn import_contracts(
    app: &web::Data<App>,
    desk: Desk,
    bytes: Vec<u8>,
    repeatable: Repeatable,
) -> Result<HttpResponse, ApiError> {
    let own = desk.clone();
    app.db.write(move |tx| own.require_proof(tx)).await?;
    let file = web::block(move || contracts::read(&bytes))
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))??;
    let staged = contracts::stage(&app.db, desk.actor(), file).await?;
    repeatable
        .answer(app, move |tx| begin_contracts(tx, &desk, staged))
        .await
}

fn begin_contracts(tx: &mut WriteTx<'_>, desk: &Desk, staged: Staged) -> Result<Created, ApiError> {
    desk.require_proof(tx)?;
    contracts::begin(tx, desk.actor(), staged)?;
    contract_import::enqueue(tx, &desk.app.keys, staged.id)?;
    let import = contract_imports::find(tx, staged.id)?;
    let import = import.ok_or(ApiError::from(DbError::NotFound))?;
    let location = format!("{BASE}/operator/imports/{}", staged.id);
    let body = shown_contracts(&import);
    Created::new(location, "\"v1\"".to_owned(), &body)
}

fn import(tx: &mut WriteTx<'_>, desk: &Desk, file: &File) -> Result<Created, ApiError> {
    desk.require_proof(tx)?;
    let id = files::import(tx, &desk.app.keys, desk.actor(), file)?;
    let import = imports::find(tx, id)?.ok_or(ApiError::from(DbError::NotFound))?;
    let location = format!("{BASE}/operator/imports/{id}");
    Created::new(location, "\"v1\"".to_owned(), &shown(&import))
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Faulty(errors) => Self::Fields(errors),
            ImportError::Database(error) => error.into(),
            ImportError::Refused(error) => error,
        }
    }
}
