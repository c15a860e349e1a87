//! The requests, for either database.

use actix_web::http::header;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use anyhow::Result;
use chrono::{DateTime, Utc};
use minato_db::{Clock as _, SystemClock};
use minato_server::auth::cookies;
use minato_server::auth::keys::{Secret, equal};
use minato_types::contracts::{ContractCounts, ListContractsQuery};
use minato_types::page::Page;
use minato_types::port_applications::SubmitPortApplicationRequest;
use minato_types::rules::keyword_search;
use minato_types::values::{ContractNumber, PortApplicationNumber};
use minato_types::{Validate as _, endpoints, headers};

use super::application::{Application, Found};
use super::contract::{Contract, Tagged};
use super::submission::{Asked, Kept, Keys};

/// What came of a request.
pub(super) enum Outcome<T> {
    /// It is answered.
    Done(T),
    /// What is asked for is not there, or is not allowed.
    Refused,
    /// Nobody is signed in who may ask for it.
    NotSignedIn,
}

/// What answers, with a connection of its own.
pub(super) trait Store: 'static {
    fn new(url: &str) -> Self;

    async fn list(&self, secret: &str, now: DateTime<Utc>) -> Result<Outcome<Page<Application>>>;

    async fn detail(
        &self,
        secret: &str,
        number: PortApplicationNumber,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Found>>;

    async fn submit(&self, secret: &str, asked: &Asked, keys: &Keys) -> Result<Outcome<Kept>>;

    /// The first page of contracts, of those in which two words stand if there are two.
    async fn contracts(
        &self,
        secret: &str,
        words: Option<[String; 2]>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Page<Contract>>>;

    async fn contract_counts(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<ContractCounts>>;

    async fn contract(
        &self,
        secret: &str,
        number: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Tagged>>;
}

pub(super) fn mount<S: Store>(config: &mut ServiceConfig) {
    let path = endpoints::LIST_PORT_APPLICATIONS.full_path();
    config
        .route(&path, web::get().to(list::<S>))
        .route(&path, web::post().to(submit::<S>))
        .route(&format!("{path}/{{number}}"), web::get().to(detail::<S>));
    let (contracts, counts) = (endpoints::LIST_CONTRACTS, endpoints::COUNT_CONTRACTS);
    config
        .route(&contracts.full_path(), web::get().to(list_contracts::<S>))
        .route(&counts.full_path(), web::get().to(count_contracts::<S>))
        .route(
            &endpoints::GET_CONTRACT.full_path(),
            web::get().to(get_contract::<S>),
        );
}

async fn get_contract<S: Store>(
    store: web::Data<S>,
    request: HttpRequest,
    number: web::Path<String>,
) -> HttpResponse {
    let (Some(secret), Ok(number)) = (secret(&request), ContractNumber::parse(&number)) else {
        return HttpResponse::Unauthorized().finish();
    };
    let (number, now) = (number.to_string(), SystemClock.now());
    match store.contract(&secret.digest(), &number, now).await {
        Ok(Outcome::Done(found)) => HttpResponse::Ok()
            .insert_header((header::ETAG, found.tag))
            .json(found.contract),
        other => failed(other),
    }
}

async fn list_contracts<S: Store>(
    store: web::Data<S>,
    request: HttpRequest,
    query: web::Query<ListContractsQuery>,
) -> HttpResponse {
    let Some(secret) = secret(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    let words = keyword_search::plain_words(query.q.as_deref().unwrap_or_default());
    let words = words.try_into().ok();
    match store
        .contracts(&secret.digest(), words, SystemClock.now())
        .await
    {
        Ok(Outcome::Done(page)) => HttpResponse::Ok().json(page),
        other => failed(other),
    }
}

async fn count_contracts<S: Store>(store: web::Data<S>, request: HttpRequest) -> HttpResponse {
    let Some(secret) = secret(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    match store
        .contract_counts(&secret.digest(), SystemClock.now())
        .await
    {
        Ok(Outcome::Done(counts)) => HttpResponse::Ok().json(counts),
        other => failed(other),
    }
}

async fn list<S: Store>(store: web::Data<S>, request: HttpRequest) -> HttpResponse {
    let Some(secret) = secret(&request) else {
        return HttpResponse::Unauthorized().finish();
    };
    match store.list(&secret.digest(), SystemClock.now()).await {
        Ok(Outcome::Done(page)) => HttpResponse::Ok().json(page),
        other => failed(other),
    }
}

async fn detail<S: Store>(
    store: web::Data<S>,
    request: HttpRequest,
    number: web::Path<String>,
) -> HttpResponse {
    let (Some(secret), Ok(number)) = (secret(&request), PortApplicationNumber::parse(&number))
    else {
        return HttpResponse::Unauthorized().finish();
    };
    let now = SystemClock.now();
    match store.detail(&secret.digest(), number, now).await {
        Ok(Outcome::Done(found)) if i64::from(number.revision) <= found.revision => {
            HttpResponse::Ok()
                .insert_header((header::ETAG, format!("\"v{}\"", found.version)))
                .json(found.application)
        }
        other => failed(other),
    }
}

async fn submit<S: Store>(
    store: web::Data<S>,
    keys: web::Data<Keys>,
    request: HttpRequest,
    body: web::Json<SubmitPortApplicationRequest>,
) -> HttpResponse {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let (Some(secret), Some(token), Some(key)) = (
        secret(&request),
        header(headers::CSRF),
        header(headers::IDEMPOTENCY_KEY),
    ) else {
        return HttpResponse::BadRequest().finish();
    };
    if !equal(token, &keys.server.csrf_token(&secret)) {
        return HttpResponse::Forbidden().finish();
    }
    if body.validate().is_err() || key.is_empty() || key.len() > 255 {
        return HttpResponse::UnprocessableEntity().finish();
    }
    let Some(asked) = Asked::new(&keys, key, &body) else {
        return HttpResponse::UnprocessableEntity().finish();
    };
    match store.submit(&secret.digest(), &asked, &keys).await {
        Ok(Outcome::Done(kept)) => created(kept),
        other => failed(other),
    }
}

fn created(kept: Kept) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, kept.location))
        .insert_header((header::ETAG, kept.etag))
        .content_type(header::ContentType::json())
        .body(kept.body)
}

fn secret(request: &HttpRequest) -> Option<Secret> {
    let cookie = request.cookie(cookies::SESSION)?;
    Some(Secret::presented(cookie.value()))
}

fn failed<T>(answer: Result<Outcome<T>>) -> HttpResponse {
    match answer {
        Ok(Outcome::NotSignedIn) => HttpResponse::Unauthorized().finish(),
        Ok(Outcome::Done(_) | Outcome::Refused) => HttpResponse::UnprocessableEntity().finish(),
        Err(error) => HttpResponse::InternalServerError().body(format!("{error:#}")),
    }
}
