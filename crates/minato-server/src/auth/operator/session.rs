//! Sessions of operators: how long they live, how they are opened and shown, and how fresh
//! their proof must be.

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::audit::Actor;
use minato_db::models::operator_sessions::{self, LiveOperatorSession, NewOperatorSession};
use minato_db::models::operators::{self, Operator};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Mail, OperatorNewSignIn};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::operator::{OperatorSession, OperatorSessionState, SessionOperator};
use minato_types::rules::browser_name::browser_name;

use super::record;
use crate::app::App;
use crate::auth::keys::{Keys, Secret, equal};
use crate::auth::{cookies, step_up};
use crate::config::Lifetimes;
use crate::http::{ApiError, client_address};
use crate::jobs::send_mail;

/// The longest life of a session of staff, whatever the settings say.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// The longest time without requests.
const LONGEST_IDLE: TimeDelta = TimeDelta::minutes(30);

/// How long a session may be idle.
pub fn idle(lifetimes: &Lifetimes) -> TimeDelta {
    lifetimes.session_idle.min(LONGEST_IDLE)
}

/// What is known of the browser that signs in.
#[derive(Debug, Clone)]
pub struct Browser {
    address: String,
    user_agent: String,
    replaces: Option<String>,
    /// By what it says to be known.
    known_by: Option<Secret>,
}

impl Browser {
    /// The browser behind a request.
    pub fn of(request: &HttpRequest) -> Self {
        Self {
            address: client_address::of(request),
            user_agent: client_address::user_agent(request),
            replaces: cookies::read(request, cookies::OPERATOR).map(|secret| secret.digest()),
            known_by: cookies::read(request, cookies::OPERATOR_KNOWN),
        }
    }
}

/// What the browser gets of a session that was opened.
pub struct Opened {
    /// The secret of the session.
    pub session: Secret,
    /// By what the browser is known from now on.
    pub known_by: Secret,
}

/// Opens a session and records it. The operator is told of a browser that he has not signed in
/// with since he has this password, but for his very first sign-in.
pub fn open(
    tx: &mut WriteTx<'_>,
    app: &App,
    operator: &Operator,
    browser: Browser,
) -> Result<Opened, ApiError> {
    let (lifetimes, id) = (&app.settings.lifetimes, operator.id.0);
    let own = operators::credentials(tx, id)?.ok_or(ProblemCode::SignInExpired)?;
    let known_by = app.keys.operator_browser(id, &own.password_hash);
    let known = browser.known_by.as_ref();
    let known = known.is_some_and(|told| equal(told.reveal(), known_by.reveal()));
    if !known && operator.last_signed_in_at.is_some() {
        tell(tx, &app.keys, operator, &browser)?;
    }
    if let Some(replaced) = &browser.replaces {
        operator_sessions::end_replaced(tx, replaced)?;
    }
    let secret = Secret::generate(tx.entropy());
    let text = format!("{} {}", browser.address, browser.user_agent);
    let new = NewOperatorSession {
        secret_digest: secret.digest(),
        user_agent: browser.user_agent,
        address: browser.address,
        expires_at: tx.now() + lifetimes.session_absolute.min(LONGEST),
    };
    operator_sessions::insert(tx, id, &new)?;
    operators::note_sign_in(tx, id)?;
    let (actor, text) = (Actor::Operator(id), Some(text));
    record(tx, actor, AuditAction::SignedIn, operator, text)?;
    Ok(Opened {
        session: secret,
        known_by,
    })
}

fn tell(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    operator: &Operator,
    browser: &Browser,
) -> Result<(), DbError> {
    let mail = Mail::OperatorNewSignIn(OperatorNewSignIn {
        name: operator.name.0.as_str().to_owned(),
        signed_in_at: tx.now(),
        address: browser.address.clone(),
        browser: browser_name(&browser.user_agent).unwrap_or_default(),
    });
    send_mail::enqueue_to(tx, keys, operator.into(), mail)
}

/// A session as the API shows it.
pub fn shown(
    live: &LiveOperatorSession,
    csrf_token: String,
    lifetimes: &Lifetimes,
) -> OperatorSessionState {
    let operator = &live.operator;
    OperatorSessionState::SignedIn(Box::new(OperatorSession {
        operator: SessionOperator {
            id: operator.id.0,
            name: operator.name.0.clone(),
            email: operator.email.0.clone(),
            language: operator.language.0,
        },
        csrf_token,
        idle_timeout_seconds: u32::try_from(idle(lifetimes).num_seconds()).unwrap_or(0),
        expires_at: live.session.expires_at.and_utc(),
        proven_until: live.session.proven_at.and_utc() + step_up::VALID_FOR,
    }))
}

/// Refuses a change by a session whose last proof is too old, or that has ended since the
/// guard looked. The row of the session is read in the transaction of the change.
pub fn require_proof(tx: &mut WriteTx<'_>, live: &LiveOperatorSession) -> Result<(), ApiError> {
    if tx.now() < proven_until(tx, live)? {
        Ok(())
    } else {
        Err(ProblemCode::StepUpRequired.into())
    }
}

/// Until when the last proof of a session counts, as the row says now. Changes by one operator
/// take turns from here on.
pub fn proven_until(
    tx: &mut WriteTx<'_>,
    live: &LiveOperatorSession,
) -> Result<DateTime<Utc>, ApiError> {
    operators::lock(tx, live.operator.id.0)?;
    let proven_at = operator_sessions::proven_at(tx, live.session.id.0)?;
    let proven_at = proven_at.ok_or(ProblemCode::NotSignedIn)?;
    Ok(proven_at.and_utc() + step_up::VALID_FOR)
}
