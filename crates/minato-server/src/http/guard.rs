//! What stands before every handler of the API: the route must be on the map, the
//! request must come from our own pages, the principal must have the right.

use std::net::IpAddr;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, web};
use minato_db::models::operator_sessions::{self, LiveOperatorSession};
use minato_db::models::sessions::{self, LiveSession};
use minato_db::{DbError, Principal};
use minato_types::ProblemCode;

use super::caller::Caller;
use super::csrf::{self, Expected};
use super::envelope::language_of;
use super::route::{Counted, Lookup, Route, Template};
use super::{ApiError, client_address, program, security_headers};
use crate::app::App;
use crate::auth::operator::session;
use crate::auth::rights::{self, Access};
use crate::auth::{cookies, keys::Secret, rate_limits};

/// The middleware of the scope `/api/v1`.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let app = app_of(&request)?;
    let template = Template::of(&request);
    let pattern = template.get_or_find(|| request.match_pattern());
    let route = match app.routes.find(request.method(), pattern) {
        Lookup::Found(route) => route,
        Lookup::OtherMethods(allowed) => return Ok(refuse_method(request, &allowed)),
        Lookup::Missing => return Err(ApiError::from(ProblemCode::NotFound).into()),
    };
    check_body_headers(&request)?;
    let caller = identify(&app, route, &request).await?;
    if let Some(Principal::ApiClient(client)) = caller.principal {
        let call = program::Call {
            route,
            caller,
            client,
        };
        return program::serve(&app, request, next, call).await;
    }
    admit(&app, route, &caller, &request)?;
    let counted = count(&app, route, &request).await?;
    request.extensions_mut().insert(route);
    request.extensions_mut().insert(caller);
    let response = next.call(request).await?.map_into_boxed_body();
    if let Some(subject) = counted
        && was_no_guess(route, response.status())
    {
        rate_limits::give_back(&app, subject);
    }
    Ok(security_headers::never_store(response))
}

/// Counts a call of somebody who is not known yet, before the handler looks at it. Answers
/// under which name, if it is counted here.
async fn count(
    app: &App,
    route: &Route,
    request: &ServiceRequest,
) -> Result<Option<String>, ApiError> {
    if route.counted == Counted::Nothing {
        return Ok(None);
    }
    let Some(address) = client_address::ip(request.request()) else {
        return Ok(None);
    };
    let subject = rate_limits::block_subject(app, address);
    rate_limits::refuse_used_up(app, &subject).await?;
    if route.counted == Counted::OwnTries {
        return Ok(None);
    }
    rate_limits::enter(app, &subject).await?;
    Ok(Some(subject))
}

/// Whether a counted call is given back: the right password, or a fault of ours.
fn was_no_guess(route: &Route, status: StatusCode) -> bool {
    let right = route.counted == Counted::Tries && status.is_success();
    right || status.is_server_error()
}

fn app_of(request: &ServiceRequest) -> Result<web::Data<App>, ApiError> {
    request
        .app_data::<web::Data<App>>()
        .cloned()
        .ok_or_else(|| ApiError::Internal("the application has no state".to_owned()))
}

fn refuse_method(
    request: ServiceRequest,
    allowed: &str,
) -> ServiceResponse<actix_web::body::BoxBody> {
    let error = ApiError::from(ProblemCode::MethodNotAllowed);
    let mut response: HttpResponse = actix_web::ResponseError::error_response(&error);
    if let Ok(allowed) = HeaderValue::from_str(allowed) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    request.into_response(response)
}

/// A compressed body could be a bomb: it is refused unread.
fn check_body_headers(request: &ServiceRequest) -> Result<(), ApiError> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(ProblemCode::UnsupportedMediaType.into());
    }
    Ok(())
}

/// Whether a person may, and whether the request comes from our own pages.
fn admit(
    app: &App,
    route: &Route,
    caller: &Caller,
    request: &ServiceRequest,
) -> Result<(), ApiError> {
    // A session that ended is told apart from a forged request: first who, then whence.
    rights::decide(route.access, route.scope, caller.principal.as_ref())?;
    if route.endpoint.method.changes_state() {
        let cookie = route.access.cookie();
        let expected = cookie.map_or(Expected::Present, |name| token_of(app, request, name));
        if !csrf::is_trusted(request.headers(), &app.settings.public_origin, &expected) {
            return Err(ProblemCode::CsrfRefused.into());
        }
    }
    Ok(())
}

/// Who asks: by a token, if the request shows one, otherwise by the cookie of the realm that the
/// endpoint belongs to. Whoever shows a token is never taken for the owner of a cookie.
async fn identify(app: &App, route: &Route, request: &ServiceRequest) -> Result<Caller, ApiError> {
    let access = route.access;
    let mut caller = Caller {
        language: language_of(request.headers()),
        ..Caller::default()
    };
    let shown = access.takes_tokens() && request.headers().contains_key(header::AUTHORIZATION);
    if shown {
        let (live, scopes) = program::identify(app, request).await?;
        caller.principal = Some(Principal::ApiClient(live.principal(scopes)));
        caller.program = Some(live);
        return Ok(caller);
    }
    let cookie = access.cookie().filter(|_| access.needs_session());
    let Some(secret) = cookie.and_then(|name| cookies::read(request.request(), name)) else {
        return Ok(caller);
    };
    if access == Access::Operator {
        caller.operator = live_operator_session(app, &secret).await?;
        let live = caller.operator.as_ref();
        caller.principal = live.map(|live| Principal::Operator(live.principal()));
    } else {
        let from = client_address::ip(request.request());
        caller.session = live_session(app, &secret, from).await?;
        let live = caller.session.as_ref();
        caller.principal = live.map(|live| Principal::Account(live.principal()));
    }
    Ok(caller)
}

/// The token that belongs to a cookie. Without the cookie there is nothing to protect:
/// the handler will find nobody.
fn token_of(app: &App, request: &ServiceRequest, cookie: &str) -> Expected {
    cookies::read(request.request(), cookie).map_or(Expected::Present, |secret| {
        Expected::Token(app.keys.csrf_token(&secret))
    })
}

/// The living session of a secret. From where its member lets nobody in, it opens nothing and is
/// not kept alive.
async fn live_session(
    app: &App,
    secret: &Secret,
    from: Option<IpAddr>,
) -> Result<Option<LiveSession>, ApiError> {
    let (digest, idle) = (secret.digest(), app.settings.lifetimes.session_idle);
    let found = app
        .db
        .read_one(move |once| sessions::find_live(once, &digest, idle))
        .await?;
    if found.as_ref().is_some_and(|live| !live.lets_in(from)) {
        return Err(ProblemCode::AddressRefused.into());
    }
    if let Some(live) = &found
        && live.wants_touch(app.db.clock().now())
    {
        touch(app, live);
    }
    Ok(found)
}

async fn live_operator_session(
    app: &App,
    secret: &Secret,
) -> Result<Option<LiveOperatorSession>, ApiError> {
    let (digest, idle) = (secret.digest(), session::idle(&app.settings.lifetimes));
    let found = app
        .db
        .read_one(move |once| operator_sessions::find_live(once, &digest, idle))
        .await?;
    if let Some(live) = &found
        && live.wants_touch(app.db.clock().now())
    {
        let (db, id) = (app.db.clone(), live.session.id.0);
        actix_web::rt::spawn(async move {
            warn(db.write(move |tx| operator_sessions::touch(tx, id)).await);
        });
    }
    Ok(found)
}

/// Notes the request without making it wait.
fn touch(app: &App, live: &LiveSession) {
    let (db, session) = (app.db.clone(), live.session.clone());
    actix_web::rt::spawn(async move {
        warn(db.write(move |tx| sessions::touch(tx, &session)).await);
    });
}

fn warn(touched: Result<bool, DbError>) {
    if let Err(error) = touched {
        tracing::warn!(%error, "a session could not be touched");
    }
}
