//! Files that operators imported, and the accounts that they opened.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::imports::ImportKind;
use minato_types::values::{AccountId, MemberId};
use uuid::Uuid;

use crate::conn::run;
use crate::schema::{import_accounts, imports};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// How many rows one statement inserts.
const ROWS: usize = 500;

/// A file that was imported.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct Import {
    /// The id.
    pub id: AsText<Uuid>,
    /// What stood in its rows.
    pub kind: AsText<ImportKind>,
    /// How many rows it had.
    #[diesel(deserialize_as = i64)]
    pub row_count: u32,
    /// How many opening mails belong to it.
    #[diesel(deserialize_as = i64)]
    pub mail_count: u32,
    /// How many of them wait to be sent, or are sent.
    #[diesel(deserialize_as = i64)]
    pub mails_queued: u32,
    /// When it was imported.
    pub created_at: NaiveDateTime,
    /// When its last mail was queued.
    pub finished_at: Option<NaiveDateTime>,
}

/// Notes a file, in the transaction that imports its rows. `operator` is who imported it; none
/// on the command line.
pub fn insert(
    tx: &mut WriteTx<'_>,
    kind: ImportKind,
    operator: Option<Uuid>,
    rows: u32,
    mails: u32,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(imports::table)
        .values((
            imports::id.eq(id.to_string()),
            imports::kind.eq(kind.as_str()),
            imports::operator_id.eq(operator.map(|id| id.to_string())),
            imports::row_count.eq(i64::from(rows)),
            imports::mail_count.eq(i64::from(mails)),
            imports::mails_queued.eq(0),
            imports::created_at.eq(now),
            imports::finished_at.eq((mails == 0).then_some(now)),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Notes the accounts that the file opened, each by the row on its line.
pub fn add_accounts(
    tx: &mut WriteTx<'_>,
    import: Uuid,
    all: &[(u32, TenantScope, AccountId)],
) -> Result<(), DbError> {
    for part in all.chunks(ROWS) {
        let row = |(line, scope, account): &(u32, TenantScope, AccountId)| {
            (
                import_accounts::import_id.eq(import.to_string()),
                import_accounts::line.eq(i64::from(*line)),
                import_accounts::member_id.eq(scope.key()),
                import_accounts::account_id.eq(account.to_string()),
                import_accounts::mail_queued.eq(false),
            )
        };
        let rows: Vec<_> = part.iter().map(row).collect();
        run!(tx.conn(), |conn| diesel::insert_into(
            import_accounts::table
        )
        .values(&rows)
        .execute(conn))?;
    }
    Ok(())
}

/// A file that was imported.
pub fn find(tx: &mut impl Tx, id: Uuid) -> Result<Option<Import>, DbError> {
    Ok(imports::table
        .find(id.to_string())
        .select(Import::as_select())
        .first(tx.conn())
        .optional()?)
}

/// The next accounts of a file whose opening mail is not queued, by line.
pub fn without_mail(
    tx: &mut impl Tx,
    import: Uuid,
    limit: i64,
) -> Result<Vec<(TenantScope, AccountId)>, DbError> {
    let rows: Vec<(AsText<MemberId>, AsText<AccountId>)> = import_accounts::table
        .filter(import_accounts::import_id.eq(import.to_string()))
        .filter(import_accounts::mail_queued.eq(false))
        .order(import_accounts::line)
        .limit(limit)
        .select((import_accounts::member_id, import_accounts::account_id))
        .load(tx.conn())?;
    let scoped = rows
        .into_iter()
        .map(|(member, account)| (TenantScope::of(member.0), account.0));
    Ok(scoped.collect())
}

/// Notes that the opening mails of these accounts are queued; true if they were the last ones
/// of the file.
pub fn note_mails(
    tx: &mut WriteTx<'_>,
    import: Uuid,
    accounts: &[(TenantScope, AccountId)],
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let ids: Vec<String> = accounts.iter().map(|(_, id)| id.to_string()).collect();
    let queued = import_accounts::table
        .filter(import_accounts::import_id.eq(import.to_string()))
        .filter(import_accounts::mail_queued.eq(false))
        .filter(import_accounts::account_id.eq_any(ids));
    let rows = diesel::update(queued)
        .set(import_accounts::mail_queued.eq(true))
        .execute(tx.conn())?;
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    diesel::update(imports::table.find(import.to_string()))
        .set(imports::mails_queued.eq(imports::mails_queued + rows))
        .execute(tx.conn())?;
    let last = without_mail(tx, import, 1)?.is_empty();
    if last {
        diesel::update(imports::table.find(import.to_string()))
            .set(imports::finished_at.eq(now))
            .execute(tx.conn())?;
    }
    Ok(last)
}
