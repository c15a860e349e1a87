//! Tokens that a key of ours has signed and that are wrong all the same: here no signature hides
//! whether header and claims are looked at.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use minato_db::models::token_keys::{self, TokenKey};
use minato_db::{AsText, TenantScope, Tx as _};
use minato_server::api::ROUTES;
use minato_server::auth::seal::Place;
use minato_server::http::ApiError;
use minato_types::values::AccountId;
use serde_json::{Value, json};

use super::{Key, call, every_scope, get, make, wish};
use crate::app::{ORIGIN, TestApp};
use crate::belongings::Belongings;
use crate::people::HANAKO;
use crate::raw;

/// A key that both sides know: the server takes it for one of its own.
async fn shared_key(app: &TestApp) -> Key {
    let (state, mut key) = (app.app.clone(), Key::new("", 21));
    let public_key = URL_SAFE_NO_PAD.encode(key.public());
    let kept: Result<String, ApiError> = app
        .app
        .db
        .write(move |tx| {
            let id = tx.new_id();
            let place = Place {
                table: "token_keys",
                member: TenantScope::CARRIER.member(),
                account: AccountId(uuid::Uuid::nil()),
                row: id,
            };
            let row = TokenKey {
                id: AsText(id),
                public_key,
                sealed_key: state.keys.tokens.seal(place, &[21; 32], tx.entropy())?,
                key_id: state.keys.tokens.id().to_owned(),
                active_from: (tx.now() - TimeDelta::hours(1)).naive_utc(),
            };
            token_keys::insert(tx, &row)?;
            Ok(id.to_string())
        })
        .await;
    key.kid = kept.unwrap();
    key
}

/// What the server would sign for a program now.
fn right(app: &TestApp, key: &Key, client_id: &str) -> (Value, Value) {
    let now = app.app.db.clock().now().timestamp();
    let header = json!({"typ": "at+jwt", "alg": "EdDSA", "kid": key.kid});
    let claims = json!({
        "iss": ORIGIN, "aud": format!("{ORIGIN}/api/v1"), "sub": client_id,
        "client_id": client_id, "scope": "company:read", "jti": "a",
        "iat": now, "nbf": now, "exp": now + 300,
    });
    (header, claims)
}

/// Changes of one name: another value, or none.
type Changes = Vec<(&'static str, Option<Value>)>;

fn headers() -> Changes {
    let mut all: Changes = vec![("typ", None), ("kid", None), ("alg", None)];
    for kind in ["JWT", "AT+JWT", "application/at+jwt", "dpop+jwt", ""] {
        all.push(("typ", Some(json!(kind))));
    }
    for algorithm in ["none", "HS256", "ES256", "RS256", "eddsa", "Ed25519"] {
        all.push(("alg", Some(json!(algorithm))));
    }
    for (name, value) in [
        ("jwk", json!({"kty": "OKP", "crv": "Ed25519", "x": "AAAA"})),
        ("jku", json!("https://attacker.example/jwks.json")),
        ("x5u", json!("https://attacker.example/cert.pem")),
        ("x5c", json!(["AAAA"])),
        ("x5t", json!("AAAA")),
        ("crit", json!(["exp"])),
        ("zip", json!("DEF")),
        ("cty", json!("JWT")),
        ("nonce", json!("n")),
    ] {
        all.push((name, Some(value)));
    }
    all
}

fn claims(now: i64, other_client: &str) -> Changes {
    let mut all: Changes = Vec::new();
    for name in [
        "iss",
        "aud",
        "sub",
        "client_id",
        "scope",
        "jti",
        "iat",
        "nbf",
        "exp",
    ] {
        all.extend([(name, None), (name, Some(Value::Null))]);
        all.push((name, Some(json!([]))));
    }
    for (name, value) in [
        ("iss", json!(format!("{ORIGIN}/"))),
        ("iss", json!("https://attacker.example")),
        ("iss", json!([ORIGIN])),
        ("aud", json!(ORIGIN)),
        ("aud", json!(format!("{ORIGIN}/oauth/token"))),
        ("aud", json!("https://attacker.example/api/v1")),
        (
            "aud",
            json!([format!("{ORIGIN}/api/v1"), "https://attacker.example"]),
        ),
        ("sub", json!(other_client)),
        ("client_id", json!(other_client)),
        ("scope", json!("everything")),
        ("scope", json!("company:read company:read")),
        ("scope", json!("COMPANY:READ")),
        ("jti", json!("")),
        ("jti", json!("a".repeat(4096))),
        ("iat", json!(now + 31)),
        ("nbf", json!(now + 31)),
        ("exp", json!(now - 31)),
        ("exp", json!(now + 301)),
        ("exp", json!(i64::MAX)),
        ("exp", json!(u64::MAX)),
        ("exp", json!(i64::MIN)),
        ("exp", json!("9999999999")),
        ("exp", json!(1e300)),
        ("admin", json!(true)),
        ("act", json!({"sub": "admin"})),
    ] {
        all.push((name, Some(value)));
    }
    all
}

fn changed(base: &Value, name: &str, value: Option<&Value>) -> Value {
    let mut changed = base.clone();
    match value {
        Some(value) => changed[name] = value.clone(),
        None => drop(changed.as_object_mut().unwrap().remove(name)),
    }
    changed
}

#[actix_web::test]
async fn a_right_signature_alone_opens_no_endpoint() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let own = Belongings::of(&app, HANAKO).await;
    let program = make(&hanako, &wish(&every_scope())).await;
    let other = make(&hanako, &wish(&every_scope())).await;
    let gone = make(&hanako, &wish(&every_scope())).await;
    let now = hanako.get_api_client(gone.id()).await.unwrap();
    hanako
        .delete_api_client(gone.id(), &now.etag)
        .await
        .unwrap();
    let key = shared_key(&app).await;
    let (head, body) = right(&app, &key, program.client_id());
    let token = key.sign(&head, &body);
    let real = get(&app, &token, "/company").await;
    assert_eq!(real.status, 200, "the server knows the key: {}", real.body);

    let mut kinds = Vec::new();
    for (name, value) in headers() {
        let token = key.sign(&changed(&head, name, value.as_ref()), &body);
        kinds.push((format!("header {name} {value:?}"), token));
    }
    let time = app.app.db.clock().now().timestamp();
    for (name, value) in claims(time, other.client_id()) {
        let token = key.sign(&head, &changed(&body, name, value.as_ref()));
        kinds.push((format!("claim {name} {value:?}"), token));
    }
    for client in [
        gone.client_id(),
        "mc_nobody",
        "",
        &program.id().to_string(),
        &program.client_id().to_uppercase(),
        &format!("{} ", program.client_id()),
        "mc_' OR '1'='1",
    ] {
        let (head, body) = right(&app, &key, client);
        kinds.push((format!("client {client}"), key.sign(&head, &body)));
    }
    for (name, text) in [
        ("an array", "[]".to_owned()),
        ("a text", json!(token).to_string()),
        ("nothing", String::new()),
        (
            "a claim twice",
            body.to_string().replacen('{', r#"{"sub":"x","#, 1),
        ),
        ("another token", token.clone()),
    ] {
        kinds.push((name.to_owned(), key.sign_text(&head.to_string(), &text)));
    }
    assert!(kinds.len() >= 60, "only {} kinds", kinds.len());
    let routes: Vec<_> = ROUTES
        .iter()
        .filter(|route| route.access.takes_tokens())
        .collect();
    for (name, token) in &kinds {
        for route in &routes {
            let (method, path) = (route.endpoint.method.as_str(), own.path(route.endpoint));
            let answer = call(&app.address, token, (method, &path), &[], None).await;
            assert_eq!(
                answer.status, 401,
                "{name:.200} at {}: {}",
                route.endpoint, answer.body
            );
        }
    }
    println!("{} kinds at {} endpoints", kinds.len(), routes.len());
    assert_eq!(get(&app, &token, "/company").await.status, 200);
    app.finish().await;
}

#[actix_web::test]
async fn one_header_of_one_form_shows_a_token() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let token = make(&hanako, &wish(&every_scope())).await.token(&app).await;
    let ask = async |values: &[String]| {
        let all: Vec<_> = values
            .iter()
            .map(|value| ("authorization", value.as_str()))
            .collect();
        let answer = raw::send(&app, "GET", "/api/v1/company", &all, None).await;
        answer.status.as_u16()
    };
    let one = |scheme: &str| format!("{scheme}{token}");
    for right in ["Bearer ", "bearer ", "BEARER "] {
        assert_eq!(ask(&[one(right)]).await, 200, "{right}");
    }
    for wrong in [
        vec![one("Bearer "), one("Bearer ")],
        vec![one("Bearer "), "Basic eDp5".to_owned()],
        vec![one("Bearer  ")],
        vec![one("Bearer\t")],
        vec![one("Bearer")],
        vec![one("Basic ")],
        vec![one("DPoP ")],
        vec![one("")],
        vec![format!("Bearer {token},Bearer {token}")],
        vec![format!("Bearer {token} {token}")],
        vec!["Bearer ".to_owned()],
        vec!["Bearer".to_owned()],
    ] {
        assert_eq!(ask(&wrong).await, 401, "{wrong:?}");
    }
    app.finish().await;
}
