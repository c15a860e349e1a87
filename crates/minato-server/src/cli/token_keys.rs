use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::token_keys;
use minato_db::{Db, DbError, TenantScope, Tx as _, WriteTx};
use minato_types::audit::AuditAction;

use crate::auth::keys::Keys;
use crate::auth::tokens::keys::{self, AHEAD};
use crate::http::ApiError;

#[derive(Debug, Clone, Copy, clap::Subcommand)]
pub(super) enum Verb {
    /// Print the keys that sign, will sign, or have signed tokens that may still live
    List,
    /// Make a new key: it is told at once and signs in ten minutes, without an outage
    Rotate {
        /// The old keys were stolen: the new one signs at once, and no token of the old ones is
        /// accepted any more
        #[arg(long)]
        now: bool,
    },
}

pub(super) fn run(verb: Verb) -> super::Result {
    let (settings, db) = super::open()?;
    let keys = Keys::of(&settings);
    let told = super::block_on(async move {
        match verb {
            Verb::List => list(&db).await,
            Verb::Rotate { now } => rotate(&db, keys, now).await,
        }
    })?;
    super::print(&told);
    Ok(())
}

async fn list(db: &Db) -> super::Result<String> {
    let keys: Result<_, DbError> = db.read(|tx| token_keys::list(tx)).await;
    let lines = keys?.into_iter().map(|key| {
        let from = key.active_from.and_utc().to_rfc3339();
        format!("{} signs from {from}\n", key.id.0)
    });
    Ok(lines.collect())
}

async fn rotate(db: &Db, keys: Keys, now: bool) -> super::Result<String> {
    let made: Result<_, ApiError> = db.write(move |tx| replace(tx, &keys, now)).await;
    let (id, from) = made?;
    Ok(format!("{id} signs from {}\n", from.to_rfc3339()))
}

fn replace(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    now: bool,
) -> Result<(uuid::Uuid, chrono::DateTime<chrono::Utc>), ApiError> {
    let from = if now { tx.now() } else { tx.now() + AHEAD };
    let id = keys::add(tx, keys, from)?;
    if now {
        token_keys::delete_others(tx, id)?;
    }
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action: AuditAction::TokenKeyReplaced,
        subject: None,
        text: Some(id.to_string()),
    };
    audit::record(tx, TenantScope::CARRIER, &event)?;
    Ok((id, from))
}
