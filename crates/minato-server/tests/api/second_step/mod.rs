//! The second step by an authenticator app, recovery codes, and fresh proofs.

mod app_codes;
mod at_rest;
mod one_use;
mod recovery_codes;
mod setting_up;
mod step_up;

use minato_types::audit::AuditAction;

use crate::app::TestApp;
use crate::audit::chain;
use crate::people::Person;

/// What was recorded of a person's member after the first `before` events.
async fn recorded_since(app: &TestApp, person: Person, before: usize) -> Vec<AuditAction> {
    let events = chain(&app.app.db, person.member_number).await;
    events[before..]
        .iter()
        .map(|event| event.action.0)
        .collect()
}

/// How many events there are so far.
async fn recorded(app: &TestApp, person: Person) -> usize {
    chain(&app.app.db, person.member_number).await.len()
}
