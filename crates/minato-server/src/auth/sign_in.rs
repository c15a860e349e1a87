//! What the endpoints of a sign-in share: the state as the API shows it, the codes, the
//! session that comes out.

use std::net::IpAddr;

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, Account};
use minato_db::models::members::Member;
use minato_db::models::pending_logins::{NewCode, PendingLogin};
use minato_db::models::sessions::{self, LiveSession, NewSession};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{LoginCode, Mail};
use minato_types::audit::AuditAction;
use minato_types::auth::{
    CodeRequired, Session, SessionAccount, SessionLevel, SessionMember, SessionState,
};
use minato_types::values::{OneTimeCode, SecondFactor};
use uuid::Uuid;

use super::cookies;
use super::keys::{Keys, Secret};
use super::rate_limits::{self, MailReason};
use super::trust;
use crate::config::Lifetimes;
use crate::http::{ApiError, client_address};
use crate::jobs::send_mail;

/// How long one waits before a new code can be asked for.
pub const RESEND_INTERVAL: TimeDelta = TimeDelta::seconds(60);

/// How many codes one sign-in may send.
pub const MAX_CODES: i64 = 5;

/// What is known of the browser that signs in.
#[derive(Debug, Clone)]
pub struct Browser {
    /// The address that the request came from, as text; empty where there is none.
    pub address: String,
    /// The same, to be compared.
    pub ip: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The digest of the session that it had so far, if it had one.
    pub replaces: Option<String>,
    /// By what it says to be known.
    pub known_by: Option<Secret>,
    /// By what it says to be trusted.
    pub trusted_by: Option<Secret>,
}

impl Browser {
    /// The browser behind a request.
    pub fn of(request: &HttpRequest) -> Self {
        Self {
            address: client_address::of(request),
            ip: client_address::ip(request),
            user_agent: client_address::user_agent(request),
            replaces: cookies::read(request, cookies::SESSION).map(|secret| secret.digest()),
            known_by: cookies::read(request, cookies::KNOWN),
            trusted_by: cookies::read(request, cookies::TRUST),
        }
    }
}

/// A session as the API shows it.
pub fn signed_in(live: &LiveSession, csrf_token: String, lifetimes: &Lifetimes) -> SessionState {
    let idle = live.member.idle_limit(lifetimes.session_idle);
    SessionState::SignedIn(Box::new(Session {
        account: SessionAccount {
            id: live.account.id.0,
            name: live.account.name.0.clone(),
            email: live.account.email.0.clone(),
            role: live.account.role.0,
            language: live.account.language.0,
            time_zone: live.account.time_zone.0.clone(),
            must_change_password: live.account.must_change_password,
        },
        member: SessionMember {
            member_number: live.member.member_number.0.clone(),
            name: live.member.name.clone(),
            password_policy: live.member.password_policy.0,
            two_step: live.member.two_step,
            port_plus: live.port_plus,
        },
        level: live.session.level.0,
        csrf_token,
        idle_timeout_seconds: u32::try_from(idle.num_seconds()).unwrap_or(0),
        expires_at: live.expires_at().and_utc(),
    }))
}

/// A sign-in under way as the API shows it.
pub fn code_required(
    login: &PendingLogin,
    account: &Account,
    member: &Member,
    csrf_token: String,
) -> SessionState {
    let sent_at = login.code_sent_at.and_utc();
    let mailed = login.factor.0 == SecondFactor::MailOtp;
    SessionState::CodeRequired(CodeRequired {
        factor: login.factor.0,
        masked_address: mailed.then(|| account.email.0.masked()),
        expires_at: login.code_expires_at.and_utc(),
        resend_at: mailed.then(|| sent_at + RESEND_INTERVAL),
        may_trust_browser: trust::is_allowed(account, member),
        csrf_token,
    })
}

/// Makes a code for a sign-in and writes the mail that carries it down, in the same
/// transaction, unless many went to the same address within the hour.
pub fn send_code(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    login: Uuid,
    account: &Account,
    member: &Member,
    expires_at: DateTime<Utc>,
) -> Result<NewCode, ApiError> {
    rate_limits::require_mail(tx, keys, MailReason::Code, &account.email.0)?;
    let digits = minato_db::digits(tx.entropy(), OneTimeCode::DIGITS as usize);
    let code = OneTimeCode::parse(&digits)
        .map_err(|_| ApiError::Internal("a new code is not a code".to_owned()))?;
    let mail = Mail::LoginCode(LoginCode {
        name: account.name.0.as_str().to_owned(),
        member_name: member.name.clone(),
        code: digits,
        expires_at,
    });
    send_mail::enqueue(tx, keys, account, mail)?;
    Ok(NewCode {
        digest: keys.code_digest(login, &code),
        expires_at,
    })
}

/// Opens a session and records it; answers the secret for the cookie.
pub fn open_session(
    tx: &mut WriteTx<'_>,
    account: &Account,
    member: &Member,
    level: SessionLevel,
    browser: Browser,
    lifetimes: &Lifetimes,
) -> Result<Secret, DbError> {
    if let Some(replaced) = &browser.replaces {
        sessions::end_replaced(tx, replaced)?;
    }
    let secret = Secret::generate(tx.entropy());
    let text = format!("{} {}", browser.address, browser.user_agent);
    let (now, absolute) = (tx.now(), lifetimes.session_absolute);
    let ends = member.session_end(now.naive_utc(), (now + absolute).naive_utc());
    let new = NewSession {
        secret_digest: secret.digest(),
        level,
        user_agent: browser.user_agent,
        address: browser.address,
        expires_at: ends.and_utc(),
    };
    let (scope, id) = (account.scope(), account.id.0);
    let session = sessions::insert(tx, scope, id, &new)?;
    accounts::note_sign_in(tx, scope, id)?;
    let event = NewAuditEvent {
        actor: Actor::Account(id),
        action: AuditAction::SignedIn,
        subject: Some(session.to_string()),
        text: Some(text),
    };
    audit::record(tx, scope, &event)?;
    Ok(secret)
}

/// Opens a session in a trusted browser and records it; answers the secret for the cookie. It has
/// two steps and has proved nothing freshly: what wants a fresh proof asks for one.
pub fn open_trusted_session(
    tx: &mut WriteTx<'_>,
    account: &Account,
    member: &Member,
    browser: Browser,
    lifetimes: &Lifetimes,
) -> Result<Secret, DbError> {
    let level = SessionLevel::TwoStep;
    let secret = open_session(tx, account, member, level, browser, lifetimes)?;
    sessions::unprove(tx, &secret.digest())?;
    Ok(secret)
}

/// The audit event of a person about himself.
pub fn own_event(account: &Account, action: AuditAction) -> NewAuditEvent {
    let id = account.id.0;
    NewAuditEvent {
        actor: Actor::Account(id),
        action,
        subject: Some(id.to_string()),
        text: None,
    }
}
