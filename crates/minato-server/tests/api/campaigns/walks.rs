//! A thousand walks at random before the door of the portal: after each step the answer and where
//! the browser stands are what the model says, which knows nothing of the product.

use chrono::TimeDelta;
use minato_types::auth::SessionState;

use super::browser::{Browser, Token};
use super::crowd::{self, Somebody};
use super::dice::Dice;
use super::walk_model::{Door, STEPS, Standing, Step, WAIT_MINUTES};
use crate::app::TestApp;
use crate::people::{PASSWORD, code_of, entry};

const WALKS: usize = 1000;

/// The walks are long enough to see every state, and short enough that no lock of a day is met.
const LONGEST: usize = 9;

/// Somebody on his walk.
struct Walker<'a> {
    app: &'a TestApp,
    person: Somebody,
    browser: Browser,
    /// All codes that were mailed to him, the present one last.
    codes: Vec<String>,
}

impl Walker<'_> {
    /// Does what the step says; how it is answered.
    async fn walk(&mut self, step: Step) -> String {
        let origin = &self.app.address;
        let reply = match step {
            Step::RightPassword => return self.log_in(PASSWORD).await,
            Step::WrongPassword => return self.log_in("wrong").await,
            Step::RightCode => return self.verify(self.codes.last().cloned()).await,
            Step::WrongCode => return self.verify(None).await,
            Step::OldCode => {
                let old = self.codes.iter().rev().nth(1).cloned();
                return self.verify(old).await;
            }
            Step::Wait => {
                self.app.pass(TimeDelta::minutes(WAIT_MINUTES));
                return String::new();
            }
            Step::Resend => {
                let resend = ("POST", "/auth/login/resend");
                self.browser
                    .send(origin, resend, Token::Pending, None)
                    .await
            }
            Step::GiveUp => {
                let cancel = ("POST", "/auth/login/cancel");
                self.browser
                    .send(origin, cancel, Token::Pending, None)
                    .await
            }
            Step::SignOut => {
                let log_out = ("POST", "/auth/logout");
                self.browser
                    .send(origin, log_out, Token::Session, None)
                    .await
            }
        };
        self.browser.keep(&reply);
        self.read_mails().await;
        reply.outcome()
    }

    async fn log_in(&mut self, password: &str) -> String {
        let body = serde_json::to_string(&self.person.log_in_request(password)).unwrap();
        let reply = self.browser.log_in(&self.app.address, body).await;
        self.read_mails().await;
        reply.outcome()
    }

    async fn verify(&mut self, code: Option<String>) -> String {
        let wrong = || {
            let mut codes = ["12345678", "87654321"].map(str::to_owned).into_iter();
            codes.find(|code| !self.codes.contains(code)).unwrap()
        };
        let body = serde_json::to_string(&entry(&code.unwrap_or_else(wrong))).unwrap();
        let reply = self.browser.verify(&self.app.address, body).await;
        self.browser.keep(&reply);
        reply.outcome()
    }

    async fn read_mails(&mut self) {
        for mail in self.app.deliver().await {
            self.codes.push(code_of(&mail));
        }
    }

    /// Where the product says that the browser stands.
    async fn standing(&self) -> Standing {
        let session = ("GET", "/auth/session");
        let reply = self
            .browser
            .send(&self.app.address, session, Token::None, None)
            .await;
        match serde_json::from_str(&reply.body).unwrap() {
            SessionState::SignedOut => Standing::Outside,
            SessionState::CodeRequired(_) => Standing::BetweenTheSteps,
            SessionState::SignedIn(_) => Standing::Inside,
        }
    }
}

/// How often what was seen.
#[derive(Debug, Default)]
struct Tally {
    walks: usize,
    steps: usize,
    inside: usize,
    between: usize,
    refusals: usize,
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn a_thousand_walks_at_random_end_where_the_model_says() {
    let app = TestApp::start().await;
    let people = crowd::enter(&app, WALKS).await;
    let (seed, mut tally) = (13, Tally::default());
    let mut dice = Dice::new(seed);
    for (n, person) in people.into_iter().enumerate() {
        let (mut door, mut path) = (Door::default(), Vec::new());
        let mut walker = Walker {
            app: &app,
            person,
            browser: Browser::default(),
            codes: Vec::new(),
        };
        for _ in 0..3 + dice.below(LONGEST - 2) {
            let step = STEPS[dice.below(STEPS.len())];
            path.push(step);
            let answer = walker.walk(step).await;
            let expected = door.expect(step);
            assert_eq!(answer, expected, "walk {n} of seed {seed}: {path:?}");
            let standing = walker.standing().await;
            assert_eq!(
                standing,
                door.standing(),
                "walk {n} of seed {seed}: {path:?}"
            );
            tally.steps += 1;
            tally.inside += usize::from(standing == Standing::Inside);
            tally.between += usize::from(standing == Standing::BetweenTheSteps);
            tally.refusals += usize::from(expected.starts_with(char::is_alphabetic));
        }
        tally.walks += 1;
    }
    println!("{tally:?}, seed {seed}");
    assert_eq!(tally.walks, WALKS);
    assert!(
        tally.steps > 5000 && tally.inside > 500 && tally.between > 1000 && tally.refusals > 1000
    );
    app.deliver().await;
    app.finish().await;
}
