//! Contracts as rows and as answers.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use minato_types::contracts::{ContractCounts, ContractStatus, ContractStatusCount};
use minato_types::page::{DEFAULT_PAGE_SIZE, Page};
use serde::Serialize;

use super::columns::Columns;

/// What groups give to an account.
pub(super) const RIGHTS: &str = "SELECT g.kind, s.service_id, s.permission \
    FROM user_group_accounts a \
    JOIN user_groups g ON g.member_id = a.member_id AND g.id = a.group_id \
    LEFT JOIN user_group_services s ON s.member_id = a.member_id AND s.group_id = a.group_id \
    WHERE a.member_id = $1 AND a.account_id = $2";

macro_rules! page {
    ($words:literal) => {
        concat!(
            "SELECT c.contract_number, s.code, s.category, s.name_ja, s.name_en, s.has_settings, \
             c.customer_number, c.group_number, c.site, c.status, c.status_since, c.memo, \
             c.status_rank, c.group_number IS NULL FROM contracts c \
             JOIN services s ON s.id = c.service_id WHERE c.member_id = $1 ",
            $words,
            " ORDER BY c.status_rank, c.contract_number LIMIT 11"
        )
    };
}

/// The rows of the first page and one more, what needs a look first.
pub(super) const PAGE: &str = page!("");

/// How many there are.
pub(super) const TOTAL: &str = "SELECT COUNT(*) FROM contracts WHERE member_id = $1";

/// The same for two words.
pub(super) const PAGE_OF_WORDS: &str =
    page!("AND c.search_text LIKE $2 ESCAPE '\\' AND c.search_text LIKE $3 ESCAPE '\\'");

/// How many rows two words find.
pub(super) const TOTAL_OF_WORDS: &str = "SELECT COUNT(*) FROM contracts WHERE member_id = $1 \
    AND search_text LIKE $2 ESCAPE '\\' AND search_text LIKE $3 ESCAPE '\\'";

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
