//! Two server processes on one database: a one-time secret is used once, whoever gets it,
//! and more than one try reaches the conditional update.

use std::sync::Arc;

use minato_client::Client;
use minato_db::models::password_resets;
use minato_db::{Backend, Tx as _};
use minato_server::auth::keys::Secret;
use minato_test::TestDb;
use minato_types::auth::CompletePasswordResetRequest;
use minato_types::problem::ProblemCode;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::mail_server::MailServer;
use crate::population::{self, NAME, Population, email};
use crate::server_process::Plan;

const PARALLEL: usize = 100;
const ROUNDS: u32 = 5;

#[actix_web::test]
async fn of_a_hundred_uses_of_one_link_at_two_servers_one_succeeds() {
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let people = population::populate(database.url(), ROUNDS as usize).await;
    let plans = [0, 1].map(|_| Plan::new(database.url(), mails.url()));
    let (_first, _) = plans[0].start().await;
    let (_second, _) = plans[1].start().await;
    for round in 0..ROUNDS {
        let token = make_link(&people, round as usize).await;
        let (successes, refused) = use_all_at_once(&plans, round as usize, &token).await;
        assert_eq!((successes, refused), (1, PARALLEL - 1), "round {round}");
    }
    let mut reached = 0.0;
    for plan in &plans {
        reached += plan.metric("minato_links_consumed_or_lost_total").await;
    }
    println!(
        "rounds {ROUNDS}, tries {}, reached the update {reached}",
        ROUNDS as usize * PARALLEL
    );
    // SQLite lets one writer at a time look whether the link is open; PostgreSQL several.
    let least = match people.db.backend() {
        Backend::Sqlite => f64::from(ROUNDS),
        Backend::Postgres => f64::from(ROUNDS + 1),
    };
    assert!(
        reached >= least,
        "too few tries reached the conditional update"
    );
}

/// A link for the person with this number.
async fn make_link(people: &Population, person: usize) -> Secret {
    let (scope, account) = (people.scope, people.people[person]);
    let made: Result<Secret, minato_db::DbError> = people
        .db
        .write(move |tx| {
            let token = Secret::generate(tx.entropy());
            let expires_at = tx.now() + chrono::TimeDelta::minutes(30);
            password_resets::insert(tx, scope, account, &token.digest(), expires_at)?;
            Ok(token)
        })
        .await;
    made.unwrap()
}

async fn use_all_at_once(plans: &[Plan; 2], person: usize, token: &Secret) -> (usize, usize) {
    let barrier = Arc::new(Barrier::new(PARALLEL));
    let mut tasks = JoinSet::new();
    for n in 0..PARALLEL {
        let (barrier, client) = (Arc::clone(&barrier), Client::new(&plans[n % 2].origin()));
        let request = CompletePasswordResetRequest {
            token: token.reveal().to_owned(),
            email: email(person),
            name: NAME.to_owned(),
            phone: None,
            new_password: "lanterns along the quay".to_owned(),
        };
        tasks.spawn_local(async move {
            barrier.wait().await;
            client.complete_password_reset(&request).await
        });
    }
    let (mut successes, mut refused) = (0, 0);
    while let Some(result) = tasks.join_next().await {
        match result.unwrap() {
            Ok(()) => successes += 1,
            Err(error) if error.code() == Some(ProblemCode::LinkInvalid) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    (successes, refused)
}
