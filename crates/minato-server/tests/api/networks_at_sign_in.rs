//! Networks at the door: who may sign in from where, and what is told of it.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::audit::AuditAction;
use minato_types::auth::SessionState;
use minato_types::page::PageQuery;
use minato_types::problem::ProblemCode;
use minato_types::sessions::SignInOutcome::{self, AddressRefused, PasswordRefused, Succeeded};

use crate::accounts::{SABURO, invited};
use crate::app::TestApp;
use crate::audit::chain;
use crate::door;
use crate::first_login::{identity, password};
use crate::networks::{INSIDE, OFFICE, OUTSIDE, allow, office_and_home};
use crate::people::{HANAKO, PASSWORD, TARO, code_of, entry, other_than, refused};
use crate::raw::{self, Signed};

async fn outcomes(client: &Client) -> Vec<(SignInOutcome, String)> {
    let page = PageQuery {
        page: 1,
        page_size: 100,
    };
    let history = client.list_sign_ins(page).await.unwrap().items;
    let seen = history.into_iter();
    seen.map(|entry| (entry.outcome, entry.address)).collect()
}

/// How often the trail tells of somebody who was kept out.
async fn recorded(app: &TestApp) -> usize {
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let refusals = events.iter();
    refusals
        .filter(|event| event.action.0 == AuditAction::AddressRefused)
        .count()
}

#[actix_web::test]
async fn only_who_has_the_password_is_told_that_he_is_outside() {
    let app = door::start().await;
    let (hanako, _, home) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    let stranger = home.client();
    app.pass(TimeDelta::seconds(1));
    let wrong = stranger.log_in(&TARO.log_in_request("wrong")).await;
    assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    let before = recorded(&app).await;
    for _ in 0..5 {
        let right = stranger.log_in(&TARO.log_in_request(PASSWORD)).await;
        assert_eq!(refused(right), ProblemCode::AddressRefused);
    }
    assert!(app.deliver().await.is_empty(), "no code is mailed");
    assert_eq!(recorded(&app).await, before + 1, "a loop fills no trail");
    app.pass(TimeDelta::seconds(1));
    home.move_to("198.51.100.8");
    let right = stranger.log_in(&TARO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(right), ProblemCode::AddressRefused);
    assert_eq!(recorded(&app).await, before + 2, "another address is news");
    app.pass(TimeDelta::minutes(61));
    let right = stranger.log_in(&TARO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(right), ProblemCode::AddressRefused);

    app.pass(TimeDelta::seconds(1));
    home.move_to(INSIDE);
    let taro = home.sign_in(&app, TARO).await;
    let seen: Vec<_> = outcomes(&taro).await;
    let seen: Vec<_> = seen
        .iter()
        .map(|(how, from)| (*how, from.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (Succeeded, INSIDE),
            (AddressRefused, "198.51.100.8"),
            (AddressRefused, "198.51.100.8"),
            (AddressRefused, OUTSIDE),
            (PasswordRefused, OUTSIDE),
            (Succeeded, OUTSIDE),
        ]
    );
    app.finish().await;
}

#[actix_web::test]
async fn ever_new_addresses_do_not_fill_the_trail() {
    let app = door::start().await;
    let (hanako, _, home) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    let before = recorded(&app).await;
    for n in 0..15 {
        home.move_to(&format!("2001:db8::{n}"));
        let right = home.client().log_in(&TARO.log_in_request(PASSWORD)).await;
        assert_eq!(refused(right), ProblemCode::AddressRefused);
    }
    assert_eq!(recorded(&app).await, before + 10);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_leaves_the_office_between_the_steps_stays_outside() {
    let app = door::start().await;
    let (hanako, _, home) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    home.move_to(INSIDE);
    let client = home.client();
    TARO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    home.move_to(OUTSIDE);
    let wrong = client.verify_login(&entry(&other_than(&code))).await;
    assert_eq!(
        refused(wrong),
        ProblemCode::CodeWrong,
        "no word of the address"
    );
    let right = client.verify_login(&entry(&code)).await;
    assert_eq!(refused(right), ProblemCode::AddressRefused);
    home.move_to(INSIDE);
    let again = client.verify_login(&entry(&code)).await;
    assert_eq!(
        refused(again),
        ProblemCode::SignInExpired,
        "the code is used up"
    );
    app.finish().await;
}

#[actix_web::test]
async fn nobody_comes_in_by_claiming_an_address() {
    let app = door::start().await;
    let (hanako, taro, home) = office_and_home(&app).await;
    let signed = Signed::of(&taro).await;
    allow(&hanako, &[OFFICE]).await;
    for name in [
        "x-forwarded-for",
        "forwarded",
        "x-real-ip",
        "client-ip",
        "true-client-ip",
    ] {
        for claimed in [INSIDE, "for=203.0.113.5", "203.0.113.5, 203.0.113.5"] {
            let headers = [(name, claimed)];
            let origin = &home.origin;
            let answer = signed.send(origin, "GET", "/company", &headers, None).await;
            assert_eq!(answer.problem(), "addressRefused", "{name}: {claimed}");
            let body = serde_json::to_string(&TARO.log_in_request(PASSWORD)).unwrap();
            let all = [
                ("content-type", "application/json"),
                ("x-csrf-token", "anonymous"),
                (name, claimed),
            ];
            let path = "/api/v1/auth/login";
            let answer = raw::send_to(origin, "POST", path, &all, Some(&body)).await;
            assert_eq!(answer.problem(), "addressRefused", "{name}: {claimed}");
        }
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_mailed_link_opens_no_session_from_outside_and_is_not_used_up() {
    let app = door::start().await;
    let (hanako, _, home) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let saburo = home.client();
    saburo
        .check_identity(&identity(SABURO, &token))
        .await
        .unwrap();
    saburo.set_first_password(&password()).await.unwrap();
    let outside = saburo.complete_first_login().await;
    assert_eq!(refused(outside), ProblemCode::AddressRefused);
    assert_eq!(saburo.get_session().await.unwrap(), SessionState::SignedOut);
    app.pass(TimeDelta::seconds(1));
    home.move_to(INSIDE);
    let state = saburo.complete_first_login().await.unwrap();
    assert!(matches!(state, SessionState::SignedIn(_)));
    app.one_mail().await;
    let seen = outcomes(&saburo).await;
    assert_eq!(seen[1].0, SignInOutcome::AddressRefused);
    app.finish().await;
}
