//! Two hundred requests are under way at two servers when a session ends. Each that was begun
//! before may be answered; none that begins after the end was acknowledged.

use minato_client::Client;
use minato_types::me::ChangePasswordRequest;

use super::browser::{Browser, Token};
use crate::accounts::find;
use crate::app::TestApp;
use crate::password_reset::{NEW_PASSWORD, obtain, set};
use crate::people::{HANAKO, PASSWORD, TARO, code_of, entry};

const UNDER_WAY: usize = 200;
const AFTER: usize = 40;

/// What ends Taro's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    LogOut,
    PasswordChange,
    PasswordReset,
    SignOutElsewhere,
    Suspension,
    Deletion,
}

const ENDS: [End; 6] = [
    End::LogOut,
    End::PasswordChange,
    End::PasswordReset,
    End::SignOutElsewhere,
    End::Suspension,
    End::Deletion,
];

/// Taro's browser, as the attacker has it.
async fn taros_browser(app: &TestApp) -> Browser {
    let mut browser = Browser::default();
    let body = serde_json::to_string(&TARO.log_in_request(PASSWORD)).unwrap();
    assert_eq!(browser.log_in(&app.address, body).await.status, 200);
    let code = code_of(&app.one_mail().await);
    let body = serde_json::to_string(&entry(&code)).unwrap();
    let reply = browser.verify(&app.address, body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    browser.keep(&reply);
    browser
}

/// What the end needs, made before it.
struct Prepared {
    taro: Client,
    hanako: Client,
    link: String,
}

impl Prepared {
    async fn new(app: &TestApp) -> Self {
        Self {
            taro: TARO.sign_in(app).await,
            hanako: HANAKO.sign_in(app).await,
            link: obtain(app, TARO).await,
        }
    }

    async fn do_it(&self, end: End, browser: &Browser, origin: &str) {
        match end {
            End::LogOut => {
                let log_out = ("POST", "/auth/logout");
                let reply = browser.send(origin, log_out, Token::Session, None).await;
                assert_eq!(reply.status, 204);
            }
            End::PasswordChange => {
                let request = ChangePasswordRequest {
                    current_password: PASSWORD.to_owned(),
                    new_password: NEW_PASSWORD.to_owned(),
                };
                self.taro.change_password(&request).await.unwrap();
            }
            End::PasswordReset => {
                let request = set(TARO, &self.link);
                self.taro.complete_password_reset(&request).await.unwrap();
            }
            End::SignOutElsewhere => drop(self.taro.end_other_sessions().await.unwrap()),
            End::Suspension => {
                let row = find(&self.hanako, TARO).await;
                let done = self.hanako.suspend_account(row.value.id, &row.etag).await;
                drop(done.unwrap());
            }
            End::Deletion => {
                let row = find(&self.hanako, TARO).await;
                self.hanako
                    .delete_account(row.value.id, &row.etag)
                    .await
                    .unwrap();
            }
        }
    }
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn nothing_that_begins_after_the_end_of_a_session_is_answered() {
    for end in ENDS {
        let app = TestApp::start().await;
        let (_second, other) = app.second();
        let servers = [app.address.clone(), other];
        let prepared = Prepared::new(&app).await;
        let browser = taros_browser(&app).await;
        let ask = |n: usize| {
            let (browser, origin) = (browser.clone(), servers[n % 2].clone());
            async move {
                browser
                    .send(&origin, ("GET", "/me"), Token::Session, None)
                    .await
                    .status
            }
        };
        let under_way: Vec<_> = (0..UNDER_WAY)
            .map(|n| actix_web::rt::spawn(ask(n)))
            .collect();
        // Some of them are at work before the end begins.
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
        prepared.do_it(end, &browser, &servers[1]).await;
        let after = crate::races::at_once((0..AFTER).map(ask).collect()).await;
        let mut before = [0, 0];
        for request in under_way {
            match request.await.unwrap() {
                200 => before[0] += 1,
                401 => before[1] += 1,
                other => panic!("{end:?}: {other}"),
            }
        }
        let late = after.iter().filter(|status| **status != 401).count();
        println!(
            "{end:?}: under way {UNDER_WAY}, answered {}, refused {}; begun after {AFTER}, answered {late}",
            before[0], before[1]
        );
        assert_eq!(before[0] + before[1], UNDER_WAY);
        assert_eq!(late, 0, "{end:?}");
        app.deliver().await;
        app.finish().await;
    }
}
