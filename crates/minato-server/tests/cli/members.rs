//! `minato member`: companies are registered.

use minato_db::models::members::SecurityChange;
use minato_db::models::{member_options, members};
use minato_db::{DbError, audit};
use minato_types::audit::AuditAction;
use minato_types::company::{AllowedNetwork, CompanyOptionKind};
use minato_types::values::{MemberNumber, Network, NetworkDescription};

use crate::desk::{Desk, read};

const CREATE: [&str; 8] = [
    "member",
    "create",
    "--number",
    "M00-00001",
    "--name",
    "Minato",
    "--address",
    "Tokyo",
];

#[actix_web::test]
async fn a_member_is_registered_with_its_options() {
    let desk = Desk::new().await;
    let options = ["--option", "portPlus", "--option", "portPlus"];
    let told = desk.done(&[&CREATE[..], &options].concat());
    assert_eq!(told, "Registered M00-00001.\n");
    let number = MemberNumber::parse("M00-00001").unwrap();
    let kinds = read(&desk, move |tx| {
        let (scope, _) = members::find_by_number(tx, &number)?.ok_or(DbError::NotFound)?;
        let options = member_options::list(tx, scope)?;
        Ok(options
            .iter()
            .map(|option| option.kind.0)
            .collect::<Vec<_>>())
    })
    .await;
    assert_eq!(kinds, [CompanyOptionKind::PortPlus]);
    let told = desk.refused(&CREATE);
    assert!(
        told.contains("the member M00-00001 exists already"),
        "{told}"
    );
    let told = desk.refused(&[&CREATE[..], &["--option", "boats"]].concat());
    assert!(told.contains("Choose one of the options"), "{told}");
}

/// A list of networks that holds none of its people, as it stands after an office has moved.
async fn lock_out(desk: &Desk, number: MemberNumber) {
    let locked: Result<(), DbError> = desk
        .db
        .write(move |tx| {
            let (scope, member) = members::find_by_number(tx, &number)?.ok_or(DbError::NotFound)?;
            let change = SecurityChange {
                trusted_browsers: false,
                allowed_networks: vec![AllowedNetwork {
                    network: Network::parse("203.0.113.0/24").unwrap(),
                    description: NetworkDescription::parse("").unwrap(),
                }],
                session_idle_minutes: None,
                session_hours: None,
            };
            assert!(members::set_security(
                tx,
                scope,
                member.security_version,
                &change
            )?);
            Ok(())
        })
        .await;
    locked.unwrap();
}

#[actix_web::test]
async fn a_member_that_is_locked_out_is_let_in_again_and_the_trail_tells() {
    const HELP: [&str; 3] = ["member", "allow-any-address", "M00-00001"];
    let desk = Desk::new().await;
    let told = desk.refused(&HELP);
    assert!(told.contains("there is no member M00-00001"), "{told}");
    desk.done(&CREATE);
    let number = MemberNumber::parse("M00-00001").unwrap();
    lock_out(&desk, number.clone()).await;
    let told = desk.done(&HELP);
    assert_eq!(told, "The people of M00-00001 may come from any address.\n");
    let told = desk.done(&HELP);
    assert_eq!(told, "The people of M00-00001 may do so already.\n");
    let (networks, actions) = read(&desk, move |tx| {
        let (scope, member) = members::find_by_number(tx, &number)?.ok_or(DbError::NotFound)?;
        let events = audit::list(tx, scope)?;
        let actions: Vec<_> = events.iter().map(|event| event.action.0).collect();
        Ok((member.allowed_networks(), actions))
    })
    .await;
    assert!(networks.is_empty());
    assert_eq!(
        actions,
        [
            AuditAction::MemberCreated,
            AuditAction::CompanySecurityChanged
        ]
    );
}
