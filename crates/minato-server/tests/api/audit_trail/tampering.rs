//! H4: whoever changes, removes, moves or adds anything is found out; whoever cuts the end off
//! or replaces everything, by a checkpoint that is kept elsewhere.

use std::path::Path;

use chrono::{DateTime, TimeDelta};
use minato_db::audit::chain::{Chain, StoredEvent};
use minato_db::audit::checkpoints::{self, Checkpoint};
use minato_db::{DbError, TenantScope};
use minato_server::audit::checkpoint::CheckpointKey;
use minato_server::audit::kept::{self, Kept};
use minato_server::jobs::audit_checkpoints;
use minato_test::execute;
use sha2::Digest as _;

use super::{check, faults, record, scope_of, stored};
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
            let text = text.as_ref()?;
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
        let head =
            |seq: i64| format!("UPDATE audit_heads SET seq = {seq} WHERE member_id = '{member}'");
        attack(vec![add.clone()], vec![remove.clone()]).await;
        attack(vec![add, head(61)], vec![remove, head(60)]).await;
    }
    println!("attacks {tried}, found {found}");
    assert_eq!((tried, found), (239, 239));
    assert_eq!(faults(&app).await, [""; 0], "everything is as it was");
    app.finish().await;
}

/// What somebody computes who has the database and not the key: our own rule, written anew.
fn digest_of(event: &StoredEvent) -> String {
    let mut bytes = Vec::new();
    for part in [
        event.member_id.clone(),
        event.seq.to_string(),
        event.at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
        event.actor_kind.clone(),
        event.actor_id.clone().unwrap_or_default(),
        event.action.clone(),
        event.subject_id.clone().unwrap_or_default(),
        event.text_digest.clone().unwrap_or_default(),
        event.previous_digest.clone(),
    ] {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    let hash = sha2::Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Rewrites the whole chain and its head so that they agree with each other.
async fn replace_all(app: &TestApp, scope: TenantScope, chain: &[StoredEvent]) {
    let member = scope.member();
    let mut previous = String::new();
    for event in chain {
        let mut forged = event.clone();
        if event.seq == 2 {
            forged.actor_kind = "nobody".to_owned();
            forged.actor_id = None;
        }
        forged.previous_digest = previous;
        forged.digest = digest_of(&forged);
        let actor = forged
            .actor_id
            .map_or("NULL".to_owned(), |id| format!("'{id}'"));
        let statement = format!(
            "UPDATE audit_events SET actor_kind = '{}', actor_id = {actor}, \
             previous_digest = '{}', digest = '{}' WHERE member_id = '{member}' AND seq = {}",
            forged.actor_kind, forged.previous_digest, forged.digest, forged.seq
        );
        execute(&app.app.db, statement).await;
        previous = forged.digest;
    }
    let head = format!("UPDATE audit_heads SET digest = '{previous}' WHERE member_id = '{member}'");
    execute(&app.app.db, head).await;
}

/// A server that keeps its checkpoints in a file, with a chain of which some is closed.
async fn with_checkpoints(file: &Path) -> (TestApp, TenantScope, Vec<StoredEvent>) {
    let path = file.to_owned();
    let app = TestApp::start_with(move |settings| {
        settings.audit.checkpoint_file = Some(path);
    })
    .await;
    let scope = scope_of(&app.app.db, JIRO.member_number).await;
    for _ in 0..3 {
        record(&app, JIRO.member_number, 20).await;
        assert!(audit_checkpoints::make(&app.app).await.unwrap() > 0);
        // Nothing grew: nothing is made.
        assert_eq!(audit_checkpoints::make(&app.app).await.unwrap(), 0);
        app.pass(TimeDelta::seconds(60));
    }
    let chain = stored(&app.app.db, scope).await;
    (app, scope, chain)
}

fn read(app: &TestApp, file: &Path) -> Kept {
    let key = CheckpointKey::derive(&app.app.settings.secret_key);
    let mut kept = Kept::default();
    kept.read(file, &key).unwrap();
    kept
}

async fn told(app: &TestApp, file: &Path) -> Vec<String> {
    let report = check(app, read(app, file)).await;
    report.faults.iter().map(ToString::to_string).collect()
}

#[actix_web::test]
async fn a_cut_end_is_found_by_a_checkpoint_and_if_all_are_gone_by_a_kept_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoints.jsonl");
    let (app, scope, chain) = with_checkpoints(&file).await;
    let lines = read(&app, &file).lines;
    assert!(lines >= 4, "{lines}");
    assert_eq!(told(&app, &file).await, [""; 0]);
    let (member, last) = (scope.member(), &chain[chain.len() - 6]);
    for statement in [
        format!(
            "DELETE FROM audit_events WHERE member_id = '{member}' AND seq > {}",
            last.seq
        ),
        format!(
            "UPDATE audit_heads SET seq = {}, digest = '{}' WHERE member_id = '{member}'",
            last.seq, last.digest
        ),
    ] {
        execute(&app.app.db, statement).await;
    }
    let without = faults(&app).await;
    assert!(
        without[0].contains("the end is missing: a checkpoint"),
        "{without:?}"
    );
    // Whoever removes the checkpoint too is found out by the one that he cannot reach alone.
    execute(
        &app.app.db,
        format!("DELETE FROM audit_checkpoints WHERE member_id = '{member}'"),
    )
    .await;
    assert_eq!(
        faults(&app).await,
        [""; 0],
        "nothing in the database tells it"
    );
    let with = told(&app, &file).await;
    assert!(
        with[0].contains("the end is missing: a kept checkpoint"),
        "{with:?}"
    );
}

#[actix_web::test]
async fn a_chain_that_is_replaced_as_a_whole_is_found_by_a_kept_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoints.jsonl");
    let (app, scope, chain) = with_checkpoints(&file).await;
    replace_all(&app, scope, &chain).await;
    let without = faults(&app).await;
    assert!(
        without[0].contains("its checkpoint says otherwise"),
        "{without:?}"
    );
    // Without the key a checkpoint of the forged chain cannot be signed.
    let member = scope.member();
    execute(
        &app.app.db,
        format!(
            "UPDATE audit_checkpoints SET digest = (SELECT e.digest FROM audit_events e WHERE \
             e.member_id = audit_checkpoints.member_id AND e.seq = audit_checkpoints.seq) \
             WHERE member_id = '{member}'"
        ),
    )
    .await;
    let without = faults(&app).await;
    assert!(
        without[0].contains("the signature of its checkpoint is wrong"),
        "{without:?}"
    );
    execute(&app.app.db, "DELETE FROM audit_checkpoints".to_owned()).await;
    assert_eq!(
        faults(&app).await,
        [""; 0],
        "nothing in the database tells it"
    );
    let with = told(&app, &file).await;
    assert_eq!(with.len(), 3, "each checkpoint tells it: {with:?}");
    assert!(with[0].contains("the chain was replaced"), "{with:?}");
}

#[actix_web::test]
async fn a_chain_that_is_gone_and_a_line_that_is_forged_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoints.jsonl");
    let (app, scope, _) = with_checkpoints(&file).await;
    let made: Result<Vec<Checkpoint>, DbError> = app
        .app
        .db
        .read(move |tx| checkpoints::between(tx, scope, 0, i64::MAX))
        .await;
    let mut forged = made.unwrap().pop().unwrap();
    forged.digest = "0".repeat(64);
    // A line that was not written to its end, and lines of a log beside it.
    std::fs::OpenOptions::new()
        .append(true)
        .open(&file)
        .and_then(|mut open| {
            std::io::Write::write_all(&mut open, b"{\"target\":\"other\"}\n{\"torn")
        })
        .unwrap();
    let before = read(&app, &file);
    assert!(before.faults.is_empty());
    kept::append(&file, &[forged]).unwrap();
    let after = read(&app, &file);
    assert_eq!(
        after.lines,
        before.lines + 1,
        "it stands on a line of its own"
    );
    assert!(after.faults[0].contains("signature"), "{:?}", after.faults);

    let member = scope.member();
    for table in ["audit_checkpoints", "audit_texts", "audit_events"] {
        execute(
            &app.app.db,
            format!("DELETE FROM {table} WHERE member_id = '{member}'"),
        )
        .await;
    }
    let told_of = told(&app, &file).await;
    assert!(
        told_of
            .iter()
            .any(|fault| fault.contains("event 0: the end is missing")
                || fault.contains("event 0: the chain must end")),
        "{told_of:?}"
    );
    execute(
        &app.app.db,
        format!("DELETE FROM audit_heads WHERE member_id = '{member}'"),
    )
    .await;
    let told_of = told(&app, &file).await;
    assert!(
        told_of.iter().any(|fault| fault.contains("and it is gone")),
        "{told_of:?}"
    );
    assert!(
        told_of
            .iter()
            .any(|fault| fault.contains("there is no chain"))
    );
}
