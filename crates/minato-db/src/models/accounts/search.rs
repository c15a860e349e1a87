//! The accounts that an admin looks for. Every plan begins at the member and reads only its
//! rows: the words are looked for in a stored text.

use chrono::NaiveDate;
use diesel::prelude::*;
use minato_types::accounts::AccountSort;
use minato_types::page::PageQuery;
use minato_types::rules::japan_time;
use minato_types::values::{AccountRole, AccountState};

use super::Account;
use super::managed::{self, ManagedAccount};
use crate::like;
use crate::schema::accounts;
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// Which accounts are looked for.
#[derive(Debug, Clone, Default)]
pub struct AccountFilter {
    /// Words that must all occur, normalised.
    pub words: Vec<String>,
    /// The role, if only one is looked for.
    pub role: Option<AccountRole>,
    /// The state, if only one is looked for.
    pub state: Option<AccountState>,
}

type Query = accounts::BoxedQuery<'static, MultiBackend>;

/// One page of what was found, and how many there are.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &AccountFilter,
    sort: AccountSort,
    page: PageQuery,
) -> Result<(Vec<ManagedAccount>, u64), DbError> {
    let today = japan_time::date(tx.now());
    let total: i64 = filtered(scope, filter, today)
        .count()
        .get_result(tx.conn())?;
    let query = sorted(filtered(scope, filter, today), sort)
        .limit(i64::from(page.page_size))
        .offset(i64::from(page.page - 1) * i64::from(page.page_size));
    Ok((managed::load(tx, query)?, total.unsigned_abs()))
}

/// At most `limit` of what was found, behind `last` in the order of the list.
pub fn list_after(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &AccountFilter,
    sort: AccountSort,
    last: Option<&Account>,
    limit: i64,
) -> Result<Vec<ManagedAccount>, DbError> {
    let today = japan_time::date(tx.now());
    let mut query = sorted(filtered(scope, filter, today), sort).limit(limit);
    if let Some(last) = last {
        query = behind(query, sort, last);
    }
    managed::load(tx, query)
}

fn filtered(scope: TenantScope, filter: &AccountFilter, today: NaiveDate) -> Query {
    let mut query = managed::living(scope);
    for word in &filter.words {
        let pattern = like::containing(word);
        query = query.filter(accounts::search_text.like(pattern).escape(like::ESCAPE));
    }
    if let Some(role) = filter.role {
        query = query.filter(accounts::role.eq(role.as_str()));
    }
    match filter.state {
        None => query,
        Some(state) => in_state(query, state, today),
    }
}

/// The same order of precedence as [`ManagedAccount::state`].
fn in_state(query: Query, state: AccountState, today: NaiveDate) -> Query {
    let valid = accounts::valid_until.ge(today);
    let active = valid.and(accounts::state.eq("active"));
    match state {
        AccountState::Expired => query.filter(accounts::valid_until.lt(today)),
        AccountState::Suspended => query.filter(valid.and(accounts::state.eq("suspended"))),
        AccountState::Invited => query.filter(active.and(accounts::password_hash.is_null())),
        AccountState::Active => query.filter(active.and(accounts::password_hash.is_not_null())),
    }
}

fn sorted(query: Query, sort: AccountSort) -> Query {
    match sort {
        AccountSort::Name => query.order((accounts::name, accounts::id)),
        AccountSort::Email => query.order((accounts::email_key, accounts::id)),
        AccountSort::Department => {
            query.order((accounts::department, accounts::name, accounts::id))
        }
        AccountSort::ValidUntil => {
            query.order((accounts::valid_until, accounts::name, accounts::id))
        }
    }
}

/// What comes after `last` in the order of [`sorted`].
fn behind(query: Query, sort: AccountSort, last: &Account) -> Query {
    let later_id = accounts::id.gt(last.id.0.to_string());
    let name = || last.name.0.as_str().to_owned();
    let later_name = accounts::name
        .gt(name())
        .or(accounts::name.eq(name()).and(later_id.clone()));
    match sort {
        AccountSort::Name => query.filter(later_name),
        AccountSort::Email => {
            let key = last.email.0.key();
            let same = accounts::email_key.eq(key.clone());
            query.filter(accounts::email_key.gt(key).or(same.and(later_id)))
        }
        AccountSort::Department => {
            let department = last.department.0.as_str().to_owned();
            let same = accounts::department.eq(department.clone());
            query.filter(accounts::department.gt(department).or(same.and(later_name)))
        }
        AccountSort::ValidUntil => {
            let same = accounts::valid_until.eq(last.valid_until);
            let later = accounts::valid_until.gt(last.valid_until);
            query.filter(later.or(same.and(later_name)))
        }
    }
}
