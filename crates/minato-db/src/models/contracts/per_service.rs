//! How many contracts of each service are within reach, and how they run.

use diesel::dsl::{case_when, count_star, sum};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::values::ServiceId;

use super::rights::{ContractRights, within_reach};
use crate::schema::{contracts, user_group_accounts, user_group_api_clients};
use crate::{AsText, DbError, Holder, Tx};

/// The contracts of one service that run in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceContracts {
    /// The service.
    pub service: ServiceId,
    /// How they run.
    pub status: ContractStatus,
    /// How many the rights reach.
    pub visible: u64,
    /// How many of them may be changed.
    pub editable: u64,
}

/// Service, place of the status, how many are visible, how many may be changed.
type Row = (AsText<ServiceId>, i64, i64, Option<i64>);

/// Counts what is within reach, and how much of it may be changed.
macro_rules! counted_in {
    ($tx:expr, $own:expr, $group:expr, $reach:expr) => {{
        let may_edit = $reach(ContractPermission::Edit);
        let one_for_each = case_when(may_edit, 1.into_sql::<Integer>()).otherwise(0);
        $own.filter($reach(ContractPermission::View))
            .select(($group.0, $group.1, count_star(), sum(one_for_each)))
            .load($tx.conn())
    }};
}

/// What these rights reach, by service and status, in one statement.
pub fn count(tx: &mut impl Tx, rights: &ContractRights) -> Result<Vec<ServiceContracts>, DbError> {
    // The place of the status stands in an index with the service, its word does not.
    let group = (contracts::service_id, contracts::status_rank);
    let own = contracts::table
        .filter(contracts::member_id.eq(rights.scope().key()))
        .group_by(group);
    let rows: Vec<Row> = if rights.cover_everything() {
        let all = own.select((group.0, group.1, count_star()));
        let all: Vec<(AsText<ServiceId>, i64, i64)> = all.load(tx.conn())?;
        all.into_iter()
            .map(|(service, rank, visible)| (service, rank, visible, Some(visible)))
            .collect()
    } else {
        match rights.holder() {
            Holder::Account(id) => {
                let reach =
                    |needed| within_reach!(rights, needed, user_group_accounts::account_id == id);
                counted_in!(tx, own, group, reach)
            }
            Holder::ApiClient(id) => {
                let reach = |needed| {
                    within_reach!(rights, needed, user_group_api_clients::api_client_id == id)
                };
                counted_in!(tx, own, group, reach)
            }
        }?
    };
    Ok(rows.into_iter().filter_map(counted).collect())
}

fn counted((service, rank, visible, editable): Row) -> Option<ServiceContracts> {
    let status = ContractStatus::ALL
        .iter()
        .find(|status| i64::from(status.rank()) == rank)?;
    Some(ServiceContracts {
        service: service.0,
        status: *status,
        visible: visible.unsigned_abs(),
        editable: editable.unwrap_or(0).unsigned_abs(),
    })
}
