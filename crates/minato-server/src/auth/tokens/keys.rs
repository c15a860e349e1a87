//! The keys that sign tokens. They are replaced without an outage: a new key is told ten minutes
//! before it signs, and an old one verifies until the last of its tokens has died.

use std::sync::{Arc, PoisonError, RwLock};

use actix_web::web::Data;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use minato_db::models::token_keys::{self, TokenKey as Row};
use minato_db::{AsText, Entropy, TenantScope, Tx as _, WriteTx};
use minato_types::values::AccountId;
use uuid::Uuid;

use crate::app::App;
use crate::auth::keys::Keys;
use crate::auth::seal::Place;
use crate::http::ApiError;

/// How long a new key is told before it signs.
pub const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// How long a key stays after another one signs in its place: longer than its last token lives.
pub const AFTER: TimeDelta = TimeDelta::minutes(30);

/// How long a server believes what it has read.
const FRESH: TimeDelta = TimeDelta::seconds(60);

/// How often it reads again at most, because somebody names a key that it does not know.
const UNKNOWN: TimeDelta = TimeDelta::seconds(1);

/// A key, ready for use.
pub struct TokenKey {
    /// The id, which tokens carry as `kid`.
    pub id: Uuid,
    /// The public half, base64url.
    pub public: String,
    /// From when on it signs.
    pub active_from: DateTime<Utc>,
    pub(super) signing: EncodingKey,
    pub(super) verifying: DecodingKey,
}

/// The keys as this server knows them.
#[derive(Default)]
pub struct TokenKeys(RwLock<Option<Known>>);

#[derive(Clone)]
struct Known {
    keys: Arc<[TokenKey]>,
    read_at: DateTime<Utc>,
}

/// Every key that signs, will sign, or has signed tokens that may still live; last first.
pub async fn all(app: &App) -> Result<Arc<[TokenKey]>, ApiError> {
    let now = app.db.clock().now();
    match app
        .token_keys
        .known()
        .filter(|known| now - known.read_at < FRESH)
    {
        Some(known) => Ok(known.keys),
        None => read(app).await,
    }
}

/// The keys, and the place among them of the one that signs now; it is made where there is none.
pub async fn signing(app: &Data<App>) -> Result<(Arc<[TokenKey]>, usize), ApiError> {
    let known = all(app).await?;
    if let Some(place) = active(&known, app.db.clock().now()) {
        return Ok((known, place));
    }
    let state = app.clone();
    app.db.write(move |tx| make_first(tx, &state.keys)).await?;
    let known = read(app).await?;
    let place = active(&known, app.db.clock().now());
    let place = place.ok_or_else(|| ApiError::Internal("no key signs tokens".to_owned()))?;
    Ok((known, place))
}

/// The same, read anew: another server may have thrown the key away that is known here, and what
/// it signs would open nothing.
pub(super) async fn to_sign(app: &Data<App>) -> Result<(Arc<[TokenKey]>, usize), ApiError> {
    read(app).await?;
    signing(app).await
}

/// The keys, and the place among them of the one with this id.
pub(super) async fn find(
    app: &App,
    id: Uuid,
) -> Result<Option<(Arc<[TokenKey]>, usize)>, ApiError> {
    let place = |keys: &[TokenKey]| keys.iter().position(|key| key.id == id);
    let known = all(app).await?;
    if let Some(found) = place(&known) {
        return Ok(Some((known, found)));
    }
    let read_at = app.token_keys.known().map(|known| known.read_at);
    if read_at.is_some_and(|at| app.db.clock().now() - at < UNKNOWN) {
        return Ok(None);
    }
    let known = read(app).await?;
    let found = place(&known);
    Ok(found.map(|place| (known, place)))
}

/// The one that became active last.
fn active(keys: &[TokenKey], now: DateTime<Utc>) -> Option<usize> {
    keys.iter().position(|key| key.active_from <= now)
}

impl TokenKeys {
    fn known(&self) -> Option<Known> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn read(app: &App) -> Result<Arc<[TokenKey]>, ApiError> {
    let rows: Vec<Row> = app.db.read(|tx| token_keys::list(tx)).await?;
    let keys: Result<Arc<[TokenKey]>, ApiError> =
        rows.iter().map(|row| open(&app.keys, row)).collect();
    let known = Known {
        keys: keys?,
        read_at: app.db.clock().now(),
    };
    let mut cell = app
        .token_keys
        .0
        .write()
        .unwrap_or_else(PoisonError::into_inner);
    *cell = Some(known.clone());
    Ok(known.keys)
}

fn make_first(tx: &mut WriteTx<'_>, keys: &Keys) -> Result<(), ApiError> {
    let now = tx.now().naive_utc();
    // Two servers may make one each: the later one signs, both are told.
    let known = token_keys::list(tx)?;
    if !known.iter().any(|key| key.active_from <= now) {
        add(tx, keys, tx.now())?;
    }
    Ok(())
}

/// Makes a key that signs from `active_from` on.
pub fn add(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    active_from: DateTime<Utc>,
) -> Result<Uuid, ApiError> {
    let seed = minato_db::secret(tx.entropy());
    let id = tx.new_id();
    let sealed = seal(keys, id, &seed, tx.entropy())?;
    let pair = pair_of(&seed)?;
    let row = Row {
        id: AsText(id),
        public_key: URL_SAFE_NO_PAD.encode(pair.public_key().as_ref()),
        sealed_key: sealed,
        key_id: keys.tokens.id().to_owned(),
        active_from: active_from.naive_utc(),
    };
    token_keys::insert(tx, &row)?;
    Ok(id)
}

/// The same private half under the active key.
pub fn reseal(keys: &Keys, row: &Row, entropy: &dyn Entropy) -> Result<String, ApiError> {
    let seed = keys
        .tokens
        .open(place(row.id.0), &row.key_id, &row.sealed_key)?;
    seal(keys, row.id.0, &seed, entropy)
}

fn seal(keys: &Keys, id: Uuid, seed: &[u8], entropy: &dyn Entropy) -> Result<String, ApiError> {
    Ok(keys.tokens.seal(place(id), seed, entropy)?)
}

/// The row belongs to the carrier.
const fn place(row: Uuid) -> Place {
    Place {
        table: "token_keys",
        member: TenantScope::CARRIER.member(),
        account: AccountId(Uuid::nil()),
        row,
    }
}

fn open(keys: &Keys, row: &Row) -> Result<TokenKey, ApiError> {
    let seed = keys
        .tokens
        .open(place(row.id.0), &row.key_id, &row.sealed_key)?;
    let pair = pair_of(&seed)?;
    let broken = |_| ApiError::Internal("a key of tokens cannot be used".to_owned());
    let der = pair.to_pkcs8().map_err(broken)?;
    let verifying = DecodingKey::from_ed_components(&row.public_key)
        .map_err(|_| ApiError::Internal("a key of tokens cannot be used".to_owned()))?;
    Ok(TokenKey {
        id: row.id.0,
        public: row.public_key.clone(),
        active_from: row.active_from.and_utc(),
        signing: EncodingKey::from_ed_der(der.as_ref()),
        verifying,
    })
}

fn pair_of(seed: &[u8]) -> Result<Ed25519KeyPair, ApiError> {
    Ed25519KeyPair::from_seed_unchecked(seed)
        .map_err(|_| ApiError::Internal("a key of tokens cannot be made".to_owned()))
}
