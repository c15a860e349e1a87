//! One contract: who sees it, who changes its memo and its contacts.

use minato_client::{Client, Versioned};
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::contracts::ContractPermission::{Edit, View};
use minato_types::contracts::{
    Contract, ContractContactEntry, ContractStatus, ListContractsQuery,
    UpdateContractContactsRequest, UpdateContractMemoRequest,
};
use minato_types::problem::ProblemCode;

use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::holdings::{BEACON, Grant, RADIO, contract, give, number};
use crate::me::broken_rules;
use crate::people::{AKARI, HANAKO, JIRO, TARO, refused};

const ONE: &str = "N910000001";

fn memo(text: &str) -> UpdateContractMemoRequest {
    UpdateContractMemoRequest { memo: text.into() }
}

fn contacts(names: &[&str]) -> UpdateContractContactsRequest {
    let entry = |name: &&str| ContractContactEntry {
        name: (*name).to_owned(),
        email: format!("{name}@minato-shoji.example"),
        phone: "０３－１２３４－５６７８".into(),
        ..ContractContactEntry::default()
    };
    UpdateContractContactsRequest {
        contacts: names.iter().map(entry).collect(),
    }
}

fn names(contract: &Contract) -> Vec<&str> {
    let people = contract.contacts.iter();
    people.map(|person| person.name.as_str()).collect()
}

async fn get(client: &Client) -> Versioned<Contract> {
    client.get_contract(&number(ONE)).await.unwrap()
}

/// Whether the contract is found by these words.
async fn is_found_by(client: &Client, words: &str) -> bool {
    let query = ListContractsQuery {
        q: Some(words.to_owned()),
        ..ListContractsQuery::default()
    };
    let found = client.list_contracts(&query).await.unwrap();
    found.items.iter().any(|found| found.number == number(ONE))
}

#[actix_web::test]
async fn a_contract_is_told_with_all_that_is_known_of_it() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, ONE, "埠頭の無線").await;
    give(&app, TARO, Grant::Service(RADIO, View)).await;
    let found = get(&TARO.sign_in(&app).await).await.value;
    assert_eq!(found.number.as_str(), ONE);
    assert_eq!(found.service.code, RADIO);
    assert_eq!(found.customer_number, "C0004711");
    assert_eq!(
        (found.site.as_str(), found.status),
        ("第三埠頭", ContractStatus::Warning)
    );
    assert_eq!(
        (found.memo.as_str(), found.memo_changed_at),
        ("埠頭の無線", None)
    );
    assert_eq!((found.ends_on, found.contacts.len()), (None, 0));
    assert_eq!(found.permission, View);
    app.finish().await;
}

#[actix_web::test]
async fn rights_of_groups_add_up_and_say_what_one_may_do() {
    for (grants, expected) in [
        (vec![], None),
        (vec![Some((BEACON, Edit))], None),
        (vec![Some((RADIO, View))], Some(View)),
        (vec![Some((RADIO, Edit))], Some(Edit)),
        (vec![Some((RADIO, View)), Some((RADIO, Edit))], Some(Edit)),
        // Nothing stands for the contract by itself, with the right to change it.
        (vec![None], Some(Edit)),
        (vec![Some((RADIO, View)), None], Some(Edit)),
    ] {
        let app = TestApp::start().await;
        let id = contract(&app, TARO, RADIO, ONE, "").await;
        contract(&app, TARO, BEACON, "N910000002", "").await;
        for grant in &grants {
            let grant = match *grant {
                Some((service, permission)) => Grant::Service(service, permission),
                None => Grant::Contract(id, Edit),
            };
            give(&app, TARO, grant).await;
        }
        let taro = TARO.sign_in(&app).await;
        let found = taro.get_contract(&number(ONE)).await;
        match expected {
            Some(permission) => assert_eq!(found.unwrap().value.permission, permission),
            None => assert_eq!(refused(found), ProblemCode::NotFound),
        }
        let tag = "\"v1-1\"";
        let changed = taro
            .update_contract_memo(&number(ONE), &memo("x"), tag)
            .await;
        match expected {
            Some(Edit) => assert_eq!(changed.unwrap().value.memo, "x"),
            Some(View) => assert_eq!(refused(changed), ProblemCode::Forbidden),
            None => assert_eq!(refused(changed), ProblemCode::NotFound),
        }
        app.finish().await;
    }
}

#[actix_web::test]
async fn a_right_on_one_contract_to_see_it_is_none_to_change_it() {
    let app = TestApp::start().await;
    let id = contract(&app, TARO, RADIO, ONE, "").await;
    give(&app, TARO, Grant::Contract(id, View)).await;
    let taro = TARO.sign_in(&app).await;
    assert_eq!(get(&taro).await.value.permission, View);
    let request = contacts(&["hanako"]);
    let number = number(ONE);
    let refusal = taro.update_contract_contacts(&number, &request, "\"v1-1\"");
    assert_eq!(refused(refusal.await), ProblemCode::Forbidden);
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_outside_of_all_groups_and_other_members_find_nothing() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, ONE, "").await;
    give(&app, AKARI, Grant::Everything).await;
    let akari = AKARI.sign_in(&app).await;
    for found in [number(ONE), number("N999999999")] {
        assert_eq!(
            refused(akari.get_contract(&found).await),
            ProblemCode::NotFound
        );
        let change = akari
            .update_contract_memo(&found, &memo("x"), "\"v1-1\"")
            .await;
        assert_eq!(refused(change), ProblemCode::NotFound);
    }
    let jiro = JIRO.sign_in(&app).await;
    let found = jiro.get_contract(&number(ONE)).await;
    assert_eq!(refused(found), ProblemCode::TwoStepRequired);
    app.finish().await;
}

#[actix_web::test]
async fn a_memo_is_written_found_by_search_and_recorded() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, ONE, "埠頭の無線").await;
    give(&app, TARO, Grant::Service(RADIO, Edit)).await;
    let taro = TARO.sign_in(&app).await;
    assert!(is_found_by(&taro, "埠頭の無線").await);
    let before = get(&taro).await;
    let recorded = chain(&app.app.db, TARO.member_number).await.len();

    let request = memo("  灯台ｱﾝﾃﾅ ");
    let after = taro
        .update_contract_memo(&number(ONE), &request, &before.etag)
        .await;
    let after = after.unwrap();
    assert_eq!(after.value.memo, "灯台ｱﾝﾃﾅ");
    assert_eq!(after.value.memo_changed_by.as_deref(), Some("Taro Umino"));
    assert!(after.value.memo_changed_at.is_some());
    assert_eq!(get(&taro).await, after);
    assert!(is_found_by(&taro, "灯台 アンテナ").await);
    assert!(!is_found_by(&taro, "埠頭の無線").await);
    // The rest of what is searched has stayed.
    assert!(is_found_by(&taro, "第三埠頭 harbour C-0004711").await);

    let events = chain(&app.app.db, TARO.member_number).await;
    let actions: Vec<_> = events[recorded..]
        .iter()
        .map(|event| event.action.0)
        .collect();
    assert_eq!(actions, [AuditAction::ContractMemoChanged]);
    // The same memo again is no change.
    let request = memo("灯台ｱﾝﾃﾅ");
    let same = taro
        .update_contract_memo(&number(ONE), &request, &after.etag)
        .await;
    assert_eq!(same.unwrap(), after);
    assert_eq!(
        chain(&app.app.db, TARO.member_number).await.len(),
        recorded + 1
    );
    chain_holds(&app.app.db, TARO.member_number).await;
    app.finish().await;
}

#[actix_web::test]
async fn of_two_writers_the_second_learns_what_the_first_wrote() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, ONE, "").await;
    give(&app, TARO, Grant::Service(RADIO, Edit)).await;
    give(&app, HANAKO, Grant::Everything).await;
    let (taro, hanako) = (TARO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    let (one, number) = (get(&taro).await, number(ONE));
    let two = get(&hanako).await;
    taro.update_contract_memo(&number, &memo("太郎"), &one.etag)
        .await
        .unwrap();
    let late = hanako
        .update_contract_memo(&number, &memo("花子"), &two.etag)
        .await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);
    let newest = get(&hanako).await;
    assert_eq!(newest.value.memo, "太郎");
    assert_eq!(newest.value.memo_changed_by.as_deref(), Some("Taro Umino"));
    let both = memo("太郎、花子");
    let kept = hanako
        .update_contract_memo(&number, &both, &newest.etag)
        .await;
    assert_eq!(kept.unwrap().value.memo, "太郎、花子");
    let without = hanako.update_contract_memo(&number, &memo("x"), "").await;
    assert_eq!(refused(without), ProblemCode::PreconditionFailed);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_changes_the_contacts_does_not_stand_in_the_way_of_the_memo() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, ONE, "").await;
    give(&app, TARO, Grant::Service(RADIO, Edit)).await;
    let (taro, number) = (TARO.sign_in(&app).await, number(ONE));
    let first = get(&taro).await;
    let request = contacts(&["hanako", "taro"]);
    let after = taro
        .update_contract_contacts(&number, &request, &first.etag)
        .await
        .unwrap();
    assert_eq!(names(&after.value), ["hanako", "taro"]);
    assert_eq!(after.value.contacts[0].phone, "03-1234-5678");
    assert_eq!(after.value.contacts[0].department, "");
    taro.update_contract_memo(&number, &memo("x"), &first.etag)
        .await
        .unwrap();
    let late = contacts(&["jiro"]);
    let late = taro
        .update_contract_contacts(&number, &late, &first.etag)
        .await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);
    let newest = get(&taro).await;
    assert_eq!(
        (newest.value.memo.as_str(), names(&newest.value)),
        ("x", vec!["hanako", "taro"])
    );
    let none = taro
        .update_contract_contacts(&number, &contacts(&[]), &newest.etag)
        .await;
    assert_eq!(names(&none.unwrap().value), [""; 0]);
    let events = chain(&app.app.db, TARO.member_number).await;
    let of_contacts = events
        .iter()
        .filter(|event| event.action.0 == AuditAction::ContractContactsChanged);
    assert_eq!(of_contacts.count(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn what_is_wrong_with_memo_and_contacts_is_named() {
    let app = TestApp::start().await;
    contract(&app, TARO, RADIO, ONE, "").await;
    give(&app, TARO, Grant::Service(RADIO, Edit)).await;
    let (taro, number) = (TARO.sign_in(&app).await, number(ONE));
    let etag = get(&taro).await.etag;
    let long = taro
        .update_contract_memo(&number, &memo(&"港".repeat(201)), &etag)
        .await;
    let too_long = FieldRule::TooLong { max: 200 };
    assert_eq!(broken_rules(long), [("memo".to_owned(), too_long)]);
    let mut request = contacts(&["hanako", "hanako"]);
    request.contacts[0].name = String::new();
    let broken = taro
        .update_contract_contacts(&number, &request, &etag)
        .await;
    assert_eq!(
        broken_rules(broken),
        [("contacts.0.name".to_owned(), FieldRule::Required)]
    );
    assert_eq!(get(&taro).await.etag, etag);
    app.finish().await;
}
