//! Applications as rows of a spreadsheet, in the language of the reader.

use chrono::{DateTime, NaiveDateTime, Utc};
use minato_db::models::port_applications::PortApplication;
use minato_types::port_applications::PortApplicationState;
use minato_types::rules::japan_time;
use minato_types::values::Language;

use crate::http::csv::Table;

/// The names of the columns.
pub(super) const fn head(language: Language) -> [&'static str; 8] {
    match language {
        Language::Ja => [
            "申込番号",
            "適用日",
            "追加ポート数",
            "申込者",
            "申込日時(日本時間)",
            "更新日時(日本時間)",
            "状態",
            "申込期限",
        ],
        Language::En => [
            "Number",
            "Effective date",
            "Added ports",
            "Applicant",
            "Applied (Japan time)",
            "Updated (Japan time)",
            "State",
            "Deadline",
        ],
    }
}

/// Adds an application as it stands at `now`.
pub(super) fn add(
    table: &mut Table,
    row: &PortApplication,
    now: DateTime<Utc>,
    language: Language,
) {
    table.row([
        row.number().to_string(),
        row.effective_date.to_string(),
        row.added_ports.to_string(),
        row.applicant_name.0.to_string(),
        minute(row.submitted_at),
        minute(row.updated_at),
        state(row.state_at(now), language).to_owned(),
        row.deadline_on.to_string(),
    ]);
}

/// A time in Japan that spreadsheets read as one: `2026-09-17 14:30`.
fn minute(at: NaiveDateTime) -> String {
    let at = at.and_utc().with_timezone(&japan_time::offset());
    at.format("%Y-%m-%d %H:%M").to_string()
}

const fn state(state: PortApplicationState, language: Language) -> &'static str {
    use PortApplicationState as S;
    match (state, language) {
        (S::Accepted, Language::Ja) => "受付",
        (S::Accepted, Language::En) => "Accepted",
        (S::Fixed, Language::Ja) => "確定",
        (S::Fixed, Language::En) => "Fixed",
        (S::Provisioned, Language::Ja) => "手配済",
        (S::Provisioned, Language::En) => "Provisioned",
        (S::Finished, Language::Ja) => "終了",
        (S::Finished, Language::En) => "Finished",
        (S::Cancelled, Language::Ja) => "キャンセル",
        (S::Cancelled, Language::En) => "Cancelled",
    }
}
