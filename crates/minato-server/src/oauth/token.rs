//! `POST /oauth/token`: client credentials for a token that lives for some minutes.

use actix_web::{HttpRequest, HttpResponse, Resource, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::api_clients::{self, LiveApiClient};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::api_clients::ApiScopes;
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;
use minato_types::values::Network;
use serde::Serialize;
use uuid::Uuid;

use super::TOKEN_PATH;
use super::answer::{Refusal, finished};
use super::credentials::{Credentials, Proof, TokenForm};
use crate::app::App;
use crate::auth::keys::{Secret, equal};
use crate::auth::rate_limits;
use crate::auth::tokens::{access, assertion};
use crate::http::{body, client_address};

/// The only form in which a token is asked for.
const FORM_TYPE: &str = "application/x-www-form-urlencoded";

/// The largest form.
const MAX_FORM: usize = 16 * 1024;

/// The endpoint.
pub(super) fn endpoint() -> Resource {
    web::resource(TOKEN_PATH).route(web::post().to(token))
}

#[derive(Serialize)]
struct Issued {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
}

async fn token(app: web::Data<App>, request: HttpRequest, form: web::Payload) -> HttpResponse {
    match answer(&app, &request, form).await {
        Ok(issued) => finished(HttpResponse::Ok(), &issued),
        Err(refusal) => refusal.answer(),
    }
}

async fn answer(
    app: &web::Data<App>,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<Issued, Refusal> {
    let bytes = body::form_bytes(request, payload, MAX_FORM).await?;
    let form = read(request, &bytes)?;
    form.check()?;
    let credentials = form.credentials(request);
    // Tries are counted before anything is compared, apart from those of people.
    let subject = client_address::ip(request).map(|ip| rate_limits::program_block(app, ip));
    if let Some(subject) = &subject {
        rate_limits::refuse_used_up(app, subject).await?;
        rate_limits::enter(app, subject).await?;
    }
    let credentials = credentials?;
    let judged = judge(app, request, credentials, form.scope()).await;
    // Whoever has proved itself guesses nothing, whatever else is wrong; and our faults are ours.
    let no_guess = !matches!(&judged, Ok(Judged::Unproved));
    if let (true, Some(subject)) = (no_guess, subject) {
        rate_limits::give_back(app, subject);
    }
    match judged? {
        Judged::Unproved => Err(Refusal::Client),
        Judged::Refused(refusal) => Err(refusal),
        Judged::Granted(client_id, scopes) => Ok(Issued {
            access_token: access::issue(app, &client_id, scopes).await?,
            token_type: "Bearer",
            expires_in: access::LIFETIME.num_seconds(),
            scope: scopes.to_string(),
        }),
    }
}

fn read(request: &HttpRequest, bytes: &[u8]) -> Result<TokenForm, Refusal> {
    if !body::is_type(request, FORM_TYPE) {
        return Err(Refusal::Request(
            "The body is not application/x-www-form-urlencoded.",
        ));
    }
    // A parameter that comes twice is refused, as the standard wants.
    serde_urlencoded::from_bytes(bytes)
        .map_err(|_| Refusal::Request("The form cannot be read, or names something twice."))
}

/// What came of credentials.
enum Judged {
    /// Nobody has proved himself.
    Unproved,
    /// The program proved itself, and gets no token all the same.
    Refused(Refusal),
    /// The program and what it may do.
    Granted(String, ApiScopes),
}

async fn judge(
    app: &web::Data<App>,
    request: &HttpRequest,
    credentials: Credentials,
    scope: Option<&str>,
) -> Result<Judged, Refusal> {
    let address = client_address::ip(request);
    let (wanted, audiences) = (
        scope.map(str::to_owned),
        [
            access::issuer(app).to_owned(),
            format!("{}{TOKEN_PATH}", access::issuer(app)),
        ],
    );
    let state = app.clone();
    let judged: Result<Judged, DbError> = app
        .db
        .write(move |tx| {
            let found = api_clients::find_asking(&mut *tx, &credentials.client_id)?;
            let Some(proved) = prove(tx, found, &credentials.proof, &audiences)? else {
                return Ok(Judged::Unproved);
            };
            let live = &proved.live;
            if let Err(wait) = rate_limits::count_token(tx, &state, live.client.id.0)? {
                return Ok(Judged::Refused(Refusal::Other(wait)));
            }
            let usable = live.is_usable(tx.now());
            let from_here = address.is_some_and(|ip| may_come_from(live, ip));
            let may = ApiScopes::parse(&live.client.scopes).unwrap_or_default();
            let scopes = match wanted.as_deref() {
                None => Some(may),
                Some(text) => ApiScopes::parse(text).filter(|asked| may.contain_all(*asked)),
            };
            let why = match (usable, from_here, scopes) {
                (false, _, _) => "not usable",
                (_, false, _) => "address",
                (_, _, None) => "scope",
                (true, true, Some(scopes)) => {
                    api_clients::note_use(tx, &live.client, proved.secret)?;
                    note(tx, live, AuditAction::ApiTokenIssued, &scopes.to_string())?;
                    return Ok(Judged::Granted(live.client.client_id.clone(), scopes));
                }
            };
            let told = address.map(|ip| ip.to_string()).unwrap_or_default();
            note(
                tx,
                live,
                AuditAction::ApiTokenRefused,
                &format!("{why} {told}"),
            )?;
            Ok(Judged::Refused(if why == "scope" {
                Refusal::Scope
            } else {
                Refusal::Client
            }))
        })
        .await;
    Ok(judged?)
}

/// Whether a program may come from an address.
pub(crate) fn may_come_from(live: &LiveApiClient, address: std::net::IpAddr) -> bool {
    let networks = &live.client.allowed_networks;
    networks.is_empty()
        || networks
            .split(' ')
            .any(|network| Network::text_contains(network, address))
}

/// A program that has proved itself, and by which secret.
struct Proved {
    live: LiveApiClient,
    secret: Option<Uuid>,
}

/// Judges a proof. Where there is no such program, the same statements are made about nobody.
fn prove(
    tx: &mut WriteTx<'_>,
    found: Option<LiveApiClient>,
    proof: &Proof,
    audiences: &[String],
) -> Result<Option<Proved>, DbError> {
    let whose = found
        .as_ref()
        .map(|live| (live.client.scope(), live.client.id.0));
    let (scope, id) = whose.unwrap_or((minato_db::TenantScope::CARRIER, Uuid::nil()));
    match proof {
        Proof::Secret(secret) => {
            let secrets = api_clients::secrets_of(tx, scope, Some(id))?;
            let right = right_secret(secret, &secrets, japan_time::date(tx.now()));
            Ok(found.zip(right).map(|(live, secret)| Proved {
                live,
                secret: Some(secret),
            }))
        }
        Proof::Assertion(text) => {
            let keys = api_clients::keys_of(tx, scope, Some(id))?;
            let Some(live) = found else {
                return Ok(None);
            };
            let name = live.client.client_id.clone();
            let Some(right) = assertion::judge(text, &name, &keys, audiences, tx.now()) else {
                return Ok(None);
            };
            let first =
                api_clients::accept_assertion(tx, &live.client, &right.digest, right.expires_at)?;
            Ok(first.then_some(Proved { live, secret: None }))
        }
    }
}

/// The secret that fits; every one is compared, in the same time.
fn right_secret(
    given: &Secret,
    secrets: &[api_clients::ApiClientSecret],
    today: chrono::NaiveDate,
) -> Option<Uuid> {
    let digest = given.digest();
    let mut right = None;
    for secret in secrets {
        if equal(&digest, &secret.digest) && today <= secret.valid_until {
            right = Some(secret.id.0);
        }
    }
    right
}

fn note(
    tx: &mut WriteTx<'_>,
    live: &LiveApiClient,
    action: AuditAction,
    text: &str,
) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::ApiClient(live.client.id.0),
        action,
        subject: Some(live.client.id.0.to_string()),
        text: Some(text.to_owned()),
    };
    audit::record(tx, live.client.scope(), &event)
}
