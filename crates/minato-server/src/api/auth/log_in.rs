use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::accounts::{self, Account, Candidate};
use minato_db::models::members::Member;
use minato_db::models::{pending_logins, sessions, totp_secrets};
use minato_db::{Tx as _, WriteTx};
use minato_types::ProblemCode;
use minato_types::auth::{LogInRequest, SessionLevel, SessionState};
use minato_types::values::{EmailAddress, MemberNumber, SecondFactor};

use crate::app::App;
use crate::auth::even_time::refusing_evenly;
use crate::auth::keys::Secret;
use crate::auth::lane::{Lane, Trier};
use crate::auth::password_hash::Slot;
use crate::auth::rate_limits::OwnTry;
use crate::auth::sign_in::{self, Browser};
use crate::auth::{cookies, networks, sign_in_history, trust};
use crate::http::body::Body;
use crate::http::{ApiError, responses};

/// Sign in, first step
///
/// Takes e-mail and password, and the member number of people who are registered at
/// several companies. Answers `codeRequired` where a second step follows, `signedIn`
/// where the operator switched it off, or where the account trusts this browser. Unknown people, wrong passwords, suspended and
/// expired accounts all get the same answer. After failures one must wait, at most 15
/// minutes; after 100 in a row a password opens only in browsers that the account was used
/// with before, until it is set anew by a mailed link. From where the member lets nobody in, even
/// the right password opens nothing; who does not have it gets the same answer as everywhere.
#[utoipa::path(
    tag = "auth",
    request_body = LogInRequest,
    responses(
        (status = 200, description = "The password was right; sets a cookie.", body = SessionState),
        (status = 401, description = "`signInFailed`, whatever the reason.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`addressRefused`: the password is right, but the member allows nobody to come from this address.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/login")]
pub async fn log_in(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<LogInRequest>,
) -> Result<HttpResponse, ApiError> {
    let own_try = OwnTry::of(&app, &request);
    refusing_evenly(judge(app, own_try, Browser::of(&request), body.0)).await
}

async fn judge(
    app: web::Data<App>,
    own_try: OwnTry,
    browser: Browser,
    body: LogInRequest,
) -> Result<HttpResponse, ApiError> {
    let entry = Entry::of(&app, &body)?;
    // Where there is no place for the hash, the try is not counted either.
    let slot = app.hasher.reserve()?;
    let known_by = browser.known_by.clone();
    let counted = find_and_count(&app, entry, known_by, own_try.clone()).await?;
    let outcome = open(&app, &own_try, counted, slot, browser, body.password).await;
    if let Err(error) = &outcome {
        own_try.end_with(&app, error);
    }
    Ok(answer(&outcome?))
}

/// Looks at a try that was counted.
async fn open(
    app: &web::Data<App>,
    own_try: &OwnTry,
    (found, lane): Counted,
    slot: Slot,
    browser: Browser,
    password: String,
) -> Result<Next, ApiError> {
    let stored = found
        .as_ref()
        .and_then(|candidate| candidate.password_hash.clone());
    // One hash per try, whether or not there is somebody to compare with.
    let verdict = app
        .hasher
        .verify(slot, &password, stored.as_deref())
        .await?;
    let opens = verdict.matches && lane.is_open();
    let (Some(candidate), Some(stored), true) = (found.clone(), stored, opens) else {
        sign_in_history::password_refused(app, lane, found, browser).await?;
        return Err(ProblemCode::SignInFailed.into());
    };
    let newer = if verdict.outdated {
        Some(
            app.hasher
                .hash(&password, app.db.entropy().as_ref())
                .await?,
        )
    } else {
        None
    };
    let proof = Proof {
        candidate,
        stored,
        newer,
        lane,
        browser,
    };
    let (state, own_try) = (app.clone(), own_try.clone());
    app.db
        .write(move |tx| {
            let next = proceed(tx, &state, proof)?;
            if next.is_ok() {
                own_try.give_back(tx)?;
            }
            Ok::<_, ApiError>(next)
        })
        .await?
        .map_err(ApiError::from)
}

/// What was typed, in canonical form.
struct Entry {
    member_number: Option<MemberNumber>,
    email: EmailAddress,
    subject: String,
}

impl Entry {
    fn of(app: &App, request: &LogInRequest) -> Result<Self, ApiError> {
        let refused = |_| ApiError::from(ProblemCode::SignInFailed);
        let member_number = request.given_member_number().map(MemberNumber::parse);
        let email = EmailAddress::parse(&request.email).map_err(refused)?;
        let member_number = member_number.transpose().map_err(refused)?;
        Ok(Self {
            subject: app.keys.sign_in_subject(member_number.as_ref(), &email),
            member_number,
            email,
        })
    }
}

/// Who is asked for, and the lane in which the try was counted.
type Counted = (Option<Candidate>, Lane);

/// Looks for the account, and counts the try before anything is compared.
async fn find_and_count(
    app: &web::Data<App>,
    entry: Entry,
    known_by: Option<Secret>,
    own_try: OwnTry,
) -> Result<Counted, ApiError> {
    let state = app.clone();
    app.db
        .write(move |tx| {
            let found = accounts::find_candidate(tx, entry.member_number.as_ref(), &entry.email)?;
            let trier = Trier {
                subject: &entry.subject,
                named: found.as_ref().map(|candidate| &candidate.account),
                known_by: known_by.as_ref(),
            };
            let lane = match Lane::enter(tx, &state.keys, trier) {
                Ok(lane) => Ok(lane),
                // Too soon for the account: for this part of the network it is a try all the same.
                Err(wait @ ApiError::Wait { .. }) => Err(wait),
                Err(other) => return Err(other),
            };
            own_try.count(tx)?;
            Ok(lane.map(|lane| (found, lane)))
        })
        .await?
}

/// A right password.
struct Proof {
    candidate: Candidate,
    stored: String,
    newer: Option<String>,
    lane: Lane,
    browser: Browser,
}

/// Where the browser stands after the first step.
struct Next {
    state: SessionState,
    cookie: &'static str,
    secret: Secret,
    /// By what the browser is known from now on, if somebody is let in.
    known_by: Option<Secret>,
    /// By what the browser is trusted, if it stood in for the second step.
    trusted_by: Option<Secret>,
}

/// The password was right: forgets the failures, then opens the session or sends the code. Who
/// must stay outside is no error of the transaction: what is written down of it must stay.
fn proceed(
    tx: &mut WriteTx<'_>,
    app: &App,
    proof: Proof,
) -> Result<Result<Next, ProblemCode>, ApiError> {
    let (scope, id) = (
        proof.candidate.account.scope(),
        proof.candidate.account.id.0,
    );
    // It may have changed while the password was hashed.
    let (account, current) = accounts::lock_for_sign_in(tx, scope, id)?;
    let member = proof.candidate.member;
    let now = tx.now();
    let usable = account.is_usable(now) && !account.has_dead_password(now) && member.is_active();
    if !usable || current.as_deref() != Some(proof.stored.as_str()) {
        return Err(ProblemCode::SignInFailed.into());
    }
    proof.lane.forget(tx, &app.keys, &account, &member)?;
    if let Some(newer) = &proof.newer {
        accounts::rehash_password(tx, scope, id, &proof.stored, newer)?;
    }
    // Before a code is mailed: the password alone has proved enough to be told.
    if networks::keep_out(tx, &account, &member, None, &proof.browser)? {
        return Ok(Err(ProblemCode::AddressRefused));
    }
    let factor = totp_secrets::factor_of(&mut *tx, &account)?;
    // Whoever has an app is asked for its code, whatever the operator asks for.
    if !member.two_step && factor == SecondFactor::MailOtp {
        return let_in(tx, app, &account, &member, proof.browser).map(Ok);
    }
    if let Some(trusted_by) = trust::stands_in(tx, &account, &member, &proof.browser)? {
        return let_trusted_in(tx, app, (&account, &member), proof.browser, trusted_by).map(Ok);
    }
    begin_second_step(tx, app, &account, &member, factor).map(Ok)
}

/// Opens the session by the password alone.
fn let_in(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    member: &Member,
    browser: Browser,
) -> Result<Next, ApiError> {
    let (level, lifetimes) = (SessionLevel::Password, &app.settings.lifetimes);
    let known_by = sign_in_history::succeeded(tx, &app.keys, account, None, &browser)?;
    let secret = sign_in::open_session(tx, account, member, level, browser, lifetimes)?;
    Ok(Next {
        state: signed_in(tx, app, &secret)?,
        cookie: cookies::SESSION,
        secret,
        known_by: Some(known_by),
        trusted_by: None,
    })
}

/// Opens the session without a second step: the browser is trusted.
fn let_trusted_in(
    tx: &mut WriteTx<'_>,
    app: &App,
    (account, member): (&Account, &Member),
    browser: Browser,
    trusted_by: Secret,
) -> Result<Next, ApiError> {
    let known_by = sign_in_history::succeeded_by_trust(tx, &app.keys, account, &browser)?;
    let lifetimes = &app.settings.lifetimes;
    let secret = sign_in::open_trusted_session(tx, account, member, browser, lifetimes)?;
    Ok(Next {
        state: signed_in(tx, app, &secret)?,
        cookie: cookies::SESSION,
        secret,
        known_by: Some(known_by),
        trusted_by: Some(trusted_by),
    })
}

/// Begins the sign-in under way, and mails its code where no app shows one.
fn begin_second_step(
    tx: &mut WriteTx<'_>,
    app: &App,
    account: &Account,
    member: &Member,
    factor: SecondFactor,
) -> Result<Next, ApiError> {
    let (scope, id) = (account.scope(), account.id.0);
    let secret = Secret::generate(tx.entropy());
    let (login, expires_at) = (tx.new_id(), tx.now() + app.settings.lifetimes.mail_code);
    let code = if factor == SecondFactor::MailOtp {
        let code = sign_in::send_code(tx, &app.keys, login, account, member, expires_at)?;
        Some(code)
    } else {
        None
    };
    let digest = secret.digest();
    pending_logins::insert(tx, scope, login, id, &digest, code.as_ref(), expires_at)?;
    let (login, account, member) = pending_logins::find(tx, &digest)?
        .ok_or_else(|| ApiError::Internal("a new sign-in is missing".to_owned()))?;
    let state = sign_in::code_required(&login, &account, &member, app.keys.csrf_token(&secret));
    Ok(Next {
        state,
        cookie: cookies::PENDING_LOGIN,
        secret,
        known_by: None,
        trusted_by: None,
    })
}

/// The state of a session that was just opened.
pub(crate) fn signed_in(
    tx: &mut WriteTx<'_>,
    app: &App,
    secret: &Secret,
) -> Result<SessionState, ApiError> {
    let lifetimes = &app.settings.lifetimes;
    let live = sessions::find_live(tx, &secret.digest(), lifetimes.session_idle)?
        .ok_or_else(|| ApiError::Internal("a new session is missing".to_owned()))?;
    Ok(sign_in::signed_in(
        &live,
        app.keys.csrf_token(secret),
        lifetimes,
    ))
}

fn answer(next: &Next) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    if next.cookie == cookies::SESSION {
        answer.cookie(cookies::expire(cookies::PENDING_LOGIN));
    }
    answer.cookie(cookies::set(next.cookie, &next.secret));
    if let Some(known_by) = &next.known_by {
        answer.cookie(cookies::keep_known(known_by));
    }
    if let Some(trusted_by) = &next.trusted_by {
        answer.cookie(cookies::keep_trusted(trusted_by));
    }
    answer.json(&next.state)
}
