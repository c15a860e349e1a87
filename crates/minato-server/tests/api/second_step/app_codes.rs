//! Codes of an app: how far clocks may differ, how often one may be wrong.

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::Clock as _;
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::auth::VerifyLoginRequest;
use minato_types::problem::ProblemCode;

use super::{recorded, recorded_since};
use crate::app::TestApp;
use crate::authenticator::{STEP, nagisa, of_nagisa, other_digits, recovery};
use crate::me::broken_rules;
use crate::people::{NAGISA, entry, refused};

#[actix_web::test]
async fn a_clock_may_be_one_step_off_to_each_side() {
    let app = TestApp::start().await;
    let authenticator = of_nagisa();
    for (steps, accepted) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        // Far enough from the codes that were accepted before.
        app.pass(TimeDelta::minutes(5));
        let client = app.anonymous();
        NAGISA.begin(&client).await;
        let code = authenticator.code_at(app.clock.now() + STEP * steps);
        let answer = client.verify_login(&entry(&code)).await;
        assert_eq!(answer.is_ok(), accepted, "{steps} steps off");
    }
    app.finish().await;
}

#[actix_web::test]
async fn digits_of_any_width_are_understood() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    NAGISA.begin(&client).await;
    let code = of_nagisa().code(&app);
    let wide = |digit: char| char::from_u32(digit as u32 - '0' as u32 + '０' as u32);
    let typed: String = code.chars().filter_map(wide).collect();
    let typed = format!(" {}-{}　", &typed[..9], &typed[9..]);
    assert!(client.verify_login(&entry(&typed)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn after_five_tries_the_sign_in_is_over() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    NAGISA.begin(&client).await;
    let code = of_nagisa().code(&app);
    for _ in 0..5 {
        let wrong = client.verify_login(&entry(&other_digits(&code))).await;
        assert_eq!(refused(wrong), ProblemCode::CodeWrong);
    }
    let right = client.verify_login(&entry(&code)).await;
    assert_eq!(refused(right), ProblemCode::SignInExpired);
    let again = app.anonymous();
    NAGISA.begin(&again).await;
    assert!(again.verify_login(&entry(&code)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn ten_wrong_codes_lock_the_app_until_the_end_of_the_day_but_not_the_recovery_codes() {
    let app = TestApp::start().await;
    let signed_in = nagisa(&app).await;
    let codes = signed_in.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    let before = recorded(&app, NAGISA).await;
    let wrong = other_digits(&of_nagisa().code(&app));
    let mut answers = Vec::new();
    for _ in 0..2 {
        let client = app.anonymous();
        NAGISA.begin(&client).await;
        for _ in 0..5 {
            answers.push(refused(client.verify_login(&entry(&wrong)).await));
        }
    }
    let mut expected = vec![ProblemCode::CodeWrong; 9];
    expected.push(ProblemCode::FactorLocked);
    assert_eq!(answers, expected);
    let mut trail = vec![AuditAction::CodeRefused; 10];
    trail.push(AuditAction::FactorLocked);
    assert_eq!(recorded_since(&app, NAGISA, before).await, trail);

    let client = app.anonymous();
    NAGISA.begin(&client).await;
    let code = of_nagisa().next_code(&app);
    assert_eq!(
        refused(client.verify_login(&entry(&code)).await),
        ProblemCode::FactorLocked
    );
    assert!(client.verify_login(&recovery(&codes[0])).await.is_ok());
    app.one_mail().await;

    // 24:00 in Japan.
    let midnight: DateTime<Utc> = "2026-11-24T15:00:00Z".parse().unwrap();
    app.clock.set(midnight);
    of_nagisa().sign_in(&app, NAGISA).await;
    app.finish().await;
}

#[actix_web::test]
async fn a_right_code_forgets_the_wrong_ones() {
    let app = TestApp::start().await;
    for _ in 0..4 {
        let client = app.anonymous();
        NAGISA.begin(&client).await;
        let code = of_nagisa().next_code(&app);
        for _ in 0..4 {
            let wrong = client.verify_login(&entry(&other_digits(&code))).await;
            assert_eq!(refused(wrong), ProblemCode::CodeWrong);
        }
        assert!(client.verify_login(&entry(&code)).await.is_ok());
    }
    app.finish().await;
}

#[actix_web::test]
async fn what_cannot_be_a_code_of_the_app_is_no_try() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    NAGISA.begin(&client).await;
    for _ in 0..6 {
        let broken = broken_rules(client.verify_login(&entry("12345678")).await);
        let rule = FieldRule::InvalidCode { digits: 6 };
        assert_eq!(broken, [("code".to_owned(), rule)]);
    }
    for factor in ["totp", "mailOtp", "password", ""] {
        let request = VerifyLoginRequest {
            code: of_nagisa().code(&app),
            factor: Some(factor.to_owned()),
            trust_browser: None,
        };
        let broken = broken_rules(client.verify_login(&request).await);
        assert_eq!(broken, [("factor".to_owned(), FieldRule::UnknownChoice)]);
    }
    let code = of_nagisa().code(&app);
    assert!(client.verify_login(&entry(&code)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn an_app_asks_for_no_mails_and_so_has_no_limit_of_codes() {
    let app = TestApp::start().await;
    for _ in 0..15 {
        NAGISA.begin(&app.anonymous()).await;
        app.pass(TimeDelta::seconds(2));
    }
    assert!(app.deliver().await.is_empty());
    nagisa(&app).await;
    app.finish().await;
}
