//! How far a first sign-in is: one step after the other, as the database knows them.

use chrono::TimeDelta;
use minato_db::models::accounts::{self, Account};
use minato_db::models::first_logins::{self, FirstLogin as Row, OpenFirstLogin};
use minato_db::models::members::Member;
use minato_db::models::totp_secrets;
use minato_db::{Tx, WriteTx};
use minato_types::ProblemCode;
use minato_types::first_login::{FirstLogin, FirstLoginStep as Step};
use minato_types::values::SecondFactor;
use uuid::Uuid;

use crate::app::App;
use crate::auth::keys::Secret;
use crate::http::ApiError;

/// How long a browser may do nothing before the identity is checked again.
pub const IDLE: TimeDelta = TimeDelta::minutes(60);

/// A first sign-in under way.
#[derive(Clone)]
pub struct Progress {
    /// The row of the link.
    pub row: Row,
    /// The person.
    pub account: Account,
    /// The member of the person.
    pub member: Member,
    /// Whether the account has a password already: then it was used before.
    pub has_password: bool,
    confirmed_totp: Option<Uuid>,
}

impl Progress {
    /// Where the browser with this secret stands.
    pub fn find(tx: &mut impl Tx, entry: &Secret) -> Result<Self, ApiError> {
        let found = first_logins::find_by_entry(tx, &entry.digest())?;
        Self::of(tx, found.ok_or(ProblemCode::FirstLoginExpired)?)
    }

    /// The same, for a change: changes of one account take turns from here on. The browser
    /// gets its time anew.
    pub fn hold(tx: &mut WriteTx<'_>, entry: &Secret) -> Result<Self, ApiError> {
        let before = Self::find(tx, entry)?;
        accounts::lock(tx, before.account.scope(), before.account.id.0)?;
        // It may have ended, or gone on, while others had the lock.
        let held = Self::find(tx, entry)?;
        let until = tx.now() + IDLE;
        first_logins::renew_entry(tx, &held.row, until)?;
        Ok(held)
    }

    /// How far an open link is.
    pub fn of(tx: &mut impl Tx, open: OpenFirstLogin) -> Result<Self, ApiError> {
        let (scope, id) = (open.account.scope(), open.account.id.0);
        let confirmed = totp_secrets::find_confirmed(tx, scope, id)?;
        Ok(Self {
            has_password: accounts::password_hash(tx, scope, id)?.is_some(),
            confirmed_totp: confirmed.map(|secret| secret.id.0),
            row: open.login,
            account: open.account,
            member: open.member,
        })
    }

    /// What comes next.
    pub fn step(&self) -> Step {
        if self.row.password_hash.is_none() {
            Step::Password
        } else if self.keeps_app() {
            Step::Done
        } else if !self.has_new_app() {
            Step::Totp
        } else if self.row.recovery_codes_made_at.is_none() {
            Step::RecoveryCodes
        } else {
            Step::Done
        }
    }

    /// Refuses what is not the turn of.
    pub fn require(&self, steps: &[Step]) -> Result<(), ApiError> {
        if steps.contains(&self.step()) {
            Ok(())
        } else {
            Err(ProblemCode::StepOutOfOrder.into())
        }
    }

    /// Whether it can be completed: all is done, or the app may be left for later.
    pub fn is_complete(&self) -> bool {
        match self.step() {
            Step::Done => true,
            Step::Totp => self.account.second_factor.0 == SecondFactor::MailOtp,
            Step::Password | Step::RecoveryCodes => false,
        }
    }

    /// Whether an app was set up on this way. One that somebody set up by another link, and
    /// left there, does not count.
    pub fn has_new_app(&self) -> bool {
        let own = self.row.totp_id.as_ref().map(|id| id.0);
        own.is_some() && own == self.confirmed_totp
    }

    /// Whether the account was in use with an app before: the link replaces its password, but
    /// is no way around the app.
    pub fn keeps_app(&self) -> bool {
        self.has_password && self.confirmed_totp.is_some() && !self.has_new_app()
    }

    /// As the API shows it.
    pub fn shown(
        &self,
        app: &App,
        entry: &Secret,
        now: chrono::DateTime<chrono::Utc>,
    ) -> FirstLogin {
        FirstLogin {
            step: self.step(),
            email: self.account.email.0.clone(),
            name: self.account.name.0.clone(),
            member_number: self.member.member_number.0.clone(),
            member_name: self.member.name.clone(),
            password_policy: self.member.password_policy.0,
            two_step: self.member.two_step,
            second_factor: self.account.second_factor.0,
            keeps_app: self.keeps_app(),
            expires_at: (now + IDLE).min(self.row.expires_at.and_utc()),
            csrf_token: app.keys.csrf_token(entry),
        }
    }
}
