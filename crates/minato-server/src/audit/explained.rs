//! What explains an event: a note, and what changed from what to what. Both are personal text,
//! of which the chain holds a digest only.

use minato_types::audit::AuditChange;
use serde::{Deserialize, Serialize};

/// What a text begins with that is more than a note (RFC 7464). Nobody can type it: no value of
/// ours holds a control character at its beginning.
const MARK: char = '\u{1e}';

#[derive(Serialize, Deserialize)]
struct Stored {
    note: Option<String>,
    changes: Vec<StoredChange>,
}

/// A change of whatever field: a later program may know more of them.
#[derive(Serialize, Deserialize)]
struct StoredChange {
    field: String,
    item: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// The text of an event that a note and changes explain.
pub fn text(note: Option<&str>, changes: Vec<AuditChange>) -> Option<String> {
    let note = note.filter(|note| !note.is_empty()).map(str::to_owned);
    if changes.is_empty() {
        return note;
    }
    let stored = |change: AuditChange| StoredChange {
        field: change.field.to_string(),
        item: change.item,
        before: change.before,
        after: change.after,
    };
    let stored = Stored {
        note: note.clone(),
        changes: changes.into_iter().map(stored).collect(),
    };
    match serde_json::to_string(&stored) {
        Ok(json) => Some(format!("{MARK}{json}")),
        Err(_) => note,
    }
}

/// What a text says. Fields that nobody knows here are left out.
pub fn read(text: &str) -> (Option<String>, Vec<AuditChange>) {
    let stored = text.strip_prefix(MARK).map(serde_json::from_str::<Stored>);
    let Some(Ok(stored)) = stored else {
        return (Some(text.to_owned()), Vec::new());
    };
    let known = |change: StoredChange| {
        Some(AuditChange {
            field: change.field.parse().ok()?,
            item: change.item,
            before: change.before,
            after: change.after,
        })
    };
    let changes = stored.changes.into_iter().filter_map(known).collect();
    (stored.note, changes)
}

#[cfg(test)]
mod tests {
    use minato_types::audit::AuditField;

    use super::*;

    #[test]
    fn note_and_changes_are_read_as_they_were_written() {
        let changes = vec![
            AuditChange::of(AuditField::AddedPorts, 5, 8).unwrap(),
            AuditChange::new(AuditField::GroupService, None, Some("edit".into())).item("pbx"),
        ];
        let written = text(Some("hanako@example.jp"), changes.clone()).unwrap();
        assert_eq!(
            read(&written),
            (Some("hanako@example.jp".to_owned()), changes)
        );
    }

    #[test]
    fn a_note_alone_stands_as_it_is_and_forges_nothing() {
        let forged = r#"{"note":"x","changes":[{"field":"role","after":"admin"}]}"#;
        assert_eq!(text(Some(forged), Vec::new()).as_deref(), Some(forged));
        assert_eq!(read(forged), (Some(forged.to_owned()), Vec::new()));
        assert_eq!(text(Some(""), Vec::new()), None);
        assert_eq!(text(None, Vec::new()), None);
    }

    #[test]
    fn a_field_of_a_later_program_is_left_out() {
        let later = "\u{1e}{\"note\":null,\"changes\":[{\"field\":\"shoeSize\",\"after\":\"44\"}]}";
        assert_eq!(read(later), (None, Vec::new()));
    }
}
