//! Whoever tries to sign in learns nothing of an account: not whether it is suspended,
//! invited, deleted, expired, or has a first password that is too old.

use chrono::TimeDelta;
use minato_db::models::accounts;
use minato_types::auth::LogInRequest;

use super::initial_passwords::{INITIAL, with_password};
use super::{KAI, NAMI, day, kai, new_key, password_hash, row, write};
use crate::app::TestApp;
use crate::people::{PASSWORD, Person};
use crate::raw;

/// Puts accounts into Kai's member that cannot sign in with [`PASSWORD`], which is right.
async fn populate(app: &TestApp) -> Vec<&'static str> {
    let hash = password_hash(app).await;
    write(app, KAI, move |tx, scope| {
        let named = |email: &str| row(email, "波 太郎", Some(hash.clone()));
        let mut invited = named("invited@kaikyo.example");
        invited.password_hash = None;
        accounts::insert(tx, scope, &invited)?;
        let mut expired = named("expired@kaikyo.example");
        expired.valid_until = day("2026-11-23");
        accounts::insert(tx, scope, &expired)?;
        let id = accounts::insert(tx, scope, &named("suspended@kaikyo.example"))?;
        let account = accounts::get(tx, scope, id)?;
        accounts::suspend(tx, &account, 1)?;
        let id = accounts::insert(tx, scope, &named("deleted@kaikyo.example"))?;
        let account = accounts::get(tx, scope, id)?;
        accounts::delete(tx, &account, 1)?;
        Ok(())
    })
    .await;
    vec![
        "nobody@kaikyo.example",
        "invited@kaikyo.example",
        "expired@kaikyo.example",
        "suspended@kaikyo.example",
        "deleted@kaikyo.example",
    ]
}

#[actix_web::test]
async fn every_account_that_may_not_sign_in_gets_the_same_answer_for_the_same_work() {
    let app = TestApp::start().await;
    let admin = kai(&app).await;
    let request = with_password(INITIAL);
    admin.add_account(&request, &new_key()).await.unwrap();
    app.one_mail().await;
    let emails = populate(&app).await;
    app.pass(TimeDelta::hours(72));
    let mut tries: Vec<LogInRequest> = vec![
        KAI.log_in_request("wrong"),
        // The right password, but too old.
        NAMI.log_in_request(INITIAL),
    ];
    tries.extend(emails.into_iter().map(|email| {
        let member_number = KAI.member_number;
        Person {
            member_number,
            email,
        }
        .log_in_request(PASSWORD)
    }));
    let mut answers = Vec::new();
    for request in &tries {
        let before = app.app.hasher.runs();
        let body = serde_json::to_string(request).unwrap();
        let answer = raw::post(&app, "/auth/login", &body).await;
        assert_eq!(answer.problem(), "signInFailed", "{}", request.email);
        assert_eq!(app.app.hasher.runs() - before, 1, "{}", request.email);
        answers.push((&request.email, answer.comparable()));
    }
    for (email, answer) in &answers {
        assert_eq!(answer, &answers[0].1, "{email}");
    }
    app.finish().await;
}
