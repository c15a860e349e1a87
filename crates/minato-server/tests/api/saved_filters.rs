//! Filters that people save: their own, under names of their own, and only what the list of
//! contracts understands.

use std::rc::Rc;

use minato_client::{Client, ClientError, Versioned};
use minato_types::contracts::ListContractsQuery;
use minato_types::problem::ProblemCode;
use minato_types::saved_filters::{MAX_SAVED_FILTERS, SaveFilterRequest, SavedFilter};
use minato_types::values::SavedFilterId;
use minato_types::{FieldRule, Validate as _};
use uuid::Uuid;

use crate::accounts::{new_key, send_as};
use crate::app::TestApp;
use crate::me::broken_rules;
use crate::people::{AKARI, HANAKO, TARO, refused};
use crate::races::at_once;

fn request(name: &str, query: ListContractsQuery) -> SaveFilterRequest {
    SaveFilterRequest {
        name: name.to_owned(),
        query,
    }
}

fn abnormal_of(service: &str) -> ListContractsQuery {
    ListContractsQuery {
        service: Some(service.to_owned()),
        status: Some("abnormal".to_owned()),
        ..ListContractsQuery::default()
    }
}

fn anything(name: &str) -> SaveFilterRequest {
    request(name, abnormal_of("cloud-pbx"))
}

async fn save(
    client: &Client,
    wanted: &SaveFilterRequest,
) -> Result<Versioned<SavedFilter>, ClientError> {
    client.add_saved_filter(wanted, &new_key()).await
}

async fn saved(client: &Client) -> Vec<SavedFilter> {
    client.list_saved_filters().await.unwrap().items
}

async fn names(client: &Client) -> Vec<String> {
    let saved = saved(client).await.into_iter();
    saved.map(|filter| filter.name.to_string()).collect()
}

#[actix_web::test]
async fn a_filter_comes_back_by_name_and_asks_the_same_of_the_list() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let query = ListContractsQuery {
        q: Some(" 東京　本社 ".to_owned()),
        sort: Some("-number".to_owned()),
        page_size: Some(50),
        ..abnormal_of("Ｃloud-PBX")
    };
    let made = save(&hanako, &request(" PBX ", query)).await.unwrap();
    assert_eq!(made.etag, "\"v1\"");
    save(&hanako, &anything("異常")).await.unwrap();
    save(&hanako, &anything("IP電話")).await.unwrap();
    assert_eq!(names(&hanako).await, ["IP電話", "PBX", "異常"]);
    let again = HANAKO.sign_in(&app).await;
    let found = saved(&again).await.remove(1);
    assert_eq!(found, made.value, "in another browser too");
    let expected = ListContractsQuery {
        q: Some("東京　本社".to_owned()),
        sort: Some("-number".to_owned()),
        page_size: Some(50),
        ..abnormal_of("cloud-pbx")
    };
    assert_eq!(found.query, expected);
    found.query.validate().unwrap();
    hanako.list_contracts(&found.query).await.unwrap();
    let one = hanako.get_saved_filter(found.id).await.unwrap();
    assert_eq!(one, made);
    app.finish().await;
}

#[actix_web::test]
async fn what_is_created_says_where_it_is_and_only_once() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let headers = [("idempotency-key", "one")];
    let body = r#"{"name":"異常","query":{"status":"abnormal"}}"#;
    let path = "/me/saved-filters";
    let first = send_as(&app, &hanako, "POST", path, &headers, Some(body)).await;
    assert_eq!(first.status, 201);
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let location = format!("/api/v1{path}/{id}");
    assert_eq!(first.header("location"), location);
    assert_eq!(
        first.json()["query"],
        serde_json::json!({"status": "abnormal"})
    );
    let again = send_as(&app, &hanako, "POST", path, &headers, Some(body)).await;
    assert_eq!(again.comparable(), first.comparable());
    assert_eq!(names(&hanako).await, ["異常"]);
    app.finish().await;
}

#[actix_web::test]
async fn no_two_filters_of_one_person_share_a_name() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    save(&hanako, &anything("が")).await.unwrap();
    let other = save(&hanako, &anything("異常")).await.unwrap();
    let taken = [("name".to_owned(), FieldRule::SavedFilterNameTaken)];
    let again = save(&hanako, &anything(" か\u{3099} ")).await;
    assert_eq!(broken_rules(again), taken, "two ways to write one name");
    let id = other.value.id;
    let (renamed, same) = (anything("が"), anything("異常"));
    let renamed = hanako.update_saved_filter(id, &renamed, &other.etag);
    assert_eq!(broken_rules(renamed.await), taken);
    let same = hanako.update_saved_filter(id, &same, &other.etag);
    same.await.expect("its own name");
    save(&taro, &anything("が")).await.expect("somebody else's");
    app.finish().await;
}

#[actix_web::test]
async fn a_filter_is_renamed_and_replaced_at_its_version_and_deleted() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let made = save(&hanako, &anything("PBX")).await.unwrap();
    let id = made.value.id;
    let wanted = request("電話", abnormal_of("ip-phone"));
    let changed = hanako.update_saved_filter(id, &wanted, &made.etag);
    let changed = changed.await.unwrap();
    assert_eq!(changed.value.query, wanted.query);
    assert_eq!(
        (changed.value.id, names(&hanako).await),
        (id, vec!["電話".to_owned()])
    );

    let late = hanako.update_saved_filter(id, &wanted, &made.etag);
    assert_eq!(refused(late.await), ProblemCode::PreconditionFailed);
    let late = hanako.delete_saved_filter(id, &made.etag).await;
    assert_eq!(refused(late), ProblemCode::PreconditionFailed);
    let path = format!("/me/saved-filters/{id}");
    let bare = send_as(&app, &hanako, "DELETE", &path, &[], None).await;
    assert_eq!(bare.problem(), "preconditionRequired");

    hanako.delete_saved_filter(id, &changed.etag).await.unwrap();
    assert_eq!(names(&hanako).await, [""; 0]);
    let gone = hanako.delete_saved_filter(id, &changed.etag).await;
    assert_eq!(refused(gone), ProblemCode::NotFound);
    app.finish().await;
}

#[actix_web::test]
async fn what_the_list_does_not_understand_is_refused_by_its_field() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let query = ListContractsQuery {
        service: Some("<script>".to_owned()),
        status: Some("broken".to_owned()),
        sort: Some("memo".to_owned()),
        page: Some(2),
        ..ListContractsQuery::default()
    };
    let rules = [
        ("name", FieldRule::TooLong { max: 40 }),
        ("query.service", FieldRule::InvalidCharacters),
        ("query.status", FieldRule::UnknownChoice),
        ("query.sort", FieldRule::UnknownChoice),
        ("query.page", FieldRule::UnknownField),
    ];
    let rules = rules.map(|(field, rule)| (field.to_owned(), rule));
    let answer = save(&hanako, &request(&"港".repeat(41), query)).await;
    assert_eq!(broken_rules(answer), rules);
    let body = r#"{"name":"x","query":{"status":"abnormal","evil":"1"}}"#;
    let (path, headers) = ("/me/saved-filters", [("idempotency-key", "one")]);
    let answer = send_as(&app, &hanako, "POST", path, &headers, Some(body)).await;
    assert_eq!(answer.problem(), "validationFailed");
    assert_eq!(answer.json()["fields"][0]["code"], "unknownField");
    assert_eq!(names(&hanako).await, [""; 0], "nothing is half done");
    app.finish().await;
}

/// Byte by byte: whoever compares learns nothing.
#[actix_web::test]
async fn somebody_elses_filter_is_one_that_does_not_exist() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let made = save(&hanako, &anything("PBX")).await.unwrap();
    let nothing = SavedFilterId(Uuid::from_u128(7));
    let body = r#"{"name":"x","query":{}}"#;
    for person in [TARO, AKARI] {
        let client = person.sign_in(&app).await;
        for (method, body) in [("GET", None), ("PUT", Some(body)), ("DELETE", None)] {
            let mut answers = Vec::new();
            for id in [made.value.id, nothing] {
                let (path, tag) = (format!("/me/saved-filters/{id}"), [("if-match", "\"v1\"")]);
                let answer = send_as(&app, &client, method, &path, &tag, body).await;
                assert_eq!(answer.problem(), "notFound", "{method}");
                answers.push(answer.comparable());
            }
            assert_eq!(answers[0], answers[1], "{method}");
        }
        assert_eq!(names(&client).await, [""; 0]);
    }
    assert_eq!(hanako.get_saved_filter(made.value.id).await.unwrap(), made);
    app.finish().await;
}

#[actix_web::test]
async fn of_many_saved_at_once_no_more_than_the_limit_are_kept() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    for n in 0..MAX_SAVED_FILTERS - 3 {
        save(&hanako, &anything(&format!("{n}"))).await.unwrap();
    }
    let again = HANAKO.sign_in_at(&app, &other).await;
    let clients = [Rc::new(hanako), Rc::new(again)];
    let calls = (0..10).map(|n| {
        let client = Rc::clone(&clients[n % 2]);
        async move { save(&client, &anything(&format!("at once {n}"))).await }
    });
    let answers = at_once(calls.collect()).await;
    let (kept, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((kept.len(), others.len()), (3, 7));
    for answer in others {
        assert_eq!(refused(answer), ProblemCode::TooManySavedFilters);
    }
    let all = saved(&clients[0]).await;
    assert_eq!(all.len(), MAX_SAVED_FILTERS as usize);
    let first = clients[0].get_saved_filter(all[0].id).await.unwrap();
    let gone = clients[0].delete_saved_filter(first.value.id, &first.etag);
    gone.await.unwrap();
    save(&clients[1], &anything("again")).await.expect("room");
    app.finish().await;
}
