//! An admin adds accounts.

use minato_types::FieldRule;
use minato_types::accounts::NO_END;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountRole, AccountState, Language, SecondFactor};

use super::{KAI, SABURO, accept, find, invited, kai, new_key, send_as, wish};
use crate::app::TestApp;
use crate::audit::chain;
use crate::me::broken_rules;
use crate::people::{HANAKO, JIRO, TARO, refused};

#[actix_web::test]
async fn a_new_person_sets_the_password_by_a_mailed_link() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let added = hanako.add_account(&wish(SABURO), &new_key()).await.unwrap();
    assert_eq!(added.value.state, AccountState::Invited);
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), SABURO.email);
    for known in ["港 三郎", "港 花子", "港商事株式会社", "M97-00339"] {
        assert!(mail.rendered.text.contains(known), "{known} stands in it");
    }
    accept(&app, SABURO, &crate::first_login::token_of(&mail)).await;

    let saburo = SABURO.sign_in(&app).await;
    assert_eq!(saburo.get_me().await.unwrap().value.id, added.value.id);
    let seen = find(&hanako, SABURO).await.value;
    assert_eq!(seen.state, AccountState::Active);
    assert!(seen.last_signed_in_at.is_some());
    assert_eq!(
        (seen.own, find(&hanako, HANAKO).await.value.own),
        (false, true)
    );
    app.finish().await;
}

#[actix_web::test]
async fn every_field_is_kept_and_what_is_left_out_has_its_default() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut request = wish(SABURO);
    request.email = " Saburo＠minato-shoji.example".to_owned();
    let plain = hanako
        .add_account(&request, &new_key())
        .await
        .unwrap()
        .value;
    assert_eq!(plain.email.as_str(), "Saburo@minato-shoji.example");
    assert_eq!((plain.valid_until, plain.language), (NO_END, Language::Ja));
    assert_eq!(plain.second_factor, SecondFactor::MailOtp);
    assert_eq!((plain.phone, plain.last_signed_in_at), (None, None));

    request.email = "shiro@minato-shoji.example".to_owned();
    request.role = "admin".to_owned();
    request.phone = Some("０３－１２３４－５６７８".to_owned());
    request.valid_until = Some("2027年3月31日".to_owned());
    request.language = Some("en".to_owned());
    let full = hanako.add_account(&request, &new_key()).await.unwrap();
    assert_eq!(full.value.role, AccountRole::Admin);
    assert_eq!(full.value.phone.as_ref().unwrap().as_str(), "03-1234-5678");
    assert_eq!(full.value.valid_until.to_string(), "2027-03-31");
    assert_eq!(hanako.get_account(full.value.id).await.unwrap(), full);
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[1].envelope.language, Language::En);
    app.finish().await;
}

#[actix_web::test]
async fn every_broken_rule_names_its_field() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut request = wish(SABURO);
    (request.name, request.role) = (" ".to_owned(), "boss".to_owned());
    (request.email, request.valid_until) = ("nobody".to_owned(), Some("soon".to_owned()));
    let broken = broken_rules(hanako.add_account(&request, &new_key()).await);
    let fields: Vec<&str> = broken.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["name", "role", "email", "validUntil"]);

    let mut taken = wish(TARO);
    taken.email = TARO.email.to_uppercase();
    let mut past = wish(SABURO);
    past.valid_until = Some("2026-11-23".to_owned());
    let mut chosen = wish(SABURO);
    chosen.initial_password = Some("minato2026!x".to_owned());
    for (request, field, rule) in [
        (taken, "email", FieldRule::EmailTaken),
        (past, "validUntil", FieldRule::DateInThePast),
        (
            chosen,
            "initialPassword",
            FieldRule::PasswordNotChosenByAdmin,
        ),
    ] {
        let broken = broken_rules(hanako.add_account(&request, &new_key()).await);
        assert_eq!(broken, [(field.to_owned(), rule)]);
    }
    app.finish().await;
}

#[actix_web::test]
async fn today_is_a_last_day_in_japan_time() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut request = wish(SABURO);
    request.valid_until = Some("2026-11-24".to_owned());
    let added = hanako.add_account(&request, &new_key()).await.unwrap();
    app.deliver().await;
    // 24:00 in Japan: the day is over.
    app.clock.set("2026-11-24T15:00:00Z".parse().unwrap());
    let hanako = HANAKO.sign_in(&app).await;
    let seen = hanako.get_account(added.value.id).await.unwrap().value;
    assert_eq!(seen.state, AccountState::Expired);
    app.finish().await;
}

#[actix_web::test]
async fn the_same_key_gets_the_same_answer_and_adds_nothing() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (key, body) = (new_key(), serde_json::to_string(&wish(SABURO)).unwrap());
    let headers = [("idempotency-key", key.as_str())];
    let first = send_as(&app, &hanako, "POST", "/accounts", &headers, Some(&body)).await;
    assert_eq!(first.status, 201);
    let location = first.header("location").to_owned();
    assert!(location.starts_with("/api/v1/accounts/"), "{location}");
    assert_eq!(first.header("etag"), "\"v1\"");
    app.one_mail().await;

    let again = send_as(&app, &hanako, "POST", "/accounts", &headers, Some(&body)).await;
    assert_eq!(again.comparable(), first.comparable());
    let other = serde_json::to_string(&wish(KAI)).unwrap();
    let reused = send_as(&app, &hanako, "POST", "/accounts", &headers, Some(&other)).await;
    assert_eq!(reused.problem(), "idempotencyKeyReused");
    let missing = send_as(&app, &hanako, "POST", "/accounts", &[], Some(&body)).await;
    assert_eq!(missing.problem(), "idempotencyKeyRequired");
    app.finish().await;
}

#[actix_web::test]
async fn an_address_may_stand_at_two_members() {
    let app = TestApp::start().await;
    let kai = kai(&app).await;
    let (added, _) = invited(&app, &kai, JIRO).await;
    assert_eq!(added.value.email.as_str(), JIRO.email);
    let twice = kai.add_account(&wish(JIRO), &new_key()).await;
    assert_eq!(refused(twice), ProblemCode::ValidationFailed);
    app.finish().await;
}

#[actix_web::test]
async fn who_added_whom_is_recorded() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let me = hanako.get_me().await.unwrap().value.id;
    let (added, _) = invited(&app, &hanako, SABURO).await;
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let last = events.last().unwrap();
    assert_eq!(last.action.0, AuditAction::AccountCreated);
    assert_eq!(last.actor_id, Some(me.to_string()));
    assert_eq!(last.subject_id, Some(added.value.id.to_string()));
    assert!(last.text_digest.is_some(), "the address stands beside it");
    app.finish().await;
}
