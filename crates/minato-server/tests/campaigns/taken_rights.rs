//! Two server processes on one database: a right that an admin takes away at the one is gone at
//! the next request to the other, through whatever door, while others read.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use minato_client::Versioned;
use minato_test::TestDb;
use minato_types::contracts::ListContractsQuery;
use minato_types::groups::{SetGroupRangeRequest, UserGroup};
use minato_types::values::AccountId;
use tokio::task::JoinHandle;

use crate::doors::{Answer, Answers, EDIT, EDIT_ONE, NOTHING, OUT, VIEW, Visitor};
use crate::group_admin::{GroupAdmin, contract, service};
use crate::mail_server::MailServer;
use crate::population;
use crate::rights_office::{self, ADMIN, LINES, TELEPHONES};
use crate::server_process::Plan;

/// How often each way is gone.
const ROUNDS: usize = 10;

/// How many people are suspended, each once.
const SUSPENDED: usize = 5;

/// How many ask for the list all the time, with the session of the person.
const READERS: usize = 4;

/// Fewer answers than this from those who read meanwhile mean nothing.
const LEAST_READ: usize = 100;

/// How a right is taken away.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// The person is taken out of the group.
    OutOfGroup,
    /// The group covers another service.
    OtherService,
    /// The group, which covers one contract, covers it no more.
    ContractOut,
    /// The group is deleted.
    GroupDeleted,
    /// What could be changed can only be seen.
    ViewOnly,
}

const WAYS: [Way; 5] = [
    Way::OutOfGroup,
    Way::OtherService,
    Way::ContractOut,
    Way::GroupDeleted,
    Way::ViewOnly,
];

impl Way {
    const fn before(self) -> Answers {
        match self {
            Self::ContractOut => EDIT_ONE,
            _ => EDIT,
        }
    }

    const fn after(self) -> Answers {
        match self {
            Self::ViewOnly => VIEW,
            _ => NOTHING,
        }
    }
}

/// The admin at work at the first server.
struct Admin {
    office: GroupAdmin,
    group: Option<Versioned<UserGroup>>,
    made: usize,
}

impl Admin {
    /// Lets the person change what `way` will take from him.
    async fn give(&mut self, way: Way, person: AccountId) {
        let group = if let Some(group) = self.group.take() {
            group
        } else {
            self.made += 1;
            let name = format!("group-{}", self.made);
            self.office.make_group(&name).await
        };
        let range = match way {
            Way::ContractOut => contract(0, "edit"),
            _ => service(TELEPHONES, "edit"),
        };
        let group = self.office.set_range(&group, &range).await;
        self.group = Some(self.office.set_accounts(&group, vec![person]).await);
    }

    async fn take(&mut self, way: Way) {
        let group = self.group.take().expect("a group");
        let office = &self.office;
        self.group = match way {
            Way::OutOfGroup => Some(office.set_accounts(&group, Vec::new()).await),
            Way::OtherService => Some(office.set_range(&group, &service(LINES, "edit")).await),
            Way::ContractOut => {
                let nothing = SetGroupRangeRequest::default();
                Some(office.set_range(&group, &nothing).await)
            }
            Way::ViewOnly => Some(office.set_range(&group, &service(TELEPHONES, "view")).await),
            Way::GroupDeleted => {
                office.delete_group(&group).await;
                None
            }
        };
    }

    async fn suspend(&self, person: AccountId) {
        let client = &self.office.client;
        let account = client.get_account(person).await.unwrap();
        let suspended = client.suspend_account(person, &account.etag);
        suspended.await.unwrap();
    }
}

/// What the list must show now, as far as the admin has been answered.
#[derive(Default)]
struct Stand {
    now: Mutex<(u64, Option<Answer>)>,
    allowed: AtomicUsize,
    refused: AtomicUsize,
    stop: AtomicBool,
}

impl Stand {
    fn is(&self, answer: Answer) {
        self.set(Some(answer));
    }

    /// A change is under way.
    fn may_be_anything(&self) {
        self.set(None);
    }

    fn set(&self, answer: Option<Answer>) {
        let mut now = self.now.lock().unwrap();
        *now = (now.0 + 1, answer);
    }

    fn get(&self) -> (u64, Option<Answer>) {
        *self.now.lock().unwrap()
    }

    /// Ends the readers; answers how often they were allowed and how often not.
    async fn stop(&self, readers: Vec<JoinHandle<()>>) -> (usize, usize) {
        self.stop.store(true, Ordering::SeqCst);
        for reader in readers {
            reader.await.unwrap();
        }
        let count = |counted: &AtomicUsize| counted.load(Ordering::SeqCst);
        (count(&self.allowed), count(&self.refused))
    }
}

fn start_readers(visitor: &Arc<Visitor>, stand: &Arc<Stand>) -> Vec<JoinHandle<()>> {
    let start = |_| actix_web::rt::spawn(read(Arc::clone(visitor), Arc::clone(stand)));
    (0..READERS).map(start).collect()
}

/// Asks for the list all the time. What was asked and answered while nothing changed must be
/// what stands.
async fn read(visitor: Arc<Visitor>, stand: Arc<Stand>) {
    while !stand.stop.load(Ordering::SeqCst) {
        let before = stand.get();
        let answer = visitor.list(&ListContractsQuery::default()).await;
        let (generation, Some(expected)) = before else {
            continue;
        };
        if stand.get().0 != generation {
            continue;
        }
        assert_eq!(answer, expected, "to a reader");
        let counted = if answer == Ok(0) {
            &stand.refused
        } else {
            &stand.allowed
        };
        counted.fetch_add(1, Ordering::SeqCst);
    }
}

#[actix_web::test]
async fn a_right_taken_away_at_one_server_is_gone_at_the_next_request_to_another() {
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let population = population::populate(database.url(), 0).await;
    let accounts = rights_office::open(&population, 1 + SUSPENDED).await;
    let plans = [0, 1].map(|_| Plan::new(database.url(), mails.url()));
    let (_first, _) = plans[0].start().await;
    let (_second, _) = plans[1].start().await;
    let mut admin = Admin {
        office: GroupAdmin {
            client: rights_office::signed_in(&plans[0].origin(), &mails, ADMIN).await,
        },
        group: None,
        made: 0,
    };
    let mut visitors = Vec::new();
    for (person, account) in accounts.iter().enumerate().skip(1) {
        let client = rights_office::signed_in(&plans[1].origin(), &mails, person).await;
        visitors.push((*account, Arc::new(Visitor::new(client, 0))));
    }
    let (person, visitor) = visitors.remove(0);

    let stand = Arc::<Stand>::default();
    let readers = start_readers(&visitor, &stand);
    let (mut allowed, mut refused) = (0, 0);
    for round in 0..ROUNDS {
        for way in WAYS {
            admin.give(way, person).await;
            stand.is(way.before()[0]);
            assert_eq!(visitor.ask().await, way.before(), "{way:?}, round {round}");
            allowed += way.before().len();
            stand.may_be_anything();
            admin.take(way).await;
            let answers = visitor.ask().await;
            assert_eq!(answers, way.after(), "{way:?}, round {round}");
            stand.is(way.after()[0]);
            refused += way.after().len();
            // Those who read meanwhile get their turn.
            assert_eq!(visitor.ask().await, way.after(), "{way:?}, round {round}");
            stand.may_be_anything();
        }
    }
    let read = stand.stop(readers).await;
    for (person, visitor) in visitors {
        admin.give(Way::OutOfGroup, person).await;
        assert_eq!(visitor.ask().await, EDIT, "before the suspension");
        admin.suspend(person).await;
        assert_eq!(visitor.ask().await, OUT, "after the suspension");
        (allowed, refused) = (allowed + EDIT.len(), refused + OUT.len());
    }
    println!(
        "rights taken {}, asked before {allowed}, after {refused}, by {READERS} readers \
         meanwhile: allowed {}, refused {}",
        ROUNDS * WAYS.len() + SUSPENDED,
        read.0,
        read.1
    );
    assert_eq!(allowed, refused);
    assert!(refused >= 8 * (ROUNDS * WAYS.len() + SUSPENDED));
    assert!(read.0 >= LEAST_READ && read.1 >= LEAST_READ, "{read:?}");
}
