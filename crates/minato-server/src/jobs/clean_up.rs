//! Rows that have had their day are removed.

use chrono::TimeDelta;
use minato_db::models::{
    idempotency_keys, password_failures, password_resets, pending_logins, sessions,
};
use minato_db::{DbError, Tx as _, WriteTx, jobs};

use crate::app::App;
use crate::auth::throttle;

/// How often it runs.
pub const INTERVAL: std::time::Duration = std::time::Duration::from_hours(1);

/// How long ended sessions and links stay, for those who look into what happened.
const RETENTION: TimeDelta = TimeDelta::days(90);

/// Removes what is old.
pub async fn run(app: &App) {
    let removed: Result<usize, DbError> = app.db.write(clean).await;
    match removed {
        Ok(rows) => tracing::info!(rows, "cleaned up"),
        Err(error) => tracing::error!(%error, "cleaning up failed"),
    }
}

fn clean(tx: &mut WriteTx<'_>) -> Result<usize, DbError> {
    let limit = tx.now() - RETENTION;
    Ok(password_failures::delete_older_than(tx, throttle::MEMORY)?
        + pending_logins::delete_ended_before(tx, limit)?
        + sessions::delete_expired_before(tx, limit)?
        + password_resets::delete_expired_before(tx, limit)?
        + idempotency_keys::delete_expired(tx)?
        + jobs::delete_old(tx)?)
}
