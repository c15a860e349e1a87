//! Contracts as rows and as answers.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use minato_types::contracts::{
    ContractContact, ContractCounts, ContractStatus, ContractStatusCount,
};
use minato_types::page::{DEFAULT_PAGE_SIZE, Page};
use serde::Serialize;

use super::columns::Columns;

/// What groups give to an account.
pub(super) const RIGHTS: &str = "SELECT g.kind, s.service_id, s.permission \
    FROM user_group_accounts a \
    JOIN user_groups g ON g.member_id = a.member_id AND g.id = a.group_id \
    LEFT JOIN user_group_services s ON s.member_id = a.member_id AND s.group_id = a.group_id \
    WHERE a.member_id = $1 AND a.account_id = $2";

macro_rules! columns {
    () => {
        "SELECT c.contract_number, s.code, s.category, s.name_ja, s.name_en, s.has_settings, \
         c.customer_number, c.group_number, c.site, c.status, c.status_since, c.memo, \
         c.status_rank, c.group_number IS NULL"
    };
}

macro_rules! page {
    ($rest:literal) => {
        concat!(
            columns!(),
            " FROM contracts c JOIN services s ON s.id = c.service_id WHERE c.member_id = $1 ",
            $rest,
        )
    };
}

/// The rows of the first page and one more, what needs a look first.
pub(super) const PAGE: &str = page!("ORDER BY c.status_rank, c.contract_number LIMIT 11");

/// How many there are.
pub(super) const TOTAL: &str = "SELECT COUNT(*) FROM contracts WHERE member_id = $1";

/// The same for two words. An index alone tells which rows these are; the sum keeps the database
/// from reading all rows in their order to save the sorting.
pub(super) const PAGE_OF_WORDS: &str = page!(
    "AND c.id IN (SELECT id FROM contracts WHERE member_id = $1 \
        AND search_text LIKE $2 ESCAPE '\\' AND search_text LIKE $3 ESCAPE '\\' \
        ORDER BY status_rank, contract_number LIMIT 11) \
     ORDER BY c.status_rank + 0, c.contract_number"
);

/// How many rows two words find.
pub(super) const TOTAL_OF_WORDS: &str = "SELECT COUNT(*) FROM contracts WHERE member_id = $1 \
    AND search_text LIKE $2 ESCAPE '\\' AND search_text LIKE $3 ESCAPE '\\'";

/// One contract with all that is known of it.
pub(super) const DETAIL: &str = concat!(
    columns!(),
    ", c.memo_changed_at IS NULL, c.memo_changed_at, c.memo_changed_by, c.applied_on, \
     c.provided_on, c.ends_on IS NULL, c.ends_on, c.memo_version, c.contacts_version \
     FROM contracts c JOIN services s ON s.id = c.service_id \
     WHERE c.member_id = $1 AND c.contract_number = $2"
);

/// Whom the carrier asks about it.
pub(super) const CONTACTS: &str = "SELECT name, department, email, phone FROM contract_contacts \
    WHERE member_id = $1 AND contract_id = (SELECT id FROM contracts \
        WHERE member_id = $1 AND contract_number = $2) ORDER BY position";

/// How many run how.
pub(super) const COUNTS: &str = "SELECT COUNT(CASE WHEN status_rank = 0 THEN 1 END), \
    COUNT(CASE WHEN status_rank = 1 THEN 1 END), COUNT(CASE WHEN status_rank = 2 THEN 1 END), \
    COUNT(CASE WHEN status_rank = 3 THEN 1 END), COUNT(CASE WHEN status_rank = 4 THEN 1 END) \
    FROM contracts WHERE member_id = $1";

/// A contract as it is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Contract {
    number: String,
    service: Service,
    customer_number: String,
    group_number: Option<String>,
    site: String,
    status: String,
    status_since: DateTime<Utc>,
    memo: String,
    permission: &'static str,
    #[serde(skip)]
    rank: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    code: String,
    category: String,
    name: Name,
    has_settings: bool,
}

#[derive(Serialize)]
struct Name {
    ja: String,
    en: String,
}

impl Contract {
    /// The contract of a row of [`PAGE`], for somebody who may change everything.
    pub(super) fn read(row: &impl Columns) -> Result<Self> {
        Ok(Self {
            number: row.text(0)?,
            service: Service {
                code: row.text(1)?,
                category: row.text(2)?,
                name: Name {
                    ja: row.text(3)?,
                    en: row.text(4)?,
                },
                has_settings: row.flag(5)?,
            },
            customer_number: row.text(6)?,
            group_number: if row.flag(13)? {
                None
            } else {
                Some(row.text(7)?)
            },
            site: row.text(8)?,
            status: row.text(9)?,
            status_since: row.time(10)?.and_utc(),
            memo: row.text(11)?,
            permission: "edit",
            rank: row.number(12)?,
        })
    }
}

/// One contract as it is answered, and its tag.
pub(super) struct Tagged {
    pub(super) contract: Detail,
    pub(super) tag: String,
}

/// All that is known of a contract.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Detail {
    number: String,
    service: Service,
    customer_number: String,
    group_number: Option<String>,
    site: String,
    status: String,
    status_since: DateTime<Utc>,
    memo: String,
    memo_changed_at: Option<DateTime<Utc>>,
    memo_changed_by: Option<String>,
    applied_on: NaiveDate,
    provided_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    contacts: Vec<ContractContact>,
    permission: &'static str,
}

impl Tagged {
    /// The contract of a row of [`DETAIL`].
    pub(super) fn read(row: &impl Columns, contacts: Vec<ContractContact>) -> Result<Self> {
        let own = Contract::read(row)?;
        let changed = !row.flag(14)?;
        let contract = Detail {
            number: own.number,
            service: own.service,
            customer_number: own.customer_number,
            group_number: own.group_number,
            site: own.site,
            status: own.status,
            status_since: own.status_since,
            memo: own.memo,
            memo_changed_at: changed
                .then(|| row.time(15))
                .transpose()?
                .map(|at| at.and_utc()),
            memo_changed_by: changed.then(|| row.text(16)).transpose()?,
            applied_on: row.day(17)?,
            provided_on: row.day(18)?,
            ends_on: (!row.flag(19)?).then(|| row.day(20)).transpose()?,
            contacts,
            permission: own.permission,
        };
        let (memo, contacts) = (row.number(21)?, row.number(22)?);
        let tag = format!("\"v{memo}-{contacts}\"");
        Ok(Self { contract, tag })
    }
}

/// The contact of a row of [`CONTACTS`].
pub(super) fn contact(row: &impl Columns) -> Result<ContractContact> {
    Ok(ContractContact {
        name: row.text(0)?,
        department: row.text(1)?,
        email: row.text(2)?,
        phone: row.text(3)?,
    })
}

/// Whether a row of [`RIGHTS`] gives everything.
pub(super) fn is_everything(row: &impl Columns) -> Result<bool> {
    Ok(row.text(0)? == "automatic")
}

/// A page of them.
pub(super) fn page(mut items: Vec<Contract>, total: i64) -> Page<Contract> {
    let size = DEFAULT_PAGE_SIZE as usize;
    let more = items.len() > size;
    items.truncate(size);
    let last = items.last().filter(|_| more);
    let next =
        last.map(|last| URL_SAFE_NO_PAD.encode(format!("status {} {}", last.number, last.rank)));
    Page {
        items,
        total: total.unsigned_abs(),
        next,
    }
}

/// A row of [`COUNTS`] as it is answered.
pub(super) fn counts(row: &impl Columns) -> Result<ContractCounts> {
    let mut all = ContractStatus::ALL.to_vec();
    all.sort_by_key(|status| status.rank());
    let mut statuses = Vec::with_capacity(all.len());
    for (column, status) in all.into_iter().enumerate() {
        let count = row.number(column)?.unsigned_abs();
        statuses.push(ContractStatusCount { status, count });
    }
    Ok(ContractCounts {
        total: statuses.iter().map(|one| one.count).sum(),
        statuses,
    })
}

/// The pattern of texts in which a word stands. The words of the load need no escape.
pub(super) fn containing(word: &str) -> String {
    format!("%{word}%")
}
