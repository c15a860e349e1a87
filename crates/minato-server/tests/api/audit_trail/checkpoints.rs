//! H4: whoever cuts the end off or replaces everything is found out by a checkpoint that is kept
//! elsewhere.

use std::path::Path;

use chrono::TimeDelta;
use minato_db::audit::chain::StoredEvent;
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
    let hex: Vec<String> = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.concat()
}

/// Rewrites the whole chain and its head so that they agree with each other.
async fn replace_all(app: &TestApp, scope: TenantScope, chain: &[StoredEvent]) {
    let member = scope.member();
    let mut previous = String::new();
    for event in chain {
        let mut forged = event.clone();
        if event.seq == 2 {
            "nobody".clone_into(&mut forged.actor_kind);
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
