//! Browsers that sign in again and again, and others that ask for pages meanwhile.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use reqwest::header::{COOKIE, HeaderMap, RETRY_AFTER, SET_COOKIE};
use reqwest::{Client, StatusCode};
use tokio::task::JoinSet;

use super::people;

/// How long somebody waits who was told to come again: shorter than he was told, so that as many
/// are in flight all the time.
const IMPATIENCE: Duration = Duration::from_millis(200);

/// By what a browser is known again: without it, each sign-in is one with a new browser.
const KNOWN: &str = "__Host-known=";

/// What came of sign-ins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answered {
    pub(super) signed_in: u32,
    /// Those who were told to come again, with the time to wait.
    pub(super) put_off: u32,
    /// Those who were told so without it, or anything else.
    pub(super) failed: u32,
}

impl Answered {
    fn add(&mut self, other: Self) {
        self.signed_in += other.signed_in;
        self.put_off += other.put_off;
        self.failed += other.failed;
    }
}

/// So many people sign in until the time is over, each as soon as the last answer is there.
pub(super) async fn sign_in(origin: &str, people: usize, duration: Duration) -> Result<Answered> {
    let (client, end) = (Client::new(), Instant::now() + duration);
    let mut tasks = JoinSet::new();
    for n in 0..people {
        tasks.spawn_local(one_person(client.clone(), origin.to_owned(), n, end));
    }
    let mut answered = Answered::default();
    while let Some(one) = tasks.join_next().await {
        answered.add(one??);
    }
    ensure!(answered.signed_in > 0, "nobody was signed in");
    Ok(answered)
}

async fn one_person(client: Client, origin: String, n: usize, end: Instant) -> Result<Answered> {
    let (mut answered, mut known) = (Answered::default(), String::new());
    while Instant::now() < end {
        let answer = client
            .post(format!("{origin}/api/v1/auth/login"))
            .header("content-type", "application/json")
            .header("x-csrf-token", "anonymous")
            .header(COOKIE, known.as_str())
            .body(people::body(n))
            .send()
            .await?;
        match answer.status() {
            StatusCode::OK => answered.signed_in += 1,
            StatusCode::SERVICE_UNAVAILABLE if answer.headers().contains_key(RETRY_AFTER) => {
                answered.put_off += 1;
                tokio::time::sleep(IMPATIENCE).await;
            }
            _ => answered.failed += 1,
        }
        if let Some(cookie) = known_by(answer.headers()) {
            known = cookie;
        }
        answer.bytes().await?;
    }
    Ok(answered)
}

fn known_by(headers: &HeaderMap) -> Option<String> {
    let mut cookies = headers.get_all(SET_COOKIE).iter();
    let cookie = cookies.find_map(|line| line.to_str().ok().filter(|line| line.starts_with(KNOWN)));
    Some(cookie?.split(';').next()?.to_owned())
}

/// Asks for these paths in turn until the time is over, with a pause in between; how long each
/// answer took, in milliseconds.
pub(super) async fn ask(
    origin: &str,
    paths: &[&str],
    cookie: &str,
    duration: Duration,
) -> Result<Vec<f64>> {
    let (client, end, mut times) = (Client::new(), Instant::now() + duration, Vec::new());
    for path in paths.iter().cycle() {
        let begin = Instant::now();
        if begin >= end {
            break;
        }
        let request = client.get(format!("{origin}{path}")).header(COOKIE, cookie);
        let answer = request.send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.bytes().await?;
        times.push(begin.elapsed().as_secs_f64() * 1000.0);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(times)
}
