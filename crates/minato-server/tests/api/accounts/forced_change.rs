//! Whoever signs in with a password that somebody else chose sets one of his own first.

use minato_client::Client;
use minato_types::accounts::AddAccountRequest;
use minato_types::auth::{Session, SessionState};
use minato_types::me::{ChangePasswordRequest, UpdateMeRequest};
use minato_types::problem::ProblemCode;

use super::initial_passwords::{INITIAL, with_password};
use super::{NAMI, everybody, kai, new_key, send_as};
use crate::app::TestApp;
use crate::people::refused;

const OWN: &str = "seagull-2-pier";

/// Nami, signed in with the password that Kai chose.
async fn nami(app: &TestApp) -> Client {
    let admin = kai(app).await;
    let request = AddAccountRequest {
        role: "admin".to_owned(),
        ..with_password(INITIAL)
    };
    admin.add_account(&request, &new_key()).await.unwrap();
    app.one_mail().await;
    NAMI.sign_in_with(app, INITIAL).await
}

fn own_password() -> ChangePasswordRequest {
    ChangePasswordRequest {
        current_password: INITIAL.to_owned(),
        new_password: OWN.to_owned(),
    }
}

async fn session(client: &Client) -> Box<Session> {
    match client.get_session().await.unwrap() {
        SessionState::SignedIn(session) => session,
        other => panic!("not signed in: {other:?}"),
    }
}

#[actix_web::test]
async fn nothing_but_setting_ones_own_password_is_possible_before() {
    let app = TestApp::start().await;
    let nami = nami(&app).await;
    assert!(session(&nami).await.account.must_change_password);
    let me = nami.get_me().await.unwrap();
    for answer in [
        nami.get_company().await.map(drop),
        nami.list_accounts(&everybody()).await.map(drop),
        nami.get_account(me.value.id).await.map(drop),
        nami.list_company_admins().await.map(drop),
        nami.update_me(&UpdateMeRequest::default(), &me.etag)
            .await
            .map(drop),
    ] {
        assert_eq!(refused(answer), ProblemCode::PasswordChangeRequired);
    }
    let csv = send_as(&app, &nami, "GET", "/accounts.csv", &[], None).await;
    assert_eq!(csv.problem(), "passwordChangeRequired");

    nami.change_password(&own_password()).await.unwrap();
    app.one_mail().await;
    assert!(!session(&nami).await.account.must_change_password);
    assert_eq!(nami.list_accounts(&everybody()).await.unwrap().total, 2);
    NAMI.sign_in_with(&app, OWN).await;
    app.finish().await;
}

#[actix_web::test]
async fn the_chosen_password_is_not_ones_own() {
    let app = TestApp::start().await;
    let nami = nami(&app).await;
    let same = ChangePasswordRequest {
        new_password: INITIAL.to_owned(),
        ..own_password()
    };
    let answer = nami.change_password(&same).await;
    assert_eq!(refused(answer), ProblemCode::ValidationFailed);
    assert!(session(&nami).await.account.must_change_password);
    nami.log_out().await.unwrap();
    app.finish().await;
}
