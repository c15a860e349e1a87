//! Many at once on one application or one day: one of them wins, all else is whole. The calls
//! start together behind a barrier and are spread over two servers.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::Duration;

use chrono::TimeDelta;
use minato_db::models::{members, port_applications};
use minato_db::{DbError, TenantScope, WriteTx};
use minato_types::port_applications::PortApplicationState as State;
use tokio::task::JoinHandle;

use crate::ports::{Company, new_key, submit};
use crate::races::at_once;
use crate::raw::{Answer, Signed};

const PARALLEL: usize = 100;

/// How many rounds the race against the clock has.
const ROUNDS: usize = 30;

/// A transaction that holds a lock until it is told to let go; it leaves nothing behind.
struct Held {
    release: mpsc::Sender<()>,
    task: JoinHandle<()>,
}

impl Held {
    async fn hold<F>(company: &Company, lock: F) -> Self
    where
        F: FnOnce(&mut WriteTx<'_>, TenantScope) -> Result<(), DbError> + Send + 'static,
    {
        let (release, wait) = mpsc::channel();
        let (locked, is_locked) = tokio::sync::oneshot::channel();
        let (db, scope) = (company.app.app.db.clone(), company.scope);
        let task = actix_web::rt::spawn(async move {
            let undone: Result<(), DbError> = db
                .write(move |tx| {
                    lock(tx, scope)?;
                    let _ = locked.send(());
                    // Shorter than anybody's patience.
                    let _ = wait.recv_timeout(Duration::from_secs(4));
                    Err(DbError::NotFound)
                })
                .await;
            assert!(matches!(undone, Err(DbError::NotFound)), "{undone:?}");
        });
        is_locked.await.expect("the lock is held");
        Self { release, task }
    }

    /// Waits until `waiting` transactions stand behind the lock, as far as the database tells;
    /// then lets them go.
    async fn release_before(self, company: &Company, waiting: usize) {
        while company
            .app
            .lock_waiters()
            .is_some_and(|found| found < waiting)
        {
            actix_web::rt::time::sleep(Duration::from_millis(5)).await;
        }
        self.release.send(()).expect("it waits");
        self.task.await.expect("it ends");
    }
}

/// How many answers have which status and, if they are problems, which code.
fn tally(answers: &[Answer]) -> BTreeMap<(u16, String), usize> {
    let mut tally = BTreeMap::new();
    for answer in answers {
        let code = if answer.status.is_success() {
            String::new()
        } else {
            answer.problem()
        };
        *tally.entry((answer.status.as_u16(), code)).or_insert(0) += 1;
    }
    tally
}

#[actix_web::test]
async fn a_hundred_submissions_with_one_key_are_one_application() {
    let company = Company::start().await;
    let (_second, other) = company.app.second();
    let browser = Signed::of(&company.shun).await;
    let origins = [company.app.address.clone(), other];
    // As many ports as a day takes: whoever is judged anew would be refused.
    let body = r#"{"effectiveDate":"2026-12-10","addedPorts":100,"remind":true}"#;
    let key = new_key();
    // The first one gets the key and waits for the member; the others wait for the key.
    let held = Held::hold(&company, |tx, scope| members::lock(tx, scope).map(drop)).await;
    let calls = (0..PARALLEL).map(|n| {
        let (browser, origin, key) = (browser.clone(), origins[n % 2].clone(), key.clone());
        async move {
            let headers = [("idempotency-key", key.as_str())];
            let path = "/port-applications";
            browser
                .send(&origin, "POST", path, &headers, Some(body))
                .await
        }
    });
    let answers = actix_web::rt::spawn(at_once(calls.collect()));
    held.release_before(&company, 3).await;
    let answers = answers.await.unwrap();
    assert_eq!(answers.len(), PARALLEL);
    let first = answers[0].clone().comparable();
    assert_eq!(first.status, 201, "{}", first.body);
    for answer in answers {
        assert_eq!(answer.comparable(), first);
    }
    let page = company
        .aki
        .list_port_applications(&<_>::default())
        .await
        .unwrap();
    assert_eq!(page.total, 1);
    company.finish().await;
}

#[actix_web::test]
async fn of_a_hundred_changes_with_one_tag_one_succeeds() {
    let company = Company::start().await;
    let (_second, other) = company.app.second();
    let browser = Signed::of(&company.shun).await;
    let origins = [company.app.address.clone(), other];
    let number = submit(&company.shun, "2026-12-10", 50).await.value.number;
    // Whoever holds the row makes the others wait in their conditional update.
    let held = Held::hold(&company, move |tx, scope| {
        port_applications::claim(tx, scope, number.serial, 1).map(drop)
    })
    .await;
    let calls = (0..PARALLEL).map(|n| {
        let (browser, origin) = (browser.clone(), origins[n % 2].clone());
        async move {
            let body = format!(r#"{{"addedPorts":{}}}"#, n % 40 + 1);
            let path = format!("/port-applications/{number}");
            let headers = [("if-match", "\"v1\"")];
            browser
                .send(&origin, "PATCH", &path, &headers, Some(&body))
                .await
        }
    });
    let answers = actix_web::rt::spawn(at_once(calls.collect()));
    held.release_before(&company, 3).await;
    let refused = (412, "preconditionFailed".to_owned());
    let expected = BTreeMap::from([((200, String::new()), 1), (refused, PARALLEL - 1)]);
    assert_eq!(tally(&answers.await.unwrap()), expected);
    let history = company
        .shun
        .list_port_application_history(number)
        .await
        .unwrap();
    assert_eq!(history.items.len(), 2);
    company.finish().await;
}

#[actix_web::test]
async fn a_day_is_never_overfull() {
    let company = Company::start().await;
    let (_second, other) = company.app.second();
    let browsers = [
        Signed::of(&company.aki).await,
        Signed::of(&company.shun).await,
    ];
    let origins = [company.app.address.clone(), other];
    let calls = (0..PARALLEL).map(|n| {
        let (browser, origin) = (browsers[n % 2].clone(), origins[n / 2 % 2].clone());
        async move {
            let key = new_key();
            let headers = [("idempotency-key", key.as_str())];
            let body = r#"{"effectiveDate":"2026-12-10","addedPorts":9}"#;
            let path = "/port-applications";
            browser
                .send(&origin, "POST", path, &headers, Some(body))
                .await
        }
    });
    let answers = at_once(calls.collect()).await;
    let refused = (422, "validationFailed".to_owned());
    let expected = BTreeMap::from([((201, String::new()), 11), (refused, PARALLEL - 11)]);
    assert_eq!(tally(&answers), expected);
    company.finish().await;
}

#[actix_web::test]
async fn cancel_change_and_deadline_at_once_leave_one_legal_state() {
    let company = Company::start().await;
    let (_second, other) = company.app.second();
    let mut outcomes = BTreeMap::new();
    for round in 0..ROUNDS {
        // A day with a deadline of its own: the next one always lies ahead.
        let today = minato_types::rules::japan_time::date(company.app.app.db.clock().now());
        let aki = crate::ports::AKI.sign_in(&company.app).await;
        let date = today + chrono::Days::new(20);
        let applied = submit(&aki, &date.to_string(), 5).await;
        let deadline = applied.value.deadline.at;
        let client = company.sign_in_at(deadline - TimeDelta::seconds(1)).await;
        let aki = crate::ports::AKI.sign_in(&company.app).await;
        let browsers = [Signed::of(&aki).await, Signed::of(&aki).await];
        let number = applied.value.number;
        let path = format!("/port-applications/{number}");
        let calls = [
            (
                "POST",
                format!("{path}/cancel"),
                None,
                company.app.address.clone(),
            ),
            (
                "PATCH",
                path.clone(),
                Some(r#"{"addedPorts":6}"#),
                other.clone(),
            ),
            (
                "PATCH",
                path,
                Some(r#"{"remind":true}"#),
                company.app.address.clone(),
            ),
        ];
        let calls = calls
            .into_iter()
            .enumerate()
            .map(|(n, (method, path, body, origin))| {
                let browser = browsers[n % 2].clone();
                async move {
                    let headers = [("if-match", "\"v1\"")];
                    browser.send(&origin, method, &path, &headers, body).await
                }
            });
        let racing = actix_web::rt::spawn(at_once(calls.collect()));
        let answers = match round % 3 {
            // The deadline passes before anything is judged, somewhere in between, or after.
            0 => {
                company.app.clock.set(deadline);
                racing.await.unwrap()
            }
            1 => {
                let pause = u64::try_from(round).unwrap() / 3;
                actix_web::rt::time::sleep(Duration::from_millis(pause)).await;
                company.app.clock.set(deadline);
                racing.await.unwrap()
            }
            _ => racing.await.unwrap(),
        };
        company.app.clock.set(deadline);
        let shown = client.get_port_application(number).await.unwrap().value;
        for ((status, code), count) in tally(&answers) {
            assert!(status != 200 || count == 1, "two won with one tag");
            *outcomes.entry(code.clone()).or_insert(0) += count;
            let legal = matches!(code.as_str(), "" | "preconditionFailed" | "deadlinePassed");
            assert!(legal, "{status} {code}");
        }
        let won = answers.iter().any(|answer| answer.status == 200);
        let changed = shown.number.revision == 1;
        match shown.state {
            State::Cancelled => assert!(won && !changed),
            State::Fixed => assert_eq!(won, changed),
            other => panic!("{other:?}"),
        }
        company.deliver().await;
    }
    let seen: Vec<&str> = outcomes.keys().map(String::as_str).collect();
    assert_eq!(
        seen,
        ["", "deadlinePassed", "preconditionFailed"],
        "{outcomes:?}"
    );
    company.finish().await;
}
