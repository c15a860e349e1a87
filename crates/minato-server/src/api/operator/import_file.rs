use actix_web::{HttpResponse, post, web};
use minato_db::models::imports;
use minato_db::{DbError, TenantScope, WriteTx};
use minato_types::FieldErrors;
use minato_types::endpoints::{self, BASE};
use minato_types::imports::{Import, ImportFileQuery, ImportKind};
use serde::Serialize;

use super::desk::Desk;
use super::get_import::shown;
use crate::app::App;
use crate::desk::imports::{self as files, File, ImportError};
use crate::http::body::CsvBody;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// Import a file of members or accounts
///
/// A table as CSV, up to 5 MiB, in UTF-8 or Shift JIS; the first row names the columns, as the
/// API or our own exports do. At most 2,000 members or 10,000 accounts. The whole file is
/// checked first: if a row is wrong, nothing is imported, and `fields` names all faults as
/// `rows.<line>.<column>`. Otherwise all rows take effect at the same moment, and opening mails
/// follow. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ImportFileQuery,
        ("Idempotency-Key" = String, Header, description = "The same key again gets the same answer."),
    ),
    request_body(content = String, content_type = "text/csv", description = "The table."),
    responses(
        (status = 201, description = "All rows are imported.", body = Import, headers(
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
    let request = Request {
        kind,
        file: &body.0,
    };
    let who = (desk.principal(), TenantScope::CARRIER);
    let endpoint = endpoints::IMPORT_FILE;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, &request)?;
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
    file: &'a [u8],
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
        }
    }
}
