//! Tokens belong to one session, and forms sign nobody in; `forged_contexts` tries all the rest at
//! every endpoint.

use minato_types::endpoints::{self, Endpoint};

use crate::app::TestApp;
use crate::people::{AKARI, JIRO, PASSWORD};
use crate::raw::{self, Answer, Signed};

/// The cookie and the token of a session that may call everything.
async fn session(app: &TestApp) -> (String, String) {
    let Signed { cookie, token } = Signed::of(&AKARI.sign_in(app).await).await;
    (cookie, token)
}

async fn call(
    app: &TestApp,
    endpoint: Endpoint,
    cookie: &str,
    headers: &[(&'static str, String)],
) -> Answer {
    let mut all = vec![("cookie", cookie), ("content-type", "application/json")];
    all.extend(headers.iter().map(|(name, value)| (*name, value.as_str())));
    raw::send(
        app,
        endpoint.method.as_str(),
        &endpoint.full_path(),
        &all,
        Some("{}"),
    )
    .await
}

#[actix_web::test]
async fn the_token_of_another_session_is_refused() {
    let app = TestApp::start().await;
    let (cookie, own) = session(&app).await;
    let (_, foreign) = session(&app).await;
    let log_out = endpoints::LOG_OUT;
    for wrong in [foreign.as_str(), "anonymous", "1", &own[1..]] {
        let answer = call(
            &app,
            log_out,
            &cookie,
            &[("x-csrf-token", wrong.to_owned())],
        )
        .await;
        assert_eq!(answer.problem(), "csrfRefused");
    }
    assert_eq!(
        call(&app, log_out, &cookie, &[("x-csrf-token", own)])
            .await
            .status,
        204
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_form_of_another_site_cannot_sign_anybody_in() {
    let app = TestApp::start().await;
    let body = serde_json::to_string(&JIRO.log_in_request(PASSWORD)).unwrap();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ] {
        let headers = [
            ("content-type", content_type),
            ("x-csrf-token", "anonymous"),
        ];
        let path = "/api/v1/auth/login";
        let answer = raw::send(&app, "POST", path, &headers, Some(&body)).await;
        assert_eq!(answer.problem(), "unsupportedMediaType", "{content_type}");
    }
    app.finish().await;
}
