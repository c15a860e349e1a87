//! The first sign-in, from the mailed link to the session.

mod factor_reset;
mod identity_check;
mod required_app;
mod sharing;
mod steps;

use minato_client::Client;
use minato_db::models::accounts;
use minato_db::models::members;
use minato_mail::Posted;
use minato_server::auth::first_login::{self, Purpose};
use minato_server::http::ApiError;
use minato_types::auth::SessionState;
use minato_types::first_login::{CheckIdentityRequest, FirstLogin, SetFirstPasswordRequest};
use minato_types::values::{EmailAddress, MemberNumber};

use crate::app::{ORIGIN, TestApp};
use crate::password_reset::ask;
use crate::people::{PASSWORD, Person};

/// The token of the link in a mail.
#[track_caller]
pub(crate) fn token_of(mail: &Posted) -> String {
    let start = format!("{ORIGIN}/first-login#");
    let mut lines = mail.rendered.text.lines();
    let token = lines.find_map(|line| line.trim().strip_prefix(&start));
    token.expect("a link to the first sign-in").to_owned()
}

/// What somebody says of himself.
pub(crate) fn identity(person: Person, token: &str) -> CheckIdentityRequest {
    let (name, phone) = person.identity();
    CheckIdentityRequest {
        token: token.to_owned(),
        email: person.email.to_owned(),
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
    }
}

/// Sends somebody a link; its token.
pub(crate) async fn mailed(app: &TestApp, person: Person, purpose: Purpose) -> String {
    let number = MemberNumber::parse(person.member_number).unwrap();
    let email = EmailAddress::parse(person.email).unwrap();
    let state = app.app.clone();
    let sent: Result<(), ApiError> = app
        .app
        .db
        .write(move |tx| {
            let found = accounts::find_candidate(tx, Some(&number), &email)?.unwrap();
            let (_, member) = members::find_by_number(tx, &number)?.unwrap();
            first_login::send(tx, &state, &found.account, &member, purpose, None)?;
            Ok(())
        })
        .await;
    sent.unwrap();
    token_of(&app.one_mail().await)
}

/// Asks for a new link at "forgot password"; its token.
pub(crate) async fn renew(app: &TestApp, person: Person) -> String {
    let asked = app.anonymous().request_password_reset(&ask(person)).await;
    asked.unwrap();
    token_of(&app.one_mail().await)
}

/// Passes the identity check in a new browser.
pub(crate) async fn enter(app: &TestApp, person: Person, token: &str) -> (Client, FirstLogin) {
    let client = app.anonymous();
    let state = client.check_identity(&identity(person, token)).await;
    (client, state.unwrap())
}

/// The password of everybody.
pub(crate) fn password() -> SetFirstPasswordRequest {
    SetFirstPasswordRequest {
        password: PASSWORD.to_owned(),
    }
}

/// Goes all the way without an app, to a session; the mail about it is taken.
pub(crate) async fn finish(app: &TestApp, person: Person, token: &str) -> Client {
    let (client, _) = enter(app, person, token).await;
    client.set_first_password(&password()).await.unwrap();
    let state = client.complete_first_login().await.unwrap();
    assert!(matches!(state, SessionState::SignedIn(_)), "{state:?}");
    app.one_mail().await;
    client
}
