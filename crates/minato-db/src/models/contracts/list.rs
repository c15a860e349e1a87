//! Lists of the contracts that somebody may see, in pages or from key to key.

use chrono::NaiveDateTime;
use diesel::dsl::{AsSelect, InnerJoin, IntoBoxed, Select, case_when, count};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use minato_types::contracts::{ContractPermission, ContractSort as Sort, ContractStatus};
use minato_types::values::{ContractId, Language};

use super::Contract;
use super::rights::{ContractRights, Query};
use crate::like::{ESCAPE, containing};
use crate::models::services::Service;
use crate::schema::{contracts, services};
use crate::{DbError, MultiBackend, Tx};

/// Which contracts are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The short name of the service.
    pub service: Option<String>,
    /// How they run.
    pub status: Option<ContractStatus>,
    /// Words in the plain form that must all occur.
    pub words: Vec<String>,
    /// What one must at least be allowed to do; to see them if left out.
    pub permission: Option<ContractPermission>,
}

/// An order, for a reader of this language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The order.
    pub sort: Sort,
    /// The language in which services are named.
    pub language: Language,
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// The contract.
    pub contract: Contract,
    /// Its service.
    pub service: Service,
    /// What the reader may do with it.
    pub permission: ContractPermission,
}

/// The place of a row in an order: what it is ordered by, then its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// In an order by status.
    Status(u8, String),
    /// In an order by number.
    Number(String),
    /// In an order by site.
    Site(String, String),
    /// In an order by service: its name, then the place of the status.
    Service(String, u8, String),
    /// In an order by the time of the last change.
    StatusSince(NaiveDateTime, String),
}

impl Key {
    /// The place of `row` in this order.
    pub fn of(row: &Row, order: Order) -> Self {
        let Row {
            contract, service, ..
        } = row;
        let number = contract.contract_number.0.to_string();
        match order.sort {
            Sort::Status => Self::Status(contract.status.0.rank(), number),
            Sort::Number | Sort::NumberDescending => Self::Number(number),
            Sort::Site | Sort::SiteDescending => Self::Site(contract.site.clone(), number),
            Sort::Service => {
                let name = match order.language {
                    Language::Ja => &service.name_ja,
                    Language::En => &service.name_en,
                };
                Self::Service(name.clone(), contract.status.0.rank(), number)
            }
            Sort::StatusSince | Sort::StatusSinceDescending => {
                Self::StatusSince(contract.status_since, number)
            }
        }
    }
}

/// Where a part of a list begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// After so many rows.
    Offset(u64),
    /// Behind this place; it must be one of the same order.
    Behind(Key),
}

/// At most `limit` rows of a list.
pub fn rows(
    tx: &mut impl Tx,
    rights: &ContractRights,
    filter: &Filter,
    order: Order,
    start: &Start,
    limit: u32,
) -> Result<Vec<Row>, DbError> {
    let found = if order.sort == Sort::Status && !filter.words.is_empty() {
        let page = ids_by_status(rights, filter, start, limit);
        by_status(tx, rights, page)?
    } else {
        let query = ordered(with_services(matching(rights, filter)), order);
        let query = query.limit(i64::from(limit));
        let query = match start {
            Start::Offset(rows) => query.offset(offset(*rows)),
            Start::Behind(key) => behind(query, order, key),
        };
        query.load(tx.conn())?
    };
    with_permissions(tx, rights, found)
}

/// How many rows the whole list has.
pub fn total(tx: &mut impl Tx, rights: &ContractRights, filter: &Filter) -> Result<u64, DbError> {
    let total: i64 = matching(rights, filter).count().get_result(tx.conn())?;
    Ok(total.unsigned_abs())
}

/// How many rows the whole list has in each status, what needs a look first.
pub fn counts(
    tx: &mut impl Tx,
    rights: &ContractRights,
    filter: &Filter,
) -> Result<Vec<(ContractStatus, u64)>, DbError> {
    use ContractStatus as S;
    let of = |status: ContractStatus| {
        let such = contracts::status_rank.eq(i64::from(status.rank()));
        count(case_when(such, 1.into_sql::<Integer>()))
    };
    let found: (i64, i64, i64, i64, i64) = matching(rights, filter)
        .select((
            of(S::Abnormal),
            of(S::Warning),
            of(S::Unknown),
            of(S::Unmonitored),
            of(S::Normal),
        ))
        .first(tx.conn())?;
    let (abnormal, warning, unknown, unmonitored, normal) = found;
    let counts = [
        (S::Abnormal, abnormal),
        (S::Warning, warning),
        (S::Unknown, unknown),
        (S::Unmonitored, unmonitored),
        (S::Normal, normal),
    ];
    let counts = counts.map(|(status, count)| (status, count.unsigned_abs()));
    Ok(counts.to_vec())
}

/// A query for contracts with their services.
type Joined = IntoBoxed<
    'static,
    Select<
        InnerJoin<contracts::table, services::table>,
        (
            AsSelect<Contract, MultiBackend>,
            AsSelect<Service, MultiBackend>,
        ),
    >,
    MultiBackend,
>;

fn with_services(query: Query) -> Joined {
    query
        .inner_join(services::table)
        .select((Contract::as_select(), Service::as_select()))
}

fn offset(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// A query for ids of contracts.
type Ids = IntoBoxed<'static, Select<contracts::table, contracts::id>, MultiBackend>;

/// The ids of a page in the order by status: the index of texts alone tells them, so that only
/// the rows of the page are read, however many others are searched.
fn ids_by_status(rights: &ContractRights, filter: &Filter, start: &Start, limit: u32) -> Ids {
    use contracts::{contract_number as number, status_rank};
    let query = matching(rights, filter)
        .order((status_rank, number))
        .limit(i64::from(limit));
    let query = match start {
        Start::Offset(rows) => query.offset(offset(*rows)),
        Start::Behind(Key::Status(rank, n)) => query
            .filter(status_rank.ge(i64::from(*rank)))
            .filter(status_rank.gt(i64::from(*rank)).or(number.gt(n.clone()))),
        // A place in another order lies nowhere in this one.
        Start::Behind(_) => query.filter(number.lt("")),
    };
    query.select(contracts::id)
}

/// The contracts with these ids, which the rights reach, in the order by status.
fn by_status(
    tx: &mut impl Tx,
    rights: &ContractRights,
    ids: Ids,
) -> Result<Vec<(Contract, Service)>, DbError> {
    let ids: Vec<String> = ids.load(tx.conn())?;
    let mut found: Vec<(Contract, Service)> = contracts::table
        .inner_join(services::table)
        .filter(contracts::member_id.eq(rights.scope().key()))
        .filter(contracts::id.eq_any(&ids))
        .select((Contract::as_select(), Service::as_select()))
        .load(tx.conn())?;
    // Not by the database: to save the sorting, it reads all rows of the member in this order.
    found.sort_by_cached_key(|(contract, _)| {
        let id = contract.id.0.to_string();
        ids.iter().position(|of_page| *of_page == id)
    });
    Ok(found)
}

fn matching(rights: &ContractRights, filter: &Filter) -> Query {
    let needed = filter.permission.unwrap_or(ContractPermission::View);
    let mut query = rights.reaching(needed);
    if let Some(code) = &filter.service {
        let service = services::table
            .filter(services::code.eq(code.clone()))
            .select(services::id)
            .single_value();
        query = query.filter(contracts::service_id.nullable().eq(service));
    }
    if let Some(status) = filter.status {
        query = query.filter(contracts::status_rank.eq(i64::from(status.rank())));
    }
    for word in &filter.words {
        query = query.filter(contracts::search_text.like(containing(word)).escape(ESCAPE));
    }
    query
}

fn ordered(query: Joined, order: Order) -> Joined {
    let number = contracts::contract_number;
    let status = (contracts::status_rank, number);
    match order.sort {
        Sort::Status => query.order(status),
        Sort::Number => query.order(number),
        Sort::NumberDescending => query.order(number.desc()),
        Sort::Site => query.order((contracts::site, number)),
        Sort::SiteDescending => query.order((contracts::site.desc(), number.desc())),
        Sort::Service => match order.language {
            Language::Ja => query.order((services::name_ja, status)),
            Language::En => query.order((services::name_en, status)),
        },
        Sort::StatusSince => query.order((contracts::status_since, number)),
        Sort::StatusSinceDescending => query.order((contracts::status_since.desc(), number.desc())),
    }
}

/// The first condition of each lets an index be entered at the place, the second leaves out
/// what stands there before it.
fn behind(query: Joined, order: Order, key: &Key) -> Joined {
    use contracts::{contract_number as number, site, status_rank, status_since};
    match (order.sort, key.clone()) {
        (Sort::Status, Key::Status(rank, n)) => query
            .filter(status_rank.ge(i64::from(rank)))
            .filter(status_rank.gt(i64::from(rank)).or(number.gt(n))),
        (Sort::Number, Key::Number(n)) => query.filter(number.gt(n)),
        (Sort::NumberDescending, Key::Number(n)) => query.filter(number.lt(n)),
        (Sort::Site, Key::Site(s, n)) => query
            .filter(site.ge(s.clone()))
            .filter(site.gt(s).or(number.gt(n))),
        (Sort::SiteDescending, Key::Site(s, n)) => query
            .filter(site.le(s.clone()))
            .filter(site.lt(s).or(number.lt(n))),
        (Sort::Service, Key::Service(name, rank, n)) => {
            behind_service(query, order.language, name, rank, n)
        }
        (Sort::StatusSince, Key::StatusSince(at, n)) => query
            .filter(status_since.ge(at))
            .filter(status_since.gt(at).or(number.gt(n))),
        (Sort::StatusSinceDescending, Key::StatusSince(at, n)) => query
            .filter(status_since.le(at))
            .filter(status_since.lt(at).or(number.lt(n))),
        // A place in another order lies nowhere in this one.
        _ => query.filter(number.lt("")),
    }
}

fn behind_service(
    query: Joined,
    language: Language,
    name: String,
    rank: u8,
    number: String,
) -> Joined {
    use contracts::{contract_number, status_rank};
    let later = status_rank.gt(i64::from(rank)).or(status_rank
        .eq(i64::from(rank))
        .and(contract_number.gt(number)));
    match language {
        Language::Ja => query
            .filter(services::name_ja.ge(name.clone()))
            .filter(services::name_ja.gt(name).or(later)),
        Language::En => query
            .filter(services::name_en.ge(name.clone()))
            .filter(services::name_en.gt(name).or(later)),
    }
}

/// Says of each row what the reader may do with it. Only where neither everything nor its
/// service may be changed, single contracts are asked for: once for all of them.
pub(super) fn with_permissions(
    tx: &mut impl Tx,
    rights: &ContractRights,
    found: Vec<(Contract, Service)>,
) -> Result<Vec<Row>, DbError> {
    let by_service =
        |service: &Service| rights.on_service(service.id.0) == Some(ContractPermission::Edit);
    let unsettled: Vec<ContractId> = found
        .iter()
        .filter(|(_, service)| !by_service(service))
        .map(|(contract, _)| contract.id.0)
        .collect();
    let singly = editable(tx, rights, &unsettled)?;
    let row = |(contract, service): (Contract, Service)| {
        let edit = by_service(&service) || singly.contains(&contract.id.0);
        Row {
            contract,
            service,
            permission: if edit {
                ContractPermission::Edit
            } else {
                ContractPermission::View
            },
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// Which of these contracts may be changed.
fn editable(
    tx: &mut impl Tx,
    rights: &ContractRights,
    among: &[ContractId],
) -> Result<Vec<ContractId>, DbError> {
    if among.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = among.iter().map(ToString::to_string).collect();
    let found: Vec<crate::AsText<ContractId>> = rights
        .reaching(ContractPermission::Edit)
        .filter(contracts::id.eq_any(ids))
        .select(contracts::id)
        .load(tx.conn())?;
    Ok(found.into_iter().map(|id| id.0).collect())
}
