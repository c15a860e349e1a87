//! The keys that encrypt rows are replaced again and again while people sign in by their apps at
//! two servers: nobody is refused, and at the end the old key is not needed any more.

use std::cell::Cell;
use std::rc::Rc;

use actix_web::web::Data;
use chrono::TimeDelta;
use minato_client::Client;
use minato_db::models::sealed_rows;
use minato_db::{DbError, TenantScope, WriteTx};
use minato_server::app::App;
use minato_server::auth::key_rotation::{self, SealedTable, Standing, Usage};
use minato_server::auth::totp::{self, Totp};
use minato_server::http::ApiError;
use minato_server::jobs::worker;
use minato_types::auth::SessionState;
use minato_types::problem::ProblemCode;
use minato_types::values::AccountId;

use super::crowd::{self, Somebody};
use crate::app::TestApp;
use crate::authenticator::Authenticator;
use crate::people::{HANAKO, PASSWORD, code_of, entry, refused};
use crate::races::at_once;

const A: &str = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const B: &str = "b:BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU";

const PEOPLE: usize = 40;
const ROUNDS: usize = 5;

/// Sets an app up for an account, sealed by the keys of this server.
fn set_up(
    tx: &mut WriteTx<'_>,
    app: &App,
    scope: TenantScope,
    account: AccountId,
    secret: &[u8],
) -> Result<(), ApiError> {
    totp::offer(tx, &app.keys, scope, account, secret)?;
    let offered = minato_db::models::totp_secrets::find_offered(tx, scope, account)?;
    let offered = offered.expect("an offer");
    assert!(minato_db::models::totp_secrets::confirm(tx, &offered, 0)?);
    Ok(())
}

/// People, each with an app.
async fn with_apps(app: &TestApp) -> Vec<(Somebody, Authenticator)> {
    let people = crowd::enter(app, PEOPLE).await;
    let mut all = Vec::new();
    for (n, person) in people.into_iter().enumerate() {
        let secret = [u8::try_from(n).unwrap(); 20];
        let (state, scope, id) = (app.app.clone(), person.scope, person.id);
        let made = app
            .app
            .db
            .write(move |tx| set_up(tx, &state, scope, id, &secret));
        made.await.unwrap();
        all.push((person, Authenticator::of_bytes(&secret)));
    }
    all
}

async fn rotate(server: &Data<App>) -> usize {
    let mut sealed = 0;
    for table in SealedTable::ALL {
        let rotated = key_rotation::rotate(server, table).await.unwrap();
        assert_eq!(rotated.unreadable, 0);
        sealed += rotated.sealed;
    }
    sealed
}

async fn usage(server: &Data<App>) -> Vec<Usage> {
    key_rotation::usage(server).await.unwrap()
}

/// Everybody signs in by his app, by turns at the servers; how many could not.
async fn sign_everybody_in(
    app: &TestApp,
    people: &[(Somebody, Authenticator)],
    servers: &[String],
) -> usize {
    app.pass(TimeDelta::seconds(30));
    let mut calls = Vec::new();
    for (n, (person, authenticator)) in people.iter().enumerate() {
        let client = Client::new(&servers[n % servers.len()]);
        let (request, code) = (person.log_in_request(PASSWORD), authenticator.code(app));
        calls.push(async move {
            client.log_in(&request).await.ok()?;
            let state = client.verify_login(&entry(&code)).await.ok()?;
            matches!(state, SessionState::SignedIn(_)).then_some(())
        });
    }
    let answers = at_once(calls).await;
    answers.iter().filter(|answer| answer.is_none()).count()
}

/// Rotates to and fro until nobody signs in any more; the last time to `last`. Answers how
/// many rows were encrypted anew.
async fn rotate_to_and_fro(
    servers: [Data<App>; 2],
    last: Data<App>,
    stop: Rc<Cell<bool>>,
) -> usize {
    let mut sealed = 0;
    while !stop.get() {
        for server in &servers {
            sealed += rotate(server).await;
        }
        actix_web::rt::task::yield_now().await;
    }
    sealed + rotate(&last).await
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn keys_are_replaced_while_people_sign_in_and_the_old_ones_can_go() {
    let app = TestApp::start().await;
    let people = with_apps(&app).await;
    // A mail that waits, written before there was any other key.
    let waiting = app.anonymous();
    HANAKO.begin(&waiting).await;

    let (to_b, first) = app.with_data_keys(&format!("{B},{A}"));
    let (to_a, second) = app.with_data_keys(&format!("{A},{B}"));
    let stop = Rc::new(Cell::new(false));
    let rotating = rotate_to_and_fro([to_a, to_b.clone()], to_b.clone(), Rc::clone(&stop));
    let rotating = actix_web::rt::spawn(rotating);
    let mut failed = 0;
    for _ in 0..ROUNDS {
        failed += sign_everybody_in(&app, &people, &[first.clone(), second.clone()]).await;
    }
    stop.set(true);
    let sealed = rotating.await.unwrap();
    let left: i64 = usage(&to_b)
        .await
        .iter()
        .filter(|usage| usage.standing != Standing::Active)
        .map(|usage| usage.rows)
        .sum();
    println!(
        "sign-ins {}, failed {failed}, rows encrypted anew {sealed}, left under old keys {left}",
        PEOPLE * ROUNDS
    );
    assert_eq!((failed, left), (0, 0));
    assert!(
        sealed > 5 * PEOPLE,
        "only {sealed} rows were encrypted anew"
    );

    // The old key is gone, and what was sealed before opens: apps, and mails that wait.
    let (only_b, third) = app.with_data_keys(B);
    assert!(
        usage(&only_b)
            .await
            .iter()
            .all(|usage| usage.standing == Standing::Active)
    );
    assert_eq!(
        sign_everybody_in(&app, &people, std::slice::from_ref(&third)).await,
        0
    );
    worker::run_due(&only_b).await;
    let mails = app.deliver().await;
    let code = code_of(mails.last().expect("the mail that waited"));
    waiting.verify_login(&entry(&code)).await.unwrap();
    app.deliver().await;
    app.finish().await;
}

/// Whoever can write into the database, but has no key, gains nothing.
#[actix_web::test]
#[ignore = "a campaign"]
async fn rows_that_were_swapped_between_accounts_do_not_open_under_any_key() {
    let app = TestApp::start().await;
    let people = with_apps(&app).await;
    let (server, address) = app.with_data_keys(A);
    let mut opened = 0;
    for round in 0..2 {
        let after = Default::default();
        let read: Result<_, DbError> = server
            .db
            .read(move |tx| sealed_rows::totp_secrets_not_under(tx, "", &after, 1000))
            .await;
        let rows = read.unwrap();
        assert!(rows.len() >= PEOPLE);
        for (n, row) in rows.iter().enumerate() {
            assert!(Totp::open(&server.keys, row).is_ok());
            let mut swapped = rows[(n + 1) % rows.len()].clone();
            swapped.sealed_secret.clone_from(&row.sealed_secret);
            swapped.key_id.clone_from(&row.key_id);
            opened += usize::from(Totp::open(&server.keys, &swapped).is_ok());
        }
        println!("round {round}: swapped {}, opened {opened}", rows.len());
        rotate(&server).await;
    }
    assert_eq!(opened, 0);

    // Without the key, the server says so in its log and lets nobody in.
    let (_, without) = app.with_data_keys(B);
    let (person, authenticator) = &people[0];
    let code = authenticator.next_code(&app);
    let client = Client::new(&without);
    client
        .log_in(&person.log_in_request(PASSWORD))
        .await
        .unwrap();
    let answer = client.verify_login(&entry(&code)).await;
    assert_eq!(refused(answer), ProblemCode::Internal);
    let client = Client::new(&address);
    client
        .log_in(&person.log_in_request(PASSWORD))
        .await
        .unwrap();
    client.verify_login(&entry(&code)).await.unwrap();
    app.deliver().await;
    app.finish().await;
}
