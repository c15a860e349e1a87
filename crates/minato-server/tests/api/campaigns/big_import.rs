//! Ten thousand accounts by one file, and how long others wait for it: whoever writes waits for
//! the one transaction that opens them all.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use minato_db::DbError;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::members;
use minato_types::audit::AuditAction;
use minato_types::imports::ImportFileQuery;
use minato_types::values::MemberNumber;

use crate::app::TestApp;
use crate::operators::operator;
use crate::people::JIRO;

const ACCOUNTS: u32 = 10_000;

/// The longest that somebody may wait who writes something else.
const LONGEST: Duration = Duration::from_secs(2);

/// How often others write meanwhile.
const PAUSE: Duration = Duration::from_millis(10);

/// What others saw.
#[derive(Debug, Default)]
struct Tally {
    writes: u32,
    longest: Duration,
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn nobody_waits_for_more_than_two_seconds_while_ten_thousand_accounts_are_imported() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let query = ImportFileQuery {
        kind: "accounts".into(),
    };
    let (table, over) = (table(), AtomicBool::new(false));
    let importing = async {
        let made = client.import_file(&query, &table, "k").await.unwrap();
        assert_eq!(made.value.rows_applied, ACCOUNTS);
        over.store(true, Ordering::Relaxed);
    };
    let (begin, watching) = (Instant::now(), watch(&app, &over));
    let ((), seen) = tokio::join!(importing, watching);
    println!(
        "{ACCOUNTS} accounts took {:?}; {} other writes meanwhile, the longest {:?}",
        begin.elapsed(),
        seen.writes,
        seen.longest
    );
    assert!(seen.writes > 0, "nobody else wrote");
    assert!(seen.longest <= LONGEST, "{seen:?}");
    // Its mails, some at a time, are looked at elsewhere: ten thousand are none of ours.
}

fn table() -> String {
    let mut table = "memberNumber,name,role,email,department,phone,validUntil\r\n".to_owned();
    for place in 0..ACCOUNTS {
        let member = JIRO.member_number;
        let row = format!("{member},港 {place},user,p{place}@import.example,総務部,,\r\n");
        table.push_str(&row);
    }
    table
}

/// Writes into the trail of the same member again and again until the import is over.
async fn watch(app: &TestApp, over: &AtomicBool) -> Tally {
    let mut tally = Tally::default();
    while !over.load(Ordering::Relaxed) {
        tally.longest = tally.longest.max(write(app).await);
        tally.writes += 1;
        tokio::time::sleep(PAUSE).await;
    }
    tally
}

/// How long one write took from the call to its last statement, whichever thread comes next.
async fn write(app: &TestApp) -> Duration {
    let begin = Instant::now();
    let written: Result<Duration, DbError> = app
        .app
        .db
        .write(move |tx| {
            let number = MemberNumber::parse(JIRO.member_number).unwrap();
            let (scope, _) = members::find_by_number(tx, &number)?.unwrap();
            let event = NewAuditEvent {
                actor: Actor::Nobody,
                action: AuditAction::SignedOut,
                subject: Some(tx.new_id().to_string()),
                text: None,
            };
            audit::record(tx, scope, &event)?;
            Ok(begin.elapsed())
        })
        .await;
    written.unwrap()
}
