//! Requests of programs: who asks, by its token; how much it may ask; the note in its log.

use std::net::IpAddr;
use std::time::Instant;

use actix_web::HttpMessage as _;
use actix_web::ResponseError as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::api_calls::NewApiCall;
use minato_db::models::api_clients::LiveApiClient;
use minato_db::{ApiClientPrincipal, DbError};
use minato_types::ProblemCode;
use minato_types::api_clients::ApiScopes;
use minato_types::audit::AuditAction;

use super::caller::Caller;
use super::envelope::RequestId;
use super::route::Route;
use super::{ApiError, client_address, security_headers};
use crate::app::App;
use crate::auth::tokens::access;
use crate::auth::{rate_limits, rights};
use crate::oauth;
use crate::programs::quotas;

/// A call of a program that has proved who it is.
pub(super) struct Call {
    pub(super) route: &'static Route,
    pub(super) caller: Caller,
    pub(super) client: ApiClientPrincipal,
}

/// The program whose token a request shows.
pub(super) async fn identify(
    app: &App,
    request: &ServiceRequest,
) -> Result<(LiveApiClient, ApiScopes), ApiError> {
    let token = token_of(request).ok_or(ApiError::TokenRefused)?;
    let found = access::read(app, token).await?;
    let (live, scopes) = found.ok_or(ApiError::TokenRefused)?;
    // The networks are asked at each request: a stolen token opens nothing elsewhere.
    let address = client_address::ip(request.request());
    if address.is_some_and(|ip| oauth::may_come_from(&live, ip)) {
        return Ok((live, scopes));
    }
    if let Some(address) = address {
        tell_of_refusal(app, &live, address).await?;
    }
    Err(ProblemCode::AddressRefused.into())
}

/// Writes to the trail that a token was shown where it should not be. Whoever stole it can call
/// without end: once an hour for each part of the network must do, and the rest costs a read.
async fn tell_of_refusal(app: &App, live: &LiveApiClient, address: IpAddr) -> Result<(), ApiError> {
    let (client, scope) = (live.client.id.0, live.client.scope());
    let subject = rate_limits::refusal_subject(app, client, address);
    let asked = subject.clone();
    let told: Result<bool, DbError> = app
        .db
        .read_one(move |once| rate_limits::was_told(once, &asked))
        .await;
    if told? {
        return Ok(());
    }
    let event = NewAuditEvent {
        // Whoever shows it need not be the program.
        actor: Actor::ApiClient(client),
        action: AuditAction::ApiCallRefused,
        subject: Some(client.to_string()),
        text: Some(format!("address {address}")),
    };
    let written: Result<(), DbError> = app
        .db
        .write(move |tx| {
            if rate_limits::may_tell(tx, &subject)? {
                audit::record(tx, scope, &event)?;
            }
            Ok(())
        })
        .await;
    Ok(written?)
}

/// One header, one scheme, one token.
fn token_of(request: &ServiceRequest) -> Option<&str> {
    let mut values = request.headers().get_all(header::AUTHORIZATION);
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Answers a call: counts it, judges it, has it handled, notes it.
pub(super) async fn serve(
    app: &App,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    call: Call,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let mut note = note_of(app, &request, &call);
    let counted = quotas::count(app, call.client.client).await?;
    let refusal = match counted {
        Err(none_left) => Some(none_left.refusal()),
        Ok(_) => refusal_of(&call),
    };
    let (Ok(left) | Err(left)) = counted;
    let mut response = if let Some(error) = refusal {
        request.into_response(error.error_response())
    } else {
        request.extensions_mut().insert(call.route);
        request.extensions_mut().insert(call.caller);
        next.call(request).await?.map_into_boxed_body()
    };
    left.write(response.headers_mut());
    note.status = response.status().as_u16();
    let error = response.response().extensions().get::<ApiError>().cloned();
    note.problem = error.map(|error| error.code().as_str());
    note.micros = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
    app.call_log.note(note);
    Ok(security_headers::never_store(response))
}

fn refusal_of(call: &Call) -> Option<ApiError> {
    let principal = call.caller.principal.as_ref();
    let decided = rights::decide(call.route.access, call.route.scope, principal);
    decided.err().map(ApiError::from)
}

fn note_of(app: &App, request: &ServiceRequest, call: &Call) -> NewApiCall {
    let id = request.extensions().get::<RequestId>().map(|id| id.0);
    NewApiCall {
        scope: call.client.scope,
        request: id.unwrap_or_default(),
        client: call.client.client,
        at: app.db.clock().now(),
        method: call.route.endpoint.method.as_str(),
        route: call.route.endpoint.full_path(),
        status: 0,
        problem: None,
        micros: 0,
        address: client_address::of(request.request()),
    }
}
