use actix_web::{HttpResponse, get, web};
use minato_db::models::imports::{self, Import as Row};
use minato_types::ProblemCode;
use minato_types::imports::{Import, ImportState};
use minato_types::values::ImportId;
use uuid::Uuid;

use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// How far an import is
///
/// All rows took effect when it was answered; what is still told is how many opening mails are
/// queued.
#[utoipa::path(
    tag = "operator",
    params(("id" = Uuid, Path, description = "The id of the import.")),
    responses(
        (status = 200, description = "The import.", body = Import),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/imports/{id}")]
pub async fn get_import(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    caller.operator()?;
    let id: Uuid = id.parse().map_err(|_| ProblemCode::NotFound)?;
    let found = app.db.read(move |tx| imports::find(tx, id)).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    Ok(HttpResponse::Ok().json(shown(&found)))
}

/// An import as the API shows it.
pub(super) fn shown(row: &Row) -> Import {
    Import {
        id: ImportId(row.id.0),
        kind: row.kind.0,
        state: match row.finished_at {
            Some(_) => ImportState::Done,
            None => ImportState::QueuingMails,
        },
        rows_checked: row.row_count,
        rows_applied: row.row_count,
        mails: row.mail_count,
        mails_queued: row.mails_queued,
        created_at: row.created_at.and_utc(),
        finished_at: row.finished_at.map(|at| at.and_utc()),
    }
}
