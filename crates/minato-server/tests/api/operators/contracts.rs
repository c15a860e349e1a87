//! Operators keep services and contracts, say how contracts run, and who is the first to see them.

use chrono::TimeDelta;
use minato_types::accounts::ListAccountsQuery;
use minato_types::audit::AuditAction;
use minato_types::contracts::{
    AddMemberContractRequest, ContractStatus, ContractStatusChange, ContractStatusesSet,
    ListContractsQuery, ListMemberContractsQuery, SetAutomaticGroupAccountsRequest,
    SetContractStatusesRequest, UpdateMemberContractRequest,
};
use minato_types::members::{MemberAccount, RegisterMemberRequest};
use minato_types::problem::ProblemCode;
use minato_types::service_catalogue::{AddServiceRequest, UpdateServiceRequest};
use minato_types::services::ServiceCategory;
use minato_types::values::{AccountId, ContractNumber, MemberNumber};

use super::{Staff, carriers_chain, operator, recorded_since};
use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::me::broken_rules;
use crate::people::{HANAKO, MISAKI, TARO, refused};

fn member(text: &str) -> MemberNumber {
    MemberNumber::parse(text).unwrap()
}

fn number(text: &str) -> ContractNumber {
    ContractNumber::parse(text).unwrap()
}

pub(super) fn contract(number: &str) -> AddMemberContractRequest {
    AddMemberContractRequest {
        number: number.into(),
        service: "cloud-pbx".into(),
        customer_number: "C0004711".into(),
        group_number: Some("G000123".into()),
        site: "ﾅｶﾞｻｷ営業所".into(),
        applied_on: "2026/3/2".into(),
        provided_on: "2026-04-01".into(),
        ..AddMemberContractRequest::default()
    }
}

fn words(q: &str) -> ListMemberContractsQuery {
    ListMemberContractsQuery {
        q: Some(q.into()),
        ..ListMemberContractsQuery::default()
    }
}

#[actix_web::test]
async fn a_service_is_added_once_and_changed() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let before = carriers_chain(&app).await.len();
    let request = AddServiceRequest {
        code: "Fax-Mail".into(),
        category: "application".into(),
        name_ja: "ＦＡＸメール".into(),
        name_en: "Fax by mail".into(),
        ..AddServiceRequest::default()
    };
    let made = client.add_service(&request, "k1").await.unwrap();
    assert_eq!(made.value.code, "fax-mail");
    assert_eq!(client.add_service(&request, "k1").await.unwrap(), made);
    let broken = broken_rules(client.add_service(&request, "k2").await);
    assert_eq!(broken[0].0, "code");
    let change = UpdateServiceRequest {
        category: Some("itManagement".into()),
        has_settings: Some(true),
        position: Some(7),
        ..UpdateServiceRequest::default()
    };
    let after = client.update_service("fax-mail", &change, &made.etag).await;
    let after = after.unwrap().value;
    assert_eq!(after.category, ServiceCategory::ItManagement);
    assert!(after.has_settings && after.position == 7 && after.name == made.value.name);
    let late = client.update_service("fax-mail", &change, &made.etag).await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);
    let nothing = client.update_service("fax", &change, &made.etag).await;
    assert_eq!(refused(nothing), ProblemCode::NotFound);
    let all = client.list_services().await.unwrap().items;
    assert!(all.contains(&after));
    assert_eq!(
        recorded_since(&app, before).await,
        [AuditAction::ServiceAdded, AuditAction::ServiceChanged]
    );
    app.finish().await;
}

#[actix_web::test]
async fn contracts_of_a_renamed_service_are_found_by_its_new_names_alone() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let hers = HANAKO.sign_in(&app).await;
    let found = async |q: &str| {
        let query = ListContractsQuery {
            q: Some(q.to_owned()),
            ..ListContractsQuery::default()
        };
        hers.list_contracts(&query).await.unwrap().total
    };
    let own = ListContractsQuery {
        service: Some("cloud-pbx".to_owned()),
        ..ListContractsQuery::default()
    };
    let contracts = hers.list_contracts(&own).await.unwrap().total;
    assert!(contracts > 0);
    assert_eq!(
        (found("クラウドPBX").await, found("灯台電話").await),
        (contracts, 0)
    );
    let rename = UpdateServiceRequest {
        name_ja: Some("灯台電話".into()),
        name_en: Some("Lighthouse phone".into()),
        ..UpdateServiceRequest::default()
    };
    let version = client.update_service("cloud-pbx", &rename, "\"v1\"").await;
    assert_eq!(version.unwrap().value.name.ja, "灯台電話");
    app.pass(TimeDelta::seconds(10));
    app.deliver().await;
    assert_eq!(
        (found("クラウドPBX").await, found("灯台電話").await),
        (0, contracts)
    );
    assert_eq!(found("lighthouse").await, contracts);
    let wrong = UpdateServiceRequest {
        name_ja: Some(String::new()),
        ..UpdateServiceRequest::default()
    };
    let broken = client.update_service("cloud-pbx", &wrong, "\"v2\"").await;
    assert_eq!(broken_rules(broken)[0].0, "nameJa");
    app.finish().await;
}

#[actix_web::test]
async fn a_contract_is_registered_once_and_its_members_people_find_it() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let misakis = member(MISAKI.member_number);
    let request = contract("n777-000-001");
    let made = client.add_member_contract(&misakis, &request, "k1").await;
    let made = made.unwrap();
    assert_eq!(made.value.status, ContractStatus::Unmonitored);
    assert_eq!(made.value.number, number("N777000001"));
    let again = client.add_member_contract(&misakis, &request, "k1").await;
    assert_eq!(again.unwrap(), made);
    // Nobody else gets the number either.
    for (whose, key) in [(MISAKI, "k2"), (HANAKO, "k3")] {
        let whose = member(whose.member_number);
        let taken = client.add_member_contract(&whose, &request, key).await;
        assert_eq!(broken_rules(taken)[0].0, "number");
    }
    let unknown = AddMemberContractRequest {
        service: "telegrams".into(),
        ..contract("N777000002")
    };
    let broken = broken_rules(client.add_member_contract(&misakis, &unknown, "k4").await);
    assert_eq!(broken[0].0, "service");

    let found = client
        .list_member_contracts(&misakis, &words("ナガサキ n777-000"))
        .await;
    assert_eq!(found.unwrap().items, std::slice::from_ref(&made.value));
    let hanakos = member(HANAKO.member_number);
    let foreign = client
        .get_member_contract(&hanakos, &made.value.number)
        .await;
    assert_eq!(refused(foreign), ProblemCode::NotFound);
    // She is in the automatic group: what comes later is hers, too.
    let misaki = MISAKI.sign_in(&app).await;
    let query = ListContractsQuery {
        q: Some("長崎 ながさき".into()),
        ..ListContractsQuery::default()
    };
    assert_eq!(misaki.list_contracts(&query).await.unwrap().total, 0);
    let query = ListContractsQuery {
        q: Some("ながさき".into()),
        ..ListContractsQuery::default()
    };
    assert_eq!(misaki.list_contracts(&query).await.unwrap().total, 1);
    let last = chain(&app.app.db, MISAKI.member_number).await;
    let registered = |event: &&minato_db::audit::AuditEvent| {
        event.action.0 == AuditAction::ContractRegistered && event.actor_kind == "operator"
    };
    assert_eq!(last.iter().filter(registered).count(), 1);
    chain_holds(&app.app.db, MISAKI.member_number).await;
    app.finish().await;
}

#[actix_web::test]
async fn what_changes_of_a_contract_is_found_and_whoever_comes_late_is_told() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let misakis = member(MISAKI.member_number);
    let made = client
        .add_member_contract(&misakis, &contract("N777000001"), "k")
        .await
        .unwrap();
    let (known, since) = (
        &made.value.number,
        app.app.db.clock().now() - TimeDelta::days(3),
    );
    let change = UpdateMemberContractRequest {
        site: Some("平戸".into()),
        group_number: Some(String::new()),
        status: Some("warning".into()),
        status_since: Some(since),
        ends_on: Some("2028-03-31".into()),
        ..UpdateMemberContractRequest::default()
    };
    let after = client
        .update_member_contract(&misakis, known, &change, &made.etag)
        .await
        .unwrap();
    assert_eq!(after.value.site, "平戸");
    assert_eq!(after.value.group_number, None);
    assert_eq!(after.value.status, ContractStatus::Warning);
    assert_eq!(
        after.value.status_since.timestamp_millis(),
        since.timestamp_millis()
    );
    for (q, total) in [("平戸", 1), ("ナガサキ営業所", 0), ("G000123", 0)] {
        let found = client.list_member_contracts(&misakis, &words(q)).await;
        assert_eq!(found.unwrap().total, total, "{q}");
    }
    let late = client
        .update_member_contract(&misakis, known, &change, &made.etag)
        .await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);
    let backwards = UpdateMemberContractRequest {
        ends_on: Some("2026-03-31".into()),
        ..UpdateMemberContractRequest::default()
    };
    let broken = client
        .update_member_contract(&misakis, known, &backwards, &after.etag)
        .await;
    assert_eq!(broken_rules(broken)[0].0, "endsOn");
    app.finish().await;
}

fn runs(number: &str, status: &str) -> ContractStatusChange {
    ContractStatusChange {
        number: number.into(),
        status: status.into(),
    }
}

#[actix_web::test]
async fn a_monitoring_system_says_how_contracts_of_many_members_run() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let request = |contracts: Vec<ContractStatusChange>| SetContractStatusesRequest {
        contracts,
        since: None,
    };
    let both = vec![runs("N342000001", "abnormal"), runs("N342000002", "normal")];
    let wrong = [both.clone(), vec![runs("N999999999", "normal")]].concat();
    let broken = broken_rules(client.set_contract_statuses(&request(wrong)).await);
    let fields: Vec<&str> = broken.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["contracts.2.number"]);

    let done = client.set_contract_statuses(&request(both.clone())).await;
    let expected = ContractStatusesSet {
        changed: 1,
        unchanged: 1,
    };
    assert_eq!(done.unwrap(), expected);
    let again = client.set_contract_statuses(&request(both)).await.unwrap();
    assert_eq!((again.changed, again.unchanged), (0, 2));
    let misaki = MISAKI.sign_in(&app).await;
    let listed = misaki.list_contracts(&ListContractsQuery::default()).await;
    let first = &listed.unwrap().items[0];
    assert_eq!(
        first.number,
        number("N342000001"),
        "what needs a look comes first"
    );
    assert_eq!(first.status, ContractStatus::Abnormal);
    app.finish().await;
}

#[actix_web::test]
async fn somebody_is_the_first_to_see_the_contracts_of_a_new_member() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    let hanakos = member(HANAKO.member_number);
    let before = client.get_automatic_group_accounts(&hanakos).await.unwrap();
    let addresses: Vec<&str> = before
        .value
        .accounts
        .iter()
        .map(|one| one.email.as_str())
        .collect();
    assert_eq!(addresses, [HANAKO.email]);
    let everybody = client
        .list_member_accounts(&hanakos, &ListAccountsQuery::default())
        .await
        .unwrap()
        .items;
    let taro = everybody
        .iter()
        .find(|one| one.email.as_str() == TARO.email);
    let taro: &MemberAccount = taro.unwrap();
    let request = |accounts: Vec<AccountId>| SetAutomaticGroupAccountsRequest { accounts };
    let wrong = request(vec![taro.id, taro.id, AccountId(uuid::Uuid::nil())]);
    let broken = client
        .set_automatic_group_accounts(&hanakos, &wrong, &before.etag)
        .await;
    assert_eq!(broken_rules(broken).len(), 2);

    let (theirs, hers) = (TARO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    let all = ListContractsQuery::default();
    let taken = request(vec![taro.id]);
    client
        .set_automatic_group_accounts(&hanakos, &taken, &before.etag)
        .await
        .unwrap();
    assert_eq!(theirs.list_contracts(&all).await.unwrap().total, 45);
    assert_eq!(hers.list_contracts(&all).await.unwrap().total, 0, "at once");
    let late = client
        .set_automatic_group_accounts(&hanakos, &taken, &before.etag)
        .await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);

    // A member that is registered has the group, with nobody in it.
    let new = RegisterMemberRequest {
        member_number: "M97-00400".into(),
        name: "沖合通運株式会社".into(),
        address: "東京都港区海岸1-2-3".into(),
        ..RegisterMemberRequest::default()
    };
    client.register_member(&new, "k").await.unwrap();
    let nobody = client
        .get_automatic_group_accounts(&member("M97-00400"))
        .await;
    assert_eq!(nobody.unwrap().value.accounts, []);
    app.pass(TimeDelta::minutes(10));
    let stale = client
        .set_automatic_group_accounts(&hanakos, &taken, &before.etag)
        .await;
    assert_eq!(refused(stale), ProblemCode::StepUpRequired);
    app.finish().await;
}
