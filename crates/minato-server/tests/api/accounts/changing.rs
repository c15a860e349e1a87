//! An admin changes accounts.

use minato_types::FieldRule;
use minato_types::accounts::{ListAccountsQuery, UpdateAccountRequest};
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountRole, AccountState};

use super::{SABURO, added, day, find, promote_taro, role, send_as, until};
use crate::app::TestApp;
use crate::audit::chain;
use crate::me::broken_rules;
use crate::people::{HANAKO, TARO, refused};

#[actix_web::test]
async fn what_is_left_out_stays_as_it_is() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let before = find(&hanako, TARO).await;
    let change = UpdateAccountRequest {
        name: Some("海野 太郎".to_owned()),
        phone: Some("03-0000-0000".to_owned()),
        valid_until: Some("2027/3/31".to_owned()),
        ..UpdateAccountRequest::default()
    };
    let id = before.value.id;
    let after = hanako
        .update_account(id, &change, &before.etag)
        .await
        .unwrap();
    assert_eq!(after.value.name.as_str(), "海野 太郎");
    assert_eq!(after.value.valid_until, day("2027-03-31"));
    assert_eq!(after.value.department, before.value.department);
    assert_eq!(after.value.role, AccountRole::User);
    assert_eq!(hanako.get_account(id).await.unwrap(), after);

    let removed = UpdateAccountRequest {
        phone: Some(String::new()),
        ..UpdateAccountRequest::default()
    };
    let last = hanako
        .update_account(id, &removed, &after.etag)
        .await
        .unwrap();
    assert_eq!(last.value.phone, None);
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let changes = events
        .iter()
        .filter(|e| e.action.0 == AuditAction::AccountChanged);
    assert_eq!(changes.count(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn a_new_name_is_found_and_the_old_one_is_not() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let change = UpdateAccountRequest {
        name: Some("ミサキ 五郎".to_owned()),
        ..UpdateAccountRequest::default()
    };
    hanako
        .update_account(taro.value.id, &change, &taro.etag)
        .await
        .unwrap();
    for (words, hits) in [("みさき", 1), ("Umino", 0)] {
        let query = ListAccountsQuery {
            q: Some(words.to_owned()),
            ..ListAccountsQuery::default()
        };
        assert_eq!(
            hanako.list_accounts(&query).await.unwrap().total,
            hits,
            "{words}"
        );
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_change_names_the_version_it_is_based_on() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let id = taro.value.id;
    let admin = role(AccountRole::Admin);
    hanako.update_account(id, &admin, &taro.etag).await.unwrap();
    let path = format!("/accounts/{id}");
    for (method, path) in [
        ("PATCH", path.clone()),
        ("DELETE", path.clone()),
        ("POST", format!("{path}/suspend")),
        ("POST", format!("{path}/resume")),
    ] {
        let body = (method == "PATCH").then_some("{}");
        let none = send_as(&app, &hanako, method, &path, &[], body).await;
        assert_eq!(none.problem(), "preconditionRequired", "{method} {path}");
        let old = [("if-match", taro.etag.as_str())];
        let stale = send_as(&app, &hanako, method, &path, &old, body).await;
        assert_eq!(stale.problem(), "preconditionFailed", "{method} {path}");
    }
    let after = hanako.get_account(id).await.unwrap().value;
    assert_eq!(
        (after.role, after.state),
        (AccountRole::Admin, AccountState::Active)
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_person_who_changed_himself_was_faster() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let seen = find(&hanako, TARO).await;
    let change = minato_types::me::UpdateMeRequest {
        department: Some("Marketing".to_owned()),
        ..Default::default()
    };
    taro.update_me(&change, &seen.etag).await.unwrap();
    let admin = role(AccountRole::Admin);
    let late = hanako
        .update_account(seen.value.id, &admin, &seen.etag)
        .await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);
    assert_eq!(
        find(&hanako, TARO).await.value.department.as_str(),
        "Marketing"
    );
    app.finish().await;
}

#[actix_web::test]
async fn the_address_cannot_be_changed_and_faults_are_named() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let path = format!("/accounts/{}", taro.value.id);
    let headers = [("if-match", taro.etag.as_str())];
    let body = r#"{"email":"other@minato-shoji.example"}"#;
    let answer = send_as(&app, &hanako, "PATCH", &path, &headers, Some(body)).await;
    assert_eq!(answer.json()["fields"][0]["code"], "unknownField");

    let change = UpdateAccountRequest {
        name: Some(String::new()),
        role: Some("boss".to_owned()),
        department: Some("x".repeat(101)),
        phone: Some("call me".to_owned()),
        second_factor: None,
        valid_until: Some("2026-13-01".to_owned()),
        trusted_browsers: Some("perhaps".to_owned()),
        any_address: None,
    };
    let broken = hanako
        .update_account(taro.value.id, &change, &taro.etag)
        .await;
    let expected = [
        ("name", FieldRule::Required),
        ("role", FieldRule::UnknownChoice),
        ("department", FieldRule::TooLong { max: 100 }),
        ("phone", FieldRule::InvalidPhoneNumber),
        ("validUntil", FieldRule::InvalidDate),
        ("trustedBrowsers", FieldRule::UnknownChoice),
    ];
    assert_eq!(
        broken_rules(broken),
        expected.map(|(field, rule)| (field.to_owned(), rule))
    );
    let past = hanako
        .update_account(taro.value.id, &until("2026-11-23"), &taro.etag)
        .await;
    assert_eq!(
        broken_rules(past),
        [("validUntil".to_owned(), FieldRule::DateInThePast)]
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_day_that_has_passed_may_stay_but_not_be_chosen() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let today = until("2026-11-24");
    hanako
        .update_account(taro.value.id, &today, &taro.etag)
        .await
        .unwrap();
    app.clock.set("2026-11-25T01:00:00Z".parse().unwrap());
    let hanako = HANAKO.sign_in(&app).await;
    let expired = find(&hanako, TARO).await;
    assert_eq!(expired.value.state, AccountState::Expired);
    // A form sends all its fields back.
    let mut change = today.clone();
    change.department = Some("Export".to_owned());
    let kept = hanako
        .update_account(taro.value.id, &change, &expired.etag)
        .await
        .unwrap();
    assert_eq!(kept.value.department.as_str(), "Export");
    let again = hanako
        .update_account(taro.value.id, &until("9999-12-31"), &kept.etag)
        .await
        .unwrap();
    assert_eq!(again.value.state, AccountState::Active);
    TARO.sign_in(&app).await;
    app.finish().await;
}

#[actix_web::test]
async fn nobody_changes_his_own_power() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    promote_taro(&hanako).await;
    let own = find(&hanako, HANAKO).await;
    let id = own.value.id;
    for change in [role(AccountRole::User), until("2026-12-31")] {
        let answer = hanako.update_account(id, &change, &own.etag).await;
        assert_eq!(refused(answer), ProblemCode::OwnAccount, "{change:?}");
    }
    let answer = hanako.suspend_account(id, &own.etag).await;
    assert_eq!(refused(answer), ProblemCode::OwnAccount);
    let answer = hanako.delete_account(id, &own.etag).await;
    assert_eq!(refused(answer), ProblemCode::OwnAccount);
    let mut same = role(AccountRole::Admin);
    same.valid_until = Some("9999-12-31".to_owned());
    same.department = Some("総務部".to_owned());
    let kept = hanako.update_account(id, &same, &own.etag).await.unwrap();
    assert_eq!(kept.value.department.as_str(), "総務部");
    app.finish().await;
}

#[actix_web::test]
async fn a_new_role_holds_from_the_next_request_on() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let query = ListAccountsQuery::default();
    assert_eq!(
        refused(taro.list_accounts(&query).await),
        ProblemCode::Forbidden
    );
    let promoted = promote_taro(&hanako).await;
    assert_eq!(taro.list_accounts(&query).await.unwrap().total, 2);
    hanako
        .update_account(promoted.value.id, &role(AccountRole::User), &promoted.etag)
        .await
        .unwrap();
    assert_eq!(
        refused(taro.list_accounts(&query).await),
        ProblemCode::Forbidden
    );
    assert!(taro.get_me().await.is_ok(), "the session goes on");
    added(&app, &hanako, SABURO).await;
    app.finish().await;
}
