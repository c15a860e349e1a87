//! What an admin takes away from a program at one server process is gone at the next request to
//! another, through whatever door, for the token that the program has.

use futures_util::future::join_all;
use minato_client::{Client, Versioned};
use minato_test::TestDb;
use minato_types::api_clients::{ApiClient, ApiScope, UpdateApiClientRequest};
use minato_types::groups::{SetGroupRangeRequest, UserGroup};
use minato_types::problem::ProblemCode;

use crate::doors::{Answer, Answers, EDIT, EDIT_ONE, NOTHING, OUT, VIEW, Visitor};
use crate::group_admin::{GroupAdmin, contract, service};
use crate::mail_server::MailServer;
use crate::population;
use crate::programs::{Program, wish};
use crate::rights_office::{self, ADMIN, CONTRACTS, LINES, TELEPHONES};
use crate::server_process::Plan;

/// How often something is taken from each of the programs, which work at the same time.
const TRIALS: usize = 200;

/// Each program writes memos of a contract of its own.
const PROGRAMS: u32 = CONTRACTS;

/// How often each program asks at all doors before and after.
const THOROUGH: usize = 10;

const SCOPES: [ApiScope; 3] = [
    ApiScope::ServicesRead,
    ApiScope::ContractsRead,
    ApiScope::ContractsWrite,
];

/// How something is taken away.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// The program is taken out of the group.
    OutOfGroup,
    /// The group covers another service.
    OtherService,
    /// The group, which covers one contract, covers it no more.
    ContractOut,
    /// The group is deleted.
    GroupDeleted,
    /// What could be changed can only be seen.
    ViewOnly,
    /// The program may not read contracts any more.
    ReadingGone,
    /// The program may not change contracts any more.
    WritingGone,
    /// The program may come from elsewhere only.
    AddressGone,
    /// The program is switched off.
    Suspended,
}

const WAYS: [Way; 9] = [
    Way::OutOfGroup,
    Way::OtherService,
    Way::ContractOut,
    Way::GroupDeleted,
    Way::ViewOnly,
    Way::ReadingGone,
    Way::WritingGone,
    Way::AddressGone,
    Way::Suspended,
];

const SCOPE: Answer = Err(ProblemCode::ScopeMissing);

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
            Self::ReadingGone => [SCOPE, SCOPE, SCOPE, SCOPE, SCOPE, Ok(1), SCOPE, Ok(1)],
            Self::WritingGone => {
                let [list, counts, search, csv, detail, menu, settings, _] = EDIT;
                [list, counts, search, csv, detail, menu, settings, SCOPE]
            }
            Self::AddressGone => [Err(ProblemCode::AddressRefused); 8],
            Self::Suspended => OUT,
            _ => NOTHING,
        }
    }
}

/// A program, its admin at the first server, and itself at the second.
struct Trial<'a> {
    admin: &'a GroupAdmin,
    visitor: Visitor,
    contract: u32,
    known: Versioned<ApiClient>,
    group: Option<Versioned<UserGroup>>,
    /// Whether the group covers all contracts of telephones, to be changed.
    whole: bool,
    made: usize,
}

impl Trial<'_> {
    /// Gives the program all that `way` will take from it.
    async fn give(&mut self, way: Way) {
        let group = match self.group.take() {
            // What was not taken need not be given.
            Some(group) if self.whole && !matches!(way, Way::ContractOut) => group,
            group => self.open_group(group, way).await,
        };
        if self.known.value.groups.is_empty() {
            let groups = Some(vec![group.value.id.0]);
            self.change(|change| change.group_ids = groups).await;
        }
        self.group = Some(group);
    }

    /// Has the group cover what `way` will take, a new one where there is none.
    async fn open_group(
        &mut self,
        group: Option<Versioned<UserGroup>>,
        way: Way,
    ) -> Versioned<UserGroup> {
        let group = match group {
            Some(group) => group,
            None => self.make_group().await,
        };
        let one = matches!(way, Way::ContractOut);
        self.whole = !one;
        let range = if one {
            contract(self.contract, "edit")
        } else {
            service(TELEPHONES, "edit")
        };
        self.admin.set_range(&group, &range).await
    }

    async fn make_group(&mut self) -> Versioned<UserGroup> {
        self.made += 1;
        let name = format!("program-{}-{}", self.contract, self.made);
        self.admin.make_group(&name).await
    }

    async fn take(&mut self, way: Way) {
        let range = match way {
            Way::OtherService => service(LINES, "edit"),
            Way::ContractOut => SetGroupRangeRequest::default(),
            Way::ViewOnly => service(TELEPHONES, "view"),
            Way::GroupDeleted => return self.delete_group().await,
            Way::OutOfGroup => {
                return self
                    .change(|change| change.group_ids = Some(Vec::new()))
                    .await;
            }
            Way::ReadingGone => return self.leave_scopes(&[SCOPES[0], SCOPES[2]]).await,
            Way::WritingGone => return self.leave_scopes(&[SCOPES[0], SCOPES[1]]).await,
            Way::AddressGone => return self.limit_to(&["203.0.113.0/24"]).await,
            Way::Suspended => {
                let off = self
                    .admin
                    .client
                    .suspend_api_client(self.known.value.id, &self.known.etag);
                self.known = off.await.unwrap();
                return;
            }
        };
        self.whole = false;
        let group = self.group.take().unwrap();
        self.group = Some(self.admin.set_range(&group, &range).await);
    }

    /// Makes good what giving does not.
    async fn restore(&mut self, way: Way) {
        match way {
            Way::ReadingGone | Way::WritingGone => self.leave_scopes(&SCOPES).await,
            Way::AddressGone => self.limit_to(&[]).await,
            Way::Suspended => {
                let on = self
                    .admin
                    .client
                    .resume_api_client(self.known.value.id, &self.known.etag);
                self.known = on.await.unwrap();
            }
            _ => {}
        }
    }

    async fn delete_group(&mut self) {
        self.whole = false;
        let group = self.group.take().unwrap();
        self.admin.delete_group(&group).await;
        // The program has a new version without it.
        let id = self.known.value.id;
        self.known = self.admin.client.get_api_client(id).await.unwrap();
    }

    async fn leave_scopes(&mut self, scopes: &[ApiScope]) {
        let words = scopes.iter().map(ToString::to_string).collect();
        self.change(|change| change.scopes = Some(words)).await;
    }

    async fn limit_to(&mut self, networks: &[&str]) {
        let networks = networks.iter().map(|&network| network.to_owned());
        let networks = Some(networks.collect());
        self.change(|change| change.allowed_networks = networks)
            .await;
    }

    async fn change(&mut self, set: impl FnOnce(&mut UpdateApiClientRequest)) {
        let mut change = UpdateApiClientRequest::default();
        set(&mut change);
        let (id, etag) = (self.known.value.id, &self.known.etag);
        let changed = self.admin.client.update_api_client(id, &change, etag);
        self.known = changed.await.unwrap();
    }

    /// Goes all ways again and again; answers how often a door was asked before and after.
    async fn run(mut self) -> (usize, usize) {
        let (mut allowed, mut taken) = (0, 0);
        for n in 0..TRIALS {
            let way = WAYS[n % WAYS.len()];
            self.give(way).await;
            if n < THOROUGH {
                assert_eq!(self.visitor.ask().await, way.before(), "{way:?}, trial {n}");
                self.take(way).await;
                assert_eq!(self.visitor.ask().await, way.after(), "{way:?}, trial {n}");
                allowed += way.before().len();
                taken += way.after().len();
            } else {
                // Each way meets each door.
                let door = lost(way, n / WAYS.len());
                let before = self.visitor.ask_at(door).await;
                assert_eq!(before, way.before()[door], "{way:?} at {door}, trial {n}");
                self.take(way).await;
                let after = self.visitor.ask_at(door).await;
                assert_eq!(after, way.after()[door], "{way:?} at {door}, trial {n}");
                allowed += 1;
                taken += 1;
            }
            self.restore(way).await;
        }
        let (client, id) = (&self.admin.client, self.known.value.id);
        let deleted = client.delete_api_client(id, &self.known.etag);
        deleted.await.unwrap();
        assert_eq!(self.visitor.ask().await, OUT, "a program that is gone");
        (allowed, taken + OUT.len())
    }
}

/// The door of this turn among those that a way shuts.
fn lost(way: Way, turn: usize) -> usize {
    let (before, after) = (way.before(), way.after());
    let doors: Vec<usize> = (0..before.len())
        .filter(|door| before[*door] != after[*door])
        .collect();
    doors[turn % doors.len()]
}

#[actix_web::test]
async fn what_is_taken_from_a_program_at_one_server_is_gone_at_the_next_request_to_another() {
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let population = population::populate(database.url(), 0).await;
    rights_office::open(&population, 0).await;
    rights_office::admit_programs(&population).await;
    let plans = [0, 1].map(|_| Plan::new(database.url(), mails.url()));
    let environment = [
        // Tokens of one are good at the other: to the world they are one.
        ("MINATO_PUBLIC_ORIGIN", plans[0].origin()),
        ("MINATO_CLIENT_CALLS", "1000000".to_owned()),
    ];
    let (_first, _) = plans[0].start_in(&environment).await;
    let (_second, _) = plans[1].start_in(&environment).await;
    let admin = GroupAdmin {
        client: rights_office::signed_in(&plans[0].origin(), &mails, ADMIN).await,
    };
    let started = std::time::Instant::now();
    let mut trials = Vec::new();
    for contract in 0..PROGRAMS {
        let program = Program::make(&admin.client, &wish(&format!("p{contract}"), &SCOPES)).await;
        let visitor = Client::new(&plans[1].origin());
        let (id, secret) = (program.client_id(), program.secret());
        visitor.authenticate(id, secret).await.unwrap();
        trials.push(Trial {
            admin: &admin,
            visitor: Visitor::new(visitor, contract),
            contract,
            known: admin.client.get_api_client(program.id()).await.unwrap(),
            group: None,
            whole: false,
            made: 0,
        });
    }
    let counts = join_all(trials.into_iter().map(Trial::run)).await;
    let (allowed, taken) = counts
        .into_iter()
        .fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    let trials = TRIALS * PROGRAMS as usize;
    println!(
        "taken from programs {trials} times in {} ways, doors asked before {allowed}, after \
         {taken}, in {:?}",
        WAYS.len(),
        started.elapsed()
    );
    assert!(trials >= 1000 && allowed >= trials && taken >= trials);
}
