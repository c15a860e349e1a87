//! Files of contracts that operators import: staged in batches, then applied in batches, so that
//! nobody waits long.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::contracts::ContractStatus;
use minato_types::values::{ContractNumber, MemberId, ServiceId};
use uuid::Uuid;

use super::contracts::upsert::{FileContract, upsert};
use super::services::Service;
use crate::schema::{contract_import_rows as staged, contract_imports as imports, contracts};
use crate::{AsText, Conn, DbError, TenantScope, Tx, WriteTx};

/// How many rows one transaction stages or applies.
pub const BATCH: usize = 500;

/// An import.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct ContractImport {
    /// The id.
    pub id: AsText<Uuid>,
    /// Who imports it; none on the command line.
    pub operator_id: Option<AsText<Uuid>>,
    /// `staging`, `applying` or `done`.
    pub state: String,
    /// How many rows it has.
    #[diesel(deserialize_as = i64)]
    pub rows_staged: u32,
    /// How many of them took effect.
    #[diesel(deserialize_as = i64)]
    pub rows_applied: u32,
    /// How many cannot: another member got their number after they were checked.
    #[diesel(deserialize_as = i64)]
    pub rows_refused: u32,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// When its last row took effect.
    pub finished_at: Option<NaiveDateTime>,
}

/// A row of a file, of a member and a service that exist.
#[derive(Debug, Clone)]
pub struct StagedRow {
    /// Whose contract it is.
    pub scope: TenantScope,
    /// The service.
    pub service: ServiceId,
    /// The contract.
    pub contract: FileContract,
}

/// Begins to stage a file. `operator` is who imports it; none on the command line.
pub fn begin(tx: &mut WriteTx<'_>, operator: Option<Uuid>) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(imports::table)
        .values((
            imports::id.eq(id.to_string()),
            imports::operator_id.eq(operator.map(|id| id.to_string())),
            imports::state.eq("staging"),
            imports::rows_staged.eq(0),
            imports::rows_applied.eq(0),
            imports::rows_refused.eq(0),
            imports::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Stages some rows, at most [`BATCH`].
pub fn stage(tx: &mut WriteTx<'_>, id: Uuid, rows: &[StagedRow]) -> Result<(), DbError> {
    let values: Vec<Row> = rows.iter().map(|row| Row::of(id, row)).collect();
    let insert = diesel::insert_into(staged::table).values(&values);
    match tx.conn() {
        Conn::Sqlite(sqlite) => insert.execute(sqlite)?,
        #[cfg(feature = "postgres")]
        Conn::Postgres(postgres) => insert.execute(postgres)?,
    };
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    diesel::update(imports::table.find(id.to_string()))
        .set(imports::rows_staged.eq(imports::rows_staged + count))
        .execute(tx.conn())?;
    Ok(())
}

/// All rows are staged: from now on they are applied.
pub fn set_staged(tx: &mut WriteTx<'_>, id: Uuid) -> Result<(), DbError> {
    diesel::update(imports::table.find(id.to_string()))
        .set(imports::state.eq("applying"))
        .execute(tx.conn())?;
    Ok(())
}

/// An import.
pub fn find(tx: &mut impl Tx, id: Uuid) -> Result<Option<ContractImport>, DbError> {
    Ok(imports::table
        .find(id.to_string())
        .select(ContractImport::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Which of these numbers belong to another member than they are named with.
pub fn of_others(
    tx: &mut impl Tx,
    named: &[(TenantScope, &ContractNumber)],
) -> Result<Vec<ContractNumber>, DbError> {
    let mut others = Vec::new();
    for chunk in named.chunks(BATCH) {
        let numbers: Vec<&str> = chunk.iter().map(|(_, number)| number.as_str()).collect();
        let known: Vec<(AsText<MemberId>, AsText<ContractNumber>)> = contracts::table
            .filter(contracts::contract_number.eq_any(numbers))
            .select((contracts::member_id, contracts::contract_number))
            .load(tx.conn())?;
        let foreign = known.into_iter().filter(|(owner, number)| {
            let mut of_chunk = chunk.iter();
            of_chunk.any(|(scope, named)| **named == number.0 && scope.member() != owner.0)
        });
        others.extend(foreign.map(|(_, number)| number.0));
    }
    Ok(others)
}

/// What a batch brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// How many rows of which members, in the order of their ids.
    pub members: Vec<(TenantScope, u32)>,
    /// Whether they were the last ones.
    pub last: bool,
}

/// Applies the next rows, at most [`BATCH`]. `None` if there are none to be applied.
pub fn apply_next(
    tx: &mut WriteTx<'_>,
    services: &[Service],
    id: Uuid,
) -> Result<Option<Applied>, DbError> {
    // Two at a time would do the same rows twice: the second waits here for the first.
    let own = imports::table
        .find(id.to_string())
        .filter(imports::state.eq("applying"));
    let held = diesel::update(own)
        .set(imports::rows_applied.eq(imports::rows_applied))
        .execute(tx.conn())?;
    if held == 0 {
        return Ok(None);
    }
    let rows: Vec<Row> = staged::table
        .filter(staged::import_id.eq(id.to_string()))
        .order((staged::member_id, staged::contract_number))
        .limit(i64::try_from(BATCH).unwrap_or(i64::MAX))
        .select(Row::as_select())
        .load(tx.conn())?;
    let (mut contracts, mut members) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in &rows {
        let (scope, service, contract) = row.read(services)?;
        match members.last_mut() {
            Some((last, count)) if *last == scope => *count += 1,
            _ => members.push((scope, 1)),
        }
        contracts.push((scope, service, contract));
    }
    let refused = upsert(tx, &contracts)?;
    let last = rows.len() < BATCH;
    remove(tx, id, rows.last())?;
    let now = tx.now().naive_utc();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    diesel::update(imports::table.find(id.to_string()))
        .set((
            imports::rows_applied.eq(imports::rows_applied + number(rows.len() - refused)),
            imports::rows_refused.eq(imports::rows_refused + number(refused)),
            imports::state.eq(if last { "done" } else { "applying" }),
            imports::finished_at.eq(last.then_some(now)),
        ))
        .execute(tx.conn())?;
    Ok(Some(Applied { members, last }))
}

/// Removes what was staged up to this row.
fn remove(tx: &mut WriteTx<'_>, id: Uuid, last: Option<&Row>) -> Result<(), DbError> {
    let Some(last) = last else {
        return Ok(());
    };
    let done = staged::table
        .filter(staged::import_id.eq(id.to_string()))
        .filter(
            staged::member_id.lt(&last.member_id).or(staged::member_id
                .eq(&last.member_id)
                .and(staged::contract_number.le(&last.contract_number))),
        );
    diesel::delete(done).execute(tx.conn())?;
    Ok(())
}

/// Removes rows of files that were begun before `limit` and never came to their end, some at a
/// time; answers how many.
pub fn delete_abandoned_before(
    tx: &mut WriteTx<'_>,
    limit: DateTime<Utc>,
) -> Result<usize, DbError> {
    let old = imports::table
        .filter(imports::state.ne("done"))
        .filter(imports::created_at.lt(limit.naive_utc()))
        .order(imports::created_at)
        .select(imports::id);
    let Some(id): Option<String> = old.first(tx.conn()).optional()? else {
        return Ok(0);
    };
    let last: Option<Row> = staged::table
        .filter(staged::import_id.eq(&id))
        .order((staged::member_id, staged::contract_number))
        .offset(10_000)
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    if let Some(last) = last {
        remove(tx, id.parse().unwrap_or_default(), Some(&last))?;
        return Ok(10_000);
    }
    let rows =
        diesel::delete(staged::table.filter(staged::import_id.eq(&id))).execute(tx.conn())?;
    diesel::delete(imports::table.find(&id)).execute(tx.conn())?;
    Ok(rows + 1)
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = staged, treat_none_as_default_value = false)]
struct Row {
    import_id: String,
    member_id: String,
    contract_number: String,
    service_id: String,
    customer_number: String,
    group_number: Option<String>,
    site: String,
    status: Option<String>,
    applied_on: NaiveDate,
    provided_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    memo: String,
}

impl Row {
    fn of(id: Uuid, row: &StagedRow) -> Self {
        let contract = &row.contract;
        Self {
            import_id: id.to_string(),
            member_id: row.scope.key(),
            contract_number: contract.number.to_string(),
            service_id: row.service.to_string(),
            customer_number: contract.customer_number.clone(),
            group_number: contract.group_number.clone(),
            site: contract.site.clone(),
            status: contract.status.map(|status| status.to_string()),
            applied_on: contract.applied_on,
            provided_on: contract.provided_on,
            ends_on: contract.ends_on,
            memo: contract.memo.clone(),
        }
    }

    fn read<'a>(
        &self,
        services: &'a [Service],
    ) -> Result<(TenantScope, &'a Service, FileContract), DbError> {
        let broken = || DbError::Unavailable("a staged row cannot be read".to_owned());
        let member: MemberId = self.member_id.parse().map_err(|_| broken())?;
        let mut known = services.iter();
        let service = known.find(|service| service.id.0.to_string() == self.service_id);
        let status = self.status.as_deref().map(str::parse::<ContractStatus>);
        let contract = FileContract {
            number: ContractNumber::parse(&self.contract_number).map_err(|_| broken())?,
            customer_number: self.customer_number.clone(),
            group_number: self.group_number.clone(),
            site: self.site.clone(),
            status: status.transpose().map_err(|_| broken())?,
            applied_on: self.applied_on,
            provided_on: self.provided_on,
            ends_on: self.ends_on,
            memo: self.memo.clone(),
        };
        Ok((
            TenantScope::of(member),
            service.ok_or_else(broken)?,
            contract,
        ))
    }
}
