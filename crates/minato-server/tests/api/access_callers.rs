//! Everybody who can stand before an endpoint, with what he carries.

use chrono::{NaiveDate, TimeDelta};
use minato_db::models::{accounts, sessions};
use minato_db::{DbError, Tx as _};
use minato_types::values::EmailAddress;

use minato_server::auth::first_login::Purpose;

use crate::app::TestApp;
use crate::first_login;
use crate::operators::{self, OPERATOR_PASSWORD, Staff};
use crate::people::{HANAKO, JIRO, MISAKI, PASSWORD, Person, TARO, code_of, entry};
use crate::raw::{self, Answer};

/// Everybody who can stand before an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Anonymous,
    MadeUpSession,
    BetweenTheSteps,
    InFirstLogin,
    User,
    Admin,
    AdminWithPasswordOnly,
    AdminWithoutOption,
    WithPasswordOfSomebodyElse,
    SignedOut,
    Expired,
    SessionEndedByServer,
    OperatorBetweenTheSteps,
    Operator,
}

pub(crate) const CALLERS: [Caller; 14] = [
    Caller::Anonymous,
    Caller::MadeUpSession,
    Caller::BetweenTheSteps,
    Caller::InFirstLogin,
    Caller::User,
    Caller::Admin,
    Caller::AdminWithPasswordOnly,
    Caller::AdminWithoutOption,
    Caller::WithPasswordOfSomebodyElse,
    Caller::SignedOut,
    Caller::Expired,
    Caller::SessionEndedByServer,
    Caller::OperatorBetweenTheSteps,
    Caller::Operator,
];

impl Caller {
    /// Whose things he names in his requests.
    pub(crate) fn person(self) -> Person {
        match self {
            Self::User => TARO,
            Self::AdminWithPasswordOnly
            | Self::WithPasswordOfSomebodyElse
            | Self::SignedOut
            | Self::Expired
            | Self::SessionEndedByServer => JIRO,
            Self::AdminWithoutOption => MISAKI,
            Self::Anonymous
            | Self::MadeUpSession
            | Self::BetweenTheSteps
            | Self::InFirstLogin
            | Self::Admin
            | Self::OperatorBetweenTheSteps
            | Self::Operator => HANAKO,
        }
    }
}

/// The cookies and the token of a caller.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials {
    pub(crate) cookie: String,
    pub(crate) token: String,
}

pub(crate) async fn call(
    app: &TestApp,
    method: &str,
    path: &str,
    who: &Credentials,
    body: Option<&str>,
) -> Answer {
    let token = if who.token.is_empty() {
        "anonymous"
    } else {
        &who.token
    };
    let mut headers = vec![("x-csrf-token", token)];
    if !who.cookie.is_empty() {
        headers.push(("cookie", &who.cookie));
    }
    if body.is_some() {
        headers.push(("content-type", "application/json"));
    }
    raw::send(app, method, &format!("/api/v1{path}"), &headers, body).await
}

pub(crate) fn credentials(answer: &Answer) -> Credentials {
    let living = |cookie: &&str| !cookie.contains("Max-Age=0");
    let cookie = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(living)
        .and_then(|cookie| cookie.split(';').next())
        .expect("a cookie");
    let token = answer.json()["csrfToken"]
        .as_str()
        .expect("a token")
        .to_owned();
    Credentials {
        cookie: cookie.to_owned(),
        token,
    }
}

pub(crate) async fn begin(app: &TestApp, person: Person) -> Credentials {
    let body = serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap();
    credentials(
        &call(
            app,
            "POST",
            "/auth/login",
            &Credentials::default(),
            Some(&body),
        )
        .await,
    )
}

pub(crate) async fn sign_in(app: &TestApp, person: Person) -> Credentials {
    let pending = begin(app, person).await;
    let body = serde_json::to_string(&entry(&code_of(&app.one_mail().await))).unwrap();
    credentials(&call(app, "POST", "/auth/login/verify", &pending, Some(&body)).await)
}

/// An operator between the two steps.
pub(crate) async fn begin_as(app: &TestApp, staff: &Staff) -> Credentials {
    let body = serde_json::to_string(&operators::entry(&staff.email, OPERATOR_PASSWORD)).unwrap();
    let (path, nobody) = ("/operator/auth/login", Credentials::default());
    credentials(&call(app, "POST", path, &nobody, Some(&body)).await)
}

/// An operator who is signed in.
pub(crate) async fn sign_in_as(app: &TestApp, staff: &Staff) -> Credentials {
    let pending = begin_as(app, staff).await;
    let code = operators::code(&staff.authenticator.next_code(app));
    let body = serde_json::to_string(&code).unwrap();
    let path = "/operator/auth/login/verify";
    credentials(&call(app, "POST", path, &pending, Some(&body)).await)
}

/// Somebody who has opened a link and passed its identity check.
pub(crate) async fn in_first_login(app: &TestApp, person: Person) -> Credentials {
    let token = first_login::mailed(app, person, Purpose::Opening).await;
    let body = serde_json::to_string(&first_login::identity(person, &token)).unwrap();
    let path = "/auth/first-login/identity";
    credentials(&call(app, "POST", path, &Credentials::default(), Some(&body)).await)
}

/// Makes the caller anew: what he is tried with may use his session up.
pub(crate) async fn credentials_of(app: &TestApp, caller: Caller) -> Credentials {
    match caller {
        Caller::Anonymous => Credentials::default(),
        Caller::MadeUpSession => Credentials {
            cookie: format!("__Host-sid={0}; __Host-op={0}", "A".repeat(43)),
            token: "A".repeat(43),
        },
        Caller::BetweenTheSteps => begin(app, HANAKO).await,
        Caller::InFirstLogin => in_first_login(app, TARO).await,
        Caller::User => sign_in(app, TARO).await,
        Caller::Admin => sign_in(app, HANAKO).await,
        Caller::AdminWithPasswordOnly => begin(app, JIRO).await,
        Caller::AdminWithoutOption => sign_in(app, MISAKI).await,
        Caller::WithPasswordOfSomebodyElse => {
            change_jiro(app, Change::OthersPassword).await;
            begin(app, JIRO).await
        }
        Caller::SignedOut => {
            let who = begin(app, JIRO).await;
            call(app, "POST", "/auth/logout", &who, None).await;
            who
        }
        Caller::Expired => {
            let who = begin(app, JIRO).await;
            let yesterday = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            change_jiro(app, Change::ValidUntil(yesterday)).await;
            who
        }
        Caller::OperatorBetweenTheSteps => {
            let staff = Staff::hire(app).await;
            begin_as(app, &staff).await
        }
        Caller::Operator => sign_in_as(app, &Staff::hire(app).await).await,
        Caller::SessionEndedByServer => {
            let who = begin(app, JIRO).await;
            change_jiro(app, Change::NoSessions).await;
            who
        }
    }
}

/// What becomes of Jiro.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// His account ends with this day.
    ValidUntil(NaiveDate),
    /// All his sessions are ended.
    NoSessions,
    /// Somebody else has chosen his password.
    OthersPassword,
}

pub(crate) async fn change_jiro(app: &TestApp, change: Change) {
    let changed: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let email = EmailAddress::parse(JIRO.email).unwrap();
            let jiro = accounts::find_candidate(tx, None, &email)?.unwrap().account;
            let (scope, id) = (jiro.scope(), jiro.id.0);
            match change {
                Change::ValidUntil(day) => accounts::set_valid_until(tx, scope, id, day),
                Change::NoSessions => sessions::end_all_of(tx, scope, id, None).map(drop),
                Change::OthersPassword => {
                    let tomorrow = tx.now() + TimeDelta::days(1);
                    accounts::require_own_password(tx, scope, id, tomorrow)
                }
            }
        })
        .await;
    changed.unwrap();
}
