//! Who may not: users, admins without a second step, admins of another member.

use minato_types::problem::ProblemCode;
use minato_types::values::AccountId;
use uuid::Uuid;

use super::{everybody, find, kai, new_key, role, send_as, wish};
use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, TARO, refused};
use crate::raw::Answer;

/// Every operation on one account: method, what follows the id, body.
const OPERATIONS: [(&str, &str, Option<&str>); 8] = [
    ("GET", "", None),
    ("PATCH", "", Some(r#"{"name":"x"}"#)),
    ("DELETE", "", None),
    ("POST", "/suspend", None),
    ("POST", "/resume", None),
    ("POST", "/unlock", None),
    ("POST", "/invitation", None),
    ("POST", "/factor-reset", None),
];

#[actix_web::test]
async fn a_user_is_refused_everywhere_and_may_change_himself() {
    let app = TestApp::start().await;
    let taro = TARO.sign_in(&app).await;
    let me = taro.get_me().await.unwrap();
    let (own, tag) = (me.value.id, [("if-match", me.etag.as_str())]);
    for (method, rest, body) in OPERATIONS {
        let path = format!("/accounts/{own}{rest}");
        let answer = send_as(&app, &taro, method, &path, &tag, body).await;
        assert_eq!(answer.problem(), "forbidden", "{method} {rest}");
    }
    for path in ["/accounts", "/accounts.csv"] {
        let answer = send_as(&app, &taro, "GET", path, &[], None).await;
        assert_eq!(answer.problem(), "forbidden", "{path}");
    }
    let answer = taro.add_account(&wish(TARO), &new_key()).await;
    assert_eq!(refused(answer), ProblemCode::Forbidden);
    let change = minato_types::me::UpdateMeRequest {
        department: Some("Marketing".to_owned()),
        ..Default::default()
    };
    taro.update_me(&change, &me.etag).await.unwrap();
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_who_proved_a_password_only_manages_nobody() {
    let app = TestApp::start().await;
    let jiro = JIRO.sign_in(&app).await;
    let answer = jiro.list_accounts(&everybody()).await;
    assert_eq!(refused(answer), ProblemCode::TwoStepRequired);
    let answer = jiro.add_account(&wish(TARO), &new_key()).await;
    assert_eq!(refused(answer), ProblemCode::TwoStepRequired);
    app.finish().await;
}

/// Byte by byte: whoever compares learns nothing.
#[actix_web::test]
async fn another_members_account_is_one_that_does_not_exist() {
    let app = TestApp::start().await;
    let (hanako, kai) = (HANAKO.sign_in(&app).await, kai(&app).await);
    let foreign = find(&hanako, TARO).await;
    let nobody = AccountId(Uuid::from_u128(7));
    for (method, rest, body) in OPERATIONS {
        let mut answers: Vec<Answer> = Vec::new();
        for id in [
            foreign.value.id.to_string(),
            nobody.to_string(),
            "x".to_owned(),
        ] {
            let (path, tag) = (format!("/accounts/{id}{rest}"), [("if-match", "\"v1\"")]);
            let answer = send_as(&app, &kai, method, &path, &tag, body).await;
            assert_eq!(answer.problem(), "notFound", "{method} {rest} {id}");
            answers.push(answer.comparable());
        }
        assert_eq!(answers[0], answers[1], "{method} {rest}");
        // What is no id at all belongs to nobody; only its connection may end with the answer.
        assert_eq!(answers[1].body, answers[2].body, "{method} {rest}");
    }
    let after = find(&hanako, TARO).await;
    assert_eq!(after, foreign, "nothing happened to it");
    app.finish().await;
}

#[actix_web::test]
async fn lists_and_files_hold_ones_own_member_only() {
    let app = TestApp::start().await;
    let kai = kai(&app).await;
    let list = kai.list_accounts(&everybody()).await.unwrap();
    assert_eq!(list.total, 1);
    let file = kai.export_accounts(&everybody()).await.unwrap();
    assert_eq!(file.matches("\r\n").count(), 2, "{file}");
    assert!(!file.contains("minato-shoji"));
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let change = role(minato_types::values::AccountRole::Admin);
    let answer = kai.update_account(taro.value.id, &change, &taro.etag).await;
    assert_eq!(refused(answer), ProblemCode::NotFound);
    app.finish().await;
}
