//! The menu of services shows what groups let a person see, and counts it as the list does.

use minato_client::Client;
use minato_db::models::accounts::{self, Account};
use minato_db::models::contracts::{self, Contract, rights};
use minato_db::models::{services, user_groups};
use minato_db::{DbError, WriteTx};
use minato_types::contracts::{ContractPermission, ListContractsQuery};
use minato_types::problem::ProblemCode;
use minato_types::services::{ServiceCategory, ServiceMenu, ServiceMenuEntry};
use minato_types::values::{ContractNumber, EmailAddress};

use crate::app::TestApp;
use crate::people::{AKARI, HANAKO, JIRO, MISAKI, Person, TARO, refused};

/// Runs a transaction on the account of a person.
pub(crate) async fn write<F>(app: &TestApp, person: Person, change: F)
where
    F: FnOnce(&mut WriteTx<'_>, &Account) -> Result<(), DbError> + Send + 'static,
{
    let written: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let email = EmailAddress::parse(person.email).unwrap();
            let account = accounts::find_candidate(tx, None, &email)?.unwrap().account;
            change(tx, &account)
        })
        .await;
    written.unwrap();
}

/// Takes a person out of every group.
pub(crate) async fn leave_groups(app: &TestApp, person: Person) {
    let email = EmailAddress::parse(person.email).unwrap();
    let id = app
        .app
        .db
        .read(move |tx| {
            let found = accounts::find_candidate(tx, None, &email)?;
            Ok::<_, DbError>(found.unwrap().account.id.0)
        })
        .await
        .unwrap();
    let statement = format!("DELETE FROM user_group_accounts WHERE account_id = '{id}'");
    minato_test::execute(&app.app.db, statement).await;
}

/// Lets a person do this with one contract of his member, beside what he may do already.
pub(crate) async fn grant(
    app: &TestApp,
    person: Person,
    number: &ContractNumber,
    permission: ContractPermission,
) {
    let number = number.clone();
    write(app, person, move |tx, account| {
        let scope = account.scope();
        let contract = contract_of(tx, HANAKO, &number)?;
        let group = user_groups::insert(tx, scope, &format!("{number} {permission}"), "")?;
        user_groups::add_account(tx, scope, group, account.id.0)?;
        user_groups::grant_contract(tx, scope, group, contract.id.0, permission)
    })
    .await;
}

/// A contract that `seer` sees.
fn contract_of(
    tx: &mut WriteTx<'_>,
    seer: Person,
    number: &ContractNumber,
) -> Result<Contract, DbError> {
    let email = EmailAddress::parse(seer.email).unwrap();
    let seer = accounts::find_candidate(tx, None, &email)?.unwrap().account;
    let rights = rights::of(tx, seer.scope(), seer.id.0)?;
    let found = contracts::find(tx, &rights, ContractPermission::View, number)?;
    Ok(found.unwrap())
}

fn entries(menu: &ServiceMenu) -> impl Iterator<Item = &ServiceMenuEntry> {
    menu.categories.iter().flat_map(|part| &part.services)
}

fn codes(menu: &ServiceMenu) -> Vec<&str> {
    entries(menu)
        .map(|entry| entry.service.code.as_str())
        .collect()
}

/// How many contracts the list shows of a service.
async fn listed(client: &Client, code: &str, permission: Option<ContractPermission>) -> u64 {
    let query = ListContractsQuery {
        service: Some(code.to_owned()),
        permission: permission.map(|permission| permission.to_string()),
        ..ListContractsQuery::default()
    };
    client.list_contracts(&query).await.unwrap().total
}

/// Every number of the menu is one of the list, and nothing is left out.
async fn agrees_with_the_list(client: &Client) -> ServiceMenu {
    let menu = client.get_service_menu().await.unwrap();
    let mut all = 0;
    for entry in entries(&menu) {
        let code = &entry.service.code;
        assert_eq!(entry.contracts, listed(client, code, None).await, "{code}");
        let editable = listed(client, code, Some(ContractPermission::Edit)).await;
        assert_eq!(entry.editable, editable, "{code}");
        let query = ListContractsQuery {
            service: Some(code.clone()),
            ..ListContractsQuery::default()
        };
        let mut counts = client.count_contracts(&query).await.unwrap().statuses;
        counts.retain(|counted| counted.count > 0);
        assert_eq!(entry.statuses, counts, "{code}");
        assert_eq!(entry.worst, counts[0].status, "{code}");
        all += entry.contracts;
    }
    let everything = ListContractsQuery::default();
    let total = client.list_contracts(&everything).await.unwrap().total;
    assert_eq!(all, total);
    menu
}

#[actix_web::test]
async fn the_menu_counts_what_the_list_shows() {
    let app = TestApp::start().await;
    for person in [HANAKO, TARO, AKARI] {
        let client = person.sign_in(&app).await;
        let menu = agrees_with_the_list(&client).await;
        assert!(!menu.categories.is_empty(), "{}", person.email);
    }
    let misaki = MISAKI.sign_in(&app).await;
    assert!(!agrees_with_the_list(&misaki).await.categories.is_empty());
    leave_groups(&app, MISAKI).await;
    let menu = agrees_with_the_list(&misaki).await;
    assert_eq!(menu.categories, [], "an admin in no group sees none");
    app.finish().await;
}

#[actix_web::test]
async fn services_stand_in_the_order_of_categories_and_only_those_with_contracts() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let menu = hanako.get_service_menu().await.unwrap();
    let order: Vec<usize> = menu
        .categories
        .iter()
        .map(|part| part.category.position())
        .collect();
    assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{order:?}");
    for part in &menu.categories {
        let of_it = |entry: &ServiceMenuEntry| entry.service.category == part.category;
        assert!(!part.services.is_empty() && part.services.iter().all(of_it));
    }
    let catalogue = app.app.db.read(|tx| services::all(tx)).await.unwrap().len();
    let shown = codes(&menu).len();
    assert!(shown > 3 && shown < catalogue, "{shown} of {catalogue}");
    let voice = menu
        .categories
        .iter()
        .find(|part| part.category == ServiceCategory::Voice);
    assert!(voice.is_some());
    app.finish().await;
}

#[actix_web::test]
async fn a_right_on_one_contract_shows_its_service_with_that_one_alone() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let seen = taro.get_service_menu().await.unwrap();
    let everything = hanako.get_service_menu().await.unwrap();
    let hidden = entries(&everything)
        .find(|entry| !codes(&seen).contains(&entry.service.code.as_str()))
        .expect("a service that he does not see");
    let query = ListContractsQuery {
        service: Some(hidden.service.code.clone()),
        ..ListContractsQuery::default()
    };
    let one = hanako.list_contracts(&query).await.unwrap().items.remove(0);
    grant(&app, TARO, &one.number, ContractPermission::View).await;
    let menu = agrees_with_the_list(&taro).await;
    let entry = entries(&menu).find(|entry| entry.service == hidden.service);
    let entry = entry.expect("the service is there now");
    assert_eq!((entry.contracts, entry.editable), (1, 0));
    assert_eq!(entry.worst, one.status);

    grant(&app, TARO, &one.number, ContractPermission::Edit).await;
    let menu = agrees_with_the_list(&taro).await;
    let entry = entries(&menu).find(|entry| entry.service == hidden.service);
    assert_eq!(entry.map(|entry| entry.editable), Some(1));

    leave_groups(&app, TARO).await;
    let menu = taro.get_service_menu().await.unwrap();
    assert_eq!(menu.categories, [], "at the next request");
    app.finish().await;
}

#[actix_web::test]
async fn a_password_alone_shows_no_menu() {
    let app = TestApp::start().await;
    let jiro = JIRO.sign_in(&app).await;
    let answer = jiro.get_service_menu().await;
    assert_eq!(refused(answer), ProblemCode::TwoStepRequired);
    assert_eq!(refused(jiro.get_pins().await), ProblemCode::TwoStepRequired);
    app.finish().await;
}
