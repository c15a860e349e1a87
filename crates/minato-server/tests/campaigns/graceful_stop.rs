//! SIGTERM: a server that is asked to stop answers what is under way, loses nothing that it
//! acknowledged, and says that all is well.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use minato_client::{Client, ClientError};
use minato_server::auth::cookies;
use minato_test::TestDb;
use minato_types::port_applications::SubmitPortApplicationRequest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::mail_server::MailServer;
use crate::population::{self, MEMBER_NUMBER, PASSWORD, email, signed_in};
use crate::server_process::Plan;

const APPLICANTS: usize = 8;
const LEAST_ACKNOWLEDGED: usize = 100;

/// How long the server stays up unready before it stops.
const DRAIN: Duration = Duration::from_secs(1);

fn plan(database: &TestDb, mails: &MailServer) -> (Plan, [(&'static str, String); 1]) {
    let drain = ("MINATO_DRAIN_SECONDS", DRAIN.as_secs().to_string());
    (Plan::new(database.url(), mails.url()), [drain])
}

#[actix_web::test]
async fn a_server_that_is_asked_to_stop_loses_nothing_that_it_acknowledged() {
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let people = population::populate(database.url(), APPLICANTS).await;
    let (plan, environment) = plan(&database, &mails);
    let (mut server, _) = plan.start_in(&environment).await;
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for person in 0..APPLICANTS {
        let client = signed_in(&plan.origin(), person).await;
        let count = Arc::clone(&acknowledged);
        tasks.push(actix_web::rt::spawn(apply(client, person, count)));
    }
    while acknowledged.load(Ordering::SeqCst) < LEAST_ACKNOWLEDGED {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    server.ask_to_stop();
    let mut serials = Vec::new();
    for task in tasks {
        serials.extend(task.await.unwrap());
    }
    assert!(server.ended_well().await);

    let stories = minato_test::port_applications_hold(&people.db).await;
    let kept: Vec<u32> = stories
        .iter()
        .map(|story| story.application.serial)
        .collect();
    let lost = serials.iter().filter(|serial| !kept.contains(serial));
    assert_eq!(lost.count(), 0, "acknowledged and lost");
    let unanswered = kept.len() - serials.len();
    println!(
        "acknowledged {}, kept without an answer {unanswered}",
        serials.len()
    );
    assert_eq!(unanswered, 0, "what was written was also answered");
}

/// Applies with new keys until the server is gone; answers the acknowledged serials.
async fn apply(client: Client, person: usize, acknowledged: Arc<AtomicUsize>) -> Vec<u32> {
    let mut serials = Vec::new();
    loop {
        let key = format!("{person}-{}", serials.len());
        match client.submit_port_application(&request(), &key).await {
            Ok(known) => {
                serials.push(known.value.number.serial);
                acknowledged.fetch_add(1, Ordering::SeqCst);
            }
            Err(ClientError::Network(_)) => return serials,
            Err(error) => panic!("refused: {error:?}"),
        }
    }
}

fn request() -> SubmitPortApplicationRequest {
    SubmitPortApplicationRequest {
        // A day in the next year by the clock of any machine that runs this.
        effective_date: far_ahead(),
        added_ports: 1,
        remind: false,
    }
}

/// Half a year from now.
fn far_ahead() -> String {
    use minato_db::Clock as _;
    let day = minato_db::SystemClock.now().date_naive() + chrono::Days::new(180);
    day.to_string()
}

#[actix_web::test]
async fn a_request_that_has_begun_is_answered_although_the_server_stops() {
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let people = population::populate(database.url(), 1).await;
    let (plan, environment) = plan(&database, &mails);
    let (mut server, _) = plan.start_in(&environment).await;
    let (head, body) = slow_request(&plan).await;
    let (first, rest) = body.split_at(body.len() / 2);

    let mut connection = TcpStream::connect(plan.address()).await.unwrap();
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(first.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.ask_to_stop();
    // By now it takes no new connections.
    tokio::time::sleep(DRAIN + Duration::from_secs(1)).await;
    assert!(TcpStream::connect(plan.address()).await.is_err());
    connection.write_all(rest.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.ended_well().await);
    let stories = minato_test::port_applications_hold(&people.db).await;
    assert_eq!(stories.len(), 1);
}

/// Head and body of an application, as a person who is signed in sends it.
async fn slow_request(plan: &Plan) -> (String, String) {
    let origin = plan.origin();
    let login = serde_json::json!({
        "memberNumber": MEMBER_NUMBER, "email": email(0), "password": PASSWORD,
    });
    let answer = reqwest::Client::new()
        .post(format!("{origin}/api/v1/auth/login"))
        .header("x-csrf-token", minato_types::headers::CSRF_ANONYMOUS)
        .header("content-type", "application/json")
        .body(login.to_string())
        .send()
        .await
        .unwrap();
    let set = answer.headers().get_all("set-cookie").iter();
    let session = set
        .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
        .find(|cookie| cookie.starts_with(cookies::SESSION))
        .expect("a session")
        .to_owned();
    let state: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    let token = state["csrfToken"].as_str().unwrap();
    let body = serde_json::to_string(&request()).unwrap();
    let head = format!(
        "POST /api/v1/port-applications HTTP/1.1\r\nHost: localhost\r\nCookie: {session}\r\n\
         X-CSRF-Token: {token}\r\nOrigin: {origin}\r\nIdempotency-Key: slow\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    (head, body)
}
