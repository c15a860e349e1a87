//! Two realms: what opens one opens nothing in the other.

use minato_server::api::ROUTES;
use minato_server::auth::rights::Access;
use minato_types::auth::SessionState;
use minato_types::operator::OperatorSessionState;

use super::Staff;
use crate::app::TestApp;
use crate::people::HANAKO;
use crate::raw;

#[actix_web::test]
async fn a_cookie_of_one_realm_is_not_looked_at_in_the_other() {
    let app = TestApp::start().await;
    let (hanako, staff) = (HANAKO.sign_in(&app).await, Staff::hire(&app).await);
    let operator = staff.sign_in(&app).await;
    assert_eq!(
        hanako.get_operator_session().await.unwrap(),
        OperatorSessionState::SignedOut
    );
    assert_eq!(
        operator.get_session().await.unwrap(),
        SessionState::SignedOut
    );
    let members = hanako.cookie("__Host-sid").unwrap();
    let operators = operator.cookie("__Host-op").unwrap();
    let mut cases = 0;
    for route in ROUTES.iter().filter(|route| route.access.needs_session()) {
        // The right secret under the name of the other realm.
        let cookie = match route.access {
            Access::Operator => format!("__Host-op={members}; __Host-sid={members}"),
            _ => format!("__Host-sid={operators}; __Host-op={operators}"),
        };
        let path = route.endpoint.full_path();
        let (id, number) = ("00000000-0000-7000-8000-000000000000", "M97-00339");
        let path = path.replace("{id}", id).replace("{memberNumber}", number);
        let path = path.replace("{number}", "SO-00001-0");
        let headers = [("cookie", cookie.as_str()), ("x-csrf-token", "x")];
        let method = route.endpoint.method.as_str();
        let answer = raw::send(&app, method, &path, &headers, None).await;
        assert_eq!(answer.problem(), "notSignedIn", "{}", route.endpoint);
        cases += 1;
    }
    assert!(cases >= 30, "only {cases} cases");
    app.finish().await;
}
