//! One-time secrets used by many at once: exactly one use succeeds. The tries start
//! together behind a barrier and are spread over two servers.

use std::sync::Arc;

use chrono::TimeDelta;
use minato_client::{Client, ClientError};
use minato_types::problem::ProblemCode;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::app::TestApp;
use crate::people::{HANAKO, code_of, entry, other_than};
use crate::{password_reset, raw};

const PARALLEL: usize = 100;

/// Runs all calls at once; their answers in the order in which they ended.
pub(crate) async fn at_once<F>(calls: Vec<F>) -> Vec<F::Output>
where
    F: Future + 'static,
{
    let barrier = Arc::new(Barrier::new(calls.len()));
    let mut tasks = JoinSet::new();
    for call in calls {
        let barrier = Arc::clone(&barrier);
        tasks.spawn_local(async move {
            barrier.wait().await;
            call.await
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = tasks.join_next().await {
        answers.push(answer.expect("no panic"));
    }
    answers
}

/// Runs `PARALLEL` calls at once and tells how many succeeded and how each other ended.
async fn all_at_once<F, T>(calls: impl Iterator<Item = F>) -> (usize, Vec<ProblemCode>)
where
    F: Future<Output = Result<T, ClientError>> + 'static,
    T: 'static,
{
    let (mut successes, mut refusals) = (0, Vec::new());
    for result in at_once(calls.collect()).await {
        match result {
            Ok(_) => successes += 1,
            Err(error) => refusals.push(error.code().expect("a problem")),
        }
    }
    (successes, refusals)
}

/// A browser between the steps, as its cookie and token.
struct Pending {
    cookie: String,
    token: String,
}

async fn pending(app: &TestApp) -> Pending {
    let body = serde_json::to_string(&HANAKO.log_in_request(crate::people::PASSWORD)).unwrap();
    let answer = raw::post(app, "/auth/login", &body).await;
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    Pending {
        cookie,
        token: answer.json()["csrfToken"].as_str().unwrap().to_owned(),
    }
}

impl Pending {
    /// The second step, sent by another connection of the same browser.
    async fn verify(&self, address: &str, code: &str) -> u16 {
        reqwest::Client::new()
            .post(format!("{address}/api/v1/auth/login/verify"))
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.token)
            .header("content-type", "application/json")
            .body(serde_json::to_string(&entry(code)).unwrap())
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }
}

/// Sends the codes all at once, by turns to the two servers; counts answers by status.
async fn verify_all(pending: Pending, addresses: [String; 2], codes: Vec<String>) -> [usize; 2] {
    let pending = Arc::new(pending);
    let barrier = Arc::new(Barrier::new(codes.len()));
    let mut tasks = JoinSet::new();
    for (n, code) in codes.into_iter().enumerate() {
        let (pending, barrier) = (Arc::clone(&pending), Arc::clone(&barrier));
        let address = addresses[n % 2].clone();
        tasks.spawn_local(async move {
            barrier.wait().await;
            pending.verify(&address, &code).await
        });
    }
    let mut counts = [0, 0];
    while let Some(status) = tasks.join_next().await {
        match status.expect("no panic") {
            200 => counts[0] += 1,
            401 | 403 => counts[1] += 1,
            other => panic!("status {other}"),
        }
    }
    counts
}

#[actix_web::test]
async fn a_hundred_uses_of_one_code_give_one_session() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let pending = pending(&app).await;
    let code = code_of(&app.one_mail().await);
    let addresses = [app.address.clone(), other];
    let counts = verify_all(pending, addresses, vec![code; PARALLEL]).await;
    assert_eq!(counts, [1, PARALLEL - 1]);
    app.finish().await;
}

#[actix_web::test]
async fn of_a_thousand_wrong_codes_exactly_five_are_evaluated() {
    let app = TestApp::start().await;
    let (second, other) = app.second();
    let pending = pending(&app).await;
    let code = code_of(&app.one_mail().await);
    let addresses = [app.address.clone(), other];
    let evaluated = || app.app.metrics.codes_evaluated() + second.metrics.codes_evaluated();
    // The right code stands from the sixth place on: it must not be looked at any more.
    let cookie = Arc::new(pending);
    let mut sessions = 0;
    for n in 0..1000 / PARALLEL {
        let wrong = vec![other_than(&code); PARALLEL];
        let again = Pending {
            cookie: cookie.cookie.clone(),
            token: cookie.token.clone(),
        };
        sessions += verify_all(again, addresses.clone(), wrong).await[0];
        if n == 0 {
            sessions += usize::from(cookie.verify(&addresses[0], &code).await == 200);
        }
    }
    assert_eq!(sessions, 0);
    assert_eq!(evaluated(), 5);
    app.finish().await;
}

#[actix_web::test]
async fn a_hundred_uses_of_one_link_give_one_new_password() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let token = password_reset::obtain(&app, HANAKO).await;
    let addresses = [app.address.clone(), other];
    let calls = (0..PARALLEL).map(|n| {
        let client = Client::new(&addresses[n % 2]);
        let request = password_reset::set(HANAKO, &token);
        async move { client.complete_password_reset(&request).await }
    });
    let (successes, refusals) = all_at_once(calls).await;
    assert_eq!(successes, 1);
    assert_eq!(refusals, vec![ProblemCode::LinkInvalid; PARALLEL - 1]);
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn many_requests_for_a_link_at_once_send_one_mail() {
    let app = TestApp::start().await;
    let calls = (0..20).map(|_| {
        let client = app.anonymous();
        async move {
            client
                .request_password_reset(&password_reset::ask(HANAKO))
                .await
        }
    });
    let (successes, _) = all_at_once(calls).await;
    assert_eq!(successes, 20, "the answer tells nothing");
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn tries_at_once_do_not_pass_the_wait() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let addresses = [app.address.clone(), other];
    let calls = (0..PARALLEL).map(|n| {
        let client = Client::new(&addresses[n % 2]);
        async move { client.log_in(&HANAKO.log_in_request("wrong")).await }
    });
    let (successes, refusals) = all_at_once(calls).await;
    let evaluated = refusals
        .iter()
        .filter(|code| **code == ProblemCode::SignInFailed)
        .count();
    assert_eq!((successes, evaluated), (0, 1), "one try a second");
    app.pass(TimeDelta::seconds(1));
    HANAKO.sign_in(&app).await;
    app.finish().await;
}
