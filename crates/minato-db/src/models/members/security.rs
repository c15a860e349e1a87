//! What a member says of the sign-ins of its people: trusted browsers, networks, limits.

use std::net::IpAddr;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use minato_types::company::AllowedNetwork;
use minato_types::values::{Network, NetworkDescription};

use super::Member;
use crate::models::accounts::Account;
use crate::models::changed;
use crate::schema::members;
use crate::{DbError, TenantScope, Tx as _, WriteTx};

/// How the people of a member sign in, as an admin wants it to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityChange {
    /// Whether they may trust their browsers, unless their account says otherwise.
    pub trusted_browsers: bool,
    /// The networks that they may come from; none means from anywhere.
    pub allowed_networks: Vec<AllowedNetwork>,
    /// After how many minutes without a request their sessions end.
    pub session_idle_minutes: Option<u32>,
    /// After how many hours they end in any case.
    pub session_hours: Option<u32>,
}

impl Member {
    /// The networks that its people may come from; none means from anywhere.
    pub fn allowed_networks(&self) -> Vec<AllowedNetwork> {
        let read = |line: &str| {
            let (network, description) = line.split_once(' ')?;
            Some(AllowedNetwork {
                network: Network::parse(network).ok()?,
                description: NetworkDescription::parse(description).ok()?,
            })
        };
        self.allowed_networks.lines().filter_map(read).collect()
    }

    /// Whether this account of its may come from an address. Where networks are told, nobody
    /// comes from an address that is not known.
    pub fn lets_in(&self, account: &Account, address: Option<IpAddr>) -> bool {
        account.any_address || self.allows(address)
    }

    /// Whether its people may come from an address.
    pub fn allows(&self, address: Option<IpAddr>) -> bool {
        if self.allowed_networks.is_empty() {
            return true;
        }
        let mut networks = self.allowed_networks.lines().filter_map(network_of);
        address
            .is_some_and(|address| networks.any(|network| Network::text_contains(network, address)))
    }

    /// How long a session may go without a request, where the server says `server`.
    pub fn idle_limit(&self, server: TimeDelta) -> TimeDelta {
        let own = self.session_idle_minutes.map(TimeDelta::minutes);
        own.map_or(server, |own| own.min(server))
    }

    /// When a session ends in any case, where the server said `expires_at`.
    pub fn session_end(
        &self,
        created_at: NaiveDateTime,
        expires_at: NaiveDateTime,
    ) -> NaiveDateTime {
        let own = self
            .session_hours
            .map(|hours| created_at + TimeDelta::hours(hours));
        own.map_or(expires_at, |own| own.min(expires_at))
    }
}

fn network_of(line: &str) -> Option<&str> {
    line.split(' ').next()
}

/// One network in each line. A description has no line breaks.
fn lines_of(networks: &[AllowedNetwork]) -> String {
    let line = |entry: &AllowedNetwork| format!("{} {}", entry.network, entry.description);
    networks.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Changes how the people of the member sign in, based on this version of it; false if somebody
/// was faster.
pub fn set_security(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    version: i64,
    change: &SecurityChange,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let own = members::table.find(scope.key());
    let rows = diesel::update(own.filter(members::security_version.eq(version)))
        .set((
            members::trusted_browsers.eq(change.trusted_browsers),
            members::allowed_networks.eq(lines_of(&change.allowed_networks)),
            members::session_idle_minutes.eq(change.session_idle_minutes.map(i64::from)),
            members::session_hours.eq(change.session_hours.map(i64::from)),
            members::security_version.eq(members::security_version + 1),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Lets the people of the member come from anywhere again, for somebody who is locked out; false
/// if they may already.
pub fn clear_allowed_networks(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let own = members::table.find(scope.key());
    let rows = diesel::update(own.filter(members::allowed_networks.ne("")))
        .set((
            members::allowed_networks.eq(""),
            members::security_version.eq(members::security_version + 1),
            members::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}
