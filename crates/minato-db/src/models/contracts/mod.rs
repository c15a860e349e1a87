//! Contracts of a member. Who may see or change which one is decided in [`rights`] alone.

pub mod bulk;
pub mod contacts;
pub mod detail;
pub mod list;
pub mod memos;
pub mod per_service;
pub mod pinned;
pub mod range;
pub mod registered;
pub mod renamed;
pub mod rights;
pub mod upsert;
pub mod within;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::rules::keyword_search;
use minato_types::values::{ContractId, ContractNumber, ServiceId};

use self::rights::ContractRights;
use super::services::Service;
use crate::schema::contracts;
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A contract.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contracts)]
pub struct Contract {
    /// The id.
    pub id: AsText<ContractId>,
    /// The number by which people know it.
    pub contract_number: AsText<ContractNumber>,
    /// The service.
    pub service_id: AsText<ServiceId>,
    /// The number under which the customer stands at the service itself.
    pub customer_number: String,
    /// The number that contracts of one group share.
    pub group_number: Option<String>,
    /// Where it is provided.
    pub site: String,
    /// How it runs.
    pub status: AsText<ContractStatus>,
    /// Since when it runs like that.
    pub status_since: NaiveDateTime,
    /// What the member has written to it.
    pub memo: String,
    /// Grows with every change of the memo.
    pub memo_version: i64,
    /// When the memo was changed last, if ever.
    pub memo_changed_at: Option<NaiveDateTime>,
    /// The name of whoever changed it.
    pub memo_changed_by: Option<String>,
    /// Grows with every change of the contacts.
    pub contacts_version: i64,
    /// The day on which it was applied for.
    pub applied_on: NaiveDate,
    /// The day from which it is provided.
    pub provided_on: NaiveDate,
    /// Its last day, if it has one.
    pub ends_on: Option<NaiveDate>,
    /// Grows with every change by the operator.
    pub version: i64,
}

/// A contract to be registered.
#[derive(Debug, Clone)]
pub struct NewContract {
    /// The number.
    pub number: ContractNumber,
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
    /// What the member has written to it.
    pub memo: String,
    /// The day on which it was applied for.
    pub applied_on: NaiveDate,
    /// The day from which it is provided.
    pub provided_on: NaiveDate,
    /// Its last day, if it has one.
    pub ends_on: Option<NaiveDate>,
}

impl NewContract {
    /// Everything that words are searched for in, in the form in which they are compared.
    pub fn search_text(&self, service: &Service) -> String {
        let texts = [
            self.number.as_str(),
            self.group_number.as_deref().unwrap_or_default(),
            &self.customer_number,
            &service.name_ja,
            &service.name_en,
            &self.site,
            &self.memo,
        ];
        search_text(&texts)
    }
}

impl Contract {
    /// The same of a contract that stands, with this memo.
    pub fn search_text(&self, service: &Service, memo: &str) -> String {
        let texts = [
            self.contract_number.0.as_str(),
            self.group_number.as_deref().unwrap_or_default(),
            &self.customer_number,
            &service.name_ja,
            &service.name_en,
            &self.site,
            memo,
        ];
        search_text(&texts)
    }
}

/// The most bytes of a text that words are searched for in: it stands in an index, and
/// PostgreSQL takes no row of more than 2,704 bytes into one. The longest fields have some 1,600;
/// only signs that stand for whole phrases, such as U+FDFA, grow beyond in the plain form.
const MAX_SEARCH_TEXT_BYTES: usize = 2_400;

/// These texts, in the form in which words are searched for in them. No word reaches from one
/// into the next. What is longer than an index takes is cut at the end.
pub fn search_text(texts: &[&str]) -> String {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| keyword_search::plain(text))
        .collect();
    let mut text = texts.join("\n");
    text.truncate(text.floor_char_boundary(MAX_SEARCH_TEXT_BYTES));
    text
}

/// Registers a contract.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    service: &Service,
    new: &NewContract,
) -> Result<ContractId, DbError> {
    let (id, now) = (ContractId(tx.new_id()), tx.now().naive_utc());
    diesel::insert_into(contracts::table)
        .values((
            contracts::member_id.eq(scope.key()),
            contracts::id.eq(id.to_string()),
            contracts::contract_number.eq(new.number.as_str()),
            contracts::service_id.eq(service.id.0.to_string()),
            contracts::customer_number.eq(&new.customer_number),
            contracts::group_number.eq(&new.group_number),
            contracts::site.eq(&new.site),
            contracts::status.eq(new.status.as_str()),
            contracts::status_rank.eq(i64::from(new.status.rank())),
            contracts::status_since.eq(new.status_since.naive_utc()),
            contracts::memo.eq(&new.memo),
            contracts::memo_version.eq(1),
            contracts::applied_on.eq(new.applied_on),
            contracts::provided_on.eq(new.provided_on),
            contracts::ends_on.eq(new.ends_on),
            contracts::search_text.eq(new.search_text(service)),
            contracts::created_at.eq(now),
            contracts::updated_at.eq(now),
            contracts::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// The contract with this number, if the rights reach it with at least `needed`. One that they
/// do not reach is like one that does not exist.
pub fn find(
    tx: &mut impl Tx,
    rights: &ContractRights,
    needed: ContractPermission,
    number: &ContractNumber,
) -> Result<Option<Contract>, DbError> {
    Ok(rights
        .reaching(needed)
        .filter(contracts::contract_number.eq(number.as_str().to_owned()))
        .select(Contract::as_select())
        .first(tx.conn())
        .optional()?)
}
