//! Two server processes to the world as one, an admin, and programs at both.

use minato_client::Client;
use minato_test::TestDb;
use minato_types::api_clients::{AddApiClientRequest, ApiScope as S};
use minato_types::groups::{ContractGrant, ServiceGrant, SetGroupRangeRequest};
use uuid::Uuid;

use crate::group_admin::GroupAdmin;
use crate::mail_server::MailServer;
use crate::population;
use crate::programs::{Answer, Place, Program, wish};
use crate::rights_office::{self, ADMIN, TELEPHONES, number};
use crate::server_process::{Plan, ServerProcess};
use crate::set_clock::SetClock;

/// Where programs live.
const HOME: [u8; 4] = [127, 0, 0, 1];

const SCOPES: [S; 5] = [
    S::CompanyRead,
    S::ContractsRead,
    S::ContractsWrite,
    S::PortApplicationsRead,
    S::PortApplicationsWrite,
];

/// Two servers on one database, under one name, by one clock.
pub(crate) struct Scene {
    pub(crate) plans: [Plan; 2],
    environment: Vec<(&'static str, String)>,
    pub(crate) clock: SetClock,
    /// At the first server.
    pub(crate) admin: Client,
    /// Sees the contracts of telephones and changes the first of them.
    group: Uuid,
    pub(crate) home: Place,
    _servers: [ServerProcess; 2],
    _database: TestDb,
}

impl Scene {
    pub(crate) async fn open() -> Self {
        let database = TestDb::new().await;
        let mails = MailServer::start();
        let population = population::populate(database.url(), 0).await;
        rights_office::open(&population, 0).await;
        rights_office::admit_programs(&population).await;
        let clock = SetClock::new();
        let plans = [0, 1].map(|_| Plan::new(database.url(), mails.url()));
        let mut environment = clock.environment();
        environment.push(("MINATO_PUBLIC_ORIGIN", plans[0].origin()));
        let servers = [
            plans[0].start_in(&environment).await.0,
            plans[1].start_in(&environment).await.0,
        ];
        let client = rights_office::signed_in(&plans[0].origin(), &mails, ADMIN).await;
        let office = GroupAdmin { client };
        let group = office.make_group("programs").await;
        let group = office.set_range(&group, &range()).await.value.id.0;
        Self {
            plans,
            environment,
            clock,
            admin: office.client,
            group,
            home: Place::at(HOME),
            _servers: servers,
            _database: database,
        }
    }

    /// A program with the group, from home only.
    pub(crate) async fn make(&self, name: &str) -> Program {
        Program::make(&self.admin, &self.wish(name)).await
    }

    pub(crate) fn wish(&self, name: &str) -> AddApiClientRequest {
        AddApiClientRequest {
            group_ids: vec![self.group],
            allowed_networks: vec!["127.0.0.1".to_owned()],
            ..wish(name, &SCOPES)
        }
    }

    /// One token for the secret of a program from each server.
    pub(crate) async fn tokens(&self, program: &Program) -> [String; 2] {
        let [first, second] = &self.plans;
        let form = program.form();
        [
            self.home.buy(first, &form).await.token(),
            self.home.buy(second, &form).await.token(),
        ]
    }

    /// What each server answers to each of the tokens.
    pub(crate) async fn answers(&self, tokens: &[String; 2], path: &str) -> Vec<Answer> {
        let mut answers = Vec::new();
        for plan in &self.plans {
            for token in tokens {
                answers.push(self.home.get(plan, token, path).await);
            }
        }
        answers
    }

    /// Both servers take the tokens.
    pub(crate) async fn all_work(&self, tokens: &[String; 2]) {
        for answer in self.answers(tokens, "/company").await {
            assert_eq!(answer.status, 200, "{answer:?}");
        }
    }

    /// Neither server takes the tokens.
    pub(crate) async fn none_works(&self, tokens: &[String; 2], why: &str) {
        for answer in self.answers(tokens, "/company").await {
            assert_eq!(answer.outcome(), refused(401, "notSignedIn"), "{why}");
        }
    }

    /// Neither server gives a token for this form.
    pub(crate) async fn nobody_sells(&self, form: &str, why: &str) {
        for plan in &self.plans {
            let answer = self.home.buy(plan, form).await;
            assert_eq!(answer.outcome(), refused(401, "invalid_client"), "{why}");
        }
    }

    /// Runs a verb of the program `minato`; answers what it says.
    pub(crate) fn run(&self, verb: &[&str]) -> String {
        let ended = self.plans[0].run(verb, &self.environment);
        let errors = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{verb:?}: {errors}");
        String::from_utf8(ended.stdout).unwrap()
    }
}

fn range() -> SetGroupRangeRequest {
    SetGroupRangeRequest {
        services: vec![ServiceGrant {
            code: TELEPHONES.to_owned(),
            permission: "view".to_owned(),
        }],
        contracts: vec![ContractGrant {
            number: number(0).to_string(),
            permission: "edit".to_owned(),
        }],
    }
}

/// A refusal, as it is compared.
pub(crate) fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
