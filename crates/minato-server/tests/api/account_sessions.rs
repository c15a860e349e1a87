//! An admin sees where somebody is signed in, and signs him out.

use chrono::TimeDelta;
use minato_client::Client;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;
use minato_types::sessions::OwnSession;
use minato_types::values::{AccountId, SessionId};

use crate::accounts::find;
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::{AKARI, HANAKO, Person, TARO, code_of, entry, refused};
use crate::raw::{Answer, Signed};

async fn sessions_of(admin: &Client, id: AccountId) -> Vec<OwnSession> {
    admin.list_account_sessions(id).await.unwrap().items
}

async fn own_id(client: &Client) -> SessionId {
    client.list_own_sessions().await.unwrap().items[0].id
}

async fn id_of(admin: &Client, person: Person) -> AccountId {
    find(admin, person).await.value.id
}

#[actix_web::test]
async fn an_admin_sees_where_somebody_is_signed_in() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = id_of(&hanako, TARO).await;
    assert!(sessions_of(&hanako, taro).await.is_empty());
    let first = TARO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(5));
    let second = TARO.sign_in(&app).await;
    let seen = sessions_of(&hanako, taro).await;
    let ids: Vec<_> = seen.iter().map(|session| session.id).collect();
    assert_eq!(
        ids,
        [own_id(&second).await, own_id(&first).await],
        "the newest first"
    );
    assert!(seen.iter().all(|session| !session.current));
    let own = sessions_of(&hanako, id_of(&hanako, HANAKO).await).await;
    assert!(own.len() == 1 && own[0].current);
    assert_eq!(
        refused(second.list_account_sessions(taro).await),
        ProblemCode::Forbidden
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_session_that_an_admin_ends_is_refused_at_the_next_request() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (ended, kept) = (TARO.sign_in(&app).await, TARO.sign_in(&app).await);
    let (taro, session) = (id_of(&hanako, TARO).await, own_id(&ended).await);
    let before = chain(&app.app.db, HANAKO.member_number).await.len();
    assert!(ended.get_company().await.is_ok());
    hanako.end_account_session(taro, session).await.unwrap();
    assert_eq!(refused(ended.get_company().await), ProblemCode::NotSignedIn);
    assert!(kept.get_company().await.is_ok());
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), TARO.email);
    assert!(mail.rendered.subject.contains("signed you out"));
    assert!(mail.rendered.text.contains("港 花子"));
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let recorded: Vec<_> = events[before..]
        .iter()
        .map(|event| (event.action.0, event.subject_id.clone()))
        .collect();
    assert_eq!(
        recorded,
        [(AuditAction::AccountSessionEnded, Some(taro.to_string()))]
    );
    let again = hanako.end_account_session(taro, session).await;
    assert_eq!(refused(again), ProblemCode::NotFound);
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_signs_somebody_out_everywhere() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = id_of(&hanako, TARO).await;
    let sessions = [TARO.sign_in(&app).await, TARO.sign_in(&app).await];
    let begun = app.anonymous();
    TARO.begin(&begun).await;
    let code = code_of(&app.one_mail().await);
    let before = chain(&app.app.db, HANAKO.member_number).await.len();
    assert_eq!(hanako.end_account_sessions(taro).await.unwrap().ended, 2);
    app.one_mail().await;
    for session in &sessions {
        assert_eq!(
            refused(session.get_company().await),
            ProblemCode::NotSignedIn
        );
    }
    let late = begun.verify_login(&entry(&code)).await;
    assert_eq!(
        refused(late),
        ProblemCode::SignInExpired,
        "nor one under way"
    );
    assert!(hanako.get_company().await.is_ok());
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let actions: Vec<_> = events[before..].iter().map(|e| e.action.0).collect();
    assert_eq!(actions, [AuditAction::AccountSessionsEnded]);
    // Where nothing goes on, nobody is told.
    assert_eq!(hanako.end_account_sessions(taro).await.unwrap().ended, 0);
    assert!(app.deliver().await.is_empty());
    app.finish().await;
}

#[actix_web::test]
async fn ending_wants_a_fresh_proof_and_is_not_for_oneself() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let own = id_of(&hanako, HANAKO).await;
    let session = own_id(&hanako).await;
    let refusal = hanako.end_account_session(own, session).await;
    assert_eq!(refused(refusal), ProblemCode::OwnAccount);
    let refusal = hanako.end_account_sessions(own).await;
    assert_eq!(refused(refusal), ProblemCode::OwnAccount);
    app.pass(TimeDelta::minutes(11));
    let taro = TARO.sign_in(&app).await;
    let id = id_of(&hanako, TARO).await;
    let refusal = hanako.end_account_session(id, own_id(&taro).await).await;
    assert_eq!(refused(refusal), ProblemCode::StepUpRequired);
    let refusal = hanako.end_account_sessions(id).await;
    assert_eq!(refused(refusal), ProblemCode::StepUpRequired);
    assert!(taro.get_company().await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn what_is_not_ones_own_members_is_not_there_to_the_byte() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (taro, akari) = (TARO.sign_in(&app).await, AKARI.sign_in(&app).await);
    let taro_id = id_of(&hanako, TARO).await;
    let akari_id = id_of(&akari, AKARI).await;
    let (of_taro, of_akari) = (own_id(&taro).await, own_id(&akari).await);
    let of_hanako = own_id(&hanako).await;
    let unknown = "0198c000-0000-7000-8000-0000000000ff";
    let signed = Signed::of(&hanako).await;
    let mut answers: Vec<Answer> = Vec::new();
    for path in [
        format!("/accounts/{taro_id}/sessions/{unknown}"),
        format!("/accounts/{taro_id}/sessions/{of_hanako}"),
        format!("/accounts/{taro_id}/sessions/{of_akari}"),
        format!("/accounts/{akari_id}/sessions/{of_akari}"),
        format!("/accounts/{akari_id}/sessions/{of_taro}"),
        format!("/accounts/{unknown}/sessions/{of_taro}"),
    ] {
        let answer = signed.send(&app.address, "DELETE", &path, &[], None).await;
        assert_eq!(answer.status, 404, "{path}");
        answers.push(answer.comparable());
    }
    for (method, path) in [
        ("GET", format!("/accounts/{akari_id}/sessions")),
        ("POST", format!("/accounts/{akari_id}/sessions/end-all")),
    ] {
        let answer = signed.send(&app.address, method, &path, &[], None).await;
        assert_eq!(answer.status, 404, "{path}");
        answers.push(answer.comparable());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    for client in [&hanako, &taro, &akari] {
        assert!(client.get_company().await.is_ok());
    }
    app.finish().await;
}
