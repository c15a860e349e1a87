//! The same request sent twice: one effect, one answer.

use chrono::TimeDelta;
use minato_db::models::idempotency_keys;
use minato_server::jobs::clean_up;

use crate::ports::{Company, SHUN};
use crate::raw::{Answer, Signed};

const BODY: &str = r#"{"effectiveDate":"2026-12-10","addedPorts":5}"#;

async fn send(company: &Company, browser: &Signed, key: &str, body: &str) -> Answer {
    let headers = [("idempotency-key", key)];
    let origin = &company.app.address;
    browser
        .send(origin, "POST", "/port-applications", &headers, Some(body))
        .await
}

async fn total(company: &Company) -> u64 {
    let page = company.aki.list_port_applications(&<_>::default()).await;
    page.unwrap().total
}

#[actix_web::test]
async fn the_same_key_gets_the_same_bytes_and_nothing_happens_twice() {
    let company = Company::start().await;
    let browser = Signed::of(&company.shun).await;
    let first = send(&company, &browser, "a", BODY).await;
    assert_eq!(first.status, 201);
    let number = first.json()["number"].as_str().unwrap().to_owned();
    let location = format!("/api/v1/port-applications/{number}");
    assert_eq!(
        (first.header("location"), first.header("etag")),
        (location.as_str(), "\"v1\"")
    );
    assert_eq!(first.header("content-type"), "application/json");
    // The clock goes on, the application even changes: the answer stays what it was.
    company.app.pass(TimeDelta::minutes(20));
    let application = number.parse().unwrap();
    company
        .shun
        .cancel_port_application(application, "\"v1\"")
        .await
        .unwrap();
    let again = send(&company, &browser, "a", BODY).await;
    assert_eq!(again.comparable(), first.comparable());
    // Two ways to write one request are one request.
    let spaced = r#"{ "remind": false, "addedPorts": 5, "effectiveDate": "2026-12-10" }"#;
    assert_eq!(send(&company, &browser, "a", spaced).await.status, 201);
    assert_eq!(total(&company).await, 1);
    company.finish().await;
}

#[actix_web::test]
async fn a_key_with_another_request_is_refused() {
    let company = Company::start().await;
    let browser = Signed::of(&company.shun).await;
    assert_eq!(send(&company, &browser, "a", BODY).await.status, 201);
    let other = BODY.replace('5', "6");
    let answer = send(&company, &browser, "a", &other).await;
    let told = (answer.status.as_u16(), answer.problem());
    assert_eq!(told, (422, "idempotencyKeyReused".to_owned()));
    assert_eq!(total(&company).await, 1);
    company.finish().await;
}

#[actix_web::test]
async fn a_key_is_its_owners() {
    let company = Company::start().await;
    let (aki, shun) = (
        Signed::of(&company.aki).await,
        Signed::of(&company.shun).await,
    );
    let first = send(&company, &aki, "a", BODY).await;
    let second = send(&company, &shun, "a", BODY).await;
    assert_ne!(first.json()["number"], second.json()["number"]);
    // Another session of the same person is the same person.
    let again = SHUN.sign_in(&company.app).await;
    let third = send(&company, &Signed::of(&again).await, "a", BODY).await;
    assert_eq!(third.body, second.body);
    company.finish().await;
}

#[actix_web::test]
async fn what_is_refused_leaves_the_key_free() {
    let company = Company::start().await;
    let browser = Signed::of(&company.shun).await;
    let late = BODY.replace("2026-12-10", "2026-11-24");
    assert_eq!(
        send(&company, &browser, "a", &late).await.problem(),
        "validationFailed"
    );
    assert_eq!(send(&company, &browser, "a", BODY).await.status, 201);
    company.finish().await;
}

#[actix_web::test]
async fn a_request_without_a_usable_key_is_refused() {
    let company = Company::start().await;
    let browser = Signed::of(&company.shun).await;
    let path = "/port-applications";
    let missing = browser
        .send(&company.app.address, "POST", path, &[], Some(BODY))
        .await;
    let long = "k".repeat(256);
    for answer in [
        missing,
        send(&company, &browser, "", BODY).await,
        send(&company, &browser, "a b", BODY).await,
        send(&company, &browser, &long, BODY).await,
    ] {
        let told = (answer.status.as_u16(), answer.problem());
        assert_eq!(told, (400, "idempotencyKeyRequired".to_owned()));
    }
    assert_eq!(total(&company).await, 0);
    company.finish().await;
}

#[actix_web::test]
async fn a_key_is_kept_for_a_day() {
    let company = Company::start().await;
    let browser = Signed::of(&company.shun).await;
    let first = send(&company, &browser, "a", BODY).await;
    // What is young stays when old keys are removed.
    company
        .app
        .pass(TimeDelta::hours(24) - TimeDelta::seconds(1));
    clean_up::run(&company.app.app).await;
    let browser = Signed::of(&SHUN.sign_in(&company.app).await).await;
    let same = send(&company, &browser, "a", BODY).await;
    assert_eq!(same.body, first.body);
    // What is old counts for nothing, even where it was not removed yet.
    company.app.pass(TimeDelta::seconds(1));
    let new = send(&company, &browser, "a", BODY).await;
    assert_ne!(new.json()["number"], first.json()["number"]);
    // The new one is all that is left to be removed.
    let remove = || company.write(|tx, _| idempotency_keys::delete_expired(tx));
    assert_eq!(remove().await, 0);
    company.app.pass(TimeDelta::hours(24));
    assert_eq!((remove().await, remove().await), (1, 0));
    company.finish().await;
}
