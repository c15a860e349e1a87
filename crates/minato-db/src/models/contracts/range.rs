//! Contracts as admins see them who give rights on them: number, service and site, whether or not
//! they have a right of their own. This is the one way past [`super::rights`]; how a contract
//! runs, its memo and its contacts never go through here.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::page::PageQuery;
use minato_types::rules::keyword_search;
use minato_types::values::{ContractId, ContractNumber, ServiceId, UserGroupId};

use crate::like;
use crate::models::services::Service;
use crate::schema::{contracts, user_group_contracts};
use crate::{AsText, DbError, TenantScope, Tx};

/// As much of a contract as whoever gives rights must know.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = contracts)]
pub struct RangeContract {
    /// The id.
    pub id: AsText<ContractId>,
    /// The number.
    pub contract_number: AsText<ContractNumber>,
    /// The service.
    pub service_id: AsText<ServiceId>,
    /// Where it is provided.
    pub site: String,
}

/// How many contracts of each service the member has; services without one are left out.
pub fn count_by_service(
    tx: &mut impl Tx,
    scope: TenantScope,
) -> Result<HashMap<ServiceId, u64>, DbError> {
    let rows: Vec<(AsText<ServiceId>, i64)> = contracts::table
        .filter(contracts::member_id.eq(scope.key()))
        .group_by(contracts::service_id)
        .select((contracts::service_id, count_star()))
        .load(tx.conn())?;
    let counted = rows.into_iter();
    Ok(counted.map(|(id, n)| (id.0, n.unsigned_abs())).collect())
}

/// Those of these numbers under which the member has a contract.
pub fn with_numbers(
    tx: &mut impl Tx,
    scope: TenantScope,
    numbers: &[ContractNumber],
) -> Result<Vec<RangeContract>, DbError> {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    Ok(contracts::table
        .filter(contracts::member_id.eq(scope.key()))
        .filter(contracts::contract_number.eq_any(numbers))
        .order(contracts::contract_number)
        .select(RangeContract::as_select())
        .load(tx.conn())?)
}

/// The single contracts that these groups name, by number.
pub fn of_groups(
    tx: &mut impl Tx,
    scope: TenantScope,
    groups: &[UserGroupId],
) -> Result<Vec<(UserGroupId, RangeContract, ContractPermission)>, DbError> {
    let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
    let rows: Vec<(AsText<_>, RangeContract, AsText<_>)> = user_group_contracts::table
        .inner_join(
            contracts::table.on(contracts::member_id
                .eq(user_group_contracts::member_id)
                .and(contracts::id.eq(user_group_contracts::contract_id))),
        )
        .filter(user_group_contracts::member_id.eq(scope.key()))
        .filter(user_group_contracts::group_id.eq_any(groups))
        .order((contracts::contract_number, user_group_contracts::group_id))
        .select((
            user_group_contracts::group_id,
            RangeContract::as_select(),
            user_group_contracts::permission,
        ))
        .load(tx.conn())?;
    let named = rows.into_iter();
    Ok(named.map(|(g, contract, p)| (g.0, contract, p.0)).collect())
}

/// One page of the contracts in whose number, service or site all `words` (in the plain form)
/// stand, by number, and how many there are.
pub fn search(
    tx: &mut impl Tx,
    scope: TenantScope,
    words: &[String],
    services: &[Service],
    page: PageQuery,
) -> Result<(Vec<RangeContract>, u64), DbError> {
    let ids: Vec<String> = services.iter().map(|s| s.id.0.to_string()).collect();
    let mut query = contracts::table
        .filter(contracts::member_id.eq(scope.key()))
        .filter(contracts::service_id.eq_any(ids))
        .into_boxed();
    for word in words {
        let pattern = like::containing(word);
        query = query.filter(contracts::search_text.like(pattern).escape(like::ESCAPE));
    }
    let mut found: Vec<RangeContract> = query
        .order(contracts::contract_number)
        .select(RangeContract::as_select())
        .load(tx.conn())?;
    // The stored text holds the memo too, which must not be guessed word by word here.
    found.retain(|contract| keyword_search::matches(&shown_text(contract, services), words));
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let (size, number) = (page.page_size as usize, page.page as usize);
    let first = number.saturating_sub(1).saturating_mul(size);
    Ok((found.into_iter().skip(first).take(size).collect(), total))
}

/// What an admin sees of a contract, in the form in which words are searched for.
fn shown_text(contract: &RangeContract, services: &[Service]) -> String {
    let service = services.iter().find(|s| s.id.0 == contract.service_id.0);
    super::search_text(&[
        contract.contract_number.0.as_str(),
        service.map_or("", |service| &service.name_ja),
        service.map_or("", |service| &service.name_en),
        &contract.site,
    ])
}
