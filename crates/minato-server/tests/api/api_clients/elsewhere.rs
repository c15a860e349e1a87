//! Tokens that are shown where they should not be.

use chrono::TimeDelta;
use minato_types::api_clients::ApiScope;
use minato_types::audit::{AuditAction, ListAuditEventsQuery};

use super::{Program, call, make, token_in, wish};
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::HANAKO;
use crate::raw;

#[actix_web::test]
async fn a_token_that_is_shown_elsewhere_is_told_of_once_an_hour() {
    let app = TestApp::start_with(|settings| {
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let (_, second) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let mut wish = wish(&[ApiScope::CompanyRead]);
    wish.allowed_networks = vec!["203.0.113.0/24".to_owned()];
    let (program, other) = (make(&hanako, &wish).await, make(&hanako, &wish).await);
    let buy = async |program: &Program| {
        let basic = program.basic();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("authorization", basic.as_str()),
            ("x-forwarded-for", "203.0.113.77"),
        ];
        token_in(
            &raw::send(
                &app,
                "POST",
                "/oauth/token",
                &headers,
                Some("grant_type=client_credentials"),
            )
            .await,
        )
    };
    let show = async |server: &str, token: &str, address: &str| {
        let from = [("x-forwarded-for", address)];
        let answer = call(server, token, ("GET", "/company"), &from, None).await;
        assert_eq!(answer.problem(), "addressRefused", "{address}");
    };
    let told = async || {
        let events = chain(&app.app.db, HANAKO.member_number).await;
        let refused = events
            .into_iter()
            .filter(|event| event.action.0 == AuditAction::ApiCallRefused);
        refused.count()
    };
    let token = buy(&program).await;
    for server in [&app.address, &second] {
        for address in ["198.51.100.1", "198.51.100.2", "198.51.100.1"] {
            show(server, &token, address).await;
        }
    }
    assert_eq!(told().await, 1, "one part of the network, at both servers");
    show(&second, &token, "192.0.2.1").await;
    assert_eq!(told().await, 2, "another part");
    show(&second, &buy(&other).await, "198.51.100.1").await;
    assert_eq!(told().await, 3, "another program");
    app.pass(TimeDelta::minutes(61));
    let token = buy(&program).await;
    show(&app.address, &token, "198.51.100.1").await;
    show(&app.address, &token, "198.51.100.1").await;
    assert_eq!(told().await, 4, "an hour later");
    // Whoever only makes a token up is not told of: that anybody can.
    let from = [("x-forwarded-for", "192.0.2.200")];
    let forged = call(&app.address, "x", ("GET", "/company"), &from, None).await;
    assert_eq!(forged.status, 401);
    assert_eq!(told().await, 4);

    // The admin who is there reads where it came from.
    let hanako = HANAKO.sign_in(&app).await;
    let query = ListAuditEventsQuery {
        action: Some("apiCallRefused".to_owned()),
        ..ListAuditEventsQuery::default()
    };
    let read = hanako.list_audit_events(&query).await.unwrap().items;
    let texts: Vec<_> = read.iter().map(|event| event.text.as_deref()).collect();
    assert_eq!(
        texts,
        [
            Some("address 198.51.100.1"),
            Some("address 198.51.100.1"),
            Some("address 192.0.2.1"),
            Some("address 198.51.100.1"),
        ]
    );
    app.finish().await;
}
