//! H4: whoever changes, removes, moves or adds anything is found out.

use chrono::DateTime;
use minato_db::TenantScope;
use minato_db::audit::chain::{Chain, StoredEvent};
use minato_test::execute;

use super::{faults, record, scope_of, stored};
use crate::app::TestApp;
use crate::people::JIRO;

/// How many entries are tampered with.
const ENTRIES: usize = 1_000;

/// A server on which Jiro's member has a chain of so many events.
async fn with_chain(count: usize) -> (TestApp, TenantScope, Vec<StoredEvent>) {
    let app = TestApp::start().await;
    let scope = scope_of(&app.app.db, JIRO.member_number).await;
    let known = stored(&app.app.db, scope).await.len();
    record(&app, JIRO.member_number, count - known).await;
    let chain = stored(&app.app.db, scope).await;
    assert_eq!(chain.len(), count);
    assert_eq!(faults(&app).await, [""; 0]);
    (app, scope, chain)
}

/// Every way to change one byte of a text, or one bit of a number.
fn flipped(event: &StoredEvent) -> Vec<(&'static str, StoredEvent)> {
    type Column = fn(&mut StoredEvent) -> Option<&mut String>;
    let columns: [(&str, Column); 8] = [
        ("member_id", |e| Some(&mut e.member_id)),
        ("actor_kind", |e| Some(&mut e.actor_kind)),
        ("actor_id", |e| e.actor_id.as_mut()),
        ("action", |e| Some(&mut e.action)),
        ("subject_id", |e| e.subject_id.as_mut()),
        ("text_digest", |e| e.text_digest.as_mut()),
        ("previous_digest", |e| Some(&mut e.previous_digest)),
        ("digest", |e| Some(&mut e.digest)),
    ];
    let mut all = Vec::new();
    for (name, column) in columns {
        let length = column(&mut event.clone()).map_or(0, |text| text.len());
        for place in 0..length {
            let mut changed = event.clone();
            let text = column(&mut changed).unwrap();
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            *text = String::from_utf8(bytes).unwrap();
            all.push((name, changed));
        }
    }
    for bit in 0..63 {
        let mut changed = event.clone();
        changed.seq ^= 1 << bit;
        all.push(("seq", changed));
    }
    for bit in 0..53 {
        let micros = event.at.and_utc().timestamp_micros() ^ (1 << bit);
        let mut changed = event.clone();
        changed.at = DateTime::from_timestamp_micros(micros).unwrap().naive_utc();
        all.push(("at", changed));
    }
    // What is missing is another thing than what is empty.
    let optional: [fn(&mut StoredEvent) -> &mut Option<String>; 3] = [
        |e| &mut e.actor_id,
        |e| &mut e.subject_id,
        |e| &mut e.text_digest,
    ];
    for column in optional {
        let mut changed = event.clone();
        let value = column(&mut changed);
        *value = match value {
            Some(_) => None,
            None => Some(String::new()),
        };
        all.push(("missing", changed));
    }
    all
}

#[actix_web::test]
async fn a_flipped_byte_of_any_of_a_thousand_entries_is_found() {
    let (app, _, chain) = with_chain(ENTRIES).await;
    let (mut tried, mut found) = (0_usize, 0_usize);
    let mut per_column = std::collections::BTreeMap::<&str, usize>::new();
    let mut judged = Chain::whole();
    for event in &chain {
        for (column, changed) in flipped(event) {
            tried += 1;
            *per_column.entry(column).or_default() += 1;
            // What comes before is as it was, so this is what a walk from the start finds.
            found += usize::from(judged.clone().step(&changed).is_err());
        }
        judged.step(event).unwrap();
    }
    println!(
        "entries {}, flips {tried}, found {found}: {per_column:?}",
        chain.len()
    );
    assert_eq!(found, tried);
    assert!(tried > 250_000, "{tried}");
    assert_eq!(per_column.len(), 11);
    app.finish().await;
}

/// The same in the database, found by what `minato audit verify` runs.
#[actix_web::test]
async fn a_row_that_is_changed_in_the_database_is_found() {
    let (app, scope, chain) = with_chain(200).await;
    let member = scope.member();
    let other = |text: &str, place: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[place] = if bytes[place] == b'a' { b'b' } else { b'a' };
        String::from_utf8(bytes).unwrap()
    };
    let mut found = 0;
    for (n, event) in chain.iter().enumerate() {
        let place = |text: &str| n % text.len();
        let optional = |name: &str, text: &Option<String>| {
            let text = text.as_ref().filter(|text| !text.is_empty())?;
            let changed = other(text, place(text));
            Some((name.to_owned(), format!("'{text}'"), format!("'{changed}'")))
        };
        let text = |name: &str, text: &str| optional(name, &Some(text.to_owned()));
        let kind = if event.actor_kind == "nobody" {
            "operator"
        } else {
            "nobody"
        };
        let kind = (
            "actor_kind".to_owned(),
            format!("'{}'", event.actor_kind),
            format!("'{kind}'"),
        );
        let changes = [
            Some(kind),
            optional("actor_id", &event.actor_id),
            text("action", &event.action),
            optional("subject_id", &event.subject_id),
            optional("text_digest", &event.text_digest),
            text("previous_digest", &event.previous_digest),
            text("digest", &event.digest),
        ];
        let changes: Vec<_> = changes.into_iter().flatten().collect();
        let (column, before, after) = &changes[n % changes.len()];
        let set = |value: &str| {
            let seq = event.seq;
            format!(
                "UPDATE audit_events SET {column} = {value} \
                 WHERE member_id = '{member}' AND seq = {seq}"
            )
        };
        execute(&app.app.db, set(after)).await;
        let told = faults(&app).await;
        assert!(!told.is_empty(), "{column} of event {}", event.seq);
        assert!(
            told[0].contains(&format!("event {}", event.seq)),
            "{told:?}"
        );
        found += 1;
        execute(&app.app.db, set(before)).await;
    }
    assert_eq!(found, 200);
    // A text that is not what its digest says.
    execute(
        &app.app.db,
        format!("UPDATE audit_texts SET text = 'forged' WHERE member_id = '{member}'"),
    )
    .await;
    let texts = chain.iter().filter(|event| event.text_digest.is_some());
    assert_eq!(faults(&app).await.len(), texts.count());
}

#[actix_web::test]
async fn an_event_that_is_removed_moved_or_added_is_found() {
    let (app, scope, chain) = with_chain(60).await;
    let member = scope.member();
    let columns =
        "at, actor_kind, actor_id, action, subject_id, text_digest, previous_digest, digest";
    let (mut tried, mut found) = (0, 0);
    let mut attack = async |change: Vec<String>, undo: Vec<String>| {
        for statement in change {
            execute(&app.app.db, statement).await;
        }
        tried += 1;
        found += usize::from(!faults(&app).await.is_empty());
        for statement in undo {
            execute(&app.app.db, statement).await;
        }
    };
    let place = |from: i64, to: i64| {
        format!("UPDATE audit_events SET seq = {to} WHERE member_id = '{member}' AND seq = {from}")
    };
    let head =
        |seq: i64| format!("UPDATE audit_heads SET seq = {seq} WHERE member_id = '{member}'");
    // All from here on take other places, by a way round that nobody is on.
    let shift = |from: i64, by: i64| {
        [
            format!(
                "UPDATE audit_events SET seq = -100000 - (seq + {by}) \
                 WHERE member_id = '{member}' AND seq >= {from}"
            ),
            format!(
                "UPDATE audit_events SET seq = -100000 - seq \
                 WHERE member_id = '{member}' AND seq < -90000"
            ),
        ]
    };
    for event in &chain {
        let seq = event.seq;
        // Removed: it stands where nobody looks.
        attack(vec![place(seq, -seq)], vec![place(-seq, seq)]).await;
        // Moved: it changes places with the next.
        if seq < 60 {
            let swap = vec![place(seq, -1), place(seq + 1, seq), place(-1, seq + 1)];
            attack(swap.clone(), swap).await;
        }
        // Added: once more at the end, with and without the head.
        let add = format!(
            "INSERT INTO audit_events (member_id, seq, {columns}) \
             SELECT member_id, 61, {columns} FROM audit_events \
             WHERE member_id = '{member}' AND seq = {seq}"
        );
        let remove = format!("DELETE FROM audit_events WHERE member_id = '{member}' AND seq = 61");
        attack(vec![add.clone()], vec![remove.clone()]).await;
        attack(vec![add, head(61)], vec![remove, head(60)]).await;
        // Removed, and all behind it move up.
        let mut change = vec![place(seq, -seq)];
        change.extend(shift(seq + 1, -1));
        change.push(head(59));
        let mut undo = shift(seq, 1).to_vec();
        undo.extend([place(-seq, seq), head(60)]);
        attack(change, undo).await;
        // Put in between: all from it on move down, and it stands there twice.
        let mut change = shift(seq, 1).to_vec();
        change.push(format!(
            "INSERT INTO audit_events (member_id, seq, {columns}) \
             SELECT member_id, {seq}, {columns} FROM audit_events \
             WHERE member_id = '{member}' AND seq = {seq} + 1"
        ));
        change.push(head(61));
        let mut undo = vec![format!(
            "DELETE FROM audit_events WHERE member_id = '{member}' AND seq = {seq}"
        )];
        undo.extend(shift(seq + 1, -1));
        undo.push(head(60));
        attack(change, undo).await;
    }
    println!("attacks {tried}, found {found}");
    assert_eq!((tried, found), (359, 359));
    assert_eq!(faults(&app).await, [""; 0], "everything is as it was");
    app.finish().await;
}
