//! Who sees which contract, and what he may do with it.

use minato_db::models::contracts;
use minato_types::contracts::{ContractPermission, ListContractsQuery as Query};
use minato_types::problem::ProblemCode;

use super::{MEI, NUMBER, Office, REN, contract, list, register, short, whole};
use crate::people::{HANAKO, JIRO, refused};

use ContractPermission::{Edit, View};

/// Contracts 1 and 2 of telephones, 3 of lines, 4 of security.
async fn with_four_contracts() -> (Office, [minato_types::values::ContractId; 4]) {
    let office = Office::start().await;
    let telephones = office.add(0, vec![contract(1), contract(2)]).await;
    let line = office.add(1, vec![contract(3)]).await;
    let alarm = office.add(2, vec![contract(4)]).await;
    let ids = [telephones[0], telephones[1], line[0], alarm[0]];
    (office, ids)
}

async fn seen(client: &minato_client::Client) -> Vec<(u32, ContractPermission)> {
    let rows = whole(client, Query::default()).await;
    let permissions = rows.iter().map(|row| row.permission);
    short(&rows).into_iter().zip(permissions).collect()
}

#[actix_web::test]
async fn an_admin_who_is_in_no_group_sees_no_contract() {
    let (office, _) = with_four_contracts().await;
    let mei = MEI.sign_in(&office.app).await;
    let page = list(&mei, Query::default()).await;
    assert_eq!((page.items.len(), page.total, page.next), (0, 0, None));
    let counts = mei.count_contracts(&Query::default()).await.unwrap();
    assert_eq!((counts.total, counts.statuses.len()), (0, 5));
    let csv = mei.export_contracts(&Query::default()).await.unwrap();
    assert_eq!(csv.lines().count(), 1);
    office.app.finish().await;
}

#[actix_web::test]
async fn rights_of_several_groups_add_up() {
    let (office, [first, second, line, _]) = with_four_contracts().await;
    let ren = REN.sign_in(&office.app).await;
    let watchers = office.group_of("見る人", office.ren).await;
    assert_eq!(seen(&ren).await, [], "a group without rights shows nothing");
    office.grant_service(watchers, 0, View).await;
    assert_eq!(seen(&ren).await, [(1, View), (2, View)]);

    let menders = office.group_of("直す人", office.ren).await;
    office.grant_contract(menders, second, Edit).await;
    office.grant_contract(menders, line, View).await;
    assert_eq!(seen(&ren).await, [(1, View), (2, Edit), (3, View)]);
    office.grant_contract(watchers, line, Edit).await;
    office.grant_contract(watchers, first, View).await;
    assert_eq!(seen(&ren).await, [(1, View), (2, Edit), (3, Edit)]);

    let to_change = Query {
        permission: Some("edit".to_owned()),
        ..Query::default()
    };
    assert_eq!(short(&whole(&ren, to_change.clone()).await), [2, 3]);
    assert_eq!(ren.count_contracts(&to_change).await.unwrap().total, 2);

    office.grant_service(menders, 0, Edit).await;
    assert_eq!(seen(&ren).await, [(1, Edit), (2, Edit), (3, Edit)]);
    office.app.finish().await;
}

#[actix_web::test]
async fn the_automatic_group_covers_every_contract_and_those_to_come() {
    let (office, _) = with_four_contracts().await;
    let ren = REN.sign_in(&office.app).await;
    office.let_see_everything(office.ren).await;
    let all = [(1, Edit), (2, Edit), (3, Edit), (4, Edit)];
    assert_eq!(seen(&ren).await, all);
    office.add(2, vec![contract(5)]).await;
    assert_eq!(seen(&ren).await.len(), 5);
    assert_eq!(seen(&MEI.sign_in(&office.app).await).await, []);
    office.app.finish().await;
}

#[actix_web::test]
async fn nobody_sees_contracts_of_another_member() {
    let (office, _) = with_four_contracts().await;
    let service = office.services[0].clone();
    let foreign = office.write(move |tx, _| {
        let scope = register(tx, "M97-09102")?;
        contracts::insert(tx, scope, &service, &contract(77))
    });
    let foreign = foreign.await;
    office.let_see_everything(office.ren).await;
    let group = office.group_of("電話", office.mei).await;
    office.grant_service(group, 0, Edit).await;
    // The reference of the group's table refuses it; the words of the table would not help.
    let scope = office.scope;
    let granted = office
        .app
        .app
        .db
        .write(move |tx| {
            minato_db::models::user_groups::grant_contract(tx, scope, group, foreign, Edit)
        })
        .await;
    assert!(granted.is_err());
    let (mei, ren) = (
        MEI.sign_in(&office.app).await,
        REN.sign_in(&office.app).await,
    );
    assert_eq!(short(&whole(&ren, Query::default()).await), [1, 2, 3, 4]);
    assert_eq!(short(&whole(&mei, Query::default()).await), [1, 2]);
    for client in [&mei, &ren] {
        let search = Query {
            q: Some("N900000077".to_owned()),
            ..Query::default()
        };
        assert_eq!(list(client, search.clone()).await.total, 0);
        assert_eq!(client.count_contracts(&search).await.unwrap().total, 0);
        let csv = client.export_contracts(&Query::default()).await.unwrap();
        assert!(!csv.contains("N900000077"));
    }
    office.app.finish().await;
}

#[actix_web::test]
async fn a_right_that_is_taken_away_is_gone_at_the_next_request_on_every_server() {
    let (office, _) = with_four_contracts().await;
    let group = office.group_of("電話", office.ren).await;
    office.grant_service(group, 0, View).await;
    let ren = REN.sign_in(&office.app).await;
    let (_second, address) = office.app.second();
    let browser = crate::raw::Signed::of(&ren).await;
    let totals = async || {
        let mut totals = Vec::new();
        for origin in [&office.app.address, &address] {
            for path in ["/contracts", "/contracts/counts"] {
                let answer = browser.send(origin, "GET", path, &[], None).await;
                totals.push(answer.json()["total"].as_u64().unwrap());
            }
            let csv = browser
                .send(origin, "GET", "/contracts.csv", &[], None)
                .await;
            totals.push(csv.body.lines().count() as u64 - 1);
        }
        totals
    };
    assert_eq!(totals().await, [2; 6]);
    office
        .sql(format!(
            "DELETE FROM user_group_services WHERE group_id = '{group}'"
        ))
        .await;
    assert_eq!(totals().await, [0; 6]);
    office.grant_service(group, 1, Edit).await;
    assert_eq!(totals().await, [1; 6]);
    office
        .sql(format!(
            "DELETE FROM user_group_accounts WHERE account_id = '{}'",
            office.ren
        ))
        .await;
    assert_eq!(totals().await, [0; 6]);
    office.app.finish().await;
}

#[actix_web::test]
async fn contracts_need_a_second_step() {
    let app = crate::app::TestApp::start().await;
    let anonymous = app.anonymous();
    let query = Query::default();
    assert_eq!(
        refused(anonymous.list_contracts(&query).await),
        ProblemCode::NotSignedIn
    );
    let jiro = JIRO.sign_in(&app).await;
    assert_eq!(
        refused(jiro.list_contracts(&query).await),
        ProblemCode::TwoStepRequired
    );
    assert_eq!(
        refused(jiro.count_contracts(&query).await),
        ProblemCode::TwoStepRequired
    );
    assert_eq!(
        refused(jiro.export_contracts(&query).await),
        ProblemCode::TwoStepRequired
    );
    let hanako = HANAKO.sign_in(&app).await;
    assert!(hanako.list_contracts(&query).await.is_ok());
    assert_ne!(HANAKO.member_number, NUMBER);
    app.finish().await;
}
