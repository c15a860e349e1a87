//! How much a program may call, and the log of what it called.

use chrono::TimeDelta;
use minato_types::api_clients::ApiScope;
use minato_types::api_log::ListApiCallsQuery;

use super::{Program, ask, call, get, make, wish};
use crate::app::TestApp;
use crate::people::{AKARI, HANAKO};

#[actix_web::test]
async fn two_servers_share_the_calls_of_a_minute() {
    let app = TestApp::start_with(|settings| settings.client_calls = 60).await;
    let (_, second) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let other = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let (token, others) = (program.token(&app).await, other.token(&app).await);
    let (mut answered, mut refused) = (0, 0);
    for turn in 0..80 {
        let address = if turn % 2 == 0 { &app.address } else { &second };
        let answer = call(address, &token, ("GET", "/company"), &[], None).await;
        assert_eq!(answer.header("ratelimit-policy"), "\"client\";q=60;w=60");
        let left = answer.header("ratelimit").to_owned();
        if answer.status == 429 {
            assert!(left.starts_with("\"client\";r=0;t="), "{left}");
            let seconds: u32 = answer.header("retry-after").parse().unwrap();
            assert!((1..=60).contains(&seconds));
            refused += 1;
        } else {
            assert_eq!(
                (answer.status.as_u16(), refused),
                (200, 0),
                "no answer after a refusal"
            );
            answered += 1;
        }
    }
    assert_eq!((answered, refused), (60, 20));
    assert_eq!(
        get(&app, &others, "/company").await.status,
        200,
        "each program has its own"
    );
    app.pass(TimeDelta::seconds(61));
    assert_eq!(get(&app, &token, "/company").await.status, 200);
    app.finish().await;
}

#[actix_web::test]
async fn a_program_that_asks_for_tokens_without_end_waits() {
    let app = TestApp::start_with(|settings| settings.client_calls = 5).await;
    let (_, second) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let other = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    for turn in 0..5 {
        let address = if turn % 2 == 0 { &app.address } else { &second };
        program.token_at(address).await;
    }
    let form = "grant_type=client_credentials";
    for address in [&app.address, &second] {
        let answer = ask(address, &program.basic(), form).await;
        assert_eq!(answer.status, 429, "{}", answer.body);
        assert!((1..=60).contains(&answer.header("retry-after").parse::<u32>().unwrap()));
    }
    // Nobody else uses its tokens up: not a stranger who knows its name, not another program.
    other.token(&app).await;
    app.pass(TimeDelta::seconds(61));
    let guess = format!("{form}&client_id={}&client_secret=x", program.client_id());
    for _ in 0..6 {
        assert_eq!(ask(&app.address, "", &guess).await.status, 401);
    }
    program.token(&app).await;
    app.finish().await;
}

async fn routes(app: &TestApp, token: &str, query: &str) -> Vec<String> {
    let answer = get(app, token, &format!("/api-log?pageSize=100{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let items = answer.json()["items"].as_array().unwrap().clone();
    let line = |item: &serde_json::Value| {
        format!(
            "{} {} {}",
            item["method"].as_str().unwrap(),
            item["route"].as_str().unwrap(),
            item["status"]
        )
    };
    items.iter().map(line).collect()
}

#[actix_web::test]
async fn a_program_finds_its_calls_and_no_others() {
    let app = TestApp::start().await;
    let (_, second) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let program: Program = make(&hanako, &wish(&[ApiScope::CompanyRead, ApiScope::LogRead])).await;
    let other = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let (token, others) = (program.token(&app).await, other.token(&app).await);
    let company = get(&app, &token, "/company").await;
    app.pass(TimeDelta::milliseconds(5));
    get(&app, &others, "/company").await;
    app.pass(TimeDelta::milliseconds(5));
    let refused = get(&app, &token, "/contracts?secret=hunter2").await;
    assert_eq!(refused.problem(), "scopeMissing");
    app.pass(TimeDelta::milliseconds(5));

    let all = routes(&app, &token, "").await;
    assert_eq!(
        all,
        ["GET /api/v1/contracts 403", "GET /api/v1/company 200"]
    );
    assert_eq!(
        routes(&app, &token, "&outcome=refused").await,
        ["GET /api/v1/contracts 403"]
    );
    let by_id = format!("&requestId={}", company.header("x-request-id"));
    assert_eq!(
        routes(&app, &token, &by_id).await,
        ["GET /api/v1/company 200"]
    );
    let text = get(&app, &token, "/api-log").await.body;
    assert!(!text.contains("hunter2"), "no query stands in the log");
    assert!(text.contains("scopeMissing"));
    // At another server too, as soon as it is written.
    let there = call(&second, &token, ("GET", "/api-log"), &[], None).await;
    assert!(there.body.contains("/api/v1/company"));
    let mut query = ListApiCallsQuery {
        page_size: Some(1),
        ..ListApiCallsQuery::default()
    };
    query.client = Some(other.id().to_string());
    let seen = hanako.list_api_calls(&query).await.unwrap();
    assert_eq!(seen.items.len(), 1);
    assert_eq!(seen.items[0].client.id, other.id());
    query.client = None;
    let mut pages = 0;
    loop {
        let page = hanako.list_api_calls(&query).await.unwrap();
        pages += page.items.len();
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert!(pages >= 6, "{pages} calls in all");
    let foreign = AKARI.sign_in(&app).await;
    assert!(
        foreign
            .list_api_calls(&ListApiCallsQuery::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
    app.finish().await;
}
