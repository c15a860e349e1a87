//! Passwords that an admin chooses, where the member's policy lets him.

use chrono::TimeDelta;
use minato_types::FieldRule;
use minato_types::accounts::AddAccountRequest;
use minato_types::problem::ProblemCode;
use minato_types::values::AccountState;

use super::{KAI, NAMI, find, kai, new_key, wish};
use crate::app::TestApp;
use crate::me::broken_rules;
use crate::password_reset::{obtain, set};
use crate::people::{code_of, entry, refused};

pub(super) const INITIAL: &str = "kamome-7-tori";

pub(super) fn with_password(password: &str) -> AddAccountRequest {
    AddAccountRequest {
        initial_password: Some(password.to_owned()),
        ..wish(NAMI)
    }
}

#[actix_web::test]
async fn an_initial_password_is_mailed_to_nobody() {
    let app = TestApp::start().await;
    let kai = kai(&app).await;
    let request = with_password(INITIAL);
    let added = kai.add_account(&request, &new_key()).await.unwrap();
    assert_eq!(added.value.state, AccountState::Active);
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), NAMI.email);
    for text in [
        &mail.rendered.text,
        &mail.rendered.html,
        &mail.rendered.subject,
    ] {
        assert!(!text.contains(INITIAL), "{text}");
        assert!(!text.contains("/password-reset/new#"), "no link: {text}");
    }
    assert!(mail.rendered.text.contains(KAI.member_number));
    app.finish().await;
}

#[actix_web::test]
async fn an_initial_password_obeys_the_policy_of_the_manual() {
    let app = TestApp::start().await;
    let kai = kai(&app).await;
    for (password, rule) in [
        ("", FieldRule::Required),
        ("ab1", FieldRule::TooShort { min: 8 }),
        ("abcdefgh1abcdefgh1abc", FieldRule::TooLong { max: 20 }),
        ("kamometoritori", FieldRule::PasswordNotMixed),
        ("83920174650", FieldRule::PasswordNotMixed),
        ("かもめ12345678", FieldRule::PasswordNotHalfWidth),
        ("password1", FieldRule::PasswordTooCommon),
        ("nami-kaikyo-1", FieldRule::PasswordTooPersonal),
    ] {
        let answer = kai.add_account(&with_password(password), &new_key()).await;
        let broken = broken_rules(answer);
        assert!(
            broken.contains(&("initialPassword".to_owned(), rule.clone())),
            "{password:?}: {broken:?} without {rule:?}"
        );
    }
    for password in ["kamome-7-tori!!#$%&+", "Kam0meT0"] {
        let answer = kai.add_account(&with_password(password), &new_key()).await;
        let added = answer.unwrap();
        kai.delete_account(added.value.id, "\"v1\"").await.unwrap();
        app.one_mail().await;
    }
    app.finish().await;
}

#[actix_web::test]
async fn an_initial_password_opens_nothing_after_72_hours() {
    let app = TestApp::start().await;
    let admin = kai(&app).await;
    admin
        .add_account(&with_password(INITIAL), &new_key())
        .await
        .unwrap();
    app.one_mail().await;
    app.pass(TimeDelta::hours(72) - TimeDelta::seconds(1));
    let browser = app.anonymous();
    browser.log_in(&NAMI.log_in_request(INITIAL)).await.unwrap();
    let code = code_of(&app.one_mail().await);
    app.pass(TimeDelta::seconds(1));
    let late = app.anonymous().log_in(&NAMI.log_in_request(INITIAL)).await;
    assert_eq!(refused(late), ProblemCode::SignInFailed);
    let late = browser.verify_login(&entry(&code)).await;
    assert_eq!(refused(late), ProblemCode::SignInExpired);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_missed_the_72_hours_gets_in_by_a_link() {
    let app = TestApp::start().await;
    let admin = kai(&app).await;
    admin
        .add_account(&with_password(INITIAL), &new_key())
        .await
        .unwrap();
    app.one_mail().await;
    app.pass(TimeDelta::hours(73));
    let token = obtain(&app, NAMI).await;
    let mut own = set(NAMI, &token);
    own.new_password = "seagull-2-pier".to_owned();
    app.anonymous().complete_password_reset(&own).await.unwrap();
    app.one_mail().await;
    let nami = NAMI.sign_in_with(&app, &own.new_password).await;
    assert!(
        nami.get_company().await.is_ok(),
        "nobody else knows this password: it need not be changed"
    );
    let admin = KAI.sign_in(&app).await;
    assert_eq!(find(&admin, NAMI).await.value.state, AccountState::Active);
    app.finish().await;
}
