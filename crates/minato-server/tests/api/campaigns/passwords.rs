//! A thousand wrong passwords against one account: the owner's browser notices nothing, no header
//! shortens a wait, and three thousand bad passwords are refused as new ones.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use minato_server::auth::new_password::is_common;
use minato_types::FieldErrors;
use minato_types::page::PageQuery;
use minato_types::problem::ProblemCode;
use minato_types::rules::password::PasswordPolicy;

use super::browser::Browser;
use super::dice::Dice;
use crate::app::TestApp;
use crate::password_reset::{NEW_PASSWORD, obtain, set};
use crate::people::{JIRO, PASSWORD, refused};
use crate::races::at_once;
use crate::raw;

const WRONG: usize = 1000;
const AT_ONCE: usize = 10;
const OWNER: usize = 20;

#[actix_web::test]
#[ignore = "a campaign"]
async fn the_owner_signs_in_twenty_times_while_strangers_try_a_thousand_passwords() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let owner = JIRO.sign_in(&app).await;
    let (mut tried, mut let_in, mut strangers) = (0, 0, 0);
    let browsers: Vec<Browser> = (0..AT_ONCE).map(|_| Browser::default()).collect();
    while tried < WRONG {
        app.pass(TimeDelta::minutes(15));
        let calls = browsers.iter().enumerate().map(|(n, browser)| {
            let origin = if n % 2 == 0 {
                app.address.clone()
            } else {
                other.clone()
            };
            let mut browser = browser.clone();
            let body = JIRO.log_in_request(&format!("wrong {tried} {n}"));
            let body = serde_json::to_string(&body).unwrap();
            async move { browser.log_in(&origin, body).await.status }
        });
        let statuses = at_once(calls.collect()).await;
        strangers += statuses.iter().filter(|status| **status == 200).count();
        tried += AT_ONCE;
        if tried % (WRONG / OWNER) == 0 {
            let entered = owner.log_in(&JIRO.log_in_request(PASSWORD)).await;
            let_in += usize::from(entered.is_ok());
        }
    }
    println!(
        "wrong passwords {tried}, strangers let in {strangers}, owner let in {let_in} of {OWNER}"
    );
    assert_eq!((tried, strangers, let_in), (WRONG, 0, OWNER));
    // Once for the whole closing, however long it goes on.
    let told = app.one_mail().await;
    assert!(told.rendered.subject.contains("ログイン制限のお知らせ"));

    // With a browser that nobody knows, not even the right password opens now; a reset does.
    app.pass(TimeDelta::minutes(15));
    let stranger = app.anonymous().log_in(&JIRO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(stranger), ProblemCode::SignInFailed);
    let token = obtain(&app, JIRO).await;
    app.anonymous()
        .complete_password_reset(&set(JIRO, &token))
        .await
        .unwrap();
    app.one_mail().await;
    JIRO.sign_in_with(&app, NEW_PASSWORD).await;
    app.finish().await;
}

const HEADERS: [&str; 8] = [
    "x-forwarded-for",
    "forwarded",
    "x-real-ip",
    "client-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "cf-connecting-ip",
    "true-client-ip",
];

#[actix_web::test]
#[ignore = "a campaign"]
async fn no_forged_header_shortens_a_wait_or_stands_in_the_history() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let body = |password: &str| serde_json::to_string(&JIRO.log_in_request(password)).unwrap();
    let first = raw::post(&app, "/auth/login", &body("wrong")).await;
    assert_eq!(first.status, 401);
    let (mut tried, mut waited) = (0, 0);
    for n in 0..25 {
        for name in HEADERS {
            let value = match n % 5 {
                0 => format!("198.51.100.{n}"),
                1 => format!("for=198.51.100.{n};proto=https"),
                2 => format!("198.51.100.{n}, 127.0.0.1"),
                3 => format!("2001:db8::{n:x}"),
                _ => "unknown, , \"".repeat(n),
            };
            let headers = [
                ("content-type", "application/json"),
                ("x-csrf-token", "anonymous"),
                (name, value.as_str()),
            ];
            let right = body(PASSWORD);
            let path = "/api/v1/auth/login";
            let answer = raw::send(&app, "POST", path, &headers, Some(&right)).await;
            waited += usize::from(answer.status == 429);
            tried += 1;
        }
    }
    println!("forged headers {tried}, of these told to wait {waited}");
    assert_eq!((tried, waited), (200, 200));
    app.pass(TimeDelta::seconds(1));
    let headers = [
        ("content-type", "application/json"),
        ("x-csrf-token", "anonymous"),
        (HEADERS[0], "198.51.100.7"),
    ];
    raw::send(
        &app,
        "POST",
        "/api/v1/auth/login",
        &headers,
        Some(&body("wrong")),
    )
    .await;
    let page = PageQuery {
        page: 1,
        page_size: 10,
    };
    let seen = client.list_sign_ins(page).await.unwrap().items;
    let addresses: BTreeSet<&str> = seen.iter().map(|item| item.address.as_str()).collect();
    assert_eq!(Vec::from_iter(addresses), ["127.0.0.1"]);
    app.finish().await;
}

/// What people take most, in no order.
const WORDS: [&str; 60] = [
    "password", "qwerty", "abcdef", "letmein", "monkey", "dragon", "baseball", "football",
    "iloveyou", "passw0rd", "sunshine", "master", "welcome", "shadow", "ashley", "michael",
    "jesus", "mustang", "superman", "batman", "princess", "hello", "charlie", "donald", "freedom",
    "whatever", "qazwsx", "starwars", "admin", "login", "soccer", "hockey", "killer", "george",
    "andrew", "michelle", "jessica", "pepper", "daniel", "access", "joshua", "maggie", "summer",
    "ginger", "hunter", "buster", "thomas", "robert", "jordan", "harley", "ranger", "computer",
    "thunder", "cowboy", "matrix", "cheese", "banana", "nicole", "orange", "secret",
];

/// What people put behind it when they are told to.
const ENDINGS: [&str; 50] = [
    "", "1", "12", "123", "1234", "12345", "123456", "!", "!!", "1!", "123!", "0", "00", "01",
    "007", "11", "111", "2", "22", "3", "4", "5", "6", "69", "7", "77", "8", "88", "9", "99", "10",
    "13", "21", "23", "321", "2000", "1999", "1990", "1985", "2010", "2015", "2020", "2021",
    "2022", "2023", "2024", "1980", "1970", "2001", "a",
];

#[test]
#[ignore = "a campaign"]
fn three_thousand_bad_passwords_are_refused_and_a_thousand_phrases_are_not() {
    let refused = |password: &str| {
        let mut errors = FieldErrors::new();
        PasswordPolicy::Standard.check(password, true, "password", &mut errors);
        !errors.is_empty() || is_common(password)
    };
    let bad = WORDS
        .iter()
        .flat_map(|word| ENDINGS.map(|ending| format!("{word}{ending}")));
    let bad: BTreeSet<String> = bad.collect();
    let accepted: Vec<&String> = bad.iter().filter(|password| !refused(password)).collect();
    let long = bad.iter().filter(|password| password.len() >= 8).count();
    println!(
        "bad passwords {}, of these long enough {long}, accepted {accepted:?}",
        bad.len()
    );
    assert!(bad.len() >= 3000 && long > 1500);
    assert_eq!(accepted, Vec::<&String>::new());

    let mut dice = Dice::new(14);
    let mut phrase = || {
        let words: Vec<&str> = (0..4).map(|_| WORDS[dice.below(WORDS.len())]).collect();
        format!("{} {}", words.join(" "), dice.below(1000))
    };
    let refused = (0..1000).map(|_| phrase()).filter(|phrase| refused(phrase));
    assert_eq!(refused.collect::<Vec<_>>(), Vec::<String>::new());
}
