//! Who may call what: every route of the map times every kind of caller.
//!
//! The table is generated from the map of routes. A route whose access has no row here
//! fails, and so does a matrix without cases.

use chrono::{NaiveDate, TimeDelta};
use minato_db::models::{accounts, sessions};
use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_server::http::route::Route;
use minato_types::endpoints::{self, Endpoint, Method};
use minato_types::values::EmailAddress;

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD, Person, TARO, code_of, entry};
use crate::raw::{self, Answer};

/// Everybody who can stand before an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    Anonymous,
    MadeUpSession,
    BetweenTheSteps,
    User,
    Admin,
    AdminWithPasswordOnly,
    SignedOut,
    Expired,
    SessionEndedByServer,
}

const CALLERS: [Caller; 9] = [
    Caller::Anonymous,
    Caller::MadeUpSession,
    Caller::BetweenTheSteps,
    Caller::User,
    Caller::Admin,
    Caller::AdminWithPasswordOnly,
    Caller::SignedOut,
    Caller::Expired,
    Caller::SessionEndedByServer,
];

/// What the matrix expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// The handler runs: any answer but a refusal of the guard.
    Through,
    /// 401 `notSignedIn`.
    NotSignedIn,
    /// 401 `signInExpired`.
    NoSignInUnderWay,
    /// A refusal that no caller of this matrix shall meet.
    Refused,
}

fn expected(access: Access, endpoint: Endpoint, caller: Caller) -> Expected {
    use Caller as C;
    let living = matches!(caller, C::User | C::Admin | C::AdminWithPasswordOnly);
    match access {
        Access::Anyone => Expected::Through,
        // Giving up a sign-in that is not there is no error.
        Access::PendingLogin if endpoint.path.ends_with("/cancel") => Expected::Through,
        Access::PendingLogin if caller == C::BetweenTheSteps => Expected::Through,
        Access::PendingLogin => Expected::NoSignInUnderWay,
        Access::SignedIn if living => Expected::Through,
        Access::SignedIn => Expected::NotSignedIn,
    }
}

/// The cookies and the token of a caller.
#[derive(Debug, Clone, Default)]
struct Credentials {
    cookie: String,
    token: String,
}

async fn call(
    app: &TestApp,
    method: &str,
    path: &str,
    who: &Credentials,
    body: Option<&str>,
) -> Answer {
    let token = if who.token.is_empty() {
        "anonymous"
    } else {
        &who.token
    };
    let mut headers = vec![("x-csrf-token", token)];
    if !who.cookie.is_empty() {
        headers.push(("cookie", &who.cookie));
    }
    if body.is_some() {
        headers.push(("content-type", "application/json"));
    }
    raw::send(app, method, &format!("/api/v1{path}"), &headers, body).await
}

fn credentials(answer: &Answer) -> Credentials {
    let living = |cookie: &&str| !cookie.contains("Max-Age=0");
    let cookie = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(living)
        .and_then(|cookie| cookie.split(';').next())
        .expect("a cookie");
    let token = answer.json()["csrfToken"]
        .as_str()
        .expect("a token")
        .to_owned();
    Credentials {
        cookie: cookie.to_owned(),
        token,
    }
}

async fn begin(app: &TestApp, person: Person) -> Credentials {
    let body = serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap();
    credentials(
        &call(
            app,
            "POST",
            "/auth/login",
            &Credentials::default(),
            Some(&body),
        )
        .await,
    )
}

async fn sign_in(app: &TestApp, person: Person) -> Credentials {
    let pending = begin(app, person).await;
    let body = serde_json::to_string(&entry(&code_of(&app.one_mail().await))).unwrap();
    credentials(&call(app, "POST", "/auth/login/verify", &pending, Some(&body)).await)
}

/// Makes the caller anew: what he is tried with may use his session up.
async fn credentials_of(app: &TestApp, caller: Caller) -> Credentials {
    match caller {
        Caller::Anonymous => Credentials::default(),
        Caller::MadeUpSession => Credentials {
            cookie: format!("__Host-sid={}", "A".repeat(43)),
            token: "A".repeat(43),
        },
        Caller::BetweenTheSteps => begin(app, HANAKO).await,
        Caller::User => sign_in(app, TARO).await,
        Caller::Admin => sign_in(app, HANAKO).await,
        Caller::AdminWithPasswordOnly => begin(app, JIRO).await,
        Caller::SignedOut => {
            let who = begin(app, JIRO).await;
            call(app, "POST", "/auth/logout", &who, None).await;
            who
        }
        Caller::Expired => {
            let who = begin(app, JIRO).await;
            change_jiro(app, Some(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())).await;
            who
        }
        Caller::SessionEndedByServer => {
            let who = begin(app, JIRO).await;
            change_jiro(app, None).await;
            who
        }
    }
}

/// Ends Jiro's validity on `day`, or all his sessions.
async fn change_jiro(app: &TestApp, day: Option<NaiveDate>) {
    let changed: Result<(), minato_db::DbError> = app
        .app
        .db
        .write(move |tx| {
            let email = EmailAddress::parse(JIRO.email).unwrap();
            let jiro = accounts::find_candidate(tx, None, &email)?.unwrap().account;
            match day {
                Some(day) => accounts::set_valid_until(tx, jiro.scope(), jiro.id.0, day),
                None => sessions::end_all_of(tx, jiro.scope(), jiro.id.0, None).map(drop),
            }
        })
        .await;
    changed.unwrap();
}

fn judge(answer: &Answer) -> Expected {
    match answer.status.as_u16() {
        401 => match answer.problem().as_str() {
            "notSignedIn" => Expected::NotSignedIn,
            "signInExpired" => Expected::NoSignInUnderWay,
            _ => Expected::Through,
        },
        403 | 404 | 405 | 500.. => Expected::Refused,
        _ => Expected::Through,
    }
}

/// Tries every route as every one of the callers. Answers what was not as the table says,
/// and how many cases were let through and refused.
async fn deviations(routes: &[Route], callers: &[Caller]) -> (Vec<String>, [usize; 2]) {
    let (mut deviations, mut cases) = (Vec::new(), [0, 0]);
    for caller in callers {
        // One server per caller: an expired account stays expired.
        let app = TestApp::start().await;
        for route in routes {
            if *caller == Caller::Expired {
                change_jiro(&app, NaiveDate::from_ymd_opt(9999, 12, 31)).await;
            }
            let answer = one_case(&app, route.endpoint, *caller).await;
            let (outcome, wanted) = (
                judge(&answer),
                expected(route.access, route.endpoint, *caller),
            );
            let body_judged_first = wanted == Expected::NoSignInUnderWay && answer.status == 422;
            if outcome != wanted && !body_judged_first {
                deviations.push(format!("{caller:?} at {}: {outcome:?}", route.endpoint));
            }
            cases[usize::from(outcome != Expected::Through)] += 1;
            app.deliver().await;
            // An account gets so many codes an hour.
            app.pass(TimeDelta::hours(1));
        }
        app.finish().await;
    }
    (deviations, cases)
}

async fn one_case(app: &TestApp, endpoint: Endpoint, caller: Caller) -> Answer {
    let who = credentials_of(app, caller).await;
    let body = (endpoint.method != Method::Get).then_some("{}");
    call(app, endpoint.method.as_str(), endpoint.path, &who, body).await
}

#[actix_web::test]
async fn every_caller_gets_what_the_map_of_routes_says() {
    let (deviations, [through, refused]) = deviations(ROUTES, &CALLERS).await;
    assert_eq!(deviations, Vec::<String>::new());
    assert_eq!(through + refused, CALLERS.len() * ROUTES.len());
    assert!(
        through * 5 > refused && refused * 5 > through,
        "{through} through, {refused} not"
    );
}

/// The matrix is worth nothing if it cannot fail: where the table says less or more than the
/// server does, it must be seen.
#[actix_web::test]
async fn a_planted_leak_is_seen() {
    let tampered = |endpoint: Endpoint, access: Access| -> Vec<Route> {
        let change = |route: &Route| Route {
            access: if route.endpoint == endpoint {
                access
            } else {
                route.access
            },
            ..*route
        };
        ROUTES.iter().map(change).collect()
    };
    for (endpoint, access) in [
        (endpoints::GET_SESSION, Access::SignedIn),
        (endpoints::GET_COMPANY, Access::Anyone),
        (endpoints::RESEND_LOGIN_CODE, Access::Anyone),
    ] {
        let routes = tampered(endpoint, access);
        let callers = [Caller::Anonymous, Caller::SignedOut];
        let (seen, _) = deviations(&routes, &callers).await;
        assert!(
            seen.iter().any(|line| line.contains(endpoint.path)),
            "{endpoint}: {seen:?}"
        );
    }
}

#[actix_web::test]
async fn nobody_sees_another_member_through_any_route() {
    let app = TestApp::start().await;
    let jiro = begin(&app, JIRO).await;
    let mut read = 0;
    for route in ROUTES
        .iter()
        .filter(|route| route.endpoint.method == Method::Get)
    {
        let answer = call(&app, "GET", route.endpoint.path, &jiro, None).await;
        assert_eq!(answer.status, 200, "{}", route.endpoint);
        for foreign in [
            "M97-00339",
            "港商事",
            "hanako",
            "taro@",
            "みなとビルディング",
        ] {
            assert!(
                !answer.body.contains(foreign),
                "{}: {foreign}",
                route.endpoint
            );
        }
        read += 1;
    }
    assert!(read >= 5);
    app.finish().await;
}
