//! Browsers in which one needs no second step for ten days.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::accounts::UpdateAccountRequest;
use minato_types::auth::{SessionState, VerifyLoginRequest};
use minato_types::company::UpdateCompanySecurityRequest;
use minato_types::me::ChangePasswordRequest;
use minato_types::page::PageQuery;
use minato_types::problem::ProblemCode;

use crate::accounts::find;
use crate::app::TestApp;
use crate::authenticator::{nagisa, of_nagisa, recovery, set_up};
use crate::password_reset::{NEW_PASSWORD, obtain, set};
use crate::people::{HANAKO, NAGISA, PASSWORD, Person, TARO, code_of, entry, refused};

const TRUST: &str = "__Host-trust";

/// Lets the people of this admin trust their browsers, or not.
async fn allow(admin: &Client, allowed: bool) {
    let now = admin.get_company_security().await.unwrap();
    let request = UpdateCompanySecurityRequest {
        trusted_browsers: Some(allowed),
        ..UpdateCompanySecurityRequest::default()
    };
    let after = admin.update_company_security(&request, &now.etag).await;
    assert_eq!(after.unwrap().value.trusted_browsers, allowed);
}

fn trusting(code: &str) -> VerifyLoginRequest {
    VerifyLoginRequest {
        trust_browser: Some(true),
        ..entry(code)
    }
}

/// Signs in by mail and trusts the browser.
async fn trust(app: &TestApp, client: &Client, person: Person) {
    person.begin(client).await;
    let code = code_of(&app.one_mail().await);
    client.verify_login(&trusting(&code)).await.unwrap();
}

/// Whether the right password alone opens a session with two steps in this browser.
async fn is_trusted(app: &TestApp, client: &Client, person: Person) -> bool {
    is_trusted_with(app, client, person, PASSWORD).await
}

async fn is_trusted_with(app: &TestApp, client: &Client, person: Person, password: &str) -> bool {
    let state = client.log_in(&person.log_in_request(password)).await;
    if let SessionState::SignedIn(session) = state.unwrap() {
        assert_eq!(session.level.as_str(), "twoStep");
        return true;
    }
    app.deliver().await;
    false
}

/// Taro, and a browser of his that he trusts.
async fn taro_trusts(app: &TestApp) -> (Client, Client) {
    let hanako = HANAKO.sign_in(app).await;
    allow(&hanako, true).await;
    let taro = app.anonymous();
    trust(app, &taro, TARO).await;
    (hanako, taro)
}

#[actix_web::test]
async fn a_browser_is_trusted_only_where_an_admin_allows_it() {
    let app = TestApp::start().await;
    let taro = app.anonymous();
    let SessionState::CodeRequired(asked) = TARO.begin(&taro).await else {
        panic!("no code is asked for");
    };
    assert!(!asked.may_trust_browser);
    let code = code_of(&app.one_mail().await);
    taro.verify_login(&trusting(&code)).await.unwrap();
    assert_eq!(taro.cookie(TRUST), None);
    assert!(!taro.list_trusted_browsers().await.unwrap().allowed);
    assert!(!is_trusted(&app, &taro, TARO).await);

    let hanako = HANAKO.sign_in(&app).await;
    allow(&hanako, true).await;
    let SessionState::CodeRequired(asked) = TARO.begin(&taro).await else {
        panic!("no code is asked for");
    };
    assert!(asked.may_trust_browser);
    let code = code_of(&app.one_mail().await);
    taro.verify_login(&trusting(&code)).await.unwrap();
    assert!(is_trusted(&app, &taro, TARO).await);
    let other = app.anonymous();
    assert!(
        !is_trusted(&app, &other, TARO).await,
        "another browser is not"
    );
    app.finish().await;
}

#[actix_web::test]
async fn each_sign_in_trusts_the_browser_for_ten_more_days() {
    let app = TestApp::start().await;
    let (_, taro) = taro_trusts(&app).await;
    for _ in 0..3 {
        app.pass(TimeDelta::days(10) - TimeDelta::seconds(1));
        assert!(is_trusted(&app, &taro, TARO).await);
    }
    app.pass(TimeDelta::days(10));
    assert!(!is_trusted(&app, &taro, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn the_password_is_asked_for_all_the_same_and_the_history_tells_what_stood_in() {
    let app = TestApp::start().await;
    let (_, taro) = taro_trusts(&app).await;
    let wrong = taro.log_in(&TARO.log_in_request("wrong")).await;
    assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    assert!(is_trusted(&app, &taro, TARO).await);
    let page = PageQuery {
        page: 1,
        page_size: 10,
    };
    let seen = taro.list_sign_ins(page).await.unwrap().items;
    assert_eq!((seen[0].trusted_browser, seen[0].factor), (true, None));
    assert!(!seen[1].trusted_browser);
    app.finish().await;
}

#[actix_web::test]
async fn a_session_of_a_trusted_browser_has_proved_nothing_freshly() {
    let app = TestApp::start().await;
    let (_, taro) = taro_trusts(&app).await;
    assert!(taro.offer_totp().await.is_ok());
    assert!(is_trusted(&app, &taro, TARO).await);
    assert_eq!(
        refused(taro.offer_totp().await),
        ProblemCode::StepUpRequired
    );
    app.finish().await;
}

#[actix_web::test]
async fn an_authenticator_app_is_asked_for_once_and_a_recovery_code_trusts_nothing() {
    let app = TestApp::start().await;
    let admin = nagisa(&app).await;
    allow(&admin, true).await;
    let codes = admin.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    let browser = app.anonymous();
    NAGISA.begin(&browser).await;
    let lost = VerifyLoginRequest {
        trust_browser: Some(true),
        ..recovery(&codes[0])
    };
    browser.verify_login(&lost).await.unwrap();
    app.one_mail().await;
    assert!(!is_trusted(&app, &browser, NAGISA).await);
    let code = of_nagisa().next_code(&app);
    browser.verify_login(&trusting(&code)).await.unwrap();
    assert!(is_trusted(&app, &browser, NAGISA).await);
    app.finish().await;
}

#[actix_web::test]
async fn one_browser_is_trusted_by_each_of_its_people_alone() {
    let app = TestApp::start().await;
    let (_, shared) = taro_trusts(&app).await;
    let secret = shared.cookie(TRUST).unwrap();
    assert!(!is_trusted(&app, &shared, HANAKO).await, "only by Taro");
    trust(&app, &shared, HANAKO).await;
    assert_eq!(shared.cookie(TRUST).unwrap(), secret);
    assert!(is_trusted(&app, &shared, HANAKO).await);
    assert!(is_trusted(&app, &shared, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn everybody_sees_and_ends_his_own_trusted_browsers() {
    let app = TestApp::start().await;
    let (hanako, taro) = taro_trusts(&app).await;
    let seen = taro.list_trusted_browsers().await.unwrap();
    assert!(seen.allowed);
    assert_eq!(seen.items.len(), 1);
    assert!(seen.items[0].current);
    let ended = hanako.end_trusted_browser(seen.items[0].id).await;
    assert_eq!(refused(ended), ProblemCode::NotFound, "it is not hers");
    taro.end_trusted_browser(seen.items[0].id).await.unwrap();
    let again = taro.end_trusted_browser(seen.items[0].id).await;
    assert_eq!(refused(again), ProblemCode::NotFound);
    assert!(taro.list_trusted_browsers().await.unwrap().items.is_empty());
    assert!(!is_trusted(&app, &taro, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn a_new_password_ends_all_trust() {
    let app = TestApp::start().await;
    let (_, taro) = taro_trusts(&app).await;
    let change = ChangePasswordRequest {
        current_password: PASSWORD.to_owned(),
        new_password: NEW_PASSWORD.to_owned(),
    };
    taro.change_password(&change).await.unwrap();
    app.one_mail().await;
    assert!(!is_trusted_with(&app, &taro, TARO, NEW_PASSWORD).await);
    app.finish().await;
}

#[actix_web::test]
async fn a_reset_ends_all_trust() {
    let app = TestApp::start().await;
    let (_, taro) = taro_trusts(&app).await;
    let token = obtain(&app, TARO).await;
    let done = app
        .anonymous()
        .complete_password_reset(&set(TARO, &token))
        .await;
    done.unwrap();
    app.one_mail().await;
    assert!(!is_trusted_with(&app, &taro, TARO, NEW_PASSWORD).await);
    app.finish().await;
}

#[actix_web::test]
async fn another_factor_ends_all_trust() {
    let app = TestApp::start().await;
    let (_, taro) = taro_trusts(&app).await;
    set_up(&app, &taro).await;
    assert!(!is_trusted(&app, &taro, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_who_allows_it_no_more_ends_all_trust() {
    let app = TestApp::start().await;
    let (hanako, taro) = taro_trusts(&app).await;
    allow(&hanako, false).await;
    allow(&hanako, true).await;
    assert!(!is_trusted(&app, &taro, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn suspending_an_account_ends_all_trust() {
    let app = TestApp::start().await;
    let (hanako, taro) = taro_trusts(&app).await;
    let account = find(&hanako, TARO).await;
    let id = account.value.id;
    let suspended = hanako.suspend_account(id, &account.etag).await.unwrap();
    hanako.resume_account(id, &suspended.etag).await.unwrap();
    assert!(!is_trusted(&app, &taro, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn signing_out_everywhere_else_ends_the_trust_in_other_browsers() {
    let app = TestApp::start().await;
    let (_, mine) = taro_trusts(&app).await;
    let other = app.anonymous();
    trust(&app, &other, TARO).await;
    mine.end_other_sessions().await.unwrap();
    assert!(!is_trusted(&app, &other, TARO).await);
    assert!(is_trusted(&app, &mine, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn signing_out_keeps_the_trust_and_forgetting_the_browser_ends_it_for_all() {
    let app = TestApp::start().await;
    let (_, shared) = taro_trusts(&app).await;
    trust(&app, &shared, HANAKO).await;
    shared.log_out().await.unwrap();
    assert!(is_trusted(&app, &shared, TARO).await);
    let (kept, known) = (shared.cookie(TRUST), shared.cookie("__Host-known"));
    assert!(kept.is_some() && known.is_some());
    shared.log_out_and_forget_browser().await.unwrap();
    assert_eq!(shared.cookie(TRUST), None);
    assert_eq!(shared.cookie("__Host-known"), None);
    // Whoever has copied the cookie before has nothing of it.
    for person in [TARO, HANAKO] {
        let thief = crate::raw::send(
            &app,
            "POST",
            "/api/v1/auth/login",
            &[
                ("content-type", "application/json"),
                ("x-csrf-token", "anonymous"),
                ("cookie", &format!("{TRUST}={}", kept.clone().unwrap())),
            ],
            Some(&serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap()),
        )
        .await;
        assert_eq!(thief.json()["state"], "codeRequired", "{person:?}");
        app.deliver().await;
    }
    app.finish().await;
}

fn word(trust: &str) -> UpdateAccountRequest {
    UpdateAccountRequest {
        trusted_browsers: Some(trust.to_owned()),
        ..UpdateAccountRequest::default()
    }
}

/// Says for Taro alone whether he may trust browsers.
async fn say(hanako: &Client, trust: &str) {
    let account = find(hanako, TARO).await;
    let id = account.value.id;
    let changed = hanako.update_account(id, &word(trust), &account.etag).await;
    assert_eq!(changed.unwrap().value.trusted_browsers.as_str(), trust);
}

#[actix_web::test]
async fn an_account_may_differ_from_its_company() {
    let app = TestApp::start().await;
    let (hanako, taro) = taro_trusts(&app).await;
    say(&hanako, "refused").await;
    assert!(!is_trusted(&app, &taro, TARO).await);
    say(&hanako, "allowed").await;
    trust(&app, &taro, TARO).await;
    allow(&hanako, false).await;
    assert!(is_trusted(&app, &taro, TARO).await, "he may on his own");
    say(&hanako, "company").await;
    assert!(!is_trusted(&app, &taro, TARO).await);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_takes_the_second_step_away_proves_himself_and_nobody_does_it_for_himself() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let own = find(&hanako, HANAKO).await;
    let allowed = word("allowed");
    let for_herself = hanako.update_account(own.value.id, &allowed, &own.etag);
    assert_eq!(refused(for_herself.await), ProblemCode::OwnAccount);
    app.pass(TimeDelta::minutes(10));
    let taro = find(&hanako, TARO).await;
    let late = hanako.update_account(taro.value.id, &allowed, &taro.etag);
    assert_eq!(refused(late.await), ProblemCode::StepUpRequired);
    let now = hanako.get_company_security().await.unwrap();
    let request = UpdateCompanySecurityRequest {
        trusted_browsers: Some(true),
        ..UpdateCompanySecurityRequest::default()
    };
    let late = hanako.update_company_security(&request, &now.etag).await;
    assert_eq!(refused(late), ProblemCode::StepUpRequired);
    // Taking something away from a browser needs none.
    say(&hanako, "refused").await;
    app.finish().await;
}

#[actix_web::test]
async fn of_two_changes_of_the_company_the_second_is_told() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let before = hanako.get_company_security().await.unwrap();
    assert!(!before.value.trusted_browsers, "off by default");
    allow(&hanako, true).await;
    let request = UpdateCompanySecurityRequest::default();
    let second = hanako.update_company_security(&request, &before.etag);
    assert_eq!(refused(second.await), ProblemCode::PreconditionFailed);
    app.finish().await;
}
