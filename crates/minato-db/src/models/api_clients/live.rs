//! The doors of programs: who asks for a token, and who comes with one.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::api_clients::ApiScopes;
use minato_types::company::CompanyOptionKind;
use minato_types::rules::japan_time;

use super::ApiClient;
use crate::conn::run;
use crate::models::accounts::Account;
use crate::models::members::Member;
use crate::principal::ApiClientPrincipal;
use crate::schema::{accounts, api_clients, member_options, members, token_keys};
use crate::{DbError, OneStatement};

/// An API client with everything that each request needs to know.
#[derive(Debug, Clone)]
pub struct LiveApiClient {
    /// The API client.
    pub client: ApiClient,
    /// The person who answers for it.
    pub owner: Account,
    /// Its member.
    pub member: Member,
    /// Whether the member has the option API access.
    pub api_access: bool,
    /// Whether the member has the option port plus.
    pub port_plus: bool,
}

impl LiveApiClient {
    /// Whether it may be used at `now`.
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.api_access
            && self.member.is_active()
            && !self.client.suspended
            && japan_time::date(now) <= self.client.valid_until
    }

    /// Who asks with a token of these scopes: as far as the client still may.
    pub fn principal(&self, scopes: ApiScopes) -> ApiClientPrincipal {
        let may = ApiScopes::parse(&self.client.scopes).unwrap_or_default();
        ApiClientPrincipal {
            scope: self.client.scope(),
            client: self.client.id.0,
            scopes: scopes.and(may),
            owner: self.client.owner_id.0,
            port_plus: self.port_plus,
        }
    }
}

type Found = (ApiClient, Account, Member, bool, bool);

/// The API client of a name with all that belongs to it.
macro_rules! asking {
    ($client_id:expr) => {{
        let owner = accounts::member_id
            .eq(api_clients::member_id)
            .and(accounts::id.eq(api_clients::owner_id));
        let has = |option: CompanyOptionKind| {
            exists(member_options::table.find((members::id, option.as_str())))
        };
        api_clients::table
            .inner_join(accounts::table.on(owner))
            .inner_join(members::table.on(members::id.eq(api_clients::member_id)))
            .filter(api_clients::client_id.eq($client_id))
            .filter(api_clients::deleted_at.is_null())
            .select((
                ApiClient::as_select(),
                Account::as_select(),
                Member::as_select(),
                has(CompanyOptionKind::ApiAccess),
                has(CompanyOptionKind::PortPlus),
            ))
    }};
}

/// The API client of this name, in one statement: whether it may be used, the caller judges.
pub fn find_asking<'a>(
    once: impl Into<OneStatement<'a>>,
    client_id: &str,
) -> Result<Option<LiveApiClient>, DbError> {
    let OneStatement { conn, .. } = once.into();
    let found: Option<Found> = run!(conn, |conn| asking!(client_id).first(conn)).optional()?;
    Ok(found.map(live))
}

/// The same, as long as the key with this id signs tokens or has signed some that may still live.
pub fn find_live<'a>(
    once: impl Into<OneStatement<'a>>,
    client_id: &str,
    token_key: &str,
) -> Result<Option<LiveApiClient>, DbError> {
    let OneStatement { conn, now } = once.into();
    let key = token_keys::table.find(token_key.to_owned());
    let found: Option<Found> = run!(conn, |conn| asking!(client_id)
        .filter(exists(key))
        .first(conn))
    .optional()?;
    Ok(found.map(live).filter(|live| live.is_usable(now)))
}

fn live((client, owner, member, api_access, port_plus): Found) -> LiveApiClient {
    LiveApiClient {
        client,
        owner,
        member,
        api_access,
        port_plus,
    }
}
