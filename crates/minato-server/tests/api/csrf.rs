//! Every state-changing endpoint refuses what does not come from our own pages.

use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_types::endpoints::{self, Endpoint};

use crate::access_callers::sign_in_as;
use crate::app::TestApp;
use crate::belongings::Belongings;
use crate::operators::Staff;
use crate::people::{AKARI, JIRO, PASSWORD};
use crate::raw::{self, Answer, Signed};

/// The cookie and the token of a session that may call everything.
async fn session(app: &TestApp) -> (String, String) {
    let Signed { cookie, token } = Signed::of(&AKARI.sign_in(app).await).await;
    (cookie, token)
}

/// The same of an operator.
async fn operators_session(app: &TestApp) -> (String, String) {
    let who = sign_in_as(app, &Staff::hire(app).await).await;
    (who.cookie, who.token)
}

/// What an attacker can bring a browser to send, for a session with `token`.
fn forged(token: &str) -> Vec<Vec<(&'static str, String)>> {
    let right = ("x-csrf-token", token.to_owned());
    let with = |name: &'static str, value: &str| vec![right.clone(), (name, value.to_owned())];
    vec![
        vec![],
        vec![("x-csrf-token", String::new())],
        with("origin", "https://evil.example"),
        with("origin", "null"),
        with("origin", "http://localhost:8081"),
        with("origin", "https://localhost:8080"),
        with("sec-fetch-site", "cross-site"),
        with("sec-fetch-site", "same-site"),
        with("sec-fetch-site", "none"),
        vec![right.clone(), right.clone()],
    ]
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
async fn forged_requests_are_refused_at_every_endpoint_that_changes_something() {
    let app = TestApp::start().await;
    let people = session(&app).await;
    let operators = operators_session(&app).await;
    let mut cases = 0;
    for route in ROUTES
        .iter()
        .filter(|route| route.endpoint.method.changes_state())
    {
        let (cookie, token) = match route.access {
            Access::Operator | Access::OperatorPendingLogin => &operators,
            _ => &people,
        };
        for headers in forged(token) {
            let answer = call(&app, route.endpoint, cookie, &headers).await;
            assert_eq!(
                answer.problem(),
                "csrfRefused",
                "{} {headers:?}",
                route.endpoint
            );
            cases += 1;
        }
    }
    assert!(cases >= 90, "only {cases} cases");
    // Nothing of it had an effect: the session is as it was.
    let me = endpoints::GET_ME;
    assert_eq!(call(&app, me, &people.0, &[]).await.status, 200);
    app.finish().await;
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

/// By these, data leaves the house.
const EXPORTS: [Endpoint; 2] = [
    endpoints::EXPORT_ACCOUNTS,
    endpoints::EXPORT_PORT_APPLICATIONS,
];

/// What GET must not do: no endpoint that reads leaves a trace in the audit trail, but for
/// [`EXPORTS`].
#[actix_web::test]
async fn reading_changes_nothing() {
    let app = TestApp::start().await;
    let own = Belongings::of(&app, AKARI).await;
    let browser = Signed::of(&AKARI.sign_in(&app).await).await;
    let length = || async {
        crate::audit::chain(&app.app.db, AKARI.member_number)
            .await
            .len()
    };
    let (mut read, mut exported) = (0, 0);
    for route in ROUTES
        .iter()
        .filter(|route| !route.endpoint.method.changes_state())
        .filter(|route| route.access != Access::Operator)
        // It is no session that goes on there.
        .filter(|route| route.access != Access::FirstLogin)
    {
        let before = length().await;
        let path = own.path(route.endpoint);
        let answer = browser.send(&app.address, "GET", &path, &[], None).await;
        assert_eq!(answer.status, 200, "{}", route.endpoint);
        let export = EXPORTS.contains(&route.endpoint);
        let traces = length().await - before;
        assert_eq!(traces, usize::from(export), "{}", route.endpoint);
        read += 1;
        exported += usize::from(export);
    }
    assert!(read >= 15 && exported == EXPORTS.len());
    app.finish().await;
}
