//! A thousand guesses at each factor, fifty at once, at two servers, by somebody who knows the
//! password: so few are looked at that guessing is hopeless, and then not even the right code
//! opens.

use minato_types::auth::VerifyLoginRequest;

use super::browser::{Browser, Token};
use crate::app::TestApp;
use crate::authenticator::{of_nagisa, recovery};
use crate::people::{HANAKO, NAGISA, PASSWORD, Person, code_of, entry, other_than};
use crate::races::at_once;

const GUESSES: usize = 1000;
const AT_ONCE: usize = 50;

/// How many guesses at one factor are looked at on one day.
const LOOKED_AT: u64 = 10;

/// What was done, and what came of it.
#[derive(Debug, Default)]
struct Tally {
    guesses: usize,
    sessions: usize,
    evaluated: u64,
}

fn json(request: &VerifyLoginRequest) -> String {
    serde_json::to_string(request).unwrap()
}

/// A browser between the steps of somebody's sign-in.
async fn between_the_steps(app: &TestApp, person: Person) -> Browser {
    let mut browser = Browser::default();
    let body = serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap();
    let reply = browser.log_in(&app.address, body).await;
    assert!([200, 429].contains(&reply.status), "{}", reply.body);
    browser
}

/// Guesses until all are made; `wrong` gives a wrong code, `right` the right one if there is one.
async fn guess(
    app: &TestApp,
    person: Person,
    (path, token): (&'static str, Token),
    wrong: impl Fn() -> String,
    right: impl Fn() -> Option<String>,
) -> Tally {
    let (second, other) = app.second();
    let servers = [app.address.clone(), other];
    let evaluated = || app.app.metrics.codes_evaluated() + second.metrics.codes_evaluated();
    let (before, mut tally) = (evaluated(), Tally::default());
    let mut browser = Browser::default();
    while tally.guesses < GUESSES {
        if token == Token::Pending {
            browser = between_the_steps(app, person).await;
        } else if tally.guesses == 0 {
            browser = between_the_steps(app, person).await;
            let code = json(&entry(&of_nagisa().next_code(app)));
            let reply = browser.verify(&app.address, code).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
            browser.keep(&reply);
        }
        let begun = u64::from(token == Token::Session);
        let calls = (0..AT_ONCE).map(|n| {
            let (browser, origin) = (browser.clone(), servers[n % 2].clone());
            // The right code comes when as many were looked at as may be.
            let late = tally.guesses >= 2 * AT_ONCE;
            let right = right().filter(|_| late && n % 5 == 4);
            let body = right.unwrap_or_else(&wrong);
            async move {
                browser
                    .send(&origin, ("POST", path), token, Some(body))
                    .await
            }
        });
        let replies = at_once(calls.collect()).await;
        tally.sessions += replies.iter().filter(|reply| reply.status == 200).count();
        for reply in replies {
            assert!([200, 401, 403].contains(&reply.status), "{}", reply.body);
        }
        tally.guesses += AT_ONCE;
        tally.evaluated = evaluated() - before - begun;
        app.deliver().await;
    }
    tally
}

fn judge(what: &str, tally: &Tally) {
    println!("{what}: {tally:?}");
    assert_eq!(tally.guesses, GUESSES, "{what}");
    assert_eq!(tally.sessions, 0, "{what}");
    assert_eq!(tally.evaluated, LOOKED_AT, "{what}");
}

const VERIFY: (&str, Token) = ("/auth/login/verify", Token::Pending);
const STEP_UP: (&str, Token) = ("/me/step-up", Token::Session);

/// A code that the app shows neither now nor one step before or after.
fn wrong_app_code(app: &TestApp) -> String {
    let now = minato_db::Clock::now(app.clock.as_ref());
    let near =
        [-30, 0, 30].map(|seconds| of_nagisa().code_at(now + chrono::TimeDelta::seconds(seconds)));
    let mut codes = (0..10).map(|n| format!("{n:06}"));
    codes
        .find(|code| !near.contains(code))
        .expect("a wrong code")
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn of_a_thousand_guesses_at_a_code_by_mail_ten_are_looked_at() {
    let app = TestApp::start().await;
    let code = std::cell::RefCell::new(String::from("00000000"));
    let (second, other) = app.second();
    let evaluated = || app.app.metrics.codes_evaluated() + second.metrics.codes_evaluated();
    let mut tally = Tally::default();
    let servers = [app.address.clone(), other];
    while tally.guesses < GUESSES {
        let browser = between_the_steps(&app, HANAKO).await;
        if let Some(mail) = app.deliver().await.last() {
            code.replace(code_of(mail));
        }
        let right = code.borrow().clone();
        // The right code stands in the sixth place, behind five that are wrong.
        let mut sessions = 0;
        for n in 0..6 {
            let code = if n < 5 {
                other_than(&right)
            } else {
                right.clone()
            };
            let reply = browser.verify(&servers[n % 2], json(&entry(&code))).await;
            sessions += usize::from(reply.status == 200);
        }
        let calls = (6..AT_ONCE).map(|n| {
            let (browser, origin) = (browser.clone(), servers[n % 2].clone());
            let code = if n % 5 == 4 {
                right.clone()
            } else {
                other_than(&right)
            };
            async move { browser.verify(&origin, json(&entry(&code))).await.status }
        });
        let replies = at_once(calls.collect()).await;
        tally.sessions += sessions + replies.iter().filter(|status| **status == 200).count();
        tally.guesses += AT_ONCE;
    }
    tally.evaluated = evaluated();
    judge("a code by mail", &tally);
    app.deliver().await;
    app.finish().await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn of_a_thousand_guesses_at_a_code_of_an_app_ten_are_looked_at() {
    let app = TestApp::start().await;
    let wrong = || json(&entry(&wrong_app_code(&app)));
    let right = || Some(json(&entry(&of_nagisa().code(&app))));
    let tally = guess(&app, NAGISA, VERIFY, wrong, right).await;
    judge("a code of an app, at sign-in", &tally);
    app.finish().await;
    // Another day, another route: the same code proves once more who one is.
    let app = TestApp::start().await;
    let body = |code: String| format!(r#"{{"code":"{code}"}}"#);
    let wrong = || body(wrong_app_code(&app));
    let tally = guess(&app, NAGISA, STEP_UP, wrong, || None).await;
    judge("a code of an app, as a fresh proof", &tally);
    app.finish().await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn of_a_thousand_guesses_at_a_recovery_code_ten_are_looked_at() {
    let app = TestApp::start().await;
    let client = of_nagisa().sign_in(&app, NAGISA).await;
    let codes = client.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    let guessed = "2222-".repeat(4);
    let guessed = guessed.trim_end_matches('-');
    assert_ne!(guessed, codes[0]);
    let wrong = || json(&recovery(guessed));
    let right = || Some(json(&recovery(&codes[0])));
    let tally = guess(&app, NAGISA, VERIFY, wrong, right).await;
    judge("a recovery code, at sign-in", &tally);
    let left = client.get_security().await.unwrap().recovery_codes_left;
    assert_eq!(left, 10);
    app.finish().await;
}
