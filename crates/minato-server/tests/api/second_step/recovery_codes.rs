//! Recovery codes stand in for the app, each once.

use minato_mail::Posted;
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;

use super::{recorded, recorded_since};
use crate::app::TestApp;
use crate::authenticator::{nagisa, of_nagisa, recovery, set_up};
use crate::me::broken_rules;
use crate::people::{HANAKO, NAGISA, Person, TARO, entry};

/// Tries to sign in by a recovery code.
async fn try_by(app: &TestApp, person: Person, code: &str) -> Result<(), ProblemCode> {
    let client = app.anonymous();
    person.begin(&client).await;
    match client.verify_login(&recovery(code)).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.code().expect("a problem")),
    }
}

fn says(mail: &Posted, left: u32) -> bool {
    mail.rendered
        .text
        .contains(&format!("未使用のリカバリーコード: {left}個"))
}

#[actix_web::test]
async fn a_recovery_code_signs_in_once_and_its_owner_hears_of_it() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (_, codes) = set_up(&app, &client).await;
    let before = recorded(&app, HANAKO).await;
    try_by(&app, HANAKO, &codes[0]).await.unwrap();
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
    assert!(says(&mail, 9), "{}", mail.rendered.text);
    assert!(!mail.rendered.text.contains(&codes[0]));
    assert_eq!(
        recorded_since(&app, HANAKO, before).await,
        [AuditAction::RecoveryCodeUsed, AuditAction::SignedIn]
    );
    let again = try_by(&app, HANAKO, &codes[0]).await;
    assert_eq!(again, Err(ProblemCode::CodeWrong));
    assert!(app.deliver().await.is_empty());

    let typed = codes[1].to_uppercase().replace('-', " ");
    try_by(&app, HANAKO, &typed).await.unwrap();
    assert!(says(&app.one_mail().await, 8));
    app.finish().await;
}

#[actix_web::test]
async fn all_ten_codes_work_and_the_next_app_brings_new_ones() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (_, codes) = set_up(&app, &client).await;
    let mut different = codes.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 10);
    for (code, left) in codes.iter().zip((0..10).rev()) {
        try_by(&app, HANAKO, code).await.unwrap();
        assert!(says(&app.one_mail().await, left));
    }
    assert_eq!(client.get_security().await.unwrap().recovery_codes_left, 0);
    let (_, new) = set_up(&app, &client).await;
    assert_eq!(new.len(), 10);
    assert!(new.iter().all(|code| !codes.contains(code)));
    app.finish().await;
}

#[actix_web::test]
async fn new_codes_kill_the_old_ones() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (_, old) = set_up(&app, &client).await;
    let before = recorded(&app, HANAKO).await;
    let new = client.make_recovery_codes().await.unwrap().codes;
    assert_eq!(new.len(), 10);
    let mail = app.one_mail().await;
    assert!(new.iter().all(|code| !mail.rendered.text.contains(code)));
    assert_eq!(
        recorded_since(&app, HANAKO, before).await,
        [AuditAction::RecoveryCodesMade]
    );
    let dead = try_by(&app, HANAKO, &old[0]).await;
    assert_eq!(dead, Err(ProblemCode::CodeWrong));
    try_by(&app, HANAKO, &new[0]).await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn a_code_belongs_to_its_account() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    set_up(&app, &hanako).await;
    let taro = TARO.sign_in(&app).await;
    let (_, codes_of_taro) = set_up(&app, &taro).await;
    let nagisa = nagisa(&app).await;
    let codes_of_nagisa = nagisa.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    for foreign in [&codes_of_taro[0], &codes_of_nagisa[0]] {
        let tried = try_by(&app, HANAKO, foreign).await;
        assert_eq!(tried, Err(ProblemCode::CodeWrong));
    }
    try_by(&app, TARO, &codes_of_taro[0]).await.unwrap();
    app.one_mail().await;
    try_by(&app, NAGISA, &codes_of_nagisa[0]).await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn ten_wrong_recovery_codes_lock_them_and_not_the_app() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let codes = client.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    let mut answers = Vec::new();
    for n in 0..10 {
        let wrong = format!("0000-0000-0000-000{n}");
        answers.push(try_by(&app, NAGISA, &wrong).await.unwrap_err());
    }
    let mut expected = vec![ProblemCode::CodeWrong; 9];
    expected.push(ProblemCode::FactorLocked);
    assert_eq!(answers, expected);
    let locked = try_by(&app, NAGISA, &codes[0]).await;
    assert_eq!(locked, Err(ProblemCode::FactorLocked));
    of_nagisa().sign_in(&app, NAGISA).await;
    app.finish().await;
}

#[actix_web::test]
async fn what_cannot_be_a_recovery_code_is_no_try() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    NAGISA.begin(&client).await;
    for text in ["123456", "0123-4567-89ab-cde", "0123-4567-89ab-cdeu"] {
        let broken = broken_rules(client.verify_login(&recovery(text)).await);
        assert_eq!(
            broken,
            [("code".to_owned(), FieldRule::InvalidRecoveryCode)]
        );
    }
    let code = of_nagisa().code(&app);
    assert!(client.verify_login(&entry(&code)).await.is_ok());
    app.finish().await;
}
