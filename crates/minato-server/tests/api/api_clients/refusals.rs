//! When a program is refused: beyond its scope, its rights, its networks and its days, and from the
//! next request on when somebody takes something away.

use chrono::TimeDelta;
use minato_db::models::{member_options, members};
use minato_db::{DbError, WriteTx};
use minato_types::ProblemCode;
use minato_types::api_clients::{ApiScope, UpdateApiClientRequest};
use minato_types::groups::AddGroupRequest;
use minato_types::members::MemberState;
use minato_types::port_applications::ListPortApplicationsQuery;
use serde_json::json;

use super::{Program, ask, call, every_scope, get, make, wish};
use crate::app::TestApp;
use crate::people::{AKARI, HANAKO};

const FORM: &str = "grant_type=client_credentials";

#[actix_web::test]
async fn a_token_carries_what_was_asked_for_and_no_more() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&[ApiScope::CompanyRead, ApiScope::LogRead])).await;
    let form = format!("{FORM}&scope=log%3Aread");
    let narrow = super::token_in(&ask(&app.address, &program.basic(), &form).await);
    let refused = get(&app, &narrow, "/company").await;
    assert_eq!(refused.problem(), "scopeMissing");
    assert_eq!(
        refused.header("www-authenticate"),
        r#"Bearer error="insufficient_scope""#
    );
    let wide = program.token(&app).await;
    assert_eq!(get(&app, &wide, "/company").await.status, 200);
    assert_eq!(get(&app, &wide, "/me").await.problem(), "forbidden");
    assert_eq!(
        get(&app, &wide, "/api-clients").await.problem(),
        "forbidden"
    );
    for scope in [
        "contracts%3Aread",
        "all",
        "log%3Aread+log%3Aread",
        "log%3Aread+contracts%3Aread",
    ] {
        let form = format!("{FORM}&scope={scope}");
        let answer = ask(&app.address, &program.basic(), &form).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]),
            (400, &json!("invalid_scope"))
        );
    }
    app.finish().await;
}

#[actix_web::test]
async fn groups_say_which_contracts_a_program_sees() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&every_scope())).await;
    let token = program.token(&app).await;
    let total = async |token: &str| get(&app, token, "/contracts").await.json()["total"].clone();
    assert_eq!(total(&token).await, 0, "without a group it sees nothing");
    let automatic = hanako.list_groups().await.unwrap().items;
    let automatic = automatic
        .iter()
        .find(|group| group.name.is_empty())
        .unwrap();
    let put = async |groups: Vec<uuid::Uuid>| {
        let now = hanako.get_api_client(program.id()).await.unwrap();
        let change = UpdateApiClientRequest {
            group_ids: Some(groups),
            ..UpdateApiClientRequest::default()
        };
        hanako
            .update_api_client(program.id(), &change, &now.etag)
            .await
    };
    put(vec![automatic.id.0]).await.unwrap();
    assert!(total(&token).await.as_u64().unwrap() > 10);
    let menu = get(&app, &token, "/service-menu").await;
    assert_eq!(menu.status, 200);
    put(Vec::new()).await.unwrap();
    assert_eq!(total(&token).await, 0, "at the next request");
    let unknown = put(vec![uuid::Uuid::nil()]).await.unwrap_err();
    assert_eq!(unknown.code(), Some(ProblemCode::ValidationFailed));
    // A group that goes takes its rights along.
    let request = AddGroupRequest {
        name: "programs".to_owned(),
        description: String::new(),
    };
    let group = hanako.add_group(&request, "g").await.unwrap();
    put(vec![group.value.id.0]).await.unwrap();
    hanako
        .delete_group(group.value.id, &group.etag)
        .await
        .unwrap();
    assert!(
        hanako
            .get_api_client(program.id())
            .await
            .unwrap()
            .value
            .groups
            .is_empty()
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_program_comes_from_its_networks_only() {
    let app = TestApp::start_with(|settings| {
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut wish = wish(&[ApiScope::CompanyRead]);
    wish.allowed_networks = vec!["203.0.113.0/24".to_owned(), "2001:db8::/48".to_owned()];
    let program = make(&hanako, &wish).await;
    let from = async |address: &str| {
        let basic = program.basic();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("authorization", basic.as_str()),
            ("x-forwarded-for", address),
        ];
        crate::raw::send(&app, "POST", "/oauth/token", &headers, Some(FORM)).await
    };
    let token = super::token_in(&from("203.0.113.77").await);
    super::token_in(&from("2001:db8::5").await);
    for outside in ["203.0.114.1", "2001:db9::1", "203.0.113.77, 198.51.100.1"] {
        assert_eq!(from(outside).await.status, 401, "{outside}");
    }
    for (address, status) in [
        ("203.0.113.1", 200),
        ("198.51.100.1", 403),
        ("203.0.113.1, 198.51.100.1", 403),
    ] {
        let to = ("GET", "/company");
        let answer = call(
            &app.address,
            &token,
            to,
            &[("x-forwarded-for", address)],
            None,
        )
        .await;
        assert_eq!(answer.status.as_u16(), status, "{address}");
    }
    app.finish().await;
}

#[actix_web::test]
async fn everything_that_is_taken_away_is_gone_at_the_next_request_on_both_servers() {
    let app = TestApp::start().await;
    let (_, second) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    for end in [
        "suspend",
        "delete",
        "scope",
        "option",
        "member",
        "validUntil",
    ] {
        let program = make(&hanako, &wish(&[ApiScope::CompanyRead, ApiScope::LogRead])).await;
        let token = program.token(&app).await;
        let works = async |address: &str| {
            let to = ("GET", "/company");
            call(address, &token, to, &[], None).await.status.as_u16()
        };
        assert_eq!(
            [works(&app.address).await, works(&second).await],
            [200, 200]
        );
        take_away(&app, &hanako, &program, end).await;
        let wanted = if end == "scope" { 403 } else { 401 };
        assert_eq!(
            [works(&app.address).await, works(&second).await],
            [wanted, wanted],
            "{end}"
        );
        if end != "scope" {
            assert_eq!(
                ask(&second, &program.basic(), FORM).await.status,
                401,
                "{end}"
            );
        }
        if ["option", "member"].contains(&end) {
            give_back(&app, end).await;
            assert_eq!(works(&second).await, 200, "{end} given back");
        }
    }
    app.finish().await;
}

async fn take_away(app: &TestApp, hanako: &minato_client::Client, program: &Program, what: &str) {
    let now = hanako.get_api_client(program.id()).await.unwrap();
    let mut change = UpdateApiClientRequest::default();
    match what {
        "suspend" => {
            hanako
                .suspend_api_client(program.id(), &now.etag)
                .await
                .unwrap();
            return;
        }
        "delete" => {
            return hanako
                .delete_api_client(program.id(), &now.etag)
                .await
                .unwrap();
        }
        "scope" => change.scopes = Some(vec!["log:read".to_owned()]),
        "validUntil" => {
            let today = minato_types::rules::japan_time::date(app.app.db.clock().now());
            change.valid_until = Some(today.to_string());
        }
        other => return set(app, other, false).await,
    }
    hanako
        .update_api_client(program.id(), &change, &now.etag)
        .await
        .unwrap();
    if what == "validUntil" {
        // Until the end of the day in Japan it works; then its token, however young, opens nothing.
        let token = program.token(app).await;
        assert_eq!(get(app, &token, "/company").await.status, 200);
        app.pass(TimeDelta::hours(24));
    }
}

async fn give_back(app: &TestApp, what: &str) {
    set(app, what, true).await;
}

/// The operator gives or takes the option, or closes and opens the member, as rows.
pub(super) async fn set(app: &TestApp, what: &str, there: bool) {
    let what = what.to_owned();
    let done: Result<(), DbError> = app.app.db.write(move |tx| apply(tx, &what, there)).await;
    done.unwrap();
}

fn apply(tx: &mut WriteTx<'_>, what: &str, there: bool) -> Result<(), DbError> {
    let email = minato_types::values::EmailAddress::parse(HANAKO.email).unwrap();
    let found = minato_db::models::accounts::find_candidate(tx, None, &email)?;
    let scope = found.unwrap().account.scope();
    if what == "member" {
        let state = if there {
            MemberState::Active
        } else {
            MemberState::Closed
        };
        return super::managing::set_member_state(tx, state);
    }
    let mut kinds: Vec<_> = member_options::list(tx, scope)?
        .into_iter()
        .map(|one| one.kind.0)
        .collect();
    let access = minato_types::company::CompanyOptionKind::ApiAccess;
    kinds.retain(|kind| *kind != access);
    if there {
        kinds.push(access);
    }
    let today = minato_types::rules::japan_time::date(minato_db::Tx::now(tx));
    members::lock(tx, scope)?;
    member_options::replace_all_of(tx, scope, &kinds, today)?;
    Ok(())
}

#[actix_web::test]
async fn a_program_of_another_member_sees_nothing_of_this_one() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let akari = AKARI.sign_in(&app).await;
    let mut wish = wish(&every_scope());
    let groups = akari.list_groups().await.unwrap().items;
    wish.group_ids = groups
        .iter()
        .filter(|group| group.name.is_empty())
        .map(|group| group.id.0)
        .collect();
    let foreign = make(&akari, &wish).await;
    let token = foreign.token(&app).await;
    let ours = hanako
        .list_port_applications(&ListPortApplicationsQuery::default())
        .await
        .unwrap();
    let number = ours.items[0].number.to_string();
    let at = async |path: String| get(&app, &token, &path).await.comparable();
    let theirs = at(format!("/port-applications/{number}")).await;
    let nobodys = at("/port-applications/SO-99999-0".to_owned()).await;
    assert_eq!(theirs.status, 404);
    let quota = |mut answer: crate::raw::Answer| {
        answer.headers.remove("ratelimit");
        answer
    };
    assert_eq!(quota(theirs), quota(nobodys));
    for id in [program_id(&hanako).await, uuid::Uuid::nil()] {
        let refused = akari.get_api_client(id).await.unwrap_err();
        assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    }
    app.finish().await;
}

async fn program_id(admin: &minato_client::Client) -> uuid::Uuid {
    admin.list_api_clients().await.unwrap().items[0].id
}

#[actix_web::test]
async fn the_token_endpoint_answers_faults_as_the_standard_says() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let (id, secret) = (program.client_id(), &program.issued.secret);
    let post = format!("{FORM}&client_id={id}&client_secret={secret}");
    super::token_in(&ask(&app.address, "", &post).await);
    let basic = program.basic();
    for (authorization, form, status, error) in [
        ("", "", 400, "invalid_request"),
        (
            &*basic,
            "grant_type=password",
            400,
            "unsupported_grant_type",
        ),
        (
            &*basic,
            "grant_type=client_credentials&grant_type=client_credentials",
            400,
            "invalid_request",
        ),
        ("", FORM, 401, "invalid_client"),
        (&*basic, &*post, 400, "invalid_request"),
        ("Basic !", FORM, 401, "invalid_client"),
        ("Basic bWNfZGVtbzp3cm9uZw==", FORM, 401, "invalid_client"),
        ("Basic bm9ib2R5Ondyb25n", FORM, 401, "invalid_client"),
        (
            &*basic,
            "grant_type=client_credentials&client_id=mc_demo",
            401,
            "invalid_client",
        ),
    ] {
        let answer = ask(&app.address, authorization, form).await;
        assert_eq!(answer.status.as_u16(), status, "{form} {}", answer.body);
        assert_eq!(answer.json()["error"], error, "{form}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(
            status == 401,
            answer.header("www-authenticate").starts_with("Basic")
        );
    }
    let json = [("content-type", "application/json")];
    let answer = crate::raw::send(&app, "POST", "/oauth/token", &json, Some("{}")).await;
    assert_eq!(answer.json()["error"], "invalid_request");
    app.finish().await;
}
