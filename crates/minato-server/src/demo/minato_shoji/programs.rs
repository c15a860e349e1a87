//! Programs of the company: one that books rooms and needs ports for them, one that nobody uses.

use chrono::NaiveDate;
use minato_db::WriteTx;
use minato_db::models::api_clients::{self, Change, NewApiClient, NewSecret};
use minato_db::models::user_groups;
use minato_types::api_clients::{ApiScope, ApiScopes};

use super::HANAKO;
use crate::auth::keys::Secret;
use crate::demo::DemoError;
use crate::demo::company::Employed;

/// The name by which the demo's program asks for tokens.
pub const CLIENT_ID: &str = "mc_demo";

/// The secret of the demo's program, as known as the passwords of its people.
pub const CLIENT_SECRET: &str = "Minato-demo-secret-2026";

pub(super) fn insert(tx: &mut WriteTx<'_>, company: &Employed) -> Result<(), DemoError> {
    let every: ApiScopes = ApiScope::ALL.iter().copied().collect();
    let booking = program(tx, company, CLIENT_ID, "会議室予約システム", every)?;
    let automatic = user_groups::automatic(company.scope);
    api_clients::set_groups(tx, company.scope, booking.id.0, &[automatic.0])?;
    let secret = NewSecret {
        digest: Secret::presented(CLIENT_SECRET).digest(),
        hint: "2026".to_owned(),
        valid_until: last_day(),
    };
    api_clients::add_secret(tx, &booking, &secret)?;
    let some = [ApiScope::ContractsRead, ApiScope::LogRead];
    let monitor = program(
        tx,
        company,
        "mc_demo_monitor",
        "稼働監視 (旧)",
        some.into_iter().collect(),
    )?;
    api_clients::set_suspended(tx, &monitor, true)?;
    Ok(())
}

fn program(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    client_id: &str,
    name: &str,
    scopes: ApiScopes,
) -> Result<api_clients::ApiClient, DemoError> {
    let missing = || DemoError::UnknownService(client_id.to_owned());
    let owner = company.people.get(HANAKO).map(|(id, _)| *id);
    let new = NewApiClient {
        client_id: client_id.to_owned(),
        change: Change {
            name: name.to_owned(),
            scopes: scopes.to_string(),
            allowed_networks: String::new(),
            valid_until: last_day(),
            owner: owner.ok_or_else(missing)?,
        },
    };
    let id = api_clients::insert(tx, company.scope, &new)?;
    let found = api_clients::find(tx, company.scope, id)?;
    found.map(|(client, _)| client).ok_or_else(missing)
}

/// For ever.
fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)
}
