//! Codes used again, or by many at once: one use succeeds. What runs at once starts behind a
//! barrier and is spread over two servers.

use minato_client::Client;
use minato_types::auth::{SessionState, VerifyLoginRequest};
use minato_types::problem::ProblemCode;
use minato_types::security::StepUpRequest;

use crate::app::TestApp;
use crate::authenticator::{Authenticator, confirmation, nagisa, of_nagisa, recovery, set_up};
use crate::people::{HANAKO, NAGISA, entry, refused};
use crate::races::at_once;
use crate::raw::{Answer, Signed};

const PARALLEL: usize = 16;

#[actix_web::test]
async fn a_code_signs_in_once() {
    let app = TestApp::start().await;
    let (first, second) = (app.anonymous(), app.anonymous());
    NAGISA.begin(&first).await;
    NAGISA.begin(&second).await;
    let code = of_nagisa().code(&app);
    assert!(first.verify_login(&entry(&code)).await.is_ok());
    let again = second.verify_login(&entry(&code)).await;
    assert_eq!(refused(again), ProblemCode::CodeWrong, "the step was used");
    let next = of_nagisa().next_code(&app);
    assert!(second.verify_login(&entry(&next)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn after_a_code_the_one_before_it_is_dead_too() {
    let app = TestApp::start().await;
    let (first, second) = (app.anonymous(), app.anonymous());
    NAGISA.begin(&first).await;
    NAGISA.begin(&second).await;
    let older = of_nagisa().code(&app);
    let newer = of_nagisa().next_code(&app);
    assert!(first.verify_login(&entry(&newer)).await.is_ok());
    // Its step is within the drift, but lies before the accepted one.
    let answer = second.verify_login(&entry(&older)).await;
    assert_eq!(refused(answer), ProblemCode::CodeWrong);
    app.finish().await;
}

#[actix_web::test]
async fn a_code_that_signed_in_proves_nothing_once_more() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let by_code = |code: String| StepUpRequest {
        code: Some(code),
        ..StepUpRequest::default()
    };
    let same = client.step_up(&by_code(of_nagisa().code(&app))).await;
    assert_eq!(refused(same), ProblemCode::CodeWrong);
    let next = of_nagisa().next_code(&app);
    assert!(client.step_up(&by_code(next)).await.is_ok());
    app.finish().await;
}

/// The second step of browsers that stand between the steps, all at once and by turns at two
/// servers; the statuses.
async fn verify_at_once(
    app: &TestApp,
    browsers: Vec<Client>,
    request: &VerifyLoginRequest,
) -> Vec<u16> {
    let (_second, other) = app.second();
    let addresses = [app.address.clone(), other];
    let body = serde_json::to_string(request).unwrap();
    let mut calls = Vec::new();
    for (n, browser) in browsers.iter().enumerate() {
        let who = pending(browser).await;
        let (address, body) = (addresses[n % 2].clone(), body.clone());
        calls.push(async move {
            let answer = who.send(&address, "POST", "/auth/login/verify", &[], Some(&body));
            answer.await.status.as_u16()
        });
    }
    at_once(calls).await
}

/// A browser between the steps, for requests as bytes.
async fn pending(browser: &Client) -> Signed {
    let SessionState::CodeRequired(pending) = browser.get_session().await.unwrap() else {
        panic!("not between the steps");
    };
    let cookie = browser.cookie("__Host-pre").expect("a cookie");
    Signed {
        cookie: format!("__Host-pre={cookie}"),
        token: pending.csrf_token,
    }
}

/// Browsers between the steps of Nagisa's sign-in.
async fn between_the_steps(app: &TestApp, count: usize) -> Vec<Client> {
    let mut browsers = Vec::new();
    for _ in 0..count {
        let browser = app.anonymous();
        NAGISA.begin(&browser).await;
        browsers.push(browser);
    }
    browsers
}

fn assert_one_success(statuses: &[u16]) {
    assert_eq!(statuses.len(), PARALLEL);
    let successes = statuses.iter().filter(|status| **status == 200).count();
    assert_eq!(successes, 1, "{statuses:?}");
    let refused = |status: &&u16| matches!(status, 401 | 403);
    assert_eq!(
        statuses.iter().filter(refused).count(),
        PARALLEL - 1,
        "{statuses:?}"
    );
}

#[actix_web::test]
async fn many_sign_ins_at_once_with_one_code_give_one_session() {
    let app = TestApp::start().await;
    let browsers = between_the_steps(&app, PARALLEL).await;
    let code = of_nagisa().code(&app);
    assert_one_success(&verify_at_once(&app, browsers, &entry(&code)).await);
    app.finish().await;
}

#[actix_web::test]
async fn many_uses_of_one_recovery_code_at_once_give_one_session_and_one_mail() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let codes = client.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    let browsers = between_the_steps(&app, PARALLEL).await;
    assert_one_success(&verify_at_once(&app, browsers, &recovery(&codes[3])).await);
    app.one_mail().await;
    let left = client.get_security().await.unwrap().recovery_codes_left;
    assert_eq!(left, 9);
    app.finish().await;
}

#[actix_web::test]
async fn many_proofs_at_once_with_one_code_give_one() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let who = Signed::of(&client).await;
    let body = format!(r#"{{"code":"{}"}}"#, of_nagisa().next_code(&app));
    let calls = (0..PARALLEL).map(|_| {
        let (who, address, body) = (who.clone(), app.address.clone(), body.clone());
        async move {
            let answer = who.send(&address, "POST", "/me/step-up", &[], Some(&body));
            answer.await.status.as_u16()
        }
    });
    assert_one_success(&at_once(calls.collect()).await);
    app.finish().await;
}

#[actix_web::test]
async fn many_confirmations_at_once_show_recovery_codes_once() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let offer = client.offer_totp().await.unwrap();
    let code = Authenticator::with(&offer.secret).code(&app);
    let body = serde_json::to_string(&confirmation(&code)).unwrap();
    let who = Signed::of(&client).await;
    let calls = (0..PARALLEL).map(|_| {
        let (who, address, body) = (who.clone(), app.address.clone(), body.clone());
        async move {
            let answer = who.send(&address, "POST", "/me/totp/confirm", &[], Some(&body));
            answer.await
        }
    });
    let answers = at_once(calls.collect()).await;
    let shown = |answer: &&Answer| answer.status == 200;
    assert_eq!(answers.iter().filter(shown).count(), 1);
    for other in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(other.problem(), "noAuthenticator");
    }
    app.one_mail().await;
    let left = client.get_security().await.unwrap().recovery_codes_left;
    assert_eq!(left, 10);
    app.finish().await;
}

#[actix_web::test]
async fn recovery_codes_made_at_once_leave_ten() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    set_up(&app, &client).await;
    let who = Signed::of(&client).await;
    let calls = (0..4).map(|_| {
        let (who, address) = (who.clone(), app.address.clone());
        async move {
            let answer = who.send(&address, "POST", "/me/recovery-codes", &[], None);
            answer.await.status.as_u16()
        }
    });
    assert_eq!(at_once(calls.collect()).await, [201; 4]);
    assert_eq!(app.deliver().await.len(), 4);
    let left = client.get_security().await.unwrap().recovery_codes_left;
    assert_eq!(left, 10);
    app.finish().await;
}
