//! Contracts, as far as groups let a person see them.

mod csv;
mod listing;
mod model;
mod property;
mod rights;
mod searching;

use minato_client::Client;
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::contracts::{self, NewContract};
use minato_db::models::members::{self, NewMember};
use minato_db::models::services::{self, NewService, Service};
use minato_db::models::user_groups;
use minato_db::{DbError, TenantScope, WriteTx, audit};
use minato_types::contracts::{
    ContractPermission, ContractStatus, ContractSummary, ListContractsQuery,
};
use minato_types::page::Page;
use minato_types::rules::password::PasswordPolicy;
use minato_types::services::ServiceCategory;
use minato_types::values::{
    AccountId, AccountRole, ContractId, ContractNumber, Department, EmailAddress, Language,
    MemberNumber, PersonName, SecondFactor, TimeZone, UserGroupId,
};

use crate::accounts::password_hash;
use crate::app::TestApp;
use crate::people::Person;
use crate::ports::day;

/// The number of a company of these tests' own.
pub(crate) const NUMBER: &str = "M97-09101";

/// Its admin; reads Japanese.
pub(crate) const MEI: Person = Person {
    member_number: NUMBER,
    email: "mei@asagiri.example",
};

/// A user of it; reads English.
pub(crate) const REN: Person = Person {
    member_number: NUMBER,
    email: "ren@asagiri.example",
};

/// The company at work: nobody is in a group yet.
pub(crate) struct Office {
    pub(crate) app: TestApp,
    pub(crate) scope: TenantScope,
    pub(crate) mei: AccountId,
    pub(crate) ren: AccountId,
    /// Telephones, lines, security.
    pub(crate) services: [Service; 3],
}

impl Office {
    /// A server on which the company is registered, without contracts.
    pub(crate) async fn start() -> Self {
        let app = TestApp::start().await;
        let hash = password_hash(&app).await;
        let made: Result<_, DbError> = app
            .app
            .db
            .write(move |tx| {
                let scope = register(tx, NUMBER)?;
                let mei = person(tx, scope, MEI, AccountRole::Admin, &hash)?;
                let ren = person(tx, scope, REN, AccountRole::User, &hash)?;
                Ok((scope, mei, ren, three_services(tx)?))
            })
            .await;
        let (scope, mei, ren, services) = made.expect("the company is registered");
        Self {
            app,
            scope,
            mei,
            ren,
            services,
        }
    }

    /// Runs a transaction on the company's rows.
    pub(crate) async fn write<T, F>(&self, f: F) -> T
    where
        F: FnOnce(&mut WriteTx<'_>, TenantScope) -> Result<T, DbError> + Send + 'static,
        T: Send + 'static,
    {
        let scope = self.scope;
        let written = self.app.app.db.write(move |tx| f(tx, scope)).await;
        written.expect("it is written")
    }

    /// Registers contracts of a service.
    pub(crate) async fn add(&self, service: usize, all: Vec<NewContract>) -> Vec<ContractId> {
        let service = self.services[service].clone();
        self.write(move |tx, scope| {
            all.iter()
                .map(|new| contracts::insert(tx, scope, &service, new))
                .collect()
        })
        .await
    }

    /// Makes a group of one person.
    pub(crate) async fn group_of(&self, name: &str, person: AccountId) -> UserGroupId {
        let name = name.to_owned();
        self.write(move |tx, scope| {
            let group = user_groups::insert(tx, scope, &name, "")?;
            user_groups::add_account(tx, scope, group, person)?;
            Ok(group)
        })
        .await
    }

    /// Lets a group see or change every contract of a service.
    pub(crate) async fn grant_service(
        &self,
        group: UserGroupId,
        service: usize,
        permission: ContractPermission,
    ) {
        let service = self.services[service].id.0;
        self.write(move |tx, scope| {
            user_groups::grant_service(tx, scope, group, service, permission)
        })
        .await;
    }

    /// Lets a group see or change one contract.
    pub(crate) async fn grant_contract(
        &self,
        group: UserGroupId,
        contract: ContractId,
        permission: ContractPermission,
    ) {
        self.write(move |tx, scope| {
            user_groups::grant_contract(tx, scope, group, contract, permission)
        })
        .await;
    }

    /// Lets somebody see and change everything, by the automatic group.
    pub(crate) async fn let_see_everything(&self, person: AccountId) {
        self.write(move |tx, scope| {
            user_groups::add_account(tx, scope, user_groups::automatic(scope), person)
        })
        .await;
    }

    /// Runs a statement as it stands.
    pub(crate) async fn sql(&self, statement: String) {
        minato_test::execute(&self.app.app.db, statement).await;
    }
}

/// Registers a member.
pub(crate) fn register(tx: &mut WriteTx<'_>, number: &str) -> Result<TenantScope, DbError> {
    let member = NewMember {
        member_number: MemberNumber::parse(number).expect("a number"),
        name: "朝霧商会株式会社".to_owned(),
        postal_code: None,
        address: "静岡県富士宮市".to_owned(),
        contracted_ports: 10,
        closing_day: 20,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
    };
    let scope = members::insert(tx, &member)?;
    audit::begin(tx, scope)?;
    Ok(scope)
}

/// Adds somebody who can sign in.
pub(crate) fn person(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    person: Person,
    role: AccountRole,
    hash: &str,
) -> Result<AccountId, DbError> {
    let new = NewAccount {
        email: EmailAddress::parse(person.email).expect("an address"),
        name: PersonName::parse("朝霧 芽衣").expect("a name"),
        department: Department::parse("総務部").expect("a department"),
        phone: None,
        role,
        second_factor: SecondFactor::MailOtp,
        valid_until: day("9999-12-31"),
        language: match role {
            AccountRole::Admin => Language::Ja,
            AccountRole::User => Language::En,
        },
        time_zone: TimeZone::parse("Asia/Tokyo").expect("a time zone"),
        password_hash: Some(hash.to_owned()),
    };
    accounts::insert(tx, scope, &new)
}

fn three_services(tx: &mut WriteTx<'_>) -> Result<[Service; 3], DbError> {
    let mut service = |code: &str, category, name_ja: &str, name_en: &str| {
        let new = NewService {
            code: code.to_owned(),
            category,
            name_ja: name_ja.to_owned(),
            name_en: name_en.to_owned(),
            has_settings: code == "denwa",
            position: 90,
        };
        services::insert(tx, &new)?;
        Ok::<_, DbError>(services::find(tx, code)?.expect("the service"))
    };
    Ok([
        service(
            "denwa",
            ServiceCategory::Voice,
            "電話サービス",
            "Telephones",
        )?,
        service("kaisen", ServiceCategory::Network, "回線サービス", "Lines")?,
        service(
            "mamori",
            ServiceCategory::Security,
            "見守りサービス",
            "Alarms",
        )?,
    ])
}

/// The number of the contract `n`.
pub(crate) fn number(n: u32) -> ContractNumber {
    ContractNumber::parse(&format!("N9{n:08}")).expect("a number")
}

/// A contract that runs, without a memo.
pub(crate) fn contract(n: u32) -> NewContract {
    NewContract {
        number: number(n),
        customer_number: format!("C9{n:08}"),
        group_number: None,
        site: "静岡本社".to_owned(),
        status: ContractStatus::Normal,
        status_since: "2026-11-01T00:00:00Z".parse().expect("a time"),
        memo: String::new(),
        applied_on: day("2024-03-01"),
        provided_on: day("2024-04-01"),
        ends_on: None,
    }
}

/// All contracts that a query finds, by cursors.
pub(crate) async fn whole(client: &Client, query: ListContractsQuery) -> Vec<ContractSummary> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let query = ListContractsQuery {
            cursor,
            page_size: query.page_size.or(Some(100)),
            ..query.clone()
        };
        let page = list(client, query).await;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            assert_eq!(page.total, all.len() as u64);
            return all;
        }
    }
}

/// One page.
pub(crate) async fn list(client: &Client, query: ListContractsQuery) -> Page<ContractSummary> {
    client.list_contracts(&query).await.expect("a page")
}

/// The numbers of rows without `N9` and zeros.
pub(crate) fn short(rows: &[ContractSummary]) -> Vec<u32> {
    let short = |row: &ContractSummary| row.number.as_str()[2..].parse().expect("a number");
    rows.iter().map(short).collect()
}
