//! What is searched in contracts follows a service that is renamed, some contracts at a time.

use diesel::prelude::*;
use minato_db::models::contracts::{self, NewContract, renamed};
use minato_db::models::members::{self, NewMember};
use minato_db::models::services::{self, NewService, Service, ServiceChange};
use minato_db::{Backend, DbError, TenantScope, Tx as _, WriteTx};
use minato_test::TestDb;
use minato_types::contracts::ContractStatus;
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::services::ServiceCategory;
use minato_types::values::{ContractNumber, MemberNumber};

use crate::query_plans::plan;
use crate::schema::contracts as table;

/// More than two batches of one service, of two members.
const CONTRACTS: u32 = 1_100;

fn member(tx: &mut WriteTx<'_>, number: &str) -> Result<TenantScope, DbError> {
    let new = NewMember {
        member_number: MemberNumber::parse(number).unwrap(),
        name: "m".to_owned(),
        postal_code: None,
        address: "a".to_owned(),
        contracted_ports: 1,
        closing_day: 20,
        two_step: true,
        password_policy: PasswordPolicy::Standard,
    };
    members::insert(tx, &new)
}

fn service(tx: &mut WriteTx<'_>, code: &str) -> Result<Service, DbError> {
    let new = NewService {
        code: code.to_owned(),
        category: ServiceCategory::Voice,
        name_ja: "旧電話".to_owned(),
        name_en: "old phones".to_owned(),
        has_settings: true,
        position: 1,
    };
    services::insert(tx, &new)?;
    Ok(services::find(tx, code)?.unwrap())
}

fn fill(tx: &mut WriteTx<'_>) -> Result<Service, DbError> {
    let scopes = [member(tx, "M97-00001")?, member(tx, "M97-00002")?];
    let of = [service(tx, "phones")?, service(tx, "others")?];
    let (now, today) = (tx.now(), japan_time::date(tx.now()));
    for n in 0..CONTRACTS + 4 {
        let new = NewContract {
            number: ContractNumber::parse(&format!("N{n:09}")).unwrap(),
            customer_number: "C1".to_owned(),
            group_number: None,
            site: "東京".to_owned(),
            status: ContractStatus::Normal,
            status_since: now,
            memo: "旧電話から".to_owned(),
            applied_on: today,
            provided_on: today,
            ends_on: None,
        };
        let service = &of[usize::from(n >= CONTRACTS)];
        contracts::insert(tx, scopes[n as usize % 2], service, &new)?;
    }
    let [phones, _] = of;
    let change = ServiceChange {
        category: phones.category.0,
        name_ja: "新電話".to_owned(),
        name_en: "new phones".to_owned(),
        has_settings: true,
        position: 1,
    };
    assert!(services::update(tx, &phones, &change)?);
    Ok(phones)
}

/// How many contracts have these words in the text that is searched.
fn with(tx: &mut WriteTx<'_>, words: &str) -> Result<i64, DbError> {
    Ok(table::table
        .filter(table::search_text.like(format!("%{words}%")))
        .count()
        .get_result(tx.conn())?)
}

#[tokio::test]
async fn every_contract_of_a_renamed_service_follows_once_and_keeps_its_memo() {
    let database = TestDb::new().await;
    let read: Result<_, DbError> = database
        .db
        .write(|tx| {
            let phones = fill(tx)?;
            let (mut after, mut batches) = (None, 0);
            loop {
                after = renamed::follow(tx, phones.id.0, after.as_ref())?;
                batches += 1;
                if after.is_none() {
                    break;
                }
            }
            let found = ["新電話\nnew phones\n東京\n旧電話から", "旧電話\nold phones"];
            let found = [with(tx, found[0])?, with(tx, found[1])?];
            Ok((batches, found))
        })
        .await;
    assert_eq!(read.unwrap(), (3, [i64::from(CONTRACTS), 4]));
}

#[tokio::test]
async fn the_walk_enters_the_contracts_at_its_place() {
    let database = TestDb::new().await;
    if database.db.backend() != Backend::Sqlite {
        return;
    }
    let query = "SELECT member_id, id FROM contracts WHERE service_id = ? AND member_id >= ? \
                 AND (member_id > ? OR (member_id = ? AND id > ?)) ORDER BY member_id, id LIMIT ?";
    let plan = plan(&database, query).await;
    let entered = |step: &String| step.contains("sqlite_autoindex_contracts_1 (member_id>?");
    assert!(plan.iter().any(entered), "{plan:?}");
    assert!(
        !plan.iter().any(|step| step.contains("TEMP B-TREE")),
        "{plan:?}"
    );
}
