//! Links in mails: scanners use nothing up, no request says where they lead, and nobody fills
//! another one's mailbox.

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::Clock as _;
use minato_server::api::ROUTES;
use minato_test::Rows;
use minato_types::auth::RequestPasswordResetRequest;
use minato_types::endpoints::Method;

use crate::accounts::{SABURO, accept, invited};
use crate::app::{ORIGIN, TestApp};
use crate::password_reset::{obtain, set};
use crate::people::{HANAKO, JIRO, PASSWORD, refused};
use crate::raw;

/// Every path of the API with the token wherever a scanner may put it, and the pages of links.
fn scanned(token: &str) -> Vec<String> {
    let api = ROUTES.iter().map(|route| route.endpoint.full_path());
    let api = api.map(|path| path.replace("{id}", token).replace("{number}", token));
    let mut paths: Vec<String> = api.map(|path| format!("{path}?token={token}")).collect();
    for page in ["/password-reset/new", "/login", "/first-login", "/"] {
        paths.push(page.to_owned());
        paths.push(format!("{page}?token={token}"));
        paths.push(format!("{page}#{token}"));
    }
    paths.push(format!("/password-reset/new/{token}"));
    paths
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn scanners_that_follow_every_link_use_nothing_up() {
    let app = TestApp::start().await;
    let admin = HANAKO.sign_in(&app).await;
    let (_, invitation) = invited(&app, &admin, SABURO).await;
    let reset = obtain(&app, JIRO).await;
    // A try that was right is given back behind the answer.
    actix_web::rt::time::sleep(std::time::Duration::from_secs(1)).await;
    let before = Rows::of(&app.app.db).await;
    let mut requests = 0;
    for token in [&invitation, &reset] {
        for path in scanned(token) {
            for method in ["GET", "HEAD", "GET"] {
                let answer = raw::send(&app, method, &path, &[], None).await;
                assert!(answer.status.as_u16() < 500, "{method} {path}");
                requests += 1;
            }
            let prefetch = [("sec-purpose", "prefetch"), ("user-agent", "SafeLinks")];
            raw::send(&app, "GET", &path, &prefetch, None).await;
            requests += 1;
        }
    }
    let changed = before.changed(&Rows::of(&app.app.db).await);
    println!("requests of scanners {requests}, changed tables {changed:?}");
    assert!(requests > 400 && changed.is_empty());
    accept(&app, SABURO, &invitation).await;
    app.anonymous()
        .complete_password_reset(&set(JIRO, &reset))
        .await
        .unwrap();
    app.one_mail().await;
    for token in [&invitation, &reset] {
        refused(
            app.anonymous()
                .complete_password_reset(&set(JIRO, token))
                .await,
        );
    }
    app.finish().await;
}

const NAMES: [&str; 12] = [
    "host",
    "x-forwarded-host",
    "x-forwarded-server",
    "x-forwarded-proto",
    "x-forwarded-prefix",
    "x-host",
    "x-original-host",
    "x-original-url",
    "x-rewrite-url",
    "forwarded",
    "referer",
    "via",
];

const VALUES: [&str; 6] = [
    "evil.example",
    "evil.example:8080",
    "localhost:8080.evil.example",
    "localhost:8080@evil.example",
    "host=evil.example;proto=https",
    "https://evil.example/",
];

/// Every mail that leads somewhere leads to the configured origin.
fn assert_ours(app_mails: &[minato_mail::Posted], what: &str) -> usize {
    for mail in app_mails {
        for text in [&mail.rendered.text, &mail.rendered.html] {
            assert!(!text.contains("evil"), "{what}");
            for link in text
                .split("http")
                .skip(1)
                .filter(|rest| rest.contains("://"))
            {
                let link = format!("http{link}");
                let ours = link.starts_with(ORIGIN) || link.starts_with("http://www.w3.org");
                assert!(
                    ours || !link.starts_with("http://") && !link.starts_with("https://"),
                    "{what}: {}",
                    &link[..40.min(link.len())]
                );
            }
        }
    }
    app_mails.len()
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn links_lead_to_the_configured_origin_whatever_a_request_claims() {
    let app = TestApp::start().await;
    let (mut variants, mut mails) = (0, 0);
    let reset = format!(r#"{{"email":"{}"}}"#, JIRO.email);
    let log_in = serde_json::to_string(&HANAKO.log_in_request(PASSWORD)).unwrap();
    for name in NAMES {
        for value in VALUES {
            for (path, body) in [("/auth/password-reset", &reset), ("/auth/login", &log_in)] {
                let headers = [
                    ("content-type", "application/json"),
                    ("x-csrf-token", "anonymous"),
                    (name, value),
                ];
                let path = format!("/api/v1{path}");
                let answer = raw::send(&app, "POST", &path, &headers, Some(body)).await;
                assert!(answer.status.as_u16() < 500, "{name}: {value}");
                assert!(!answer.body.contains("evil"), "{name}: {value}");
            }
            mails += assert_ours(&app.deliver().await, &format!("{name}: {value}"));
            variants += 1;
            app.pass(TimeDelta::hours(1));
        }
    }
    println!("variants {variants}, mails {mails}");
    assert!(variants >= 60 && mails >= 100, "{variants}, {mails}");
    app.finish().await;
}

/// One address in many spellings that mean the same mailbox.
fn spellings(address: &str) -> Vec<String> {
    let mut all: Vec<String> = (0..48)
        .map(|mask: u32| {
            let letters = address.chars().enumerate();
            let spelled = letters.map(|(n, c)| {
                let upper = n < 6 && mask >> n & 1 == 1;
                if upper { c.to_ascii_uppercase() } else { c }
            });
            spelled.collect()
        })
        .collect();
    all.push(address.to_uppercase());
    all.push(format!("  {address} "));
    all
}

/// How often a rule of so many in a time is broken.
fn broken(times: &[DateTime<Utc>], most: usize, window: TimeDelta) -> usize {
    let pairs = times.iter().zip(times.iter().skip(most));
    pairs
        .filter(|(first, next)| **next - **first < window)
        .count()
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn a_thousand_requests_fill_nobodys_mailbox() {
    let app = TestApp::start().await;
    let spellings = spellings(HANAKO.email);
    let (mut calls, mut times, mut accepted) = (0, Vec::new(), 0);
    let mut server = app.address.clone();
    while calls < 1000 {
        if calls == 500 {
            // A new server counts on where the old one was.
            server = app.second().1;
        }
        let request = RequestPasswordResetRequest {
            member_number: None,
            email: spellings[calls % spellings.len()].clone(),
        };
        let client = minato_client::Client::new(&server);
        accepted += usize::from(client.request_password_reset(&request).await.is_ok());
        calls += 1;
        for mail in app.deliver().await {
            assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
            times.push(app.clock.now());
        }
        app.pass(TimeDelta::seconds(9));
    }
    let too_near = broken(&times, 1, TimeDelta::seconds(60));
    let too_many = broken(&times, 5, TimeDelta::hours(1));
    println!(
        "calls {calls}, accepted {accepted}, spellings {}, mails {}, too near {too_near}, too many in an hour {too_many}",
        spellings.len(),
        times.len()
    );
    assert_eq!((spellings.len(), too_near, too_many), (50, 0, 0));
    assert!(accepted >= 900, "the answer tells nothing: {accepted}");
    assert!((5..=15).contains(&times.len()), "{}", times.len());
    app.finish().await;
}

/// The routes of links are among those that the scanners walk: a new one cannot be forgotten.
#[test]
fn scanners_walk_every_route_that_reads() {
    let reading = ROUTES
        .iter()
        .filter(|route| route.endpoint.method == Method::Get);
    assert!(reading.count() > 15 && scanned("x").len() > ROUTES.len());
}
