//! Who may not: users, and admins of another member.

use minato_types::groups::PreviewRightsRequest;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, UserGroupId};
use uuid::Uuid;

use super::{Firm, PBX, range};
use crate::accounts::{NAMI, find, send_as};
use crate::people::{HANAKO, TARO, refused};
use crate::raw::Answer;

/// Every operation on one group: method, what follows the id, body.
const OPERATIONS: [(&str, &str, Option<&str>); 5] = [
    ("GET", "", None),
    ("PATCH", "", Some(r#"{"name":"x"}"#)),
    ("DELETE", "", None),
    ("PUT", "/accounts", Some(r#"{"accounts":[]}"#)),
    ("PUT", "/range", Some(r#"{"services":[],"contracts":[]}"#)),
];

#[actix_web::test]
async fn a_user_is_refused_everywhere() {
    let firm = Firm::start().await;
    let nami = NAMI.sign_in(&firm.app).await;
    let group = firm
        .group("PBX", &[firm.nami_id], &range(&[(PBX, "edit")], &[]))
        .await;
    let tag = [("if-match", group.etag.as_str())];
    for (method, rest, body) in OPERATIONS {
        let path = format!("/groups/{}{rest}", group.value.id);
        let answer = send_as(&firm.app, &nami, method, &path, &tag, body).await;
        assert_eq!(answer.problem(), "forbidden", "{method} {rest}");
    }
    let own = format!("/accounts/{}/rights", firm.nami_id);
    for path in [
        "/groups",
        "/groups/range-contracts",
        "/groups/range-services",
        &own,
    ] {
        let answer = send_as(&firm.app, &nami, "GET", path, &[], None).await;
        assert_eq!(answer.problem(), "forbidden", "{path}");
    }
    assert_eq!(firm.kai.get_group(group.value.id).await.unwrap(), group);
    firm.finish().await;
}

/// Byte by byte: whoever compares learns nothing.
#[actix_web::test]
async fn another_members_group_is_one_that_does_not_exist() {
    let firm = Firm::start().await;
    let hanako = HANAKO.sign_in(&firm.app).await;
    let group = firm
        .group("PBX", &[firm.nami_id], &range(&[(PBX, "edit")], &[]))
        .await;
    let nothing = UserGroupId(Uuid::from_u128(7));
    for (method, rest, body) in OPERATIONS {
        let mut answers: Vec<Answer> = Vec::new();
        for id in [group.value.id, nothing] {
            let (path, tag) = (format!("/groups/{id}{rest}"), [("if-match", "\"v1\"")]);
            let answer = send_as(&firm.app, &hanako, method, &path, &tag, body).await;
            assert_eq!(answer.problem(), "notFound", "{method} {rest}");
            answers.push(answer.comparable());
        }
        assert_eq!(answers[0], answers[1], "{method} {rest}");
    }
    assert_eq!(firm.kai.get_group(group.value.id).await.unwrap(), group);
    firm.finish().await;
}

#[actix_web::test]
async fn another_members_people_and_contracts_are_unknown() {
    let firm = Firm::start().await;
    let hanako = HANAKO.sign_in(&firm.app).await;
    let taro = find(&hanako, TARO).await.value.id;
    let group = firm.group("PBX", &[], &range(&[(PBX, "edit")], &[])).await;
    let nobody = AccountId(Uuid::from_u128(7));
    let mut answers = Vec::new();
    for id in [taro, nobody] {
        let tag = [("if-match", group.etag.as_str())];
        let path = format!("/groups/{}/accounts", group.value.id);
        let body = format!(r#"{{"accounts":["{id}"]}}"#);
        let answer = send_as(&firm.app, &firm.kai, "PUT", &path, &tag, Some(&body)).await;
        answers.push(answer.comparable());
        let rights = firm.kai.get_account_rights(id).await;
        assert_eq!(refused(rights), ProblemCode::NotFound);
        let request = PreviewRightsRequest {
            account: id,
            group: None,
            in_group: true,
            services: Vec::new(),
            contracts: Vec::new(),
        };
        let preview = firm.kai.preview_rights(&request).await;
        assert_eq!(refused(preview), ProblemCode::NotFound);
    }
    assert_eq!(answers[0], answers[1]);
    firm.finish().await;
}
