//! Everything that another site can bring a browser to send: at every endpoint of the map that
//! changes something it is refused, and no row of any table changes.

use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_server::http::route::{Counted, Route};
use minato_test::Rows;
use minato_types::endpoints::{self, Endpoint};

use crate::access_callers::{Credentials, begin, begin_as, in_first_login, sign_in_as};
use crate::app::{ORIGIN, TestApp};
use crate::belongings::Belongings;
use crate::operators::Staff;
use crate::password_reset::NEW_PASSWORD;
use crate::people::{AKARI, HANAKO, JIRO, PASSWORD, TARO};
use crate::rate_limits::given_back;
use crate::raw::{self, Answer, Signed};

/// How many contexts every endpoint must refuse.
const LEAST: usize = 12;

const TOKEN: &str = "x-csrf-token";

/// One way to forge a request.
struct Context {
    name: &'static str,
    /// The token, as often as it is sent.
    tokens: Vec<String>,
    /// Whether the browser adds the cookie.
    cookie: bool,
    header: Option<(&'static str, &'static str)>,
    content_type: &'static str,
}

impl Context {
    /// What our own page sends.
    fn honest(token: &str) -> Self {
        Self {
            name: "our own page",
            tokens: vec![token.to_owned()],
            cookie: true,
            header: None,
            content_type: "application/json",
        }
    }

    fn with_tokens(name: &'static str, tokens: &[&str]) -> Self {
        Self {
            name,
            tokens: tokens.iter().map(|token| (*token).to_owned()).collect(),
            ..Self::honest("")
        }
    }

    fn with_header(token: &str, header: (&'static str, &'static str)) -> Self {
        Self {
            name: header.1,
            header: Some(header),
            ..Self::honest(token)
        }
    }

    fn form(tokens: &[&str], content_type: &'static str) -> Self {
        Self {
            content_type,
            ..Self::with_tokens(content_type, tokens)
        }
    }
}

/// The contexts of every endpoint, with a token that is right otherwise.
fn everywhere(token: &str) -> Vec<Context> {
    let mut contexts = vec![
        Context::with_tokens("no token", &[]),
        Context::with_tokens("an empty token", &[""]),
        Context::with_tokens("the token twice", &[token, token]),
    ];
    contexts.extend(FORMS.map(|form| Context::form(&[], form)));
    let headers = [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost:8081"),
        ("origin", "https://localhost:8080"),
        ("origin", "http://localhost:8080.evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ];
    contexts.extend(headers.map(|header| Context::with_header(token, header)));
    contexts
}

/// What a form can call its body.
const FORMS: [&str; 3] = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
];

/// What the browser of the attacked person holds, and what an attacker may have of his own.
struct Holder {
    cookie: String,
    token: String,
    foreign_token: String,
}

impl Holder {
    /// Nobody: for endpoints that anybody may call. A token is only to be there.
    fn nobody() -> Self {
        Self {
            cookie: String::new(),
            token: "anonymous".to_owned(),
            foreign_token: String::new(),
        }
    }

    /// Somebody, and somebody else who is where he is.
    fn beside(own: Credentials, foreign: Credentials) -> Self {
        Self {
            cookie: own.cookie,
            token: own.token,
            foreign_token: foreign.token,
        }
    }

    /// A sign-in under way.
    async fn between_the_steps(app: &TestApp) -> Self {
        let (own, foreign) = (begin(app, HANAKO).await, begin(app, AKARI).await);
        app.deliver().await;
        Self::beside(own, foreign)
    }

    /// A first sign-in under way.
    async fn in_first_login(app: &TestApp) -> Self {
        let own = in_first_login(app, TARO).await;
        Self::beside(own, in_first_login(app, JIRO).await)
    }

    /// An operator between the two steps.
    async fn operator_between_the_steps(app: &TestApp) -> Self {
        let (own, other) = (Staff::hire(app).await, Staff::hire(app).await);
        Self::beside(begin_as(app, &own).await, begin_as(app, &other).await)
    }

    /// An operator who is signed in.
    async fn operator(app: &TestApp) -> Self {
        let (own, other) = (Staff::hire(app).await, Staff::hire(app).await);
        Self::beside(sign_in_as(app, &own).await, sign_in_as(app, &other).await)
    }

    /// A session that may call everything.
    async fn signed_in(app: &TestApp) -> Self {
        let own = Signed::of(&AKARI.sign_in(app).await).await;
        let foreign = Signed::of(&HANAKO.sign_in(app).await).await;
        Self {
            cookie: own.cookie,
            token: own.token,
            foreign_token: foreign.token,
        }
    }

    /// Whoever may call what has this access.
    async fn of(app: &TestApp, access: Access) -> Self {
        match access {
            Access::Anyone => Self::nobody(),
            Access::PendingLogin => Self::between_the_steps(app).await,
            Access::FirstLogin => Self::in_first_login(app).await,
            Access::OperatorPendingLogin => Self::operator_between_the_steps(app).await,
            Access::Operator => Self::operator(app).await,
            Access::OwnPassword
            | Access::SignedIn
            | Access::PortPlus
            | Access::Portal
            | Access::Admin => Self::signed_in(app).await,
        }
    }

    /// All forged contexts of an endpoint.
    fn contexts(&self, route: &Route) -> Vec<Context> {
        let mut contexts = everywhere(&self.token);
        if route.body_limit > 0 {
            // Even if the token were known: a form is not read.
            contexts.extend(FORMS.map(|form| Context::form(&[&self.token], form)));
        }
        if !self.cookie.is_empty() {
            let made_up = "A".repeat(self.token.len());
            contexts.extend([
                Context::with_tokens("a made-up token", &[&made_up]),
                Context::with_tokens("the token of somebody else", &[&self.foreign_token]),
                Context::with_tokens("most of the token", &[&self.token[1..]]),
                Context::with_tokens("any token, as for nobody", &["anonymous"]),
                Context {
                    name: "the token without the cookie",
                    cookie: false,
                    ..Context::honest(&self.token)
                },
            ]);
        }
        contexts
    }

    async fn send(&self, app: &TestApp, path: &str, route: &Route, context: &Context) -> Answer {
        let mut headers = vec![
            ("content-type", context.content_type),
            ("idempotency-key", "a"),
            ("if-match", "\"v1\""),
        ];
        if context.cookie && !self.cookie.is_empty() {
            headers.push(("cookie", &self.cookie));
        }
        headers.extend(context.tokens.iter().map(|token| (TOKEN, token.as_str())));
        headers.extend(context.header);
        let body = (route.body_limit > 0).then(|| body_of(route.endpoint));
        let method = route.endpoint.method.as_str();
        raw::send(app, method, path, &headers, body.as_deref()).await
    }
}

/// A body that would have an effect, where strangers are let in; elsewhere one that is JSON.
fn body_of(endpoint: Endpoint) -> String {
    match endpoint {
        endpoints::LOG_IN => serde_json::to_string(&JIRO.log_in_request(PASSWORD)).unwrap(),
        endpoints::REQUEST_PASSWORD_RESET => format!(r#"{{"email":"{}"}}"#, JIRO.email),
        endpoints::VERIFY_LOGIN => r#"{"code":"12345678"}"#.to_owned(),
        endpoints::CONFIRM_FIRST_TOTP
        | endpoints::CONFIRM_OPERATOR_SETUP
        | endpoints::VERIFY_OPERATOR_LOGIN => r#"{"code":"123456"}"#.to_owned(),
        endpoints::SET_FIRST_PASSWORD => format!(r#"{{"password":"{NEW_PASSWORD}"}}"#),
        _ => "{}".to_owned(),
    }
}

/// What our own page, or a program of an operator, calls its body.
fn content_type_of(endpoint: Endpoint) -> &'static str {
    match endpoint {
        endpoints::IMPORT_FILE | endpoints::IMPORT_CONTRACT_MEMOS => "text/csv",
        _ => "application/json",
    }
}

/// What a forged request is answered with.
fn is_refusal(answer: &Answer, endpoint: Endpoint, context: &Context) -> bool {
    let status = answer.status.as_u16();
    if !context.cookie {
        // Nobody is there. To give up no sign-in is no error, and changes nothing.
        let nothing = endpoint == endpoints::CANCEL_LOGIN && status == 204;
        return status == 401 || nothing;
    }
    if FORMS.contains(&context.content_type) && !context.tokens.is_empty() {
        return status == 415;
    }
    status == 403 && answer.problem() == "csrfRefused"
}

fn changing() -> impl Iterator<Item = &'static Route> {
    ROUTES
        .iter()
        .filter(|route| route.endpoint.method.changes_state())
}

#[actix_web::test]
async fn every_endpoint_that_changes_something_refuses_every_forged_context() {
    let app = TestApp::start().await;
    let own = Belongings::of(&app, AKARI).await;
    let (mut endpoints, mut cases) = (0, 0);
    for route in changing() {
        let endpoint = route.endpoint;
        let holder = Holder::of(&app, route.access).await;
        let path = format!("/api/v1{}", own.path(endpoint));
        let contexts = holder.contexts(route);
        assert!(contexts.len() >= LEAST, "{endpoint}: {}", contexts.len());
        given_back(&app).await;
        let before = Rows::of(&app.app.db).await;
        for context in &contexts {
            let answer = holder.send(&app, &path, route, context).await;
            let name = context.name;
            assert!(
                is_refusal(&answer, endpoint, context),
                "{endpoint}, {name}: {answer:?}"
            );
            cases += 1;
        }
        let mut changed = before.changed(&Rows::of(&app.app.db).await);
        if route.counted != Counted::Nothing {
            // A form that carries a token comes from a program: its try is counted.
            changed.remove("rate_limits");
        }
        assert!(changed.is_empty(), "{endpoint}: {changed:?}");
        endpoints += 1;
        app.pass(chrono::TimeDelta::minutes(11));
    }
    println!("endpoints {endpoints}, forged requests {cases}");
    assert_eq!(endpoints, changing().count());
    assert!(cases >= endpoints * LEAST);
    app.finish().await;
}

/// The refusals above are worth something only if the same request is let through when it is
/// not forged.
#[actix_web::test]
async fn what_our_own_page_sends_is_let_through() {
    let mut let_through = 0;
    // One server for every few: what they do is meant to have effects.
    for routes in changing().collect::<Vec<_>>().chunks(6) {
        let app = TestApp::start().await;
        for route in routes {
            let own = Belongings::of(&app, AKARI).await;
            let path = format!("/api/v1{}", own.path(route.endpoint));
            let holder = Holder::of(&app, route.access).await;
            for header in [
                None,
                Some(("origin", ORIGIN)),
                Some(("sec-fetch-site", "same-origin")),
            ] {
                let context = Context {
                    header,
                    content_type: content_type_of(route.endpoint),
                    ..Context::honest(&holder.token)
                };
                let answer = holder.send(&app, &path, route, &context).await;
                let status = answer.status.as_u16();
                let refused = matches!(status, 403 | 415)
                    && ["csrfRefused", "unsupportedMediaType"].contains(&answer.problem().as_str());
                // Some end the session at the first of the three.
                assert!(!refused, "{}: {answer:?}", route.endpoint);
                let_through += usize::from(status != 401);
            }
            app.deliver().await;
            app.pass(chrono::TimeDelta::hours(1));
        }
        app.finish().await;
    }
    assert!(let_through >= changing().count() * 2, "only {let_through}");
}
