use actix_web::{HttpResponse, get, web};
use minato_db::DbError;
use minato_db::models::contract_imports::{self, ContractImport};
use minato_db::models::imports::{self, Import as Row};
use minato_types::ProblemCode;
use minato_types::imports::{Import, ImportKind, ImportState};
use minato_types::values::ImportId;
use uuid::Uuid;

use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// How far an import is
///
/// Rows of members and accounts took effect when it was answered; what is still told is how many
/// opening mails are queued. Of contracts it is told how many rows took effect so far.
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
    let found: Result<Option<Import>, DbError> = app
        .db
        .read(move |tx| {
            let found = imports::find(tx, id)?;
            match found {
                Some(row) => Ok(Some(shown(&row))),
                None => Ok(contract_imports::find(tx, id)?.map(|row| shown_contracts(&row))),
            }
        })
        .await;
    let found = found?.ok_or(ProblemCode::NotFound)?;
    Ok(HttpResponse::Ok().json(found))
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
        rows_refused: 0,
        mails: row.mail_count,
        mails_queued: row.mails_queued,
        created_at: row.created_at.and_utc(),
        finished_at: row.finished_at.map(|at| at.and_utc()),
    }
}

/// An import of contracts as the API shows it.
pub(super) fn shown_contracts(row: &ContractImport) -> Import {
    Import {
        id: ImportId(row.id.0),
        kind: ImportKind::Contracts,
        state: match row.finished_at {
            Some(_) => ImportState::Done,
            None => ImportState::Applying,
        },
        rows_checked: row.rows_staged,
        rows_applied: row.rows_applied,
        rows_refused: row.rows_refused,
        mails: 0,
        mails_queued: 0,
        created_at: row.created_at.and_utc(),
        finished_at: row.finished_at.map(|at| at.and_utc()),
    }
}
