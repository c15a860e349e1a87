//! Forged tokens: more than sixty kinds, at every endpoint that takes tokens. None is accepted, and
//! none makes the server fail.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minato_server::api::ROUTES;
use serde_json::{Value, json};

use super::{Key, Program, every_scope, make, wish};
use crate::app::{ORIGIN, TestApp};
use crate::belongings::Belongings;
use crate::people::HANAKO;
use crate::raw;

fn parts(token: &str) -> (Value, Value, String) {
    let mut parts = token.split('.');
    let mut read = || {
        let bytes = URL_SAFE_NO_PAD.decode(parts.next().unwrap()).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    };
    let (header, claims) = (read(), read());
    (header, claims, parts.next().unwrap().to_owned())
}

fn text(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// The values of `Authorization` that nobody must come in with, by their names.
#[expect(clippy::too_many_lines, reason = "one list of all kinds")]
fn forged(token: &str, public: &str) -> Vec<(String, String)> {
    let (header, claims, signature) = parts(token);
    let mut all = Vec::new();
    let mut add =
        |name: &str, token: String| all.push((name.to_owned(), format!("Bearer {token}")));
    let with = |base: &Value, name: &str, value: Value| {
        let mut changed = base.clone();
        changed[name] = value;
        changed
    };
    let without = |base: &Value, name: &str| {
        let mut changed = base.clone();
        changed.as_object_mut().unwrap().remove(name);
        changed
    };
    // The right signature over something else.
    let kept =
        |header: &Value, claims: &Value| format!("{}.{}.{signature}", text(header), text(claims));
    for algorithm in [
        "none", "None", "NONE", "HS256", "HS384", "HS512", "RS256", "PS256", "ES256", "ES384",
        "EdDSA ",
    ] {
        let header = with(&header, "alg", json!(algorithm));
        add(&format!("alg {algorithm}"), kept(&header, &claims));
        add(
            &format!("alg {algorithm} unsigned"),
            format!("{}.{}.", text(&header), text(&claims)),
        );
    }
    // The public key as a secret of HMAC.
    for key in [
        public.as_bytes().to_vec(),
        URL_SAFE_NO_PAD.decode(public).unwrap(),
    ] {
        let header = with(&header, "alg", json!("HS256"));
        let message = format!("{}.{}", text(&header), text(&claims));
        let mac = aws_lc_rs::hmac::sign(
            &aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key),
            message.as_bytes(),
        );
        add(
            "HS256 with the public key",
            format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.as_ref())),
        );
    }
    // A key of one's own, brought along or told where it is.
    let own = Key::new("own", 9);
    let jwk: Value = serde_json::from_str(&own.jwk()).unwrap();
    add("another key", own.sign(&header, &claims));
    for (name, value) in [
        ("jwk", jwk),
        ("jku", json!("https://attacker.example/jwks.json")),
        ("x5u", json!("https://attacker.example/cert.pem")),
        ("x5c", json!(["AAAA"])),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("enc", json!("A256GCM")),
        ("cty", json!("JWT")),
        ("nonce", json!("n")),
        ("unknown", json!(1)),
    ] {
        let header = with(&header, name, value);
        add(
            &format!("header {name}, own key"),
            own.sign(&header, &claims),
        );
        add(
            &format!("header {name}, old signature"),
            kept(&header, &claims),
        );
    }
    for kid in [
        "",
        "own",
        "../../etc/passwd",
        "' OR '1'='1",
        "00000000-0000-0000-0000-000000000000",
        "0",
    ] {
        add(
            &format!("kid {kid}"),
            own.sign(&with(&header, "kid", json!(kid)), &claims),
        );
    }
    add("no kid", own.sign(&without(&header, "kid"), &claims));
    add(
        "upper kid",
        kept(
            &with(
                &header,
                "kid",
                json!(header["kid"].as_str().unwrap().to_uppercase()),
            ),
            &claims,
        ),
    );
    for kind in ["JWT", "at+JWT2", "", "application/at+jwt"] {
        add(
            &format!("typ {kind}"),
            kept(&with(&header, "typ", json!(kind)), &claims),
        );
    }
    add("no typ", kept(&without(&header, "typ"), &claims));
    // Claims that the signature does not cover.
    for (name, value) in [
        ("sub", json!("mc_demo")),
        ("client_id", json!("mc_demo")),
        ("scope", json!("company:read audit:read")),
        ("iss", json!("https://attacker.example")),
        ("aud", json!(ORIGIN)),
        ("exp", json!(9_999_999_999_i64)),
        ("nbf", json!(0)),
        ("admin", json!(true)),
    ] {
        add(
            &format!("claim {name}"),
            kept(&header, &with(&claims, name, value)),
        );
    }
    // Bytes that are off.
    let (head, tail) = token.split_at(token.len() - 1);
    let other = if tail == "A" { "B" } else { "A" };
    add("signature cut", head.to_owned());
    add(
        "signature changed",
        format!("{}{other}", &token[..token.len() - 8]),
    );
    add("signature twice", format!("{token}{signature}"));
    add("four parts", format!("{token}.x"));
    add("two parts", token.rsplit_once('.').unwrap().0.to_owned());
    add("empty", String::new());
    add("padded", format!("{token}=="));
    add("spaces", format!(" {token}"));
    add("trailing space and more", format!("{token} x"));
    add("quotes", format!("\"{token}\""));
    add("no JSON", format!("AAAA.BBBB.{signature}"));
    add(
        "nested",
        format!("{}.{}.{signature}", text(&header), text(&json!(token))),
    );
    add(
        "too long",
        format!(
            "{}.{}.{signature}",
            text(&with(&header, "pad", json!("x".repeat(5000)))),
            text(&claims)
        ),
    );
    for (name, scheme) in [
        ("basic", "Basic"),
        ("dpop", "DPoP"),
        ("token", "Token"),
        ("bearers", "Bearers"),
    ] {
        all.push((name.to_owned(), format!("{scheme} {token}")));
    }
    all.push(("no scheme".to_owned(), token.to_owned()));
    all.push(("glued".to_owned(), format!("Bearer{token}")));
    all
}

async fn public_key(app: &TestApp) -> String {
    let told = raw::send(app, "GET", "/.well-known/jwks.json", &[], None)
        .await
        .json();
    told["keys"][0]["x"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn no_forged_token_opens_any_endpoint() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let own = Belongings::of(&app, HANAKO).await;
    let program: Program = make(&hanako, &wish(&every_scope())).await;
    let token = program.token(&app).await;
    let kinds = forged(&token, &public_key(&app).await);
    assert!(kinds.len() >= 60, "only {} kinds", kinds.len());
    let routes: Vec<_> = ROUTES
        .iter()
        .filter(|route| route.access.takes_tokens())
        .collect();
    let mut asked = 0;
    for (name, authorization) in &kinds {
        for route in &routes {
            let (method, path) = (route.endpoint.method.as_str(), own.path(route.endpoint));
            let headers = [
                ("authorization", authorization.as_str()),
                ("x-csrf-token", "anonymous"),
            ];
            let answer = raw::send(&app, method, &format!("/api/v1{path}"), &headers, None).await;
            assert_eq!(
                answer.status, 401,
                "{name} at {}: {}",
                route.endpoint, answer.body
            );
            asked += 1;
        }
    }
    assert_eq!(asked, kinds.len() * routes.len());
    println!(
        "{} kinds of forged tokens at {} endpoints: {asked} requests refused",
        kinds.len(),
        routes.len()
    );
    // The real one still works: it was not the server that was closed.
    assert_eq!(super::get(&app, &token, "/company").await.status, 200);
    app.finish().await;
}

#[actix_web::test]
async fn a_token_and_a_session_do_not_add_up() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let cookie = format!("__Host-sid={}", hanako.cookie("__Host-sid").unwrap());
    let with = async |authorization: &str| {
        let headers = [
            ("cookie", cookie.as_str()),
            ("authorization", authorization),
        ];
        raw::send(&app, "GET", "/api/v1/me", &headers, None)
            .await
            .status
            .as_u16()
    };
    assert_eq!(
        with("Bearer x").await,
        401,
        "whoever shows a token is judged by it"
    );
    let program = make(&hanako, &wish(&every_scope())).await;
    assert_eq!(
        with(&format!("Bearer {}", program.token(&app).await)).await,
        403
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_token_dies_after_its_minutes() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let token = make(&hanako, &wish(&every_scope())).await.token(&app).await;
    app.pass(chrono::TimeDelta::minutes(5));
    assert_eq!(
        super::get(&app, &token, "/company").await.status,
        200,
        "clocks may differ by 30 s"
    );
    app.pass(chrono::TimeDelta::seconds(31));
    let dead = super::get(&app, &token, "/company").await;
    assert_eq!(dead.problem(), "notSignedIn");
    assert_eq!(
        dead.header("www-authenticate"),
        r#"Bearer error="invalid_token""#
    );
    let nobody = raw::send(&app, "GET", "/api/v1/company", &[], None).await;
    assert_eq!(nobody.header("www-authenticate"), "Bearer");
    app.finish().await;
}
