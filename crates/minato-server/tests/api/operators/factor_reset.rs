//! An operator lets the last admin of a member, who has lost the app, set up the sign-in anew.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::accounts::ListAccountsQuery;
use minato_types::audit::AuditAction;
use minato_types::auth::SessionState;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, MemberNumber};

use super::{Staff, code, operator};
use crate::app::TestApp;
use crate::audit::chain;
use crate::authenticator::set_up;
use crate::first_login::{finish, token_of};
use crate::people::{AKARI, HANAKO, JIRO, PASSWORD, Person, TARO, refused};

fn number(person: Person) -> MemberNumber {
    MemberNumber::parse(person.member_number).unwrap()
}

async fn id_of(client: &Client, person: Person) -> AccountId {
    let query = ListAccountsQuery {
        q: Some(person.email.to_owned()),
        ..ListAccountsQuery::default()
    };
    let found = client.list_member_accounts(&number(person), &query).await;
    let found = found.unwrap().items;
    assert_eq!(found.len(), 1, "{person:?}");
    found[0].id
}

async fn reset(client: &Client, person: Person) -> Result<(), minato_client::ClientError> {
    let id = id_of(client, person).await;
    client.reset_member_factor(&number(person), id).await
}

#[actix_web::test]
async fn what_the_last_admin_lost_opens_nothing_and_a_new_first_sign_in_begins() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    let hanako = HANAKO.sign_in(&app).await;
    set_up(&app, &hanako).await;
    reset(&client, HANAKO).await.unwrap();
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
    assert!(mail.rendered.text.contains("サービス提供者"), "who did it");
    assert_eq!(hanako.get_session().await.unwrap(), SessionState::SignedOut);
    let lost = HANAKO.log_in_request(PASSWORD);
    let lost = app.anonymous().log_in(&lost).await;
    assert_eq!(refused(lost), ProblemCode::SignInFailed);

    let hanako = finish(&app, HANAKO, &token_of(&mail)).await;
    assert_eq!(hanako.get_security().await.unwrap().recovery_codes_left, 0);
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let resets: Vec<_> = events
        .iter()
        .filter(|event| event.action.0 == AuditAction::FactorReset)
        .map(|event| event.actor_kind.as_str())
        .collect();
    assert_eq!(resets, ["operator"]);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_an_admin_of_his_own_can_help_is_not_reset() {
    let app = TestApp::start().await;
    let client = operator(&app).await;
    for helped in [TARO, AKARI] {
        let refusal = refused(reset(&client, helped).await);
        assert_eq!(refusal, ProblemCode::NotChangeable, "{helped:?}");
    }
    // An account of another member is nobody here.
    let id = id_of(&client, HANAKO).await;
    let elsewhere = client.reset_member_factor(&number(JIRO), id).await;
    assert_eq!(refused(elsewhere), ProblemCode::NotFound);
    app.finish().await;
}

#[actix_web::test]
async fn it_wants_a_fresh_proof_and_floods_nobody() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    app.pass(TimeDelta::minutes(10));
    let stale = refused(reset(&client, HANAKO).await);
    assert_eq!(stale, ProblemCode::StepUpRequired);
    let next = staff.authenticator.next_code(&app);
    client.step_up_operator(&code(&next)).await.unwrap();
    reset(&client, HANAKO).await.unwrap();
    app.one_mail().await;
    let again = refused(reset(&client, HANAKO).await);
    assert_eq!(again, ProblemCode::TooManyRequests);
    app.finish().await;
}
