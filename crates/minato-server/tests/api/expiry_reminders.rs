//! What is about to end is told 30, 7 and 1 day before, once each.

use chrono::{Days, NaiveDate, TimeDelta};
use minato_client::Client;
use minato_mail::Posted;
use minato_server::jobs::expiry_reminders;
use minato_types::rules::japan_time;

use crate::accounts::{find, until};
use crate::app::TestApp;
use crate::people::{HANAKO, Person, TARO};

pub(crate) fn today(app: &TestApp) -> NaiveDate {
    japan_time::date(app.app.db.clock().now())
}

/// Lets somebody's account end so many days from today.
async fn ends_in(app: &TestApp, admin: &Client, person: Person, days: u64) -> NaiveDate {
    let account = find(admin, person).await;
    let day = today(app) + Days::new(days);
    let change = until(&day.to_string());
    let id = account.value.id;
    admin
        .update_account(id, &change, &account.etag)
        .await
        .unwrap();
    day
}

/// To the same hour of the next day; the mails that are sent on the way.
pub(crate) async fn next_day(app: &TestApp) -> Vec<Posted> {
    app.pass(TimeDelta::days(1));
    app.deliver().await
}

pub(crate) fn about(mails: &[Posted], person: Person) -> Vec<&Posted> {
    let to = |mail: &&Posted| mail.envelope.to.as_str() == person.email;
    mails.iter().filter(to).collect()
}

#[actix_web::test]
async fn each_stage_is_told_once_to_the_person_and_to_the_admins() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    ends_in(&app, &hanako, TARO, 32).await;
    expiry_reminders::plan(&app.app).await;
    expiry_reminders::plan(&app.app).await;
    assert!(app.deliver().await.is_empty(), "32 days before");
    let mut told = Vec::new();
    for passed in 1..=34_u64 {
        let mails = next_day(&app).await;
        if mails.is_empty() {
            continue;
        }
        assert_eq!(mails.len(), 2, "{passed}");
        let (own, digest) = (about(&mails, TARO), about(&mails, HANAKO));
        assert!(own[0].rendered.subject.contains("about to expire"));
        assert!(
            digest[0]
                .rendered
                .text
                .contains("Taro Umino(taro@minato-shoji.example)")
        );
        told.push((32 - passed, own[0].rendered.text.clone()));
    }
    let days: Vec<u64> = told.iter().map(|(days, _)| *days).collect();
    assert_eq!(days, [30, 7, 1]);
    assert!(told[0].1.contains("in 30 days"));
    assert!(told[2].1.contains("tomorrow"));
    app.finish().await;
}

#[actix_web::test]
async fn it_is_told_in_the_morning_of_japan() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let last = ends_in(&app, &hanako, TARO, 31).await;
    expiry_reminders::plan(&app.app).await;
    assert!(app.deliver().await.is_empty());
    let morning = japan_time::end_of(last - Days::new(31)) + TimeDelta::hours(8);
    app.pass(morning - TimeDelta::seconds(1) - app.app.db.clock().now());
    assert!(app.deliver().await.is_empty());
    app.pass(TimeDelta::seconds(1));
    assert_eq!(app.deliver().await.len(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn two_servers_and_a_day_without_any_tell_each_stage_once() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    ends_in(&app, &hanako, TARO, 9).await;
    // The 30 days have begun long ago: they are told now, and not again.
    expiry_reminders::plan(&app.app).await;
    assert_eq!(app.deliver().await.len(), 2);
    let (second, _) = app.second();
    expiry_reminders::plan(&second).await;
    assert!(app.deliver().await.is_empty());
    // Nobody works for three days; the job of the day has expired by then.
    app.pass(TimeDelta::days(3));
    assert!(app.deliver().await.is_empty());
    let planned = tokio::join!(
        expiry_reminders::plan(&app.app),
        expiry_reminders::plan(&second)
    );
    assert_eq!(planned, ((), ()));
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 2, "6 days before, the 7 have begun");
    assert!(about(&mails, TARO)[0].rendered.text.contains("in 6 days"));
    app.finish().await;
}

#[actix_web::test]
async fn whoever_cannot_sign_in_anyway_or_for_ever_is_not_told() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    expiry_reminders::plan(&app.app).await;
    assert!(app.deliver().await.is_empty(), "all end in the year 9999");
    ends_in(&app, &hanako, TARO, 7).await;
    let taro = find(&hanako, TARO).await;
    let suspended = hanako
        .suspend_account(taro.value.id, &taro.etag)
        .await
        .unwrap();
    assert!(next_day(&app).await.is_empty());
    let hanako = HANAKO.sign_in(&app).await;
    let resumed = hanako
        .resume_account(taro.value.id, &suspended.etag)
        .await
        .unwrap();
    assert_eq!(next_day(&app).await.len(), 2, "now he can again");
    // Another last day begins anew.
    let hanako = HANAKO.sign_in(&app).await;
    ends_in(&app, &hanako, TARO, 8).await;
    assert_eq!(next_day(&app).await.len(), 2);
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    assert_ne!(taro.etag, resumed.etag);
    hanako
        .delete_account(taro.value.id, &taro.etag)
        .await
        .unwrap();
    for _ in 0..8 {
        assert!(next_day(&app).await.is_empty());
    }
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_whose_own_account_alone_ends_gets_one_mail() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    crate::accounts::promote_taro(&hanako).await;
    ends_in(&app, &hanako, TARO, 1).await;
    expiry_reminders::plan(&app.app).await;
    let mails = app.deliver().await;
    assert_eq!(about(&mails, TARO).len(), 1);
    assert_eq!(about(&mails, HANAKO).len(), 1);
    app.finish().await;
}
