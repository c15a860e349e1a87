//! API clients as the API shows them.

use chrono::NaiveDate;
use minato_db::models::api_clients::{
    self, ApiClient as Row, ApiClientKey as Key, ApiClientSecret as Secret,
};
use minato_db::{DbError, TenantScope, Tx};
use minato_types::api_clients::{
    ApiClient, ApiClientGroup, ApiClientKey, ApiClientOwner, ApiClientSecret, ApiClientState,
    ApiScopes,
};
use minato_types::rules::japan_time;
use uuid::Uuid;

/// What belongs to API clients, read in one statement of each kind.
struct Belongings {
    groups: Vec<(Uuid, Uuid, String)>,
    secrets: Vec<Secret>,
    keys: Vec<Key>,
    today: NaiveDate,
}

impl Belongings {
    fn read(tx: &mut impl Tx, scope: TenantScope, only: Option<Uuid>) -> Result<Self, DbError> {
        Ok(Self {
            groups: api_clients::groups_of(tx, scope, only)?,
            secrets: api_clients::secrets_of(tx, scope, only)?,
            keys: api_clients::keys_of(tx, scope, only)?,
            today: japan_time::date(tx.now()),
        })
    }

    fn show(&self, row: Row, owner: String) -> ApiClient {
        let id = row.id.0;
        let secrets = self
            .secrets
            .iter()
            .filter(|secret| secret.api_client_id.0 == id);
        let keys = self.keys.iter().filter(|key| key.api_client_id.0 == id);
        let groups = self.groups.iter().filter(|(client, ..)| *client == id);
        let state = if row.valid_until < self.today {
            ApiClientState::Expired
        } else if row.suspended {
            ApiClientState::Suspended
        } else {
            ApiClientState::Active
        };
        ApiClient {
            id,
            client_id: row.client_id,
            name: row.name,
            scopes: ApiScopes::parse(&row.scopes)
                .unwrap_or_default()
                .iter()
                .collect(),
            groups: groups
                .map(|(_, id, name)| ApiClientGroup {
                    id: *id,
                    name: name.clone(),
                })
                .collect(),
            allowed_networks: words(&row.allowed_networks),
            valid_until: row.valid_until,
            owner: ApiClientOwner {
                id: row.owner_id.0.0,
                name: owner,
            },
            state,
            secrets: secrets
                .filter(|secret| self.today <= secret.valid_until)
                .map(secret)
                .collect(),
            keys: keys.map(key).collect(),
            created_at: row.created_at.and_utc(),
            last_used_at: row.last_used_at.map(|at| at.and_utc()),
        }
    }
}

/// One API client.
pub(super) fn one(
    tx: &mut impl Tx,
    scope: TenantScope,
    row: Row,
    owner: String,
) -> Result<ApiClient, DbError> {
    let belongings = Belongings::read(tx, scope, Some(row.id.0))?;
    Ok(belongings.show(row, owner))
}

/// All of the member.
pub(super) fn all(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<ApiClient>, DbError> {
    let rows = api_clients::list(tx, scope)?;
    let belongings = Belongings::read(tx, scope, None)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(row, owner)| belongings.show(row, owner))
        .collect())
}

/// Words that are divided by spaces.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn secret(row: &Secret) -> ApiClientSecret {
    ApiClientSecret {
        id: row.id.0,
        hint: row.hint.clone(),
        created_at: row.created_at.and_utc(),
        valid_until: row.valid_until,
        last_used_at: row.last_used_at.map(|at| at.and_utc()),
    }
}

fn key(row: &Key) -> ApiClientKey {
    ApiClientKey {
        id: row.id.0,
        kid: row.kid.clone(),
        algorithm: row.algorithm.clone(),
        created_at: row.created_at.and_utc(),
    }
}
