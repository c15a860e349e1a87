//! A program at work: it comes in by a secret and by a key, lists, applies, changes, on two servers.

use minato_db::models::token_keys;
use minato_server::auth::tokens::keys;
use minato_server::http::ApiError;
use minato_types::api_clients::{AddApiClientKeyRequest, AddApiClientSecretRequest, ApiScope};
use minato_types::audit::AuditAction;
use serde_json::json;

use super::{Key, ask, call, every_scope, get, make, token_in, wish};
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::HANAKO;

#[actix_web::test]
async fn a_program_lists_applies_and_changes_with_its_secret() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&every_scope())).await;
    let token = program.token(&app).await;
    let rules = get(&app, &token, "/port-application-rules").await.json();
    let day = rules["earliestDate"].as_str().unwrap().to_owned();

    let wish = json!({"effectiveDate": day, "addedPorts": 3}).to_string();
    let headers = [("idempotency-key", "k-1")];
    let to = ("POST", "/port-applications");
    let first = call(&app.address, &token, to, &headers, Some(&wish)).await;
    assert_eq!(first.status, 201, "{}", first.body);
    assert_eq!(first.json()["applicant"]["name"], "会議室予約");
    // The same key at another server, with another token, gets the same answer.
    let (_, second) = app.second();
    let other_token = program.token_at(&second).await;
    let again = call(&second, &other_token, to, &headers, Some(&wish)).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    let other = json!({"effectiveDate": day, "addedPorts": 4}).to_string();
    let reused = call(&app.address, &token, to, &headers, Some(&other)).await;
    assert_eq!(reused.problem(), "idempotencyKeyReused");

    let path = format!(
        "/port-applications/{}",
        first.json()["number"].as_str().unwrap()
    );
    let change = ("PATCH", path.as_str());
    let body = Some(r#"{"addedPorts":5}"#);
    let blind = call(&app.address, &token, change, &[], body).await;
    assert_eq!(blind.problem(), "preconditionRequired");
    let etag = [("if-match", first.header("etag"))];
    let changed = call(&second, &token, change, &etag, body).await;
    assert_eq!(changed.json()["addedPorts"], 5, "{}", changed.body);
    let late = call(&app.address, &token, change, &etag, body).await;
    assert_eq!(late.problem(), "preconditionFailed");

    let mails = app.deliver().await;
    assert!(!mails.is_empty(), "its owner hears of it");
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let by_program = |action| {
        let mut found = events.iter().filter(|event| event.action.0 == action);
        found.all(|event| event.actor_kind == "apiClient")
    };
    for action in [
        AuditAction::ApiTokenIssued,
        AuditAction::PortApplicationChanged,
    ] {
        assert!(events.iter().any(|event| event.action.0 == action) && by_program(action));
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_program_comes_in_by_a_key_and_each_assertion_once() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let key = Key::new("booking", 7);
    let jwk = key.jwk();
    let shown = hanako
        .add_api_client_key(program.id(), &AddApiClientKeyRequest { jwk })
        .await;
    assert_eq!(shown.unwrap().keys[0].kid, "booking");

    let form = key.form(&app, program.client_id(), |_| {});
    let token = token_in(&ask(&app.address, "", &form).await);
    assert_eq!(get(&app, &token, "/company").await.status, 200);
    let (_, second) = app.second();
    for address in [&app.address, &second] {
        let again = ask(address, "", &form).await;
        assert_eq!(
            (again.status.as_u16(), &again.json()["error"]),
            (401, &json!("invalid_client"))
        );
    }
    let stranger = Key::new("booking", 8).form(&app, program.client_id(), |_| {});
    assert_eq!(ask(&app.address, "", &stranger).await.status, 401);
    for wrong in [
        ("aud", json!("https://elsewhere.example")),
        ("iss", json!("mc_demo")),
        ("sub", json!("mc_demo")),
        ("exp", json!(app.app.db.clock().now().timestamp() - 31)),
        ("exp", json!(app.app.db.clock().now().timestamp() + 120)),
        ("nbf", json!(app.app.db.clock().now().timestamp() + 60)),
        ("jti", json!("")),
    ] {
        let form = key.form(&app, program.client_id(), |claims| {
            claims[wrong.0] = wrong.1.clone();
        });
        assert_eq!(ask(&app.address, "", &form).await.status, 401, "{wrong:?}");
    }
    let [kept] = &hanako
        .get_api_client(program.id())
        .await
        .unwrap()
        .value
        .keys[..]
    else {
        panic!("one key")
    };
    hanako
        .delete_api_client_key(program.id(), kept.id)
        .await
        .unwrap();
    let form = key.form(&app, program.client_id(), |_| {});
    assert_eq!(ask(&app.address, "", &form).await.status, 401);
    app.finish().await;
}

#[actix_web::test]
async fn a_secret_is_replaced_without_an_outage() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let mut program = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let old = program.clone();
    let until = AddApiClientSecretRequest::default();
    program.issued = hanako
        .add_api_client_secret(program.id(), &until)
        .await
        .unwrap();
    assert_ne!(program.issued.secret, old.issued.secret);
    for one in [&old, &program] {
        one.token(&app).await;
    }
    let third = hanako
        .add_api_client_secret(program.id(), &until)
        .await
        .unwrap_err();
    assert_eq!(
        third.code(),
        Some(minato_types::ProblemCode::TooManySecrets)
    );
    let secrets = &program.issued.client.secrets;
    let first = secrets
        .iter()
        .find(|one| old.issued.secret.ends_with(&one.hint));
    let first = first.unwrap().id;
    hanako
        .delete_api_client_secret(program.id(), first)
        .await
        .unwrap();
    let refused = ask(&app.address, &old.basic(), "grant_type=client_credentials").await;
    assert_eq!(refused.status, 401);
    program.token(&app).await;
    app.finish().await;
}

#[actix_web::test]
async fn tokens_go_on_while_the_key_that_signs_them_is_replaced() {
    let app = TestApp::start().await;
    let (other, second) = app.second();
    let hanako = HANAKO.sign_in(&app).await;
    let program = make(&hanako, &wish(&[ApiScope::CompanyRead])).await;
    let before = program.token(&app).await;
    let state = app.app.clone();
    let made: Result<uuid::Uuid, ApiError> = app
        .app
        .db
        .write(move |tx| {
            let from = minato_db::Tx::now(tx) + keys::AHEAD;
            keys::add(tx, &state.keys, from)
        })
        .await;
    let new = made.unwrap();
    app.pass(chrono::TimeDelta::seconds(61));
    let told = crate::raw::send_to(&second, "GET", "/.well-known/jwks.json", &[], None).await;
    let known = |kid: uuid::Uuid| told.body.contains(&kid.to_string());
    assert!(
        known(new),
        "a new key is told before it signs: {}",
        told.body
    );
    assert_eq!(
        call(&second, &before, ("GET", "/company"), &[], None)
            .await
            .status,
        200
    );

    app.pass(keys::AHEAD);
    for address in [&app.address, &second] {
        let after = program.token_at(address).await;
        assert_eq!(kid_of(&after), new.to_string());
        for reader in [&app.address, &second] {
            assert_eq!(
                call(reader, &after, ("GET", "/company"), &[], None)
                    .await
                    .status,
                200
            );
        }
    }
    // A stolen key is thrown away: its tokens open nothing from the next request on.
    let stolen = program.token(&app).await;
    let state = other.clone();
    let replaced: Result<(), ApiError> = other
        .db
        .write(move |tx| {
            let now = minato_db::Tx::now(tx);
            let id = keys::add(tx, &state.keys, now)?;
            token_keys::delete_others(tx, id)?;
            Ok(())
        })
        .await;
    replaced.unwrap();
    for address in [&app.address, &second] {
        assert_eq!(
            call(address, &stolen, ("GET", "/company"), &[], None)
                .await
                .status,
            401
        );
    }
    // No server signs by it any more, whatever it has known until now.
    app.pass(chrono::TimeDelta::seconds(1));
    for address in [&app.address, &second] {
        let token = program.token_at(address).await;
        for reader in [&app.address, &second] {
            let answer = call(reader, &token, ("GET", "/company"), &[], None).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
    }
    app.finish().await;
}

fn kid_of(token: &str) -> String {
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

#[actix_web::test]
async fn the_metadata_leads_to_everything() {
    let app = TestApp::start().await;
    let path = "/.well-known/oauth-authorization-server";
    let told = crate::raw::send(&app, "GET", path, &[], None).await.json();
    assert_eq!(told["issuer"], crate::app::ORIGIN);
    for (name, end) in [
        ("token_endpoint", "/oauth/token"),
        ("jwks_uri", "/.well-known/jwks.json"),
    ] {
        assert!(told[name].as_str().unwrap().ends_with(end), "{told}");
    }
    let scopes = told["scopes_supported"].as_array().unwrap();
    assert_eq!(scopes.len(), ApiScope::ALL.len());
    app.finish().await;
}
