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
use minato_types::problem::ProblemCode;
use minato_types::validation::FieldRule;

use crate::accounts::{find, promote_taro, write};
use crate::app::TestApp;
use crate::audit::chain;
use crate::door::{self, Door};
use crate::me::broken_rules;
use crate::people::{HANAKO, Person, TARO, refused};

/// Inside and outside of the network that most of these tests allow.
pub(crate) const OFFICE: &str = "203.0.113.0/24";
pub(crate) const INSIDE: &str = "203.0.113.5";
pub(crate) const OUTSIDE: &str = "198.51.100.7";

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

pub(crate) async fn allow(admin: &Client, networks: &[&str]) -> CompanySecurity {
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
pub(crate) async fn office_and_home(app: &TestApp) -> (Client, Client, Door) {
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
