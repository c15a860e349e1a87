use std::collections::HashMap;

use actix_web::web;
use chrono::{DateTime, NaiveDateTime, Utc};
use minato_db::models::accounts::{self, Account as Row, ManagedAccount};
use minato_db::models::members::Member;
use minato_db::models::password_failures;
use minato_db::{DbError, Party, Tx, WriteTx};
use minato_types::ProblemCode;
use minato_types::accounts::{Account, BrowserTrust};
use minato_types::values::{AccountId, SecondFactor};

use crate::app::App;
use crate::auth::failures;
use crate::auth::first_login::{self, Purpose};
use crate::http::{ApiError, Caller};

/// The admin who looks at the accounts of his member.
#[derive(Clone)]
pub(super) struct Viewer {
    pub(super) app: web::Data<App>,
    pub(super) own: Party,
    pub(super) member: Member,
}

impl Viewer {
    pub(super) fn of(app: &web::Data<App>, caller: &Caller) -> Result<Self, ApiError> {
        Ok(Self {
            app: app.clone(),
            own: caller.party()?,
            member: caller.member()?.clone(),
        })
    }

    /// Sends a link to the first sign-in, in the admin's name.
    pub(super) fn invite(&self, tx: &mut WriteTx<'_>, account: &Row) -> Result<(), DbError> {
        let admin = accounts::get(tx, self.own.scope, self.own.account)?.name.0;
        let purpose = Purpose::Invitation;
        first_login::send(tx, &self.app, account, &self.member, purpose, Some(&admin))
    }

    /// One account of the member and its version.
    pub(super) fn account(
        &self,
        tx: &mut impl Tx,
        id: AccountId,
    ) -> Result<(Account, i64), ApiError> {
        let found = accounts::find_managed(tx, self.own.scope, id)?;
        let managed = found.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
        let version = managed.account.version;
        let mut shown = self.show(tx, vec![managed])?;
        let account = shown
            .pop()
            .ok_or(ApiError::Problem(ProblemCode::NotFound))?;
        Ok((account, version))
    }

    /// Accounts of the member as the API shows them.
    pub(super) fn show(
        &self,
        tx: &mut impl Tx,
        accounts: Vec<ManagedAccount>,
    ) -> Result<Vec<Account>, DbError> {
        let waits = self.waits(tx, &accounts)?;
        let mut shown = Vec::with_capacity(accounts.len());
        for managed in accounts {
            let wait = self.wait_of(tx, &managed, &waits)?;
            shown.push(self.shown(managed, wait, tx.now()));
        }
        Ok(shown)
    }

    /// Who waits now after wrong passwords, in one statement for all accounts.
    fn waits(
        &self,
        tx: &mut impl Tx,
        accounts: &[ManagedAccount],
    ) -> Result<HashMap<String, NaiveDateTime>, DbError> {
        let (keys, number) = (&self.app.keys, &self.member.member_number.0);
        let subjects = accounts.iter().flat_map(|managed| {
            let email = &managed.account.email.0;
            [Some(number), None].map(|number| keys.sign_in_subject(number, email))
        });
        password_failures::blocked(tx, subjects.collect())
    }

    /// Until when an account waits. Waits are rare: only then its address is looked at again.
    fn wait_of(
        &self,
        tx: &mut impl Tx,
        managed: &ManagedAccount,
        waits: &HashMap<String, NaiveDateTime>,
    ) -> Result<Option<NaiveDateTime>, DbError> {
        if waits.is_empty() {
            return Ok(None);
        }
        let subjects = failures::subjects(tx, &self.app.keys, &managed.account, &self.member)?;
        Ok(subjects
            .iter()
            .filter_map(|name| waits.get(name))
            .max()
            .copied())
    }

    fn shown(
        &self,
        managed: ManagedAccount,
        wait: Option<NaiveDateTime>,
        now: DateTime<Utc>,
    ) -> Account {
        let state = managed.state(now);
        let lock = managed.factor_locked_until;
        let locked_until = lock.max(wait).map(|until| until.and_utc());
        let account = managed.account;
        Account {
            own: account.id.0 == self.own.account,
            id: account.id.0,
            name: account.name.0,
            email: account.email.0,
            department: account.department.0,
            phone: account.phone.map(|phone| phone.0),
            role: account.role.0,
            state,
            locked_until: locked_until.filter(|until| now < *until),
            second_factor: managed.factor,
            trusted_browsers: trust_of(account.trusted_browsers),
            any_address: account.any_address,
            totp_required: account.second_factor.0 == SecondFactor::Totp,
            valid_until: account.valid_until,
            language: account.language.0,
            time_zone: account.time_zone.0,
            last_signed_in_at: managed.last_signed_in_at.map(|at| at.and_utc()),
            created_at: managed.created_at.and_utc(),
        }
    }
}

/// The word for what an account says of trusted browsers.
pub(super) const fn trust_of(allowed: Option<bool>) -> BrowserTrust {
    match allowed {
        None => BrowserTrust::Company,
        Some(true) => BrowserTrust::Allowed,
        Some(false) => BrowserTrust::Refused,
    }
}
