//! `minato account`: the first people of a company; and who is notified of what they do.

use chrono::TimeDelta;
use minato_db::DbError;
use minato_db::models::{accounts, member_notifications, members};
use minato_types::values::{EmailAddress, Language, MemberNumber};

use crate::desk::{Desk, done, read, refused};

const MEMBER: [&str; 8] = [
    "member",
    "create",
    "--number",
    "M00-00001",
    "--name",
    "Minato",
    "--address",
    "Tokyo",
];

const ACCOUNT: [&str; 10] = [
    "account",
    "create",
    "--member",
    "M00-00001",
    "--email",
    "hanako@example.jp",
    "--name",
    "港 花子",
    "--department",
    "総務部",
];

#[actix_web::test]
async fn the_password_that_an_operator_typed_must_be_changed_and_dies() {
    let desk = Desk::new().await;
    desk.done(&MEMBER);
    let told = done(desk.fed(&ACCOUNT, "seagulls over the pier\n"));
    assert_eq!(told, "Made hanako@example.jp at M00-00001.\n");
    let found = read(&desk, |tx| {
        let email = EmailAddress::parse("hanako@example.jp").unwrap();
        accounts::find_candidate(tx, None, &email)
    })
    .await
    .expect("the account");
    assert!(found.account.must_change_password);
    let now = desk.db.clock().now();
    for (hours, dead) in [(71, false), (73, true)] {
        let later = now + TimeDelta::hours(hours);
        assert_eq!(found.account.has_dead_password(later), dead, "{hours}");
    }
}

#[actix_web::test]
async fn a_weak_password_and_a_taken_address_are_refused() {
    let desk = Desk::new().await;
    desk.done(&MEMBER);
    let told = refused(desk.fed(&ACCOUNT, "short\n"));
    assert!(told.contains("Enter at least 8 characters"), "{told}");
    done(desk.fed(&ACCOUNT, "seagulls over the pier\n"));
    let told = refused(desk.fed(&ACCOUNT, "seagulls over the pier\n"));
    assert!(
        told.contains("has an account at the member already"),
        "{told}"
    );
}

#[actix_web::test]
async fn a_member_is_registered_with_those_who_hear_of_it() {
    let desk = Desk::new().await;
    let twice = ["--notify", "a@example.jp", "--notify", "A@example.jp"];
    let told = desk.refused(&[&MEMBER[..], &twice].concat());
    assert!(told.contains("--notify"), "{told}");
    let told = desk.refused(&[&MEMBER[..], &["--max-added-ports", "0"]].concat());
    assert!(told.contains("--max-added-ports"), "{told}");
    let more = [
        "--notify",
        "a@example.jp",
        "--notify",
        "b@example.jp",
        "--mail-language",
        "en",
        "--max-added-ports",
        "7",
    ];
    desk.done(&[&MEMBER[..], &more].concat());
    let (member, notified) = read(&desk, |tx| {
        let number = MemberNumber::parse("M00-00001").unwrap();
        let (scope, member) = members::find_by_number(tx, &number)?.ok_or(DbError::NotFound)?;
        Ok((member, member_notifications::get(tx, scope)?))
    })
    .await;
    let addresses: Vec<&str> = notified
        .addresses
        .iter()
        .map(EmailAddress::as_str)
        .collect();
    assert_eq!(addresses, ["a@example.jp", "b@example.jp"]);
    assert_eq!(notified.language, Language::En);
    assert_eq!(member.mail_language.0, Language::En);
    assert_eq!(member.max_added_ports, 7);
}
