//! The realm of the carrier's staff: tables, cookies and a sign-in path of its own. What is
//! alike for people of members is used, never their rows.

pub mod code;
pub mod session;
pub mod setup;

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::operators::{Credentials, Operator};
use minato_db::models::sealed_operator_secrets::{Holder, OperatorSecret};
use minato_db::{DbError, Entropy, TenantScope, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::values::AccountId;
use uuid::Uuid;

use super::keys::Keys;
use super::seal::{Place, Unsealable};
use super::totp::Totp;
use crate::http::ApiError;

/// Writes into the carrier's own chain what concerns an operator and no member.
pub fn record(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    action: AuditAction,
    operator: &Operator,
    text: Option<String>,
) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor,
        action,
        subject: Some(operator.id.0.to_string()),
        text,
    };
    audit::record(tx, TenantScope::CARRIER, &event)
}

/// Where the secret of an operator's app is kept: `row` is the operator, or the set-up that is
/// still under way.
const fn place(table: &'static str, operator: Uuid, row: Uuid) -> Place {
    Place {
        table,
        member: TenantScope::CARRIER.member(),
        account: AccountId(operator),
        row,
    }
}

/// The secret of an operator's app, opened.
fn open_totp(keys: &Keys, operator: Uuid, sealed: &Credentials) -> Result<Totp, ApiError> {
    let place = place("operators", operator, operator);
    let secret = keys
        .totp
        .open(place, &sealed.key_id, &sealed.sealed_secret)?;
    Totp::new(&secret)
}

/// The same secret for the same row under the active key.
pub fn reseal(
    keys: &Keys,
    holder: Holder,
    row: &OperatorSecret,
    entropy: &dyn Entropy,
) -> Result<String, Unsealable> {
    let table = match holder {
        Holder::Operators => "operators",
        Holder::Setups => "operator_setups",
    };
    let place = place(table, row.operator_id.0, row.id.0);
    let secret = keys.totp.open(place, &row.key_id, &row.sealed_secret)?;
    keys.totp.seal(place, &secret, entropy)
}
