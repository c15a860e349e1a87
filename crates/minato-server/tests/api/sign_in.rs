//! Signing in with two steps, and out.

use chrono::{NaiveDate, TimeDelta};
use minato_client::Client;
use minato_db::models::{accounts, sessions};
use minato_db::{Clock as _, DbError};
use minato_server::auth::keys::Secret;
use minato_types::auth::{LogInRequest, SessionLevel, SessionState};
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountRole, EmailAddress, Language};

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD, TARO, code_of, entry, other_than, refused};
use crate::raw;

#[actix_web::test]
async fn two_steps_lead_to_a_session() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    assert_eq!(client.get_session().await.unwrap(), SessionState::SignedOut);

    let SessionState::CodeRequired(pending) = HANAKO.begin(&client).await else {
        panic!("the second step is skipped");
    };
    assert_eq!(pending.masked_address.as_deref(), Some("h*****@mi*****"));
    assert_eq!(
        client.get_session().await.unwrap(),
        SessionState::CodeRequired(pending)
    );
    assert_eq!(
        refused(client.get_company().await),
        ProblemCode::NotSignedIn
    );

    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
    assert_eq!(mail.envelope.language, Language::Ja);
    let state = client.verify_login(&entry(&code_of(&mail))).await.unwrap();
    let SessionState::SignedIn(session) = &state else {
        panic!("{state:?}")
    };
    assert_eq!(session.account.name.as_str(), "港 花子");
    assert_eq!(session.account.role, AccountRole::Admin);
    assert_eq!(session.level, SessionLevel::TwoStep);
    assert_eq!(client.get_session().await.unwrap(), state);
    assert_eq!(
        client.get_company().await.unwrap().member_number.as_str(),
        "M97-00339"
    );
    app.finish().await;
}

#[actix_web::test]
async fn full_width_input_is_understood() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let request = LogInRequest {
        member_number: Some("ｍ９７ー００３３９".to_owned()),
        email: " ＨＡＮＡＫＯ＠minato-shoji.example".to_owned(),
        password: PASSWORD.to_owned(),
    };
    client.log_in(&request).await.unwrap();
    let code: String = code_of(&app.one_mail().await)
        .chars()
        .filter_map(|digit| char::from_u32(digit as u32 - '0' as u32 + '０' as u32))
        .collect();
    assert!(client.verify_login(&entry(&code)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn the_mail_is_written_in_the_language_of_its_reader() {
    let app = TestApp::start().await;
    TARO.begin(&app.anonymous()).await;
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.language, Language::En);
    assert!(
        mail.rendered.text.is_ascii() || mail.rendered.text.contains("sign"),
        "{mail:?}"
    );
    app.finish().await;
}

#[actix_web::test]
async fn where_the_operator_switched_it_off_one_step_is_enough() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let SessionState::SignedIn(session) = JIRO.begin(&client).await else {
        panic!("a second step");
    };
    assert_eq!(session.level, SessionLevel::Password);
    assert!(client.get_me().await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn the_member_number_may_be_left_out_by_who_has_one_account() {
    let app = TestApp::start().await;
    let mut request = JIRO.log_in_request(PASSWORD);
    request.member_number = None;
    let state = app.anonymous().log_in(&request).await.unwrap();
    assert!(matches!(state, SessionState::SignedIn(_)));
    app.finish().await;
}

#[actix_web::test]
async fn an_address_at_two_members_needs_the_member_number() {
    let app = TestApp::start().await;
    register_hanako_at_the_other_member(&app).await;
    let mut request = HANAKO.log_in_request(PASSWORD);
    request.member_number = None;
    let answer = app.anonymous().log_in(&request).await;
    assert_eq!(refused(answer), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(2));
    request.member_number = Some(JIRO.member_number.to_owned());
    assert!(app.anonymous().log_in(&request).await.is_ok());
    app.finish().await;
}

pub(crate) async fn register_hanako_at_the_other_member(app: &TestApp) {
    let hash = app
        .app
        .hasher
        .hash(PASSWORD, app.app.db.entropy().as_ref())
        .await
        .unwrap();
    let made: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let jiro = EmailAddress::parse(JIRO.email).unwrap();
            let jiro = accounts::find_candidate(tx, None, &jiro)?.unwrap().account;
            let new = accounts::NewAccount {
                email: EmailAddress::parse(HANAKO.email).unwrap(),
                name: jiro.name.0.clone(),
                department: jiro.department.0.clone(),
                phone: None,
                role: AccountRole::User,
                second_factor: jiro.second_factor.0,
                valid_until: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(),
                language: Language::Ja,
                time_zone: jiro.time_zone.0.clone(),
                password_hash: Some(hash),
            };
            accounts::insert(tx, jiro.scope(), &new).map(drop)
        })
        .await;
    made.unwrap();
}

#[actix_web::test]
async fn a_wrong_code_is_refused_and_the_right_one_still_works() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    let wrong = client.verify_login(&entry(&other_than(&code))).await;
    assert_eq!(refused(wrong), ProblemCode::CodeWrong);
    assert!(client.verify_login(&entry(&code)).await.is_ok());
    assert_eq!(
        refused(client.verify_login(&entry(&code)).await),
        ProblemCode::SignInExpired,
        "a code works once"
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_code_of_another_sign_in_is_wrong() {
    let app = TestApp::start().await;
    let (first, second) = (app.anonymous(), app.anonymous());
    HANAKO.begin(&first).await;
    let code = code_of(&app.one_mail().await);
    TARO.begin(&second).await;
    app.deliver().await;
    assert_eq!(
        refused(second.verify_login(&entry(&code)).await),
        ProblemCode::CodeWrong
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_code_is_too_old_after_half_an_hour() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    app.pass(TimeDelta::minutes(30));
    assert_eq!(
        refused(client.verify_login(&entry(&code)).await),
        ProblemCode::SignInExpired
    );
    assert_eq!(client.get_session().await.unwrap(), SessionState::SignedOut);
    app.finish().await;
}

#[actix_web::test]
async fn a_new_code_replaces_the_one_before() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let old = code_of(&app.one_mail().await);
    assert_eq!(
        refused(client.resend_login_code().await),
        ProblemCode::TooManyRequests
    );
    app.pass(TimeDelta::seconds(60));
    client.resend_login_code().await.unwrap();
    let new = code_of(&app.one_mail().await);
    if old != new {
        assert_eq!(
            refused(client.verify_login(&entry(&old)).await),
            ProblemCode::CodeWrong
        );
    }
    assert!(client.verify_login(&entry(&new)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn one_sign_in_sends_at_most_five_codes() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let mut codes = 1;
    for _ in 0..20 {
        app.pass(TimeDelta::seconds(61));
        codes += usize::from(client.resend_login_code().await.is_ok());
    }
    assert_eq!(codes, 5);
    assert_eq!(app.deliver().await.len(), 5);
    app.finish().await;
}

#[actix_web::test]
async fn a_cancelled_sign_in_is_over() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    client.cancel_login().await.unwrap();
    assert_eq!(client.get_session().await.unwrap(), SessionState::SignedOut);
    assert_eq!(
        refused(client.verify_login(&entry(&code)).await),
        ProblemCode::SignInExpired
    );
    client
        .cancel_login()
        .await
        .expect("cancelling twice is no error");
    app.finish().await;
}

#[actix_web::test]
async fn signing_out_ends_the_session() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let other = HANAKO.sign_in(&app).await;
    client.log_out().await.unwrap();
    assert_eq!(
        refused(client.get_company().await),
        ProblemCode::NotSignedIn
    );
    assert!(other.get_company().await.is_ok(), "only this session ends");
    app.finish().await;
}

#[actix_web::test]
async fn a_session_ends_when_nothing_is_done_and_in_any_case() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    for _ in 0..35 {
        app.pass(TimeDelta::minutes(20));
        client.get_company().await.expect("the session is used");
        settle(&app, &client).await;
    }
    app.pass(TimeDelta::minutes(20));
    assert_eq!(
        refused(client.get_company().await),
        ProblemCode::NotSignedIn,
        "after 12 hours"
    );

    let idle = JIRO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(30));
    assert_eq!(refused(idle.get_company().await), ProblemCode::NotSignedIn);
    app.finish().await;
}

/// Waits until the note of the request, which is written beside it, is in the database.
async fn settle(app: &TestApp, client: &Client) {
    let cookie = client.cookie("__Host-sid").expect("a session");
    let digest = Secret::presented(&cookie).digest();
    for _ in 0..1000 {
        let digest = digest.clone();
        let found: Result<_, DbError> = app
            .app
            .db
            .read(move |tx| sessions::find_live(tx, &digest, TimeDelta::hours(1)))
            .await;
        let live = found.unwrap().expect("the session lives");
        if live.session.last_seen_at == app.clock.now().naive_utc() {
            return;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the request was never noted");
}

#[actix_web::test]
async fn an_expired_or_suspended_account_is_out_at_the_next_request() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    set_valid_until(&app, today).await;
    // Until 24:00 of the last day in Japan, which is 15:00 in UTC: five minutes before.
    app.clock.set("2026-11-24T01:20:00Z".parse().unwrap());
    assert!(client.get_company().await.is_ok());
    set_valid_until(&app, today.pred_opt().unwrap()).await;
    assert_eq!(
        refused(client.get_company().await),
        ProblemCode::NotSignedIn
    );
    let again = app.anonymous().log_in(&JIRO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(again), ProblemCode::SignInFailed);
    app.finish().await;
}

async fn set_valid_until(app: &TestApp, day: NaiveDate) {
    let set: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let email = EmailAddress::parse(JIRO.email).unwrap();
            let account = accounts::find_candidate(tx, None, &email)?.unwrap().account;
            accounts::set_valid_until(tx, account.scope(), account.id.0, day)
        })
        .await;
    set.unwrap();
}

#[actix_web::test]
async fn a_new_sign_in_takes_the_place_of_the_session_before() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let cookie = client.cookie("__Host-sid").expect("a session");
    JIRO.begin(&client).await;
    assert!(client.get_company().await.is_ok());
    assert_ne!(client.cookie("__Host-sid"), Some(cookie.clone()));
    let old = [("cookie", format!("__Host-sid={cookie}"))];
    let old: Vec<_> = old
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    assert_eq!(
        raw::send(&app, "GET", "/api/v1/me", &old, None)
            .await
            .status,
        401
    );
    app.finish().await;
}

#[actix_web::test]
async fn an_account_gets_ten_codes_an_hour() {
    let app = TestApp::start().await;
    let mut sent = 0;
    for _ in 0..15 {
        let answer = app
            .anonymous()
            .log_in(&HANAKO.log_in_request(PASSWORD))
            .await;
        sent += usize::from(answer.is_ok());
        app.pass(TimeDelta::seconds(2));
    }
    assert_eq!(sent, 10);
    assert_eq!(app.deliver().await.len(), 10);
    app.pass(TimeDelta::hours(1));
    HANAKO.sign_in(&app).await;
    app.finish().await;
}
