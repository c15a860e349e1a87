//! Programs and secrets that are about to end are told to whoever answers for them.

use chrono::{Days, NaiveDate, TimeDelta};
use minato_client::{Client, Versioned};
use minato_mail::Posted;
use minato_server::jobs::expiry_reminders as job;
use minato_types::api_clients::{
    AddApiClientSecretRequest, ApiClient, ApiClientSecret, IssuedApiClientSecret,
    UpdateApiClientRequest,
};

use super::refusals::set;
use super::{Program, every_scope, make, wish};
use crate::accounts::find;
use crate::app::TestApp;
use crate::expiry_reminders::{about, next_day, today};
use crate::people::{HANAKO, TARO};

/// The day so many days from today.
fn in_days(app: &TestApp, days: u64) -> NaiveDate {
    today(app) + Days::new(days)
}

/// Has HANAKO make a program that Taro answers for and that ends on this day.
async fn of_taro(hanako: &Client, last_day: NaiveDate) -> Program {
    let taro = find(hanako, TARO).await.value.id;
    let mut wish = wish(&every_scope());
    wish.valid_until = last_day.to_string();
    wish.owner_id = Some(taro.0);
    make(hanako, &wish).await
}

/// Another secret of a program, with its own last day.
async fn add_secret(admin: &Client, program: &Program, day: NaiveDate) -> Program {
    let valid_until = Some(day.to_string());
    let request = AddApiClientSecretRequest { valid_until };
    let added = admin.add_api_client_secret(program.id(), &request).await;
    let issued: IssuedApiClientSecret = added.expect("a second secret");
    Program { issued }
}

/// Moves the last day of a program.
async fn extend(admin: &Client, program: &Program, day: NaiveDate) -> Versioned<ApiClient> {
    let now = admin.get_api_client(program.id()).await.unwrap();
    let change = UpdateApiClientRequest {
        valid_until: Some(day.to_string()),
        ..UpdateApiClientRequest::default()
    };
    let changed = admin.update_api_client(program.id(), &change, &now.etag);
    changed.await.unwrap()
}

fn text(mail: &Posted) -> &str {
    &mail.rendered.text
}

#[actix_web::test]
async fn each_stage_of_a_program_is_told_once_to_who_answers_for_it() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = of_taro(&hanako, in_days(&app, 32)).await;
    job::plan(&app.app).await;
    assert!(app.deliver().await.is_empty(), "32 days before");
    let mut told = Vec::new();
    for passed in 1..=34_u64 {
        let mails = next_day(&app).await;
        if mails.is_empty() {
            continue;
        }
        // Hanako can do without: Taro answers for it.
        assert_eq!((mails.len(), about(&mails, TARO).len()), (1, 1), "{passed}");
        let item = format!("API client: 会議室予約 ({})", program.client_id());
        assert!(text(&mails[0]).contains(&item), "{}", text(&mails[0]));
        assert!(!text(&mails[0]).contains("Secret of"));
        told.push(32 - passed);
    }
    assert_eq!(told, [30, 7, 1]);
    app.finish().await;
}

#[actix_web::test]
async fn a_secret_is_told_until_the_program_goes_over_to_another_one() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    // Its first secret lasts a year, but the program still comes with the second one.
    let first = of_taro(&hanako, in_days(&app, 9000)).await;
    let short = add_secret(&hanako, &first, in_days(&app, 8)).await;
    short.token(&app).await;
    job::plan(&app.app).await;
    let mails = app.deliver().await;
    assert_eq!((mails.len(), about(&mails, TARO).len()), (1, 1));
    let hint = short
        .issued
        .secret
        .split_at(short.issued.secret.len() - 4)
        .1;
    let item = format!(
        "Secret of an API client: 会議室予約 ({}, …{hint})",
        first.client_id()
    );
    assert!(text(&mails[0]).contains(&item), "{}", text(&mails[0]));
    assert!(text(&mails[0]).contains("A secret cannot be extended"));
    assert!(!text(&mails[0]).contains(&short.issued.secret));
    assert_eq!(next_day(&app).await.len(), 1, "7 days before");
    assert!(next_day(&app).await.is_empty(), "not twice");
    first.token(&app).await;
    for _ in 0..8 {
        assert!(next_day(&app).await.is_empty(), "it comes with the other");
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_secret_that_is_ended_or_never_used_beside_a_longer_one_is_not_told() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = of_taro(&hanako, in_days(&app, 9000)).await;
    let short = in_days(&app, 7);
    add_secret(&hanako, &program, short).await;
    job::plan(&app.app).await;
    assert!(app.deliver().await.is_empty(), "nothing comes with it");
    // Alone it is all that the program has.
    let shown = hanako.get_api_client(program.id()).await.unwrap().value;
    let is_short = |secret: &&ApiClientSecret| secret.valid_until == short;
    let (short, long): (Vec<_>, Vec<_>) = shown.secrets.iter().partition(is_short);
    let id = program.id();
    hanako
        .delete_api_client_secret(id, long[0].id)
        .await
        .unwrap();
    assert_eq!(next_day(&app).await.len(), 1);
    let hanako = HANAKO.sign_in(&app).await;
    hanako
        .delete_api_client_secret(id, short[0].id)
        .await
        .unwrap();
    for _ in 0..8 {
        assert!(next_day(&app).await.is_empty());
    }
    app.finish().await;
}

#[actix_web::test]
async fn what_cannot_be_used_anyway_is_not_told() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = of_taro(&hanako, in_days(&app, 6)).await;
    let (id, etag) = (
        program.id(),
        hanako.get_api_client(program.id()).await.unwrap().etag,
    );
    let off = hanako.suspend_api_client(id, &etag).await.unwrap();
    job::plan(&app.app).await;
    assert!(app.deliver().await.is_empty(), "switched off");
    let on = hanako.resume_api_client(id, &off.etag).await.unwrap();
    set(&app, "option", false).await;
    assert!(next_day(&app).await.is_empty(), "no program may come in");
    set(&app, "option", true).await;
    assert_eq!(next_day(&app).await.len(), 1, "now it may");
    let hanako = HANAKO.sign_in(&app).await;
    hanako.delete_api_client(id, &on.etag).await.unwrap();
    for _ in 0..6 {
        assert!(next_day(&app).await.is_empty(), "deleted");
    }
    app.finish().await;
}

#[actix_web::test]
async fn the_admins_hear_of_programs_whose_person_cannot_sign_in() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = of_taro(&hanako, in_days(&app, 7)).await;
    let taro = find(&hanako, TARO).await;
    let (id, etag) = (taro.value.id, taro.etag);
    let off = hanako.suspend_account(id, &etag).await.unwrap();
    job::plan(&app.app).await;
    let mails = app.deliver().await;
    assert_eq!((mails.len(), about(&mails, HANAKO).len()), (1, 1));
    let item = format!("APIクライアント: 会議室予約({})", program.client_id());
    assert!(text(&mails[0]).contains(&item), "{}", text(&mails[0]));
    // The stage is told: its person hears of the next one.
    hanako.resume_account(id, &off.etag).await.unwrap();
    for _ in 0..5 {
        assert!(next_day(&app).await.is_empty());
    }
    let mails = next_day(&app).await;
    assert_eq!((mails.len(), about(&mails, TARO).len()), (1, 1));
    app.finish().await;
}

#[actix_web::test]
async fn another_last_day_is_told_anew_and_two_servers_tell_it_once() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = of_taro(&hanako, in_days(&app, 20)).await;
    let other = of_taro(&hanako, in_days(&app, 25)).await;
    let (second, _) = app.second();
    let planned = tokio::join!(job::plan(&app.app), job::plan(&second));
    assert_eq!(planned, ((), ()));
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 1, "both programs in one mail");
    for program in [&program, &other] {
        assert!(text(&mails[0]).contains(program.client_id()));
    }
    job::plan(&second).await;
    assert!(app.deliver().await.is_empty());
    assert!(next_day(&app).await.is_empty());
    let hanako = HANAKO.sign_in(&app).await;
    extend(&hanako, &program, in_days(&app, 28)).await;
    app.pass(TimeDelta::hours(1));
    let mails = next_day(&app).await;
    assert_eq!(mails.len(), 1);
    assert!(text(&mails[0]).contains(program.client_id()));
    assert!(!text(&mails[0]).contains(other.client_id()));
    app.finish().await;
}
