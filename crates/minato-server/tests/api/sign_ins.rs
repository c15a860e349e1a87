//! The history of one's sign-ins, and the mail about a browser that was never used before.

use chrono::TimeDelta;
use minato_client::Client;
use minato_mail::Posted;
use minato_server::jobs::clean_up;
use minato_types::me::ChangePasswordRequest;
use minato_types::page::PageQuery;
use minato_types::problem::ProblemCode;
use minato_types::sessions::{SignIn, SignInOutcome};
use minato_types::values::{Language, SecondFactor};

use crate::app::TestApp;
use crate::authenticator::{nagisa, of_nagisa, other_digits, recovery};
use crate::people::{
    AKARI, HANAKO, JIRO, NAGISA, PASSWORD, Person, TARO, code_of, entry, other_than, refused,
};
use crate::raw::{self, Answer};
use crate::sign_in::register_hanako_at_the_other_member;

const KNOWN: &str = "__Host-known";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

async fn history(client: &Client) -> Vec<SignIn> {
    let whole = PageQuery {
        page: 1,
        page_size: 100,
    };
    client.list_sign_ins(whole).await.unwrap().items
}

fn outcomes(history: &[SignIn]) -> Vec<(SignInOutcome, Option<SecondFactor>, bool)> {
    history
        .iter()
        .map(|entry| (entry.outcome, entry.factor, entry.known_browser))
        .collect()
}

/// Signs in with all steps, in the browser of this client.
async fn sign_in_again(app: &TestApp, client: &Client, person: Person, password: &str) {
    client
        .log_in(&person.log_in_request(password))
        .await
        .unwrap();
    let code = code_of(&app.one_mail().await);
    client.verify_login(&entry(&code)).await.unwrap();
}

/// The first step, as a browser of this name that is known by this secret.
async fn log_in_as(app: &TestApp, person: Person, password: &str, secret: &str) -> Answer {
    let body = serde_json::to_string(&person.log_in_request(password)).unwrap();
    let cookie = format!("{KNOWN}={secret}");
    let headers = [
        ("content-type", "application/json"),
        ("x-csrf-token", "anonymous"),
        ("user-agent", FIREFOX),
        ("cookie", cookie.as_str()),
    ];
    raw::send(app, "POST", "/api/v1/auth/login", &headers, Some(&body)).await
}

/// What an answer sets the browser's secret to.
fn secret_of(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut values = cookies.filter_map(|cookie| {
        let (name, rest) = cookie.to_str().ok()?.split_once('=')?;
        (name == KNOWN).then(|| rest.split(';').next().unwrap_or_default().to_owned())
    });
    values.next()
}

#[actix_web::test]
async fn the_history_tells_of_refused_passwords_and_codes_and_of_who_came_in() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let wrong = client.log_in(&HANAKO.log_in_request("wrong")).await;
    assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    HANAKO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    let wrong = client.verify_login(&entry(&other_than(&code))).await;
    assert_eq!(refused(wrong), ProblemCode::CodeWrong);
    app.pass(TimeDelta::seconds(1));
    client.verify_login(&entry(&code)).await.unwrap();
    app.pass(TimeDelta::seconds(1));
    sign_in_again(&app, &client, HANAKO, PASSWORD).await;

    let seen = history(&client).await;
    let mail = Some(SecondFactor::MailOtp);
    assert_eq!(
        outcomes(&seen),
        [
            (SignInOutcome::Succeeded, mail, true),
            (SignInOutcome::Succeeded, mail, false),
            (SignInOutcome::CodeRefused, mail, false),
            (SignInOutcome::PasswordRefused, None, false),
        ]
    );
    assert!(seen.iter().all(|entry| entry.address == "127.0.0.1"));
    assert_eq!(seen[0].at - seen[3].at, TimeDelta::seconds(3));
    app.finish().await;
}

#[actix_web::test]
async fn the_history_names_the_way_of_the_second_step() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let codes = client.make_recovery_codes().await.unwrap().codes;
    let other = app.anonymous();
    app.pass(TimeDelta::seconds(1));
    NAGISA.begin(&other).await;
    let wrong = entry(&other_digits(&of_nagisa().code(&app)));
    let wrong = other.verify_login(&wrong).await;
    assert_eq!(refused(wrong), ProblemCode::CodeWrong);
    app.pass(TimeDelta::seconds(1));
    other.verify_login(&recovery(&codes[0])).await.unwrap();
    let (totp, code) = (SecondFactor::Totp, SecondFactor::RecoveryCode);
    assert_eq!(
        outcomes(&history(&client).await),
        [
            (SignInOutcome::Succeeded, Some(code), false),
            (SignInOutcome::CodeRefused, Some(totp), false),
            (SignInOutcome::Succeeded, Some(totp), false),
        ]
    );
    assert_eq!(app.deliver().await.len(), 2, "codes made, one used");
    assert_eq!(told(&app.new_browsers().await).len(), 1);
    app.finish().await;
}

#[actix_web::test]
async fn a_refusal_in_a_known_browser_says_so() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    app.pass(TimeDelta::seconds(1));
    let wrong = client.log_in(&JIRO.log_in_request("wrong")).await;
    assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    let seen = history(&client).await;
    assert_eq!(
        outcomes(&seen)[0],
        (SignInOutcome::PasswordRefused, None, true)
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_refused_password_is_written_to_whom_the_entry_names_for_certain() {
    let app = TestApp::start().await;
    register_hanako_at_the_other_member(&app).await;
    let elsewhere = Person {
        member_number: JIRO.member_number,
        ..HANAKO
    };
    let mut nameless = HANAKO.log_in_request("wrong");
    nameless.member_number = None;
    let mut stranger = HANAKO.log_in_request("wrong");
    stranger.email = "nobody@minato-shoji.example".to_owned();
    for request in [&nameless, &stranger, &HANAKO.log_in_request("wrong")] {
        let answer = app.anonymous().log_in(request).await;
        assert_eq!(refused(answer), ProblemCode::SignInFailed);
    }
    app.pass(TimeDelta::seconds(1));
    let here = history(&HANAKO.sign_in(&app).await).await;
    let client = app.anonymous();
    elsewhere.begin(&client).await;
    let there = history(&client).await;
    let refusals = |history: &[SignIn]| {
        let refused = |entry: &&SignIn| entry.outcome == SignInOutcome::PasswordRefused;
        history.iter().filter(refused).count()
    };
    assert_eq!((refusals(&here), refusals(&there)), (1, 0));
    app.finish().await;
}

/// Headers, cookies and body: the history is kept for one of them only, and that does not show.
#[actix_web::test]
async fn a_refusal_tells_nobody_whether_there_is_a_history() {
    let app = TestApp::start().await;
    let nobody = Person {
        email: "nobody@shiosai.example",
        ..JIRO
    };
    let mut answers = Vec::new();
    for person in [JIRO, nobody] {
        let answer = log_in_as(&app, person, "wrong", "made-up").await;
        assert_eq!(answer.status, 401);
        assert_eq!(secret_of(&answer), None);
        answers.push(answer.comparable());
    }
    assert_eq!(answers[0], answers[1]);
    app.pass(TimeDelta::seconds(1));
    assert_eq!(history(&JIRO.sign_in(&app).await).await.len(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn everybody_sees_his_own_history_page_by_page() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    for _ in 0..4 {
        app.pass(TimeDelta::seconds(1));
        JIRO.begin(&client).await;
    }
    AKARI.sign_in(&app).await;
    let mut seen = Vec::new();
    for page in 1..=3 {
        let query = PageQuery { page, page_size: 2 };
        let answer = client.list_sign_ins(query).await.unwrap();
        assert_eq!((answer.total, answer.next), (5, None));
        seen.extend(answer.items);
    }
    assert_eq!(seen, history(&client).await);
    assert_eq!(seen.len(), 5, "nobody else's");
    assert!(seen.is_sorted_by(|newer, older| newer.at > older.at));
    app.finish().await;
}

fn told(notices: &[Posted]) -> Vec<(&str, Language)> {
    notices
        .iter()
        .map(|mail| (mail.envelope.to.as_str(), mail.envelope.language))
        .collect()
}

#[actix_web::test]
async fn a_new_browser_is_told_by_mail_once() {
    let app = TestApp::start().await;
    let first = HANAKO.sign_in(&app).await;
    assert_eq!(
        told(&app.new_browsers().await),
        [],
        "nobody was there before"
    );
    let second = HANAKO.sign_in(&app).await;
    let notices = app.new_browsers().await;
    assert_eq!(told(&notices), [(HANAKO.email, Language::Ja)]);
    assert!(notices[0].rendered.text.contains("127.0.0.1"));

    for client in [&first, &second] {
        sign_in_again(&app, client, HANAKO, PASSWORD).await;
        client.log_out().await.unwrap();
        sign_in_again(&app, client, HANAKO, PASSWORD).await;
    }
    assert_eq!(told(&app.new_browsers().await), [], "both are known");
    app.finish().await;
}

#[actix_web::test]
async fn the_mail_names_the_browser_in_the_language_of_its_reader() {
    let app = TestApp::start().await;
    JIRO.sign_in(&app).await;
    let answer = log_in_as(&app, JIRO, PASSWORD, "").await;
    assert_eq!(answer.status, 200);
    let notices = app.new_browsers().await;
    assert_eq!(notices.len(), 1);
    let text = &notices[0].rendered.text;
    assert!(text.contains("Firefox, Linux"), "{text}");
    assert!(!text.contains("Gecko"), "{text}");
    app.finish().await;
}

#[actix_web::test]
async fn a_sign_in_that_is_not_finished_makes_no_browser_known() {
    let app = TestApp::start().await;
    HANAKO.sign_in(&app).await;
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    assert_eq!(client.cookie(KNOWN), None);
    client.cancel_login().await.unwrap();
    app.one_mail().await;
    assert_eq!(told(&app.new_browsers().await), []);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_shares_a_browser_stays_known_in_it() {
    let app = TestApp::start().await;
    TARO.sign_in(&app).await;
    let shared = JIRO.sign_in(&app).await;
    let secret = shared.cookie(KNOWN);
    assert!(secret.is_some());
    sign_in_again(&app, &shared, TARO, PASSWORD).await;
    let notices = app.new_browsers().await;
    assert_eq!(told(&notices), [(TARO.email, Language::En)], "new to Taro");
    JIRO.begin(&shared).await;
    sign_in_again(&app, &shared, TARO, PASSWORD).await;
    assert_eq!(told(&app.new_browsers().await), []);
    assert_eq!(shared.cookie(KNOWN), secret);
    app.finish().await;
}

#[actix_web::test]
async fn a_secret_that_somebody_made_up_is_replaced() {
    let app = TestApp::start().await;
    JIRO.sign_in(&app).await;
    let made_up = "A".repeat(43);
    let answer = log_in_as(&app, JIRO, PASSWORD, &made_up).await;
    let given = secret_of(&answer).expect("a secret");
    assert_ne!(given, made_up);
    let kept = answer.headers.get_all("set-cookie").iter();
    let kept = kept.filter_map(|cookie| cookie.to_str().ok());
    let kept: Vec<_> = kept.filter(|cookie| cookie.starts_with(KNOWN)).collect();
    assert!(kept[0].contains("Max-Age=34560000"), "400 days: {kept:?}");
    let again = log_in_as(&app, JIRO, PASSWORD, &given).await;
    assert_eq!(secret_of(&again), Some(given), "ours is kept");
    assert_eq!(app.new_browsers().await.len(), 1);
    app.finish().await;
}

#[actix_web::test]
async fn a_browser_that_is_known_to_one_account_proves_nothing_for_another() {
    let app = TestApp::start().await;
    HANAKO.sign_in(&app).await;
    let jiro = JIRO.sign_in(&app).await;
    let secret = jiro.cookie(KNOWN).expect("a secret");
    app.pass(TimeDelta::seconds(1));
    assert_eq!(log_in_as(&app, HANAKO, "wrong", &secret).await.status, 401);
    app.pass(TimeDelta::seconds(1));
    let seen = history(&HANAKO.sign_in(&app).await).await;
    assert_eq!(
        outcomes(&seen)[1],
        (SignInOutcome::PasswordRefused, None, false)
    );
    app.new_browsers().await;
    app.finish().await;
}

#[actix_web::test]
async fn a_new_password_makes_all_other_browsers_new() {
    let app = TestApp::start().await;
    let (own, other) = (HANAKO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    app.new_browsers().await;
    let password = "seagulls over the pier";
    let request = ChangePasswordRequest {
        current_password: PASSWORD.to_owned(),
        new_password: password.to_owned(),
    };
    own.change_password(&request).await.unwrap();
    app.one_mail().await;
    for (client, notices) in [(&own, 0), (&other, 1)] {
        sign_in_again(&app, client, HANAKO, password).await;
        assert_eq!(app.new_browsers().await.len(), notices);
    }
    app.finish().await;
}

#[actix_web::test]
async fn the_history_forgets_after_half_a_year_and_a_browser_after_400_days() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    app.pass(TimeDelta::days(179));
    JIRO.begin(&client).await;
    app.pass(TimeDelta::days(2));
    clean_up::run(&app.app).await;
    JIRO.begin(&client).await;
    assert_eq!(
        outcomes(&history(&client).await),
        [(SignInOutcome::Succeeded, None, true); 2],
        "the first one is forgotten"
    );
    app.pass(TimeDelta::days(401));
    JIRO.begin(&client).await;
    assert!(!history(&client).await[0].known_browser);
    assert_eq!(app.new_browsers().await.len(), 1);
    clean_up::run(&app.app).await;
    JIRO.begin(&client).await;
    assert_eq!(outcomes(&history(&client).await).len(), 2);
    app.finish().await;
}
