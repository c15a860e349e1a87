//! Every route times programs (with all scopes, with each scope alone and so without every other
//! one, and of another member) times ids (of one's own member, of another one, of nobody).

use minato_client::Client;
use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_server::http::route::Route;
use minato_types::api_clients::ApiScope;
use minato_types::endpoints::{self, Endpoint};

use super::policy::scope_for;
use super::{call, every_scope, get, make, wish};
use crate::access_matrix::OF_HANAKO;
use crate::app::TestApp;
use crate::belongings::Belongings;
use crate::people::{AKARI, HANAKO};
use crate::raw::Answer;

/// A program before the routes.
struct Caller {
    /// Its one scope; all if there is none.
    only: Option<ApiScope>,
    /// Whether it is of the other member.
    foreign: bool,
    token: String,
}

/// The members' things: Hanako's, Akari's, and nobody's.
struct Things([Belongings; 3]);

impl Things {
    /// An endpoint with an id of the caller's own member, of the other one, and of nobody; where
    /// it names nothing, alone.
    fn paths(&self, endpoint: Endpoint, foreign: bool) -> Vec<String> {
        let [hanakos, akaris, nobodys] = &self.0;
        let (own, others) = if foreign {
            (akaris, hanakos)
        } else {
            (hanakos, akaris)
        };
        let named = endpoint.path.contains('{');
        let all = [own, others, nobodys].into_iter();
        let all = all.take(if named { 3 } else { 1 });
        all.map(|belongings| belongings.path(endpoint)).collect()
    }
}

/// A program of an admin's member with these scopes, which sees every contract.
async fn token_for(app: &TestApp, admin: &Client, scopes: &[ApiScope]) -> String {
    let groups = admin.list_groups().await.unwrap().items;
    let automatic = groups.iter().filter(|group| group.name.is_empty());
    let mut wish = wish(scopes);
    wish.group_ids = automatic.map(|group| group.id.0).collect();
    make(admin, &wish).await.token(app).await
}

async fn callers(app: &TestApp) -> Vec<Caller> {
    let (hanako, akari) = (HANAKO.sign_in(app).await, AKARI.sign_in(app).await);
    let mut callers = Vec::new();
    let alone = every_scope().into_iter().map(|scope| (Some(scope), false));
    for (only, foreign) in [(None, false), (None, true)].into_iter().chain(alone) {
        let admin = if foreign { &akari } else { &hanako };
        let scopes = only.map_or_else(every_scope, |only| vec![only]);
        let token = token_for(app, admin, &scopes).await;
        callers.push(Caller {
            only,
            foreign,
            token,
        });
    }
    callers
}

/// What a program is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// The handler runs and finds what is named.
    Through,
    /// Tokens are not looked at.
    AsAnybody,
    /// The problem with this code.
    Refused(&'static str),
}

fn expected(route: &Route, caller: &Caller) -> Expected {
    use Expected as E;
    match (route.access, scope_for(route.endpoint)) {
        // Staff has a realm of its own, where tokens are not looked at.
        (Access::Operator, _) => E::Refused("notSignedIn"),
        (
            Access::Anyone
            | Access::PendingLogin
            | Access::FirstLogin
            | Access::OperatorPendingLogin,
            _,
        ) => E::AsAnybody,
        (_, None) => E::Refused("forbidden"),
        (_, Some(scope)) if caller.only.is_some_and(|only| only != scope) => {
            E::Refused("scopeMissing")
        }
        (_, Some(_)) => E::Through,
    }
}

/// Whether the answer to a request that names one's own things is what is expected.
fn fits(answer: &Answer, expected: Expected) -> bool {
    if answer.status.is_server_error() {
        return false;
    }
    let refused = ["forbidden", "scopeMissing", "notSignedIn", "notFound"];
    let code = || answer.problem();
    match expected {
        Expected::Refused(wanted) => answer.status.is_client_error() && code() == wanted,
        Expected::Through => {
            !answer.status.is_client_error() || !refused.contains(&code().as_str())
        }
        Expected::AsAnybody => {
            !answer.status.is_client_error()
                || !["forbidden", "scopeMissing"].contains(&code().as_str())
        }
    }
}

/// A body that passes the rules, where one is taken: what is judged first is judged well.
fn body_of(route: &Route) -> Option<&'static str> {
    (route.body_limit > 0).then_some(match route.endpoint {
        endpoints::UPDATE_CONTRACT_MEMO => r#"{"memo":""}"#,
        endpoints::UPDATE_CONTRACT_CONTACTS => r#"{"contacts":[]}"#,
        _ => "{}",
    })
}

async fn answer(app: &TestApp, route: &Route, token: &str, path: &str) -> Answer {
    let to = (route.endpoint.method.as_str(), path);
    let etag = [("if-match", "\"v1\"")];
    call(&app.address, token, to, &etag, body_of(route)).await
}

/// The answer without what two answers to a program need not have in common: how many calls are
/// left, and whether a body that nobody reads costs the connection, which its arrival decides.
fn comparable(answer: Answer) -> Answer {
    let mut answer = answer.comparable();
    for name in ["ratelimit", "connection"] {
        answer.headers.remove(name);
    }
    answer
}

/// How many cases there were.
#[derive(Debug, Default)]
struct Cases {
    through: usize,
    refused: usize,
    /// Routes that name something, by callers: what is not theirs was compared.
    compared: usize,
}

/// One route for one program. Whatever the program may, it cannot tell what another member has
/// from what nobody has; and where it may not at all, not even from what its own member has.
async fn case(app: &TestApp, route: &Route, caller: &Caller, things: &Things) -> Vec<String> {
    let (wanted, mut deviations) = (expected(route, caller), Vec::new());
    let mut answers = Vec::new();
    for path in things.paths(route.endpoint, caller.foreign) {
        answers.push(answer(app, route, &caller.token, &path).await);
    }
    let mut answers = answers.into_iter();
    let own = answers.next().unwrap();
    if !fits(&own, wanted) {
        deviations.push(format!("{}: {}, wanted {wanted:?}", own.status, own.body));
    }
    let (own, rest) = (comparable(own), answers.map(comparable));
    let rest: Vec<Answer> = rest.collect();
    if let [others, nobodys] = &rest[..] {
        if others != nobodys {
            deviations.push(format!("another's {others:?}, nobody's {nobodys:?}"));
        }
        match wanted {
            Expected::Through if others.status != 404 => {
                deviations.push(format!("another's: {}", others.status));
            }
            Expected::Refused(_) if *others != own => {
                deviations.push(format!("another's {others:?}, its own {own:?}"));
            }
            _ => {}
        }
    }
    let name = |deviation| {
        let who = if caller.foreign { "another's" } else { "its" };
        format!(
            "{} with {:?}, {who}: {deviation}",
            route.endpoint, caller.only
        )
    };
    deviations.into_iter().map(name).collect()
}

async fn things(app: &TestApp) -> Things {
    Things([
        Belongings::of(app, HANAKO).await,
        Belongings::of(app, AKARI).await,
        Belongings::of_nobody(),
    ])
}

/// A server that counts no calls: some programs make more than a minute has.
async fn start() -> TestApp {
    TestApp::start_with(|settings| settings.client_calls = 1_000_000).await
}

#[actix_web::test]
async fn each_scope_opens_its_routes_and_no_others() {
    let app = start().await;
    let callers = callers(&app).await;
    let things = things(&app).await;
    let (mut cases, mut deviations) = (Cases::default(), Vec::new());
    for route in ROUTES {
        for caller in &callers {
            deviations.extend(case(&app, route, caller, &things).await);
            match expected(route, caller) {
                Expected::Refused(_) => cases.refused += 1,
                _ => cases.through += 1,
            }
            cases.compared += usize::from(route.endpoint.path.contains('{'));
        }
    }
    app.deliver().await;
    assert_eq!(deviations, Vec::<String>::new());
    println!(
        "{} routes, {} programs: {cases:?}",
        ROUTES.len(),
        callers.len()
    );
    assert_eq!(cases.through + cases.refused, ROUTES.len() * callers.len());
    assert!(cases.through > 60 && cases.refused > 500, "{cases:?}");
    assert!(cases.compared > 500, "{cases:?}");
    app.finish().await;
}

/// The matrix is worth nothing if it cannot fail.
#[actix_web::test]
async fn a_route_that_opens_too_far_is_seen() {
    let app = start().await;
    let things = things(&app).await;
    let of = |endpoint: Endpoint| {
        let found = ROUTES.iter().find(|route| route.endpoint == endpoint);
        *found.unwrap()
    };
    let caller = |token: &str, only| Caller {
        only,
        foreign: false,
        token: token.to_owned(),
    };
    let hanako = HANAKO.sign_in(&app).await;
    let wide = token_for(&app, &hanako, &every_scope()).await;
    let narrow = token_for(&app, &hanako, &[ApiScope::ContractsRead]).await;
    for (seen_as, token, only, endpoint) in [
        // It has the scope after all.
        (
            "scopeMissing",
            &wide,
            Some(ApiScope::LogRead),
            endpoints::GET_CONTRACT,
        ),
        // It has not.
        ("Through", &narrow, None, endpoints::GET_ACCOUNT),
        (
            "Through",
            &narrow,
            Some(ApiScope::GroupsRead),
            endpoints::GET_GROUP,
        ),
    ] {
        let deviations = case(&app, &of(endpoint), &caller(token, only), &things).await;
        assert!(!deviations.is_empty(), "{endpoint}");
        assert!(deviations[0].contains(seen_as), "{deviations:?}");
    }
    // Things that are one's own although they should be another's.
    let [hanakos, _, nobodys] = things.0;
    let mixed = Things([hanakos.clone(), hanakos, nobodys]);
    let route = of(endpoints::GET_PORT_APPLICATION);
    let deviations = case(&app, &route, &caller(&wide, None), &mixed).await;
    assert_eq!(deviations.len(), 2, "{deviations:?}");
    app.finish().await;
}

#[actix_web::test]
async fn no_program_reads_anything_of_another_member() {
    let app = start().await;
    let own = Belongings::of(&app, AKARI).await;
    Belongings::of(&app, HANAKO).await;
    let akari = AKARI.sign_in(&app).await;
    let token = token_for(&app, &akari, &every_scope()).await;
    let mut read = 0;
    for route in ROUTES.iter().filter(|route| route.scope.is_some()) {
        if route.endpoint.method.as_str() != "GET" {
            continue;
        }
        let answer = get(&app, &token, &own.path(route.endpoint)).await;
        assert_eq!(answer.status, 200, "{}: {}", route.endpoint, answer.body);
        for foreign in OF_HANAKO {
            let endpoint = route.endpoint;
            assert!(!answer.body.contains(foreign), "{endpoint}: {foreign}");
        }
        read += 1;
    }
    assert!(read >= 25, "{read} routes");
    app.finish().await;
}
