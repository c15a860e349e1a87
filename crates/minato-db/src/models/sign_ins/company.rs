//! The history of all accounts of a member, as its admins see it.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::IntoBoxed;
use diesel::prelude::*;
use minato_types::sessions::SignInOutcome;
use minato_types::values::{AccountId, EmailAddress, PersonName};
use uuid::Uuid;

use super::SignIn;
use crate::schema::{accounts, sign_ins};
use crate::{AsText, DbError, MultiBackend, TenantScope, Tx};

/// Which entries are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this account.
    pub account: Option<AccountId>,
    /// Only those that ended so.
    pub outcome: Option<SignInOutcome>,
    /// Only those since this time.
    pub from: Option<DateTime<Utc>>,
    /// Only those before this time.
    pub before: Option<DateTime<Utc>>,
}

/// The place of an entry in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When it was.
    pub at: NaiveDateTime,
    /// Its id.
    pub id: Uuid,
}

/// Where a part of the history begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// After so many entries.
    Offset(u64),
    /// Behind this place.
    Behind(Place),
}

/// An entry and whose account it was.
#[derive(Debug, Clone)]
pub struct CompanySignIn {
    /// The entry.
    pub sign_in: SignIn,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: PersonName,
    /// Its e-mail address.
    pub email: EmailAddress,
    /// Whether it has been deleted since.
    pub deleted: bool,
}

impl CompanySignIn {
    /// Where it stands in the history.
    pub const fn place(&self) -> Place {
        Place {
            at: self.sign_in.at,
            id: self.sign_in.id.0,
        }
    }
}

/// At most `limit` entries, newest first.
pub fn list_of_member(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &Filter,
    start: Start,
    limit: u32,
) -> Result<Vec<CompanySignIn>, DbError> {
    let mut ids = matching(scope, filter)
        .order((sign_ins::at.desc(), sign_ins::id.desc()))
        .limit(i64::from(limit));
    ids = match start {
        Start::Offset(rows) => ids.offset(i64::try_from(rows).unwrap_or(i64::MAX)),
        Start::Behind(Place { at, id }) => ids.filter(
            sign_ins::at
                .lt(at)
                .or(sign_ins::at.eq(at).and(sign_ins::id.lt(id.to_string()))),
        ),
    };
    let rows: Vec<(SignIn, AsText<AccountId>)> = ids
        .select((SignIn::as_select(), sign_ins::account_id))
        .load(tx.conn())?;
    with_accounts(tx, scope, rows)
}

/// How many entries there are.
pub fn total_of_member(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &Filter,
) -> Result<u64, DbError> {
    let total: i64 = matching(scope, filter).count().get_result(tx.conn())?;
    Ok(total.unsigned_abs())
}

type Query = IntoBoxed<'static, sign_ins::table, MultiBackend>;

fn matching(scope: TenantScope, filter: &Filter) -> Query {
    let mut query = sign_ins::table
        .filter(sign_ins::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(account) = filter.account {
        query = query.filter(sign_ins::account_id.eq(account.to_string()));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(sign_ins::outcome.eq(outcome.as_str()));
    }
    if let Some(from) = filter.from {
        query = query.filter(sign_ins::at.ge(from.naive_utc()));
    }
    if let Some(before) = filter.before {
        query = query.filter(sign_ins::at.lt(before.naive_utc()));
    }
    query
}

type Whose = (
    AsText<AccountId>,
    AsText<PersonName>,
    AsText<EmailAddress>,
    String,
);

fn with_accounts(
    tx: &mut impl Tx,
    scope: TenantScope,
    rows: Vec<(SignIn, AsText<AccountId>)>,
) -> Result<Vec<CompanySignIn>, DbError> {
    let mut ids: Vec<String> = rows.iter().map(|(_, id)| id.0.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    let people: Vec<Whose> = accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::id.eq_any(ids))
        .select((
            accounts::id,
            accounts::name,
            accounts::email,
            accounts::state,
        ))
        .load(tx.conn())?;
    let entries = rows.into_iter().filter_map(|(sign_in, account)| {
        // Every entry refers to an account of the same member.
        let whose = people.iter().find(|whose| whose.0.0 == account.0)?;
        Some(CompanySignIn {
            sign_in,
            account: account.0,
            name: whose.1.0.clone(),
            email: whose.2.0.clone(),
            deleted: whose.3 == "deleted",
        })
    });
    Ok(entries.collect())
}
