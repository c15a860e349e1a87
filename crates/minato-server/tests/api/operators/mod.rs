//! Staff of the carrier: how they come in, what they may do.

mod contract_import;
mod contracts;
mod factor_reset;
mod group_import;
mod groups;
mod importing;
mod isolation;
mod members;
mod setting_up;
mod signing_in;

use minato_client::Client;
use minato_db::audit::{self, AuditEvent};
use minato_db::models::operators::{self, NewOperator, Operator};
use minato_db::{DbError, TenantScope};
use minato_server::auth::operator::setup;
use minato_types::audit::AuditAction;
use minato_types::operator::{LogInOperatorRequest, OperatorCodeRequest, SetUpOperatorRequest};
use minato_types::values::{EmailAddress, Language, PersonName};

use crate::app::TestApp;
use crate::authenticator::{Authenticator, confirmation};

/// The password of all operators of these tests.
pub(crate) const OPERATOR_PASSWORD: &str = "seagulls over the long pier";

/// Somebody of the carrier's staff, who is set up.
pub(crate) struct Staff {
    pub(crate) email: String,
    pub(crate) authenticator: Authenticator,
    pub(crate) recovery_codes: Vec<String>,
}

/// Makes an operator as the command line does; answers the one-time secret.
pub(crate) async fn make(app: &TestApp) -> (Operator, String) {
    let made: Result<_, DbError> = app
        .app
        .db
        .write(|tx| {
            let address = format!("{}@carrier.example", tx.new_id().simple());
            let new = NewOperator {
                email: EmailAddress::parse(&address).unwrap(),
                name: PersonName::parse("灯台 守").unwrap(),
                language: Language::Ja,
            };
            let operator = operators::insert(tx, &new)?;
            let (secret, _) = setup::issue(tx, &operator)?;
            Ok((operator, secret.reveal().to_owned()))
        })
        .await;
    made.unwrap()
}

/// The first step of a set-up.
pub(crate) fn by_secret(secret: &str) -> SetUpOperatorRequest {
    SetUpOperatorRequest {
        secret: secret.to_owned(),
        password: OPERATOR_PASSWORD.to_owned(),
    }
}

/// A code of the app, or a recovery code.
pub(crate) fn code(text: &str) -> OperatorCodeRequest {
    OperatorCodeRequest {
        code: text.to_owned(),
    }
}

/// The first step of a sign-in.
pub(crate) fn entry(email: &str, password: &str) -> LogInOperatorRequest {
    LogInOperatorRequest {
        email: email.to_owned(),
        password: password.to_owned(),
    }
}

impl Staff {
    /// An operator who has set himself up.
    pub(crate) async fn hire(app: &TestApp) -> Self {
        let (operator, secret) = make(app).await;
        let client = app.anonymous();
        let offer = client.set_up_operator(&by_secret(&secret)).await.unwrap();
        let authenticator = Authenticator::with(&offer.totp.secret);
        let confirmed = client
            .confirm_operator_setup(&confirmation(&authenticator.code(app)))
            .await
            .unwrap();
        Self {
            email: operator.email.0.as_str().to_owned(),
            authenticator,
            recovery_codes: confirmed.recovery_codes,
        }
    }

    /// Takes the first step of signing in.
    pub(crate) async fn begin(&self, app: &TestApp) -> Client {
        let client = app.anonymous();
        client
            .log_in_operator(&entry(&self.email, OPERATOR_PASSWORD))
            .await
            .expect("the password is right");
        client
    }

    /// Signs in by the next code of the app.
    pub(crate) async fn sign_in(&self, app: &TestApp) -> Client {
        let client = self.begin(app).await;
        let next = self.authenticator.next_code(app);
        client
            .verify_operator_login(&code(&next))
            .await
            .expect("the code is right");
        client
    }
}

/// A new operator, signed in.
pub(crate) async fn operator(app: &TestApp) -> Client {
    Staff::hire(app).await.sign_in(app).await
}

/// The carrier's own chain, which must be whole.
pub(crate) async fn carriers_chain(app: &TestApp) -> Vec<AuditEvent> {
    let read: Result<_, DbError> = app
        .app
        .db
        .read(|tx| {
            let scope = TenantScope::CARRIER;
            Ok((audit::list(tx, scope)?, audit::head(tx, scope)?))
        })
        .await;
    let (events, head) = read.unwrap();
    audit::verify(&events, &head).unwrap();
    events
}

/// What the carrier's chain records from its event number `since` on.
pub(crate) async fn recorded_since(app: &TestApp, since: usize) -> Vec<AuditAction> {
    let events = carriers_chain(app).await;
    events[since..].iter().map(|event| event.action.0).collect()
}
