//! Contracts as rows of a spreadsheet, in the language of the reader.

use chrono::{NaiveDate, NaiveDateTime};
use minato_db::models::contracts::list::Row;
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::rules::japan_time;
use minato_types::values::Language;

use crate::http::csv::Table;

/// The names of the columns.
pub(super) const fn head(language: Language) -> [&'static str; 12] {
    match language {
        Language::Ja => [
            "ご契約番号",
            "グループ番号",
            "お客さま番号",
            "サービス名",
            "拠点",
            "運用状況",
            "運用状況の更新日時(日本時間)",
            "ごメモ",
            "権限",
            "お申込日",
            "提供開始日",
            "提供終了日",
        ],
        Language::En => [
            "Contract number",
            "Group number",
            "Customer number",
            "Service",
            "Site",
            "Status",
            "Status since (Japan time)",
            "Memo",
            "Permission",
            "Applied on",
            "Provided from",
            "Ends on",
        ],
    }
}

/// Adds a contract.
pub(super) fn add(table: &mut Table, row: &Row, language: Language) {
    let Row {
        contract, service, ..
    } = row;
    let service = match language {
        Language::Ja => &service.name_ja,
        Language::En => &service.name_en,
    };
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    table.row([
        contract.contract_number.0.to_string(),
        contract.group_number.clone().unwrap_or_default(),
        contract.customer_number.clone(),
        service.clone(),
        contract.site.clone(),
        status(contract.status.0, language).to_owned(),
        minute(contract.status_since),
        contract.memo.clone(),
        permission(row.permission, language).to_owned(),
        day(Some(contract.applied_on)),
        day(Some(contract.provided_on)),
        day(contract.ends_on),
    ]);
}

/// A time in Japan that spreadsheets read as one: `2026-09-17 14:30`.
fn minute(at: NaiveDateTime) -> String {
    let at = at.and_utc().with_timezone(&japan_time::offset());
    at.format("%Y-%m-%d %H:%M").to_string()
}

const fn status(status: ContractStatus, language: Language) -> &'static str {
    use ContractStatus as S;
    match (status, language) {
        (S::Abnormal, Language::Ja) => "異常",
        (S::Abnormal, Language::En) => "Abnormal",
        (S::Warning, Language::Ja) => "警告",
        (S::Warning, Language::En) => "Warning",
        (S::Unknown, Language::Ja) => "不明",
        (S::Unknown, Language::En) => "Unknown",
        (S::Unmonitored, Language::Ja) => "非監視",
        (S::Unmonitored, Language::En) => "Not monitored",
        (S::Normal, Language::Ja) => "正常",
        (S::Normal, Language::En) => "Normal",
    }
}

const fn permission(permission: ContractPermission, language: Language) -> &'static str {
    match (permission, language) {
        (ContractPermission::View, Language::Ja) => "閲覧",
        (ContractPermission::View, Language::En) => "View",
        (ContractPermission::Edit, Language::Ja) => "編集",
        (ContractPermission::Edit, Language::En) => "Edit",
    }
}
