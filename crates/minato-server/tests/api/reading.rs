//! Every endpoint that only reads leaves every row as it was.

use minato_db::Tx as _;
use minato_server::api::ROUTES;
use minato_server::auth::keys::Secret;
use minato_server::auth::rights::Access;
use minato_server::http::route::Route;
use minato_test::Rows;
use minato_types::endpoints::{self, Endpoint};

use crate::app::TestApp;
use crate::belongings::Belongings;
use crate::people::AKARI;
use crate::rate_limits::given_back;
use crate::raw::Signed;

/// By these, data leaves the house: they are recorded.
const EXPORTS: [Endpoint; 4] = [
    endpoints::EXPORT_ACCOUNTS,
    endpoints::EXPORT_AUDIT_EVENTS,
    endpoints::EXPORT_CONTRACTS,
    endpoints::EXPORT_PORT_APPLICATIONS,
];

const AUDIT_TRAIL: [&str; 3] = ["audit_events", "audit_heads", "audit_texts"];

#[actix_web::test]
async fn reading_changes_no_row() {
    let app = TestApp::start().await;
    let own = Belongings::of(&app, AKARI).await;
    let browser = Signed::of(&AKARI.sign_in(&app).await).await;
    given_back(&app).await;
    let (mut read, mut exported) = (0, 0);
    let of_a_session =
        |route: &&Route| !matches!(route.access, Access::FirstLogin | Access::Operator);
    for route in ROUTES
        .iter()
        .filter(|route| !changes(route))
        .filter(of_a_session)
    {
        let (endpoint, path) = (route.endpoint, own.path(route.endpoint));
        for method in ["GET", "HEAD"] {
            let before = Rows::of(&app.app.db).await;
            let answer = browser.send(&app.address, method, &path, &[], None).await;
            assert_eq!(answer.status, 200, "{endpoint}");
            let mut changed = before.changed(&Rows::of(&app.app.db).await);
            if EXPORTS.contains(&endpoint) {
                assert!(!changed.is_empty(), "{endpoint} is recorded");
                changed.retain(|table| !AUDIT_TRAIL.contains(&table.as_str()));
                exported += 1;
            }
            assert!(changed.is_empty(), "{method} {endpoint}: {changed:?}");
            read += 1;
        }
    }
    println!("reads {read}, of these exports {exported}");
    assert!(read >= 30 && exported == 2 * EXPORTS.len());
    app.finish().await;
}

fn changes(route: &Route) -> bool {
    route.endpoint.method.changes_state()
}

/// The comparison is worth nothing if it cannot see: one row more, and it does.
#[actix_web::test]
async fn a_row_that_changes_is_seen() {
    let app = TestApp::start().await;
    let before = Rows::of(&app.app.db).await;
    assert!(before.count() > 100, "only {} rows", before.count());
    assert_eq!(before.changed(&Rows::of(&app.app.db).await).len(), 0);
    let digest = Secret::presented("x").digest();
    let (kept, subject) = (digest.clone(), "x".to_owned());
    let counted: Result<bool, minato_db::DbError> = app
        .app
        .db
        .write(move |tx| {
            let until = tx.now();
            minato_db::models::password_failures::count(
                tx,
                &format!("{subject}{kept}"),
                None,
                until,
            )
        })
        .await;
    assert!(counted.unwrap());
    let after = Rows::of(&app.app.db).await;
    assert_eq!(
        Vec::from_iter(before.changed(&after)),
        ["password_failures"]
    );
    assert_eq!(after.holding(&digest), ["password_failures"]);
    app.finish().await;
}
