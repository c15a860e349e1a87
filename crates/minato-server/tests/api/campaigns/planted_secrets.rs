//! Secrets that are known to the test go through every flow. After each step the whole database
//! is written out as text, and at the end the log: none of them stands there in any form.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use minato_client::Client;
use minato_test::Rows;
use minato_types::auth::{CompletePasswordResetRequest, SessionState};
use minato_types::me::ChangePasswordRequest;
use minato_types::security::StepUpRequest;

use super::captured_log::CapturedLog;
use crate::accounts::{SABURO, new_key, wish};
use crate::app::TestApp;
use crate::authenticator::{Authenticator, confirmation, recovery};
use crate::first_login;
use crate::password_reset::{ask, set, token_of};
use crate::people::{HANAKO, JIRO, PASSWORD, code_of, entry, refused};

const WRONG: &str = "planted wrong whelk";
const CHANGED: &str = "planted heron beyond the breakwater";
const RESET: &str = "planted osprey above the slipway";

/// What was planted, and every state of the database since.
struct Search {
    app: TestApp,
    secrets: Vec<(&'static str, String)>,
    states: Vec<Rows>,
}

impl Search {
    fn plant(&mut self, what: &'static str, secret: &str) {
        self.secrets.push((what, secret.to_owned()));
    }

    /// The cookies and the token of a browser.
    async fn plant_browser(&mut self, client: &Client) {
        for name in ["__Host-sid", "__Host-pre", "__Host-known", "__Host-trust"] {
            if let Some(value) = client.cookie(name).filter(|value| !value.is_empty()) {
                self.plant("a cookie", &value);
            }
        }
        let token = match client.get_session().await.unwrap() {
            SessionState::SignedIn(session) => session.csrf_token,
            SessionState::CodeRequired(pending) => pending.csrf_token,
            SessionState::SignedOut => return,
        };
        self.plant("a token", &token);
    }

    /// Keeps the state of the database.
    async fn look(&mut self) {
        self.states.push(Rows::of(&self.app.app.db).await);
    }

    /// Sends what waits, with a look before and after; the only mail's text.
    async fn mail(&mut self) -> minato_mail::Posted {
        self.look().await;
        let mail = self.app.one_mail().await;
        self.look().await;
        mail
    }

    async fn sign_in_by_mail(&mut self) -> Client {
        let client = self.app.anonymous();
        let wrong = client.log_in(&HANAKO.log_in_request(WRONG)).await;
        refused(wrong);
        self.app.pass(chrono::TimeDelta::seconds(2));
        HANAKO.begin(&client).await;
        self.plant_browser(&client).await;
        let code = code_of(&self.mail().await);
        self.plant("a code by mail", &code);
        client.verify_login(&entry(&code)).await.unwrap();
        self.plant_browser(&client).await;
        client
    }

    async fn set_an_app_up(&mut self, client: &Client) -> Vec<String> {
        let offer = client.offer_totp().await.unwrap();
        self.look().await;
        let authenticator = Authenticator::with(&offer.secret);
        self.plant("the secret of an app", &offer.secret);
        let bytes = authenticator.secret().to_vec();
        self.secrets.push(("its bytes", hex(&bytes)));
        self.secrets
            .push(("its bytes", STANDARD_NO_PAD.encode(&bytes)));
        self.secrets
            .push(("its bytes", URL_SAFE_NO_PAD.encode(&bytes)));
        let code = authenticator.code(&self.app);
        let confirmed = client.confirm_totp(&confirmation(&code)).await.unwrap();
        self.mail().await;
        let next = authenticator.next_code(&self.app);
        let proof = StepUpRequest {
            code: Some(next),
            ..StepUpRequest::default()
        };
        client.step_up(&proof).await.unwrap();
        confirmed.recovery_codes
    }

    async fn use_a_recovery_code(&mut self, codes: &[String]) {
        for code in codes {
            self.plant("a recovery code", code);
            self.plant("a recovery code", &code.replace('-', ""));
        }
        let client = self.app.anonymous();
        HANAKO.begin(&client).await;
        client.verify_login(&recovery(&codes[0])).await.unwrap();
        self.plant_browser(&client).await;
        self.mail().await;
        client.log_out().await.unwrap();
    }

    async fn change_the_password(&mut self, client: &Client) {
        let request = ChangePasswordRequest {
            current_password: PASSWORD.to_owned(),
            new_password: CHANGED.to_owned(),
        };
        client.change_password(&request).await.unwrap();
        self.mail().await;
    }

    async fn invite_somebody(&mut self, admin: &Client) {
        let key = format!("planted-{}", new_key());
        admin.add_account(&wish(SABURO), &key).await.unwrap();
        self.plant("an idempotency key", &key);
        let token = first_login::token_of(&self.mail().await);
        self.plant("the link of an invitation", &token);
    }

    async fn reset_a_password(&mut self) {
        let client = self.app.anonymous();
        client.request_password_reset(&ask(JIRO)).await.unwrap();
        let token = token_of(&self.mail().await);
        self.plant("the link of a reset", &token);
        let request = CompletePasswordResetRequest {
            new_password: RESET.to_owned(),
            ..set(JIRO, &token)
        };
        client.complete_password_reset(&request).await.unwrap();
        self.mail().await;
        JIRO.sign_in_with(&self.app, RESET).await;
    }

    /// Where any of the secrets stands.
    fn found(&self, log: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (what, secret) in &self.secrets {
            for form in forms(secret) {
                for state in &self.states {
                    let tables = state.holding(&form);
                    found.extend(tables.iter().map(|table| format!("{what} in {table}")));
                }
                if log.contains(&form) {
                    found.push(format!("{what} in the log"));
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

/// How a secret could be written down without being hidden.
fn forms(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let mut forms = vec![
        secret.to_owned(),
        secret.to_lowercase(),
        secret.to_uppercase(),
        secret.chars().rev().collect(),
        hex(bytes),
        hex(bytes).to_uppercase(),
        STANDARD_NO_PAD.encode(bytes),
        URL_SAFE_NO_PAD.encode(bytes),
    ];
    forms.sort();
    forms.dedup();
    forms
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn none_of_the_planted_secrets_stands_in_any_table_or_in_the_log() {
    let log = CapturedLog::begin();
    log.take();
    let mut search = Search {
        app: TestApp::start().await,
        secrets: Vec::new(),
        states: Vec::new(),
    };
    for password in [WRONG, CHANGED, RESET, PASSWORD] {
        search.plant("a password", password);
    }
    let hanako = search.sign_in_by_mail().await;
    let codes = search.set_an_app_up(&hanako).await;
    search.use_a_recovery_code(&codes).await;
    search.invite_somebody(&hanako).await;
    search.change_the_password(&hanako).await;
    search.reset_a_password().await;
    search.look().await;

    let log = log.take();
    let rows: usize = search.states.iter().map(Rows::count).sum();
    let (secrets, states) = (search.secrets.len(), search.states.len());
    let letters = log.len();
    println!("secrets {secrets}, states {states}, rows {rows}, letters of log {letters}");
    assert!(secrets >= 40 && states >= 15 && rows > 3000 && letters > 10_000);
    assert_eq!(search.found(&log), Vec::<String>::new());
    // What is not secret is found: the search can see.
    let last = search.states.last().expect("a state");
    assert!(last.holding(SABURO.email).contains(&"accounts"));
    assert!(log.contains("/api/v1/auth/login/verify"));
    search.secrets = vec![("an address", SABURO.email.to_owned())];
    assert!(!search.found(&log).is_empty());
    search.app.deliver().await;
    search.app.finish().await;
}
