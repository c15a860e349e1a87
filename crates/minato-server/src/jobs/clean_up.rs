//! Rows that have had their day are removed.

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::audit::retention;
use minato_db::models::{
    api_calls, api_clients, contract_imports, email_changes, expiry_reminders, first_logins,
    idempotency_keys, known_devices, operator_pending_logins, operator_sessions, operator_setups,
    password_failures, password_resets, pending_logins, rate_limits, sessions, sign_ins,
    token_keys, totp_secrets, trusted_browsers,
};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx, jobs};
use minato_types::rules::japan_time;
use minato_types::sessions::SIGN_IN_DAYS;

use crate::app::App;
use crate::auth::{throttle, tokens};

/// How often it runs.
pub const INTERVAL: std::time::Duration = std::time::Duration::from_hours(1);

/// How long ended sessions and links stay, for those who look into what happened.
const RETENTION: TimeDelta = TimeDelta::days(90);

/// How long the secret of an app stays that was offered and never confirmed.
const OFFER_RETENTION: TimeDelta = TimeDelta::days(1);

/// How long the rows of a file of contracts stay that were staged and never took effect.
const STAGED_RETENTION: TimeDelta = TimeDelta::days(7);

/// How long an assertion stays beyond its end, because clocks differ.
const ASSERTION_RETENTION: TimeDelta = TimeDelta::minutes(10);

/// For how many days every checkpoint of the trail stays; then the last one of a day stands for
/// the others.
const CHECKPOINT_DAYS: i64 = 7;

/// How many closed parts of chains are removed in one run.
const CLOSED_PARTS: i64 = 1000;

/// Removes what is old.
pub async fn run(app: &App) {
    match clean_all(app).await {
        Ok(rows) => tracing::info!(rows, "cleaned up"),
        Err(error) => tracing::error!(%error, "cleaning up failed"),
    }
}

/// The same; answers how many rows it removed.
pub async fn clean_all(app: &App) -> Result<usize, DbError> {
    let now = app.db.clock().now();
    let (texts, events) = (
        app.settings.audit.texts_end(now),
        app.settings.audit.events_end(now),
    );
    let log = TimeDelta::days(app.settings.api_log_days);
    let mut rows: usize = app.db.write(move |tx| clean(tx, log)).await?;
    rows += app.db.write(move |tx| clean_trail(tx, texts)).await?;
    if let Some(before) = events {
        rows += remove_events(app, before).await?;
    }
    Ok(rows)
}

/// Texts of the trail whose time is over, and checkpoints that later ones stand for. Days that
/// were missed are made up for within a week.
fn clean_trail(tx: &mut WriteTx<'_>, texts: Option<DateTime<Utc>>) -> Result<usize, DbError> {
    let mut rows = match texts {
        Some(limit) => retention::delete_texts_before(tx, limit)?,
        None => 0,
    };
    let today = tx.now().date_naive();
    for days in CHECKPOINT_DAYS..2 * CHECKPOINT_DAYS {
        rows += retention::thin_checkpoints(tx, today - TimeDelta::days(days + 1))?;
    }
    Ok(rows)
}

/// Removes the closed beginnings of chains, one part after the other, each in a transaction of
/// its own: a chain always begins behind a checkpoint.
async fn remove_events(app: &App, before: DateTime<Utc>) -> Result<usize, DbError> {
    let closed: Vec<(TenantScope, i64)> = app
        .db
        .read_long(move |tx| retention::closed_before(tx, before, CLOSED_PARTS))
        .await?;
    let mut rows = 0;
    for (scope, seq) in closed {
        rows += app
            .db
            .write(move |tx| retention::remove_closed(tx, scope, seq))
            .await?;
    }
    Ok(rows)
}

fn clean(tx: &mut WriteTx<'_>, log: TimeDelta) -> Result<usize, DbError> {
    let now = tx.now();
    let limit = now - RETENTION;
    let remembered = now - TimeDelta::days(SIGN_IN_DAYS.into());
    Ok(
        password_failures::delete_older_than(tx, throttle::MEMORY, throttle::CLOSED_AFTER)?
            + pending_logins::delete_ended_before(tx, limit)?
            + sessions::delete_expired_before(tx, limit)?
            + operator_pending_logins::delete_ended_before(tx, limit)?
            + operator_sessions::delete_expired_before(tx, limit)?
            + operator_setups::delete_expired_before(tx, limit)?
            + password_resets::delete_expired_before(tx, limit)?
            + first_logins::delete_expired_before(tx, limit)?
            + totp_secrets::delete_offered_before(tx, now - OFFER_RETENTION)?
            + sign_ins::delete_before(tx, remembered)?
            + known_devices::delete_unused_since(tx, now - known_devices::LIFETIME)?
            + idempotency_keys::delete_expired(tx)?
            + email_changes::delete_expired_before(tx, limit)?
            + rate_limits::delete_ended(tx)?
            + trusted_browsers::delete_expired(tx)?
            + expiry_reminders::delete_ended_before(tx, japan_time::date(limit))?
            + contract_imports::delete_abandoned_before(tx, now - STAGED_RETENTION)?
            + api_clients::delete_assertions_before(tx, now - ASSERTION_RETENTION)?
            + token_keys::delete_replaced_before(tx, now - tokens::keys::AFTER)?
            + api_calls::delete_before(tx, now - log)?
            + jobs::delete_old(tx)?,
    )
}
