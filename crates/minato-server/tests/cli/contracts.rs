//! `minato contract import`: a file of 20,000 rows, killed in the middle, while others write.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::contract_imports;
use minato_db::models::contracts::registered;
use minato_db::models::members::{self, NewMember};
use minato_db::models::services::{self, NewService};
use minato_db::{DbError, OperatorPrincipal, TenantScope};
use minato_types::audit::AuditAction;
use minato_types::page::PageQuery;
use minato_types::rules::password::PasswordPolicy;
use minato_types::services::ServiceCategory;
use minato_types::values::MemberNumber;
use uuid::Uuid;

use crate::desk::{Desk, read};

const MEMBERS: usize = 20;
const ROWS: usize = 20_000;

/// The longest that another writer may wait.
const PATIENCE: Duration = Duration::from_secs(2);

/// Members and a service.
async fn population(desk: &Desk) -> Vec<TenantScope> {
    let made: Result<_, DbError> = desk
        .db
        .write(|tx| {
            services::insert(
                tx,
                &NewService {
                    code: "vpn".into(),
                    category: ServiceCategory::Network,
                    name_ja: "閉域VPN".into(),
                    name_en: "Closed VPN".into(),
                    has_settings: false,
                    position: 1,
                },
            )?;
            let mut scopes = Vec::new();
            for n in 0..MEMBERS {
                let scope = members::insert(
                    tx,
                    &NewMember {
                        member_number: MemberNumber::parse(&member(n)).unwrap(),
                        name: format!("会社{n}"),
                        postal_code: None,
                        address: "東京都港区".into(),
                        contracted_ports: 0,
                        closing_day: 20,
                        two_step: true,
                        password_policy: PasswordPolicy::Standard,
                    },
                )?;
                audit::begin(tx, scope)?;
                scopes.push(scope);
            }
            Ok(scopes)
        })
        .await;
    made.unwrap()
}

fn member(n: usize) -> String {
    format!("M55-{n:05}")
}

/// A table in no order: members take turns.
fn table(rows: usize) -> String {
    let head =
        "memberNumber,contractNumber,service,customerNumber,site,appliedOn,providedOn,memo\n";
    let rows = (0..rows).map(|n| {
        let member = member(n % MEMBERS);
        format!("{member},N{n:09},vpn,C{n},第{n}営業所,2026-03-02,2026-04-01,メモ\n")
    });
    [head.to_owned(), rows.collect()].concat()
}

/// How many contracts the members have, and how many of them were ever changed.
async fn standing(desk: &Desk, scopes: &[TenantScope]) -> (u64, usize) {
    let scopes = scopes.to_vec();
    read(desk, move |tx| {
        let own = OperatorPrincipal {
            operator: Uuid::nil(),
        };
        let page = PageQuery {
            page: 1,
            page_size: 10_000,
        };
        let (mut total, mut changed) = (0, 0);
        for scope in scopes {
            let (rows, count) = registered::list(tx, own, scope, &[], page)?;
            total += count;
            changed += rows.iter().filter(|(row, _)| row.version != 1).count();
        }
        Ok((total, changed))
    })
    .await
}

/// Writes to the trail of a member whose contracts come, until told to stop; answers how often,
/// and how long it waited at most.
async fn write_meanwhile(
    desk: &Desk,
    scope: TenantScope,
    stop: &std::sync::atomic::AtomicBool,
) -> (u32, Duration) {
    let (mut writes, mut longest) = (0, Duration::ZERO);
    while !stop.load(std::sync::atomic::Ordering::SeqCst) {
        let begun = Instant::now();
        let written: Result<(), DbError> = desk
            .db
            .write(move |tx| {
                let event = NewAuditEvent {
                    actor: Actor::CommandLine,
                    action: AuditAction::MemberChanged,
                    subject: None,
                    text: None,
                };
                audit::record(tx, scope, &event)
            })
            .await;
        written.unwrap();
        longest = longest.max(begun.elapsed());
        writes += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (writes, longest)
}

#[actix_web::test]
async fn an_import_that_is_killed_and_run_again_gives_no_doubles_and_nobody_waits_long() {
    let desk = Desk::new().await;
    let scopes = population(&desk).await;
    let file = desk.file("contracts.csv", table(ROWS).as_bytes());
    let words = ["contract", "import", file.to_str().unwrap()];
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (applied, writer) = tokio::join!(
        async {
            let applied = kill_in_the_middle(&desk, &words).await;
            let begun = Instant::now();
            let mut again = desk.command(&words);
            let told = tokio::task::spawn_blocking(move || again.output().unwrap());
            let told = crate::desk::done(told.await.unwrap());
            assert!(
                told.contains(&format!("Imported {ROWS} contracts.")),
                "{told}"
            );
            println!("{ROWS} rows in {:?}", begun.elapsed());
            stop.store(true, std::sync::atomic::Ordering::SeqCst);
            applied
        },
        write_meanwhile(&desk, scopes[7], &stop),
    );
    let (writes, longest) = writer;
    println!("killed after {applied} rows; {writes} other writes, the longest waited {longest:?}");
    assert!(writes >= 20, "only {writes} writes");
    assert!(longest < PATIENCE, "somebody waited {longest:?}");
    assert_eq!(standing(&desk, &scopes).await, (ROWS as u64, 0));
    for scope in scopes {
        let (events, head) = read(&desk, move |tx| {
            Ok((audit::list(tx, scope)?, audit::head(tx, scope)?))
        })
        .await;
        audit::verify(&events, &head).unwrap();
    }
}

/// Begins the import and kills it when some rows have taken effect; answers how many.
async fn kill_in_the_middle(desk: &Desk, words: &[&str]) -> u32 {
    let mut command = desk.command(words);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let line = tokio::task::spawn_blocking(move || output.lines().next());
    let line = line.await.unwrap().unwrap().unwrap();
    let id = line.split(['(', ')']).nth(1).unwrap();
    let id: Uuid = id.parse().unwrap();
    let applied = async || {
        let found = read(desk, move |tx| contract_imports::find(tx, id)).await;
        found.unwrap().rows_applied
    };
    while applied().await < 2_000 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let applied = applied().await;
    assert!(
        (2_000..20_000).contains(&applied),
        "killed too late: {applied}"
    );
    applied
}

#[actix_web::test]
async fn a_file_with_faults_is_told_by_line_and_nothing_of_it_is_imported() {
    let desk = Desk::new().await;
    let scopes = population(&desk).await;
    let text = table(3).replace("M55-00001", "M55-99999");
    let file = desk.file("contracts.csv", text.as_bytes());
    let told = desk.refused(&["contract", "import", file.to_str().unwrap()]);
    assert!(told.contains("line 3, memberNumber"), "{told}");
    assert_eq!(standing(&desk, &scopes).await, (0, 0));
}
