//! The menu of services is read in three statements, whoever asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use diesel::connection::{Connection as _, Instrumentation, InstrumentationEvent};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::contracts::{self, NewContract, per_service, rights};
use minato_db::models::members::{self, NewMember};
use minato_db::models::services::{self, NewService, Service};
use minato_db::models::user_groups;
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_test::TestDb;
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::rules::password::PasswordPolicy;
use minato_types::services::ServiceCategory;
use minato_types::values::{
    AccountId, AccountRole, ContractNumber, Department, EmailAddress, Language, MemberNumber,
    PersonName, SecondFactor, TimeZone,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn member(tx: &mut WriteTx<'_>) -> Result<TenantScope, DbError> {
    let new = NewMember {
        member_number: MemberNumber::parse("M97-00001").unwrap(),
        name: "試験".to_owned(),
        postal_code: None,
        address: "東京都".to_owned(),
        contracted_ports: 30,
        closing_day: 20,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
    };
    members::insert(tx, &new)
}

fn person(tx: &mut WriteTx<'_>, scope: TenantScope, name: &str) -> Result<AccountId, DbError> {
    let new = NewAccount {
        email: EmailAddress::parse(&format!("{name}@b.example")).unwrap(),
        name: PersonName::parse(name).unwrap(),
        department: Department::parse("d").unwrap(),
        phone: None,
        role: AccountRole::User,
        second_factor: SecondFactor::MailOtp,
        valid_until: day("9999-12-31"),
        language: Language::Ja,
        time_zone: TimeZone::parse("Asia/Tokyo").unwrap(),
        password_hash: None,
    };
    accounts::insert(tx, scope, &new)
}

fn service(tx: &mut WriteTx<'_>, code: &str) -> Result<Service, DbError> {
    let new = NewService {
        code: code.to_owned(),
        category: ServiceCategory::Voice,
        name_ja: code.to_owned(),
        name_en: code.to_owned(),
        has_settings: true,
        position: 1,
    };
    services::insert(tx, &new)?;
    Ok(services::find(tx, code)?.unwrap())
}

fn contract(number: u32, status: ContractStatus, tx: &WriteTx<'_>) -> NewContract {
    NewContract {
        number: ContractNumber::parse(&format!("N{number:09}")).unwrap(),
        customer_number: "C1".to_owned(),
        group_number: None,
        site: "東京".to_owned(),
        status,
        status_since: tx.now(),
        memo: String::new(),
        applied_on: day("2026-01-01"),
        provided_on: day("2026-02-01"),
        ends_on: None,
    }
}

/// Somebody who sees everything, somebody with rights of each kind, and somebody without any.
fn company(tx: &mut WriteTx<'_>) -> Result<(TenantScope, [AccountId; 3]), DbError> {
    let scope = member(tx)?;
    let people = [
        person(tx, scope, "all")?,
        person(tx, scope, "some")?,
        person(tx, scope, "none")?,
    ];
    let (phones, lines) = (service(tx, "phones")?, service(tx, "lines")?);
    let group = user_groups::insert(tx, scope, "some", "")?;
    for number in 0..6 {
        let of = if number < 4 { &phones } else { &lines };
        let status = if number % 2 == 0 {
            ContractStatus::Normal
        } else {
            ContractStatus::Abnormal
        };
        let new = contract(number, status, tx);
        let id = contracts::insert(tx, scope, of, &new)?;
        if number == 1 {
            user_groups::grant_contract(tx, scope, group, id, ContractPermission::Edit)?;
        }
        if number == 4 {
            user_groups::grant_contract(tx, scope, group, id, ContractPermission::View)?;
        }
    }
    user_groups::grant_service(tx, scope, group, phones.id.0, ContractPermission::View)?;
    user_groups::add_account(tx, scope, group, people[1])?;
    user_groups::add_account(tx, scope, user_groups::automatic(scope), people[0])?;
    Ok((scope, people))
}

/// Counts the statements of a connection.
struct Counter(Arc<AtomicUsize>);

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[tokio::test]
async fn a_menu_takes_three_statements_and_counts_each_contract_once() {
    let database = TestDb::new().await;
    let made: Result<_, DbError> = database.db.write(company).await;
    let (scope, people) = made.unwrap();
    let expected = [(6, 6), (5, 1), (0, 0)];
    for (account, expected) in people.into_iter().zip(expected) {
        let statements = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&statements);
        let read: Result<_, DbError> = database
            .db
            .read(move |tx| {
                tx.conn().set_instrumentation(Counter(Arc::clone(&seen)));
                let rights = rights::of(tx, scope, account)?;
                let counted = per_service::count(tx, &rights)?;
                services::all(tx)?;
                tx.conn()
                    .set_instrumentation(None::<Box<dyn Instrumentation>>);
                Ok(counted)
            })
            .await;
        let counted = read.unwrap();
        let visible: u64 = counted.iter().map(|row| row.visible).sum();
        let editable: u64 = counted.iter().map(|row| row.editable).sum();
        assert_eq!((visible, editable), expected);
        assert_eq!(statements.load(Ordering::Relaxed), 3);
    }
}
