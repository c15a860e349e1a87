//! The networks from which a member lets its people in.

use std::sync::Arc;

use chrono::TimeDelta;
use minato_client::{Client, ClientError, Versioned};
use minato_db::audit::Actor;
use minato_server::desk;
use minato_types::accounts::{Account, UpdateAccountRequest};
use minato_types::audit::AuditAction;
use minato_types::auth::SessionState;
use minato_types::company::{AllowedNetworkRequest, CompanySecurity, UpdateCompanySecurityRequest};
use minato_types::page::PageQuery;
use minato_types::problem::ProblemCode;
use minato_types::sessions::SignInOutcome;
use minato_types::validation::FieldRule;

use crate::accounts::{SABURO, find, invited, promote_taro, write};
use crate::app::TestApp;
use crate::audit::chain;
use crate::door::{self, Door};
use crate::first_login::{identity, password};
use crate::me::broken_rules;
use crate::people::{HANAKO, PASSWORD, Person, TARO, code_of, entry, other_than, refused};
use crate::raw::{self, Signed};

/// Inside and outside of the network that most of these tests allow.
const OFFICE: &str = "203.0.113.0/24";
const INSIDE: &str = "203.0.113.5";
const OUTSIDE: &str = "198.51.100.7";

fn entries(networks: &[&str]) -> UpdateCompanySecurityRequest {
    let entry = |network: &&str| AllowedNetworkRequest {
        network: (*network).to_owned(),
        description: "本社".to_owned(),
    };
    UpdateCompanySecurityRequest {
        allowed_networks: Some(networks.iter().map(entry).collect()),
        ..UpdateCompanySecurityRequest::default()
    }
}

async fn try_allow(
    admin: &Client,
    networks: &[&str],
) -> Result<Versioned<CompanySecurity>, ClientError> {
    let now = admin.get_company_security().await?;
    let request = entries(networks);
    admin.update_company_security(&request, &now.etag).await
}

async fn allow(admin: &Client, networks: &[&str]) -> CompanySecurity {
    try_allow(admin, networks).await.unwrap().value
}

fn come_from_anywhere(anywhere: bool) -> UpdateAccountRequest {
    UpdateAccountRequest {
        any_address: Some(anywhere),
        ..UpdateAccountRequest::default()
    }
}

/// Says whether somebody may come from anywhere.
async fn anywhere(
    admin: &Client,
    person: Person,
    anywhere: bool,
) -> Result<Versioned<Account>, ClientError> {
    let found = find(admin, person).await;
    let request = come_from_anywhere(anywhere);
    let (id, etag) = (found.value.id, found.etag);
    admin.update_account(id, &request, &etag).await
}

/// Hanako in the office, and Taro at home, both signed in.
async fn office_and_home(app: &TestApp) -> (Client, Client, Door) {
    let hanako = Door::from(app, INSIDE).sign_in(app, HANAKO).await;
    let home = Door::from(app, OUTSIDE);
    let taro = home.sign_in(app, TARO).await;
    (hanako, taro, home)
}

/// Empties the list, as the command line does.
async fn help(app: &TestApp) -> bool {
    write(app, HANAKO, |tx, scope| {
        desk::members::allow_any_address(tx, Actor::CommandLine, scope)
    })
    .await
}

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
async fn whoever_is_outside_is_refused_from_the_next_request_on() {
    let app = door::start().await;
    let (hanako, taro, home) = office_and_home(&app).await;
    assert!(taro.get_company().await.is_ok());
    let before = chain(&app.app.db, HANAKO.member_number).await.len();
    let after = allow(&hanako, &[OFFICE]).await;
    assert_eq!(after.allowed_networks[0].network.as_str(), OFFICE);
    assert_eq!(after.allowed_networks[0].description.as_str(), "本社");
    assert_eq!(after.own_address.as_deref(), Some(INSIDE));
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let actions: Vec<_> = events[before..].iter().map(|e| e.action.0).collect();
    assert_eq!(actions, [AuditAction::CompanySecurityChanged]);

    assert_eq!(
        refused(taro.get_company().await),
        ProblemCode::AddressRefused
    );
    assert_eq!(refused(taro.get_me().await), ProblemCode::AddressRefused);
    assert_eq!(taro.get_session().await.unwrap(), SessionState::SignedOut);
    assert!(hanako.get_company().await.is_ok());
    // His session has not ended: in the office it goes on.
    home.move_to("203.0.113.255");
    assert!(taro.get_company().await.is_ok());
    home.move_to(OUTSIDE);
    allow(&hanako, &[]).await;
    assert!(taro.get_company().await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn a_session_that_is_kept_out_is_not_kept_alive() {
    let app = door::start().await;
    let (hanako, taro, home) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    for _ in 0..3 {
        app.pass(TimeDelta::minutes(9));
        assert_eq!(
            refused(taro.get_company().await),
            ProblemCode::AddressRefused
        );
    }
    app.pass(TimeDelta::minutes(4));
    home.move_to(INSIDE);
    assert_eq!(refused(taro.get_company().await), ProblemCode::NotSignedIn);
    app.finish().await;
}

#[actix_web::test]
async fn addresses_of_both_kinds_are_compared_however_they_are_written() {
    let app = door::start().await;
    let (hanako, taro, home) = office_and_home(&app).await;
    allow(
        &hanako,
        &[
            OFFICE,
            "192.0.2.7",
            "2001:db8:1::/48",
            "::ffff:198.51.100.128/121",
        ],
    )
    .await;
    for (address, inside) in [
        ("192.0.2.7", true),
        ("192.0.2.8", false),
        ("::ffff:192.0.2.7", true),
        ("::ffff:192.0.2.6", false),
        ("2001:db8:1::5", true),
        ("2001:db8:1:ffff:ffff:ffff:ffff:ffff", true),
        ("2001:db8:2::5", false),
        ("198.51.100.127", false),
        ("198.51.100.128", true),
        ("[2001:db8:1::5]:4711", true),
        ("::1", false),
        ("127.0.0.1", false),
    ] {
        home.move_to(address);
        let answer = taro.get_company().await;
        if inside {
            assert!(answer.is_ok(), "{address}: {answer:?}");
        } else {
            assert_eq!(refused(answer), ProblemCode::AddressRefused, "{address}");
        }
    }
    app.finish().await;
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
    use SignInOutcome::{AddressRefused, PasswordRefused, Succeeded};
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
async fn an_account_may_come_from_anywhere_if_an_admin_says_so() {
    let app = door::start().await;
    let (hanako, taro, _) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    let changed = anywhere(&hanako, TARO, true).await.unwrap();
    assert!(changed.value.any_address);
    assert!(taro.get_company().await.is_ok());
    // Whoever lets somebody in from anywhere proves who he is; taking it away needs no proof.
    app.pass(TimeDelta::minutes(11));
    let back = anywhere(&hanako, TARO, false).await.unwrap();
    assert!(!back.value.any_address);
    assert_eq!(
        refused(taro.get_company().await),
        ProblemCode::AddressRefused
    );
    let unproven = anywhere(&hanako, TARO, true).await;
    assert_eq!(refused(unproven), ProblemCode::StepUpRequired);
    let networks = try_allow(&hanako, &[OFFICE, "192.0.2.0/24"]).await;
    assert_eq!(refused(networks), ProblemCode::StepUpRequired);
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_does_not_lock_himself_out() {
    let app = door::start().await;
    let (hanako, ..) = office_and_home(&app).await;
    let rule = FieldRule::OwnAddressMissing {
        address: INSIDE.to_owned(),
    };
    for networks in [&["192.0.2.0/24"][..], &["::/0"], &["203.0.113.0/30", "::1"]] {
        let broken = broken_rules(try_allow(&hanako, networks).await);
        assert_eq!(broken, [("allowedNetworks".to_owned(), rule.clone())]);
    }
    assert!(
        hanako
            .get_company_security()
            .await
            .unwrap()
            .value
            .allowed_networks
            .is_empty()
    );
    // With the flag he may; then he may not take the flag from himself.
    anywhere(&hanako, HANAKO, true).await.unwrap();
    allow(&hanako, &["192.0.2.0/24"]).await;
    assert!(hanako.get_company().await.is_ok());
    let broken = broken_rules(anywhere(&hanako, HANAKO, false).await);
    assert_eq!(broken, [("anyAddress".to_owned(), rule)]);
    allow(&hanako, &["0.0.0.0/0"]).await;
    anywhere(&hanako, HANAKO, false).await.unwrap();
    assert!(hanako.get_company().await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn what_is_wrong_with_a_list_is_named_by_its_place() {
    let app = door::start().await;
    let (hanako, taro, _) = office_and_home(&app).await;
    let broken = broken_rules(try_allow(&hanako, &[OFFICE, "203.0.113.5/24", "office"]).await);
    let network = OFFICE.to_owned();
    assert_eq!(
        broken,
        [
            (
                "allowedNetworks.1.network".to_owned(),
                FieldRule::NetworkHasHost { network }
            ),
            (
                "allowedNetworks.2.network".to_owned(),
                FieldRule::InvalidNetwork
            ),
        ]
    );
    let stale = hanako
        .update_company_security(&entries(&[OFFICE]), "\"7\"")
        .await;
    assert_eq!(refused(stale), ProblemCode::PreconditionFailed);
    let not_his = taro
        .update_company_security(&entries(&[OFFICE]), "\"1\"")
        .await;
    assert_eq!(refused(not_his), ProblemCode::Forbidden);
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

#[actix_web::test]
async fn two_admins_cannot_keep_each_other_out() {
    const ROUNDS: usize = 20;
    let app = door::start().await;
    // Hanako comes from anywhere and is about to allow a network that holds neither of them;
    // Taro takes her leave to come from anywhere away at the same moment.
    let (hanako, taro, _) = office_and_home(&app).await;
    promote_taro(&hanako).await;
    let (hanako, taro) = (Arc::new(hanako), Arc::new(taro));
    let mut both = 0;
    for round in 0..ROUNDS {
        anywhere(&hanako, HANAKO, true).await.unwrap();
        let now = hanako.get_company_security().await.unwrap();
        let account = find(&taro, HANAKO).await;
        let (first, second) = (Arc::clone(&hanako), Arc::clone(&taro));
        let save = async move {
            let request = entries(&["192.0.2.0/24"]);
            first.update_company_security(&request, &now.etag).await
        };
        let withdraw = async move {
            let request = come_from_anywhere(false);
            let (id, etag) = (account.value.id, account.etag);
            second.update_account(id, &request, &etag).await
        };
        let (save, withdraw) = (actix_web::rt::spawn(save), actix_web::rt::spawn(withdraw));
        let (saved, withdrawn) = tokio::join!(save, withdraw);
        let (saved, withdrawn) = (saved.unwrap(), withdrawn.unwrap());
        let inside = [&hanako, &taro];
        let mut left = 0;
        for admin in inside {
            left += usize::from(admin.get_company().await.is_ok());
        }
        assert!(left > 0, "round {round}: {saved:?} {withdrawn:?}");
        both += usize::from(saved.is_ok() && withdrawn.is_ok());
        // Whoever is left makes room for the next round.
        for admin in inside {
            if admin.get_company().await.is_ok() {
                allow(admin, &[]).await;
            }
        }
    }
    assert_eq!(both, 0, "one of them is always refused");
    app.finish().await;
}

#[actix_web::test]
async fn the_operator_helps_a_member_that_is_locked_out() {
    let app = door::start().await;
    let (hanako, taro, _) = office_and_home(&app).await;
    allow(&hanako, &[OFFICE]).await;
    assert!(help(&app).await);
    assert!(taro.get_company().await.is_ok());
    assert!(!help(&app).await, "there is nothing left to do");
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let last = events.last().unwrap();
    assert_eq!(last.action.0, AuditAction::CompanySecurityChanged);
    assert_eq!(last.actor_kind, "commandLine");
    app.finish().await;
}
