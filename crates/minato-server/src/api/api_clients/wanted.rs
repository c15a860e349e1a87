//! What an API client is to be, read from a request.

use chrono::NaiveDate;
use minato_db::models::accounts;
use minato_db::models::api_clients::{ApiClient as Row, Change};
use minato_db::{Entropy, Tx as _, WriteTx};
use minato_types::api_clients::{AddApiClientRequest, ApiScopes, UpdateApiClientRequest};
use minato_types::audit::{AuditChange, AuditField};
use minato_types::rules::japan_time;
use minato_types::values::{AccountId, Network, PersonName, parse_day};
use minato_types::{FieldErrors, FieldRule};
use uuid::Uuid;

use crate::http::ApiError;

/// How many random bytes the name has by which a program asks for tokens.
const ID_BYTES: usize = 12;

/// A name by which a new program asks for tokens: no secret, but nobody guesses it either.
pub(crate) fn new_client_id(entropy: &dyn Entropy) -> String {
    let random = minato_db::secret(entropy);
    let hex: Vec<String> = random
        .iter()
        .take(ID_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("mc_{}", hex.concat())
}

/// A new one; `by` answers for it unless the request names somebody.
pub(super) fn new(
    tx: &mut WriteTx<'_>,
    scope: minato_db::TenantScope,
    request: &AddApiClientRequest,
    by: AccountId,
) -> Result<Change, ApiError> {
    let change = Change {
        name: name(&request.name)?,
        scopes: scopes(&request.scopes)?,
        allowed_networks: networks(&request.allowed_networks)?,
        valid_until: day(&request.valid_until)?,
        owner: request.owner_id.map_or(by, AccountId),
    };
    check(tx, scope, &change, None)?;
    Ok(change)
}

/// What one is to become.
pub(super) fn changed(
    tx: &mut WriteTx<'_>,
    before: &Row,
    request: &UpdateApiClientRequest,
) -> Result<Change, ApiError> {
    let or = |text: &Option<String>, old: &str| text.clone().unwrap_or_else(|| old.to_owned());
    let change = Change {
        name: name(&or(&request.name, &before.name))?,
        scopes: match &request.scopes {
            Some(words) => scopes(words)?,
            None => before.scopes.clone(),
        },
        allowed_networks: match &request.allowed_networks {
            Some(list) => networks(list)?,
            None => before.allowed_networks.clone(),
        },
        valid_until: match &request.valid_until {
            Some(text) => day(text)?,
            None => before.valid_until,
        },
        owner: request.owner_id.map_or(before.owner_id.0, AccountId),
    };
    check(tx, before.scope(), &change, Some(before))?;
    Ok(change)
}

/// What only the database and the clock know. What stays as it was is not judged again.
fn check(
    tx: &mut WriteTx<'_>,
    scope: minato_db::TenantScope,
    change: &Change,
    before: Option<&Row>,
) -> Result<(), ApiError> {
    let mut errors = FieldErrors::new();
    let same_day = before.is_some_and(|before| before.valid_until == change.valid_until);
    if !same_day && change.valid_until < japan_time::date(tx.now()) {
        errors.add("validUntil", FieldRule::DateInThePast);
    }
    let same_owner = before.is_some_and(|before| before.owner_id.0 == change.owner);
    let owner = accounts::find_managed(&mut *tx, scope, change.owner)?;
    let usable = owner.is_some_and(|owner| owner.account.is_usable(tx.now()));
    if !same_owner && !usable {
        errors.add("ownerId", FieldRule::UnknownAccount);
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.into())
    }
}

fn name(text: &str) -> Result<String, FieldErrors> {
    let name = PersonName::parse(text).map_err(|rule| FieldErrors::one("name", rule))?;
    Ok(name.as_str().to_owned())
}

fn scopes(words: &[String]) -> Result<String, FieldErrors> {
    let scopes = ApiScopes::parse(&words.join(" "));
    let scopes = scopes.filter(|scopes| !scopes.is_empty());
    let scopes = scopes.ok_or_else(|| FieldErrors::one("scopes", FieldRule::UnknownChoice))?;
    Ok(scopes.to_string())
}

fn day(text: &str) -> Result<NaiveDate, FieldErrors> {
    parse_day(text).map_err(|rule| FieldErrors::one("validUntil", rule))
}

/// Networks in their one form; each that is wrong is named by its place.
fn networks(list: &[String]) -> Result<String, FieldErrors> {
    let (mut errors, mut known) = (FieldErrors::new(), Vec::new());
    for (place, text) in list.iter().enumerate() {
        let field = format!("allowedNetworks.{place}");
        if let Some(network) = errors.check(&field, Network::parse(text)) {
            let network = network.as_str().to_owned();
            if known.contains(&network) {
                errors.add(&field, FieldRule::Duplicate);
            }
            known.push(network);
        }
    }
    if errors.is_empty() {
        Ok(known.join(" "))
    } else {
        Err(errors)
    }
}

/// What changed, for the trail.
pub(super) fn changes(
    before: &Row,
    after: &Change,
    groups: &[(Uuid, Uuid, String)],
    new_groups: Option<&[Uuid]>,
) -> Vec<AuditChange> {
    let old_groups = ids(groups.iter().map(|(_, group, _)| *group));
    let new_groups = new_groups.map_or_else(|| old_groups.clone(), |new| ids(new.iter().copied()));
    let changes = [
        AuditChange::of(AuditField::Name, &before.name, &after.name),
        AuditChange::of(AuditField::Scopes, &before.scopes, &after.scopes),
        AuditChange::of(
            AuditField::AllowedNetworks,
            &before.allowed_networks,
            &after.allowed_networks,
        ),
        AuditChange::of(
            AuditField::ValidUntil,
            before.valid_until,
            after.valid_until,
        ),
        AuditChange::of(AuditField::Owner, before.owner_id.0, after.owner),
        AuditChange::of(AuditField::ClientGroups, old_groups, new_groups),
    ];
    changes.into_iter().flatten().collect()
}

/// What a new one is, for the trail.
pub(super) fn described(new: &Row, groups: &[Uuid]) -> Vec<AuditChange> {
    let facts = [
        AuditChange::of(AuditField::Name, "", &new.name),
        AuditChange::of(AuditField::Scopes, "", &new.scopes),
        AuditChange::of(AuditField::AllowedNetworks, "", &new.allowed_networks),
        AuditChange::of(AuditField::ValidUntil, "", new.valid_until.to_string()),
        AuditChange::of(AuditField::Owner, "", new.owner_id.0.to_string()),
        AuditChange::of(AuditField::ClientGroups, "", ids(groups.iter().copied())),
    ];
    facts.into_iter().flatten().collect()
}

fn ids(groups: impl Iterator<Item = Uuid>) -> String {
    let mut ids: Vec<String> = groups.map(|id| id.to_string()).collect();
    ids.sort();
    ids.join(" ")
}
