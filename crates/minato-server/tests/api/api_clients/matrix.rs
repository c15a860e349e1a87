//! Every route times programs: with all scopes, with each scope alone, and without the right one.

use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_types::api_clients::ApiScope;

use super::{call, every_scope, make, wish};
use crate::app::TestApp;
use crate::belongings::Belongings;
use crate::people::HANAKO;

#[actix_web::test]
async fn each_scope_opens_its_routes_and_no_others() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let own = Belongings::of(&app, HANAKO).await;
    let mut tokens = vec![(
        None,
        make(&hanako, &wish(&every_scope())).await.token(&app).await,
    )];
    for scope in every_scope() {
        let program = make(&hanako, &wish(&[scope])).await;
        tokens.push((Some(scope), program.token(&app).await));
    }
    let (mut through, mut refused, mut deviations) = (0, 0, Vec::new());
    for route in ROUTES {
        for (only, token) in &tokens {
            let (method, path) = (route.endpoint.method.as_str(), own.path(route.endpoint));
            let body = (method != "GET" && route.body_limit > 0).then_some("{}");
            let answer = call(&app.address, token, (method, &path), &[], body).await;
            let code = if answer.status.is_client_error() {
                answer.problem()
            } else {
                String::new()
            };
            let wanted = expected(route.access, route.scope, *only);
            let fits = match wanted {
                None => !["forbidden", "scopeMissing", "notSignedIn"].contains(&code.as_str()),
                Some(code_wanted) => code == code_wanted,
            };
            if !fits || answer.status.is_server_error() {
                deviations.push(format!(
                    "{} with {only:?}: {} {code}",
                    route.endpoint, answer.status
                ));
            }
            if wanted.is_none() {
                through += 1;
            } else {
                refused += 1;
            }
        }
    }
    app.deliver().await;
    assert_eq!(deviations, Vec::<String>::new());
    assert_eq!(through + refused, ROUTES.len() * tokens.len());
    assert!(
        through > 60 && refused > 500,
        "{through} through, {refused} refused"
    );
    app.finish().await;
}

/// The problem that a program meets; none where it is let through, or where tokens are not looked
/// at: there it is judged like anybody who is not signed in.
fn expected(
    access: Access,
    scope: Option<ApiScope>,
    only: Option<ApiScope>,
) -> Option<&'static str> {
    match (access, scope) {
        (Access::Operator, _) => Some("notSignedIn"),
        (access, _) if !access.needs_session() => None,
        (_, None) => Some("forbidden"),
        (_, Some(scope)) if only.is_some_and(|only| only != scope) => Some("scopeMissing"),
        _ => None,
    }
}
