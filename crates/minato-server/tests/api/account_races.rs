//! Admins who take each other's power at the same moment, and one wish that is sent many
//! times at once. The requests start together behind a barrier, at two servers.

use std::sync::Arc;

use chrono::TimeDelta;
use minato_client::{Client, ClientError, Versioned};
use minato_db::models::accounts;
use minato_types::accounts::{Account, ListAccountsQuery};
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, AccountRole};
use tokio::sync::Barrier;

use crate::accounts::last_admin::{Deed, set_role};
use crate::accounts::{SABURO, find, new_key, password_hash, promote_taro, row, wish, write};
use crate::app::TestApp;
use crate::people::{HANAKO, PASSWORD, Person, TARO, code_of, entry};
use crate::races::at_once;
use crate::raw::Signed;

/// How often two admins turn against each other.
const ROUNDS: usize = 200;

/// How the two ended, over all rounds.
#[derive(Debug, Default)]
struct Tally {
    /// One was refused because nobody would have been left: both had passed the guard.
    refused_as_last: usize,
    /// One came too late to pass the guard.
    too_late: usize,
}

impl Tally {
    /// Counts a round. At most one of two may succeed.
    fn count(&mut self, round: usize, answers: [Result<(), ClientError>; 2]) {
        let successes = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(successes, 1, "round {round}: {answers:?}");
        for error in answers.into_iter().filter_map(Result::err) {
            match error.code() {
                Some(ProblemCode::LastAdmin) => self.refused_as_last += 1,
                Some(ProblemCode::Forbidden | ProblemCode::NotSignedIn) => self.too_late += 1,
                other => panic!("round {round}: {other:?}"),
            }
        }
    }
}

/// Both do it to each other at once.
async fn turn_against_each_other(
    deeds: [Deed; 2],
    clients: [&Arc<Client>; 2],
    accounts: &[Versioned<Account>; 2],
) -> [Result<(), ClientError>; 2] {
    let barrier = Arc::new(Barrier::new(2));
    let [first, second] = [0, 1].map(|n| {
        let (barrier, client) = (Arc::clone(&barrier), Arc::clone(clients[n]));
        let (deed, other) = (deeds[n], accounts[1 - n].clone());
        actix_web::rt::spawn(async move {
            barrier.wait().await;
            deed.to(&other, &client).await
        })
    });
    [first.await.unwrap(), second.await.unwrap()]
}

/// How many admins can sign in.
async fn admins(app: &TestApp) -> usize {
    write(app, HANAKO, |tx, scope| {
        Ok(accounts::list_admins(tx, scope)?.len())
    })
    .await
}

/// Signs in at one of the servers.
async fn sign_in_at(app: &TestApp, address: &str, person: Person) -> Arc<Client> {
    let client = Client::new(address);
    client
        .log_in(&person.log_in_request(PASSWORD))
        .await
        .unwrap();
    let code = code_of(&app.one_mail().await);
    client.verify_login(&entry(&code)).await.unwrap();
    Arc::new(client)
}

#[actix_web::test]
async fn of_two_admins_who_demote_each_other_one_stays_200_times() {
    let app = TestApp::start().await;
    let (_second, address) = app.second();
    let hanako = sign_in_at(&app, &app.address, HANAKO).await;
    promote_taro(&hanako).await;
    let taro = sign_in_at(&app, &address, TARO).await;
    let ids = [find(&hanako, HANAKO).await, find(&hanako, TARO).await].map(|a| a.value.id);
    let mut tally = Tally::default();
    for round in 0..ROUNDS {
        let [first, second] = ids.map(|id| hanako.get_account(id));
        let accounts = [first.await.unwrap(), second.await.unwrap()];
        let deeds = [Deed::Demote; 2];
        let answers = turn_against_each_other(deeds, [&hanako, &taro], &accounts).await;
        assert_eq!(admins(&app).await, 1, "round {round}");
        tally.count(round, answers);
        write(&app, HANAKO, move |tx, scope| {
            ids.into_iter()
                .try_for_each(|id| set_role(tx, scope, id, AccountRole::Admin))
        })
        .await;
        // Sessions stay young.
        app.pass(TimeDelta::milliseconds(10));
    }
    assert_eq!(tally.refused_as_last + tally.too_late, ROUNDS, "{tally:?}");
    assert!(
        tally.refused_as_last > ROUNDS / 20,
        "both must have reached the check at once: {tally:?}"
    );
    app.finish().await;
}

/// The same with everything that takes an admin's power, in every pairing; suspended and
/// deleted people lose their sessions, so that everybody signs in anew for each round.
#[actix_web::test]
async fn whatever_two_admins_do_to_each_other_one_stays() {
    let app = TestApp::start().await;
    let (_second, address) = app.second();
    let hash = password_hash(&app).await;
    let hanako = sign_in_at(&app, &app.address, HANAKO).await;
    promote_taro(&hanako).await;
    let mut ids = [find(&hanako, HANAKO).await, find(&hanako, TARO).await].map(|a| a.value.id);
    let mut tally = Tally::default();
    for (round, deeds) in pairings().cycle().take(ROUNDS).enumerate() {
        // An account gets so many codes an hour.
        app.pass(TimeDelta::minutes(10));
        let hanako = sign_in_at(&app, &app.address, HANAKO).await;
        let taro = sign_in_at(&app, &address, TARO).await;
        let [first, second] = ids.map(|id| hanako.get_account(id));
        let accounts = [first.await.unwrap(), second.await.unwrap()];
        let answers = turn_against_each_other(deeds, [&hanako, &taro], &accounts).await;
        assert_eq!(admins(&app).await, 1, "{deeds:?}, round {round}");
        tally.count(round, answers);
        ids = restore(&app, ids, hash.clone()).await;
    }
    assert_eq!(tally.refused_as_last + tally.too_late, ROUNDS, "{tally:?}");
    assert!(tally.refused_as_last > ROUNDS / 20, "{tally:?}");
    app.finish().await;
}

/// Everything that takes an admin's power, against everything.
fn pairings() -> impl Iterator<Item = [Deed; 2]> + Clone {
    const DEEDS: [Deed; 3] = [Deed::Demote, Deed::Suspend, Deed::Delete];
    DEEDS
        .into_iter()
        .flat_map(|first| DEEDS.map(|second| [first, second]))
}

/// Makes both able admins again; who was deleted gets a new account.
async fn restore(app: &TestApp, ids: [AccountId; 2], hash: String) -> [AccountId; 2] {
    write(app, HANAKO, move |tx, scope| {
        let mut restored = ids;
        for (id, person) in restored.iter_mut().zip([HANAKO, TARO]) {
            let account = accounts::get(tx, scope, *id)?;
            if account.state == "suspended" {
                accounts::resume(tx, &account, account.version)?;
            }
            if account.state == "deleted" {
                let new = row(person.email, "港 花子", Some(hash.clone()));
                *id = accounts::insert(tx, scope, &new)?;
            }
            set_role(tx, scope, *id, AccountRole::Admin)?;
        }
        Ok(restored)
    })
    .await
}

#[actix_web::test]
async fn a_wish_that_is_sent_a_hundred_times_at_once_adds_one_account() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let browser = Signed::of(&hanako).await;
    let (key, body) = (new_key(), serde_json::to_string(&wish(SABURO)).unwrap());
    let origins = [app.address.clone(), other];
    let calls = (0..100).map(|n| {
        let (browser, origin) = (browser.clone(), origins[n % 2].clone());
        let (key, body) = (key.clone(), body.clone());
        async move {
            let headers = [("idempotency-key", key.as_str())];
            let answer = browser.send(&origin, "POST", "/accounts", &headers, Some(&body));
            answer.await.comparable()
        }
    });
    let answers = at_once(calls.collect()).await;
    assert_eq!(answers[0].status, 201, "{:?}", answers[0]);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    app.one_mail().await;
    let accounts = hanako.list_accounts(&ListAccountsQuery::default()).await;
    assert_eq!(accounts.unwrap().total, 3);
    app.finish().await;
}
