//! A fresh proof that it is oneself: whoever finds an open browser changes no credentials.

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::models::accounts;
use minato_db::models::sessions::{self, LiveSession};
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;

use super::sign_in;
use crate::http::ApiError;

/// How long a proof counts.
pub const VALID_FOR: TimeDelta = TimeDelta::minutes(10);

/// Refuses a change of credentials by a session whose last proof is too old, or that has ended
/// since the guard looked. Changes of one account take turns from here on.
pub fn require(tx: &mut WriteTx<'_>, live: &LiveSession) -> Result<(), ApiError> {
    if tx.now() < proven_until(tx, live)? {
        Ok(())
    } else {
        Err(ProblemCode::StepUpRequired.into())
    }
}

/// Until when the last proof of a session counts, as the row says now; for what needs a living
/// session but no fresh proof. Changes of one account take turns from here on.
pub fn proven_until(tx: &mut WriteTx<'_>, live: &LiveSession) -> Result<DateTime<Utc>, ApiError> {
    accounts::lock(tx, live.account.scope(), live.account.id.0)?;
    let proven_at = sessions::proven_at(tx, &live.session)?;
    let proven_at = proven_at.ok_or(ProblemCode::NotSignedIn)?;
    Ok(proven_at.and_utc() + VALID_FOR)
}

/// Notes that a session has just proved itself again, and until when that counts.
pub fn note(tx: &mut WriteTx<'_>, live: &LiveSession) -> Result<DateTime<Utc>, ApiError> {
    if !sessions::prove(tx, &live.session)? {
        return Err(ProblemCode::NotSignedIn.into());
    }
    let event = sign_in::own_event(&live.account, AuditAction::SteppedUp);
    audit::record(tx, live.account.scope(), &event)?;
    Ok(tx.now() + VALID_FOR)
}
