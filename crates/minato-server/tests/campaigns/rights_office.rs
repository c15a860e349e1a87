//! A member whose admin gives and takes rights on contracts, and people who have them.

use std::time::{Duration, Instant};

use minato_client::Client;
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::contracts::{self, NewContract};
use minato_db::models::member_options;
use minato_db::models::members::{self, NewMember};
use minato_db::models::services::{self, NewService};
use minato_db::{DbError, TenantScope, Tx, WriteTx, audit};
use minato_types::accounts::NO_END;
use minato_types::auth::{LogInRequest, VerifyLoginRequest};
use minato_types::company::CompanyOptionKind;
use minato_types::contracts::ContractStatus;
use minato_types::port_applications::MAX_ADDED_PORTS;
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::services::ServiceCategory;
use minato_types::values::{
    AccountId, AccountRole, ContractNumber, Department, EmailAddress, Language, MemberNumber,
    PersonName, SecondFactor, TimeZone,
};

use crate::mail_server::MailServer;
use crate::population::{self, NAME, PASSWORD, Population};

const NUMBER: &str = "T00-00003";

/// How many contracts of telephones the member has.
pub(crate) const CONTRACTS: u32 = 5;

/// Whose contracts rights are given on.
pub(crate) const TELEPHONES: &str = "denwa";

/// A service of which the member has no contract.
pub(crate) const LINES: &str = "kaisen";

/// Who gives and takes the rights.
pub(crate) const ADMIN: usize = 0;

/// The number of a contract.
pub(crate) fn number(n: u32) -> ContractNumber {
    ContractNumber::parse(&format!("N8{n:08}")).unwrap()
}

fn email(person: usize) -> String {
    format!("rights-{person}@campaign.example")
}

/// Registers the member with contracts, an admin and `people` others, none of them in a group.
/// Answers their accounts, the admin's first.
pub(crate) async fn open(population: &Population, people: usize) -> Vec<AccountId> {
    let hash = population::hash().await;
    let opened: Result<_, DbError> = population
        .db
        .write(move |tx| {
            let scope = register(tx)?;
            supply(tx, scope)?;
            (0..=people).map(|n| hire(tx, scope, n, &hash)).collect()
        })
        .await;
    opened.unwrap()
}

/// A person, signed in with both steps at the server at `origin`.
pub(crate) async fn signed_in(origin: &str, mails: &MailServer, person: usize) -> Client {
    let client = Client::new(origin);
    let request = LogInRequest {
        member_number: Some(NUMBER.to_owned()),
        email: email(person),
        password: PASSWORD.to_owned(),
    };
    client.log_in(&request).await.unwrap();
    let asked = Instant::now();
    let code = loop {
        if let Some(code) = mails.take_code(&email(person)) {
            break code;
        }
        assert!(asked.elapsed() < Duration::from_secs(30), "no code comes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let request = VerifyLoginRequest {
        code,
        ..VerifyLoginRequest::default()
    };
    client.verify_login(&request).await.unwrap();
    client
}

/// Whose rows are the member's.
pub(crate) fn scope(tx: &mut impl Tx) -> Result<TenantScope, DbError> {
    let number = MemberNumber::parse(NUMBER).unwrap();
    Ok(members::find_by_number(tx, &number)?.unwrap().0)
}

/// Gives the member what programs need, and what they apply for.
pub(crate) async fn admit_programs(population: &Population) {
    let equipped: Result<(), DbError> = population
        .db
        .write(|tx| {
            let scope = scope(tx)?;
            let today = japan_time::date(tx.now());
            for kind in [CompanyOptionKind::ApiAccess, CompanyOptionKind::PortPlus] {
                member_options::insert(tx, scope, kind, today)?;
            }
            members::set_max_added_ports(tx, scope, MAX_ADDED_PORTS)
        })
        .await;
    equipped.unwrap();
}

fn register(tx: &mut WriteTx<'_>) -> Result<TenantScope, DbError> {
    let member = NewMember {
        member_number: MemberNumber::parse(NUMBER).unwrap(),
        name: "Rights".to_owned(),
        postal_code: None,
        address: "x".to_owned(),
        contracted_ports: 1,
        closing_day: 20,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
    };
    let scope = members::insert(tx, &member)?;
    audit::begin(tx, scope)?;
    Ok(scope)
}

fn supply(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    for code in [TELEPHONES, LINES] {
        let new = NewService {
            code: code.to_owned(),
            category: ServiceCategory::Voice,
            name_ja: code.to_owned(),
            name_en: code.to_owned(),
            has_settings: true,
            position: 1,
        };
        services::insert(tx, &new)?;
    }
    let service = services::find(tx, TELEPHONES)?.unwrap();
    let (now, today) = (tx.now(), japan_time::date(tx.now()));
    for n in 0..CONTRACTS {
        let new = NewContract {
            number: number(n),
            customer_number: "C1".to_owned(),
            group_number: None,
            site: "x".to_owned(),
            status: ContractStatus::Normal,
            status_since: now,
            memo: String::new(),
            applied_on: today,
            provided_on: today,
            ends_on: None,
        };
        contracts::insert(tx, scope, &service, &new)?;
    }
    Ok(())
}

fn hire(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    n: usize,
    hash: &str,
) -> Result<AccountId, DbError> {
    let new = NewAccount {
        email: EmailAddress::parse(&email(n)).unwrap(),
        name: PersonName::parse(NAME).unwrap(),
        department: Department::parse("x").unwrap(),
        phone: None,
        role: if n == ADMIN {
            AccountRole::Admin
        } else {
            AccountRole::User
        },
        second_factor: SecondFactor::MailOtp,
        valid_until: NO_END,
        language: Language::En,
        time_zone: TimeZone::parse("Asia/Tokyo").unwrap(),
        password_hash: Some(hash.to_owned()),
    };
    accounts::insert(tx, scope, &new)
}
