//! What the database keeps of an app: nothing that opens anything, and nothing that works in
//! another place.

use chrono::TimeDelta;
use minato_db::models::totp_secrets::{self, NewTotpSecret, TotpSecret};
use minato_db::models::{accounts, recovery_codes};
use minato_db::{Backend, DbError, TenantScope};
use minato_server::auth::totp::Totp;
use minato_server::jobs::clean_up;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, EmailAddress, RecoveryCode};

use crate::accounts::{find, write};
use crate::app::TestApp;
use crate::authenticator::{confirmation, set_up};
use crate::people::{AKARI, HANAKO, Person, TARO, entry, refused};

/// The scope and the id of somebody's account.
async fn account_of(app: &TestApp, person: Person) -> (TenantScope, AccountId) {
    write(app, person, move |tx, scope| {
        let email = EmailAddress::parse(person.email).unwrap();
        let found = accounts::find_candidate(tx, None, &email)?.expect("the person");
        Ok((scope, found.account.id.0))
    })
    .await
}

/// The row of somebody's app.
async fn row_of(app: &TestApp, person: Person) -> Option<TotpSecret> {
    let (scope, id) = account_of(app, person).await;
    let read: Result<_, DbError> = app
        .app
        .db
        .read(move |tx| totp_secrets::find_confirmed(tx, scope, id))
        .await;
    read.unwrap()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[actix_web::test]
async fn no_secret_stands_in_the_database() {
    let app = TestApp::start().await;
    if app.app.db.backend() != Backend::Sqlite {
        return app.finish().await;
    }
    let client = HANAKO.sign_in(&app).await;
    let (authenticator, codes) = set_up(&app, &client).await;
    let offered = client.offer_totp().await.unwrap().secret;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    app.app.db.backup_to(&copy).await.unwrap();
    let bytes = std::fs::read(&copy).unwrap();
    // The copy holds the rows, so that what is not found is not there.
    assert!(contains(&bytes, b"hanako@minato-shoji.example"));
    let row = row_of(&app, HANAKO).await.unwrap();
    assert!(contains(&bytes, row.sealed_secret.as_bytes()));

    assert!(!contains(&bytes, authenticator.secret()), "bytes");
    assert!(!contains(&bytes, offered.as_bytes()), "base32");
    for code in &codes {
        assert!(!contains(&bytes, code.as_bytes()));
        assert!(!contains(&bytes, code.replace('-', "").as_bytes()));
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_row_that_was_copied_opens_nothing() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (authenticator, _) = set_up(&app, &hanako).await;
    let taro = TARO.sign_in(&app).await;
    set_up(&app, &taro).await;
    let stolen = row_of(&app, HANAKO).await.unwrap();
    assert!(Totp::open(&app.app.keys, &stolen).is_ok());
    // What somebody with the database alone would do: put his own secret into another account.
    let (scope, id) = account_of(&app, TARO).await;
    let sealed = stolen.clone();
    write(&app, TARO, move |tx, _| {
        let new = NewTotpSecret {
            id: tx.new_id(),
            sealed_secret: sealed.sealed_secret,
            key_id: sealed.key_id,
        };
        totp_secrets::offer(tx, scope, id, &new)?;
        let offered = totp_secrets::find_offered(tx, scope, id)?.expect("the row");
        assert!(totp_secrets::confirm(tx, &offered, 0)?);
        Ok(())
    })
    .await;
    let planted = row_of(&app, TARO).await.unwrap();
    assert!(Totp::open(&app.app.keys, &planted).is_err());
    let client = app.anonymous();
    TARO.begin(&client).await;
    let code = authenticator.next_code(&app);
    let answer = client.verify_login(&entry(&code)).await;
    assert_eq!(refused(answer), ProblemCode::Internal);
    app.finish().await;
}

#[actix_web::test]
async fn every_part_of_the_place_is_bound() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    set_up(&app, &client).await;
    let row = row_of(&app, HANAKO).await.unwrap();
    let (scope, taro) = account_of(&app, TARO).await;
    let (foreign, _) = account_of(&app, AKARI).await;
    assert_eq!(scope, row.scope());
    let opens = |row: &TotpSecret| Totp::open(&app.app.keys, row).is_ok();
    assert!(opens(&row));
    let mut other = row.clone();
    other.account_id.0 = taro;
    assert!(!opens(&other), "another account");
    let mut other = row.clone();
    other.member_id.0 = foreign.member();
    assert!(!opens(&other), "another member");
    let mut other = row.clone();
    other.id.0 = taro.0;
    assert!(!opens(&other), "another row");
    let mut other = row.clone();
    other.key_id = "another".to_owned();
    assert!(!opens(&other), "another key");
    app.finish().await;
}

#[actix_web::test]
async fn another_member_finds_and_uses_nothing() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (_, codes) = set_up(&app, &client).await;
    let (own, id) = account_of(&app, HANAKO).await;
    let code = RecoveryCode::parse(&codes[0]).unwrap();
    let digest = app.app.keys.recovery_code_digest(own.member(), id, &code);
    let used = write(&app, AKARI, move |tx, foreign| {
        assert!(totp_secrets::find_confirmed(tx, foreign, id)?.is_none());
        assert_eq!(recovery_codes::count_unused(tx, foreign, id)?, 0);
        assert!(!recovery_codes::consume(tx, foreign, id, &digest)?);
        assert!(!totp_secrets::delete_all_of(tx, foreign, id)?);
        recovery_codes::delete_all_of(tx, foreign, id)?;
        assert_eq!(recovery_codes::count_unused(tx, own, id)?, 10);
        recovery_codes::consume(tx, own, id, &digest)
    })
    .await;
    assert!(used, "its own member uses it");
    let foreign_digest =
        app.app
            .keys
            .recovery_code_digest(account_of(&app, AKARI).await.0.member(), id, &code);
    let own_digest = app.app.keys.recovery_code_digest(own.member(), id, &code);
    assert_ne!(foreign_digest, own_digest);
    app.finish().await;
}

#[actix_web::test]
async fn a_deleted_account_leaves_no_secret_behind() {
    let app = TestApp::start().await;
    let taro = TARO.sign_in(&app).await;
    set_up(&app, &taro).await;
    let (scope, id) = account_of(&app, TARO).await;
    let hanako = HANAKO.sign_in(&app).await;
    let row = find(&hanako, TARO).await;
    hanako
        .delete_account(row.value.id, &row.etag)
        .await
        .unwrap();
    let read: Result<_, DbError> = app
        .app
        .db
        .read(move |tx| {
            Ok((
                totp_secrets::find_confirmed(tx, scope, id)?.is_some(),
                recovery_codes::count_unused(tx, scope, id)?,
            ))
        })
        .await;
    assert_eq!(read.unwrap(), (false, 0));
    app.finish().await;
}

#[actix_web::test]
async fn offers_that_nobody_confirmed_are_cleaned_up_and_apps_are_not() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    set_up(&app, &hanako).await;
    let taro = TARO.sign_in(&app).await;
    taro.offer_totp().await.unwrap();
    app.pass(TimeDelta::days(1) + TimeDelta::seconds(1));
    clean_up::run(&app.app).await;
    let (scope, id) = account_of(&app, TARO).await;
    let offered: Result<_, DbError> = app
        .app
        .db
        .read(move |tx| totp_secrets::find_offered(tx, scope, id))
        .await;
    assert!(offered.unwrap().is_none());
    assert!(row_of(&app, HANAKO).await.is_some());
    let later = TARO.sign_in(&app).await;
    let answer = later.confirm_totp(&confirmation("123456")).await;
    assert_eq!(refused(answer), ProblemCode::NoAuthenticator);
    app.finish().await;
}
