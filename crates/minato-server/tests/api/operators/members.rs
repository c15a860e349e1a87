//! Operators register members and open accounts; people come in by the opening mail.

use chrono::TimeDelta;
use minato_types::accounts::{AddAccountRequest, ListAccountsQuery};
use minato_types::audit::AuditAction;
use minato_types::company::CompanyOptionKind;
use minato_types::members::{
    ListMembersQuery, MemberState, RegisterMemberRequest, UpdateMemberRequest,
};
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountState, MemberNumber};

use super::{Staff, code, operator};
use crate::app::TestApp;
use crate::audit::{chain, chain_holds};
use crate::me::broken_rules;
use crate::people::{HANAKO, JIRO, TARO, refused};

fn number(text: &str) -> MemberNumber {
    MemberNumber::parse(text).unwrap()
}

fn okiai() -> RegisterMemberRequest {
    RegisterMemberRequest {
        member_number: "Ｍ９７－００４００".into(),
        name: "沖合通運株式会社".into(),
        postal_code: Some("１０５００００".into()),
        address: "東京都港区海岸1-2-3".into(),
        contracted_ports: Some(12),
        options: Some(vec!["portPlus".into()]),
        ..RegisterMemberRequest::default()
    }
}

pub(super) fn nami() -> AddAccountRequest {
    AddAccountRequest {
        name: "沖 奈美".into(),
        role: "admin".into(),
        email: "nami@okiai.example".into(),
        department: "総務部".into(),
        phone: Some("03-1111-2222".into()),
        ..AddAccountRequest::default()
    }
}

#[actix_web::test]
async fn a_member_is_registered_once_and_its_first_admin_gets_the_opening_mail() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let made = client.register_member(&okiai(), "k1").await.unwrap();
    assert_eq!(made.value.member_number, number("M97-00400"));
    assert_eq!(made.value.postal_code.as_deref(), Some("105-0000"));
    assert_eq!(
        (made.value.closing_day, made.value.max_added_ports),
        (20, 100)
    );
    assert_eq!(made.value.options, [CompanyOptionKind::PortPlus]);
    // The same key again: the same answer, and nothing new.
    assert_eq!(client.register_member(&okiai(), "k1").await.unwrap(), made);
    let broken = broken_rules(client.register_member(&okiai(), "k2").await);
    assert_eq!(broken[0].0, "memberNumber");

    let number = number("M97-00400");
    let added = client
        .add_member_account(&number, &nami(), "k3")
        .await
        .unwrap();
    assert_eq!(added.value.state, AccountState::Invited);
    let mail = app.one_mail().await;
    assert!(mail.rendered.text.contains("/first-login#"));
    assert!(mail.rendered.text.contains("日本時間"));
    let again = client.add_member_account(&number, &nami(), "k3").await;
    assert_eq!(again.unwrap(), added);
    let broken = broken_rules(client.add_member_account(&number, &nami(), "k4").await);
    assert_eq!(broken[0].0, "email");
    let list = client
        .list_member_accounts(&number, &ListAccountsQuery::default())
        .await
        .unwrap();
    assert_eq!((list.total, &list.items[..]), (1, &[added.value][..]));

    let events = chain(&app.app.db, "M97-00400").await;
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.actor_kind.as_str(), event.action.0))
        .collect();
    assert_eq!(
        told,
        [
            ("operator", AuditAction::MemberCreated),
            ("operator", AuditAction::AccountCreated)
        ]
    );
    chain_holds(&app.app.db, "M97-00400").await;
    app.finish().await;
}

#[actix_web::test]
async fn an_opening_mail_that_is_sent_again_replaces_the_one_before() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    let member = number(HANAKO.member_number);
    let added = client.add_member_account(&member, &nami(), "k").await;
    let id = added.unwrap().value.id;
    let first = link_in(&app.one_mail().await.rendered.text);
    let early = refused(client.send_opening_mail(&member, id).await);
    assert_eq!(early, ProblemCode::TooManyRequests);
    app.pass(TimeDelta::seconds(60));
    client.send_opening_mail(&member, id).await.unwrap();
    let second = link_in(&app.one_mail().await.rendered.text);
    assert_ne!(first, second);
    for (token, wanted) in [(first, false), (second, true)] {
        let request = minato_types::first_login::CheckIdentityRequest {
            token,
            email: nami().email,
            name: nami().name,
            phone: nami().phone,
        };
        let checked = app.anonymous().check_identity(&request).await;
        assert_eq!(checked.is_ok(), wanted, "{checked:?}");
    }
    // Whoever is in already gets no opening mail.
    let hanakos = client
        .list_member_accounts(&member, &ListAccountsQuery::default())
        .await
        .unwrap();
    let taro = hanakos
        .items
        .iter()
        .find(|one| one.email.as_str() == TARO.email);
    let refusal = refused(client.send_opening_mail(&member, taro.unwrap().id).await);
    assert_eq!(refusal, ProblemCode::NotChangeable);
    // An account of another member is nobody here.
    let elsewhere = number(JIRO.member_number);
    let refusal = refused(client.send_opening_mail(&elsewhere, id).await);
    assert_eq!(refusal, ProblemCode::NotFound);
    app.finish().await;
}

fn link_in(text: &str) -> String {
    let (_, rest) = text.split_once("/first-login#").expect("a link");
    rest.split_whitespace().next().unwrap().to_owned()
}

#[actix_web::test]
async fn what_credentials_depend_on_wants_a_fresh_proof() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    let member = number(HANAKO.member_number);
    let etag = client.get_member(&member).await.unwrap().etag;
    app.pass(TimeDelta::minutes(10));
    let name = UpdateMemberRequest {
        name: Some("港商事ホールディングス".into()),
        ..UpdateMemberRequest::default()
    };
    let two_step = UpdateMemberRequest {
        two_step: Some(false),
        ..UpdateMemberRequest::default()
    };
    let changed = client.update_member(&member, &name, &etag).await.unwrap();
    let stale = refused(client.update_member(&member, &name, &etag).await);
    assert_eq!(stale, ProblemCode::PreconditionFailed);
    let etag = changed.etag;
    for refusal in [
        refused(client.update_member(&member, &two_step, &etag).await),
        refused(client.add_member_account(&member, &nami(), "k").await),
    ] {
        assert_eq!(refusal, ProblemCode::StepUpRequired);
    }
    let next = staff.authenticator.next_code(&app);
    client.step_up_operator(&code(&next)).await.unwrap();
    let changed = client.update_member(&member, &two_step, &etag).await;
    assert!(!changed.unwrap().value.two_step);
    app.finish().await;
}

#[actix_web::test]
async fn a_closed_members_people_are_out_at_once() {
    let app = TestApp::start().await;
    let (client, hanako) = (operator(&app).await, HANAKO.sign_in(&app).await);
    let member = number(HANAKO.member_number);
    let before = client.get_member(&member).await.unwrap();
    let close = UpdateMemberRequest {
        state: Some("closed".into()),
        options: Some(vec![]),
        ..UpdateMemberRequest::default()
    };
    let after = client
        .update_member(&member, &close, &before.etag)
        .await
        .unwrap();
    assert_eq!(after.value.state, MemberState::Closed);
    assert_eq!(after.value.options, []);
    assert_eq!(refused(hanako.get_me().await), ProblemCode::NotSignedIn);
    app.finish().await;
}

#[actix_web::test]
async fn members_are_found_by_number_and_name() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let total = |q: &str, state: Option<&str>| {
        let query = ListMembersQuery {
            q: Some(q.to_owned()),
            state: state.map(str::to_owned),
            page_size: Some(2),
            ..ListMembersQuery::default()
        };
        let client = &client;
        async move { client.list_members(&query).await.unwrap() }
    };
    let all = total("", None).await;
    assert_eq!((all.total, all.items.len()), (5, 2));
    let found = total("ｍ９７　港商事", None).await;
    assert_eq!(found.total, 1);
    assert_eq!(found.items[0].member_number.as_str(), HANAKO.member_number);
    assert_eq!(total("00340", Some("active")).await.total, 1);
    assert_eq!(total("00340", Some("closed")).await.total, 0);
    let second = ListMembersQuery {
        page: Some(2),
        page_size: Some(2),
        ..ListMembersQuery::default()
    };
    let second = client.list_members(&second).await.unwrap();
    assert!(second.items[0].member_number > all.items[1].member_number);
    let unknown = refused(client.get_member(&number("M97-99999")).await);
    assert_eq!(unknown, ProblemCode::NotFound);
    app.finish().await;
}
