use std::collections::HashMap;

use actix_web::{HttpResponse, post, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::contracts::list::Row;
use minato_db::models::contracts::rights::{self, ContractRights};
use minato_db::models::contracts::{detail, memos};
use minato_db::{DbError, WriteTx};
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::contracts::{ContractMemoImport, ContractPermission};
use minato_types::values::{ContractMemo, ContractNumber};

use super::memo_file::{MemoFile, MemoRow};
use crate::app::App;
use crate::desk::imports::Faults;
use crate::http::body::CsvBody;
use crate::http::caller::Requester;
use crate::http::{ApiError, Caller, responses};

/// How many contracts are looked for in one statement.
const CHUNK: usize = 500;

/// Write the memos of many contracts from a file
///
/// A table as CSV, up to 5 MiB and 10,000 rows, in UTF-8 or Shift JIS; the first row names the
/// columns `contractNumber` and `memo`. Our own list of contracts as CSV is understood too, its
/// other columns mean nothing. The whole file is checked first: if a row is wrong, or names a
/// contract that one may not change, nothing is written, and `fields` names all faults as
/// `rows.<line>.<column>`. Otherwise all memos are written at the same moment. An empty cell
/// removes the memo. The same file again changes nothing.
#[utoipa::path(
    tag = "contracts",
    request_body(content = String, content_type = "text/csv", description = "The table.", example = "contractNumber,memo\nN123456789,営業部の代表番号\n"),
    responses(
        (status = 200, description = "All memos are as the file says.", body = ContractMemoImport),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/contracts/memos")]
pub async fn import_contract_memos(
    app: web::Data<App>,
    caller: Caller,
    body: CsvBody,
) -> Result<HttpResponse, ApiError> {
    let by = caller.requester()?;
    // Reading takes its time: not on a thread that answers others.
    let file = web::block(move || MemoFile::read(&body.0))
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))??;
    let done = app.db.write(move |tx| import(tx, &by, &file)).await?;
    Ok(HttpResponse::Ok().json(done))
}

fn import(
    tx: &mut WriteTx<'_>,
    by: &Requester,
    file: &MemoFile,
) -> Result<ContractMemoImport, ApiError> {
    let own = by.party();
    let rights = rights::of(tx, own.scope, own.holder)?;
    let to_write = differing(tx, &rights, file)?;
    if !memos::write(tx, &rights, &to_write, &by.account.name.0)? {
        // Somebody was faster, on PostgreSQL: nothing is written, and once more helps.
        return Err(DbError::Busy.into());
    }
    let (rows, changed) = (count(&file.rows), count(&to_write));
    if changed > 0 {
        let event = NewAuditEvent {
            actor: Actor::from(own),
            action: AuditAction::ContractMemosImported,
            subject: None,
            text: Some(format!("rows={rows} changed={changed}")),
        };
        audit::record(tx, own.scope, &event)?;
    }
    Ok(ContractMemoImport { rows, changed })
}

/// The rows whose memo is another than the one that stands; if a row is wrong, all faults.
fn differing(
    tx: &mut WriteTx<'_>,
    rights: &ContractRights,
    file: &MemoFile,
) -> Result<Vec<(Row, ContractMemo)>, ApiError> {
    let (mut faults, mut to_write) = (file.faults.clone(), Vec::new());
    for chunk in file.rows.chunks(CHUNK) {
        let numbers: Vec<&ContractNumber> = chunk.iter().map(|row| &row.number).collect();
        let found = detail::find_all(tx, rights, &numbers)?;
        let mut found: HashMap<ContractNumber, Row> = found
            .into_iter()
            .map(|found| (found.contract.contract_number.0.clone(), found))
            .collect();
        for row in chunk {
            let found = found.remove(&row.number);
            if let Some(found) = editable(row, found, &mut faults)
                && found.contract.memo != row.memo.as_str()
            {
                to_write.push((found, row.memo.clone()));
            }
        }
    }
    if faults.is_empty() {
        Ok(to_write)
    } else {
        Err(faults.told().into())
    }
}

/// What was found for a row, if one may change it.
fn editable(row: &MemoRow, found: Option<Row>, faults: &mut Faults) -> Option<Row> {
    let fault = match &found {
        None => FieldRule::UnknownContract,
        Some(found) if !found.permission.allows(ContractPermission::Edit) => {
            FieldRule::ContractNotEditable
        }
        Some(_) => return found,
    };
    faults.add(row.line, "contractNumber", fault);
    None
}

fn count<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
