//! Another e-mail address, by a link to it; and the mail by which one sees whether mails arrive.

use chrono::TimeDelta;
use minato_client::Client;
use minato_mail::Posted;
use minato_types::auth::ConfirmEmailChangeRequest;
use minato_types::me::RequestEmailChangeRequest;
use minato_types::problem::ProblemCode;
use minato_types::validation::FieldRule;

use crate::accounts::find;
use crate::app::{ORIGIN, TestApp};
use crate::me::broken_rules;
use crate::password_reset::obtain;
use crate::people::{HANAKO, PASSWORD, Person, TARO, refused};
use crate::races::at_once;

/// Hanako with her new address.
const NEW: Person = Person {
    email: "h.minato@minato-shoji.example",
    ..HANAKO
};

fn to(email: &str) -> RequestEmailChangeRequest {
    RequestEmailChangeRequest {
        email: email.to_owned(),
    }
}

fn by(token: &str) -> ConfirmEmailChangeRequest {
    ConfirmEmailChangeRequest {
        token: token.to_owned(),
    }
}

fn recipients(mails: &[Posted]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|mail| mail.envelope.to.as_str()).collect();
    to.sort_unstable();
    to
}

fn token_of(mails: &[Posted]) -> String {
    let start = format!("{ORIGIN}/me/email/confirm#");
    let lines = mails.iter().flat_map(|mail| mail.rendered.text.lines());
    let mut tokens = lines.filter_map(|line| line.trim().strip_prefix(&start));
    tokens.next().expect("a link").to_owned()
}

/// Asks for another address and takes the token out of the mail to it.
async fn ask(app: &TestApp, client: &Client, email: &str) -> String {
    client.request_email_change(&to(email)).await.unwrap();
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 2);
    token_of(&mails)
}

#[actix_web::test]
async fn the_new_address_is_confirmed_by_its_mailbox_and_both_are_told() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    hanako.request_email_change(&to(NEW.email)).await.unwrap();
    let mails = app.deliver().await;
    assert_eq!(recipients(&mails), [NEW.email, HANAKO.email]);
    let token = token_of(&mails);
    assert_eq!(
        hanako.get_me().await.unwrap().value.email.as_str(),
        HANAKO.email
    );

    app.anonymous()
        .confirm_email_change(&by(&token))
        .await
        .unwrap();
    let mails = app.deliver().await;
    assert_eq!(recipients(&mails), [NEW.email, HANAKO.email]);
    assert!(
        mails
            .iter()
            .all(|mail| !mail.rendered.text.contains(NEW.email))
    );
    let me = hanako.get_me().await.unwrap();
    assert_eq!(me.value.email.as_str(), NEW.email, "the session goes on");
    let old = app
        .anonymous()
        .log_in(&HANAKO.log_in_request(PASSWORD))
        .await;
    assert_eq!(refused(old), ProblemCode::SignInFailed);
    let anew = NEW.sign_in(&app).await;
    assert_eq!(find(&anew, NEW).await.value.email.as_str(), NEW.email);
    let again = app.anonymous().confirm_email_change(&by(&token)).await;
    assert_eq!(refused(again), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn only_the_newest_link_counts_and_only_for_a_day() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let first = ask(&app, &hanako, "first@minato-shoji.example").await;
    let second = ask(&app, &hanako, NEW.email).await;
    let replaced = app.anonymous().confirm_email_change(&by(&first)).await;
    assert_eq!(refused(replaced), ProblemCode::LinkInvalid);
    app.pass(TimeDelta::hours(24));
    let late = app.anonymous().confirm_email_change(&by(&second)).await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn it_wants_a_fresh_proof_and_another_address() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let same = to("HANAKO@minato-shoji.example");
    let same = hanako.request_email_change(&same).await;
    let unchanged = ("email".to_owned(), FieldRule::NothingChanged);
    assert_eq!(broken_rules(same), [unchanged]);
    app.pass(TimeDelta::minutes(10));
    let late = hanako.request_email_change(&to(NEW.email)).await;
    assert_eq!(refused(late), ProblemCode::StepUpRequired);
    app.finish().await;
}

#[actix_web::test]
async fn whether_a_colleague_has_the_address_is_not_told() {
    let app = TestApp::start().await;
    let taro = TARO.sign_in(&app).await;
    taro.request_email_change(&to(HANAKO.email)).await.unwrap();
    let told = app.one_mail().await;
    assert_eq!(told.envelope.to.as_str(), TARO.email, "no link to Hanako");
    app.finish().await;
}

#[actix_web::test]
async fn who_comes_second_to_an_address_has_a_link_like_any_that_is_void() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let first = ask(&app, &hanako, NEW.email).await;
    let second = ask(&app, &taro, NEW.email).await;
    app.anonymous()
        .confirm_email_change(&by(&first))
        .await
        .unwrap();
    app.deliver().await;
    let late = app.anonymous().confirm_email_change(&by(&second)).await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    let never = app.anonymous().confirm_email_change(&by("never")).await;
    assert_eq!(refused(never), ProblemCode::LinkInvalid);
    let me = taro.get_me().await.unwrap();
    assert_eq!(me.value.email.as_str(), TARO.email);
    app.finish().await;
}

#[actix_web::test]
async fn a_hundred_uses_of_one_link_change_the_address_once() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let token = ask(&app, &hanako, NEW.email).await;
    let calls = (0..100).map(|n| {
        let client = Client::new(if n % 2 == 0 { &app.address } else { &other });
        let request = by(&token);
        async move { client.confirm_email_change(&request).await.is_ok() }
    });
    let answers = at_once(calls.collect()).await;
    assert_eq!(answers.iter().filter(|ok| **ok).count(), 1);
    assert_eq!(app.deliver().await.len(), 2);
    app.finish().await;
}

#[actix_web::test]
async fn what_was_mailed_to_the_old_address_opens_nothing_any_more() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let reset = obtain(&app, HANAKO).await;
    let token = ask(&app, &hanako, NEW.email).await;
    app.anonymous()
        .confirm_email_change(&by(&token))
        .await
        .unwrap();
    app.deliver().await;
    let set = crate::password_reset::set(HANAKO, &reset);
    let spent = app.anonymous().complete_password_reset(&set).await;
    assert_eq!(refused(spent), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn nobody_can_fill_the_mailbox_of_somebody_else() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let mut links = 0;
    for n in 0..8 {
        let who = if n % 2 == 0 { &hanako } else { &taro };
        let asked = who
            .request_email_change(&to("victim@elsewhere.example"))
            .await;
        links += usize::from(asked.is_ok());
        app.deliver().await;
    }
    assert_eq!(links, 5);
    app.finish().await;
}

#[actix_web::test]
async fn a_test_mail_goes_to_oneself_five_times_an_hour() {
    let app = TestApp::start().await;
    let taro = TARO.sign_in(&app).await;
    for _ in 0..5 {
        taro.send_test_mail().await.unwrap();
        assert_eq!(app.one_mail().await.envelope.to.as_str(), TARO.email);
    }
    let more = taro.send_test_mail().await;
    assert_eq!(refused(more), ProblemCode::TooManyRequests);
    let help = app.anonymous().get_mail_help().await.unwrap();
    assert_eq!(help.sender, "no-reply@minato.example");
    assert_eq!(help.domain, "minato.example");
    app.finish().await;
}
