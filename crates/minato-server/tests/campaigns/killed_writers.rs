//! kill -9 while 64 writers write, people and programs, in two members: every chain of the trail
//! is whole, has one end and no gap, and whatever was changed has its event, once.

use std::collections::BTreeMap;
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use minato_client::Client;
use minato_db::audit::AuditEvent;
use minato_db::models::{accounts, contracts};
use minato_db::{DbError, OperatorPrincipal, ReadTx, TenantScope, audit};
use minato_test::{Story, TestDb, execute};
use minato_types::api_clients::{AddApiClientRequest, ApiScope};
use minato_types::audit::AuditAction;
use minato_types::contracts::UpdateContractMemoRequest;
use minato_types::port_applications::PortApplicationEventKind as Kind;
use minato_types::values::PortApplicationNumber;
use tokio::task::JoinHandle;

use crate::applicants::{self, Progress};
use crate::group_admin::{GroupAdmin, service};
use crate::kill::rename;
use crate::mail_server::MailServer;
use crate::population::{self, Population, signed_in};
use crate::programs::{Program, wish};
use crate::rights_office::{self, ADMIN, CONTRACTS, TELEPHONES, number};
use crate::server_process::Plan;

const KILLS: usize = 6;

/// People who rename themselves, people who apply for ports, programs that write memos.
const RENAMERS: usize = 24;
const APPLICANTS: usize = 24;
const PROGRAMS: usize = 16;

/// What must be acknowledged between two deaths.
const LEAST_PER_ROUND: usize = 64;
const LONGEST_ROUND: Duration = Duration::from_secs(10);

/// How long a writer waits for a server that is away.
const PAUSE: Duration = Duration::from_millis(20);

/// What was acknowledged.
#[derive(Default)]
struct Journal {
    renamed: AtomicUsize,
    memos: AtomicUsize,
    applicants: Arc<Progress>,
    stop: AtomicBool,
}

impl Journal {
    fn acknowledged(&self) -> usize {
        let applied = &self.applicants.applied;
        [&self.renamed, &self.memos, applied]
            .map(|count| count.load(Ordering::SeqCst))
            .iter()
            .sum()
    }

    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::SeqCst)
    }
}

#[actix_web::test]
async fn no_death_under_sixty_four_writers_leaves_a_gap_in_the_trail_or_a_change_without_its_event()
{
    let (database, folder) = (TestDb::new().await, tempfile::tempdir().unwrap());
    let mails = MailServer::start();
    let people = population::populate(database.url(), RENAMERS + APPLICANTS).await;
    rights_office::open(&people, 0).await;
    rights_office::admit_programs(&people).await;
    let file = folder.path().join("checkpoints.jsonl");
    let file = file.to_str().unwrap();
    let plan = Plan::new(database.url(), mails.url());
    let environment = [
        ("MINATO_AUDIT_CHECKPOINT_FILE", file.to_owned()),
        ("MINATO_CLIENT_CALLS", "1000000".to_owned()),
    ];
    let (mut server, _) = plan.start_in(&environment).await;
    let journal = Arc::new(Journal::default());
    let mut writers = start_programs(&plan, &mails, &journal).await;
    writers.extend(start_people(&plan, &journal).await);
    assert_eq!(writers.len(), 64);
    for round in 0..KILLS {
        work(&journal, round).await;
        server.kill();
        // What the dead one has written is closed by a checkpoint, for the last look.
        let closed = plan.run(&["audit", "checkpoint"], &environment);
        assert!(closed.status.success(), "{closed:?}");
        server = plan.start_in(&environment).await.0;
    }
    journal.stop.store(true, Ordering::SeqCst);
    journal.applicants.stop.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    drop(server);

    let verify = || plan.run(&["audit", "verify", "--checkpoints", file], &environment);
    let told = said(&verify());
    println!(
        "kills {KILLS}, acknowledged: names {}, steps of applications {} (tried again {}), memos \
         {}; {told}",
        journal.renamed.load(Ordering::SeqCst),
        journal.applicants.applied.load(Ordering::SeqCst),
        journal.applicants.repeated.load(Ordering::SeqCst),
        journal.memos.load(Ordering::SeqCst),
    );
    assert!(told.contains("Nothing is wrong."), "{told}");
    every_change_has_its_event(&people, &journal).await;
    a_fork_would_be_seen(&people, &verify).await;
}

/// What a program says that ended well.
#[track_caller]
fn said(ended: &Output) -> String {
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{told}{errors}");
    told
}

/// Lets everybody work for a while, never for the same time.
async fn work(journal: &Journal, round: usize) {
    let (started, before) = (Instant::now(), journal.acknowledged());
    tokio::time::sleep(Duration::from_millis(200 + (round as u64 * 137) % 300)).await;
    while journal.acknowledged() - before < LEAST_PER_ROUND {
        assert!(started.elapsed() < LONGEST_ROUND, "nobody gets anywhere");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn start_people(plan: &Plan, journal: &Arc<Journal>) -> Vec<JoinHandle<()>> {
    let mut tasks = Vec::new();
    for person in 0..RENAMERS + APPLICANTS {
        let client = signed_in(&plan.origin(), person).await;
        let journal = Arc::clone(journal);
        tasks.push(if person < RENAMERS {
            actix_web::rt::spawn(write_names(client, journal))
        } else {
            let progress = Arc::clone(&journal.applicants);
            actix_web::rt::spawn(async move {
                applicants::apply(client, person, progress).await;
            })
        });
    }
    tasks
}

/// The programs of the other member, several at each contract.
async fn start_programs(
    plan: &Plan,
    mails: &MailServer,
    journal: &Arc<Journal>,
) -> Vec<JoinHandle<()>> {
    let client = rights_office::signed_in(&plan.origin(), mails, ADMIN).await;
    let admin = GroupAdmin { client };
    let group = admin.make_group("programs").await;
    admin.set_range(&group, &service(TELEPHONES, "edit")).await;
    let scopes = [ApiScope::ContractsRead, ApiScope::ContractsWrite];
    let mut tasks = Vec::new();
    for n in 0..PROGRAMS {
        let wish = AddApiClientRequest {
            group_ids: vec![group.value.id.0],
            ..wish(&format!("program {n}"), &scopes)
        };
        let program = Program::make(&admin.client, &wish).await;
        let client = Client::new(&plan.origin());
        let bought = client.authenticate(program.client_id(), program.secret());
        bought.await.unwrap();
        let journal = Arc::clone(journal);
        tasks.push(actix_web::rt::spawn(write_memos(client, n, journal)));
    }
    tasks
}

/// Renames a person to the numbers 1, 2, 3, ...
async fn write_names(client: Client, journal: Arc<Journal>) {
    let mut next = 1;
    while journal.goes_on() {
        if rename(&client, next).await {
            journal.renamed.fetch_add(1, Ordering::SeqCst);
            next += 1;
        } else {
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Writes another memo each time, if no other program was faster.
async fn write_memos(client: Client, program: usize, journal: Arc<Journal>) {
    let contract = number(u32::try_from(program).unwrap() % CONTRACTS);
    let mut written = 0;
    while journal.goes_on() {
        let Ok(found) = client.get_contract(&contract).await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        written += 1;
        let request = UpdateContractMemoRequest {
            memo: format!("{program}: {written}"),
        };
        let done = client.update_contract_memo(&contract, &request, &found.etag);
        if done.await.is_ok() {
            journal.memos.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// The rows and the chains of both members.
struct Found {
    stories: Vec<Story>,
    /// How often each person's row was changed, by id.
    names: BTreeMap<String, usize>,
    /// How often each contract's memo was, by id.
    memos: BTreeMap<String, usize>,
    chains: [Vec<AuditEvent>; 2],
}

fn find(
    tx: &mut ReadTx<'_>,
    people: &[minato_types::values::AccountId],
    scope: TenantScope,
) -> Result<Found, DbError> {
    let changes = |version: i64| usize::try_from(version - 1).unwrap();
    let office = rights_office::scope(tx)?;
    let staff = OperatorPrincipal {
        operator: uuid::Uuid::nil(),
    };
    let (mut names, mut memos) = (BTreeMap::new(), BTreeMap::new());
    for person in &people[..RENAMERS] {
        let account = accounts::get(tx, scope, *person)?;
        names.insert(person.0.to_string(), changes(account.version));
    }
    for n in 0..CONTRACTS {
        let found = contracts::registered::find(tx, staff, office, &number(n))?;
        let contract = found.unwrap().0;
        memos.insert(contract.id.0.to_string(), changes(contract.memo_version));
    }
    Ok(Found {
        stories: minato_test::stories(tx, Some(scope))?,
        names,
        memos,
        chains: [audit::list(tx, scope)?, audit::list(tx, office)?],
    })
}

/// How many events of an action each subject has.
fn count(chain: &[AuditEvent], action: AuditAction) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for event in chain.iter().filter(|event| event.action.0 == action) {
        *counts.entry(event.subject_id.clone().unwrap()).or_default() += 1;
    }
    counts
}

async fn every_change_has_its_event(people: &Population, journal: &Journal) {
    let (scope, ids) = (people.scope, people.people.clone());
    let found: Result<Found, DbError> = people.db.read_long(move |tx| find(tx, &ids, scope)).await;
    let found = found.unwrap();
    let [own, office] = &found.chains;
    assert_eq!(count(own, AuditAction::ProfileChanged), found.names);
    assert_eq!(count(office, AuditAction::ContractMemoChanged), found.memos);
    let programs = office
        .iter()
        .filter(|event| event.action.0 == AuditAction::ContractMemoChanged);
    let by_programs = programs.filter(|event| event.actor_kind == "apiClient");
    let written: usize = found.memos.values().sum();
    assert_eq!(by_programs.count(), written, "each tells who it was");

    for (kind, action) in [
        (Kind::Submitted, AuditAction::PortApplicationSubmitted),
        (Kind::Changed, AuditAction::PortApplicationChanged),
        (Kind::Cancelled, AuditAction::PortApplicationCancelled),
    ] {
        let events = found.stories.iter().flat_map(|story| &story.events);
        let mut happened = BTreeMap::new();
        for event in events.filter(|event| event.kind.0 == kind) {
            let (serial, revision) = (event.serial, event.revision);
            let number = PortApplicationNumber { serial, revision };
            *happened.entry(number.to_string()).or_default() += 1;
        }
        assert!(!happened.is_empty(), "{kind:?}");
        assert_eq!(count(own, action), happened, "{kind:?}");
    }
    minato_test::port_applications_hold(&people.db).await;
    // Nothing that was acknowledged is missing either; what died unanswered may be there.
    let renamed: usize = found.names.values().sum();
    assert!(renamed >= journal.renamed.load(Ordering::SeqCst));
    assert!(written >= journal.memos.load(Ordering::SeqCst));
}

/// The look at the end is worth nothing if it sees nothing: two events with one predecessor are
/// found out by the program as it was run.
async fn a_fork_would_be_seen(people: &Population, verify: &impl Fn() -> Output) {
    let member = people.scope.member();
    let fork = format!(
        "UPDATE audit_events SET previous_digest = (SELECT e.previous_digest FROM audit_events e \
         WHERE e.member_id = '{member}' AND e.seq = 11) WHERE member_id = '{member}' AND seq = 12"
    );
    execute(&people.db, fork).await;
    let ended = verify();
    assert_eq!(ended.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(errors.contains("event 12"), "{errors}");
}
