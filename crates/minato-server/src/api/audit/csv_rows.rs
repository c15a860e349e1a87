//! Events as rows of a spreadsheet, in the language of the reader.

use minato_types::audit::{AuditActorKind, AuditChange, AuditEvent, action_words, field_words};
use minato_types::rules::japan_time;
use minato_types::values::Language;

use crate::http::csv::Table;

/// The names of the columns.
pub(super) const fn head(language: Language) -> [&'static str; 8] {
    match language {
        Language::Ja => [
            "番号",
            "日時(日本時間)",
            "操作した人",
            "操作",
            "対象",
            "変更内容",
            "補足",
            "ダイジェスト",
        ],
        Language::En => [
            "Number",
            "Time (Japan time)",
            "Who",
            "What",
            "Subject",
            "Changes",
            "Details",
            "Digest",
        ],
    }
}

/// Adds an event.
pub(super) fn add(table: &mut Table, event: &AuditEvent, language: Language) {
    let at = event.at.with_timezone(&japan_time::offset());
    let subject = event.subject.as_ref().and_then(|s| s.label.clone());
    let changes = event.changes.iter().map(|one| change(one, language));
    let changes: Vec<String> = changes.collect();
    let details = match (&event.text, event.text_removed) {
        (Some(text), _) => text.clone(),
        (None, true) => removed(language).to_owned(),
        (None, false) => String::new(),
    };
    table.row([
        event.seq.to_string(),
        at.format("%Y-%m-%d %H:%M:%S").to_string(),
        actor(event, language),
        action_words(event.action, language).to_owned(),
        subject.unwrap_or_default(),
        changes.join("; "),
        details,
        event.digest.clone(),
    ]);
}

/// By name, by id where there is none, and staff of the carrier by what they are.
fn actor(event: &AuditEvent, language: Language) -> String {
    let actor = &event.actor;
    let word = match (actor.kind, language) {
        (AuditActorKind::Account | AuditActorKind::ApiClient, _) => {
            let known = actor.name.clone().or_else(|| actor.id.clone());
            return known.unwrap_or_default();
        }
        (AuditActorKind::Operator, Language::Ja) => "当社",
        (AuditActorKind::Operator, Language::En) => "Operator",
        (AuditActorKind::CommandLine, Language::Ja) => "当社(システム)",
        (AuditActorKind::CommandLine, Language::En) => "Operator (system)",
        (AuditActorKind::Nobody, Language::Ja) => "未ログイン",
        (AuditActorKind::Nobody, Language::En) => "Not signed in",
    };
    word.to_owned()
}

/// `適用日: 2026-09-24 → 2026-09-25`
fn change(change: &AuditChange, language: Language) -> String {
    let field = field_words(change.field, language);
    let item = change.item.as_ref();
    let item = item.map(|item| format!(" {item}")).unwrap_or_default();
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let (before, after) = (value(&change.before), value(&change.after));
    format!("{field}{item}: {before} → {after}")
}

const fn removed(language: Language) -> &'static str {
    match language {
        Language::Ja => "(保存期間終了)",
        Language::En => "(removed after its time)",
    }
}
