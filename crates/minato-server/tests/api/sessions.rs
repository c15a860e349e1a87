//! The browsers in which one is signed in, and ending what goes on there.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::audit::AuditAction;
use minato_types::auth::SessionLevel;
use minato_types::problem::ProblemCode;
use minato_types::sessions::OwnSession;
use minato_types::values::SessionId;

use crate::app::{ORIGIN, TestApp};
use crate::audit::chain;
use crate::people::{AKARI, HANAKO, JIRO, PASSWORD, TARO, code_of, entry, refused};
use crate::raw::{self, Signed};

async fn sessions_of(client: &Client) -> Vec<OwnSession> {
    client.list_own_sessions().await.unwrap().items
}

/// The id of the session of a client.
async fn id_of(client: &Client) -> SessionId {
    sessions_of(client).await[0].id
}

#[actix_web::test]
async fn one_sees_where_one_is_signed_in() {
    let app = TestApp::start().await;
    let first = HANAKO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(5));
    let second = HANAKO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(5));
    let third = HANAKO.sign_in(&app).await;
    TARO.sign_in(&app).await;

    let seen = sessions_of(&second).await;
    assert_eq!(seen.len(), 3, "nobody else's: {seen:?}");
    let current: Vec<_> = seen.iter().map(|session| session.current).collect();
    assert_eq!(current, [true, false, false]);
    assert_eq!(seen[1].id, id_of(&third).await, "then the newest");
    assert_eq!(seen[2].id, id_of(&first).await);
    assert_eq!(seen[0].level, SessionLevel::TwoStep);
    assert_eq!(seen[0].address, "127.0.0.1");
    assert_eq!(
        seen[0].expires_at - seen[0].created_at,
        TimeDelta::hours(12)
    );
    assert_eq!(
        seen[1].created_at - seen[2].created_at,
        TimeDelta::minutes(10)
    );
    app.new_browsers().await;
    app.finish().await;
}

#[actix_web::test]
async fn a_browser_stands_there_by_what_it_calls_itself() {
    let app = TestApp::start().await;
    let body = serde_json::to_string(&JIRO.log_in_request(PASSWORD)).unwrap();
    let named = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    let headers = [
        ("content-type", "application/json"),
        ("x-csrf-token", "anonymous"),
        ("user-agent", named),
    ];
    let answer = raw::send(&app, "POST", "/api/v1/auth/login", &headers, Some(&body)).await;
    assert_eq!(answer.status, 200);
    let seen = sessions_of(&JIRO.sign_in(&app).await).await;
    assert_eq!(seen[1].user_agent, named);
    assert_eq!(seen[1].level, SessionLevel::Password);
    app.finish().await;
}

#[actix_web::test]
async fn a_session_ended_elsewhere_is_refused_at_the_next_request() {
    let app = TestApp::start().await;
    let (own, other) = (HANAKO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    let before = chain(&app.app.db, HANAKO.member_number).await.len();
    let ended = id_of(&other).await;
    assert!(other.get_company().await.is_ok());
    own.end_own_session(ended).await.unwrap();
    assert_eq!(refused(other.get_company().await), ProblemCode::NotSignedIn);
    assert!(own.get_company().await.is_ok());
    assert_eq!(sessions_of(&own).await.len(), 1);

    let events = chain(&app.app.db, HANAKO.member_number).await;
    let recorded: Vec<_> = events[before..]
        .iter()
        .map(|event| (event.action.0, event.subject_id.clone()))
        .collect();
    assert_eq!(
        recorded,
        [(AuditAction::SessionEnded, Some(ended.to_string()))]
    );
    let again = own.end_own_session(ended).await;
    assert_eq!(refused(again), ProblemCode::NotFound, "it ends once");
    app.new_browsers().await;
    app.finish().await;
}

#[actix_web::test]
async fn the_session_that_asks_is_ended_by_signing_out_only() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let own = id_of(&client).await;
    let answer = client.end_own_session(own).await;
    assert_eq!(refused(answer), ProblemCode::OwnSession);
    assert!(client.get_company().await.is_ok());
    app.finish().await;
}

/// Byte by byte: whoever compares learns nothing of the sessions of others.
#[actix_web::test]
async fn what_is_not_ones_own_is_answered_like_what_is_not_there() {
    let app = TestApp::start().await;
    let idle = id_of(&HANAKO.sign_in(&app).await).await;
    app.pass(TimeDelta::minutes(30));
    let (taro, akari) = (TARO.sign_in(&app).await, AKARI.sign_in(&app).await);
    let (own, other) = (HANAKO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    let ended = id_of(&other).await;
    other.log_out().await.unwrap();
    let nobodys: SessionId = "00000000-0000-7000-8000-000000000000".parse().unwrap();

    let signed = Signed::of(&own).await;
    let mut answers = Vec::new();
    for id in [
        nobodys,
        id_of(&taro).await,
        id_of(&akari).await,
        ended,
        idle,
    ] {
        let path = format!("/me/sessions/{id}");
        let answer = signed.send(&app.address, "DELETE", &path, &[], None).await;
        assert_eq!(answer.problem(), "notFound");
        answers.push(answer.comparable());
    }
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:?}"
    );
    assert!(taro.get_company().await.is_ok() && akari.get_company().await.is_ok());
    app.new_browsers().await;
    app.finish().await;
}

#[actix_web::test]
async fn ending_the_others_keeps_the_own_one() {
    let app = TestApp::start().await;
    let (own, other) = (HANAKO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    let (third, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    app.new_browsers().await;
    let under_way = app.anonymous();
    HANAKO.begin(&under_way).await;
    let code = code_of(&app.one_mail().await);

    assert_eq!(own.end_other_sessions().await.unwrap().ended, 2);
    for client in [&other, &third] {
        assert_eq!(refused(client.get_me().await), ProblemCode::NotSignedIn);
    }
    let late = under_way.verify_login(&entry(&code)).await;
    assert_eq!(refused(late), ProblemCode::SignInExpired, "nobody slips in");
    assert!(own.get_me().await.is_ok(), "the own one goes on");
    assert!(taro.get_me().await.is_ok(), "somebody else's goes on");
    assert_eq!(sessions_of(&own).await.len(), 1);

    assert_eq!(own.end_other_sessions().await.unwrap().ended, 0);
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let last = events.last().unwrap();
    assert_eq!(last.action.0, AuditAction::OtherSessionsEnded);
    app.finish().await;
}

#[actix_web::test]
async fn a_browser_that_was_signed_out_from_elsewhere_is_new_again() {
    let app = TestApp::start().await;
    let (own, other) = (HANAKO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    app.new_browsers().await;
    own.end_other_sessions().await.unwrap();
    for (client, notices) in [(&own, 0), (&other, 1)] {
        HANAKO.begin(client).await;
        let code = code_of(&app.one_mail().await);
        client.verify_login(&entry(&code)).await.unwrap();
        assert_eq!(app.new_browsers().await.len(), notices);
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_session_that_nobody_uses_is_not_shown_and_not_counted() {
    let app = TestApp::start().await;
    JIRO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(30));
    let own = JIRO.sign_in(&app).await;
    assert_eq!(sessions_of(&own).await.len(), 1);
    assert_eq!(own.end_other_sessions().await.unwrap().ended, 0);
    app.finish().await;
}

#[actix_web::test]
async fn only_the_own_pages_end_sessions() {
    let app = TestApp::start().await;
    let (own, other) = (JIRO.sign_in(&app).await, JIRO.sign_in(&app).await);
    let mut signed = Signed::of(&own).await;
    signed.token = "anonymous".to_owned();
    let one = format!("/me/sessions/{}", id_of(&other).await);
    for (method, path) in [
        ("DELETE", one.as_str()),
        ("POST", "/me/sessions/end-others"),
    ] {
        let headers = [("origin", ORIGIN)];
        let answer = signed
            .send(&app.address, method, path, &headers, None)
            .await;
        assert_eq!(answer.problem(), "csrfRefused", "{method} {path}");
    }
    assert!(other.get_me().await.is_ok());
    app.finish().await;
}
