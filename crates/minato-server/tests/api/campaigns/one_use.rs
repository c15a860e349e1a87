//! Twenty rounds of a hundred parallel uses of one code or link, at two servers: each is good for
//! one use.

use chrono::TimeDelta;
use minato_types::auth::VerifyLoginRequest;

use super::browser::{Browser, Token};
use crate::app::TestApp;
use crate::authenticator::{of_nagisa, recovery};
use crate::password_reset::{obtain, set};
use crate::people::{HANAKO, NAGISA, PASSWORD, Person, code_of, entry};
use crate::races::at_once;

const ROUNDS: usize = 20;
const USES: usize = 100;

/// How many sign-ins under way share the uses of one code of an app: each may try five times.
const BROWSERS: usize = 20;

/// What came of all rounds.
#[derive(Debug, Default)]
struct Tally {
    rounds: usize,
    uses: usize,
    /// Rounds in which exactly one use succeeded.
    right: usize,
}

impl Tally {
    fn count(&mut self, statuses: &[u16]) {
        assert!(
            statuses
                .iter()
                .all(|status| matches!(status, 200 | 204 | 401 | 403 | 410)),
            "{statuses:?}"
        );
        let successes = statuses.iter().filter(|status| **status < 300).count();
        self.rounds += 1;
        self.uses += statuses.len();
        self.right += usize::from(successes == 1);
    }

    fn judge(&self, what: &str) {
        println!("{what}: {self:?}");
        assert_eq!(
            (self.rounds, self.uses, self.right),
            (ROUNDS, ROUNDS * USES, ROUNDS),
            "{what}"
        );
    }
}

/// Browsers between the steps of somebody's sign-in.
async fn between_the_steps(app: &TestApp, person: Person, count: usize) -> Vec<Browser> {
    let mut browsers = vec![Browser::default(); count];
    let body = serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap();
    for browser in &mut browsers {
        let reply = browser.log_in(&app.address, body.clone()).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
    browsers
}

/// A hundred uses of one code by these browsers, at once and by turns at the servers.
async fn verify_all(
    servers: &[String; 2],
    browsers: &[Browser],
    request: &VerifyLoginRequest,
) -> Vec<u16> {
    let body = serde_json::to_string(request).unwrap();
    let calls = (0..USES).map(|n| {
        let (browser, origin) = (browsers[n % browsers.len()].clone(), servers[n % 2].clone());
        let body = body.clone();
        async move { browser.verify(&origin, body).await.status }
    });
    at_once(calls.collect()).await
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn a_code_by_mail_is_good_for_one_use() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let servers = [app.address.clone(), other];
    let mut tally = Tally::default();
    for _ in 0..ROUNDS {
        let browsers = between_the_steps(&app, HANAKO, 1).await;
        let code = code_of(&app.one_mail().await);
        tally.count(&verify_all(&servers, &browsers, &entry(&code)).await);
        app.pass(TimeDelta::days(1));
    }
    tally.judge("a code by mail");
    app.finish().await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn a_code_of_an_app_is_good_for_one_use() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let servers = [app.address.clone(), other];
    let mut tally = Tally::default();
    for _ in 0..ROUNDS {
        let browsers = between_the_steps(&app, NAGISA, BROWSERS).await;
        let code = of_nagisa().code(&app);
        tally.count(&verify_all(&servers, &browsers, &entry(&code)).await);
        // What failed is counted until the end of the day.
        app.pass(TimeDelta::days(1));
    }
    tally.judge("a code of an app");
    app.finish().await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn a_recovery_code_is_good_for_one_use() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let servers = [app.address.clone(), other];
    let mut tally = Tally::default();
    for _ in 0..ROUNDS {
        let client = of_nagisa().sign_in(&app, NAGISA).await;
        let codes = client.make_recovery_codes().await.unwrap().codes;
        app.one_mail().await;
        let browsers = between_the_steps(&app, NAGISA, BROWSERS).await;
        tally.count(&verify_all(&servers, &browsers, &recovery(&codes[0])).await);
        app.one_mail().await;
        assert_eq!(client.get_security().await.unwrap().recovery_codes_left, 9);
        app.pass(TimeDelta::days(1));
    }
    tally.judge("a recovery code");
    app.finish().await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn a_link_is_good_for_one_use() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let servers = [app.address.clone(), other];
    let (mut tally, browser) = (Tally::default(), Browser::default());
    for _ in 0..ROUNDS {
        let token = obtain(&app, HANAKO).await;
        let body = serde_json::to_string(&set(HANAKO, &token)).unwrap();
        let calls = (0..USES).map(|n| {
            let (browser, origin, body) = (browser.clone(), servers[n % 2].clone(), body.clone());
            let path = ("POST", "/auth/password-reset/complete");
            async move {
                browser
                    .send(&origin, path, Token::None, Some(body))
                    .await
                    .status
            }
        });
        tally.count(&at_once(calls.collect()).await);
        app.one_mail().await;
        app.pass(TimeDelta::hours(1));
    }
    tally.judge("a link");
    app.finish().await;
}
