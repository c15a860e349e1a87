//! Who may call what: every route of the map times every kind of caller.
//!
//! The table is generated from the map of routes. A route whose access has no row here
//! fails, and so does a matrix without cases. Programs have a matrix of their own
//! (`api_clients/matrix.rs`), by a policy that stands beside it.

use chrono::{NaiveDate, TimeDelta};
use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_server::http::route::Route;
use minato_types::endpoints::{self, Endpoint, Method};

use crate::access_callers::{CALLERS, Caller, Change, call, change_jiro, credentials_of, sign_in};
use crate::app::TestApp;
use crate::belongings::Belongings;
use crate::people::{AKARI, HANAKO};
use crate::raw::{self, Answer};

/// What the matrix expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// The handler runs: any answer but a refusal of the guard.
    Through,
    /// 401 `notSignedIn`.
    NotSignedIn,
    /// 401 `signInExpired`.
    NoSignInUnderWay,
    /// 401 `firstLoginExpired`.
    NoFirstLogin,
    /// 403 `forbidden`.
    Forbidden,
    /// 403 `twoStepRequired`.
    TwoStepRequired,
    /// 403 `optionRequired`.
    OptionRequired,
    /// 403 `passwordChangeRequired`.
    PasswordChangeRequired,
    /// A refusal that no caller of this matrix shall meet.
    Refused,
}

fn expected(access: Access, endpoint: Endpoint, caller: Caller) -> Expected {
    use Caller as C;
    match access {
        Access::Anyone => Expected::Through,
        // Giving up a sign-in that is not there is no error.
        Access::PendingLogin if endpoint.path == "/auth/login/cancel" => Expected::Through,
        Access::PendingLogin if caller == C::BetweenTheSteps => Expected::Through,
        Access::OperatorPendingLogin if caller == C::OperatorBetweenTheSteps => Expected::Through,
        Access::PendingLogin | Access::OperatorPendingLogin => Expected::NoSignInUnderWay,
        Access::Operator if caller == C::Operator => Expected::Through,
        Access::Operator => Expected::NotSignedIn,
        // Nor is asking where one stands.
        Access::FirstLogin if endpoint.method == Method::Get => Expected::Through,
        Access::FirstLogin if caller == C::InFirstLogin => Expected::Through,
        Access::FirstLogin => Expected::NoFirstLogin,
        Access::OwnPassword
        | Access::SignedIn
        | Access::PortPlus
        | Access::Portal
        | Access::Admin => match caller {
            C::Anonymous
            | C::MadeUpSession
            | C::BetweenTheSteps
            | C::OperatorBetweenTheSteps
            | C::Operator
            | C::InFirstLogin
            | C::SignedOut
            | C::Expired
            | C::SessionEndedByServer => Expected::NotSignedIn,
            C::WithPasswordOfSomebodyElse if access != Access::OwnPassword => {
                Expected::PasswordChangeRequired
            }
            C::AdminWithoutOption if access == Access::PortPlus => Expected::OptionRequired,
            C::User if access == Access::Admin => Expected::Forbidden,
            // Programs are an option too, judged behind the version that a change names.
            C::AdminWithoutOption if judges_option_first(endpoint) => Expected::OptionRequired,
            C::AdminWithPasswordOnly if matches!(access, Access::Portal | Access::Admin) => {
                Expected::TwoStepRequired
            }
            C::User
            | C::Admin
            | C::AdminWithPasswordOnly
            | C::AdminWithoutOption
            | C::WithPasswordOfSomebodyElse => Expected::Through,
        },
    }
}

fn judges_option_first(endpoint: Endpoint) -> bool {
    [
        endpoints::LIST_API_CLIENTS,
        endpoints::GET_API_CLIENT,
        endpoints::ADD_API_CLIENT_SECRET,
        endpoints::DELETE_API_CLIENT_SECRET,
        endpoints::DELETE_API_CLIENT_KEY,
    ]
    .contains(&endpoint)
}

/// What stands in rows of Hanako's member and in no others.
pub(crate) const OF_HANAKO: [&str; 5] = [
    "M97-00339",
    "港商事",
    "hanako@",
    "taro@minato-shoji",
    "みなとビルディング",
];

/// A key that a program could prove itself by.
const PUBLIC_KEY: &str = r#"{"jwk":"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"b\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"}"#;

fn judge(answer: &Answer) -> Expected {
    match answer.status.as_u16() {
        401 => match answer.problem().as_str() {
            "notSignedIn" => Expected::NotSignedIn,
            "signInExpired" => Expected::NoSignInUnderWay,
            "firstLoginExpired" => Expected::NoFirstLogin,
            _ => Expected::Through,
        },
        403 => match answer.problem().as_str() {
            "forbidden" => Expected::Forbidden,
            "twoStepRequired" => Expected::TwoStepRequired,
            "optionRequired" => Expected::OptionRequired,
            "passwordChangeRequired" => Expected::PasswordChangeRequired,
            // Rules of the house, which whoever is let through may meet.
            "ownAccount" | "stepUpRequired" => Expected::Through,
            _ => Expected::Refused,
        },
        404 | 405 | 500.. => Expected::Refused,
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
        let mut own = Belongings::of(&app, caller.person()).await;
        for route in routes {
            own.renew_session(&app, caller.person()).await;
            if *caller == Caller::Expired {
                let for_ever = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
                change_jiro(&app, Change::ValidUntil(for_ever)).await;
            }
            let answer = one_case(&app, route.endpoint, *caller, &own).await;
            let (outcome, wanted) = (
                judge(&answer),
                expected(route.access, route.endpoint, *caller),
            );
            let body_judged_first =
                matches!(wanted, Expected::NoSignInUnderWay | Expected::NoFirstLogin)
                    && answer.status == 422;
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

async fn one_case(app: &TestApp, endpoint: Endpoint, caller: Caller, own: &Belongings) -> Answer {
    let who = credentials_of(app, caller).await;
    let body = (endpoint.method != Method::Get).then_some("{}");
    let path = own.path(endpoint);
    call(app, endpoint.method.as_str(), &path, &who, body).await
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
    for (endpoint, access, caller) in [
        (endpoints::GET_SESSION, Access::SignedIn, Caller::Anonymous),
        (endpoints::GET_COMPANY, Access::Anyone, Caller::SignedOut),
        (
            endpoints::RESEND_LOGIN_CODE,
            Access::Anyone,
            Caller::Anonymous,
        ),
        (
            endpoints::GET_ME,
            Access::SignedIn,
            Caller::WithPasswordOfSomebodyElse,
        ),
        (
            endpoints::GET_COMPANY,
            Access::OwnPassword,
            Caller::WithPasswordOfSomebodyElse,
        ),
        (
            endpoints::LIST_PORT_APPLICATIONS,
            Access::SignedIn,
            Caller::AdminWithoutOption,
        ),
        (
            endpoints::GET_COMPANY,
            Access::PortPlus,
            Caller::AdminWithoutOption,
        ),
        (endpoints::GET_COMPANY, Access::Operator, Caller::Operator),
        (endpoints::STEP_UP_OPERATOR, Access::Admin, Caller::Admin),
        (
            endpoints::OFFER_FIRST_TOTP,
            Access::Anyone,
            Caller::Anonymous,
        ),
        (
            endpoints::GET_COMPANY,
            Access::FirstLogin,
            Caller::InFirstLogin,
        ),
        (endpoints::LIST_ACCOUNTS, Access::SignedIn, Caller::User),
        (
            endpoints::LIST_ACCOUNTS,
            Access::SignedIn,
            Caller::AdminWithPasswordOnly,
        ),
        (
            endpoints::LIST_PORT_APPLICATIONS,
            Access::Admin,
            Caller::AdminWithPasswordOnly,
        ),
    ] {
        let of_map = ROUTES.iter().find(|route| route.endpoint == endpoint);
        let tampered = Route {
            access,
            ..*of_map.unwrap()
        };
        let (seen, _) = deviations(&[tampered], &[caller]).await;
        assert_eq!(seen.len(), 1, "{endpoint} as {access:?} by {caller:?}");
    }
}

#[actix_web::test]
async fn nobody_sees_another_member_through_any_route() {
    let app = TestApp::start().await;
    let own = Belongings::of(&app, AKARI).await;
    let akari = sign_in(&app, AKARI).await;
    let mut read = 0;
    for route in ROUTES
        .iter()
        .filter(|route| route.endpoint.method == Method::Get)
        .filter(|route| route.access != Access::Operator)
        // It is no session that goes on there.
        .filter(|route| route.access != Access::FirstLogin)
    {
        let answer = call(&app, "GET", &own.path(route.endpoint), &akari, None).await;
        assert_eq!(answer.status, 200, "{}: {}", route.endpoint, answer.body);
        for foreign in OF_HANAKO {
            assert!(
                !answer.body.contains(foreign),
                "{}: {foreign}",
                route.endpoint
            );
        }
        read += 1;
    }
    assert!(read >= 15);
    app.finish().await;
}

#[actix_web::test]
async fn what_is_somebody_elses_is_answered_like_what_nobody_has() {
    let app = TestApp::start().await;
    let foreign = Belongings::of(&app, HANAKO).await;
    let akari = sign_in(&app, AKARI).await;
    let mut named = 0;
    for route in ROUTES {
        let endpoint = route.endpoint;
        if !endpoint.path.contains('{') || route.access == Access::Operator {
            continue;
        }
        let mut answers = Vec::new();
        for path in [
            foreign.path(endpoint),
            Belongings::of_nobody().path(endpoint),
        ] {
            // Where no body is taken, one that comes may cost the connection.
            let takes_body =
                minato_server::api::route_of(endpoint).is_some_and(|route| route.body_limit > 0);
            let body = takes_body.then_some(match endpoint {
                endpoints::UPDATE_CONTRACT_MEMO => r#"{"memo":""}"#,
                endpoints::UPDATE_CONTRACT_CONTACTS => r#"{"contacts":[]}"#,
                endpoints::UPDATE_SAVED_FILTER => r#"{"name":"x","query":{}}"#,
                endpoints::SET_GROUP_ACCOUNTS => r#"{"accounts":[]}"#,
                endpoints::ADD_API_CLIENT_KEY => PUBLIC_KEY,
                endpoints::SET_GROUP_RANGE => r#"{"services":[],"contracts":[]}"#,
                _ => "{}",
            });
            let headers = [
                ("cookie", akari.cookie.as_str()),
                ("x-csrf-token", akari.token.as_str()),
                ("content-type", "application/json"),
                ("if-match", "\"v1\""),
            ];
            let (method, path) = (endpoint.method.as_str(), format!("/api/v1{path}"));
            let answer = raw::send(&app, method, &path, &headers, body).await;
            answers.push(answer.comparable());
        }
        assert_eq!(answers[0].status, 404, "{endpoint}: {}", answers[0].body);
        assert_eq!(answers[0], answers[1], "{endpoint}");
        named += 1;
    }
    assert!(named >= 10, "only {named} routes name something");
    app.finish().await;
}
