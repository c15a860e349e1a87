//! Contracts as operators register and change them: all of a member, whatever rights its people
//! have.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use minato_types::contracts::ContractStatus;
use minato_types::page::PageQuery;
use minato_types::values::ContractNumber;

use super::{Contract, search_text};
use crate::like::{ESCAPE, containing};
use crate::models::changed;
use crate::models::services::Service;
use crate::schema::{contracts, services};
use crate::{DbError, OperatorPrincipal, TenantScope, Tx, WriteTx};

/// How many numbers one statement names.
const CHUNK: usize = 500;

/// The contracts of a member in which all words occur, by number, and how many there are.
pub fn list(
    tx: &mut impl Tx,
    _: OperatorPrincipal,
    scope: TenantScope,
    words: &[String],
    page: PageQuery,
) -> Result<(Vec<(Contract, Service)>, u64), DbError> {
    let matching = || {
        let mut query = contracts::table
            .inner_join(services::table)
            .filter(contracts::member_id.eq(scope.key()))
            .into_boxed();
        for word in words {
            query = query.filter(contracts::search_text.like(containing(word)).escape(ESCAPE));
        }
        query
    };
    let total: i64 = matching().count().get_result(tx.conn())?;
    let size = i64::from(page.page_size);
    let found = matching()
        .order(contracts::contract_number)
        .limit(size)
        .offset(i64::from(page.page.saturating_sub(1)).saturating_mul(size))
        .select((Contract::as_select(), Service::as_select()))
        .load(tx.conn())?;
    Ok((found, u64::try_from(total).unwrap_or_default()))
}

/// The contract of a member with this number.
pub fn find(
    tx: &mut impl Tx,
    _: OperatorPrincipal,
    scope: TenantScope,
    number: &ContractNumber,
) -> Result<Option<(Contract, Service)>, DbError> {
    Ok(contracts::table
        .inner_join(services::table)
        .filter(contracts::member_id.eq(scope.key()))
        .filter(contracts::contract_number.eq(number.as_str()))
        .select((Contract::as_select(), Service::as_select()))
        .first(tx.conn())
        .optional()?)
}

/// A contract as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractChange {
    /// The number under which the customer stands at the service itself.
    pub customer_number: String,
    /// The number that contracts of one group share.
    pub group_number: Option<String>,
    /// Where it is provided.
    pub site: String,
    /// How it runs.
    pub status: ContractStatus,
    /// Since when it runs like that.
    pub status_since: DateTime<Utc>,
    /// The day on which it was applied for.
    pub applied_on: NaiveDate,
    /// The day from which it is provided.
    pub provided_on: NaiveDate,
    /// Its last day, if it has one.
    pub ends_on: Option<NaiveDate>,
}

/// Changes a contract that is as it was found; false if somebody was faster.
pub fn update(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    (before, service): &(Contract, Service),
    change: &ContractChange,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let text = search_text(&[
        before.contract_number.0.as_str(),
        change.group_number.as_deref().unwrap_or_default(),
        &change.customer_number,
        &service.name_ja,
        &service.name_en,
        &change.site,
        &before.memo,
    ]);
    // The text that is searched holds the memo, too: it must be as it was found.
    let own = contracts::table
        .find((scope.key(), before.id.0.to_string()))
        .filter(contracts::version.eq(before.version))
        .filter(contracts::memo_version.eq(before.memo_version));
    let rows = diesel::update(own)
        .set((
            contracts::customer_number.eq(&change.customer_number),
            contracts::group_number.eq(&change.group_number),
            contracts::site.eq(&change.site),
            contracts::status.eq(change.status.as_str()),
            contracts::status_rank.eq(i64::from(change.status.rank())),
            contracts::status_since.eq(change.status_since.naive_utc()),
            contracts::applied_on.eq(change.applied_on),
            contracts::provided_on.eq(change.provided_on),
            contracts::ends_on.eq(change.ends_on),
            contracts::search_text.eq(text),
            contracts::updated_at.eq(now),
            contracts::version.eq(before.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Those of the numbers that no contract has, whoever's.
pub fn missing<'a>(
    tx: &mut impl Tx,
    _: OperatorPrincipal,
    numbers: &[&'a ContractNumber],
) -> Result<Vec<&'a ContractNumber>, DbError> {
    let mut missing = Vec::new();
    for chunk in numbers.chunks(CHUNK) {
        let words: Vec<&str> = chunk.iter().map(|number| number.as_str()).collect();
        let known: Vec<String> = contracts::table
            .filter(contracts::contract_number.eq_any(words))
            .select(contracts::contract_number)
            .load(tx.conn())?;
        let known: std::collections::HashSet<String> = known.into_iter().collect();
        let unknown = chunk.iter().filter(|one| !known.contains(one.as_str()));
        missing.extend(unknown.copied());
    }
    Ok(missing)
}

/// Says that these contracts run like this since `since`; answers how many ran otherwise before.
/// The version of a contract is that of its facts: how it runs does not count.
pub fn set_status(
    tx: &mut WriteTx<'_>,
    _: OperatorPrincipal,
    numbers: &[&ContractNumber],
    status: ContractStatus,
    since: DateTime<Utc>,
) -> Result<usize, DbError> {
    let (now, mut rows) = (tx.now().naive_utc(), 0);
    for chunk in numbers.chunks(CHUNK) {
        let words: Vec<&str> = chunk.iter().map(|number| number.as_str()).collect();
        let other = contracts::table
            .filter(contracts::contract_number.eq_any(words))
            .filter(contracts::status.ne(status.as_str()));
        rows += diesel::update(other)
            .set((
                contracts::status.eq(status.as_str()),
                contracts::status_rank.eq(i64::from(status.rank())),
                contracts::status_since.eq(since.naive_utc()),
                contracts::updated_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(rows)
}
