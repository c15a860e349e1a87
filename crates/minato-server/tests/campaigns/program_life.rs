//! A program at two server processes: it comes in by a secret and by a key, lists, applies,
//! changes, is refused beyond what it may, goes on while the keys of the servers are replaced,
//! and stops when somebody stops it or its last day is over.

use chrono::{DateTime, Days, TimeDelta, Utc};
use minato_types::api_clients::{AddApiClientKeyRequest, ApiScope as S};
use minato_types::rules::japan_time;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::program_scene::{Scene, refused};
use crate::programs::{Key, Place, Program, wish};
use crate::rights_office::{CONTRACTS, number};
use crate::server_process::Plan;

/// Where programs do not live.
const ELSEWHERE: [u8; 4] = [127, 0, 0, 2];

#[actix_web::test]
async fn a_program_works_at_two_servers_and_no_longer_than_it_may() {
    let started = std::time::Instant::now();
    let mut scene = Scene::open().await;
    let worker = scene.make("worker").await;
    let key = Key::new("worker", 7);
    let jwk = AddApiClientKeyRequest { jwk: key.jwk() };
    let shown = scene.admin.add_api_client_key(worker.id(), &jwk).await;
    shown.unwrap();

    let tokens = it_comes_in_by_a_secret_and_by_a_key(&scene, &worker, &key).await;
    it_applies_and_changes(&scene, &tokens).await;
    it_is_refused_beyond_what_it_may(&scene, &tokens, &worker).await;
    it_stops_when_somebody_stops_it(&scene).await;
    // Made while the admin is there.
    let last_day = japan_time::date(scene.clock.now()) + Days::new(1);
    let mut short = scene.wish("short");
    short.valid_until = last_day.to_string();
    let short = Program::make(&scene.admin, &short).await;

    it_goes_on_while_keys_are_replaced(&mut scene, &worker, &key).await;
    let end = japan_time::end_of(last_day);
    its_last_day_ends(&mut scene, &worker, &short, end).await;
    let told = scene.run(&["audit", "verify"]);
    println!("a program's life took {:?}; {told}", started.elapsed());
}

/// Answers a token for its secret from the first server and one for its key from the second.
async fn it_comes_in_by_a_secret_and_by_a_key(
    scene: &Scene,
    worker: &Program,
    key: &Key,
) -> [String; 2] {
    let [first, second] = &scene.plans;
    let issuer = first.origin();
    let signed = || key.form(worker.client_id(), &issuer, scene.clock.now());
    let statement = signed();
    let tokens = [
        scene.home.buy(first, &worker.form()).await.token(),
        scene.home.buy(second, &statement).await.token(),
    ];
    // Once, wherever it comes again.
    scene.nobody_sells(&statement, "a statement again").await;
    let stranger = Key::new("worker", 8);
    let stranger = stranger.form(worker.client_id(), &issuer, scene.clock.now());
    scene.nobody_sells(&stranger, "another key").await;
    scene.home.buy(first, &signed()).await.token();
    for answer in scene.answers(&tokens, "/contracts").await {
        assert_eq!(answer.json()["total"], CONTRACTS, "{answer:?}");
    }
    tokens
}

async fn it_applies_and_changes(scene: &Scene, [by_secret, by_key]: &[String; 2]) {
    let ([first, second], home) = (&scene.plans, &scene.home);
    let rules = home.get(second, by_key, "/port-application-rules").await;
    let day = rules.json()["earliestDate"].clone();
    let wish = |ports: u32| json!({"effectiveDate": day, "addedPorts": ports}).to_string();
    let (to, once) = (
        (Method::POST, "/port-applications"),
        [("idempotency-key", "k-1")],
    );
    let submit = async |plan: &Plan, token: &str, ports: u32| {
        home.call(plan, token, to.clone(), &once, Some(&wish(ports)))
            .await
    };
    let made = submit(first, by_secret, 3).await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(submit(second, by_key, 3).await, made, "the same answer");
    assert_eq!(submit(first, by_key, 3).await, made, "and again");
    let other = submit(second, by_secret, 4).await;
    assert_eq!(other.outcome(), refused(422, "idempotencyKeyReused"));
    for answer in scene
        .answers(&[by_secret.clone(), by_key.clone()], to.1)
        .await
    {
        assert_eq!(answer.json()["total"], 1, "{answer:?}");
    }

    let path = format!(
        "/port-applications/{}",
        made.json()["number"].as_str().unwrap()
    );
    let change = async |plan: &Plan, token: &str, etag: &str, ports: u32| {
        let body = json!({"addedPorts": ports}).to_string();
        let to = (Method::PATCH, path.as_str());
        home.call(plan, token, to, &[("if-match", etag)], Some(&body))
            .await
    };
    let changed = change(second, by_secret, &made.etag, 5).await;
    assert_eq!(changed.json()["addedPorts"], 5, "{changed:?}");
    for plan in &scene.plans {
        let late = change(plan, by_key, &made.etag, 6).await;
        assert_eq!(late.outcome(), refused(412, "preconditionFailed"));
    }
    let again = change(first, by_key, &changed.etag, 6).await;
    assert_eq!(again.json()["addedPorts"], 6, "{again:?}");
}

async fn it_is_refused_beyond_what_it_may(scene: &Scene, tokens: &[String; 2], worker: &Program) {
    let reader = Program::make(&scene.admin, &wish("reader", &[S::ContractsRead])).await;
    let reader = &scene.tokens(&reader).await[0];
    let worker_token = &tokens[0];
    let one = |n: u32| format!("/contracts/{}", number(n));
    let memo = |n: u32| format!("/contracts/{}/memo", number(n));
    let (own, seen, unseen) = (memo(0), memo(1), one(0));
    let cases = [
        // Beyond its scopes, and where programs have no business at all.
        (
            reader,
            Method::POST,
            "/port-applications",
            403,
            "scopeMissing",
        ),
        (reader, Method::PUT, &own, 403, "scopeMissing"),
        (worker_token, Method::GET, "/accounts", 403, "scopeMissing"),
        (worker_token, Method::GET, "/me", 403, "forbidden"),
        (worker_token, Method::GET, "/api-clients", 403, "forbidden"),
        // Beyond the rights of its groups: it may see this one only, and another sees none.
        (worker_token, Method::PUT, &seen, 403, "forbidden"),
        (reader, Method::GET, &unseen, 404, "notFound"),
    ];
    let away = Place::at(ELSEWHERE);
    for plan in &scene.plans {
        for (token, method, path, status, code) in &cases {
            let body = (*method != Method::GET).then_some(r#"{"memo":"x"}"#);
            let etag = [("if-match", "\"v1-1\"")];
            let to = (method.clone(), *path);
            let answer = scene.home.call(plan, token, to, &etag, body).await;
            let wanted = refused(*status, code);
            assert_eq!(answer.outcome(), wanted, "{method} {path}");
        }
        let none = scene.home.get(plan, reader, "/contracts").await;
        assert_eq!(none.json()["total"], 0);
        // From elsewhere neither its secret nor its token is any good.
        let bought = away.buy(plan, &worker.form()).await;
        assert_eq!(bought.outcome(), refused(401, "invalid_client"));
        for token in tokens {
            let called = away.get(plan, token, "/company").await;
            assert_eq!(called.outcome(), refused(403, "addressRefused"));
        }
    }
    // What it may change, it changes.
    let to = (Method::PUT, own.as_str());
    let (etag, body) = ([("if-match", "\"v1-1\"")], Some(r#"{"memo":"x"}"#));
    let written = scene
        .home
        .call(&scene.plans[1], worker_token, to, &etag, body)
        .await;
    assert_eq!(written.status, 200, "{written:?}");
    scene.all_work(tokens).await;
}

async fn it_stops_when_somebody_stops_it(scene: &Scene) {
    let admin = &scene.admin;
    let [suspended, deleted, revoked] = [
        scene.make("suspended").await,
        scene.make("deleted").await,
        scene.make("revoked").await,
    ];
    let of_suspended = scene.tokens(&suspended).await;
    let of_deleted = scene.tokens(&deleted).await;
    scene.tokens(&revoked).await;
    scene.all_work(&of_suspended).await;
    scene.all_work(&of_deleted).await;

    let now = admin.get_api_client(suspended.id()).await.unwrap();
    let off = admin.suspend_api_client(suspended.id(), &now.etag).await;
    let off = off.unwrap();
    scene.none_works(&of_suspended, "suspended").await;
    scene.nobody_sells(&suspended.form(), "suspended").await;
    let on = admin.resume_api_client(suspended.id(), &off.etag);
    on.await.unwrap();
    scene.all_work(&of_suspended).await;

    let now = admin.get_api_client(deleted.id()).await.unwrap();
    let gone = admin.delete_api_client(deleted.id(), &now.etag).await;
    gone.unwrap();
    scene.none_works(&of_deleted, "deleted").await;
    scene.nobody_sells(&deleted.form(), "deleted").await;

    let secret = admin.delete_api_client_secret(revoked.id(), revoked.secret_id());
    secret.await.unwrap();
    scene
        .nobody_sells(&revoked.form(), "a revoked secret")
        .await;
}

async fn it_goes_on_while_keys_are_replaced(scene: &mut Scene, worker: &Program, key: &Key) {
    let before = scene.tokens(worker).await;
    let told = scene.run(&["token-keys", "rotate"]);
    let new = told.split(' ').next().unwrap().to_owned();
    new.parse::<Uuid>().expect("the name of the new key");
    scene.all_work(&before).await;
    scene.clock.pass(TimeDelta::minutes(8));
    for plan in &scene.plans {
        let names = scene.home.key_names(plan).await;
        assert!(names.contains(&new), "told before it signs: {names}");
    }
    let old = scene.tokens(worker).await;
    for token in &old {
        assert_ne!(signed_by(token), new, "it does not sign yet");
    }
    scene.clock.pass(TimeDelta::seconds(121));
    scene.all_work(&old).await;
    let issuer = scene.plans[0].origin();
    let statement = key.form(worker.client_id(), &issuer, scene.clock.now());
    let by_key = scene.home.buy(&scene.plans[1], &statement).await.token();
    let [by_secret, _] = scene.tokens(worker).await;
    let next = [by_secret, by_key];
    for token in &next {
        assert_eq!(signed_by(token), new);
    }
    scene.all_work(&next).await;
    scene.all_work(&old).await;
    // Stolen keys are thrown away: what they have signed opens nothing from now on.
    scene.run(&["token-keys", "rotate", "--now"]);
    scene.none_works(&next, "signed by a stolen key").await;
    scene.none_works(&old, "signed by the key before").await;
    let last = scene.tokens(worker).await;
    assert_ne!(signed_by(&last[0]), new);
    scene.all_work(&last).await;
}

fn signed_by(token: &str) -> String {
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

/// A token that is a minute old ends with the day as well.
async fn its_last_day_ends(
    scene: &mut Scene,
    worker: &Program,
    short: &Program,
    end: DateTime<Utc>,
) {
    let almost = end - TimeDelta::minutes(1) - scene.clock.now();
    scene.clock.pass(almost);
    let (tokens, others) = (scene.tokens(short).await, scene.tokens(worker).await);
    scene.all_work(&tokens).await;
    assert!(scene.clock.now() < end, "this took too long");
    // The clock is set by whole seconds.
    scene.clock.pass(TimeDelta::seconds(61));
    scene.none_works(&tokens, "its last day is over").await;
    scene
        .nobody_sells(&short.form(), "its last day is over")
        .await;
    scene.all_work(&others).await;
}
