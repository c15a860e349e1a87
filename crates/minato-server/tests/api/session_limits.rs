//! How long people stay signed in: the server says, and a member can be stricter.

use chrono::TimeDelta;
use minato_client::{Client, ClientError, Versioned};
use minato_types::auth::{Session, SessionState};
use minato_types::company::{CompanySecurity, UpdateCompanySecurityRequest};
use minato_types::problem::ProblemCode;
use minato_types::validation::FieldRule;

use crate::app::TestApp;
use crate::me::broken_rules;
use crate::people::{HANAKO, TARO, refused};

type Limit = Option<Option<u32>>;

async fn try_limit(
    admin: &Client,
    idle_minutes: Limit,
    hours: Limit,
) -> Result<Versioned<CompanySecurity>, ClientError> {
    let now = admin.get_company_security().await.unwrap();
    let request = UpdateCompanySecurityRequest {
        session_idle_minutes: idle_minutes,
        session_hours: hours,
        ..UpdateCompanySecurityRequest::default()
    };
    admin.update_company_security(&request, &now.etag).await
}

async fn limit(admin: &Client, idle_minutes: Limit, hours: Limit) -> CompanySecurity {
    let after = try_limit(admin, idle_minutes, hours).await;
    after.unwrap().value
}

async fn session(client: &Client) -> Box<Session> {
    match client.get_session().await.unwrap() {
        SessionState::SignedIn(session) => session,
        other => panic!("not signed in: {other:?}"),
    }
}

#[actix_web::test]
async fn a_session_without_requests_ends_as_early_as_the_member_says() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    assert_eq!(session(&taro).await.idle_timeout_seconds, 30 * 60);
    let after = limit(&hanako, Some(Some(10)), None).await;
    assert_eq!(after.session_idle_minutes, Some(10));
    assert_eq!(after.session_hours, None);
    assert_eq!(
        (after.max_session_idle_minutes, after.max_session_hours),
        (30, 12)
    );
    assert_eq!(session(&taro).await.idle_timeout_seconds, 10 * 60);
    app.pass(TimeDelta::minutes(9));
    assert!(taro.get_company().await.is_ok());
    assert!(hanako.get_company().await.is_ok());
    // Written down after the answer.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    app.pass(TimeDelta::minutes(9));
    assert!(taro.get_company().await.is_ok(), "a request keeps it alive");
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    app.pass(TimeDelta::minutes(10));
    assert_eq!(refused(taro.get_company().await), ProblemCode::NotSignedIn);
    assert_eq!(taro.get_session().await.unwrap(), SessionState::SignedOut);
    app.finish().await;
}

#[actix_web::test]
async fn a_session_that_was_idle_for_longer_ends_when_the_limit_is_lowered() {
    let app = TestApp::start().await;
    let taro = TARO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(20));
    let hanako = HANAKO.sign_in(&app).await;
    limit(&hanako, Some(Some(15)), None).await;
    assert_eq!(refused(taro.get_company().await), ProblemCode::NotSignedIn);
    limit(&hanako, Some(None), None).await;
    assert!(
        taro.get_company().await.is_ok(),
        "by the server's limit it lives"
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_session_ends_in_any_case_after_the_hours_that_the_member_says() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let opened = session(&taro).await.expires_at - TimeDelta::hours(12);
    limit(&hanako, None, Some(Some(1))).await;
    assert_eq!(
        session(&taro).await.expires_at,
        opened + TimeDelta::hours(1)
    );
    let seen = taro.list_own_sessions().await.unwrap().items;
    assert_eq!(seen[0].expires_at, opened + TimeDelta::hours(1));
    for _ in 0..3 {
        app.pass(TimeDelta::minutes(19));
        assert!(taro.get_company().await.is_ok());
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    app.pass(TimeDelta::minutes(3));
    assert_eq!(refused(taro.get_company().await), ProblemCode::NotSignedIn);
    // What was opened under the limit keeps it, however lax the member becomes.
    let strict = TARO.sign_in(&app).await;
    let end = session(&strict).await.expires_at;
    let hanako = HANAKO.sign_in(&app).await;
    limit(&hanako, None, Some(None)).await;
    assert_eq!(session(&strict).await.expires_at, end);
    let lax = TARO.sign_in(&app).await;
    let hours = session(&lax).await.expires_at - end;
    assert_eq!(hours, TimeDelta::hours(11));
    app.finish().await;
}

#[actix_web::test]
async fn a_member_is_never_laxer_than_the_server() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let broken = broken_rules(try_limit(&hanako, Some(Some(31)), Some(Some(13))).await);
    let range = |min, max| FieldRule::OutOfRange { min, max };
    assert_eq!(
        broken,
        [
            ("sessionIdleMinutes".to_owned(), range(5, 30)),
            ("sessionHours".to_owned(), range(1, 12)),
        ]
    );
    let broken = broken_rules(try_limit(&hanako, Some(Some(4)), Some(Some(0))).await);
    assert_eq!(
        broken,
        [
            ("sessionIdleMinutes".to_owned(), range(5, 60)),
            ("sessionHours".to_owned(), range(1, 24)),
        ]
    );
    let same = limit(&hanako, Some(Some(30)), Some(Some(12))).await;
    assert_eq!(
        (same.session_idle_minutes, same.session_hours),
        (Some(30), Some(12))
    );
    app.finish().await;
}
